"""Berättelsen om den som är utsatt: akut skydd första dagen, utredning, insats, avslut, och tillbaka igen."""

from datetime import date
from typing import Any

import pytest

from caseflow.engine.errors import BadInput, Refused
from tests.processes.gang import Gang

SKYDD: dict[str, Any] = {
    "akut_risk": True,
    "sakert_nu": False,
    "barn_finns": "finns",
    "andra_i_risk": "vet_inte",
    "bedomning": "Kan inte åka hem.",
}
RISK: dict[str, Any] = {
    "anledning": "forsta",
    "instrument": "freda_farlighet",
    "standardiserad": True,
    "niva": "hog",
    "skal": "Hot om att döda.",
    "egen_skattning": 9,
    "atgarder": "Skyddat boende.",
    "kalla": "personen",
}
KONTAKT: dict[str, Any] = {
    "kanal": ["telefon", "sms"],
    "tider": "Vardagar före tolv",
    "lamna_meddelande": False,
    "kodord": True,
    "aldrig": "Ring aldrig hem.",
    "galler_till": "2026-06-30",
}
UTREDNINGEN: dict[str, Any] = {
    "valdets_art": "Upprepat våld i fyra år.",
    "behov_nu": "Skydd.",
    "behov_snart": "Bostad.",
    "behov_langre_fram": "Bearbetning.",
    "malsattning": "Jag vill kunna sova.",
    "bedomning": "Skyddet behövs.",
    "forslag": "Bevilja samtal.",
}
BESLUTET: dict[str, Any] = {
    "lagrum": "bistand",
    "beviljas": "Samtal en gång i veckan.",
    "form": "individuell",
    "fran_och_med": "2026-02-02",
    "till_och_med": "2026-08-01",
    "motivering": "Du behöver stöd för att bearbeta våldet.",
}
AKUT: dict[str, Any] = {
    "motivering": "Akut fara.",
    "till_och_med": "2026-02-28",
    "aterstar": ["utredning", "vardnadshavare"],
    "barn_foljer_med": "ja",
    "vardnadshavare": "omedelbar_insats",
}


def aktualiserad() -> Gang:
    return Gang("utsatt", "2026-01-07")


def efter_skyddsbedomning() -> Gang:
    akt = aktualiserad()
    akt.faktum("skyddsbedomning", **SKYDD)
    akt.faktum("barn_efterfragade", svar="finns")
    akt.steg("gor_skyddsbedomning")
    return akt


def i_utredning() -> Gang:
    akt = efter_skyddsbedomning()
    akt.den("2026-01-09")
    akt.steg("inled_utredning", grund="ja", svarsdag="2026-01-09", svarssatt="muntligt")
    return akt


def slutfor(akt: Gang) -> Gang:
    """Det som utredningen ska innehålla, och underlaget visat."""
    akt.den("2026-01-20")
    akt.faktum("riskbedomning", **RISK)
    akt.faktum("sakerhetsplan", innehall="Väskan.", personens_egna_ord="Bra.", oversedd=False)
    akt.faktum("egen_syn", egna_ord="Jag vill ha lugn.")
    akt.faktum("barn", barn="barn_1", boende="hos_personen", fodelsear=2019)
    akt.steg("slutfor_utredning", **UTREDNINGEN)
    akt.faktum("kommunicering", satt="telefon", svar="Inget att tillägga.")
    return akt


def utredd() -> Gang:
    return slutfor(i_utredning())


def beviljad() -> Gang:
    akt = utredd()
    akt.den("2026-02-02")
    akt.steg("bevilja", roll="beslutsfattare", av="dina", **BESLUTET)
    return akt


def med_akut_skydd() -> Gang:
    """Akut skydd första dagen, tillsammans med barnet; skyddsbedömningen är gjord samma dag."""
    akt = aktualiserad()
    akt.steg("bevilja_akut_skydd", roll="beslutsfattare", av="dina", **AKUT)
    akt.faktum("skyddsbedomning", **{**SKYDD, "sakert_nu": True, "akut_risk": False})
    akt.faktum("barn_efterfragade", svar="finns")
    akt.steg("gor_skyddsbedomning")
    akt.delsteg("insats", "ta_emot_bestallning")
    akt.delsteg("insats", "starta_insats")
    return akt


