"""Hjartslag: when the bevakning loop last went through, wherever it runs, and what it did."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from sqlalchemy import String
from sqlalchemy.orm import Mapped, Session, mapped_column

from caseflow.store.append import run
from caseflow.store.base import Base, instant

BEVAKNING = "bevakning"
"""The pass of the bevakning loop."""
LONGEST = timedelta(minutes=5)
"""Without a heartbeat for longer than this, the loop is taken to stand still."""
_CLOCK = "klocka"
"""Where `gjort` says what the clock of the latest pass itself said, in seconds since 1970."""
_BEAT = (
    "INSERT INTO hjartslag (namn, tid, gjort) VALUES (:namn, :tid, :gjort)"
    " ON CONFLICT (namn) DO UPDATE SET gjort = excluded.gjort,"
    " tid = CASE WHEN excluded.tid > hjartslag.tid THEN excluded.tid ELSE hjartslag.tid END"
)


class Hjartslag(Base):
    """One row per kind of pass. `tid` never goes back, even when the server's clock does."""

    __tablename__ = "hjartslag"

    namn: Mapped[str] = mapped_column(String(30), primary_key=True)
    tid: Mapped[datetime]
    gjort: Mapped[dict[str, object]]

    def last_pass(self, now: datetime) -> datetime | None:
        """When it last went through, as far as a clock that says `now` can tell.

        None when both it and the clock of the latest pass lie ahead: the clock has gone back since, and
        nobody knows whether the loop has stood still.
        """
        seconds = self.gjort.get(_CLOCK)
        own = [datetime.fromtimestamp(seconds, UTC)] if isinstance(seconds, int) else []
        return max((t for t in (self.tid, *own) if t - now < LONGEST), default=None)


def beat(session: Session, namn: str, gjort: Mapping[str, int], *, now: datetime) -> None:
    """A pass has gone through: when, and how much of each kind it did. No case data."""
    said = {**gjort, _CLOCK: int(now.timestamp())}
    run(session, _BEAT, {"namn": namn, "tid": instant(now), "gjort": json.dumps(said)})
