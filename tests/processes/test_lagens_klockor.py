"""Det som lagen kräver medan handläggningen pågår, som korta berättelser om ett ärende."""

from datetime import date
from typing import Any

import pytest

from caseflow.engine.errors import Refused
from tests.processes.delprocessgang import BESLUTET, beviljat, den_enda, pagaende
from tests.processes.gang import Gang

OVERKLAGANDE: dict[str, Any] = {"roll": "beslutsfattare", "av": "dina"}
AVSLAGET: dict[str, Any] = {
    "lagrum": "bistand",
    "avslas": "Skyddat boende.",
    "motivering": "Behovet tillgodoses på annat sätt.",
    "overklagandehanvisning": True,
    "deltagare": "Lena Påhittad, föredragande",
}
BOENDET: dict[str, Any] = {
    "beviljas": "Skyddat boende.",
    "form": "skyddat_boende",
    "fran_och_med": "2026-03-09",
    "till_och_med": "2026-06-30",
    "barn_foljer_med": "nej",
}
ANSOKAN: dict[str, Any] = {"satt": "muntlig", "avser": "Stödsamtal"}


def med_ansokan() -> tuple[Gang, int]:
    """Personen ansökte den 7 januari; utredningen inleddes den 9."""
    akt = Gang("utsatt", "2026-01-07")
    akt.faktum("ansokan", **ANSOKAN)
    nummer = akt.fakta.seq
    assert akt.bevakningar()["utredning_inleds_genast"] == date(2026, 1, 7)
    akt.den("2026-01-09")
    akt.faktum(
        "skyddsbedomning",
        akut_risk=False,
        sakert_nu=True,
        barn_finns="finns_inte",
        andra_i_risk="finns_inte",
        bedomning="Lugnt just nu.",
    )
    akt.faktum("barn_efterfragade", svar="finns_inte")
    akt.steg("gor_skyddsbedomning")
    assert "utredning_inleds_genast" in akt.bevakningar()
    akt.steg("inled_utredning", grund="ansokan", svarsdag="2026-01-07", svarssatt="muntligt")
    assert "utredning_inleds_genast" not in akt.bevakningar()
    return akt, nummer


def test_en_ansokan_som_tas_tillbaka_behover_inte_utredas() -> None:
    akt = Gang("utovare", "2026-01-07")
    akt.faktum("ansokan", **ANSOKAN)
    akt.faktum("ansokan_atertagen", ansokan=akt.fakta.seq, orsak="Jag vill vänta.")
    assert "utredning_inleds_genast" not in akt.bevakningar()


def test_forseningen_berattas_och_begaran_far_svar() -> None:
    akt, nummer = med_ansokan()
    assert akt.bevakningar()["forsening_berattas"] == date(2026, 5, 7)
    akt.den("2026-05-04")
    akt.faktum(
        "underrattelse_om_forsening",
        orsak="Vi väntar på ett utlåtande.",
        satt="skriftligt",
        beraknas_klart="2026-06-30",
    )
    assert akt.bevakningar()["forsening_berattas"] == date(2026, 6, 30)

    begaran: dict[str, Any] = {"ansokan": nummer, "skriftlig": True}
    akt.den("2026-07-07")
    with pytest.raises(Refused) as vagrat:
        akt.faktum("begaran_om_avgorande", **begaran)
    assert {h.regel for h in vagrat.value.hinder} == {"sex_manader_har_gatt"}
    akt.den("2026-07-08")
    akt.faktum("begaran_om_avgorande", **begaran)
    assert akt.bevakningar()["begaran_besvaras"] == date(2026, 8, 5)
    with pytest.raises(Refused) as vagrat:
        akt.faktum("begaran_om_avgorande", **begaran)
    assert {h.regel for h in vagrat.value.hinder} == {"begaran_gors_en_gang"}

    akt.den("2026-08-03")
    akt.faktum(
        "avslag_pa_begaran",
        **OVERKLAGANDE,
        ansokan=nummer,
        motivering="Utlåtandet väntas nästa vecka.",
        overklagandehanvisning=True,
    )
    assert "begaran_besvaras" not in akt.bevakningar()
    assert akt.bevakningar()["beslutet_meddelas"] == date(2026, 8, 6)
    assert akt.bevakningar()["delfaende_av_avslaget_saknas"] == date(2026, 8, 17)
    akt.den("2026-08-05")
    akt.faktum("delfaende_av_avslag", ansokan=nummer, satt="kvitto")
    assert "beslutet_meddelas" not in akt.bevakningar()
    assert akt.bevakningar()["overklagandetid_for_avslaget"] == date(2026, 8, 26)

    akt.den("2026-08-20")
    akt.delsteg(
        "overklagande",
        "ta_emot_overklagande",
        **OVERKLAGANDE,
        inkom="2026-08-20",
        avser="avslag_pa_begaran",
    )
    assert "overklagandetid_for_avslaget" not in akt.bevakningar()
    assert "forsening_berattas" in akt.bevakningar(), "ansökan är fortfarande inte avgjord"


