"""The loop over a million waiting bevakningar: fetch, idle pass, whole pass; beside plain SQL doing the same writes.

CASEFLOW_TEST_BENCH_STORT=1 makes it ten million. The rows are loaded straight into a database of the test's own.
"""

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import partial

import pytest
from sqlalchemy import event, text

from caseflow.actions.tick import tick
from caseflow.store.forfallna import Plats, claim_untold
from caseflow.store.session import Databas
from tests.akter import oppna
from tests.databas import Verksamhet, at

OPEN = 10_000_000 if os.environ.get("CASEFLOW_TEST_BENCH_STORT") else 1_000_000
DUE = 10_000
IN_EACH_AKT = 10
BATCH = 1000
TODAY = date(2026, 3, 2)
NOW = at(TODAY.isoformat())
OTHER = """
import json, sys
from datetime import datetime
from caseflow import settings
from caseflow.actions.tick import note_installation
env = json.loads(sys.argv[1])
sys.stdin.readline()
print(note_installation(settings.load(env), now=datetime.fromisoformat(sys.argv[2])))
"""


@dataclass
class Raknat:
    """The statements sent to the database."""

    antal: int = 0


@contextmanager
def counted(db: Databas) -> Iterator[Raknat]:
    seen = Raknat()

    def note(*_: object) -> None:
        seen.antal += 1

    event.listen(db.engine, "before_cursor_execute", note)
    yield seen
    event.remove(db.engine, "before_cursor_execute", note)


def fill(v: Verksamhet) -> None:
    """Akter that are copies of one real one, ten bevakningar each; the due ones are spread over three days."""
    oppna(v, "utovare")
    with v.db.write() as session:
        if v.db.sqlite:
            numbers = (
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {}) "
            )
        else:
            numbers = "WITH n AS (SELECT generate_series(1, {}) AS i) "
        akter = OPEN // IN_EACH_AKT
        names = [
            r[0]
            for r in session.execute(
                text("SELECT name FROM pragma_table_info('akt')")
                if v.db.sqlite
                else text(
                    "SELECT column_name FROM information_schema.columns WHERE table_name = 'akt'"
                    " AND table_schema = current_schema()"
                )
            )
        ]
        given = {"id": "a.id + i", "nummer": "'B' || i"}
        chosen = ", ".join(given.get(n, f"a.{n}") for n in names)
        session.execute(
            text(
                f"INSERT INTO akt ({', '.join(names)}) {numbers.format(akter)}"
                f"SELECT {chosen} FROM n, (SELECT * FROM akt ORDER BY id LIMIT 1) a"
            )
        )
        day = (
            "date('2026-02-28', '+' || ({}) || ' days')"
            if v.db.sqlite
            else "DATE '2026-02-28' + ({})::integer"
        )
        # One in a hundred (or a thousand) is due: those of the first akter, three days mixed.
        due = f"CASE WHEN i <= {DUE} THEN i % 3 ELSE 3 + i % 700 END"
        session.execute(
            text(
                "INSERT INTO bevakning (akt_id, nr, slag, nyckel, dag, status, eskalering, typ, kalla,"
                f" rakning, oppnad_seq) {numbers.format(OPEN)}"
                f"SELECT 2 + (i - 1) % {akter}, 1 + (i - 1) / {akter}, 'forsta_kontakt', '',"
                f" {day.format(due)}, 'oppen', 0, 'rutin', 'Lokal rutin', '[]', 1 FROM n"
            )
        )
    with v.db.engine.connect() as connection:
        connection.execute(text("ANALYZE"))
        connection.commit()


def untell(db: Databas) -> None:
    """As before the pass."""
    with db.write() as session:
        session.execute(text("DELETE FROM notis"))
        session.execute(
            text(
                "UPDATE bevakning SET notifierad = NULL, notifierad_for = NULL"
                " WHERE status IN ('oppen', 'kvitterad') AND notifierad IS NOT NULL"
            )
        )
    if not db.sqlite:
        with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM ANALYZE bevakning"))
            connection.execute(text("VACUUM ANALYZE notis"))


def taken(act: Callable[[], object]) -> float:
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def fetch_ms(db: Databas) -> tuple[float, float]:
    """The median and the worst of fetching the next 1 000 due, claimed and let go."""
    times = []
    for _ in range(30):
        with db.write() as session:
            times.append(taken(partial(claim_untold, session, TODAY, Plats())) * 1000)
            session.rollback()
    return statistics.median(times), max(times)


