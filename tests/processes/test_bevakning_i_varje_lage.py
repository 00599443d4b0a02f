"""Inget faller tyst: varje öppet läge har minst en bevakning, i varje profil."""

from dataclasses import replace
from datetime import date

import pytest

from caseflow.engine.bevakning import expected
from caseflow.engine.fakta import Fakta
from caseflow.processes import DELPROCESSER, HUVUDPROCESS, PROCESSER, plikter_for
from caseflow.rules.profil import Profil
from tests.faktabygge import PROFIL, delprocess, fakta

PROFILER = (
    PROFIL,
    replace(PROFIL, uppfoljningar=(), friyta=False, partnerkontakt=False, fyra_ogon=False),
)
LAGEN = [
    (slag, tillstand.code)
    for slag, process in HUVUDPROCESS.items()
    for tillstand in process.states
    if not tillstand.final
]
DELLAGEN = [
    (slag, kod, tillstand.code)
    for slag, koder in DELPROCESSER.items()
    for kod in koder
    for tillstand in PROCESSER[kod].states
    if not tillstand.final
]


def vantade(akten: Fakta, profil: Profil) -> list[date]:
    return [v.forfall.dag for v in expected(plikter_for(akten.slag), akten, profil).values()]


@pytest.mark.parametrize("profil", PROFILER)
@pytest.mark.parametrize(("slag", "tillstand"), LAGEN)
def test_varje_oppet_lage_har_en_bevakning(slag: str, tillstand: str, profil: Profil) -> None:
    assert vantade(fakta(slag, tillstand), profil)


@pytest.mark.parametrize("profil", PROFILER)
@pytest.mark.parametrize(("slag", "tillstand"), LAGEN)
def test_aven_nar_lagets_dag_ar_okand(slag: str, tillstand: str, profil: Profil) -> None:
    assert vantade(fakta(slag, tillstand, sedan=None, inkom="2026-03-01"), profil)


@pytest.mark.parametrize("profil", PROFILER)
@pytest.mark.parametrize(("slag", "kod", "tillstand"), DELLAGEN)
def test_varje_oppen_delprocess_har_en_bevakning_ocksa_efter_avslut(
    slag: str, kod: str, tillstand: str, profil: Profil
) -> None:
    delen = delprocess(kod, tillstand, avslutad=False)
    slut = next(s.code for s in HUVUDPROCESS[slag].states if s.final)
    assert vantade(fakta(slag, slut, delprocesser=(delen,)), profil)


@pytest.mark.parametrize("slag", HUVUDPROCESS)
def test_ett_avslutat_arende_utan_nagot_oppet_ar_tyst(slag: str) -> None:
    slut = next(s.code for s in HUVUDPROCESS[slag].states if s.final)
    assert vantade(fakta(slag, slut), PROFIL) == []
