"""A new samordnare or enhetschef hears of what had been said to the one before: once, and nobody else does."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from sqlalchemy import text

from caseflow.actions.medarbetare import NyMedarbetare, lagg_till, stang_av
from caseflow.actions.tick import Tick, tick
from caseflow.queries.verifiera import verifiera
from caseflow.rules.roller import Roll
from tests.actions.test_tick import run
from tests.actions.test_tick_eskalering import events, said
from tests.akter import ANTECKNING, faktum, oppna, oppna_partnerkontakt, rader, steg
from tests.databas import Verksamhet, at


def successor(v: Verksamhet, gone: str, new: str, roll: Roll, dag: str) -> None:
    """Somebody leaves, and another has the role from that day."""
    day = date.fromisoformat(dag)
    stang_av(v.db, f"{gone}@exempel.se", dag=day)
    lagg_till(v.db, NyMedarbetare(f"{new}@exempel.se", new.title(), "vast", (roll,)), fran=day)


@pytest.mark.parametrize(
    ("gone", "roll", "heard"),
    [("gun", Roll.SAMORDNARE, "Gun"), ("hans", Roll.ENHETSCHEF, "Hans")],
)
def test_the_new_one_is_told_once(
    verksamhet: Verksamhet, gone: str, roll: Roll, heard: str
) -> None:
    v = verksamhet
    oppna(v, "utovare")  # due on the 15th
    run(v, "2026-01-22")
    before = said(v)
    assert heard in {who for who, _, _ in before}
    successor(v, gone, "vera", roll, "2026-01-23")
    assert run(v, "2026-01-23") == Tick(1, 0)
    assert said(v) == [*before, ("Vera", 1, 8)]
    for dag in ("2026-01-23", "2026-01-24", "2026-03-01"):
        assert run(v, dag) == Tick(0, 0)
    assert len(events(v)) == 1, "it is the same escalation: only somebody else has heard of it"
    assert verifiera(v.db).fel == []


def test_what_was_never_said_on_a_level_is_not_said_to_the_new_one_there(
    liten_verksamhet: Verksamhet,
) -> None:
    """Past the limit of law it went straight to the enhetschef: the new samordnare does not hear of it."""
    v = liten_verksamhet
    nummer = oppna(v, "utovare")
    given = {"barn": "okant", "misstanke": "2026-01-12", "orsak": "Barnet är i hemmet."}
    faktum(v, nummer, "orosanmalan", given)
    assert run(v, "2026-01-13").eskalerade == 1
    successor(v, "gun", "vera", Roll.SAMORDNARE, "2026-01-14")
    run(v, "2026-01-14")
    assert [who for who, _, _ in said(v)] == ["Hans"]


def test_the_first_samordnare_of_a_unit_hears_of_what_the_enhetschef_was_told_instead(
    liten_verksamhet: Verksamhet,
) -> None:
    v = liten_verksamhet
    oppna(v, "utovare")
    stang_av(v.db, "gun@exempel.se", dag=date(2026, 1, 13))
    run(v, "2026-01-18")
    ny = NyMedarbetare("vera@exempel.se", "Vera", "vast", (Roll.SAMORDNARE,))
    lagg_till(v.db, ny, fran=date(2026, 1, 20))
    run(v, "2026-01-20")
    run(v, "2026-01-22")
    assert said(v) == [("Hans", 1, 3), ("Vera", 1, 5)]


def test_a_row_that_replaced_another_without_a_later_day_is_told_to_the_new_one_alone(
    liten_verksamhet: Verksamhet,
) -> None:
    v = liten_verksamhet
    nummer = oppna(v, "utovare")
    run(v, "2026-01-18")
    with v.db.write() as session:  # as if the rules had given it another limit then
        session.execute(text("UPDATE bevakning SET yttersta_dag = '2026-03-14'"))
    faktum(v, nummer, "journalanteckning", ANTECKNING, "2026-01-18")
    assert run(v, "2026-01-18").eskalerade == 0
    assert said(v) == [("Gun", 1, 3)], "whoever knew of the row before it is not told again"
    successor(v, "gun", "vera", Roll.SAMORDNARE, "2026-01-19")
    run(v, "2026-01-19")
    run(v, "2026-01-20")
    assert said(v) == [("Gun", 1, 3), ("Vera", 2, 4)]


def test_what_has_been_done_is_told_to_nobody_new(liten_verksamhet: Verksamhet) -> None:
    v = liten_verksamhet
    nummer = oppna(v, "utovare")
    run(v, "2026-01-18")
    steg(v, nummer, "paborja_forhandsbedomning", "2026-01-18")
    successor(v, "gun", "vera", Roll.SAMORDNARE, "2026-01-19")
    run(v, "2026-01-19")
    assert said(v) == [("Gun", 1, 3)]


def test_in_a_partnerkontakt_it_is_the_new_sakerhetssamordnare(
    liten_verksamhet: Verksamhet,
) -> None:
    v = liten_verksamhet
    oppna_partnerkontakt(v)
    (row,) = rader(v.db, "SELECT dag FROM bevakning WHERE status = 'oppen'")
    due = date.fromisoformat(str(row["dag"]))
    run(v, due.replace(day=due.day + 7).isoformat())
    later = due.replace(day=due.day + 8).isoformat()
    successor(v, "kim", "vera", Roll.SAKERHETSSAMORDNARE, later)
    run(v, later)
    run(v, later)
    assert [who for who, _, _ in said(v)] == ["Kim", "Vera"]


def test_two_passes_at_once_tell_the_new_one_once(verksamhet: Verksamhet) -> None:
    v = verksamhet
    for _ in range(10):
        oppna(v, "utovare")
    run(v, "2026-01-18")
    successor(v, "gun", "vera", Roll.SAMORDNARE, "2026-01-19")
    barrier = Barrier(3)

    def one_pass(_: int) -> Tick:
        barrier.wait(timeout=30)
        return tick(v.db, now=at("2026-01-19"))

    with ThreadPoolExecutor(3) as pool:
        made = list(pool.map(one_pass, range(3)))
    tick(v.db, now=at("2026-01-19"))
    heard = [who for who, _, _ in said(v)]
    assert sum(m.notiser for m in made) <= 10
    assert (heard.count("Gun"), heard.count("Vera")) == (10, 10)
