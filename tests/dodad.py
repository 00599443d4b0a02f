"""Real processes that are ended with SIGKILL at a chosen point of an act in the database. Only for tests.

Run as a program it reads one order per line, forks a process that does the work and is killed there, and
answers with how it ended. The program is read once, and every process that is killed is a real one.
"""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, NoReturn

from sqlalchemy import Connection, event

from caseflow import settings
from caseflow.actions.fardigstall_handling import Begard, fardigstall_handling
from caseflow.actions.fardigstall_koade import finish_waiting
from caseflow.store.atkomst import aktor_for
from caseflow.store.medarbetare import by_epost
from caseflow.store.session import _WRITE, Databas

ROOT = Path(__file__).parents[1]
SKRIVER = "skriver"
"""As the write transaction begins."""
FORE, VID_COMMIT, EFTER = "fore", "vid_commit", "efter"
"""Before a statement that holds the words, as it is to be committed, and when all is done."""


def _end() -> NoReturn:
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError


def _arm(db: Databas, where: str, words: str) -> None:
    """End this process at that point."""
    seen: list[str] = []

    def statement(_: Connection, __: object, sql: str, *___: object) -> None:
        if words and words in sql:
            if where == FORE:
                _end()
            seen.append(sql)

    def commit(_: Connection) -> None:
        if where == VID_COMMIT and seen:
            _end()

    def begin(connection: Connection) -> None:
        if where == SKRIVER and connection.get_execution_options().get(_WRITE):
            _end()

    for engine in {db.engine, db.read_log_engine}:
        event.listen(engine, "before_cursor_execute", statement)
        event.listen(engine, "commit", commit)
        event.listen(engine, "begin", begin)


def _work(order: dict[str, Any]) -> None:
    db = Databas(settings.load())
    now = datetime.fromisoformat(order["now"])
    _arm(db, order["where"], order["words"])
    if order["work"] == "kon":
        finish_waiting(db, lambda: now)
    else:
        with db.read() as session:
            person = by_epost(session, order["epost"])
            assert person is not None
            aktor = aktor_for(session, person, now.date())
        begard = Begard(utkast=order["utkast"], version=order["version"])
        fardigstall_handling(db, aktor, order["nummer"], begard, now=now)
    if order["where"] == EFTER:
        _end()


class Offer:
    """The program, to which orders are given."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def killed(self, where: str, words: str = "", **order: object) -> bool:
        """Whether it was killed there, and did not come to its end."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        told = json.dumps({"where": where, "words": words, **order})
        self._process.stdin.write(told + "\n")
        self._process.stdin.flush()
        return self._process.stdout.readline().strip() == str(-signal.SIGKILL)


@contextmanager
def offer(db: Databas) -> Iterator[Offer]:
    """The program on this database."""
    env = {
        "CASEFLOW_DATA": str(db.settings.data),
        "CASEFLOW_DATABASE_URL": db.settings.database_url,
        "CASEFLOW_KEYS": str(db.settings.keys),
        "PATH": os.environ["PATH"],
    }
    command = [sys.executable, "-m", "tests.dodad"]
    pipes = subprocess.PIPE
    with subprocess.Popen(
        command, cwd=ROOT, env=env, stdin=pipes, stdout=pipes, text=True
    ) as process:
        yield Offer(process)
        assert process.stdin is not None
        process.stdin.close()
        assert process.wait(timeout=60) == 0


def main() -> None:
    """Until there are no more orders."""
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            _work(json.loads(line))
            os._exit(0)
        _, status = os.waitpid(child, 0)
        sys.stdout.write(f"{os.waitstatus_to_exitcode(status)}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
