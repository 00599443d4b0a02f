"""A grown installation of a test's own: its servers, its worker and beat processes, and what must hold in the end."""

import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import psycopg
from celery import Celery
from sqlalchemy import select

from caseflow.queries.verifiera import verifiera
from caseflow.rules.kalender import svensk_dag
from caseflow.store.agare import owner_column
from caseflow.store.akt import Akt
from caseflow.store.bevakning import OPEN, Bevakning
from tests.akter import rader
from tests.databas import Verksamhet
from tests.servrar import Postgres, Redis, wait_for

ROOT = Path(__file__).parents[2]


class Process:
    """A worker or a beat, started as in the README, with what it says in a file."""

    def __init__(self, command: list[str], env: dict[str, str], log: Path) -> None:
        self._log = log
        with log.open("ab") as said:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "celery", *command],
                cwd=ROOT,
                env=env,
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def log(self) -> str:
        """What it has said so far."""
        return self._log.read_text(errors="replace")

    def said(self, *words: str) -> bool:
        """Whether it has said all the words in one and the same line."""
        return any(all(word in line for word in words) for line in self.log().splitlines())

    def children(self) -> list[int]:
        """The processes that do the jobs."""
        found = subprocess.run(
            ["pgrep", "-P", str(self._process.pid)], capture_output=True, text=True, check=False
        )
        return [int(pid) for pid in found.stdout.split()]

    def kill_the_one_that_works(self) -> None:
        """kill -9 of the process that does the job; the worker itself lives on."""
        for pid in self.children():
            os.kill(pid, signal.SIGKILL)

    def kill(self) -> None:
        """kill -9 of all of it."""
        if self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()

    def ask_to_stop(self) -> None:
        """SIGTERM, as from the system that runs it."""
        self._process.send_signal(signal.SIGTERM)

    def code(self) -> int | None:
        """Its exit code, None while it lives."""
        return self._process.poll()


