"""Vad lagen och processerna kräver av en profil."""

from dataclasses import replace
from typing import Any

import pytest

from caseflow.rules.profil import (
    Beskrivning,
    Friytainsats,
    Harkomst,
    Profil,
    Uppfoljningspunkt,
    Utforare,
)
from caseflow.rules.profilkrav import ALDRIG_FRIYTA, ALDRIG_FRIYTA_FOR_UNGA, brister, lagrum_for
from tests.faktabygge import PROFIL

SAMTAL = Friytainsats(
    kod="samtal",
    etikett="Samtal",
    form="samtal",
    beslut="Nämnden 2025-09-01 § 4",
    malgrupp="Vuxna i kommunen",
    villkor="Bor eller vistas i kommunen",
    alder_fran=18,
    max_samtal=5,
    dokumentation="full",
)
EGET = Harkomst("egen.toml", 2, utgangslage=False, niva=1)
NARMARE = Harkomst("enhet.toml", 2, utgangslage=False, niva=2)


def nycklar(profil: Profil) -> list[str]:
    return [b.nyckel for b in brister(profil)]


def utbud(**annat: Any) -> Profil:
    return replace(PROFIL, friyta_utbud=(replace(SAMTAL, **annat),))


def test_utgangslaget_och_ett_vanligt_utbud_haller() -> None:
    assert brister(PROFIL) == []
    assert brister(utbud()) == []


@pytest.mark.parametrize("form", ALDRIG_FRIYTA)
def test_det_som_aldrig_far_ges_utan_provning(form: str) -> None:
    (brist,) = brister(utbud(form=form, alder_fran=30))
    assert brist.nyckel == "friyta_utbud.0.form"
    assert brist.regel == "11 kap. 5 § SoL (2025:400)"


@pytest.mark.parametrize("form", ALDRIG_FRIYTA_FOR_UNGA)
@pytest.mark.parametrize(("fran", "haller"), [(18, "nej"), (20, "nej"), (21, "ja")])
def test_boende_utan_provning_ges_bara_fran_tjugoett(form: str, fran: int, haller: str) -> None:
    funna = brister(utbud(form=form, alder_fran=fran))
    assert (funna == []) is (haller == "ja")
    assert all(b.regel == "11 kap. 5 § SoL (2025:400)" for b in funna)


def test_utbudet_har_namndens_beslut_och_ryms_i_friytan() -> None:
    assert nycklar(utbud(beslut=" ")) == ["friyta_utbud.0.beslut"]
    assert nycklar(utbud(max_samtal=6)) == ["friyta_utbud.0.max_samtal"]
    assert brister(replace(utbud(max_samtal=6), friyta_max=6)) == []


def test_anonymitet_kraver_namndens_beslut() -> None:
    anonym = replace(PROFIL, friyta_dokumentation=("full", "anonym_14_5"))
    (brist,) = brister(anonym)
    assert brist.regel == "14 kap. 5 § SoL (2025:400)"
    assert nycklar(replace(anonym, anonym_beslut="  ")) == ["friyta_dokumentation"]
    assert brister(replace(anonym, anonym_beslut="Nämnden § 12")) == []
    assert nycklar(utbud(dokumentation="anonym_14_5")) == ["friyta_utbud.0.dokumentation"]


@pytest.mark.parametrize(
    ("dagar", "funna"),
    [
        ({"lag": 90, "medel": 90, "hog": 90, "mycket_hog": 90}, []),
        ({"lag": 30, "medel": 60, "hog": 30, "mycket_hog": 14}, ["riskbedomning_dagar.medel"]),
        ({"lag": 90, "medel": 60, "hog": 30}, ["riskbedomning_dagar"]),
    ],
)
def test_hogre_risk_bedoms_minst_lika_ofta(dagar: dict[str, int], funna: list[str]) -> None:
    assert nycklar(replace(PROFIL, riskbedomning_dagar=dagar)) == funna


def test_friyta_utan_satt_att_dokumentera_gar_inte_att_borja() -> None:
    assert nycklar(replace(PROFIL, friyta_dokumentation=())) == ["friyta_dokumentation"]
    assert brister(replace(PROFIL, friyta=False, friyta_dokumentation=())) == []


