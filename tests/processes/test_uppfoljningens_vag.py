"""Berättelserna om uppföljningen: under insatsen, vid avslut och ett halvår efter."""

from datetime import date
from typing import Any

import pytest

from caseflow.engine.errors import BadInput
from tests.processes.delprocessgang import den_enda, pagaende, vagras
from tests.processes.gang import Gang

SVAREN: dict[str, Any] = {
    "satt": "telefon",
    "vald_sedan_dess": "nej",
    "egna_ord": "Det är lugnare hemma.",
    "vill_ha_kontakt": False,
}


def forsok(akt: Gang, dag: str, utfall: str, *, av: str = "tove", **falt: str) -> None:
    akt.den(dag)
    akt.delsteg(
        "uppfoljning",
        "forsok_kontakt",
        av=av,
        kanal="samtal",
        klockslag="10:00",
        saker_kontakt=True,
        utfall=utfall,
        nummer=None,
        **falt,
    )


def i_fonstret() -> Gang:
    """Insatsen startade den 16 mars 2026 med Bo; uppföljningens fönster öppnade den 2 juni."""
    akt = pagaende()
    akt.den("2026-06-02")
    return akt


def saker_kontakt(akt: Gang, galler_till: str) -> None:
    akt.faktum(
        "saker_kontakt",
        kanal=["telefon"],
        tider="vardagar före tre",
        lamna_meddelande=False,
        kodord=False,
        galler_till=galler_till,
    )


def test_en_kollega_foljer_upp_under_insatsen() -> None:
    akt = pagaende()
    assert akt.bevakningar()["uppfoljning_ska_goras"] == date(2026, 6, 16)
    akt.den("2026-06-01")
    forsoket: dict[str, Any] = {
        "kanal": "samtal",
        "klockslag": "10:00",
        "saker_kontakt": True,
        "utfall": "natt",
    }
    assert vagras(akt, "uppfoljning", "forsok_kontakt", av="bo", **forsoket) == {
        "fonstret_har_oppnat",
        "uppfoljningen_gors_av_annan",
    }
    forsok(akt, "2026-06-03", "ej_svar")
    assert akt.bevakningar()["uppfoljning_ska_goras"] == date(2026, 7, 14)
    forsok(akt, "2026-06-10", "ombokat", ny_dag="2026-06-17")
    assert akt.bevakningar()["uppfoljning_ska_goras"] == date(2026, 6, 17)
    forsok(akt, "2026-06-17", "natt")
    assert vagras(akt, "uppfoljning", "forsok_kontakt", av="tove", **forsoket) == {
        "forsok_finns_kvar"
    }
    assert vagras(akt, "uppfoljning", "genomfor_uppfoljning", av="bo", **SVAREN) == {
        "uppfoljningen_gors_av_annan"
    }
    akt.delsteg("uppfoljning", "genomfor_uppfoljning", av="tove", **SVAREN)
    assert den_enda(akt, "uppfoljning").tillstand == "genomford"
    assert not {"uppfoljning_ska_goras", "uppfoljning_visade_behov"} & set(akt.bevakningar())


def test_behandlaren_foljer_upp_med_ett_medgivet_undantag() -> None:
    akt = i_fonstret()
    akt.delsteg(
        "uppfoljning",
        "medge_undantag",
        roll="samordnare",
        av="stina",
        undantag_skal="Personen har själv bett om det.",
    )
    assert den_enda(akt, "uppfoljning").tillstand == "planerad"
    forsok(akt, "2026-06-16", "natt", av="bo")
    akt.delsteg("uppfoljning", "genomfor_uppfoljning", av="bo", **SVAREN)


def test_den_som_inte_gar_att_na_soks_sa_manga_ganger_som_rutinen_sager() -> None:
    akt = i_fonstret()
    for dag in ("2026-06-02", "2026-06-09"):
        forsok(akt, dag, "ej_svar")
    assert vagras(akt, "uppfoljning", "markera_ej_nadd") == {"forsoken_ar_gjorda"}
    forsok(akt, "2026-06-16", "ej_sakert")
    akt.delsteg("uppfoljning", "markera_ej_nadd")
    assert den_enda(akt, "uppfoljning").tillstand == "ej_nadd"


@pytest.mark.parametrize(
    ("kod", "falt", "tillstand"),
    [
        ("avboj_uppfoljning", {}, "avbojd"),
        ("bedom_olamplig_uppfoljning", {"orsak": "inte_sakert"}, "olamplig"),
    ],
)
def test_det_gar_att_lata_bli_innan_nagon_har_sokts(
    kod: str, falt: dict[str, Any], tillstand: str
) -> None:
    akt = i_fonstret()
    akt.delsteg("uppfoljning", kod, **falt)
    assert den_enda(akt, "uppfoljning").tillstand == tillstand


def test_det_som_kommer_fram_tas_om_hand_nasta_dag() -> None:
    akt = i_fonstret()
    forsok(akt, "2026-06-16", "natt")
    akt.delsteg(
        "uppfoljning", "genomfor_uppfoljning", av="tove", **{**SVAREN, "vald_sedan_dess": "ja"}
    )
    assert akt.bevakningar()["uppfoljning_visade_behov"] == date(2026, 6, 17)
    akt.faktum("ny_handelse", typ="nytt_vald", beskrivning="Slag.")
    assert "uppfoljning_visade_behov" not in akt.bevakningar()


