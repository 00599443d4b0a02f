"""Arbetsfel: work of the system's own that could not be done. Tried again with longer waits, never forgotten."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, String, UniqueConstraint, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from caseflow.store.append import run
from caseflow.store.base import Base, instant

MOST_TRIES = 8
"""After so many tries a piece of work is given up until somebody asks for it to be tried again."""
_LONGEST_WAIT = 60
"""Minutes."""
_FIRST = (
    "INSERT INTO arbetsfel (slag, nyckel, akt_id, forsok, forst, senast, nasta, dod, fel)"
    " VALUES (:slag, :nyckel, :akt_id, 0, :nu, :nu, :nu, NULL, '') ON CONFLICT DO NOTHING"
)


class Arbetsfel(Base):
    """One piece of work by its kind (`slag`) and key; the row is taken away when the work has been done.

    `forsok` counts the tries, `nasta` is when it is tried again, `dod` since when it is no longer tried
    until somebody asks for it, and `fel` the kind of the latest fault, without case data.
    """

    __tablename__ = "arbetsfel"
    __table_args__ = (UniqueConstraint("slag", "nyckel"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    slag: Mapped[str] = mapped_column(String(20))
    nyckel: Mapped[str] = mapped_column(String(60))
    akt_id: Mapped[int | None] = mapped_column(ForeignKey("akt.id"), index=True)
    forsok: Mapped[int]
    forst: Mapped[datetime]
    senast: Mapped[datetime]
    nasta: Mapped[datetime]
    dod: Mapped[datetime | None]
    fel: Mapped[str] = mapped_column(String(100))


def wait_after(tries: int) -> timedelta:
    """How long until the next try: 1, 2, 4 ... and at most 60 minutes."""
    return timedelta(minutes=min(2 ** (tries - 1), _LONGEST_WAIT))


def note_fault(
    session: Session, slag: str, nyckel: str, akt_id: int | None, fel: str, *, now: datetime
) -> None:
    """Count one more failed try. `fel` is the kind of the fault, never its text."""
    first = {"slag": slag, "nyckel": nyckel, "akt_id": akt_id, "nu": instant(now)}
    run(session, _FIRST, first)
    row = session.scalars(
        select(Arbetsfel)
        .where(Arbetsfel.slag == slag, Arbetsfel.nyckel == nyckel)
        .with_for_update()
    ).one()
    row.forsok += 1
    row.senast, row.nasta, row.fel = now, now + wait_after(row.forsok), fel
    if row.forsok >= MOST_TRIES and row.dod is None:
        row.dod = now


def forget_fault(session: Session, fel_id: int) -> None:
    """The work has been done, or there is nothing left to do."""
    session.execute(delete(Arbetsfel).where(Arbetsfel.id == fel_id))