def test_skydd_forsta_dagen() -> None:
    akt = aktualiserad()
    assert akt.bevakningar() == {"skyddsbedomning_samma_dag": date(2026, 1, 7)}
    assert akt.hinder("gor_skyddsbedomning") == {"skyddsbedomning_ar_gjord", "barn_ar_efterfragade"}

    akt = med_akut_skydd()
    (skydd,) = akt.fakta.av_slag("insats")
    assert (skydd.text("grund"), skydd.text("form")) == ("akut", "skyddat_boende")
    frister = akt.bevakningar()
    assert "skyddsbedomning_samma_dag" not in frister
    assert frister["akut_skydd_komplettera"] == date(2026, 1, 14)
    assert frister["understall_barnets_insats"] == date(2026, 1, 14)
    assert frister["ansok_om_barnets_insats"] == date(2026, 2, 18)
    assert frister["overvag_barnets_insats"] == date(2026, 7, 7)


def test_oron_for_barnet_anmals_genast() -> None:
    akt = med_akut_skydd()
    oro: dict[str, Any] = {
        "barn": "barn_1",
        "misstanke": "2026-01-07",
        "orsak": "Barnet har sett våldet.",
    }
    akt.faktum("orosanmalan", **oro)
    assert akt.bevakningar()["orosanmalan_genast"] == date(2026, 1, 7)
    akt.faktum("orosanmalan", **oro, anmald="2026-01-07")
    assert "orosanmalan_genast" not in akt.bevakningar()


def test_fran_akut_skydd_till_avslut_och_tillbaka() -> None:
    akt = med_akut_skydd()
    akt.den("2026-01-09")
    akt.steg("inled_utredning", grund="ja", svarsdag="2026-01-09", svarssatt="muntligt")
    assert akt.hinder("slutfor_utredning") == {
        "riskbedomningen_ar_aktuell",
        "riskbedomningen_vilar_pa_metod",
        "sakerhetsplan_finns",
        "egen_syn_finns",
        "barnen_ar_beskrivna",
    }
    akt = slutfor(akt)
    assert "akut_skydd_komplettera" not in akt.bevakningar()
    akt.den("2026-02-02")
    akt.steg("bevilja", roll="beslutsfattare", av="dina", **BESLUTET)
    assert akt.bevakningar()["beslutet_meddelas"] == date(2026, 1, 10), "också det akuta skyddet"
    akt.faktum("underrattelse_om_beslut", satt="mote", hur_man_overklagar="behovs_inte")
    assert "beslutet_meddelas" not in akt.bevakningar()
    assert akt.bevakningar()["riskbedomning_pa_nytt"] == date(2026, 2, 19)
    assert akt.bevakningar()["overvag_barnets_insats"] == date(2026, 7, 7)

    skydd, samtal = (i.id for i in akt.fakta.av_slag("insats"))
    akt.delsteg("insats", "ta_emot_bestallning", nummer=samtal)
    akt.delsteg("insats", "starta_insats", nummer=samtal)
    akt.den("2026-02-27")
    akt.delsteg("insats", "slutfor_insats", nummer=skydd)
    assert "overvag_barnets_insats" not in akt.bevakningar()
    assert akt.hinder("avsluta") == {
        "ingen_insats_ar_oppen",
        "malet_ar_foljt_upp",
        "slutlig_riskbedomning_finns",
        "sakerhetsplanen_ar_oversedd",
    }
    akt.den("2026-06-01")
    akt.delsteg("insats", "slutfor_insats", nummer=samtal)
    akt.faktum("riskbedomning", **{**RISK, "anledning": "infor_avslut", "niva": "lag"})
    akt.faktum("maluppfoljning", utfall="positiv_malet_natt")
    akt.faktum("sakerhetsplan", innehall="Ny väska.", personens_egna_ord="Bra.", oversedd=True)
    akt.steg("avsluta", avslutsorsak="malet_natt")
    punkter = [u.text("punkt") for u in akt.fakta.av_slag("uppfoljning", oppna=True)]
    assert sorted(punkter) == ["sex_manader", "under_insats", "vid_avslut"]
    assert set(akt.bevakningar()) == {"uppfoljning_ska_goras"}

    akt.den("2026-08-15")
    akt.steg("ateraktualisera", kalla="sjalv")
    assert akt.bevakningar()["skyddsbedomning_samma_dag"] == date(2026, 8, 15)
    assert list(akt.fakta.alla("barn")) == ["barn_1"]


