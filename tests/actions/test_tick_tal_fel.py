"""The loop when something is wrong: one akt's fault, a changed owner, a role that has ended."""

import threading
from datetime import datetime
from itertools import chain, repeat

import pytest
from sqlalchemy import text

from caseflow.actions.medarbetare import stang_av
from caseflow.actions.tick import tick
from caseflow.actions.tilldela_bevakning import tilldela_bevakning
from caseflow.cli.loop import run_loop
from caseflow.engine.errors import CaseflowError
from tests.actions.test_tick import notes, run
from tests.akter import oppna, oppna_med_tidssteg, rader
from tests.databas import Verksamhet, at


def test_a_new_owner_is_told_too_and_the_old_one_not_again(verksamhet: Verksamhet) -> None:
    v = verksamhet
    nummer = oppna(v, "utovare")
    assert run(v, "2026-01-15").notiser == 1
    tilldela_bevakning(v.db, v.aktor("gun"), nummer, 1, "bo@exempel.se", now=at("2026-01-15"))
    assert run(v, "2026-01-16").notiser == 1
    assert run(v, "2026-01-17").notiser == 0
    assert [who for who, _ in notes(v)] == ["Anna", "Bo"]


def test_who_leaves_takes_no_bevakning_along(verksamhet: Verksamhet) -> None:
    v = verksamhet
    oppna(v, "utovare")
    assert run(v, "2026-01-15").notiser == 1
    stang_av(v.db, "anna@exempel.se", dag=at("2026-01-15").date())
    assert run(v, "2026-01-16").notiser == 1
    assert [who for who, _ in notes(v)] == ["Anna", "Gun"]


def test_who_no_longer_has_the_role_owns_nothing(verksamhet: Verksamhet) -> None:
    v = verksamhet
    oppna(v, "utovare")
    with v.db.write() as session:
        session.execute(
            text(
                "UPDATE uppdrag SET roll = 'administrator' WHERE medarbetare_id ="
                " (SELECT id FROM medarbetare WHERE epost = 'anna@exempel.se')"
            )
        )
    assert run(v, "2026-01-15").notiser == 1
    assert [who for who, _ in notes(v)] == ["Gun"]


def test_a_damaged_akt_stops_nobody_elses_note_nor_step(verksamhet: Verksamhet) -> None:
    v = verksamhet
    damaged, whole = oppna_med_tidssteg(v), oppna_med_tidssteg(v)
    with v.db.write() as session:
        session.execute(
            text("UPDATE akt SET profil_version = 'borta' WHERE nummer = :n"), {"n": damaged}
        )
    with pytest.raises(CaseflowError, match=damaged):
        tick(v.db, now=at("2026-01-26"))
    opened = rader(v.db, "SELECT akt_id FROM handelse WHERE kod = 'oppna_partnerkontakt'")
    (expected,) = rader(v.db, "SELECT id FROM akt WHERE nummer = :n", n=whole)
    assert [row["akt_id"] for row in opened] == [expected["id"]]
    assert (
        rader(
            v.db,
            "SELECT nr FROM bevakning WHERE notifierad IS NULL AND status = 'oppen' AND dag <= '2026-01-26'",
        )
        == []
    )


def test_the_loop_beats_while_it_works_and_falls_silent_when_it_cannot(
    liten_verksamhet: Verksamhet,
) -> None:
    v = liten_verksamhet
    stop = threading.Event()
    beats: list[datetime] = []
    moments = chain([at("2026-01-15")], repeat(at("2026-01-15", 11)))
    stop.set()  # one pass
    run_loop(v.db, stop, lambda: next(moments), beats.append)
    assert beats == [at("2026-01-15"), at("2026-01-15", 11)]
    with v.db.write() as session:
        session.execute(text("DROP TABLE notis"))
    beats.clear()
    oppna(v, "utovare")
    run_loop(v.db, stop, lambda: at("2026-01-16"), beats.append)
    assert beats == [at("2026-01-16")], "the first beat says that it lives, the failed pass none"
