"""Vilken dags lag som prövas för det som uppkom med ärendet."""

from dataclasses import replace
from datetime import date

import pytest

from caseflow.engine.fakta import Fakta
from caseflow.engine.rule import Rattsdag, Sakerhet
from caseflow.engine.trial import Lage, failing
from caseflow.processes import REGLER
from caseflow.rules.kallor import NYA_SOL
from caseflow.rules.overgang import OVERGANG, aldre_arenden_foljer_aldre_lag, rattsdag
from tests.faktabygge import PROFIL, fakta, faktum

HANDLINGEN = date(2025, 7, 10)
ALLTID_HANDLINGEN = replace(PROFIL, overgang_efter_inkommen_dag=False)
GAMLA, NYA = "11 kap. 1 § SoL (2001:453)", "14 kap. 2 § SoL (2025:400)"


def ansokt(inkom: str, *, omtaget: str = "") -> Fakta:
    """En vuxen har ansökt den 9 juli 2025 och är på väg att bli utan utredning."""
    steg = {"ateraktualisera": faktum(omtaget)} if omtaget else {}
    return fakta(
        "utsatt", "forhandsbedomning", inkom=inkom, steg=steg, fakta_={"ansokan:3": "2025-07-09"}
    )


def lagrum(akten: Fakta, *, alltid_handlingen: bool = False) -> str:
    """Lagrummet som hindrar att ansökan lämnas oprövad."""
    profil = ALLTID_HANDLINGEN if alltid_handlingen else PROFIL
    lage = Lage(akten, profil, HANDLINGEN, rattsdag=rattsdag(akten, profil, HANDLINGEN))
    (hinder,) = failing([REGLER["ingen_oprovad_ansokan"]], lage)
    return hinder.kalla


@pytest.mark.parametrize(
    ("inkom", "kalla"),
    [
        ("2025-06-20", GAMLA),
        pytest.param("2025-06-30", GAMLA, id="den gamla lagens sista dag"),
        pytest.param("2025-07-01", NYA, id="den nya lagens första dag"),
        ("2025-07-02", NYA),
    ],
)
def test_lagrummet_foljer_dagen_da_arendet_kom_in(inkom: str, kalla: str) -> None:
    assert lagrum(ansokt(inkom)) == kalla
    assert lagrum(ansokt(inkom), alltid_handlingen=True) == NYA


def test_ett_arende_som_tas_upp_pa_nytt_foljer_den_dagen() -> None:
    assert lagrum(ansokt("2025-05-05", omtaget="2025-06-30")) == GAMLA
    assert lagrum(ansokt("2025-05-05", omtaget="2025-07-01")) == NYA


@pytest.mark.parametrize("inkom", [None, "2025-06-20"])
def test_en_okand_dag_ersatts_av_handlingens(inkom: str | None) -> None:
    akten = replace(ansokt("2025-06-20"), inkom=date.fromisoformat(inkom) if inkom else None)
    vantad = date.fromisoformat(inkom) if inkom else HANDLINGEN
    assert rattsdag(akten, PROFIL, HANDLINGEN) == vantad
    omtaget = replace(akten, steg={"ateraktualisera": replace(faktum(), dag=None)})
    assert rattsdag(omtaget, PROFIL, HANDLINGEN) == HANDLINGEN


def test_det_ar_ett_antagande_och_sags_i_det_gamla_arendet() -> None:
    assert OVERGANG.sakerhet is Sakerhet.OSAKER
    assert OVERGANG.profilvarde in type(PROFIL).__dataclass_fields__
    hor_hit = aldre_arenden_foljer_aldre_lag.on(NYA_SOL).function
    assert hor_hit(ansokt("2025-06-30"), PROFIL)
    assert not hor_hit(ansokt("2025-07-01"), PROFIL)
    assert not hor_hit(ansokt("2025-06-30"), ALLTID_HANDLINGEN)
    assert not hor_hit(replace(ansokt("2025-06-30"), avslutad=True), PROFIL)


def test_bara_regler_som_bytt_lagrum_mitt_i_arenden_behover_dagen() -> None:
    """En regel som följer ärendets dag har både en gammal och en ny lydelse."""
    foljer = [r for r in REGLER.values() if r.rattsdag is Rattsdag.ARENDET]
    assert {"ja_eller_ansokan_finns", "ingen_oprovad_ansokan"} <= {r.kod for r in foljer}
    assert all(len(r.wordings) > 1 for r in foljer)