def test_det_som_ar_bortvalt_far_inga_varden_i_samma_fil_eller_narmare() -> None:
    utan = replace(PROFIL, friyta=False)
    assert brister(replace(utan, harkomst={"friyta": EGET})) == []
    assert nycklar(replace(utan, harkomst={"friyta": EGET, "friyta_max": EGET})) == ["friyta_max"]
    assert nycklar(replace(utan, harkomst={"friyta": EGET, "friyta_max": NARMARE}))
    # Enheten väljer bort det som kommunen har: kommunens värde får stå kvar i kommunens fil.
    assert brister(replace(utan, harkomst={"friyta": NARMARE, "friyta_max": EGET})) == []


def test_utan_partnerkontakt_ingen_uppfoljning_av_den() -> None:
    punkt = Uppfoljningspunkt("partnerkontakt", "Uppföljning av partnerkontakt", "avslut", 3)
    assert brister(replace(PROFIL, uppfoljningar=(punkt,))) == []
    utan = replace(PROFIL, uppfoljningar=(punkt,), partnerkontakt=False)
    assert nycklar(utan) == ["uppfoljningar.0.kod"]


def test_uppfoljningarna_har_egna_koder() -> None:
    en = Uppfoljningspunkt("a", "A", "avslut", 1)
    assert nycklar(replace(PROFIL, uppfoljningar=(en, replace(en, manader=3)))) == [
        "uppfoljningar.0.kod",
        "uppfoljningar.1.kod",
    ]
    assert nycklar(replace(PROFIL, uppfoljningar=(replace(en, kod="egen"),))) == [
        "uppfoljningar.0.kod"
    ]


def test_den_som_inte_foljer_upp_har_inga_uppfoljningar() -> None:
    nej = replace(PROFIL, beskrivning=Beskrivning(uppfoljning=False))
    assert nycklar(nej) == ["uppfoljning"]
    assert brister(replace(nej, uppfoljningar=())) == []


def test_den_som_hanvisar_sager_till_vem() -> None:
    hanvisar = replace(PROFIL, regi="hanvisning")
    assert nycklar(hanvisar) == ["regi"]
    assert brister(replace(hanvisar, hanvisar_till=(Utforare("x", "X"),))) == []


def test_traffar_i_grupp_utan_grupp_ar_en_motsagelse_som_ska_synas() -> None:
    om = Beskrivning(grupp_traffar=(24, 24))
    assert nycklar(replace(PROFIL, grupp=False, beskrivning=om)) == ["grupp_traffar"]
    sagd = replace(om, motsagelse="Tabell 4 och 9 säger olika.")
    assert brister(replace(PROFIL, grupp=False, beskrivning=sagd)) == []


def test_delegationen_provas_mot_lagen() -> None:
    funna = brister(replace(PROFIL, delegation={"lvu": ("handlaggare",)}))
    assert [b.nyckel for b in funna] == ["delegation"]


def test_varje_brist_sager_regel_och_vad_man_gor() -> None:
    allt = replace(
        utbud(form="familjehem", beslut="", max_samtal=9, dokumentation="anonym_14_5"),
        friyta_dokumentation=(),
        riskbedomning_dagar={},
        regi="hanvisning",
    )
    funna = brister(allt)
    assert len(funna) >= 7
    assert all(b.regel and b.gor_nu.endswith(".") and not b.text.endswith(".") for b in funna)


@pytest.mark.parametrize(
    ("nyckel", "lagrum"),
    [
        ("ej_verkstallda_dagar", "34 kap. 1 § SoL (2025:400)"),
        ("overklagandetid_veckor", "44 § FL (2017:900)"),
        ("begaran_om_avgorande_manader", "12 § FL (2017:900)"),
        ("overvagande_manader", "22 kap. 13 § SoL (2025:400)"),
        ("orosanmalan_dagar", "19 kap. 1 § SoL (2025:400)"),
        ("hittepa", ""),
    ],
)
def test_tider_som_lagen_har_satt_namnger_lagrummet(nyckel: str, lagrum: str) -> None:
    assert lagrum_for(nyckel) == lagrum
