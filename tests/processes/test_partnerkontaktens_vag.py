"""Berättelserna om partnerkontakten: utövarens halva, och den utsattas egen akt."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from caseflow.engine.errors import BadInput, Refused
from tests.faktabygge import PROFIL
from tests.processes.delprocessgang import FRIYTANS_VILLKOR, den_enda, pagaende, vagras
from tests.processes.gang import Gang

BADA = ("roja_behandling", "lamna_sakerhetsinformation")
ERBJUDANDET: dict[str, Any] = {"satt": "telefon", "sakert_satt": True}


def samtycker(akt: Gang, *andamal: str) -> None:
    for kod in andamal:
        akt.faktum("samtycke", roll="behandlare", av="bo", andamal=kod, satt="muntligt")


def speglas(akt: Gang, *andamal: str, givet: bool = True) -> None:
    for kod in andamal:
        akt.faktum("samtycke_speglat", roll="system", av="", andamal=kod, givet=givet)


def begard() -> Gang:
    """Utövaren har samtyckt och partnerkontakt är begärd den 23 mars 2026."""
    akt = pagaende()
    akt.den("2026-03-23")
    akt.delsteg("partnerkontakt", "prova_partnerkontakt")
    samtycker(akt, *BADA)
    akt.delsteg("partnerkontakt", "inhamta_samtycke")
    akt.delsteg("partnerkontakt", "begar_partnerkontakt", inget_besked=True)
    return akt


def egen_akt() -> Gang:
    return Gang("partnerkontakt", "2026-03-25", sakerhetsbedomning=True)


def test_utovarens_halva_oppnas_av_tiden_och_slutar_med_behandlingen() -> None:
    akt = pagaende()
    akt.den("2026-03-23")
    akt.delsteg("partnerkontakt", "prova_partnerkontakt")
    assert akt.bevakningar()["partnerkontakt_provas"] == date(2026, 4, 22)
    assert vagras(akt, "partnerkontakt", "prova_partnerkontakt") == {
        "ingen_annan_partnerkontakt_ar_oppen"
    }
    assert vagras(akt, "partnerkontakt", "inhamta_samtycke") == {"bada_samtyckena_ar_lamnade"}
    samtycker(akt, "roja_behandling")
    assert vagras(akt, "partnerkontakt", "inhamta_samtycke") == {"bada_samtyckena_ar_lamnade"}
    samtycker(akt, "lamna_sakerhetsinformation")
    akt.delsteg("partnerkontakt", "inhamta_samtycke")
    assert akt.bevakningar()["partnerkontakt_begars"] == date(2026, 3, 26)
    with pytest.raises(BadInput):
        akt.delsteg("partnerkontakt", "begar_partnerkontakt", inget_besked=False)
    akt.delsteg("partnerkontakt", "begar_partnerkontakt", inget_besked=True)
    assert akt.bevakningar()["oppna_partnerkontakt"] == date(2026, 4, 6)

    akt.den("2026-04-06")
    akt.delsteg("partnerkontakt", "oppna_partnerkontakt", roll="system", av="")
    assert akt.bevakningar()["partnerkontakt_foljs"] == date(2026, 7, 6)

    akt.den("2026-08-20")
    akt.faktum("sakerhet_overvagd", roll="behandlare", av="bo", overvagande="Genomtänkt.")
    akt.delsteg("insats", "slutfor_insats")
    assert den_enda(akt, "partnerkontakt").tillstand == "avslutad"
    assert den_enda(akt, "partnerkontakt").avslutad


def test_ett_nej_fran_utovaren_later_behandlingen_fortsatta() -> None:
    akt = pagaende()
    akt.delsteg("partnerkontakt", "prova_partnerkontakt")
    akt.delsteg("partnerkontakt", "registrera_avbojd")
    assert den_enda(akt, "partnerkontakt").tillstand == "avbojd_av_utovaren"
    assert den_enda(akt, "insats").tillstand == "pagar"
    assert not {s for s in akt.bevakningar() if "partnerkontakt" in s}
    akt.delsteg("partnerkontakt", "prova_partnerkontakt")


def test_ett_aterkallat_samtycke_stoppar_begaran() -> None:
    akt = pagaende()
    akt.delsteg("partnerkontakt", "prova_partnerkontakt")
    samtycker(akt, *BADA)
    akt.delsteg("partnerkontakt", "inhamta_samtycke")
    akt.faktum("samtycke_atertaget", roll="behandlare", andamal="roja_behandling")
    assert vagras(akt, "partnerkontakt", "begar_partnerkontakt", inget_besked=True) == {
        "bada_samtyckena_ar_lamnade"
    }
    akt.delsteg("partnerkontakt", "registrera_avbojd")


def test_partnerkontakt_kraver_behandling_en_kand_person_och_tanke_pa_sakerheten() -> None:
    anonym = replace(
        PROFIL,
        friyta_dokumentation=("full", "anonym_14_5"),
        anonym_beslut="SN 2025/12",
        partnerkontakt=False,
    )
    akt = Gang("utovare", "2026-01-07", profil=anonym)
    akt.faktum("sakerhet_overvagd", overvagande="Genomtänkt.")
    akt.steg("erbjud_friyta")
    akt.delsteg("friyta", "paborja_friyta", dokumentation="anonym_14_5", **FRIYTANS_VILLKOR)
    akt.fakta = replace(akt.fakta, fakta={})
    assert vagras(akt, "partnerkontakt", "prova_partnerkontakt") == {
        "enheten_har_partnerkontakt",
        "personen_ar_inte_anonym",
        "behandling_ar_pa_vag",
        "sakerheten_ar_overvagd",
    }


def test_utovarens_halva_gar_likadant_oavsett_vad_som_hander_i_den_egna_akten() -> None:
    """Samma utövare, tre helt olika utfall för partnern: varje läge, dag och fråga är densamma."""
    spar = []
    for partnern in ("ja", "nej", "finns_inte"):
        akt, andra = begard(), egen_akt()
        if partnern != "finns_inte":
            speglas(andra, *BADA)
            andra.steg("erbjud_partnerkontakt", roll="partnerkontakt", **ERBJUDANDET)
            kod = f"tacka_{partnern}_partnerkontakt"
            falt: dict[str, Any] = {"eget_ja": True} if partnern == "ja" else {}
            andra.steg(kod, roll="partnerkontakt", **falt)
        forst = akt.bevakningar()
        akt.den("2026-04-06")
        akt.delsteg("partnerkontakt", "oppna_partnerkontakt", roll="system", av="")
        spar.append((forst, akt.bevakningar(), akt.fakta.as_dict()))
    assert spar[0] == spar[1] == spar[2]


def test_den_egna_akten_fran_erbjudande_till_slut() -> None:
    akt = egen_akt()
    assert akt.bevakningar() == {"partner_erbjuds": date(2026, 3, 28)}
    assert akt.hinder("erbjud_partnerkontakt") == {"bada_samtyckena_galler"}
    speglas(akt, *BADA)
    assert akt.hinder("erbjud_partnerkontakt") == set()
    with pytest.raises(BadInput, match="Sättet är bedömt som säkert"):
        akt.steg("erbjud_partnerkontakt", roll="partnerkontakt", satt="telefon", sakert_satt=False)
    akt.steg("erbjud_partnerkontakt", roll="partnerkontakt", **ERBJUDANDET)
    assert akt.bevakningar() == {"partner_svarar": date(2026, 4, 8)}

    with pytest.raises(BadInput, match="Personen har själv sagt ja"):
        akt.steg("tacka_ja_partnerkontakt", roll="partnerkontakt", eget_ja=False)
    akt.den("2026-03-30")
    akt.steg("tacka_ja_partnerkontakt", roll="partnerkontakt", eget_ja=True)
    assert akt.bevakningar() == {"partnerkontakt_akt_foljs": date(2026, 4, 29)}
    akt.faktum("sakerhetsuppgift_lamnad", roll="partnerkontakt", uppgift="Behandlingen pausas.")
    akt.steg(
        "avsluta_partnerkontaktakt",
        roll="partnerkontakt",
        slut="klar",
        sakerhetsplan_genomgangen=True,
        vet_vart=True,
    )
    assert akt.fakta.avslutad
    assert akt.bevakningar() == {}


def test_ett_atertaget_samtycke_stoppar_det_som_lamnas_men_aldrig_stodet() -> None:
    akt = egen_akt()
    speglas(akt, *BADA)
    akt.steg("erbjud_partnerkontakt", roll="partnerkontakt", **ERBJUDANDET)
    speglas(akt, *BADA, givet=False)
    assert akt.bevakningar()["saker_kontakt_efter_atertaget_samtycke"] == date(2026, 3, 26)
    with pytest.raises(Refused, match="inget samtycke som gäller just nu"):
        akt.faktum("sakerhetsuppgift_lamnad", roll="partnerkontakt", uppgift="Något.")
    akt.steg("tacka_ja_partnerkontakt", roll="partnerkontakt", eget_ja=True)
    assert akt.fakta.tillstand == "pagar"


def test_efter_en_ny_handelse_bedoms_sakerheten_igen() -> None:
    akt = egen_akt()
    speglas(akt, *BADA)
    akt.faktum("ny_handelse", roll="partnerkontakt", typ="hot", beskrivning="Hot.")
    assert akt.hinder("erbjud_partnerkontakt") == {"egen_sakerhetsbedomning_finns"}
    akt.faktum("sakerhetsbedomning_kontakt", roll="partnerkontakt", bedomning="Går bra.")
    assert akt.hinder("erbjud_partnerkontakt") == set()


@pytest.mark.parametrize(
    ("kod", "falt", "tillstand"),
    [
        ("tacka_nej_partnerkontakt", {}, "avbojd"),
        ("markera_partner_ej_nadd", {"forsok": 3}, "ej_nadd"),
        ("bedom_olamplig_partnerkontakt", {"orsak": "inte_sakert", "skal": "Fara."}, "olamplig"),
    ],
)
def test_andra_slut(kod: str, falt: dict[str, Any], tillstand: str) -> None:
    akt = egen_akt()
    speglas(akt, *BADA)
    akt.steg("erbjud_partnerkontakt", roll="partnerkontakt", **ERBJUDANDET)
    akt.steg(kod, roll="partnerkontakt", **falt)
    assert akt.fakta.tillstand == tillstand
    assert akt.bevakningar() == {}


def test_utan_samtycken_ar_det_inte_sakert_att_erbjuda() -> None:
    akt = egen_akt()
    akt.steg(
        "bedom_olamplig_partnerkontakt",
        roll="partnerkontakt",
        orsak="samtycke_saknas",
        skal="Inget att berätta.",
    )
    assert akt.fakta.avslutad


def test_utovarens_halva_fortsatter_sa_lange_en_insats_pagar() -> None:
    """Två insatser pågår. När den ena slutar fortsätter behandlingen i den andra."""
    akt = begard()
    akt.delsteg(
        "insats",
        "bestall_insats",
        nummer=None,
        form="individuell",
        villkor=True,
        informerad_11_6=True,
    )
    forsta, andra = (i.id for i in akt.fakta.av_slag("insats"))
    akt.den("2026-04-20")
    akt.faktum("sakerhet_overvagd", overvagande="Slutet är planerat.")
    akt.delsteg("insats", "avbryt_insats", nummer=forsta, orsak="annan")
    assert den_enda(akt, "partnerkontakt").tillstand == "begard"
    akt.delsteg("insats", "aterkalla_insats", nummer=andra, orsak="annan")
    assert den_enda(akt, "partnerkontakt").tillstand == "avslutad"
