"""A step that is allowed: what it writes, under which role, and what falls due after it."""

from datetime import date
from typing import Any

import pytest

from caseflow.actions.akthandling import Utfort
from caseflow.engine.errors import BadInput, Refused
from caseflow.queries.prova_steg import prova_steg
from caseflow.queries.tidslinje import tidslinje
from caseflow.queries.verifiera import verifiera
from tests.akter import (
    INKOM,
    OVERVAGD,
    RISK,
    SKYDD,
    faktum,
    last,
    oppna,
    oppna_bevakningar,
    rader,
    steg,
)
from tests.databas import Verksamhet


def test_a_step_is_an_event_a_state_and_what_falls_due(verksamhet: Verksamhet) -> None:
    v = verksamhet
    nummer = oppna(v, "utovare")
    assert oppna_bevakningar(v.db, nummer) == {"forsta_kontakt": "2026-01-15"}

    done = steg(v, nummer, "paborja_forhandsbedomning", "2026-01-14", nar="2026-01-16")

    assert isinstance(done, Utfort)
    assert (done.nummer, done.seq, done.kod) == (nummer, 2, "paborja_forhandsbedomning")
    assert [op["op"] for op in done.bevakningar] == ["utford", "oppna"]
    assert oppna_bevakningar(v.db, nummer) == {"forhandsbedomning_klar": "2026-01-28"}
    row = tidslinje(v.db, v.aktor("anna"), nummer)[-1]
    assert (row.slag, row.av, row.roll, row.ursprung) == ("steg", "Anna", "handlaggare", "live")
    assert row.handelsedatum == "2026-01-14"
    assert row.registrerad == "2026-01-16T10:00:00.000000Z"
    akt = last(v.db, nummer)
    assert (akt.fakta.tillstand, akt.fakta.sedan) == ("forhandsbedomning", date(2026, 1, 14))


def test_what_is_due_counts_from_the_day_it_happened_and_not_from_when_it_was_written(
    liten_verksamhet: Verksamhet,
) -> None:
    v = liten_verksamhet
    late = oppna(v, "utovare")
    steg(v, late, "paborja_forhandsbedomning", "2026-01-13", nar="2026-03-01")
    assert oppna_bevakningar(v.db, late) == {"forhandsbedomning_klar": "2026-01-27"}


def test_a_step_in_a_delprocess_moves_only_that(verksamhet: Verksamhet) -> None:
    v = verksamhet
    nummer = oppna(v, "utovare")
    faktum(v, nummer, "sakerhet_overvagd", OVERVAGD)
    steg(v, nummer, "paborja_forhandsbedomning")
    opened = steg(v, nummer, "erbjud_friyta")
    begun: dict[str, Any] = {"dokumentation": "full", "villkor": True, "informerad_11_6": True}
    done = steg(v, nummer, "paborja_friyta", av="erik", delprocess=1, **begun)
    fakta = last(v.db, nummer).fakta
    assert (opened.seq, done.seq) == (4, 5)
    assert fakta.tillstand == "forhandsbedomning"
    (friyta,) = fakta.delprocesser
    assert (friyta.process, friyta.tillstand) == ("friyta", "pagar")
    event = rader(v.db, "SELECT typ, delprocess, roll FROM handelse WHERE seq = 5")[0]
    assert event == {"typ": "delsteg", "delprocess": 1, "roll": "behandlare"}
    assert verifiera(v.db).fel == []


def test_a_step_of_a_delprocess_cannot_be_taken_before_the_delprocess_stands_there(
    liten_verksamhet: Verksamhet,
) -> None:
    v = liten_verksamhet
    nummer = oppna(v, "utovare")
    faktum(v, nummer, "sakerhet_overvagd", OVERVAGD)
    steg(v, nummer, "erbjud_friyta", "2026-01-20")
    with pytest.raises(BadInput, match="det senaste steget i delprocessen 2026-01-20"):
        steg(
            v,
            nummer,
            "paborja_friyta",
            "2026-01-19",
            nar="2026-01-20",
            av="erik",
            delprocess=1,
            dokumentation="full",
            villkor=True,
            informerad_11_6=True,
        )


