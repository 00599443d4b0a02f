"""Ett helt ärende om en utövare, från upptäckt till uppföljningen sex månader efter avslut."""

from typing import Any

from tests.berattare import Berattelse, berattelse
from tests.databas import Verksamhet

RISK: dict[str, Any] = {
    "instrument": "sara",
    "standardiserad": "ja",
    "skal": "Sammanvägt.",
    "atgarder": "Behandling.",
    "kalla": "flera",
}


def test_fran_upptackt_till_uppfoljning_efter_sex_manader(verksamhet: Verksamhet) -> None:
    with berattelse(verksamhet, "2026-01-12") as b:
        nr = upptackt_och_friyta(b)
        utredning_och_beslut(b, nr)
        partnerns_akt = insats_med_partnerkontakt(b, nr)
        avslut(b, nr)
        uppfoljning(b, nr)
        assert b.lage(partnerns_akt)[0] == "pagar"


def upptackt_och_friyta(b: Berattelse) -> str:
    """Barnenheten hör av sig. Han vill prata, men inte bli utredd, och får fem samtal."""
    nr = b.anna.oppnar_arende("utovare", kalla="barn_och_unga", namn="Nils Påhittad")
    assert b.att_gora(nr, den="2026-02-28") == {"forsta_kontakt": "2026-01-15"}

    b.den("2026-01-13")
    assert b.anna.nekas(nr, "erbjud_friyta") == {"sakerheten_ar_overvagd"}
    b.anna.registrerar(nr, "sakerhet_overvagd", overvagande="Talat med säkerhetssamordnaren.")
    b.anna.tar(nr, "paborja_forhandsbedomning")
    b.anna.registrerar(nr, "information", innehall=["friyta", "insatser_11_6"], satt="muntligt")
    b.anna.tar(nr, "erbjud_friyta")
    friyta = b.delprocess(nr, "friyta")

    b.den("2026-01-19")
    b.erik.tar(
        nr,
        "paborja_friyta",
        delprocess=friyta,
        dokumentation="full",
        villkor="ja",
        informerad_11_6="ja",
    )
    for dag in ("2026-01-19", "2026-01-26", "2026-02-02", "2026-02-09", "2026-02-16"):
        b.den(dag)
        b.erik.registrerar(
            nr, "samtal", delprocess=friyta, utfall="genomfort", form="individuellt", kanal="besok"
        )
    b.den("2026-02-23")
    assert b.erik.nekas_fakta(
        nr, "samtal", delprocess=friyta, utfall="genomfort", form="individuellt", kanal="besok"
    ) == {"samtalet_ryms_i_friytan"}
    b.erik.tar(nr, "avsluta_friyta", delprocess=friyta, slut="vill_ansoka")
    assert b.lage(nr) == ("forhandsbedomning", {"friyta": ["avslutad"]})
    return nr


