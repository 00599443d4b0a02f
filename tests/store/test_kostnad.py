"""What a step costs is counted in statements, and is the same however long the history is."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Connection, event

from caseflow.actions.akthandling import open_for
from caseflow.actions.register_fact import perform_fact
from caseflow.engine.fakta import JsonDict
from caseflow.store.session import Databas
from tests.akter import ANTECKNING, OVERVAGD, RISK, faktum, oppna, rader, steg
from tests.databas import Verksamhet, at

MOST = 8
LONG = 2000


@contextmanager
def counted(db: Databas) -> Iterator[list[str]]:
    """The statements of a block, without BEGIN and COMMIT."""
    statements: list[str] = []

    def note(
        connection: Connection, cursor: Any, statement: str, params: Any, context: Any, many: Any
    ) -> None:
        if not statement.startswith("BEGIN"):
            statements.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(db.engine, "before_cursor_execute", note)


def step_cost(v: Verksamhet, nummer: str) -> list[str]:
    """The statements of the step that begins a förhandsbedömning."""
    with counted(v.db) as statements:
        steg(v, nummer, "paborja_forhandsbedomning", "2026-03-01")
    return without_actor(statements)


def without_actor(statements: list[str]) -> list[str]:
    """The act itself: `Verksamhet.aktor` asks for the person and the uppdrag, which the web does once."""
    return [s for s in statements if "FROM medarbetare" not in s and "FROM uppdrag" not in s]


def lengthen(v: Verksamhet, nummer: str, events: int) -> None:
    """Real events, through the real action, in one transaction."""
    kinds: list[tuple[str, JsonDict]] = [
        ("journalanteckning", ANTECKNING),
        ("riskbedomning", RISK),
        ("sakerhet_overvagd", OVERVAGD),
    ]
    with v.db.write() as session:
        opened = open_for(v.db, session, v.aktor("anna"), nummer, now=at("2026-02-01"))
        for i in range(events):
            kind, given = kinds[i % len(kinds)]
            perform_fact(opened, kind, given, dag=date(2026, 2, 1))


def test_a_step_costs_a_few_statements(verksamhet: Verksamhet) -> None:
    found = step_cost(verksamhet, oppna(verksamhet, "utovare"))
    assert len(found) <= MOST, found
    verbs = [s.split()[0] for s in found]
    assert verbs.count("SELECT") <= 3
    assert sum("INSERT INTO handelse" in s for s in found) == 1
    assert sum("UPDATE akt" in s for s in found) == 1


def test_a_step_costs_the_same_after_ten_events_and_after_two_thousand(
    verksamhet: Verksamhet,
) -> None:
    v = verksamhet
    short, long = oppna(v, "utovare"), oppna(v, "utovare")
    lengthen(v, short, 9)
    lengthen(v, long, LONG - 1)
    assert step_cost(v, short) == step_cost(v, long)
    counts = {
        row["nummer"]: row["n"]
        for row in rader(
            v.db,
            "SELECT nummer, count(*) AS n FROM handelse JOIN akt ON akt.id = akt_id GROUP BY nummer",
        )
    }
    assert counts == {short: 11, long: LONG + 1}


@pytest.mark.parametrize(
    ("slag", "given"),
    [("journalanteckning", ANTECKNING), ("riskbedomning", RISK), ("sakerhet_overvagd", OVERVAGD)],
)
def test_a_fact_costs_no_more_than_a_step(
    liten_verksamhet: Verksamhet, slag: str, given: JsonDict
) -> None:
    v = liten_verksamhet
    nummer = oppna(v, "utovare")
    with counted(v.db) as statements:
        faktum(v, nummer, slag, given)
    assert len(without_actor(statements)) <= MOST


def test_the_snapshot_on_the_row_does_not_grow_with_the_history(
    liten_verksamhet: Verksamhet,
) -> None:
    v = liten_verksamhet
    nummer = oppna(v, "utovare")
    sizes = []
    for events in (30, 900):
        lengthen(v, nummer, events)
        sizes.append(rader(v.db, "SELECT length(fakta) AS n FROM akt")[0]["n"])
    assert sizes[1] - sizes[0] < 40  # a few more digits


def test_whether_a_relation_is_sealed_is_always_asked(liten_verksamhet: Verksamhet) -> None:
    """So that the question itself tells nothing."""
    nummer = oppna(liten_verksamhet, "utovare")
    with counted(liten_verksamhet.db) as statements:
        faktum(liten_verksamhet, nummer, "sakerhet_overvagd", OVERVAGD)
    assert sum("FROM forseglad_relation" in s for s in statements) == 1