@pytest.mark.parametrize(
    ("vardnad", "hindrat"),
    [
        ({"barn_foljer_med": "ja"}, {"vardnadshavarna_ar_tillfragade"}),
        ({"barn_foljer_med": "ja", "vardnadshavare": "samtycke"}, set()),
        ({}, set()),
    ],
)
def test_barn_foljer_med_nar_vardnaden_ar_klarlagd(
    vardnad: dict[str, Any], hindrat: set[str]
) -> None:
    falt = {"motivering": "Akut fara.", "till_och_med": "2026-02-28", **vardnad}
    akt = aktualiserad()
    assert akt.hinder("bevilja_akut_skydd", roll="beslutsfattare", **falt) == hindrat


def test_riskbedomning_utan_metod_behover_ett_skal() -> None:
    akt = i_utredning()
    utan = {**RISK, "instrument": "samtal_utan_metod", "standardiserad": False}
    akt.faktum("riskbedomning", **utan)
    assert "riskbedomningen_vilar_pa_metod" in akt.hinder("slutfor_utredning")
    akt.faktum("riskbedomning", **utan, skal_utan_metod="Hon orkade inte med frågorna.")
    assert "riskbedomningen_vilar_pa_metod" not in akt.hinder("slutfor_utredning")


def test_ett_nej_lamnar_en_saker_vag_tillbaka() -> None:
    akt = efter_skyddsbedomning()
    assert akt.hinder("tacka_nej") == {"information_ar_lamnad", "saker_kontakt_ar_overenskommen"}
    akt.faktum("information", innehall=["hjalplinje", "rattigheter"], satt="bada")
    akt.faktum("saker_kontakt", **KONTAKT)
    akt.steg("tacka_nej", fragan_stalld=True, ny_kontakt="2026-01-21")
    assert akt.bevakningar() == {
        "ny_kontakt": date(2026, 1, 21),
        "saker_kontakt_fornyas": date(2026, 6, 30),
    }
    akt.den("2026-01-21")
    akt.steg("ta_ny_kontakt")
    assert akt.fakta.tillstand == "forhandsbedomning"


def test_fragan_om_hjalp_maste_vara_stalld() -> None:
    with pytest.raises(BadInput, match="behöver vara gjort"):
        efter_skyddsbedomning().steg("tacka_nej", fragan_stalld=False)


def test_omvand_partnerkontakt_bara_nar_hon_ar_saker() -> None:
    akt = efter_skyddsbedomning()
    assert akt.hinder("omvand_partnerkontakt") == {
        "personen_ar_i_sakerhet",
        "kontakten_ar_sakerhetsbedomd",
    }
    akt.faktum("skyddsbedomning", **{**SKYDD, "akut_risk": False, "sakert_nu": True})
    akt.faktum("sakerhetsbedomning_kontakt", bedomning="Han vet var hon är, ingen ny risk.")
    akt.steg("omvand_partnerkontakt", innehall="Erbjudande om samtal.")
    assert akt.fakta.tillstand == "forhandsbedomning"
    akt.faktum("ny_handelse", typ="hot", beskrivning="Nytt hot.")
    assert akt.hinder("omvand_partnerkontakt") == {
        "personen_ar_i_sakerhet",
        "kontakten_ar_sakerhetsbedomd",
    }


def test_inget_avslut_med_det_akuta_skyddet_oppet() -> None:
    akt = efter_skyddsbedomning()
    akt.steg("bevilja_akut_skydd", roll="beslutsfattare", av="dina", **AKUT)
    assert "ingen_insats_ar_oppen" in akt.hinder("inled_inte_utredning")
    akt.delsteg("insats", "aterkalla_insats", roll="handlaggare", orsak="personen_vill")
    assert akt.hinder("inled_inte_utredning") == set()


