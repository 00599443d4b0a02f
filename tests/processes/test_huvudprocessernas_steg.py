"""Huvudprocesserna är de bestämda, och varje steg som inte finns i tabellen vägras."""

import pytest

from caseflow.engine.errors import Refused
from caseflow.engine.machine import machine_for
from caseflow.engine.process import Process
from caseflow.engine.trial import role_hinder
from caseflow.processes import PROCESSER
from caseflow.rules.roller import Roll
from tests.processes.specifikation import UTOVARE, UTSATT, Steg, forbjudna, tabellen

TABELLER = {"utovare": UTOVARE, "utsatt": UTSATT}
FORBJUDNA = [
    (process, kod, fran)
    for process, tabell in TABELLER.items()
    for kod, fran in forbjudna(PROCESSER[process], tabell)
]
STEGEN = [(PROCESSER[p], kod) for p, tabell in TABELLER.items() for kod in tabell]


@pytest.mark.parametrize(("process", "tabell"), TABELLER.items(), ids=TABELLER)
def test_stegen_ar_de_bestamda(process: str, tabell: dict[str, Steg]) -> None:
    assert tabellen(PROCESSER[process]) == tabell


@pytest.mark.parametrize(("process", "kod", "fran"), FORBJUDNA)
def test_ett_steg_fran_fel_lage_vagras_med_vagen_fram(process: str, kod: str, fran: str) -> None:
    with pytest.raises(Refused) as vagrat:
        machine_for(PROCESSER[process]).fire(kod, fran)
    (hinder,) = vagrat.value.hinder
    assert hinder.regel == "steget_utgar_fran_tillstandet"
    assert PROCESSER[process].state(fran).label in hinder.text


@pytest.mark.parametrize(("process", "kod"), STEGEN, ids=[f"{p.code}.{k}" for p, k in STEGEN])
def test_ingen_annan_roll_tar_steget(process: Process, kod: str) -> None:
    steg = process.transition(kod)
    assert steg is not None
    for roll in Roll:
        assert bool(role_hinder(steg.by, roll.value)) is (roll not in steg.by)


@pytest.mark.parametrize("process", TABELLER)
def test_inget_steg_till_avslutat_lamnar_nagot_oppet(process: str) -> None:
    """Varje väg till avslutat frågar efter öppna insatser, prövningar och ansökningar, och planerar uppföljning."""
    for steg in PROCESSER[process].transitions:
        if steg.target is None or steg.target.code != "avslutat":
            continue
        regler = {r.kod for r in steg.requires}
        assert {
            "ingen_insats_ar_oppen",
            "ingen_provning_ar_oppen",
            "uppfoljning_planeras_eller_har_skal",
        } <= regler, steg.code
        assert "ingen_oprovad_ansokan" in regler or steg.removes == ("ansokan",), steg.code
        assert [o.process for o in steg.opens] == ["uppfoljning"], steg.code


def test_inget_erbjuds_den_som_anvander_vald_innan_sakerheten_ar_overvagd() -> None:
    erbjuder = {
        "erbjud_friyta",
        "hanvisa",
        "inled_utredning",
        "slutfor_utredning",
        "bevilja",
        "bevilja_delvis",
    }
    for kod in erbjuder:
        steg = PROCESSER["utovare"].transition(kod)
        assert steg is not None
        assert any(r.kod.startswith("sakerheten_ar_overvagd") for r in steg.requires), kod
