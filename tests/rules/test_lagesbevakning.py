from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from caseflow.engine.bevakning import expected
from caseflow.engine.fakta import Fakta
from caseflow.engine.rule import Rule
from caseflow.processes import plikter_for
from caseflow.rules.lagesbevakning import (
    beslut_fattat,
    egen_bevakning,
    egen_bevakning_finns,
    forhandsbedomning_klar,
    forsta_kontakt,
    genomgang_av_importerat,
    ny_kontakt,
    ny_kontakt_ligger_inom_tiden,
    skyddsbedomning_samma_dag,
    utredning_klar,
)
from tests.faktabygge import PROFIL, fakta, forfall, haller, lage

LAGEN = (
    forsta_kontakt,
    skyddsbedomning_samma_dag,
    forhandsbedomning_klar,
    ny_kontakt,
    utredning_klar,
    beslut_fattat,
)


@pytest.mark.parametrize(
    ("regel", "slag", "tillstand", "sedan", "forfaller"),
    [
        (forsta_kontakt, "utovare", "upptackt", "2026-03-10", "2026-03-13"),
        (skyddsbedomning_samma_dag, "utsatt", "aktualiserad", "2026-03-10", "2026-03-10"),
        pytest.param(
            forhandsbedomning_klar,
            "utsatt",
            "forhandsbedomning",
            "2024-02-15",
            "2024-02-29",
            id="skottdagen",
        ),
        (forhandsbedomning_klar, "utovare", "forhandsbedomning", "2026-02-15", "2026-03-01"),
        (ny_kontakt, "utsatt", "avvaktar", "2026-03-01", "2026-03-31"),
        pytest.param(
            utredning_klar,
            "utsatt",
            "utredning",
            "2025-10-31",
            "2026-02-28",
            id="februari saknar dag 31",
        ),
        pytest.param(
            utredning_klar, "utovare", "utredning", "2023-10-31", "2024-02-29", id="skottår"
        ),
        pytest.param(
            beslut_fattat, "utovare", "beslut", "2026-12-24", "2027-01-07", id="över årsskiftet"
        ),
    ],
)
def test_varje_lage_har_sin_dag(
    regel: Rule[Any], slag: str, tillstand: str, sedan: str, forfaller: str
) -> None:
    akten = fakta(slag, tillstand, sedan=sedan, inkom=sedan)
    (ett,) = forfall(regel, akten)
    assert (ett.dag, ett.raknas_fran, ett.yttersta_dag) == (
        date.fromisoformat(forfaller),
        date.fromisoformat(sedan),
        None,
    )
    assert [r for r in LAGEN if forfall(r, akten)] == [regel]


def test_dagarna_kommer_ur_profilen() -> None:
    snabb = replace(PROFIL, forsta_kontakt_dagar=1, utredning_manader=3)
    (kontakt,) = forfall(forsta_kontakt, fakta("utovare", "upptackt"), snabb)
    (utredning,) = forfall(utredning_klar, fakta("utovare", "utredning"), snabb)
    assert (kontakt.dag, utredning.dag) == (date(2026, 3, 11), date(2026, 6, 10))


def test_en_sent_registrerad_uppgift_raknas_fran_dagen_den_kom_in() -> None:
    (ett,) = forfall(
        skyddsbedomning_samma_dag,
        fakta("utsatt", "aktualiserad", sedan="2026-03-10", inkom="2026-03-07"),
    )
    assert ett.dag == date(2026, 3, 7)


def test_ett_arende_som_tagits_upp_igen_raknas_fran_dagen_det_togs_upp() -> None:
    igen = replace(
        fakta("utsatt", "aktualiserad", sedan="2026-03-10", inkom="2024-01-01"), omgang=2
    )
    (ett,) = forfall(skyddsbedomning_samma_dag, igen)
    assert ett.dag == date(2026, 3, 10)


@pytest.mark.parametrize(
    ("nej", "forfaller"),
    [
        pytest.param({"ny_kontakt": "2026-05-04"}, date(2026, 5, 4), id="avtalad dag"),
        pytest.param({}, date(2026, 4, 9), id="rutinens dag"),
    ],
)
def test_ny_kontakt_tas_den_dag_ni_kommit_overens_om(nej: dict[str, Any], forfaller: date) -> None:
    (ett,) = forfall(ny_kontakt, fakta("utsatt", "avvaktar", steg={"tacka_nej": (None, nej)}))
    assert ett.dag == forfaller