def test_kommunicering_ger_tid_att_svara() -> None:
    akt = utredd()
    akt.faktum("kommunicering", satt="mote", svar_senast="2026-02-02")
    akt.den("2026-02-02")
    assert akt.hinder("bevilja", roll="beslutsfattare", av="dina", **BESLUTET) == {
        "tiden_for_synpunkter_har_gatt"
    }
    akt.den("2026-02-03")
    assert akt.hinder("bevilja", roll="beslutsfattare", av="dina", **BESLUTET) == set()


def test_en_ansokan_i_verkstallighet_blir_en_provning() -> None:
    akt = beviljad()
    with pytest.raises(Refused, match="öppnar du en prövning"):
        akt.faktum("ansokan", satt="muntlig", avser="Mer tid")
    akt.delsteg(
        "provning",
        "ansok",
        roll="handlaggare",
        av="anna",
        avser="forlangning",
        ansokan_satt="muntlig",
        egen_ansokan=True,
    )
    assert "ingen_provning_ar_oppen" in akt.hinder("avsluta")


def test_en_signal_visar_inget_mer_an_att_sakerheten_ska_ses_over() -> None:
    akt = beviljad()
    akt.faktum("sakerhetssignal", roll="system", av="system")
    assert akt.bevakningar()["sakerhet_ses_over"] == date(2026, 2, 3)
    akt.faktum("journalanteckning", rubrik="Samtal", typ="kontakt", anteckning="Allt lugnt.")
    assert "sakerhet_ses_over" not in akt.bevakningar()


def test_ett_aterkallat_samtycke_galler_genast_men_bara_det() -> None:
    akt = beviljad()
    akt.faktum("samtycke", andamal="samverkan", satt="muntligt")
    akt.faktum("samtycke", andamal="koppla_friyta", satt="skriftligt")
    with pytest.raises(Refused, match="Det finns inget sådant samtycke"):
        akt.faktum("samtycke_atertaget", andamal="roja_behandling")
    akt.faktum("samtycke_atertaget", andamal="samverkan")
    assert list(akt.fakta.alla("samtycke")) == ["koppla_friyta"]
    assert "saker_kontakt_efter_atertaget_samtycke" in akt.bevakningar()
    akt.bocka("saker_kontakt_efter_atertaget_samtycke")
    assert "saker_kontakt_efter_atertaget_samtycke" not in akt.bevakningar()
    akt.faktum("samtycke", andamal="samverkan", satt="muntligt")
    assert sorted(akt.fakta.alla("samtycke")) == ["koppla_friyta", "samverkan"]
    assert akt.fakta.alla("samtycke_atertaget") == {}


def test_ett_importerat_arende_gas_igenom_forst() -> None:
    akt = Gang("utsatt", "2023-05-01", importerad="2026-03-01")
    akt.den("2026-03-05")
    assert akt.bevakningar() == {"genomgang_av_importerat": date(2026, 3, 31)}
    with pytest.raises(Refused, match="finns inte för den här sortens ärende"):
        akt.faktum("genomgang", tillstand="upptackt")
    akt.faktum("genomgang", roll="samordnare", av="siv", tillstand="verkstallighet")
    assert akt.fakta.tillstand == "verkstallighet"
    assert akt.bevakningar() == {"riskbedomning_pa_nytt": date(2026, 3, 19)}
    with pytest.raises(Refused, match="redan genomgånget"):
        akt.faktum("genomgang", tillstand="utredning")


def test_egen_bevakning_finns_tills_den_ar_klar() -> None:
    akt = beviljad()
    akt.faktum("egen_bevakning", rubrik="Ring skolan", dag="2026-02-10")
    nummer = akt.fakta.seq
    assert akt.bevakningar()["egen_bevakning"] == date(2026, 2, 10)
    akt.faktum("egen_bevakning_klar", bevakning=nummer)
    assert "egen_bevakning" not in akt.bevakningar()
