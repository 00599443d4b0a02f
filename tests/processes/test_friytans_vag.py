"""Berättelserna om friyta: i ett ärende, i en egen akt, och anonymt."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from caseflow.engine.errors import BadInput, Refused
from tests.faktabygge import PROFIL
from tests.processes.delprocessgang import FRIYTANS_VILLKOR, den_enda, vagras
from tests.processes.gang import Gang

ANONYM = replace(
    PROFIL,
    friyta_dokumentation=("full", "radgivning_14_4", "anonym_14_5"),
    anonym_beslut="SN 2025/12",
)


def samtal(akt: Gang, dag: str, utfall: str = "genomfort", *, inom: int | None = None) -> None:
    akt.den(dag)
    akt.faktum(
        "samtal",
        roll="behandlare",
        av="bo",
        inom=inom,
        utfall=utfall,
        form="individuellt",
        kanal="besok",
    )


def test_fem_samtal_i_ett_arende_och_sedan_en_ansokan() -> None:
    akt = Gang("utovare", "2026-01-07")
    akt.faktum("sakerhet_overvagd", overvagande="Genomtänkt.")
    akt.steg("erbjud_friyta")
    assert akt.bevakningar()["friyta_paborjas"] == date(2026, 1, 10)

    akt.den("2026-01-12")
    assert vagras(akt, "friyta", "paborja_friyta", **FRIYTANS_VILLKOR) == {
        "dokumentationssattet_ar_valt"
    }
    akt.delsteg("friyta", "paborja_friyta", dokumentation="full", **FRIYTANS_VILLKOR)
    friyta = den_enda(akt, "friyta")
    assert (friyta.tillstand, friyta.text("dokumentation")) == ("pagar", "full")
    assert akt.bevakningar()["friyta_foljs"] == date(2026, 2, 11)

    for dag in ("2026-01-12", "2026-01-19", "2026-01-26", "2026-02-02"):
        samtal(akt, dag, inom=friyta.id)
    samtal(akt, "2026-02-09", "uteblivet", inom=friyta.id)
    samtal(akt, "2026-02-16", inom=friyta.id)
    assert akt.bevakningar()["friyta_samtalen_ar_anvanda"] == date(2026, 2, 19)
    with pytest.raises(Refused, match="Alla samtal som er enhet erbjuder på friyta är använda"):
        samtal(akt, "2026-02-23", inom=friyta.id)

    akt.delsteg("friyta", "avsluta_friyta", slut="vill_ansoka")
    assert den_enda(akt, "friyta").avslutad
    assert akt.bevakningar()["friyta_vill_ansoka"] == date(2026, 2, 26)
    akt.steg("paborja_forhandsbedomning")
    akt.faktum("ansokan", satt="muntlig", avser="Samtal")
    assert "friyta_vill_ansoka" not in akt.bevakningar()


def test_sakerheten_overvags_innan_samtalen_borjar() -> None:
    akt = Gang("utovare", "2026-01-07")
    akt.faktum("sakerhet_overvagd", overvagande="Genomtänkt.")
    akt.steg("erbjud_friyta")
    akt.fakta = replace(akt.fakta, fakta={})
    hinder = vagras(akt, "friyta", "paborja_friyta", dokumentation="full", **FRIYTANS_VILLKOR)
    assert hinder == {"sakerheten_ar_overvagd"}


def test_personen_far_veta_att_det_gar_att_ansoka() -> None:
    akt = Gang("friyta", "2026-03-02", dokumentation="full")
    with pytest.raises(BadInput, match="Personen vet att det går att ansöka"):
        akt.steg("paborja_friyta", roll="behandlare", villkor=True)


def test_en_egen_akt_med_tolv_samtal() -> None:
    akt = Gang("friyta", "2026-03-02", profil=replace(PROFIL, friyta_max=12), dokumentation="full")
    assert akt.bevakningar() == {"friyta_paborjas": date(2026, 3, 5)}
    akt.steg("paborja_friyta", roll="behandlare", av="bo", **FRIYTANS_VILLKOR)
    for dag in range(12):
        samtal(akt, date(2026, 3, 3 + dag).isoformat())
    with pytest.raises(Refused):
        samtal(akt, "2026-03-20")
    akt.steg("avsluta_friyta", roll="behandlare", slut="max_natt", uppfoljning_satt="planeras")
    assert akt.fakta.avslutad

    akt.delsteg("uppfoljning", "planera_uppfoljning", roll="samordnare", planerad="2026-06-15")
    assert akt.bevakningar() == {
        "uppfoljning_ska_goras": date(2026, 6, 15),
        "enkat_efter_samtalen": date(2026, 3, 27),
    }
    akt.faktum("enkat", roll="behandlare", av="bo", status="besvarad")
    assert akt.bevakningar() == {"uppfoljning_ska_goras": date(2026, 6, 15)}
    akt.den("2026-06-15")
    forsoket: dict[str, Any] = {
        "kanal": "samtal",
        "klockslag": "10:00",
        "saker_kontakt": True,
        "utfall": "natt",
    }
    assert vagras(akt, "uppfoljning", "forsok_kontakt", av="bo", **forsoket) == {
        "uppfoljningen_gors_av_annan"
    }
    akt.delsteg("uppfoljning", "forsok_kontakt", av="tove", **forsoket)


def test_en_anonym_akt() -> None:
    akt = Gang("friyta", "2026-03-02", profil=ANONYM, dokumentation="anonym_14_5")
    assert akt.hinder("paborja_friyta", dokumentation="full") == {"dokumentationssattet_star_fast"}
    akt.steg("paborja_friyta", roll="behandlare", av="bo", **FRIYTANS_VILLKOR)
    samtal(akt, "2026-03-09", "uteblivet")
    assert "uteblivet_i_anonym_kontakt" in akt.bevakningar()
    assert "saker_kontakt_efter_uteblivet" not in akt.bevakningar()
    akt.steg("avsluta_friyta", roll="behandlare", slut="nojd", uppfoljning_satt="formular")
    hinder = vagras(
        akt, "uppfoljning", "planera_uppfoljning", roll="samordnare", planerad="2026-06-15"
    )
    assert hinder == {"personen_kan_foljas_upp"}


def test_utan_namndens_beslut_ar_ingen_anonym() -> None:
    profil = replace(ANONYM, anonym_beslut="")
    akt = Gang("friyta", "2026-03-02", profil=profil, dokumentation="anonym_14_5")
    assert akt.hinder("paborja_friyta") == {"anonymitet_har_namndens_beslut"}


def test_en_enhet_utan_friyta() -> None:
    akt = Gang("friyta", "2026-03-02", profil=replace(PROFIL, friyta=False), dokumentation="full")
    assert akt.hinder("paborja_friyta") == {"enheten_har_friyta"}


def test_den_som_aldrig_kom_ar_valkommen_igen() -> None:
    akt = Gang("friyta", "2026-03-02", dokumentation="full")
    akt.steg("avsluta_friyta", roll="behandlare", slut="uteblev")
    assert akt.fakta.tillstand == "avslutad"
    assert akt.bevakningar() == {}