@pytest.mark.parametrize("slag", ["friyta", "partnerkontakt"])
@pytest.mark.parametrize("regel", LAGEN)
def test_andra_akter_har_inte_arendets_lagen(regel: Rule[Any], slag: str) -> None:
    for tillstand in ("upptackt", "aktualiserad", "utredning", "beslut", "avvaktar"):
        assert forfall(regel, fakta(slag, tillstand)) == []


def test_en_okand_dag_uppfinns_inte() -> None:
    assert forfall(utredning_klar, fakta("utsatt", "utredning", sedan=None, inkom=None)) == []


def test_egna_bevakningar_finns_kvar_var_for_sig() -> None:
    tva = fakta(
        "utsatt",
        "avslutat",
        fakta_={
            "egen_bevakning:7": ("2026-03-01", {"dag": "2026-04-30"}),
            "egen_bevakning:9": ("2026-03-02", {"dag": "2028-02-29"}),
        },
    )
    assert [(f.nyckel, f.dag) for f in forfall(egen_bevakning, tva)] == [
        ("7", date(2026, 4, 30)),
        ("9", date(2028, 2, 29)),
    ]


@pytest.mark.parametrize(("nummer", "finns"), [(7, True), (8, False), (None, False)])
def test_bara_en_bevakning_som_finns_kan_bli_klar(nummer: int | None, *, finns: bool) -> None:
    akten = fakta("utsatt", "beslut", fakta_={"egen_bevakning:7": "2026-03-01"})
    assert haller(egen_bevakning_finns, lage(akten, falt={"bevakning": nummer})) is finns


IMPORTEN = {"registrera_akt": ("2023-05-01", {"importerad": "2026-03-01"})}


def test_ett_importerat_arende_har_bara_sin_genomgang() -> None:
    importerat = fakta(
        "utsatt",
        "verkstallighet",
        sedan="2023-05-01",
        inkom="2023-05-01",
        ursprung="import",
        steg=IMPORTEN,
        fakta_={"riskbedomning": ("2023-05-02", {"niva": "hog"})},
    )
    vantade = expected(plikter_for("utsatt"), importerat, PROFIL)
    assert {slag for slag, _ in vantade} == {"genomgang_av_importerat"}
    (ett,) = forfall(genomgang_av_importerat, importerat)
    assert ett.dag == date(2026, 3, 31)


def test_det_nagon_sjalv_bevakar_vilar_inte_medan_genomgangen_aterstar() -> None:
    importerat = fakta(
        "utsatt",
        "aktualiserad",
        ursprung="import",
        steg=IMPORTEN,
        fakta_={
            "egen_bevakning:4": ("2026-03-02", {"dag": "2026-03-20"}),
            "sakerhetssignal:5": "2026-03-02",
        },
    )
    vantade = expected(plikter_for("utsatt"), importerat, PROFIL)
    assert {slag for slag, _ in vantade} == {
        "genomgang_av_importerat",
        "egen_bevakning",
        "sakerhet_ses_over",
    }


@pytest.mark.parametrize(
    "akten",
    [
        pytest.param(fakta("utsatt", "avslutat", steg=IMPORTEN), id="avslutat"),
        pytest.param(
            fakta("utsatt", "beslut", steg=IMPORTEN, fakta_={"genomgang": "2026-03-02"}), id="gjord"
        ),
        pytest.param(fakta("utsatt", "beslut"), id="inte importerat"),
        pytest.param(fakta("friyta", "pagar", steg=IMPORTEN), id="inget ärende"),
    ],
)
def test_ingen_genomgang_behovs(akten: Fakta) -> None:
    assert forfall(genomgang_av_importerat, akten) == []


@pytest.mark.parametrize(
    ("avtalad", "svar"),
    [(None, True), ("2026-03-11", True), ("2027-03-10", True), ("2027-03-11", False)],
)
def test_en_ny_kontakt_ligger_hogst_sa_langt_fram_som_profilen_sager(
    avtalad: str | None, *, svar: bool
) -> None:
    provas = lage(
        fakta("utsatt", "forhandsbedomning"),
        nar="2026-03-10",
        falt={"ny_kontakt": avtalad} if avtalad else {},
    )
    assert haller(ny_kontakt_ligger_inom_tiden, provas) is svar
    kort = replace(PROFIL, ny_kontakt_hogst_dagar=1)
    assert haller(ny_kontakt_ligger_inom_tiden, replace(provas, profil=kort)) is (
        avtalad in {None, "2026-03-11"}
    )
