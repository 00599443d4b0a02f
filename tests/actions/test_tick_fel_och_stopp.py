"""Work that fails is tried again, later and later, and then waits for somebody; a stop changes no later day."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from caseflow.actions.forsegla_relation import forsegla_relation
from caseflow.actions.forsok_igen import forsok_igen
from caseflow.actions.systemarbete import given_up
from caseflow.actions.tick import Tick, backlog_installation, note_installation, tick
from caseflow.actions.tidsstyrda_steg import TIDSSTYRT
from caseflow.engine.errors import CaseflowError, NotFound
from caseflow.queries.verifiera import verifiera
from caseflow.store.akt import free
from caseflow.store.arbetsfel import MOST_TRIES, note_fault, wait_after
from tests.actions.test_tick import notes, run, without_heartbeat
from tests.akter import (
    HANDELSE,
    faktum,
    last,
    oppna,
    oppna_med_tidssteg,
    oppna_partnerkontakt,
    rader,
)
from tests.databas import Verksamhet, at, sqlite_copy


def break_it(v: Verksamhet, nummer: str) -> str:
    """The akt's profile is lost; the version that it had."""
    (row,) = rader(v.db, "SELECT profil_version FROM akt WHERE nummer = :n", n=nummer)
    mend_it(v, nummer, "borta")
    return str(row["profil_version"])


def mend_it(v: Verksamhet, nummer: str, version: str) -> None:
    with v.db.write() as session:
        session.execute(
            text("UPDATE akt SET profil_version = :v WHERE nummer = :n"),
            {"v": version, "n": nummer},
        )


def faults(v: Verksamhet) -> list[tuple[str, int, str, bool]]:
    return [
        (r["slag"], r["forsok"], r["fel"], r["dod"] is not None)
        for r in rader(v.db, "SELECT * FROM arbetsfel ORDER BY slag, id")
    ]


def tries(v: Verksamhet, fran: datetime) -> Iterator[datetime]:
    """The moments at which one pass a minute fails."""
    now = fran
    while True:
        try:
            tick(v.db, now=now)
        except CaseflowError:
            yield now
        now += timedelta(minutes=1)


def test_the_waits_double_and_end_at_an_hour() -> None:
    assert [wait_after(n) // timedelta(minutes=1) for n in range(1, 10)] == [
        1, 2, 4, 8, 16, 32, 60, 60, 60,
    ]  # fmt: skip


