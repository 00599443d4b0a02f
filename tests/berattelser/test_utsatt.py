"""Ett helt ärende om en utsatt person: akut skydd samma dag, utredning efteråt, uppföljning."""

from typing import Any

from tests.berattare import Berattelse, berattelse
from tests.databas import Verksamhet

RISK: dict[str, Any] = {
    "instrument": "freda_farlighet",
    "standardiserad": "ja",
    "skal": "Sammanvägt.",
    "atgarder": "Säkerhetsplanen ses över.",
    "kalla": "personen",
}


def test_fran_akut_skydd_till_uppfoljning(verksamhet: Verksamhet) -> None:
    with berattelse(verksamhet, "2026-08-31") as b:
        nr = akut_skydd(b)
        utredning(b, nr)
        beslut_och_insats(b, nr)
        avslut_och_uppfoljning(b, nr)


def akut_skydd(b: Berattelse) -> str:
    """Måndag. Hon kommer med ett barn. Skyddsbedömningen görs, och skyddet beviljas, samma dag."""
    nr = b.anna.oppnar_arende(
        "utsatt", kalla="polis", namn="Ellen Påhittad", skydd="sekretessmarkering"
    )
    assert b.att_gora(nr, den="2026-08-31") == {"skyddsbedomning_samma_dag": "2026-08-31"}
    assert b.anna.nekas(nr, "gor_skyddsbedomning") == {
        "skyddsbedomning_ar_gjord",
        "barn_ar_efterfragade",
    }
    b.anna.registrerar(
        nr,
        "skyddsbedomning",
        akut_risk="ja",
        sakert_nu="nej",
        barn_finns="finns",
        andra_i_risk="vet_inte",
        bedomning="Behöver skydd i natt.",
    )
    b.anna.registrerar(nr, "barn_efterfragade", svar="finns")
    b.anna.registrerar(nr, "barn", barn="barn_1", boende="hos_personen")
    b.anna.tar(nr, "gor_skyddsbedomning")

    skyddet: dict[str, Any] = {
        "motivering": "Du behöver skydd nu.",
        "till_och_med": "2026-10-31",
        "aterstar": ["utredning"],
    }
    assert b.disa.nekas(nr, "bevilja_akut_skydd", barn_foljer_med="ja", **skyddet) == {
        "vardnadshavarna_ar_tillfragade"
    }
    b.disa.tar(nr, "bevilja_akut_skydd", barn_foljer_med="ja", vardnadshavare="ensam", **skyddet)
    assert b.lage(nr) == ("forhandsbedomning", {"insats": ["bestalld"]})
    assert b.att_gora(nr, den="2026-09-30")["akut_skydd_komplettera"] == "2026-09-07"
    boendet = b.delprocess(nr, "insats")
    b.erik.tar(nr, "ta_emot_bestallning", delprocess=boendet)
    b.erik.tar(nr, "starta_insats", delprocess=boendet)
    b.anna.registrerar(
        nr,
        "saker_kontakt",
        kanal=["sms"],
        tider="Vardagar 9–11",
        lamna_meddelande="nej",
        kodord="ja",
        galler_till="2026-12-31",
    )
    return nr


def utredning(b: Berattelse, nr: str) -> None:
    """Hon ansöker. Ett nytt hot gör att risken måste bedömas igen innan utredningen är klar."""
    b.den("2026-09-02")
    b.anna.registrerar(
        nr, "ansokan", satt="muntlig", avser="Stödsamtal.", egna_ord="Jag vill kunna sova."
    )
    b.anna.tar(nr, "inled_utredning", grund="ansokan", svarsdag="2026-09-02", svarssatt="muntligt")
    b.anna.registrerar(nr, "riskbedomning", anledning="forsta", niva="hog", **RISK)
    assert b.att_gora(nr, den="2026-12-31")["riskbedomning_pa_nytt"] == "2026-10-02"

    b.den("2026-09-14")
    b.anna.registrerar(nr, "ny_handelse", typ="hot", beskrivning="Hot på telefon.")
    assert b.att_gora(nr, den="2026-09-30")["riskbedomning_efter_handelse"] == "2026-09-17"
    b.anna.registrerar(
        nr,
        "sakerhetsplan",
        innehall="Vem ringer vem.",
        personens_egna_ord="Jag vet.",
        oversedd="nej",
    )
    b.anna.registrerar(nr, "egen_syn", egna_ord="Jag vill bo kvar i stan.")
    utredningen: dict[str, Any] = {
        "valdets_art": "Slag, hot och kontroll.",
        "behov_nu": "Skydd.",
        "behov_snart": "Bostad.",
        "behov_langre_fram": "Bearbetning.",
        "malsattning": "Sova på nätterna.",
        "bedomning": "Behov finns.",
        "forslag": "Stödsamtal.",
    }
    assert b.anna.nekas(nr, "slutfor_utredning", **utredningen) == {"riskbedomningen_ar_aktuell"}

    b.den("2026-09-16")
    b.anna.registrerar(nr, "riskbedomning", anledning="ny_handelse", niva="mycket_hog", **RISK)
    assert b.att_gora(nr, den="2026-12-31")["riskbedomning_pa_nytt"] == "2026-09-30"
    b.anna.tar(nr, "slutfor_utredning", **utredningen)
    assert "akut_skydd_komplettera" not in b.att_gora(nr, den="2027-12-31")