@dataclass
class Installation:
    """The servers and the processes of one test."""

    v: Verksamhet
    postgres: Postgres
    redis: Redis
    folder: Path
    env: dict[str, str]
    processes: list[Process] = field(default_factory=list)

    def _start(self, name: str, app: str, *arguments: str) -> Process:
        env = {**self.env, "PGAPPNAME": name}  # what the database knows it by
        process = Process(["-A", app, *arguments], env, self.folder / f"{name}.logg")
        self.processes.append(process)
        return process

    def worker(self, name: str = "ett", *, app: str = "workers.celery_app") -> Process:
        """A worker that does one job at a time."""
        flags = ("--without-gossip", "--without-mingle", "--concurrency", "1", "--loglevel", "INFO")
        return self._start(name, app, "worker", *flags, "--hostname", f"{name}@prov")

    def ready(self, *workers: Process) -> None:
        """Wait until the workers listen."""
        for worker in workers:
            wait_for("a worker to listen", partial(worker.said, "ready."), worker.log)

    def beat(self, name: str = "beat") -> Process:
        """A beat that says "look" every second."""
        return self._start(name, "workers.celery_app", "beat", "--pidfile=", "--loglevel", "INFO")

    def say(self, job: str = "look") -> str:
        """Send one job, as beat does. Gives its id."""
        app = Celery(broker=self.redis.url)
        with app.connection_for_write() as connection:
            return str(
                app.send_task(f"workers.tasks.{job}", connection=connection, ignore_result=True).id
            )

    # --- the database, seen from outside ---------------------------------------------------------

    def connect(self) -> psycopg.Connection[Any]:
        """A connection of the test's own."""
        url = self.v.db.settings.database_url.replace("+psycopg", "", 1)
        return psycopg.connect(url)

    @contextmanager
    def held(self, table: str = "notis") -> Iterator[psycopg.Connection[Any]]:
        """Hold a table: a worker gets as far as writing in it and waits there, in mid transaction."""
        with self.connect() as holding:
            holding.execute(f"LOCK TABLE {table} IN SHARE MODE")
            yield holding
            if not holding.closed:
                holding.rollback()

    def waiting(self) -> list[int]:
        """The server's processes that wait for a table: workers in mid job."""
        with self.connect() as looking:
            rows = looking.execute(
                "SELECT pid FROM pg_locks l JOIN pg_database d ON d.oid = l.database"
                " WHERE NOT l.granted AND l.locktype = 'relation' AND d.datname = current_database()"
            )
            return [pid for (pid,) in rows]

    def wait_until_inside(self, count: int = 1) -> list[int]:
        """Wait until so many workers are in mid job."""
        wait_for("a worker in mid job", lambda: len(self.waiting()) >= count, self.logs)
        return self.waiting()

    def remember_who_tells(self) -> None:
        """From now on each note says which process wrote it: the database itself fills it in."""
        with self.connect() as changing:
            changing.execute(
                "ALTER TABLE notis ADD COLUMN skrev text DEFAULT current_setting('application_name')"
            )

    def told_by(self) -> Counter[str]:
        """How many due items each process has told the owner of."""
        rows = rader(self.v.db, "SELECT skrev FROM notis WHERE slag = 'forfaller'")
        return Counter(row["skrev"] for row in rows)

    def wait_until_done(self) -> None:
        """Wait until nothing is left that is due and not handled."""
        wait_for("everything that is due to be handled", lambda: not self.left(), self.logs)

    def left(self) -> list[dict[str, Any]]:
        """What is due and has not been handled: nobody told, not escalated as it should be, a step not taken."""
        today = svensk_dag(datetime.now(UTC))
        return rader(
            self.v.db,
            "SELECT akt_id, nr, slag, notifierad, eskalering FROM bevakning"
            " WHERE status IN ('oppen', 'kvitterad') AND dag <= :idag AND (notifierad IS NULL"
            " OR slag = 'oppna_partnerkontakt' OR (eskalering < 2 AND dag <= :langesedan))",
            idag=today.isoformat(),
            langesedan=(today - timedelta(days=60)).isoformat(),
        )

    def logs(self) -> str:
        """The end of what all the processes have said."""
        return "\n".join(process.log()[-3000:] for process in self.processes)

    # --- the end ---------------------------------------------------------------------------------

    def stop(self) -> None:
        """End every process in good order."""
        for process in self.processes:
            if process.code() is None:
                process.ask_to_stop()
        for process in self.processes:
            wait_for("a process to end", partial(_ended, process), process.log)

    def assert_nothing_lost_and_nothing_twice(self) -> None:
        """Every due item has exactly one note, to its owner; every timed step is taken once; all is whole."""
        today = svensk_dag(datetime.now(UTC))
        notes = Counter(
            (row["akt_id"], row["bevakning_nr"], row["medarbetare_id"])
            for row in rader(self.v.db, "SELECT * FROM notis WHERE slag = 'forfaller'")
        )
        with self.v.db.read() as session:
            due = session.execute(
                select(Bevakning.akt_id, Bevakning.nr, owner_column(today))
                .join(Akt, Akt.id == Bevakning.akt_id)
                .where(Bevakning.status.in_(OPEN), Bevakning.dag <= today)
            ).all()
        assert {tuple(row) for row in due} <= set(notes), "every due item has a note to its owner"
        assert set(notes.values()) == {1}, "and only one"
        told = Counter((akt, nr) for akt, nr, _ in notes)
        assert set(told.values()) == {1}, "and nobody else has been told"
        escalated = Counter(
            (row["akt_id"], row["bevakning_nr"], row["medarbetare_id"])
            for row in rader(self.v.db, "SELECT * FROM notis WHERE slag = 'eskalerad'")
        )
        assert set(escalated.values()) <= {1}
        steps = Counter(
            row["akt_id"]
            for row in rader(
                self.v.db, "SELECT akt_id FROM handelse WHERE kod = 'oppna_partnerkontakt'"
            )
        )
        asked = {
            row["akt_id"]
            for row in rader(
                self.v.db, "SELECT akt_id FROM handelse WHERE kod = 'begar_partnerkontakt'"
            )
        }
        assert steps == Counter(dict.fromkeys(asked, 1)), "each timed step is taken once"
        assert verifiera(self.v.db).fel == []


def _ended(process: Process) -> bool:
    return process.code() is not None