def test_what_fails_is_tried_again_later_and_later_then_given_up_until_asked_for(
    verksamhet: Verksamhet,
) -> None:
    v = verksamhet
    nummer = oppna_med_tidssteg(v)
    version = break_it(v, nummer)
    failing = tries(v, at("2026-01-26"))
    moments = [next(failing) for _ in range(MOST_TRIES)]
    waits = [(b - a) // timedelta(minutes=1) for a, b in pairwise(moments)]
    # the escalation fails as well, at the same moments
    assert waits == [1, 2, 4, 8, 16, 32, 60]
    assert set(faults(v)) == {
        ("eskalering", MOST_TRIES, "IntegrityFault", True),
        ("steg", MOST_TRIES, "IntegrityFault", True),
    }
    assert given_up(v.db) == 2
    assert run(v, "2026-02-20").steg == 0, "nobody tries it any more, and nobody is told so again"
    mend_it(v, nummer, version)
    assert run(v, "2026-02-20").steg == 0
    (steg,) = rader(v.db, "SELECT id FROM arbetsfel WHERE slag = 'steg'")
    forsok_igen(v.db, v.aktor("hans"), steg["id"], at("2026-02-20"))
    assert run(v, "2026-02-20").steg == 1
    assert [slag for slag, *_ in faults(v)] == ["eskalering"]
    (other,) = rader(v.db, "SELECT id FROM arbetsfel")
    forsok_igen(v.db, v.aktor("lo"), other["id"], at("2026-02-20"))
    assert run(v, "2026-02-20").eskalerade > 0
    assert faults(v) == []
    assert verifiera(v.db).fel == []


def test_only_those_who_run_it_may_ask_for_another_try(liten_verksamhet: Verksamhet) -> None:
    v = liten_verksamhet
    secret, common = oppna_partnerkontakt(v), oppna(v, "utovare")
    break_it(v, secret)
    break_it(v, common)
    with pytest.raises(CaseflowError):
        run(v, "2026-02-20")
    ids = {
        r["nummer"]: r["id"]
        for r in rader(v.db, "SELECT f.id, nummer FROM arbetsfel f JOIN akt a ON a.id = f.akt_id")
    }
    assert set(ids) == {secret, common}
    now = at("2026-02-20", 11)
    for namn in ("anna", "gun", "kim", "cecilia"):
        with pytest.raises(NotFound):
            forsok_igen(v.db, v.aktor(namn), ids[common], now)
    with pytest.raises(NotFound):
        forsok_igen(v.db, v.aktor("hans"), ids[secret], now)
    with pytest.raises(NotFound):
        forsok_igen(v.db, v.aktor("lo"), 4711, now)
    forsok_igen(v.db, v.aktor("hans"), ids[common], now)
    forsok_igen(v.db, v.aktor("lo"), ids[secret], now)


def test_a_signal_that_cannot_be_delivered_names_no_akt_and_is_given_up_too(
    liten_verksamhet: Verksamhet,
) -> None:
    v = liten_verksamhet
    his, hers = oppna(v, "utovare"), oppna(v, "utsatt")
    forsegla_relation(v.db, v.aktor("kim"), his, hers, now=at("2026-01-12"))
    version = break_it(v, hers)
    faktum(v, his, "ny_handelse", HANDELSE, "2026-01-12")
    with v.db.write() as session:
        session.execute(text("UPDATE bevakning SET dag = '2026-12-31'"))  # nothing else to do
    failing = tries(v, at("2026-01-12"))
    for _ in range(MOST_TRIES):
        next(failing)
    (row,) = rader(v.db, "SELECT * FROM arbetsfel")
    (signal,) = rader(v.db, "SELECT id FROM vantande_signal")
    assert (row["slag"], row["nyckel"], row["akt_id"]) == ("signal", str(signal["id"]), None)
    assert row["dod"] is not None
    mend_it(v, hers, version)
    with pytest.raises(NotFound):
        forsok_igen(v.db, v.aktor("hans"), row["id"], at("2026-01-13"))
    forsok_igen(v.db, v.aktor("lo"), row["id"], at("2026-01-13"))
    run(v, "2026-01-13")
    assert rader(v.db, "SELECT * FROM vantande_signal") == []
    assert faults(v) == []


def test_a_signal_that_nobody_can_read_stops_nothing(liten_verksamhet: Verksamhet) -> None:
    v = liten_verksamhet
    his, hers = oppna(v, "utovare"), oppna(v, "utsatt")
    forsegla_relation(v.db, v.aktor("kim"), his, hers, now=at("2026-01-12"))
    break_it(v, hers)
    faktum(v, his, "ny_handelse", HANDELSE, "2026-01-12")
    with v.db.write() as session:
        session.execute(text("UPDATE vantande_signal SET innehall = nyckel"))
    with pytest.raises(CaseflowError, match="väntar: 1"):
        run(v, "2026-01-15")
    assert len(notes(v)) >= 2


def test_work_that_is_no_longer_there_to_do_leaves_no_fault_behind(
    liten_verksamhet: Verksamhet,
) -> None:
    v = liten_verksamhet
    nummer = oppna_med_tidssteg(v)
    version = break_it(v, nummer)
    with pytest.raises(CaseflowError):
        run(v, "2026-01-26")
    mend_it(v, nummer, version)
    with v.db.write() as session:
        session.execute(
            text("UPDATE bevakning SET status = 'avbruten' WHERE slag = 'oppna_partnerkontakt'")
        )
    tick(v.db, now=at("2026-01-26", 12))
    assert faults(v) == []


def what_has_come_of_it(v: Verksamhet) -> tuple[list[dict[str, Any]], ...]:
    """Every bevakning with its days, who was told of what, and when each step happened."""
    return tuple(
        rader(v.db, query)
        for query in (
            "SELECT akt_id, nr, slag, dag, raknas_fran, status, eskalering FROM bevakning ORDER BY akt_id, nr",
            "SELECT akt_id, bevakning_nr, slag, medarbetare_id FROM notis ORDER BY 1, 2, 3, 4",
            "SELECT akt_id, kod, handelsedatum FROM handelse WHERE typ = 'delsteg' ORDER BY akt_id, seq",
        )
    )


def test_three_weeks_of_standstill_change_no_later_day(
    sqlite_template: Path, tmp_path: Path
) -> None:
    """The steps of time are dated on their own day: what follows falls due as if no pass had been missed."""
    found = []
    for name, missed in (("varje_natt", 0), ("stopp", 21)):
        with sqlite_copy(sqlite_template, tmp_path / name) as db:
            v = Verksamhet(db)
            nummer = oppna_med_tidssteg(v)
            oppna(v, "utsatt", inkom="2026-01-14")
            passes = [date(2026, 1, 25) + timedelta(days=day) for day in range(23)]
            for dag in passes[:1] + passes[1 + missed :]:
                run(v, dag.isoformat())
            assert run(v, passes[-1].isoformat()) == Tick(0, 0)
            part = last(db, nummer).fakta.delprocess(2)
            assert part is not None
            assert part.sedan == date(2026, 1, 26)
            assert verifiera(db).fel == []
            found.append(what_has_come_of_it(v))
    assert found[0] == found[1]


def test_a_clock_set_back_doubles_nothing_and_the_heartbeat_stands(verksamhet: Verksamhet) -> None:
    v = verksamhet
    oppna_med_tidssteg(v)
    oppna(v, "utovare")
    assert tick(v.db, now=at("2026-01-26", 12)).steg == 1
    before = without_heartbeat(v)
    (beat,) = rader(v.db, "SELECT tid FROM hjartslag")
    for now in (at("2026-01-26", 11), at("2026-01-25", 23), at("2026-01-26", 12)):
        assert tick(v.db, now=now) == Tick(0, 0)
    assert without_heartbeat(v) == before
    assert rader(v.db, "SELECT tid FROM hjartslag") == [beat]


def test_each_pass_leaves_its_heartbeat_also_one_that_has_something_to_say(
    verksamhet: Verksamhet,
) -> None:
    v = verksamhet
    nummer = oppna(v, "utovare")
    run(v, "2026-01-18")
    (row,) = rader(v.db, "SELECT namn, tid, gjort FROM hjartslag")
    assert (row["namn"], row["tid"][:10]) == ("bevakning", "2026-01-18")
    assert nummer not in str(row["gjort"])
    break_it(v, nummer)
    with pytest.raises(CaseflowError):
        run(v, "2026-01-22")
    (row,) = rader(v.db, "SELECT tid FROM hjartslag")
    assert row["tid"][:10] == "2026-01-22"


def test_workers_can_share_the_notes_and_see_what_is_left(verksamhet: Verksamhet) -> None:
    v = verksamhet
    for _ in range(7):
        oppna(v, "utovare")
    installed = v.db.settings
    assert backlog_installation(installed, now=at("2026-01-14")) == 0
    assert backlog_installation(installed, now=at("2026-01-15")) == 7
    assert note_installation(installed, now=at("2026-01-15")) == 7
    assert note_installation(installed, now=at("2026-01-15")) == 0
    assert backlog_installation(installed, now=at("2026-01-15")) == 0
    assert notes(v) == [("Anna", 0)] * 7


def test_an_akt_that_is_held_delays_its_step_and_nothing_else(
    request: pytest.FixtureRequest,
) -> None:
    v = Verksamhet(request.getfixturevalue("postgres_db"))
    held, other = oppna_med_tidssteg(v), oppna_med_tidssteg(v)
    with v.db.write() as session:
        assert free(session, last(v.db, held).id)
        assert run(v, "2026-01-26").steg == 1
    part = last(v.db, other).fakta.delprocess(2)
    assert part is not None
    assert part.tillstand == "oppen"
    assert run(v, "2026-01-26").steg == 1


def test_work_in_an_akt_that_is_held_is_not_taken_to_be_done(
    request: pytest.FixtureRequest,
) -> None:
    """The tries of what fails are still counted when somebody was in the akt at one of them."""
    v = Verksamhet(request.getfixturevalue("postgres_db"))
    nummer = oppna_med_tidssteg(v)
    with v.db.write() as session:
        note_fault(session, "steg", f"{nummer}:{_due(v, nummer)}", None, "X", now=at("2026-01-25"))
    with v.db.write() as session:
        assert free(session, last(v.db, nummer).id)
        run(v, "2026-01-26")
    assert faults(v) == [("steg", 1, "X", False)]
    assert run(v, "2026-01-26").steg == 1
    assert faults(v) == []


def _due(v: Verksamhet, nummer: str) -> int:
    """The number of the bevakning for which time takes a step."""
    kinds = ", ".join(f"'{kind}'" for kind in TIDSSTYRT)
    query = (
        "SELECT nr FROM bevakning JOIN akt ON akt.id = akt_id"
        f" WHERE nummer = :n AND status = 'oppen' AND bevakning.slag IN ({kinds})"
    )
    return int(rader(v.db, query, n=nummer)[0]["nr"])
