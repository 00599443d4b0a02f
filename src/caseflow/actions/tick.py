"""One pass of the bevakning loop: what is due becomes a note to its owner, once; timed steps are taken.

Reads which day it is from its argument. A missed day is caught up by the next pass: what has not been told
is found by a column, in order of due day, and marked with how late it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, select

from caseflow.actions.akthandling import open_for
from caseflow.actions.take_step import perform_step
from caseflow.engine.errors import CaseflowError
from caseflow.notices.i_appen import note_due
from caseflow.processes import REGLER
from caseflow.rules.kalender import svensk_dag
from caseflow.settings import Settings
from caseflow.store.agare import owner_column
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
    _refuse_silence(db, today)
    return Tick(notiser, steg)


def _untold(today: date, *, owned: bool) -> Select[Bevakning, int | None]:
    """Due and untold with its owner, oldest first; the partial index makes the rest of the table free."""
    owner = owner_column(today)
    return (
        select(Bevakning, owner)
        .join(Akt, Akt.id == Bevakning.akt_id)
        .where(
            Bevakning.status.in_(OPEN),
            Bevakning.notifierad.is_(None),
            Bevakning.dag <= today,
            Akt.synlig.is_(True),
            owner.is_not(None) if owned else owner.is_(None),
        )
        .order_by(Bevakning.dag, Bevakning.akt_id, Bevakning.nr)
        .limit(BATCH)
    )


def _note_batch(db: Databas, today: date, now: datetime) -> int:
    """One transaction: the note and the mark that it has been made stand or fall together."""
    with db.write() as session:
        query = _untold(today, owned=True).with_for_update(of=Bevakning, skip_locked=True)
        rows = session.execute(query).all()
        for bevakning, owner in rows:
            assert owner is not None  # noqa: S101 - the question asks for those with an owner
            note_due(session, bevakning, owner, today=today, now=now)
        return len(rows)


def _refuse_silence(db: Databas, today: date) -> None:
    """What nobody owns is said aloud, after everybody else has got their notes.

    Raises:
        CaseflowError: something is due in a unit that has nobody left.
    """
    with db.read() as session:
        ownerless = session.execute(_untold(today, owned=False)).all()
        numbers = sorted({session.get_one(Akt, b.akt_id).nummer for b, _ in ownerless})
    if numbers:
        raise CaseflowError(
            vad=f"{len(ownerless)} bevakningar har ingen ägare.",
            varfor=f"Enheten har ingen som kan äga dem: {', '.join(numbers[:5])}.",
            gor_nu="Ge någon uppdraget samordnare i enheten (partnerkontakt för en partnerkontakt).",
        )


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
