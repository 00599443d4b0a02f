"""Whether the bevakning loop is alive, wherever it runs: its heartbeat, and whether anything waits for it."""

from __future__ import annotations

from datetime import datetime, timedelta

from caseflow.rules.kalender import svensk_dag
from caseflow.store.forfallna import count_untold
from caseflow.store.hjartslag import BEVAKNING, Hjartslag
from caseflow.store.session import Databas

LONGEST = timedelta(minutes=5)
"""Without a heartbeat for longer than this, the loop is taken to stand still."""
LEVER, STILLA, ALDRIG = "ok", "stilla", "har aldrig gått"


def hjartslaget(db: Databas, *, now: datetime) -> tuple[str, bool]:
    """How the loop is, in a word, and whether that is well.

    A loop that has never gone through is no fault until something is due that nobody has been told of.
    """
    with db.read() as session:
        latest = session.get(Hjartslag, BEVAKNING)
        if latest is None:
            return ALDRIG, count_untold(session, svensk_dag(now)) == 0
    alive = now - latest.tid < LONGEST
    return (LEVER if alive else STILLA), alive