def utredning_och_beslut(b: Berattelse, nr: str) -> None:
    """Han ansöker. Utredningen får inte lämnas innan det som krävs är på plats."""
    b.den("2026-02-25")
    b.anna.registrerar(
        nr, "ansokan", satt="muntlig", avser="Behandling.", egna_ord="Jag vill sluta."
    )
    b.anna.tar(nr, "inled_utredning", grund="ansokan", svarsdag="2026-02-25", svarssatt="muntligt")
    assert b.att_gora(nr, den="2026-12-31") == {
        "utredning_klar": "2026-06-25",
        "forsening_berattas": "2026-06-25",
        "ratt_att_begara_avgorande": "2026-08-25",
        "riskbedomning_pa_nytt": "2026-03-11",
    }

    b.den("2026-03-20")
    utredningen: dict[str, Any] = {
        "valdets_art": "Slag och hot.",
        "motivation": "God.",
        "behov": "Behandling.",
        "malsattning": "Mina barn ska vara trygga hos mig.",
        "bedomning": "Behov finns.",
        "forslag": "Sex månader.",
    }
    assert b.anna.nekas(nr, "slutfor_utredning", **utredningen) == {
        "riskbedomningen_ar_aktuell",
        "egen_syn_finns",
        "barn_ar_efterfragade",
        "sakerheten_ar_overvagd_pa_nytt",
    }
    b.anna.registrerar(nr, "riskbedomning", anledning="infor_beslut", niva="hog", **RISK)
    b.anna.registrerar(nr, "egen_syn", egna_ord="Jag vill lära mig att gå därifrån.")
    b.anna.registrerar(nr, "barn_efterfragade", svar="finns")
    b.anna.registrerar(nr, "sakerhet_overvagd", overvagande="Övervägt på nytt.")
    b.anna.tar(nr, "slutfor_utredning", **utredningen)

    b.den("2026-03-23")
    beslutet: dict[str, Any] = {
        "lagrum": "bistand",
        "beviljas": "Samtal varje vecka.",
        "form": "individuell",
        "fran_och_med": "2026-04-01",
        "till_och_med": "2026-09-30",
        "motivering": "Du har ansökt om hjälp och behöver behandling.",
    }
    assert b.disa.nekas(nr, "bevilja", **beslutet) == {"kommunicering_ar_gjord"}
    assert "rollen_far_gora_det" in b.anna.nekas(nr, "bevilja", **beslutet)
    b.anna.registrerar(nr, "kommunicering", satt="mote", svar="Det stämmer.")
    b.disa.tar(nr, "bevilja", **beslutet)
    b.anna.registrerar(nr, "delfaende", satt="muntligt")
    assert b.lage(nr) == ("verkstallighet", {"friyta": ["avslutad"], "insats": ["bestalld"]})
    assert b.att_gora(nr, den="2027-12-31")["ej_verkstallt"] == "2026-06-23"


def insats_med_partnerkontakt(b: Berattelse, nr: str) -> str:
    """Behandlingen börjar. Partnern får en egen akt, som ingen på den här sidan ser."""
    insats = b.delprocess(nr, "insats")
    b.den("2026-03-30")
    b.erik.tar(nr, "ta_emot_bestallning", delprocess=insats)
    b.den("2026-04-07")
    b.anna.registrerar(nr, "sakerhet_overvagd", overvagande="Inför att behandlingen börjar.")
    b.erik.tar(nr, "starta_insats", delprocess=insats)

    partnerns_akt = b.jon.oppnar_partnerkontakt(
        namn="Petra Påhittad", sakerhetsbedomning="Kan nås på arbetet. Ingen risk att fråga."
    )
    b.kim.forseglar(nr, partnerns_akt)
    erbjudandet: dict[str, Any] = {"satt": "telefon", "sakert_satt": "ja"}
    assert "bada_samtyckena_galler" in b.jon.nekas(
        partnerns_akt, "erbjud_partnerkontakt", **erbjudandet
    )

    b.erik.tar(nr, "prova_partnerkontakt", oppnar="partnerkontakt")
    halva = b.delprocess(nr, "partnerkontakt")
    b.erik.registrerar(nr, "samtycke", andamal="roja_behandling", satt="muntligt")
    b.erik.registrerar(nr, "samtycke", andamal="lamna_sakerhetsinformation", satt="muntligt")
    b.erik.tar(nr, "inhamta_samtycke", delprocess=halva)
    b.erik.tar(nr, "begar_partnerkontakt", delprocess=halva, inget_besked="ja")
    b.jon.tar(partnerns_akt, "erbjud_partnerkontakt", **erbjudandet)

    fore = [(r.kod, r.av) for r in b.tidslinjen(nr)]
    b.den("2026-04-20")
    b.jon.tar(partnerns_akt, "tacka_ja_partnerkontakt", eget_ja="ja")
    assert [(r.kod, r.av) for r in b.tidslinjen(nr)] == fore, (
        "her answer leaves no trace on his side"
    )

    b.den("2026-04-21")
    b.natten()
    assert b.lage(nr)[1]["partnerkontakt"] == ["oppen"], "by time alone"
    b.den("2026-04-22")
    assert b.natten().steg == 0
    return partnerns_akt


