"""One shared machine per definition; it knows where a step leads and says why one cannot be taken."""

import pytest

from caseflow.engine.errors import Refused
from caseflow.engine.machine import machine_for
from tests.engine.provprocess import PROV, prov_again


def test_every_akt_of_a_definition_shares_one_machine() -> None:
    assert machine_for(PROV) is machine_for(PROV)


def test_another_definition_has_another_machine() -> None:
    other = prov_again()
    assert machine_for(other) is not machine_for(PROV)
    assert machine_for(other) is machine_for(other)


@pytest.mark.parametrize(
    ("step", "state", "lands"),
    [("inled", "ny", "pagar"), ("anteckna", "pagar", "pagar"), ("avsluta", "pagar", "klar")],
)
def test_a_step_leads_where_the_process_says(step: str, state: str, lands: str) -> None:
    assert machine_for(PROV).fire(step, state) == lands


def test_nothing_is_remembered_between_two_akter() -> None:
    machine = machine_for(PROV)
    assert machine.fire("inled", "ny") == "pagar"
    assert machine.fire("inled", "ny") == "pagar"


def test_a_step_out_of_order_says_where_the_akt_is_and_from_where_it_is_taken() -> None:
    with pytest.raises(Refused) as caught:
        machine_for(PROV).fire("avsluta", "ny")
    (hinder,) = caught.value.hinder
    assert caught.value.vad == "Avsluta kan inte göras."
    assert hinder.regel == "steget_utgar_fran_tillstandet"
    assert hinder.kalla == "Process: Prov"
    assert hinder.text == "Läget är «Ny», och steget tas från «Pågår» eller «Vilar»."
    assert "Nästa steg" in hinder.gor_nu


@pytest.mark.parametrize("step", ["oppna", "finns_inte", "to_klar", "may_avsluta"])
def test_what_is_no_step_from_anywhere_is_refused(step: str) -> None:
    with pytest.raises(Refused) as caught:
        machine_for(PROV).fire(step, "pagar")
    assert "steget tas från inget läge" in caught.value.hinder[0].text
