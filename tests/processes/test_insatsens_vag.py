"""Berättelserna om insatsen och om prövningen av en ny ansökan medan den pågår."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from caseflow.engine.errors import BadInput
from tests.faktabygge import PROFIL
from tests.processes.delprocessgang import (
    FRIYTANS_VILLKOR,
    beviljat,
    den_enda,
    pagaende,
    vagras,
)
from tests.processes.gang import Gang

BIFALL: dict[str, Any] = {
    "lagrum": "bistand",
    "beviljas": "Samtalen fortsätter.",
    "motivering": "Behovet finns kvar.",
}
AVSLAG: dict[str, Any] = {
    "lagrum": "bistand",
    "avslas": "Fler samtal.",
    "motivering": "Behovet är tillgodosett.",
    "overklagandehanvisning": True,
}


def sakerheten(akt: Gang) -> None:
    akt.faktum("sakerhet_overvagd", roll="behandlare", av="bo", overvagande="Genomtänkt.")


def till_beslut(akt: Gang, avser: str = "forlangning") -> None:
    akt.delsteg(
        "provning",
        "ansok",
        roll="handlaggare",
        av="anna",
        avser=avser,
        ansokan_satt="muntlig",
        egen_ansokan=True,
    )
    akt.delsteg("provning", "utred_ansokan", roll="handlaggare", av="anna")
    akt.delsteg(
        "provning",
        "lamna_till_beslut",
        roll="handlaggare",
        av="anna",
        bedomning="Behovet finns.",
        forslag="Bifall.",
    )


def besluta(akt: Gang, kod: str, **falt: Any) -> None:
    akt.delsteg("provning", kod, roll="beslutsfattare", av="dina", **falt)


def test_fran_vantan_till_slut() -> None:
    akt = beviljat()
    assert (
        akt.bevakningar().items()
        >= {
            "ej_verkstallt": date(2026, 6, 2),
            "insats_vantar": date(2026, 4, 1),
            "insats_utgar": date(2026, 7, 21),
            "insatsen_slutar": date(2026, 9, 1),
        }.items()
    )
    akt.delsteg("insats", "ta_emot_bestallning")
    akt.den("2026-03-16")
    akt.delsteg("insats", "starta_insats")
    insats = den_enda(akt, "insats")
    assert insats.varden.items() >= {"grund": "beslut", "behandlare": "bo"}.items()
    assert "ej_verkstallt" not in akt.bevakningar()
    assert akt.bevakningar()["insats_foljs"] == date(2026, 4, 15)
    uppfoljning = den_enda(akt, "uppfoljning")
    assert uppfoljning.varden["punkt"] == "under_insats"
    assert akt.bevakningar()["uppfoljning_ska_goras"] == date(2026, 6, 16)

    akt.den("2026-05-04")
    akt.delsteg("insats", "pausa_insats", orsak="sjukdom")
    assert akt.bevakningar()["ej_verkstallt"] == date(2026, 8, 4)
    assert akt.bevakningar()["insats_pausad"] == date(2026, 6, 3)
    akt.den("2026-05-25")
    akt.delsteg("insats", "ateruppta_insats")
    assert "ej_verkstallt" not in akt.bevakningar()

    akt.den("2026-08-20")
    assert vagras(akt, "insats", "slutfor_insats") == {"sakerheten_ar_overvagd_infor_slutet"}
    sakerheten(akt)
    akt.delsteg("insats", "slutfor_insats")
    assert den_enda(akt, "insats").tillstand == "genomford"
    assert not {"insats_foljs", "insats_utgar", "insatsen_slutar"} & set(akt.bevakningar())


def test_en_insats_utan_beslut_vid_sidan_av_utredningen() -> None:
    akt = Gang("utovare", "2026-01-07")
    bestallningen: dict[str, Any] = {"form": "individuell", **FRIYTANS_VILLKOR}
    assert vagras(akt, "insats", "bestall_insats", **bestallningen) == {"sakerheten_ar_overvagd"}
    sakerheten(akt)
    akt.fakta = replace(akt.fakta, tillstand="utredning")
    akt.profil = replace(PROFIL, insats_under_utredning=False)
    assert vagras(akt, "insats", "bestall_insats", **bestallningen) == {
        "insats_utan_beslut_ryms_i_laget"
    }
    akt.profil = PROFIL
    akt.delsteg("insats", "bestall_insats", **bestallningen)
    assert den_enda(akt, "insats").varden == {"grund": "utan_beslut", "form": "individuell"}
    assert akt.bevakningar()["insats_vantar"] == date(2026, 2, 6)
    assert "ej_verkstallt" not in akt.bevakningar()
    akt.den("2026-01-09")
    akt.delsteg("insats", "aterkalla_insats", orsak="personen_vill")
    assert den_enda(akt, "insats").avslutad


def test_villkoren_provas_och_personen_far_veta_att_det_gar_att_ansoka() -> None:
    akt = Gang("utsatt", "2026-01-07")
    with pytest.raises(BadInput) as fel:
        akt.delsteg("insats", "bestall_insats", form="individuell", villkor=False)
    assert set(fel.value.falt) == {"villkor", "informerad_11_6"}


def test_grupp_borjar_med_ett_bedomningssamtal() -> None:
    akt = beviljat(form="grupp")
    akt.delsteg("insats", "ta_emot_bestallning")
    assert vagras(akt, "insats", "starta_insats") == {"grupp_foregas_av_bedomningssamtal"}
    akt.delsteg("insats", "starta_insats", bedomningssamtal=True)


def test_en_insats_startar_inte_nar_beslutet_har_gatt_ut() -> None:
    akt = beviljat()
    akt.delsteg("insats", "ta_emot_bestallning")
    akt.den("2026-09-02")
    assert vagras(akt, "insats", "starta_insats") == {"insatsen_har_ett_gallande_beslut"}


def test_akut_skydd_bar_en_insats_utan_utredning() -> None:
    akt = Gang("utsatt", "2026-01-07")
    akt.steg(
        "bevilja_akut_skydd",
        roll="beslutsfattare",
        av="dina",
        motivering="Akut fara.",
        till_och_med="2026-01-28",
    )
    insats = den_enda(akt, "insats")
    assert (insats.text("grund"), insats.text("form")) == ("akut", "skyddat_boende")
    assert akt.bevakningar()["insatsen_slutar"] == date(2026, 1, 28)
    akt.delsteg("insats", "ta_emot_bestallning")
    med_beslutet = akt.fakta
    akt.fakta = replace(med_beslutet, steg={"bevilja": med_beslutet.steg["bevilja_akut_skydd"]})
    assert vagras(akt, "insats", "starta_insats") == {"insatsen_har_ett_gallande_beslut"}
    akt.fakta = med_beslutet
    akt.delsteg("insats", "starta_insats")
    assert den_enda(akt, "insats").tillstand == "pagar"


def test_behandlarens_forslag_blir_personens_ansokan_och_en_forlangning() -> None:
    akt = pagaende()
    akt.den("2026-07-20")
    akt.delsteg("insats", "foresla_provning", avser="forlangning", forslag="Tre månader till.")
    assert den_enda(akt, "insats").tillstand == "pagar"
    assert akt.bevakningar()["forslag_tas_upp"] == date(2026, 7, 23)

    akt.den("2026-07-22")
    till_beslut(akt)
    assert not {"forslag_tas_upp", "insats_utgar"} & set(akt.bevakningar())
    assert akt.bevakningar()["provning_avgors"] == date(2026, 8, 5)
    assert akt.bevakningar()["provning_sex_manader"] == date(2027, 1, 22)

    akt.den("2026-07-29")
    with pytest.raises(BadInput):
        besluta(akt, "bifall_ansokan", **BIFALL)
    hinder = vagras(
        akt,
        "provning",
        "bifall_ansokan",
        roll="beslutsfattare",
        av="anna",
        form="individuell",
        till_och_med="2026-09-01",
        **BIFALL,
    )
    assert hinder == {
        "provningen_avgors_av_annan",
        "forlangningen_galler_langre",
        "formen_foljer_ansokan",
    }
    besluta(akt, "bifall_ansokan", till_och_med="2026-12-01", **BIFALL)
    assert den_enda(akt, "provning").tillstand == "bifall"
    assert den_enda(akt, "insats").tillstand == "pagar"
    assert akt.bevakningar()["insats_utgar"] == date(2026, 10, 20)
    assert akt.bevakningar()["insatsen_slutar"] == date(2026, 12, 1)


def test_ett_bifall_till_en_ny_insats_bestaller_den() -> None:
    akt = pagaende()
    till_beslut(akt, avser="ny_insats")
    hinder = vagras(
        akt,
        "provning",
        "bifall_ansokan",
        roll="beslutsfattare",
        av="dina",
        till_och_med="2026-12-01",
        **BIFALL,
    )
    assert hinder == {"formen_foljer_ansokan"}
    besluta(akt, "bifall_ansokan", form="grupp", till_och_med="2026-12-01", **BIFALL)
    _, ny = akt.fakta.av_slag("insats")
    assert (ny.tillstand, dict(ny.varden)) == (
        "bestalld",
        {"grund": "beslut", "form": "grupp", "till_och_med": "2026-12-01"},
    )


def test_ett_avslag_later_insatsen_ga_till_sitt_slut() -> None:
    akt = pagaende()
    akt.den("2026-07-20")
    till_beslut(akt)
    hinder = vagras(akt, "provning", "avsla_ansokan", roll="beslutsfattare", av="dina", **AVSLAG)
    assert hinder == {"kommuniceringen_galler_ansokan"}
    akt.faktum("kommunicering", satt="brev", svar_senast="2026-07-25")
    besluta_nu = {"roll": "beslutsfattare", "av": "dina"}
    assert vagras(akt, "provning", "avsla_ansokan", **besluta_nu, **AVSLAG) == {
        "tiden_for_synpunkter_har_gatt"
    }
    akt.den("2026-07-26")
    besluta(akt, "avsla_ansokan", **AVSLAG)
    assert den_enda(akt, "insats").tillstand == "pagar"
    assert akt.bevakningar()["insatsen_slutar"] == date(2026, 9, 1)
    assert "delfaende_saknas" in akt.bevakningar()
    akt.faktum("delfaende", satt="muntligt")
    assert akt.bevakningar()["overklagandetid_ut"] == date(2026, 8, 17)


def test_ett_delvis_bifall_gar_ocksa_att_overklaga() -> None:
    akt = pagaende()
    till_beslut(akt)
    akt.faktum("kommunicering", satt="mote", svar="Inget att tillägga.")
    with pytest.raises(BadInput) as fel:
        besluta(akt, "bifall_delvis", till_och_med="2026-12-01", avslas="En del.", **BIFALL)
    assert set(fel.value.falt) == {"overklagandehanvisning"}
    besluta(
        akt,
        "bifall_delvis",
        till_och_med="2026-12-01",
        avslas="En del.",
        overklagandehanvisning=True,
        **BIFALL,
    )
    assert akt.bevakningar()["insatsen_slutar"] == date(2026, 12, 1)


def test_bara_personen_sjalv_ansoker_och_tar_tillbaka() -> None:
    akt = pagaende()
    with pytest.raises(BadInput, match="Personen ansöker själv"):
        akt.delsteg(
            "provning",
            "ansok",
            roll="handlaggare",
            avser="forlangning",
            ansokan_satt="muntlig",
            egen_ansokan=False,
        )
    till_beslut(akt)
    akt.delsteg("provning", "aterkalla_ansokan", roll="handlaggare", satt="muntligt")
    assert den_enda(akt, "provning").avslutad


def test_utan_aktuell_riskbedomning_lamnas_inget_till_beslut() -> None:
    akt = pagaende()
    akt.faktum("ny_handelse", typ="hot", beskrivning="Hot.")
    akt.delsteg(
        "provning",
        "ansok",
        roll="handlaggare",
        avser="forlangning",
        ansokan_satt="muntlig",
        egen_ansokan=True,
    )
    akt.delsteg("provning", "utred_ansokan", roll="handlaggare")
    hinder = vagras(
        akt, "provning", "lamna_till_beslut", roll="handlaggare", bedomning="B.", forslag="F."
    )
    assert hinder == {"riskbedomningen_ar_aktuell"}


def test_i_en_utredning_hor_ansokan_till_utredningen() -> None:
    akt = pagaende()
    akt.fakta = replace(akt.fakta, tillstand="utredning")
    hinder = vagras(
        akt,
        "provning",
        "ansok",
        roll="handlaggare",
        avser="forlangning",
        ansokan_satt="muntlig",
        egen_ansokan=True,
    )
    assert hinder == {"ansokan_kommer_under_verkstalligheten"}
