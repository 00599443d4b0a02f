"""Ett ärende som drar ut på tiden: försening, begäran om avgörande, avslag, omprövning och en sen insats."""

import re
from typing import Any

from caseflow.queries.handling import render_handling
from tests.berattare import Berattelse, berattelse
from tests.databas import Verksamhet
from tests.documents.handlingar import text

RISK: dict[str, Any] = {
    "instrument": "freda_farlighet",
    "standardiserad": "ja",
    "skal": "Sammanvägt.",
    "atgarder": "Säkerhetsplanen ses över.",
    "kalla": "polis",
    "polisens_bedomning": "tagit_del",
}
UTREDNINGEN: dict[str, Any] = {
    "valdets_art": "Slag, hot och kontroll.",
    "behov_nu": "Skydd.",
    "behov_snart": "Bostad.",
    "behov_langre_fram": "Bearbetning.",
    "malsattning": "Sova på nätterna.",
    "bedomning": "Behov finns.",
    "forslag": "Avslag.",
}


def test_fran_ansokan_till_omprovat_beslut(verksamhet: Verksamhet) -> None:
    with berattelse(verksamhet, "2026-01-12") as b:
        nr, ansokan = utredningen_borjar_genast(b)
        beslutet_drojer(b, nr, ansokan)
        avslaget_andras(b, nr)
        insatsen_drojer(b, nr)


def utredningen_borjar_genast(b: Berattelse) -> tuple[str, int]:
    """Hon ansöker samma dag som hon kommer. Utredningen ska inledas den dagen."""
    nr = b.anna.oppnar_arende("utsatt", kalla="sjalv", namn="Ellen Påhittad")
    ansokan = b.anna.registrerar(nr, "ansokan", satt="muntlig", avser="Skyddat boende.").seq
    assert b.att_gora(nr)["utredning_inleds_genast"] == "2026-01-12"
    b.anna.registrerar(
        nr,
        "skyddsbedomning",
        akut_risk="nej",
        sakert_nu="ja",
        barn_finns="finns_inte",
        andra_i_risk="finns_inte",
        bedomning="Lugnt hos en vän.",
    )
    b.anna.registrerar(nr, "barn_efterfragade", svar="finns_inte")
    b.anna.tar(nr, "gor_skyddsbedomning")
    b.anna.tar(nr, "inled_utredning", grund="ansokan", svarsdag="2026-01-12", svarssatt="muntligt")
    assert "utredning_inleds_genast" not in b.att_gora(nr)
    return nr, ansokan


def beslutet_drojer(b: Berattelse, nr: str, ansokan: int) -> None:
    """Hon får veta varför. Efter sex månader begär hon ett avgörande, och svaret kommer i tid."""
    assert b.att_gora(nr, den="2026-12-31")["forsening_berattas"] == "2026-05-12"
    b.den("2026-05-11")
    b.anna.registrerar(
        nr, "underrattelse_om_forsening", orsak="Vi väntar på polisen.", satt="muntligt"
    )
    assert "forsening_berattas" not in b.att_gora(nr, den="2026-12-31")
    b.den("2026-07-12")
    begaran: dict[str, Any] = {"ansokan": ansokan, "skriftlig": "ja"}
    assert b.anna.nekas_fakta(nr, "begaran_om_avgorande", **begaran) == {"sex_manader_har_gatt"}
    b.den("2026-07-13")
    b.anna.registrerar(nr, "begaran_om_avgorande", **begaran)
    assert b.att_gora(nr, den="2026-12-31")["begaran_besvaras"] == "2026-08-10"


