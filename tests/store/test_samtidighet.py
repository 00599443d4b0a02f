"""Two at once: exactly one wins, the other is told so, and the history stays whole."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeAlias

import pytest

from caseflow.actions.akthandling import Utfort
from caseflow.engine.errors import CaseflowError, Conflict, Refused
from caseflow.queries.verifiera import verifiera
from caseflow.store.session import Databas
from tests.akter import ANTECKNING, faktum, last, oppna, rader, steg
from tests.databas import Verksamhet

Answer: TypeAlias = "Utfort | CaseflowError"


@pytest.fixture(params=["same process", "another process"])
def two(
    request: pytest.FixtureRequest, verksamhet: Verksamhet
) -> Iterator[tuple[Verksamhet, Verksamhet]]:
    """Two who work in the same database: two threads, or two processes, which share no lock."""
    if request.param == "same process":
        yield verksamhet, verksamhet
        return
    other = Databas(verksamhet.db.settings)
    yield verksamhet, Verksamhet(other)
    other.close()


def at_once(acts: list[Callable[[], Utfort]]) -> list[Answer]:
    """Every act in a thread of its own, let go at the same moment."""
    barrier = Barrier(len(acts))

    def go(act: Callable[[], Utfort]) -> Answer:
        barrier.wait(timeout=30)
        try:
            return act()
        except CaseflowError as fault:
            return fault

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(go, acts))


def begin(v: Verksamhet, nummer: str, namn: str, seq: int | None) -> Callable[[], Utfort]:
    return lambda: steg(v, nummer, "paborja_forhandsbedomning", av=namn, expected_seq=seq)


def split(answers: list[Answer]) -> tuple[list[Utfort], list[CaseflowError]]:
    return (
        [a for a in answers if isinstance(a, Utfort)],
        [a for a in answers if isinstance(a, CaseflowError)],
    )


def test_of_two_who_saw_the_same_exactly_one_wins(two: tuple[Verksamhet, Verksamhet]) -> None:
    one, other = two
    for _ in range(5):
        nummer = oppna(one, "utovare")
        won, lost = split(at_once([begin(one, nummer, "anna", 1), begin(other, nummer, "bo", 1)]))
        assert [w.seq for w in won] == [2]
        (conflict,) = lost
        assert isinstance(conflict, Conflict)
        assert "Någon annan hann före" in conflict.message
    assert verifiera(one.db).fel == []


def test_of_two_who_did_not_say_what_they_saw_one_wins(
    two: tuple[Verksamhet, Verksamhet],
) -> None:
    one, other = two
    for _ in range(5):
        nummer = oppna(one, "utovare")
        won, lost = split(
            at_once([begin(one, nummer, "anna", None), begin(other, nummer, "bo", None)])
        )
        assert len(won) == 1
        assert isinstance(lost[0], Refused | Conflict)
        assert last(one.db, nummer).seq == 2
    assert verifiera(one.db).fel == []


def test_what_many_write_at_once_all_lands_without_gaps(
    two: tuple[Verksamhet, Verksamhet],
) -> None:
    nummer = oppna(two[0], "utsatt")

    def write(i: int) -> Callable[[], Utfort]:
        note = {**ANTECKNING, "rubrik": f"Anteckning {i}"}
        return lambda: faktum(two[i % 2], nummer, "journalanteckning", note)

    for _ in range(3):
        won, lost = split(at_once([write(i) for i in range(8)]))
        assert lost == []
        assert len({w.seq for w in won}) == 8
    rows = rader(two[0].db, "SELECT seq FROM handelse ORDER BY seq")
    assert [row["seq"] for row in rows] == list(range(1, 26))
    assert verifiera(two[0].db).fel == []


def test_two_akter_do_not_wait_for_each_others_answer(two: tuple[Verksamhet, Verksamhet]) -> None:
    one, other = two
    numbers = [oppna(one, "utovare") for _ in range(4)]
    won, lost = split(
        at_once([begin(two[i % 2], nummer, "anna", 1) for i, nummer in enumerate(numbers)])
    )
    assert lost == []
    assert [w.nummer for w in won] == numbers
    assert verifiera(other.db).fel == []
