from dataclasses import replace
from datetime import date

import pytest

from caseflow.engine.bevakning import expected
from caseflow.engine.fakta import Delprocess, Fakta
from caseflow.rules.overklagande import (
    avgorande_inhamtas,
    avgorandet_foljs,
    overklagande_vidare,
    overklagandet_kom_for_sent,
    overklagandet_ska_provas,
)
from tests.faktabygge import PROFIL, delprocess, fakta, faktum, forfall, haller, lage


def overklagande(
    tillstand: str = "rattidsprovat", *, sedan: str = "2026-03-10", **varden: str
) -> Delprocess:
    return delprocess("overklagande", tillstand, sedan=sedan, varden=varden)


def avslutat(*delar: Delprocess) -> Fakta:
    return fakta("utsatt", "avslutat", delprocesser=delar)


@pytest.mark.parametrize(
    ("delfaende", "inkom", "i_tid"),
    [
        pytest.param("2026-03-03", "2026-03-23", True, id="dagen före"),
        pytest.param("2026-03-03", "2026-03-24", True, id="sista dagen"),
        pytest.param("2026-03-03", "2026-03-25", False, id="dagen efter"),
        pytest.param("2026-03-06", "2026-03-27", True, id="fredag till fredag"),
        pytest.param("2026-02-28", "2026-03-23", True, id="sista dagen är en lördag"),
        pytest.param("2026-02-28", "2026-03-24", False, id="efter måndagen"),
        pytest.param("2026-03-13", "2026-04-07", True, id="långfredag och påsk"),
        pytest.param("2026-03-13", "2026-04-08", False, id="efter påsken"),
        pytest.param("2024-02-08", "2024-02-29", True, id="skottdagen"),
        pytest.param("2024-02-08", "2024-03-01", False, id="dagen efter skottdagen"),
        pytest.param("2026-05-29", "2026-06-22", True, id="midsommarafton"),
    ],
)
def test_tre_veckor_fran_delfaendet(delfaende: str, inkom: str, *, i_tid: bool) -> None:
    delen = overklagande(delfaende=delfaende, inkom=inkom, sent_men="nej")
    provas = lage(avslutat(delen), nar="2026-07-01", inom=delen)
    assert haller(overklagandet_ska_provas, provas) is i_tid
    assert haller(overklagandet_kom_for_sent, provas) is not i_tid


@pytest.mark.parametrize("skal", ["felaktig_upplysning", "kom_till_domstolen"])
def test_ett_sent_overklagande_provas_om_lagen_sager_det(skal: str) -> None:
    delen = overklagande(delfaende="2026-01-01", inkom="2026-03-25", sent_men=skal)
    assert haller(overklagandet_ska_provas, lage(avslutat(delen), inom=delen))
    assert not haller(overklagandet_kom_for_sent, lage(avslutat(delen), inom=delen))


def test_utan_kand_dag_for_delfaende_provas_overklagandet() -> None:
    delen = overklagande(inkom="2026-03-25", sent_men="nej")
    assert haller(overklagandet_ska_provas, lage(avslutat(delen), inom=delen))


@pytest.mark.parametrize("tillstand", ["inkommet", "rattidsprovat", "omprovat"])
@pytest.mark.parametrize(
    ("inkom", "dag"),
    [
        ("2026-03-02", "2026-03-09"),
        pytest.param("2024-02-26", "2024-03-04", id="skottår"),
        pytest.param("2025-12-29", "2026-01-05", id="årsskifte"),
    ],
)
def test_overklagandet_fors_vidare_skyndsamt(tillstand: str, inkom: str, dag: str) -> None:
    """Tiden räknas från dagen det kom in, hur sent det än skrevs in."""
    delen = overklagande(tillstand, sedan="2026-03-05", inkom=inkom)
    (vidare,) = forfall(overklagande_vidare, avslutat(delen))
    assert vidare.dag == date.fromisoformat(dag)


@pytest.mark.parametrize(
    ("sedan", "dag"),
    [
        ("2026-03-10", "2026-06-10"),
        pytest.param("2025-11-30", "2026-02-28", id="februari saknar dag 30"),
    ],
)
def test_det_som_ligger_hos_domstolen_foljs(sedan: str, dag: str) -> None:
    delen = overklagande("overlamnat", sedan=sedan, inkom="2025-11-01")
    (inhamtas,) = forfall(avgorande_inhamtas, avslutat(delen))
    assert inhamtas.dag == date.fromisoformat(dag)
    assert forfall(overklagande_vidare, avslutat(delen)) == []


@pytest.mark.parametrize(
    ("utfall", "dagar"),
    [
        ("bifall", [date(2026, 3, 13)]),
        ("delvis_bifall", [date(2026, 3, 13)]),
        ("aterforvisat", [date(2026, 3, 13)]),
        ("avslag", []),
        ("avskrivet", []),
        ("avvisat", []),
    ],
)
def test_domstolens_besked_tas_om_hand(utfall: str, dagar: list[date]) -> None:
    delen = replace(
        overklagande("avgjort"), steg={"registrera_avgorande": faktum("2026-03-10", utfall=utfall)}
    )
    assert [f.dag for f in forfall(avgorandet_foljs, avslutat(delen))] == dagar


@pytest.mark.parametrize("tillstand", ["avvisat", "avgjort"])
def test_ett_avslutat_overklagande_bevakas_inte(tillstand: str) -> None:
    plikter = (overklagande_vidare, avgorande_inhamtas, avgorandet_foljs)
    assert expected(plikter, avslutat(overklagande(tillstand)), PROFIL) == {}
