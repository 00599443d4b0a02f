"""Utredningen inleds genast, en försening berättas, och en begäran om avgörande får svar på fyra veckor."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from caseflow.engine.bevakning import expected
from caseflow.engine.fakta import Delprocess, Fakta, Faktum
from caseflow.engine.rule import Rule
from caseflow.rules.handlaggningstid import (
    begaran_ar_avslagen,
    begaran_besvaras,
    begaran_galler_en_oavgjord_ansokan,
    begaran_gors_en_gang,
    begaran_vantar_pa_svar,
    delfaende_av_avslaget_saknas,
    forsening_berattas,
    frist_for_svar_pa_begaran,
    overklagandetid_for_avslaget,
    sex_manader_har_gatt,
    utredning_inleds_genast,
)
from caseflow.rules.rakning import sista_dag
from tests.faktabygge import PROFIL, delprocess, fakta, haller, lage


def dagar(plikt: Rule[Any], akten: Fakta) -> list[tuple[str, str]]:
    """Källa och dag för allt som plikten väntar på, med rätt lydelse."""
    return [
        (v.kalla, v.forfall.dag.isoformat()) for v in expected((plikt,), akten, PROFIL).values()
    ]


def med_ansokan(dag: str, tillstand: str = "utredning", **mer: Any) -> Fakta:
    """Ett ärende med en ansökan, som är händelse nummer 5."""
    ansokan = Faktum(5, date.fromisoformat(dag))
    akten = fakta("utsatt", tillstand, inkom=dag, fakta_=mer)
    return replace(akten, fakta={**akten.fakta, "ansokan:5": ansokan})


def provning(dag: str, tillstand: str = "ansokt") -> Delprocess:
    return replace(delprocess("provning", tillstand, id_=3, sedan=dag), seq=7)


@pytest.mark.parametrize(
    ("dag", "kalla"),
    [
        ("2025-06-30", "11 kap. 1 § SoL (2001:453)"),
        ("2025-07-01", "14 kap. 2 § SoL (2025:400)"),
        ("2028-02-29", "14 kap. 2 § SoL (2025:400)"),
    ],
)
@pytest.mark.parametrize("tillstand", ["upptackt", "aktualiserad", "forhandsbedomning", "avvaktar"])
def test_en_ansokan_utreds_fran_den_dag_den_lamnades(tillstand: str, dag: str, kalla: str) -> None:
    assert dagar(utredning_inleds_genast, med_ansokan(dag, tillstand)) == [(kalla, dag)]


@pytest.mark.parametrize("tillstand", ["utredning", "beslut", "verkstallighet", "avslutat"])
def test_nar_utredningen_pagar_finns_inget_att_inleda(tillstand: str) -> None:
    assert dagar(utredning_inleds_genast, med_ansokan("2026-03-02", tillstand)) == []
    assert dagar(utredning_inleds_genast, fakta("utsatt", "forhandsbedomning")) == []


def test_orden_i_den_gamla_och_den_nya_lagen_skiljer_sig() -> None:
    gammal, ny = (
        utredning_inleds_genast.on(d).meaning for d in (date(2025, 6, 20), date(2025, 7, 2))
    )
    assert "utan dröjsmål" in gammal
    assert "genast" in ny


def test_ocksa_en_ansokan_under_pagaende_insats_utreds_genast() -> None:
    akten = fakta("utsatt", "verkstallighet", delprocesser=(provning("2026-03-02"),))
    assert dagar(utredning_inleds_genast, akten) == [("14 kap. 2 § SoL (2025:400)", "2026-03-02")]
    utreds = fakta("utsatt", "verkstallighet", delprocesser=(provning("2026-03-02", "utreds"),))
    assert dagar(utredning_inleds_genast, utreds) == []


def test_i_ett_importerat_arende_raknas_tidigast_fran_genomgangen() -> None:
    akten = med_ansokan("2026-01-07", "forhandsbedomning", genomgang="2026-03-02")
    (forfall,) = [v.forfall for v in expected((utredning_inleds_genast,), akten, PROFIL).values()]
    assert forfall.dag == date(2026, 3, 2)
    assert forfall.raknas_fran == date(2026, 1, 7)


# --- försening ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ansokt", "dag"), [("2026-01-07", "2026-05-07"), ("2025-10-31", "2026-02-28")]
)
def test_en_forsening_berattas_nar_enhetens_utredningstid_har_gatt(ansokt: str, dag: str) -> None:
    kalla = "11 § FL (2017:900); tiden är lokal rutin"
    assert dagar(forsening_berattas, med_ansokan(ansokt)) == [(kalla, dag)]


@pytest.mark.parametrize(("dag", "finns"), [("2018-06-30", False), ("2018-07-01", True)])
def test_skyldigheten_att_beratta_kom_med_den_nya_forvaltningslagen(
    dag: str, *, finns: bool
) -> None:
    assert bool(dagar(forsening_berattas, med_ansokan(dag))) is finns


def test_den_som_har_fatt_en_ny_dag_hors_av_igen_den_dagen() -> None:
    utan_dag = med_ansokan("2026-01-07", underrattelse_om_forsening="2026-05-04")
    assert dagar(forsening_berattas, utan_dag) == []
    med_dag = med_ansokan(
        "2026-01-07", underrattelse_om_forsening=("2026-05-04", {"beraknas_klart": "2026-06-30"})
    )
    assert [d for _, d in dagar(forsening_berattas, med_dag)] == ["2026-06-30"]


def test_en_ansokan_som_kommer_efter_beskedet_har_sin_egen_tid() -> None:
    fore: dict[str, Any] = {"underrattelse_om_forsening": Faktum(4, date(2026, 1, 2))}
    assert [d for _, d in dagar(forsening_berattas, med_ansokan("2026-01-07", **fore))] == [
        "2026-05-07"
    ]


# --- begäran om avgörande -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("nar", "svar"), [("2026-07-06", False), ("2026-07-07", False), ("2026-07-08", True)]
)
def test_avgorande_begars_nar_sex_manader_har_gatt(nar: str, *, svar: bool) -> None:
    provas = lage(med_ansokan("2026-01-07"), nar=nar, falt={"ansokan": 5})
    assert haller(sex_manader_har_gatt, provas) is svar


@pytest.mark.parametrize(("nar", "svar"), [("2026-02-28", False), ("2026-03-01", True)])
def test_sex_manader_slutar_vid_manadens_slut(nar: str, *, svar: bool) -> None:
    provas = lage(med_ansokan("2025-08-31"), nar=nar, falt={"ansokan": 5})
    assert haller(sex_manader_har_gatt, provas) is svar


@pytest.mark.parametrize(("nummer", "svar"), [(5, True), (6, False), (7, True)])
def test_begaran_galler_nagot_som_personen_sjalv_har_ansokt_om(nummer: int, *, svar: bool) -> None:
    akten = replace(med_ansokan("2026-01-07"), delprocesser=(provning("2026-01-07"),))
    provas = lage(akten, falt={"ansokan": nummer})
    assert haller(begaran_galler_en_oavgjord_ansokan, provas) is svar


def test_i_ett_arende_som_myndigheten_startat_finns_inget_att_begara() -> None:
    provas = lage(fakta("utsatt", "utredning"), falt={"ansokan": 5})
    assert not haller(begaran_galler_en_oavgjord_ansokan, provas)


def test_avgorande_begars_en_gang() -> None:
    falt = {"ansokan": 5}
    assert haller(begaran_gors_en_gang, lage(med_ansokan("2026-01-07"), falt=falt))
    begard = med_ansokan("2026-01-07", **{"begaran_om_avgorande:5": "2026-07-08"})
    assert not haller(begaran_gors_en_gang, lage(begard, falt=falt))


@pytest.mark.parametrize(
    ("begard", "sista"),
    [("2018-07-01", "2018-07-29"), ("2026-07-08", "2026-08-05"), ("2028-02-01", "2028-02-29")],
)
def test_begaran_besvaras_inom_fyra_veckor(begard: str, sista: str) -> None:
    assert sista_dag(frist_for_svar_pa_begaran, date.fromisoformat(begard), PROFIL) == (
        date.fromisoformat(sista)
    )
    akten = med_ansokan("2018-01-01", **{"begaran_om_avgorande:5": begard})
    (forfall,) = [v.forfall for v in expected((begaran_besvaras,), akten, PROFIL).values()]
    assert forfall.dag == forfall.yttersta_dag == date.fromisoformat(sista)


def test_dagen_fore_forvaltningslagen_ger_begaran_ingen_frist() -> None:
    akten = med_ansokan("2018-01-01", **{"begaran_om_avgorande:5": "2018-06-30"})
    assert dagar(begaran_besvaras, akten) == []


def test_ett_avslag_pa_begaran_ar_svaret() -> None:
    begard = {"begaran_om_avgorande:5": "2026-07-08"}
    avslagen = {**begard, "avslag_pa_begaran:5": "2026-07-20"}
    assert dagar(begaran_besvaras, med_ansokan("2026-01-07", **avslagen)) == []
    for akten, svar in (
        (med_ansokan("2026-01-07"), False),
        (med_ansokan("2026-01-07", **begard), True),
        (med_ansokan("2026-01-07", **avslagen), False),
    ):
        assert haller(begaran_vantar_pa_svar, lage(akten, falt={"ansokan": 5})) is svar


def test_avslaget_har_sin_egen_klocka_fran_delfaendet() -> None:
    avslagen: dict[str, Any] = {
        "begaran_om_avgorande:5": "2026-07-08",
        "avslag_pa_begaran:5": "2026-07-20",
    }
    utan = med_ansokan("2026-01-07", **avslagen)
    assert haller(begaran_ar_avslagen, lage(utan, falt={"ansokan": 5}))
    assert not haller(begaran_ar_avslagen, lage(utan, falt={"ansokan": 7}))
    assert [d for _, d in dagar(delfaende_av_avslaget_saknas, utan)] == ["2026-08-03"]
    assert dagar(overklagandetid_for_avslaget, utan) == []

    delfatt = med_ansokan("2026-01-07", **avslagen, **{"delfaende_av_avslag:5": "2026-07-25"})
    assert dagar(delfaende_av_avslaget_saknas, delfatt) == []
    (tid,) = [
        v.forfall for v in expected((overklagandetid_for_avslaget,), delfatt, PROFIL).values()
    ]
    assert (tid.yttersta_dag, tid.dag) == (date(2026, 8, 15), date(2026, 8, 17)), "lördag"


def test_ett_overklagat_avslag_bevakas_i_overklagandet() -> None:
    avslagen: dict[str, Any] = {
        "begaran_om_avgorande:5": "2026-07-08",
        "avslag_pa_begaran:5": "2026-07-20",
    }
    overklagat = replace(
        delprocess("overklagande", "inkommet", varden={"avser": "avslag_pa_begaran"}), seq=200
    )
    akten = replace(med_ansokan("2026-01-07", **avslagen), delprocesser=(overklagat,))
    assert dagar(delfaende_av_avslaget_saknas, akten) == []
