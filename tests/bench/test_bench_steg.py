"""One durable step, beside the same rows written by the bare driver; with the number of statements."""

import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date

import pytest
from sqlalchemy import event

from caseflow.actions.register_fact import register_fact
from caseflow.actions.registrera_arende import registrera_arende
from caseflow.store.session import Databas
from tests.databas import Verksamhet, at

ROUNDS = 300
NOTE = {"rubrik": "Samtal", "typ": "kontakt", "anteckning": "Ringde på avtalad tid."}


@contextmanager
def counted(db: Databas) -> Iterator[list[str]]:
    """The statements sent to the database."""
    seen: list[str] = []

    def note(_c: object, _cur: object, statement: str, *_rest: object) -> None:
        seen.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    yield seen
    event.remove(db.engine, "before_cursor_execute", note)


def median_ms(act: Callable[[], object]) -> float:
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        act()
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


def test_a_registered_note(verksamhet: Verksamhet, capsys: pytest.CaptureFixture[str]) -> None:
    db, anna = verksamhet.db, verksamhet.aktor("anna")
    given = {"slag": "utovare", "enhet": "vast", "kalla": "polis", "inkom": "2026-01-12"}
    nr = registrera_arende(db, anna, given, now=at("2026-01-12"))

    def note() -> None:
        register_fact(
            db, anna, nr, "journalanteckning", NOTE, dag=date(2026, 1, 12), now=at("2026-01-12")
        )

    with counted(db) as statements:
        note()
    ours = median_ms(note)
    bare = median_ms(bare_writer(db))
    with capsys.disabled():
        print(
            f"\n{db.engine.dialect.name}: a note {ours:.2f} ms, the bare driver's same rows {bare:.2f} ms,"
            f" ratio {ours / bare:.1f}, {len(statements)} statements, {ROUNDS} rounds"
        )
        for s in statements:
            print("   ", s[:100])


def bare_writer(db: Databas) -> Callable[[], None]:
    """Two reads, an insert of the event's size, an update of the akt's size and a commit, nothing else."""
    raw = db.engine.raw_connection()
    cursor = raw.cursor()
    mark = "?" if db.sqlite else "%s"
    blob = "BLOB" if db.sqlite else "BYTEA"
    cursor.execute(
        f"CREATE TABLE bench_h (a INTEGER, seq INTEGER, p {blob}, h {blob}, PRIMARY KEY (a, seq))"
    )
    cursor.execute(
        f"CREATE TABLE bench_a (id INTEGER PRIMARY KEY, seq INTEGER, fakta TEXT, h {blob})"
    )
    cursor.execute("INSERT INTO bench_a VALUES (1, 0, '{}', NULL)")
    raw.commit()
    state = {"seq": 0}

    def write() -> None:
        state["seq"] += 1
        cursor.execute("BEGIN IMMEDIATE" if db.sqlite else "BEGIN")
        lock = "" if db.sqlite else " FOR UPDATE"
        cursor.execute(f"SELECT seq, fakta FROM bench_a WHERE id = 1{lock}")
        cursor.fetchall()
        cursor.execute("SELECT count(*) FROM bench_h WHERE a = 2")
        cursor.fetchall()
        cursor.execute(
            f"INSERT INTO bench_h VALUES (1, {mark}, {mark}, {mark})",
            (state["seq"], b"x" * 400, b"y" * 32),
        )
        cursor.execute(
            f"UPDATE bench_a SET seq = {mark}, fakta = {mark}, h = {mark} WHERE id = 1",
            (state["seq"], "z" * 700, b"y" * 32),
        )
        raw.commit()

    return write