def test_a_step_is_not_taken_twice(liten_verksamhet: Verksamhet) -> None:
    v = liten_verksamhet
    nummer = oppna(v, "utovare")
    steg(v, nummer, "paborja_forhandsbedomning")
    with pytest.raises(
        Refused, match="Läget är «Förhandsbedömning», och steget tas från «Upptäckt»"
    ):
        steg(v, nummer, "paborja_forhandsbedomning")


def test_the_role_is_the_one_that_may_do_it(liten_verksamhet: Verksamhet) -> None:
    """Who holds several roles acts in the first that the act asks for."""
    v = liten_verksamhet
    nummer = oppna(v, "utsatt", av="cecilia", enhet="ost")
    faktum(v, nummer, "saker_kontakt", KONTAKT, av="cecilia")
    faktum(v, nummer, "enkat", {"status": "erbjuden"}, av="cecilia")
    assert rader(v.db, "SELECT kod, roll FROM handelse ORDER BY seq") == [
        {"kod": "registrera_akt", "roll": "handlaggare"},
        {"kod": "saker_kontakt", "roll": "handlaggare"},
        {"kod": "enkat", "roll": "behandlare"},
    ]


KONTAKT = {
    "kanal": ["telefon"],
    "tider": "Vardagar 9–11",
    "lamna_meddelande": False,
    "kodord": False,
    "galler_till": "2026-06-30",
}


def test_the_steps_from_here_are_told_with_every_reason(liten_verksamhet: Verksamhet) -> None:
    v = liten_verksamhet
    nummer = oppna(v, "utsatt")
    dag = date.fromisoformat(INKOM)
    tried = {p.kod: p for p in prova_steg(v.db, v.aktor("anna"), nummer, dag=dag)}
    refused = tried["gor_skyddsbedomning"]
    assert not refused.tillaten
    assert {h.regel for h in refused.hinder} == {"skyddsbedomning_ar_gjord", "barn_ar_efterfragade"}
    assert "rollen_far_gora_det" in {h.regel for h in tried["bevilja_akut_skydd"].hinder}

    faktum(v, nummer, "skyddsbedomning", SKYDD)
    faktum(v, nummer, "barn_efterfragade", {"svar": "finns_inte"})
    tried = {p.kod: p for p in prova_steg(v.db, v.aktor("anna"), nummer, dag=dag)}
    allowed = tried["gor_skyddsbedomning"]
    assert allowed.tillaten
    assert allowed.foljder == ("Läget blir «Förhandsbedömning».",)
    assert set(allowed.as_dict()) == {
        "kod",
        "etikett",
        "process",
        "delprocess",
        "tillaten",
        "hinder",
        "varningar",
        "falt",
        "foljder",
        "hjalp",
        "nasta",
    }


def test_what_is_tried_and_what_is_done_agree(liten_verksamhet: Verksamhet) -> None:
    """A step that is shown as refused is refused for the same reasons when it is taken."""
    v = liten_verksamhet
    nummer = oppna(v, "utovare")
    faktum(v, nummer, "riskbedomning", RISK)
    for prov in prova_steg(v.db, v.aktor("anna"), nummer, dag=date.fromisoformat(INKOM)):
        if prov.tillaten or prov.delprocess:
            continue
        with pytest.raises((Refused, BadInput)) as caught:
            steg(v, nummer, prov.kod, process="" if prov.process == "utovare" else prov.process)
        if isinstance(caught.value, Refused):
            assert {h.regel for h in prov.hinder} <= {h.regel for h in caught.value.hinder}


def test_an_akt_keeps_the_profile_it_began_with(liten_verksamhet: Verksamhet) -> None:
    """The unit changes to another profile: what falls due in an open ärende does not move."""
    v = liten_verksamhet
    before = oppna(v, "utovare")
    with v.db.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE enhet SET profil = 'stockholm' WHERE kod = 'vast'")
    after = oppna(v, "utovare")
    profiles = {r["nummer"]: r["profil"] for r in rader(v.db, "SELECT nummer, profil FROM akt")}
    assert profiles == {before: "standard", after: "stockholm"}
    steg(v, before, "paborja_forhandsbedomning")
    assert oppna_bevakningar(v.db, before) == {"forhandsbedomning_klar": "2026-01-26"}
    assert verifiera(v.db).fel == []