def test_den_som_ar_utsatt_soks_bara_pa_ett_sakert_satt() -> None:
    akt = pagaende("utsatt")
    akt.den("2026-06-16")
    forsoket: dict[str, Any] = {
        "kanal": "samtal",
        "klockslag": "10:00",
        "saker_kontakt": True,
        "utfall": "natt",
    }
    assert vagras(akt, "uppfoljning", "forsok_kontakt", av="tove", **forsoket) == {
        "saker_kontakt_galler"
    }
    akt.den("2026-06-14")
    saker_kontakt(akt, "2026-06-15")
    akt.den("2026-06-16")
    assert vagras(akt, "uppfoljning", "forsok_kontakt", av="tove", **forsoket) == {
        "saker_kontakt_galler"
    }
    saker_kontakt(akt, "2026-12-31")
    forsok(akt, "2026-06-16", "natt")


def test_utan_att_ha_foljt_reglerna_for_saker_kontakt_registreras_inget_forsok() -> None:
    akt = i_fonstret()
    with pytest.raises(BadInput, match="säker kontakt"):
        akt.delsteg(
            "uppfoljning",
            "forsok_kontakt",
            av="tove",
            kanal="samtal",
            klockslag="10:00",
            saker_kontakt=False,
            utfall="natt",
        )


def test_dagen_bokas_i_fonstret_och_ett_forsok_forbrukar_bokningen() -> None:
    akt = pagaende()
    boka: dict[str, Any] = {"roll": "samordnare", "av": "stina"}
    assert vagras(akt, "uppfoljning", "boka_uppfoljning", **boka, bokad_dag="2026-06-01") == {
        "bokad_dag_ligger_i_fonstret"
    }
    akt.delsteg("uppfoljning", "boka_uppfoljning", **boka, bokad_dag="2026-06-24")
    assert den_enda(akt, "uppfoljning").tillstand == "planerad"
    assert akt.bevakningar()["uppfoljning_ska_goras"] == date(2026, 6, 24)
    forsok(akt, "2026-06-24", "ej_svar")
    assert akt.bevakningar()["uppfoljning_ska_goras"] == date(2026, 7, 14)
    akt.delsteg(
        "uppfoljning", "boka_uppfoljning", roll="behandlare", av="tove", bokad_dag="2026-07-01"
    )
    assert akt.bevakningar()["uppfoljning_ska_goras"] == date(2026, 7, 1)
    forsok(akt, "2026-07-01", "ombokat", ny_dag="2026-07-20")
    assert akt.bevakningar()["uppfoljning_ska_goras"] == date(2026, 7, 20)


def test_systemet_skriver_att_personen_inte_gick_att_na_nar_fonstret_har_stangt() -> None:
    akt = i_fonstret()
    for dag in ("2026-06-02", "2026-06-09"):
        forsok(akt, dag, "ej_svar")
        assert "ej_nadd_skrivs" not in akt.bevakningar()
    forsok(akt, "2026-06-16", "ej_svar")
    assert (
        akt.bevakningar().items()
        >= {
            "uppfoljning_ska_goras": date(2026, 7, 14),
            "ej_nadd_skrivs": date(2026, 7, 15),
        }.items()
    )
    akt.den("2026-07-15")
    akt.delsteg("uppfoljning", "markera_ej_nadd", roll="system", av="system")
    assert den_enda(akt, "uppfoljning").tillstand == "ej_nadd"
    assert not {"ej_nadd_skrivs", "uppfoljning_ska_goras"} & set(akt.bevakningar())


def test_den_som_hor_av_sig_efter_sista_forsoket_foljs_upp() -> None:
    akt = i_fonstret()
    for dag in ("2026-06-02", "2026-06-09", "2026-06-16"):
        forsok(akt, dag, "ej_svar")
    akt.den("2026-07-10")
    assert vagras(akt, "uppfoljning", "genomfor_uppfoljning", av="tove", **SVAREN) == {
        "kontakten_ar_redovisad"
    }
    horde: dict[str, Any] = {**SVAREN, "initiativ": "personen"}
    akt.delsteg("uppfoljning", "genomfor_uppfoljning", av="tove", **horde)
    assert den_enda(akt, "uppfoljning").tillstand == "genomford"
    assert "ej_nadd_skrivs" not in akt.bevakningar()


def test_samordnaren_planerar_en_egen_uppfoljning() -> None:
    akt = pagaende()
    akt.delsteg("uppfoljning", "planera_uppfoljning", roll="samordnare", planerad="2026-04-20")
    egen = akt.fakta.av_slag("uppfoljning")[-1]
    assert dict(egen.varden) == {"punkt": "egen", "raknas_fran": "egen", "planerad": "2026-04-20"}
    assert akt.bevakningar()["uppfoljning_ska_goras"] == date(2026, 4, 20)
