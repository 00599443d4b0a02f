"""A friytekontakt is tied to an ärende only with consent, and only the approved summary goes along."""

from datetime import date

import pytest

from caseflow.actions.koppla_friyta import koppla_friyta
from caseflow.actions.register_fact import register_fact
from caseflow.actions.registrera_arende import registrera_arende
from caseflow.actions.registrera_friyta import registrera_friyta
from caseflow.engine.errors import BadInput, Refused
from caseflow.queries.tidslinje import tidslinje
from caseflow.queries.verifiera import verifiera
from tests.databas import Verksamhet, at

DAG = date(2026, 3, 2)
NOW = at("2026-03-02")


@pytest.fixture
def akter(verksamhet: Verksamhet) -> tuple[Verksamhet, str, str]:
    """A friytekontakt of Erik's and an ärende of Anna's."""
    db = verksamhet.db
    friyta = registrera_friyta(
        db,
        verksamhet.aktor("erik"),
        {
            "enhet": "vast",
            "kod": "Blå",
            "dokumentation": "full",
            "kalla": "sjalv",
            "inkom": "2026-03-02",
        },
        now=NOW,
    )
    arende = registrera_arende(
        db,
        verksamhet.aktor("anna"),
        {"slag": "utovare", "enhet": "vast", "kalla": "sjalv", "inkom": "2026-03-02"},
        now=NOW,
    )
    return verksamhet, friyta, arende


def given(arende: str) -> dict[str, object]:
    return {"arende": arende, "sammanfattning": "Har talat fem gånger.", "godkand": "ja"}


def test_without_consent_it_is_refused(akter: tuple[Verksamhet, str, str]) -> None:
    v, friyta, arende = akter
    with pytest.raises(Refused) as fault:
        koppla_friyta(v.db, v.aktor("erik"), friyta, given(arende), dag=DAG, now=NOW)
    assert [h.regel for h in fault.value.hinder] == ["samtycke_till_koppling_finns"]
    assert len(tidslinje(v.db, v.aktor("anna"), arende)) == 1


def test_with_consent_the_summary_goes_along(akter: tuple[Verksamhet, str, str]) -> None:
    v, friyta, arende = akter
    erik = v.aktor("erik")
    consent = {"andamal": "koppla_friyta", "satt": "muntligt"}
    register_fact(v.db, erik, friyta, "samtycke", consent, dag=DAG, now=NOW)
    koppla_friyta(v.db, erik, friyta, given(arende), dag=DAG, now=NOW)
    last = tidslinje(v.db, v.aktor("anna"), arende)[-1]
    assert last.kod == "friyta_mottagen"
    assert "Har talat fem gånger." in last.text
    assert friyta not in str(tidslinje(v.db, v.aktor("anna"), arende)), (
        "the friytekontakt is not named"
    )
    assert verifiera(v.db).fel == []


def test_what_cannot_be_opened_cannot_be_named(akter: tuple[Verksamhet, str, str]) -> None:
    v, friyta, arende = akter
    for unknown in ("VN-0000-0000-0", "", friyta):
        with pytest.raises(BadInput):
            koppla_friyta(v.db, v.aktor("erik"), friyta, given(unknown), dag=DAG, now=NOW)
    assert arende not in str(tidslinje(v.db, v.aktor("erik"), friyta))