def test_ett_beslut_gor_slut_pa_allt_som_vantade_pa_det() -> None:
    akt, nummer = med_ansokan()
    akt.den("2026-07-08")
    akt.faktum("begaran_om_avgorande", ansokan=nummer, skriftlig=True)
    akt.faktum("ansokan_atertagen", ansokan=nummer, orsak="Jag orkar inte vänta.")
    vantande = {"begaran_besvaras", "forsening_berattas", "ratt_att_begara_avgorande"}
    assert not vantande & set(akt.bevakningar())


def test_en_beviljad_insats_som_drojer_rapporteras_varje_kvartal_tills_den_borjar() -> None:
    akt = beviljat()
    assert akt.bevakningar()["ivo_rapport_varje_kvartal"] == date(2026, 7, 14)
    rapport: dict[str, Any] = {"insats": 1, "till_ivo": True, "till_revisorerna": True}
    with pytest.raises(Refused, match="kan inte göras"):
        akt.faktum("ivo_rapport", galler="inte_verkstallt", **{**rapport, "insats": 9})
    akt.den("2026-07-10")
    akt.faktum("ivo_rapport", galler="inte_verkstallt", orsak="Ingen plats.", **rapport)
    assert akt.bevakningar()["ivo_rapport_varje_kvartal"] == date(2026, 10, 14)
    akt.delsteg("insats", "ta_emot_bestallning")
    akt.den("2026-08-31")
    akt.delsteg("insats", "starta_insats")
    assert "ivo_rapport_varje_kvartal" not in akt.bevakningar()
    assert akt.bevakningar()["ivo_rapport_nar_insatsen_borjar"] == date(2026, 9, 14)
    akt.faktum("ivo_rapport", galler="verkstallt", **rapport)
    assert not {b for b in akt.bevakningar() if b.startswith("ivo_rapport")}


def test_ett_andrat_avslag_leder_till_en_insats_i_det_avslutade_arendet() -> None:
    akt = Gang("utsatt", "2026-01-07")
    akt.den("2026-02-20")
    akt.faktum(
        "riskbedomning",
        anledning="forsta",
        instrument="freda_farlighet",
        standardiserad=True,
        niva="hog",
        skal="Sammanvägt.",
        atgarder="Säkerhetsplan.",
        kalla="personen",
        polisens_bedomning="tagit_del",
    )
    akt.sta_i("beslut")
    assert akt.bevakningar()["ratten_att_tala_infor_namnden"] == date(2026, 2, 20)
    akt.faktum("kommunicering", satt="mote", svar="Inget.", muntligt_infor_namnden=True)
    assert "ratten_att_tala_infor_namnden" not in akt.bevakningar()
    akt.steg("avsla", **OVERKLAGANDE, **AVSLAGET)
    akt.faktum("delfaende", satt="muntligt")
    assert akt.hinder("verkstall_andrat_beslut", **OVERKLAGANDE, **BOENDET) == {
        "det_finns_ett_andrat_beslut"
    }

    akt.den("2026-03-06")
    akt.delsteg("overklagande", "ta_emot_overklagande", **OVERKLAGANDE, inkom="2026-03-06")
    akt.delsteg("overklagande", "prova_rattid", **OVERKLAGANDE, sent_men="nej")
    akt.delsteg(
        "overklagande",
        "omprova_beslut",
        **OVERKLAGANDE,
        utfall="andras_helt",
        motivering="Nya uppgifter har kommit fram.",
    )
    assert akt.bevakningar()["andrat_beslut_verkstalls"] == date(2026, 3, 9)
    akt.steg("verkstall_andrat_beslut", **OVERKLAGANDE, **BOENDET)
    assert (akt.fakta.tillstand, den_enda(akt, "insats").text("grund")) == (
        "verkstallighet",
        "beslut",
    )
    assert "andrat_beslut_verkstalls" not in akt.bevakningar()
    akt.delsteg("insats", "ta_emot_bestallning")
    akt.delsteg("insats", "starta_insats")
    assert akt.bevakningar()["vardplan_upprattas"] == date(2026, 3, 20)
    assert akt.hinder("verkstall_andrat_beslut", **OVERKLAGANDE, **BOENDET) == {
        "det_finns_ett_andrat_beslut"
    }


def test_planerna_gors_nar_insatsen_har_startat() -> None:
    akt = pagaende("utsatt", form="skyddat_boende", barn_foljer_med="nej")
    assert akt.bevakningar()["vardplan_upprattas"] == date(2026, 3, 30)
    assert akt.bevakningar()["genomforandeplan_gors"] == date(2026, 4, 6)
    akt.faktum("vardplan", insats=1, insatser="Boende.", malsattning="Sova.", egen_syn="Bra.")
    akt.faktum(
        "genomforandeplan",
        insats=1,
        malsattning="Sova.",
        genomforande="Samtal varje vecka.",
        egen_syn="Bra.",
        foljs_upp="2026-05-29",
    )
    assert "vardplan_upprattas" not in akt.bevakningar()
    assert "genomforandeplan_gors" not in akt.bevakningar()
    assert akt.bevakningar()["genomforandeplan_foljs_upp"] == date(2026, 5, 29)
    akt.faktum("sip", behov="Psykiatri och boende.", samtycke=True)
    assert akt.bevakningar()["sip_paborjas"] == date(2026, 3, 16)
    akt.faktum("sip", behov="Psykiatri och boende.", samtycke=True, paborjad="2026-03-16")
    assert "sip_paborjas" not in akt.bevakningar()


