"""Whether the bevakning loop is alive, wherever it runs: its heartbeat, and whether anything waits for it."""

from __future__ import annotations

from datetime import datetime, timedelta

from caseflow.rules.kalender import svensk_dag
from caseflow.store.forfallna import count_untold
from caseflow.store.hjartslag import BEVAKNING, LONGEST, Hjartslag
from caseflow.store.session import Databas

LEVER, STILLA, ALDRIG = "ok", "stilla", "har aldrig gått"
OVISST = "klockan har gått tillbaka"
"""The heartbeat lies ahead: whether the loop has stood still since is not known before its next pass."""


def hjartslaget(db: Databas, *, now: datetime) -> tuple[str, bool]:
    """How the loop is, in a word, and whether that is well.

    A loop that has never gone through is no fault until something is due that nobody has been told of.
    """
    with db.read() as session:
        latest = session.get(Hjartslag, BEVAKNING)
        if latest is None:
            return ALDRIG, count_untold(session, svensk_dag(now)) == 0
        last = latest.last_pass(now)
    return (OVISST, False) if last is None else laget(last, LONGEST, now=now)


def laget(last: datetime, longest: timedelta, *, now: datetime) -> tuple[str, bool]:
    """As `hjartslaget`, of a loop that last went through then and may be away for so long."""
    if last - now >= LONGEST:
        return OVISST, False
    alive = now - last < longest
    return (LEVER if alive else STILLA), alive