def avslaget_andras(b: Berattelse, nr: str) -> None:
    """Ansökan avslås inom de fyra veckorna. Hot befaras, så underrättelsen namnger ingen."""
    b.den("2026-08-03")
    b.anna.registrerar(nr, "riskbedomning", anledning="infor_beslut", niva="hog", **RISK)
    b.anna.registrerar(
        nr, "sakerhetsplan", innehall="Ring.", personens_egna_ord="Jag vet.", oversedd="nej"
    )
    b.anna.registrerar(nr, "egen_syn", egna_ord="Jag behöver ett boende.")
    b.anna.tar(nr, "slutfor_utredning", **UTREDNINGEN)
    assert b.att_gora(nr)["ratten_att_tala_infor_namnden"] == "2026-08-03"
    b.anna.registrerar(nr, "kommunicering", satt="mote", svar="Nej.", muntligt_infor_namnden="ja")
    assert b.disa.nekas_fakta(nr, "namn_i_underrattelser", val="utelamnas") == {
        "namn_utelamnas_bara_vid_hot"
    }
    b.disa.registrerar(nr, "namn_i_underrattelser", val="utelamnas", skal="Hot mot handläggaren.")
    b.disa.tar(
        nr,
        "avsla",
        lagrum="bistand",
        avslas="Skyddat boende.",
        motivering="Behovet tillgodoses.",
        overklagandehanvisning="ja",
        deltagare="Lena Påhittad, föredragande",
    )
    assert "begaran_besvaras" not in b.att_gora(nr, den="2026-12-31")
    assert b.att_gora(nr, den="2026-12-31")["beslutet_meddelas"] == "2026-08-06"
    brevet = text(render_handling(b.verksamhet.db, b.aktor("anna"), "beslut", nr, now=b.now))
    assert "Namn utelämnat" in brevet
    assert not {"Lena", "Disa", "Anna"} & set(re.findall(r"\w+", brevet))
    b.anna.registrerar(nr, "underrattelse_om_beslut", satt="mote", hur_man_overklagar="ja")
    b.anna.registrerar(nr, "delfaende", satt="muntligt")

    b.den("2026-08-17")
    b.disa.tar(nr, "ta_emot_overklagande", oppnar="overklagande", inkom="2026-08-14")
    malet = b.delprocess(nr, "overklagande")
    b.disa.tar(nr, "prova_rattid", delprocess=malet, delfaende="2026-08-03", sent_men="nej")
    b.disa.tar(nr, "omprova_beslut", delprocess=malet, utfall="andras_helt", motivering="Nytt hot.")
    assert b.att_gora(nr, den="2026-12-31")["andrat_beslut_verkstalls"] == "2026-08-20"
    b.disa.tar(
        nr,
        "verkstall_andrat_beslut",
        beviljas="Skyddat boende.",
        form="skyddat_boende",
        fran_och_med="2026-08-17",
        till_och_med="2027-08-16",
        barn_foljer_med="nej",
    )
    assert b.lage(nr)[0] == "verkstallighet"


def insatsen_drojer(b: Berattelse, nr: str) -> None:
    """Ingen plats finns. Det rapporteras varje kvartal tills hon kan flytta in."""
    boendet = b.delprocess(nr, "insats")
    rapport: dict[str, Any] = {"insats": boendet, "till_ivo": "ja", "till_revisorerna": "ja"}
    assert b.alla_dagar(nr, "ivo_rapport_varje_kvartal") == ["2027-01-14"]
    b.den("2027-01-11")
    b.anna.registrerar(nr, "ivo_rapport", galler="inte_verkstallt", **rapport)
    assert b.alla_dagar(nr, "ivo_rapport_varje_kvartal") == ["2027-04-14"]
    b.erik.tar(nr, "ta_emot_bestallning", delprocess=boendet)
    b.den("2027-02-01")
    b.erik.tar(nr, "starta_insats", delprocess=boendet)
    assert b.alla_dagar(nr, "ivo_rapport_varje_kvartal") == []
    assert b.alla_dagar(nr, "ivo_rapport_nar_insatsen_borjar") == ["2027-02-15"]
    assert b.alla_dagar(nr, "vardplan_upprattas") == ["2027-02-15"]
    b.anna.registrerar(nr, "ivo_rapport", galler="verkstallt", **rapport)
    b.anna.registrerar(
        nr, "vardplan", insats=boendet, insatser="Boende.", malsattning="Sova.", egen_syn="Bra."
    )
    kvar = b.att_gora(nr, den="2027-12-31")
    assert not {"ivo_rapport_nar_insatsen_borjar", "vardplan_upprattas"} & set(kvar)