def test_barnet_i_boendet_overvags_om_och_om_igen() -> None:
    akt = pagaende(
        "utsatt", form="skyddat_boende", barn_foljer_med="ja", vardnadshavare="omedelbar_insats"
    )
    assert akt.bevakningar()["understall_barnets_insats"] == date(2026, 3, 9)
    assert akt.bevakningar()["ansok_om_barnets_insats"] == date(2026, 4, 27)
    assert akt.bevakningar()["barnet_har_en_namngiven_person"] == date(2026, 3, 16)
    akt.faktum("understallning_av_barnets_insats", insats=1)
    akt.faktum("ansokan_om_barnets_insats", insats=1, innehall=True)
    akt.faktum("barn", barn="barn_1", boende="hos_personen")
    akt.faktum("namngiven_person", barn="barn_1", namn="Rut Påhittad")
    assert not {"understall_barnets_insats", "ansok_om_barnets_insats"} & set(akt.bevakningar())
    assert "barnet_har_en_namngiven_person" not in akt.bevakningar()

    assert akt.bevakningar()["overvag_barnets_insats"] == date(2026, 9, 16)
    for dag, nasta in (("2026-08-31", date(2027, 2, 28)), ("2027-02-26", date(2027, 8, 26))):
        akt.den(dag)
        akt.faktum("overvagande", insats=1, utfall="behovs", barnets_rost="Trivs.", skal="Hot.")
        assert akt.bevakningar()["overvag_barnets_insats"] == nasta
    akt.faktum("barnets_skydd", galler="vistelseort", hur="beslutat", skal="Hot.")
    assert akt.bevakningar()["overvag_barnets_skydd"] == date(2027, 8, 26)
    akt.delsteg("insats", "slutfor_insats")
    barnets = {"overvag_barnets_insats", "overvag_barnets_skydd", "barnet_har_en_namngiven_person"}
    assert not barnets & set(akt.bevakningar()), "allt slutar med förälderns insats"


def test_en_overflyttning_utan_svar_gar_till_ivo() -> None:
    akt = Gang("utsatt", "2026-01-07")
    akt.den("2026-01-31")
    akt.faktum(
        "overflyttning_begard",
        riktning="fran_oss",
        kommun="Hittepå kommun",
        skriftlig=True,
        skal="Hon har flyttat.",
    )
    begaran = akt.fakta.seq
    assert akt.bevakningar()["overflyttning_till_ivo"] == date(2026, 2, 28)
    with pytest.raises(Refused) as vagrat:
        akt.faktum("overflyttning_hos_ivo", begaran=begaran, skal="inget_svar")
    assert {h.regel for h in vagrat.value.hinder} == {"svaret_har_drojt_en_manad"}
    akt.den("2026-02-28")
    akt.faktum("overflyttning_hos_ivo", begaran=begaran, skal="inget_svar")
    assert "overflyttning_till_ivo" not in akt.bevakningar()
    assert akt.bevakningar()["overflyttning_hos_ivo_avgors"] == date(2026, 5, 28)
    akt.faktum("overflyttning_svar", begaran=begaran, utfall="ja")
    assert "overflyttning_hos_ivo_avgors" not in akt.bevakningar()
    with pytest.raises(Refused):
        akt.faktum("overflyttning_svar", begaran=begaran, utfall="ja")


def test_en_begaran_hit_besvaras_samma_dag() -> None:
    akt = Gang("utovare", "2026-01-07")
    akt.faktum(
        "overflyttning_begard",
        riktning="till_oss",
        kommun="Hittepå kommun",
        skriftlig=True,
        skal="Han har flyttat hit.",
    )
    assert akt.bevakningar()["overflyttning_besvaras"] == date(2026, 1, 7)
    akt.faktum("overflyttning_svar", begaran=akt.fakta.seq, utfall="nej", skal="Tillfälligt.")
    assert "overflyttning_besvaras" not in akt.bevakningar()


def test_ett_beslut_efter_en_ny_handelse_vantar_pa_riskbedomningen() -> None:
    akt = beviljat("utsatt")
    akt.sta_i("beslut")
    akt.faktum("kommunicering", satt="mote", svar="Inget att tillägga.")
    akt.faktum("ny_handelse", typ="hot", beskrivning="Hot på telefon.")
    for steg in ("bevilja", "bevilja_delvis", "avsla"):
        assert "riskbedomningen_ar_aktuell" in akt.hinder(steg, **OVERKLAGANDE, **BESLUTET)