def plain_pass(db: Databas) -> float:
    """A plain loop on the bare driver: read a batch of due rows, write a note and a mark for each, commit."""
    raw = db.engine.raw_connection()
    cursor = raw.cursor()
    mark = "?" if db.sqlite else "%s"
    start = time.perf_counter()
    while True:
        cursor.execute("BEGIN IMMEDIATE" if db.sqlite else "BEGIN")
        cursor.execute(
            "SELECT akt_id, nr FROM bevakning WHERE status IN ('oppen', 'kvitterad') AND notifierad IS NULL"
            f" AND dag <= {mark} ORDER BY dag, akt_id, nr LIMIT {BATCH}"
            + ("" if db.sqlite else " FOR UPDATE SKIP LOCKED"),
            (TODAY.isoformat(),),
        )
        rows = cursor.fetchall()
        if not rows:
            break
        cursor.executemany(
            "INSERT INTO notis (medarbetare_id, akt_id, bevakning_nr, slag, sen_dagar, skapad)"
            f" VALUES (1, {mark}, {mark}, 'forfaller', 0, '2026-03-02T10:00:00.000000Z')",
            rows,
        )
        cursor.executemany(
            "UPDATE bevakning SET notifierad = '2026-03-02T10:00:00.000000Z', notifierad_for = 1"
            f" WHERE akt_id = {mark} AND nr = {mark}",
            rows,
        )
        raw.commit()
    raw.rollback()
    cursor.close()
    raw.close()
    return time.perf_counter() - start


def two_processes(db: Databas) -> tuple[float, list[int]]:
    """Two worker processes that begin at the same time; how long until both are done, and what each told."""
    known = db.settings
    env = {
        "CASEFLOW_DATA": str(known.data),
        "CASEFLOW_DATABASE_URL": known.database_url,
        "CASEFLOW_KEYS": str(known.keys),
    }
    pair = [
        subprocess.Popen(
            [sys.executable, "-c", OTHER, json.dumps(env), NOW.isoformat()],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    time.sleep(5)  # both have read their code, and wait for the word
    start = time.perf_counter()
    for one in pair:
        assert one.stdin is not None
        one.stdin.write("\n")
        one.stdin.flush()
    told = [int(one.communicate()[0]) for one in pair]
    return time.perf_counter() - start, told


def test_a_pass_over_a_million(verksamhet: Verksamhet, capsys: pytest.CaptureFixture[str]) -> None:
    db = verksamhet.db
    loading = taken(lambda: fill(verksamhet))
    untell(db)
    median, worst = fetch_ms(db)
    plain = []
    for _ in range(3):
        plain.append(plain_pass(db))
        untell(db)
    notes, told = [], 0
    for _ in range(3):
        with counted(db) as statements:
            notes.append(taken(lambda: tick(db, now=NOW)))
        told = statements.antal
        if len(notes) < 3:
            untell(db)
    with counted(db) as statements:
        idle = statistics.median(taken(lambda: tick(db, now=NOW)) for _ in range(10))
    bare, ours = statistics.median(plain), statistics.median(notes)
    lines = [
        f"{db.engine.dialect.name}: {OPEN} open, {DUE} due (loaded in {loading:.0f} s)",
        f"  fetch of the next {BATCH} due        median {median:.1f} ms, worst {worst:.1f} ms",
        f"  a whole pass over {DUE} due       {ours:.2f} s, {DUE / ours:.0f}/s, {told} statements",
        f"  plain SQL, the same writes         {bare:.2f} s, {DUE / bare:.0f}/s; ratio {ours / bare:.2f}",
        f"  a pass with {DUE} told, none new  {idle * 1000:.1f} ms, {statements.antal / 10:.0f} statements",
    ]
    if not db.sqlite:
        untell(db)
        both, shares = two_processes(db)
        lines.append(
            f"  notes by two processes             {both:.2f} s, {DUE / both:.0f}/s, shares {shares}"
        )
    with db.write() as session:
        session.execute(
            text("UPDATE bevakning SET dag = '2027-01-01' WHERE dag <= :d"), {"d": str(TODAY)}
        )
    untell(db)
    empty = statistics.median(taken(lambda: tick(db, now=NOW)) for _ in range(10))
    lines.append(f"  an idle pass, nothing due          {empty * 1000:.1f} ms")
    with capsys.disabled():
        print("\n" + "\n".join(lines))