def beslut_och_insats(b: Berattelse, nr: str) -> None:
    """Beslutet fattas av någon annan än den som utrett. Boendet slutar och samtalen börjar."""
    b.den("2026-09-21")
    b.anna.registrerar(nr, "kommunicering", satt="mote", svar="Bra.")
    b.disa.tar(
        nr,
        "bevilja",
        lagrum="bistand",
        beviljas="Stödsamtal varje vecka.",
        form="individuell",
        fran_och_med="2026-10-01",
        till_och_med="2027-03-31",
        motivering="Du har ansökt och behöver stödet.",
    )
    b.anna.registrerar(nr, "delfaende", satt="muntligt")
    assert b.att_gora(nr, den="2026-12-31")["ej_verkstallt"] == "2026-12-21"

    b.den("2026-10-01")
    boendet, samtalen = b.delprocess(nr, "insats"), b.delprocess(nr, "insats", 1)
    b.erik.tar(nr, "slutfor_insats", delprocess=boendet)
    b.fatima.tar(nr, "ta_emot_bestallning", delprocess=samtalen)
    b.fatima.tar(nr, "starta_insats", delprocess=samtalen)
    b.den("2026-10-08")
    b.fatima.registrerar(
        nr,
        "samtal",
        delprocess=samtalen,
        utfall="uteblivet",
        form="individuellt",
        kanal="besok",
        orsak="okand",
    )
    assert b.att_gora(nr, den="2026-12-31")["saker_kontakt_efter_uteblivet"] == "2026-10-09"


def avslut_och_uppfoljning(b: Berattelse, nr: str) -> None:
    """Hon är klar. Säkerhetsplanen ses över, och uppföljningarna planeras på rätt dagar."""
    b.den("2027-01-29")
    samtalen = b.delprocess(nr, "insats", 1)
    b.fatima.registrerar(
        nr, "samtal", delprocess=samtalen, utfall="genomfort", form="individuellt", kanal="besok"
    )
    b.fatima.tar(nr, "slutfor_insats", delprocess=samtalen)
    slut: dict[str, Any] = {"avslutsorsak": "malet_natt"}
    assert b.anna.nekas(nr, "avsluta", **slut) == {
        "malet_ar_foljt_upp",
        "slutlig_riskbedomning_finns",
        "sakerhetsplanen_ar_oversedd",
    }
    b.anna.registrerar(nr, "riskbedomning", anledning="infor_avslut", niva="lag", **RISK)
    b.anna.registrerar(
        nr, "sakerhetsplan", innehall="Som förut.", personens_egna_ord="Den håller.", oversedd="ja"
    )
    b.anna.registrerar(nr, "maluppfoljning", utfall="positiv_malet_natt")

    b.den("2027-01-31")
    b.anna.tar(nr, "avsluta", **slut)
    assert b.lage(nr)[0] == "avslutat"
    dagar = b.alla_dagar(nr, "uppfoljning_ska_goras")
    assert dagar[-1] == "2027-07-31", "six months after avslut"
    assert b.anna.nekas(nr, "avsluta", **slut) == {"steget_utgar_fran_tillstandet"}
    b.anna.tar(nr, "ateraktualisera", kalla="sjalv")
    assert b.lage(nr)[0] == "aktualiserad", "cheap, and without blame"
