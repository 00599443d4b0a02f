"""Berättelsen om den som använder våld: från polisens samtal till uppföljningen ett halvår efter avslut."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from caseflow.engine.errors import Refused
from tests.faktabygge import PROFIL
from tests.processes.gang import Gang

UTREDNINGEN: dict[str, Any] = {
    "valdets_art": "Slag och hot under två år.",
    "motivation": "Vill sluta.",
    "behov": "Samtal om våld.",
    "malsattning": "Jag vill vara en lugn pappa.",
    "bedomning": "Samtal är rätt stöd.",
    "forslag": "Bevilja samtal.",
}
BESLUTET: dict[str, Any] = {
    "lagrum": "bistand",
    "beviljas": "Individuella samtal varje vecka.",
    "form": "individuell",
    "fran_och_med": "2026-03-02",
    "till_och_med": "2026-09-01",
    "motivering": "Du behöver stöd för att förändra ditt beteende.",
}
RISK: dict[str, Any] = {
    "anledning": "forsta",
    "instrument": "sara",
    "standardiserad": True,
    "niva": "medel",
    "skal": "Tidigare våld.",
    "atgarder": "Samtal.",
    "kalla": "personen",
}


def till_utredning() -> Gang:
    """Personen har sagt ja och ansökt; utredningen är inledd den 2 februari."""
    akt = Gang("utovare", "2026-01-07")
    akt.den("2026-01-09")
    akt.steg("paborja_forhandsbedomning")
    akt.faktum("sakerhet_overvagd", overvagande="Partnern är informerad av annan.")
    akt.den("2026-01-20")
    akt.faktum("ansokan", satt="muntlig", avser="Samtal")
    akt.den("2026-02-02")
    akt.steg("inled_utredning", grund="ansokan", svarsdag="2026-01-20", svarssatt="muntligt")
    return akt


def till_beslut() -> Gang:
    """Utredningen är slutförd den 20 februari och underlaget visat."""
    akt = till_utredning()
    akt.den("2026-02-20")
    akt.faktum("riskbedomning", **RISK)
    akt.faktum("egen_syn", egna_ord="Jag vill ha hjälp.")
    akt.faktum("barn_efterfragade", svar="finns_inte")
    akt.faktum("sakerhet_overvagd", overvagande="Inget nytt.")
    akt.steg("slutfor_utredning", **UTREDNINGEN)
    akt.faktum("kommunicering", satt="mote", svar="Inget att tillägga.")
    return akt


def till_verkstallighet() -> Gang:
    """Samtal är beviljade den 2 mars."""
    akt = till_beslut()
    akt.den("2026-03-02")
    akt.steg("bevilja", roll="beslutsfattare", av="dina", **BESLUTET)
    akt.faktum("underrattelse_om_beslut", satt="mote", hur_man_overklagar="behovs_inte")
    return akt


def till_avslut(samtal: int = 6) -> Gang:
    """Insatsen är genomförd den 20 augusti; det som krävs för avslut är gjort."""
    akt = till_verkstallighet()
    akt.delsteg("insats", "ta_emot_bestallning")
    akt.den("2026-03-16")
    akt.delsteg("insats", "starta_insats")
    (insats,) = akt.fakta.av_slag("insats")
    for vecka in range(samtal):
        akt.den(date(2026, 3, 17 + vecka).isoformat())
        akt.faktum(
            "samtal",
            roll="behandlare",
            av="bo",
            inom=insats.id,
            utfall="genomfort",
            form="individuellt",
            kanal="besok",
        )
    akt.den("2026-08-20")
    akt.faktum("sakerhet_overvagd", roll="behandlare", av="bo", overvagande="Slutet är planerat.")
    akt.delsteg("insats", "slutfor_insats")
    return akt


def med_det_som_kravs(akt: Gang) -> Gang:
    akt.faktum("riskbedomning", **{**RISK, "anledning": "infor_avslut", "niva": "lag"})
    akt.faktum("maluppfoljning", utfall="positiv_malet_natt")
    akt.faktum("sakerhetskontroll", bedomning="Ingen ny risk.")
    akt.faktum("enkat", status="besvarad")
    return akt


def test_fran_upptackt_till_samtal_pa_friyta() -> None:
    akt = Gang("utovare", "2026-01-07")
    assert akt.bevakningar() == {"forsta_kontakt": date(2026, 1, 10)}

    akt.den("2026-01-09")
    akt.steg("paborja_forhandsbedomning")
    assert akt.bevakningar() == {"forhandsbedomning_klar": date(2026, 1, 23)}

    with pytest.raises(Refused, match="Säkerheten för dem som kan vara utsatta"):
        akt.steg("erbjud_friyta")
    akt.faktum("sakerhet_overvagd", overvagande="Partnern bor på annan ort.")
    akt.steg("erbjud_friyta")
    with pytest.raises(Refused, match="redan en öppen friytekontakt"):
        akt.steg("erbjud_friyta")

    akt.den("2026-01-12")
    akt.delsteg(
        "friyta", "paborja_friyta", dokumentation="full", villkor=True, informerad_11_6=True
    )
    akt.faktum(
        "samtal",
        roll="behandlare",
        av="bo",
        inom=1,
        utfall="uteblivet",
        form="individuellt",
        kanal="besok",
        orsak="ville_inte_nu",
    )
    assert akt.bevakningar()["saker_kontakt_efter_uteblivet"] == date(2026, 1, 13)
    akt.den("2026-01-19")
    akt.faktum(
        "samtal",
        roll="behandlare",
        av="bo",
        inom=1,
        utfall="genomfort",
        form="individuellt",
        kanal="besok",
    )
    assert "saker_kontakt_efter_uteblivet" not in akt.bevakningar()


def test_fran_insats_till_uppfoljning_av_en_annan_behandlare() -> None:
    akt = till_avslut()
    assert akt.fakta.tillstand == "verkstallighet"
    assert "riskbedomning_pa_nytt" in akt.bevakningar()
    med_det_som_kravs(akt).steg("avsluta", avslutsorsak="malet_natt")
    assert akt.fakta.avslutad

    planerade = {u.text("punkt"): u for u in akt.fakta.av_slag("uppfoljning", oppna=True)}
    assert planerade["sex_manader"].text("planerad") == "2027-02-20"
    assert set(akt.bevakningar()) == {"uppfoljning_ska_goras"}

    akt.den("2027-02-20")
    sex = planerade["sex_manader"].id
    with pytest.raises(Refused, match="Du har själv hållit i insatsen"):
        akt.delsteg(
            "uppfoljning",
            "forsok_kontakt",
            nummer=sex,
            kanal="samtal",
            klockslag="10:00",
            saker_kontakt=True,
            utfall="natt",
        )
    akt.delsteg(
        "uppfoljning",
        "forsok_kontakt",
        av="cilla",
        nummer=sex,
        kanal="samtal",
        klockslag="10:00",
        saker_kontakt=True,
        utfall="natt",
    )
    akt.delsteg(
        "uppfoljning",
        "genomfor_uppfoljning",
        av="cilla",
        nummer=sex,
        satt="telefon",
        vald_sedan_dess="nej",
        egna_ord="Det går bra.",
        vill_ha_kontakt=False,
    )
    assert akt.fakta.delprocess(sex).avslutad  # type: ignore[union-attr] # finns


def test_utredningen_slutfors_nar_allt_finns() -> None:
    akt = till_utredning()
    assert akt.hinder("slutfor_utredning") == {
        "riskbedomningen_ar_aktuell",
        "egen_syn_finns",
        "barn_ar_efterfragade",
        "sakerheten_ar_overvagd_pa_nytt",
    }
    assert akt.bevakningar()["utredning_klar"] == date(2026, 6, 2)
    assert akt.bevakningar()["ratt_att_begara_avgorande"] == date(2026, 7, 20)


def test_ny_handelse_kraver_ny_riskbedomning_fore_beslut() -> None:
    akt = till_utredning()
    akt.den("2026-02-10")
    akt.faktum("riskbedomning", **RISK)
    assert akt.bevakningar()["riskbedomning_pa_nytt"] == date(2026, 4, 11)
    akt.den("2026-02-12")
    akt.faktum("ny_handelse", typ="hot", beskrivning="Hotfulla meddelanden.")
    assert akt.bevakningar()["riskbedomning_efter_handelse"] == date(2026, 2, 15)
    assert "riskbedomningen_ar_aktuell" in akt.hinder("slutfor_utredning")
    akt.faktum("riskbedomning", **{**RISK, "niva": "mycket_hog"})
    assert "riskbedomning_efter_handelse" not in akt.bevakningar()
    assert akt.bevakningar()["riskbedomning_pa_nytt"] == date(2026, 2, 26)


def test_den_som_utrett_beslutar_inte() -> None:
    akt = till_beslut()
    assert akt.hinder("bevilja", av="anna", **BESLUTET) == {"beslutet_fattas_av_annan"}
    assert akt.hinder("bevilja", av="dina", **BESLUTET) == set()
    akt.profil = replace(PROFIL, fyra_ogon=False)
    assert akt.hinder("bevilja", av="anna", **BESLUTET) == set()


def test_handlaggaren_beslutar_inte() -> None:
    with pytest.raises(Refused, match="Det görs av beslutsfattare"):
        till_beslut().steg("bevilja", av="dina", **BESLUTET)


def test_bifallet_avgor_ansokan_och_bestaller_insatsen() -> None:
    akt = till_verkstallighet()
    assert akt.fakta.alla("ansokan") == {}
    (insats,) = akt.fakta.av_slag("insats")
    assert (insats.tillstand, insats.text("grund"), insats.text("form")) == (
        "bestalld",
        "beslut",
        "individuell",
    )
    assert insats.datum("till_och_med") == date(2026, 9, 1)


def test_avslaget_startar_klockan_vid_delfaendet() -> None:
    akt = till_beslut()
    akt.den("2026-03-02")
    akt.steg(
        "avsla",
        roll="beslutsfattare",
        av="dina",
        lagrum="bistand",
        avslas="Samtal.",
        motivering="Behovet tillgodoses på annat sätt.",
        overklagandehanvisning=True,
    )
    assert akt.fakta.avslutad
    assert akt.fakta.alla("ansokan") == {}
    assert akt.bevakningar() == {
        "beslutet_meddelas": date(2026, 3, 5),
        "delfaende_saknas": date(2026, 3, 16),
    }
    akt.den("2026-03-10")
    akt.faktum("delfaende", satt="kvitto")
    assert akt.bevakningar() == {"overklagandetid_ut": date(2026, 3, 31)}
    akt.bocka("overklagandetid_ut")
    assert akt.bevakningar() == {}


def test_en_levande_ansokan_stanger_varje_vag_ut_utan_beslut() -> None:
    akt = till_utredning()
    assert "ingen_oprovad_ansokan" in akt.hinder("avbryt_utredning")
    akt.faktum("ansokan_atertagen", ansokan=4, orsak="Jag vill inte längre.")
    assert akt.hinder("avbryt_utredning") == set()
    akt.steg("avbryt_utredning", orsak="tackat_nej", skal="Personen vill inte just nu.")
    assert akt.fakta.avslutad
    assert akt.bevakningar() == {}


def test_avslut_med_allt_som_saknas() -> None:
    akt = till_verkstallighet()
    assert akt.hinder("avsluta") == {
        "ingen_insats_ar_oppen",
        "malet_ar_foljt_upp",
        "slutlig_riskbedomning_finns",
        "sakerhetskontroll_ar_gjord",
    }
    akt = till_avslut(samtal=5)
    assert "enkaten_ar_erbjuden" in akt.hinder("avsluta")
    assert "enkaten_ar_erbjuden" not in till_avslut(samtal=4).hinder("avsluta")


def test_ett_skal_ersatter_uppfoljningarna() -> None:
    akt = med_det_som_kravs(till_avslut())
    akt.steg("avsluta", avslutsorsak="avlidit", uppfoljning_skal="Personen har avlidit.")
    assert akt.fakta.av_slag("uppfoljning", oppna=True) == tuple(
        u for u in akt.fakta.av_slag("uppfoljning") if u.text("punkt") == "under_insats"
    )


def test_nej_avvakta_ny_kontakt() -> None:
    akt = Gang("utovare", "2026-01-07")
    akt.steg("paborja_forhandsbedomning")
    assert akt.hinder("tacka_nej") == {"information_ar_lamnad"}
    akt.faktum("information", innehall=["friyta", "hjalplinje"], satt="muntligt")
    akt.steg("tacka_nej", fragan_stalld=True)
    assert akt.bevakningar() == {"ny_kontakt": date(2026, 2, 6)}
    akt.den("2026-02-06")
    akt.steg("ta_ny_kontakt")
    assert akt.bevakningar() == {"forhandsbedomning_klar": date(2026, 2, 20)}


def test_hanvisning_kraver_sakerhet_och_ett_namn() -> None:
    akt = Gang("utovare", "2026-01-07")
    assert akt.hinder("hanvisa") == {"sakerheten_ar_overvagd"}
    akt.faktum("sakerhet_overvagd", overvagande="Ingen känd partner.")
    akt.steg("hanvisa", utforare="Manscentrum")
    assert akt.fakta.avslutad


def test_utan_friyta_i_profilen_erbjuds_ingen() -> None:
    akt = Gang("utovare", "2026-01-07", profil=replace(PROFIL, friyta=False))
    assert "enheten_har_friyta" in akt.hinder("erbjud_friyta")


def test_en_ny_omgang_borjar_utan_det_som_forbrukats() -> None:
    akt = med_det_som_kravs(till_avslut())
    akt.faktum(
        "saker_kontakt",
        kanal=["telefon"],
        tider="Förmiddagar",
        lamna_meddelande=False,
        kodord=False,
        galler_till="2027-01-01",
    )
    akt.steg("avsluta", avslutsorsak="malet_natt")
    akt.den("2026-10-01")
    akt.steg("ateraktualisera", kalla="sjalv")
    assert (akt.fakta.omgang, akt.fakta.tillstand, akt.fakta.avslutad) == (2, "upptackt", False)
    assert akt.fakta.senaste("riskbedomning") is None
    assert akt.fakta.senaste("saker_kontakt") is not None
    assert akt.bevakningar()["forsta_kontakt"] == date(2026, 10, 4)
    assert akt.hinder("erbjud_friyta") == {"sakerheten_ar_overvagd"}
