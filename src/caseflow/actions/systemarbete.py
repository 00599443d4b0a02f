"""The system's own work in one pass: tried, and when it fails counted, tried again later, at last given up.

One piece of work is one transaction. What fails stops nothing else; it stays in a row that tells how many
times, until it has been done.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from caseflow.actions.sakerhetssignal import FAULTS
from caseflow.store.arbetsfel import Arbetsfel, forget_fault, note_fault
from caseflow.store.session import Databas

STEG, ESKALERING, SIGNAL = "steg", "eskalering", "signal"
"""The kinds of work, as they are stored."""


@dataclass(slots=True)
class Systemarbete:
    """What one pass tries. `misslyckat` names what failed in it: (kind, key)."""

    db: Databas
    now: datetime
    kanda: dict[tuple[str, str], Arbetsfel]
    misslyckat: list[tuple[str, str]] = field(default_factory=list)

    def attempt(
        self, slag: str, nyckel: str, akt_id: int | None, work: Callable[[Session], int]
    ) -> int:
        """Do the work in a transaction of its own; 0 when it failed or its turn has not come.

        `work` answers how much it did. Nothing of it remains when it fails.
        """
        known = self.kanda.pop((slag, nyckel), None)
        if known is not None and (known.dod is not None or known.nasta > self.now):
            return 0
        try:
            with self.db.write() as session:
                done = work(session)
                if known is not None and done:  # an akt that somebody holds has not been tried
                    forget_fault(session, known.id)
                return done
        except FAULTS as fault:
            if isinstance(fault, DBAPIError) and fault.connection_invalidated:
                raise  # the database hung up; nothing is wrong with the akt, and all of the pass is tried again
            self.misslyckat.append((slag, nyckel))
            with self.db.write() as session:
                note_fault(session, slag, nyckel, akt_id, type(fault).__name__, now=self.now)
            return 0

    def forget_the_rest(self) -> None:
        """What failed once and was not asked for in this pass is no longer there to do."""
        if self.kanda:
            with self.db.write() as session:
                for gone in self.kanda.values():
                    forget_fault(session, gone.id)


def begin_work(db: Databas, *, now: datetime) -> Systemarbete:
    """The work of a pass, with what has failed before."""
    with db.read() as session:
        rows = session.scalars(
            select(Arbetsfel).where(Arbetsfel.slag.in_((STEG, ESKALERING, SIGNAL)))
        )
        return Systemarbete(db, now, {(row.slag, row.nyckel): row for row in rows})


def given_up(db: Databas) -> int:
    """How many pieces of work are no longer tried until somebody asks for it."""
    with db.read() as session:
        return (
            session.scalar(
                select(func.count()).select_from(Arbetsfel).where(Arbetsfel.dod.is_not(None))
            )
            or 0
        )
