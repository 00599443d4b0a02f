from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from caseflow.engine.bevakning import expected
from caseflow.engine.fakta import Fakta, Faktum
from caseflow.rules.beslut import (
    akut_skydd_komplettera,
    beslutet_fattas_av_annan,
    delfaende_saknas,
    frist_for_overklagande,
    kommunicering_ar_gjord,
    overklagandetid_ut,
    perioden_ar_mojlig,
    tiden_for_synpunkter_har_gatt,
)
from caseflow.rules.rakning import sista_dag
from tests.faktabygge import PROFIL, Uppgift, delprocess, fakta, faktum, forfall, haller, lage


def med_kommunicering(varden: dict[str, Any] | None) -> Fakta:
    uppgifter = {} if varden is None else {"kommunicering": ("2026-03-01", varden)}
    return fakta("utsatt", "beslut", fakta_=uppgifter)


@pytest.mark.parametrize(
    ("varden", "svar"),
    [
        pytest.param(None, False, id="inte gjord"),
        pytest.param({"satt": "mote"}, True, id="gjord"),
        pytest.param({"satt": "undantag"}, False, id="undantag utan grund"),
        pytest.param(
            {"satt": "undantag", "undantag": "kan_inte_vanta"}, False, id="undantag utan skäl"
        ),
        pytest.param(
            {"satt": "undantag", "undantag": "kan_inte_vanta", "skal": True},
            True,
            id="undantag med skäl",
        ),
    ],
)
def test_underlaget_visas_eller_undantaget_motiveras(
    varden: dict[str, Any] | None, *, svar: bool
) -> None:
    assert haller(kommunicering_ar_gjord, lage(med_kommunicering(varden))) is svar


@pytest.mark.parametrize(
    ("varden", "nar", "svar"),
    [
        pytest.param(None, "2026-03-10", True, id="den frågan ställs av en annan regel"),
        pytest.param({"satt": "brev"}, "2026-03-10", True, id="ingen svarsdag"),
        pytest.param({"svar_senast": "2026-03-10"}, "2026-03-10", False, id="sista dagen"),
        pytest.param({"svar_senast": "2026-03-10"}, "2026-03-11", True, id="dagen efter"),
        pytest.param({"svar_senast": "2026-03-20", "svar": True}, "2026-03-10", True, id="svar"),
    ],
)
def test_tiden_for_synpunkter_lops_ut(
    varden: dict[str, Any] | None, nar: str, *, svar: bool
) -> None:
    akten = med_kommunicering(varden)
    assert haller(tiden_for_synpunkter_har_gatt, lage(akten, nar=nar)) is svar


@pytest.mark.parametrize(
    ("utredare", "fyra_ogon", "svar"),
    [("anna", True, False), ("bo", True, True), ("anna", False, True), ("", True, True)],
)
def test_den_som_utrett_beslutar_inte(utredare: str, *, fyra_ogon: bool, svar: bool) -> None:
    akten = fakta("utsatt", "beslut", steg={"slutfor_utredning": (None, {"av": utredare})})
    provas = lage(akten, profil=replace(PROFIL, fyra_ogon=fyra_ogon), aktor="anna")
    assert haller(beslutet_fattas_av_annan, provas) is svar
    assert haller(beslutet_fattas_av_annan, lage(fakta("utsatt", "beslut"), aktor="anna"))


@pytest.mark.parametrize(
    ("falt", "svar"),
    [
        ({}, True),
        ({"till_och_med": "2026-03-10"}, True),
        ({"till_och_med": "2026-03-09"}, False),
        ({"fran_och_med": "2026-04-01", "till_och_med": "2026-03-31"}, False),
        ({"fran_och_med": "2026-04-01", "till_och_med": "2026-04-01"}, True),
        ({"fran_och_med": "2026-01-01", "till_och_med": "2026-02-01"}, False),
    ],
)
def test_perioden_ar_mojlig(falt: dict[str, Any], *, svar: bool) -> None:
    akten = fakta("utsatt", "beslut")
    assert haller(perioden_ar_mojlig, lage(akten, falt=falt)) is svar


