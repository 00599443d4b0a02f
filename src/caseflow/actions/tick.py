"""One pass of the bevakning loop: what is due becomes a note to its owner, once; timed steps are taken.

Reads which day it is from its argument. A missed day is caught up by the next pass: what has not been told
is found by a column, in order of due day, and marked with how late it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from caseflow.actions.akthandling import open_for
from caseflow.actions.take_step import perform_step
from caseflow.notices.i_appen import note_due
from caseflow.processes import REGLER
from caseflow.rules.kalender import svensk_dag
from caseflow.settings import Settings
from caseflow.store.agare import owner_of
from caseflow.store.akt import Akt
from caseflow.store.atkomst import SYSTEM
from caseflow.store.bevakning import OPEN, Bevakning
from caseflow.store.session import Databas

BATCH = 500


@dataclass(frozen=True, slots=True)
class Tick:
    """What a pass did: notes made and timed steps taken."""

    notiser: int
    steg: int


def tick(db: Databas, *, now: datetime) -> Tick:
    """Handle everything that is due and untold on the Swedish day of `now`. May run twice."""
    today = svensk_dag(now)
    steg = _timed_steps(db, today, now)
    notiser = 0
    while made := _note_batch(db, today, now):
        notiser += made
    return Tick(notiser, steg)


def _due(session: Session, today: date) -> list[Row[Bevakning, Akt]]:
    """Due and untold, oldest first; the partial index makes the rest of the table free."""
    return list(
        session.execute(
            select(Bevakning, Akt)
            .join(Akt, Akt.id == Bevakning.akt_id)
            .where(
                Bevakning.status.in_(OPEN),
                Bevakning.notifierad.is_(None),
                Bevakning.dag <= today,
                Akt.synlig.is_(True),
            )
            .order_by(Bevakning.dag, Bevakning.akt_id, Bevakning.nr)
            .limit(BATCH)
            .with_for_update(of=Bevakning, skip_locked=True)
        )
    )


def _note_batch(db: Databas, today: date, now: datetime) -> int:
    """One transaction: the note and the mark that it has been made stand or fall together."""
    with db.write() as session:
        rows = _due(session, today)
        for bevakning, akt in rows:
            owner = owner_of(session, akt, bevakning, today)
            note_due(session, bevakning, owner, today=today, now=now)
        return len(rows)


def _timed_steps(db: Databas, today: date, now: datetime) -> int:
    """Steps that time alone takes; each in a transaction of its own, found again if it is lost."""
    timed = {rule.kod: rule.utloser for rule in REGLER.values() if rule.utloser}
    with db.read() as session:
        due = session.execute(
            select(Akt.nummer, Bevakning.slag, Bevakning.delprocess)
            .join(Akt, Akt.id == Bevakning.akt_id)
            .where(
                Bevakning.status.in_(OPEN),
                Bevakning.slag.in_(timed),
                Bevakning.dag <= today,
                Akt.synlig.is_(True),
            )
            .order_by(Bevakning.dag, Bevakning.akt_id, Bevakning.nr)
        ).all()
    taken = 0
    for nummer, slag, delprocess in due:
        with db.write() as session:
            opened = open_for(db, session, SYSTEM, nummer, now=now)
            part = opened.akt.fakta.delprocess(delprocess) if delprocess else None
            still = part and any(o.slag == slag and o.dag <= today for o in opened.akt.oppna)
            if still:
                perform_step(opened, timed[slag], {}, dag=today, delprocess=delprocess)
                taken += 1
    return taken


def tick_installation(installed: Settings, *, now: datetime) -> Tick:
    """One pass for a worker process, which knows only the settings."""
    db = Databas(installed)
    try:
        return tick(db, now=now)
    finally:
        db.close()
