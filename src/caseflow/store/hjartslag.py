"""Hjartslag: when the bevakning loop last went through, wherever it runs, and what it did."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, Session, mapped_column

from caseflow.store.append import run
from caseflow.store.base import Base, instant

BEVAKNING = "bevakning"
"""The pass of the bevakning loop."""
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


def beat(session: Session, namn: str, gjort: Mapping[str, int], *, now: datetime) -> None:
    """A pass has gone through: when, and how much of each kind it did. No case data."""
    run(session, _BEAT, {"namn": namn, "tid": instant(now), "gjort": json.dumps(dict(gjort))})
