"""The loop stands still for weeks, or runs at any hours: everything comes once, in order, and marked late."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caseflow.actions.tick import Tick, tick
from caseflow.queries.verifiera import verifiera
from caseflow.rules.kalender import STOCKHOLM
from tests.akter import last, oppna, oppna_med_tidssteg, rader
from tests.databas import Verksamhet, at, sqlite_copy
from tests.klocka import (
    Besked,
    besked,
    klockan,
    quiet,
    remind,
    without_heartbeat,
)

DAY = "2026-01-12"
DAYS = ("2026-01-13", "2026-01-20", "2026-01-14", "2026-02-02", "2026-01-27", "2026-02-01")


def the_unit(v: Verksamhet) -> list[str]:
    """A few akter in which much falls due by itself in the weeks that follow 12 January."""
    akter = [oppna(v, "utovare"), oppna(v, "utsatt"), oppna_med_tidssteg(v), quiet(v, DAY)]
    for nummer, dag in zip(akter * 2, DAYS, strict=False):
        remind(v, nummer, dag, nar=DAY)
    return akter


def told_of(v: Verksamhet) -> set[tuple[str, int, int, str]]:
    """The notes without how late they were; none is made twice."""
    notes = [note[:4] for note in besked(v)]
    assert len(notes) == len(set(notes))
    return set(notes)


def standing(v: Verksamhet, akter: Sequence[str]) -> list[Any]:
    """What the akter have come to: what stands open, and their snapshots but for the number of events."""
    found: list[Any] = []
    for nummer in akter:
        akt = last(v.db, nummer)
        parts = [(d.process, d.tillstand, d.sedan) for d in akt.fakta.delprocesser]
        open_ = sorted((o.slag, o.nyckel, o.dag, o.yttersta_dag) for o in akt.oppna)
        found.append((akt.fakta.tillstand, akt.fakta.sedan, parts, open_))
    return found


def test_after_three_weeks_everything_comes_once_in_order_and_marked_late(
    verksamhet: Verksamhet,
) -> None:
    v = verksamhet
    the_unit(v)
    tick(v.db, now=at(DAY))
    before = len(besked(v))
    back = date(2026, 2, 2)
    tick(v.db, now=at(back.isoformat()))
    after = without_heartbeat(v)
    assert tick(v.db, now=at(back.isoformat(), 11)) == Tick(0, 0)
    assert without_heartbeat(v) == after

    due = {
        (r["akt_id"], r["nr"]): date.fromisoformat(str(r["dag"]))
        for r in rader(v.db, "SELECT akt_id, nr, dag FROM bevakning")
    }
    told = [note for note in besked(v)[before:] if note[3] == "forfaller"]
    assert [note[4] for note in told] == [(back - due[n[1], n[2]]).days for n in told]
    days = [due[n[1], n[2]] for n in told]
    made_by_the_step = {
        (r["akt_id"], r["nr"])
        for r in rader(
            v.db,
            "SELECT b.akt_id, b.nr FROM bevakning b JOIN handelse h ON h.akt_id = b.akt_id"
            " AND h.seq = b.oppnad_seq WHERE h.kod = 'oppna_partnerkontakt'",
        )
    }
    in_order = [d for d, n in zip(days, told, strict=True) if (n[1], n[2]) not in made_by_the_step]
    assert in_order == sorted(in_order)
    open_and_due = {
        (r["akt_id"], r["nr"])
        for r in rader(v.db, "SELECT akt_id, nr, dag FROM bevakning WHERE status = 'oppen'")
        if date.fromisoformat(str(r["dag"])) <= back
    }
    assert {(n[1], n[2]) for n in besked(v) if n[3] == "forfaller"} >= open_and_due

    further: dict[tuple[int, int], list[str]] = {}
    for namn, akt_id, nr, _, _ in besked(v, "eskalerad"):
        further.setdefault((akt_id, nr), []).append(namn)
    assert {tuple(names) for names in further.values()} == {("Gun",), ("Gun", "Hans")}
    assert verifiera(v.db).fel == []


def test_three_weeks_without_a_pass_end_as_three_weeks_with_one_a_day(
    verksamhet: Verksamhet, sqlite_template: Path, tmp_path: Path
) -> None:
    with sqlite_copy(sqlite_template, tmp_path / "varje_dag") as db:
        daily = Verksamhet(db)
        akter = the_unit(daily)
        for n in range(22):
            tick(daily.db, now=at(DAY) + timedelta(days=n))
        expected = told_of(daily), standing(daily, akter)
    v = verksamhet
    stopped = the_unit(v)
    tick(v.db, now=at("2026-02-02"))
    assert (told_of(v), standing(v, stopped)) == expected


# --- more than a year of passes at any hour -----------------------------------------------------------

LONG = 400
"""Days: over a year's end, both changes of the clock, and what is due a year later."""


def after_passes(
    template: Path, folder: Path, moments: Callable[[], Sequence[datetime]]
) -> tuple[list[Besked], list[Any]]:
    """The notes, by whom they are for, and what the akter have come to, after a pass at each moment."""
    with sqlite_copy(template, folder) as db:
        v = Verksamhet(db)
        akter = the_unit(v)
        for moment in moments():
            tick(db, now=moment)
        told_of(v)
        assert verifiera(db).fel == []
        return sorted(besked(v)), standing(v, akter)


@pytest.fixture(scope="session")
def one_pass_a_day(
    sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[list[Besked], list[Any]]:
    days = [klockan(f"{DAY}T12:00") + timedelta(days=n) for n in range(LONG)]
    return after_passes(sqlite_template, tmp_path_factory.mktemp("dagligen") / "data", lambda: days)


@given(fro=st.integers(0, 10**6), missade=st.sampled_from([0.0, 0.3, 0.9]))
@settings(max_examples=4)
def test_passes_at_any_hours_come_to_the_same_as_one_a_day(
    sqlite_template: Path,
    tmp_path_factory: pytest.TempPathFactory,
    one_pass_a_day: tuple[list[Besked], list[Any]],
    fro: int,
    missade: float,
) -> None:
    """Every day at any hours: the same to the day. With days missed: the same, but later."""
    r = Random(fro)

    def moments() -> list[datetime]:
        first = datetime.fromisoformat(DAY).date()
        found = []
        for n in range(LONG):
            dag = datetime.combine(first + timedelta(days=n), datetime.min.time(), STOCKHOLM)
            if n == LONG - 1 or r.random() >= missade:
                minutes = sorted(r.randrange(24 * 60) for _ in range(r.choice([1, 1, 2])))
                found += [dag + timedelta(minutes=m) for m in minutes]
        return found

    notes, stands = after_passes(sqlite_template, tmp_path_factory.mktemp("nar") / "data", moments)
    expected, expected_stands = one_pass_a_day
    assert stands == expected_stands
    if missade:
        assert [n[:4] for n in notes] == [n[:4] for n in expected]
        assert sum(n[4] for n in notes) > sum(n[4] for n in expected)
    else:
        assert notes == expected