def avslut(b: Berattelse, nr: str) -> None:
    """Risken bedöms på nytt när den ska, och ärendet avslutas i god ordning."""
    insats = b.delprocess(nr, "insats")
    for dag, niva in (("2026-05-07", "hog"), ("2026-06-05", "medel"), ("2026-08-03", "lag")):
        b.den(dag)
        for _ in range(2):
            b.erik.registrerar(
                nr,
                "samtal",
                delprocess=insats,
                utfall="genomfort",
                form="individuellt",
                kanal="besok",
            )
        b.erik.registrerar(nr, "riskbedomning", anledning="planerad", niva=niva, **RISK)
    assert b.att_gora(nr, den="2026-12-31")["riskbedomning_pa_nytt"] == "2026-11-01"

    b.den("2026-09-28")
    slut: dict[str, Any] = {"avslutsorsak": "malet_natt"}
    assert "ingen_insats_ar_oppen" in b.anna.nekas(nr, "avsluta", **slut)
    b.anna.registrerar(nr, "sakerhet_overvagd", overvagande="Inför att behandlingen slutar.")
    b.erik.tar(nr, "slutfor_insats", delprocess=insats)
    assert b.lage(nr)[1]["partnerkontakt"] == ["avslutad"]
    assert b.anna.nekas(nr, "avsluta", **slut) == {
        "malet_ar_foljt_upp",
        "sakerhetskontroll_ar_gjord",
        "enkaten_ar_erbjuden",
    }
    b.anna.registrerar(nr, "riskbedomning", anledning="infor_avslut", niva="lag", **RISK)
    b.anna.registrerar(nr, "sakerhetskontroll", bedomning="Avslutet ökar inte risken för någon.")
    b.anna.registrerar(nr, "maluppfoljning", utfall="positiv_malet_natt")
    b.erik.registrerar(nr, "enkat", status="besvarad")
    b.anna.tar(nr, "avsluta", **slut)
    assert b.lage(nr)[0] == "avslutat"


def uppfoljning(b: Berattelse, nr: str) -> None:
    """Sex månader senare står den där, hos en annan behandlare, som ringer."""
    assert "2027-03-28" in b.alla_dagar(nr, "uppfoljning_ska_goras")
    assert b.agare(nr, "uppfoljning_ska_goras", den="2027-12-31") == "Fatima"

    b.den("2027-03-27")
    b.natten()
    b.den("2027-03-28")
    assert b.natten().notiser == 1
    assert b.natten().notiser == 0, "once"

    b.gun.registrerar(
        nr,
        "saker_kontakt",
        kanal=["telefon"],
        tider="Vardagar 12–13",
        lamna_meddelande="nej",
        kodord="nej",
        galler_till="2027-12-31",
    )
    uppfoljningen = b.delprocess_med(nr, punkt="sex_manader")
    forsok: dict[str, Any] = {
        "kanal": "samtal",
        "klockslag": "10:00",
        "saker_kontakt": "ja",
        "utfall": "natt",
    }
    assert b.erik.nekas(nr, "forsok_kontakt", delprocess=uppfoljningen, **forsok) == {
        "uppfoljningen_gors_av_annan"
    }
    b.fatima.tar(nr, "forsok_kontakt", delprocess=uppfoljningen, **forsok)
    b.fatima.tar(
        nr,
        "genomfor_uppfoljning",
        delprocess=uppfoljningen,
        satt="telefon",
        vald_sedan_dess="nej",
        egna_ord="Det är lugnare hemma.",
        vill_ha_kontakt="nej",
    )
    assert "2027-03-28" not in b.att_gora(nr, den="2030-01-01").values()