@pytest.mark.parametrize(
    ("fick_del", "sista"),
    [
        pytest.param("2026-03-10", "2026-03-31", id="tisdag"),
        pytest.param("2026-03-13", "2026-04-07", id="långfredag till annandag påsk"),
        pytest.param("2026-03-07", "2026-03-30", id="lördag"),
        pytest.param("2026-12-03", "2026-12-28", id="julafton till söndag"),
        pytest.param("2026-05-29", "2026-06-22", id="midsommarafton"),
        pytest.param("2024-02-08", "2024-02-29", id="skottdagen"),
        pytest.param("2025-05-16", "2025-06-09", id="nationaldagen, pingst är ingen måndag"),
        pytest.param("2018-07-02", "2018-07-23", id="strax efter att lagen börjat gälla"),
    ],
)
def test_tre_veckor_fran_delfaendet_och_till_nasta_vardag(fick_del: str, sista: str) -> None:
    """De tre veckorna är den yttersta dagen; personen får överklaga också nästa vardag."""
    dag = date.fromisoformat(fick_del)
    tre_veckor = dag + timedelta(weeks=3)
    assert sista_dag(frist_for_overklagande, dag, PROFIL) == tre_veckor
    akten = med_beslut(delfaende=Faktum(100, dag), beslutat=dag)
    (ett,) = forfall(overklagandetid_ut, akten)
    assert (ett.raknas_fran, ett.yttersta_dag, ett.dag) == (
        dag,
        tre_veckor,
        date.fromisoformat(sista),
    )
    assert [t.dag for t in ett.termer] == sorted({dag, tre_veckor, ett.dag})


def med_beslut(
    kod: str = "avsla", *, beslutat: date = date(2026, 3, 2), **uppgifter: Uppgift
) -> Fakta:
    return fakta("utsatt", "avslutat", steg={kod: beslutat}, fakta_=uppgifter)


def test_forst_behovs_dagen_for_delfaendet_sedan_raknas_tiden() -> None:
    utan = med_beslut()
    assert [f.dag for f in forfall(delfaende_saknas, utan)] == [date(2026, 3, 16)]
    assert forfall(overklagandetid_ut, utan) == []

    med = med_beslut(delfaende="2026-03-10")
    assert forfall(delfaende_saknas, med) == []
    (ett,) = forfall(overklagandetid_ut, med)
    assert (ett.dag, ett.yttersta_dag, ett.nyckel) == (date(2026, 3, 31), date(2026, 3, 31), "1")


def test_ett_bifall_ger_ingen_overklagandetid() -> None:
    assert forfall(delfaende_saknas, med_beslut("bevilja")) == []
    assert forfall(overklagandetid_ut, med_beslut("bevilja", delfaende="2026-03-10")) == []


@pytest.mark.parametrize("kod", ["avsla", "bevilja_delvis"])
def test_ett_gammalt_delfaende_galler_inte_ett_nytt_beslut(kod: str) -> None:
    akten = med_beslut(kod, delfaende="2026-03-01")
    assert len(forfall(delfaende_saknas, akten)) == 1
    assert forfall(overklagandetid_ut, akten) == []


@pytest.mark.parametrize(
    ("tillstand", "steg", "antal"),
    [
        ("avslag", "avsla_ansokan", 1),
        ("delvis", "bifall_delvis", 1),
        ("bifall", "bifall_ansokan", 0),
    ],
)
def test_en_provning_som_gar_emot_personen_kan_overklagas(
    tillstand: str, steg: str, antal: int
) -> None:
    provning = delprocess("provning", tillstand, steg={steg: faktum("2026-03-02", seq=4)})
    akten = fakta(
        "utsatt",
        "verkstallighet",
        delprocesser=(provning,),
        fakta_={"delfaende": "2026-03-10"},
    )
    assert len(forfall(overklagandetid_ut, akten)) == antal


def test_ett_overklagande_som_kommit_in_avslutar_vantan() -> None:
    akten = replace(
        med_beslut(delfaende="2026-03-10"),
        delprocesser=(replace(delprocess("overklagande", "inkommet"), seq=200),),
    )
    assert forfall(overklagandetid_ut, akten) == []


def test_fore_den_nya_forvaltningslagen_raknas_ingen_tid() -> None:
    akten = fakta(
        "utsatt",
        "avslutat",
        steg={"avsla": "2018-06-01"},
        fakta_={"delfaende": "2018-06-30"},
    )
    assert expected((overklagandetid_ut,), akten, PROFIL) == {}


@pytest.mark.parametrize(
    ("utredd", "tillstand", "dagar"),
    [
        pytest.param(None, "utredning", [date(2026, 3, 1)], id="utredning återstår"),
        pytest.param("2026-02-20", "utredning", [date(2026, 3, 1)], id="en äldre utredning"),
        pytest.param("2026-02-25", "beslut", [], id="utrett"),
        pytest.param(None, "avslutat", [], id="avslutat"),
    ],
)
def test_akut_skydd_kompletteras(utredd: str | None, tillstand: str, dagar: list[date]) -> None:
    steg: dict[str, Any] = {"bevilja_akut_skydd": "2026-02-22"}
    if utredd:
        steg["slutfor_utredning"] = utredd
    assert [
        f.dag for f in forfall(akut_skydd_komplettera, fakta("utsatt", tillstand, steg=steg))
    ] == dagar
