"""One pass of the bevakning loop: what is due becomes a note to its owner, once; timed steps are taken.

Reads which day it is from its argument. A missed day is caught up by the next pass: what has not been told
is found by a column, in order of due day, and marked with how late it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, exists, select

from caseflow.actions.akthandling import open_for
from caseflow.actions.sakerhetssignal import FAULTS, deliver_held
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
from caseflow.store.notis import Notis
from caseflow.store.session import Databas

BATCH = 500


@dataclass(frozen=True, slots=True)
class Tick:
    """What a pass did: notes made and timed steps taken."""

    notiser: int
    steg: int


def tick(db: Databas, *, now: datetime) -> Tick:
    """Handle everything that is due and untold on the Swedish day of `now`. May run twice.

    What fails in one akt stops nothing in another: it is said at the end, when all the rest is done.

    Raises:
        CaseflowError: something is due that nobody owns, or a timed step could not be taken.
    """
    today = svensk_dag(now)
    waiting = deliver_held(db, now=now)
    notiser = 0
    for question in (_untold, _told_another):
        while made := _note_batch(db, question(today), today, now):
            notiser += made
    steg, failed = _timed_steps(db, today, now)
    _refuse_silence(db, today, failed, waiting)
    return Tick(notiser, steg)


def _due(today: date) -> Select[Bevakning, int | None]:
    """Due with its owner, oldest first."""
    return (
        select(Bevakning, owner_column(today))
        .join(Akt, Akt.id == Bevakning.akt_id)
        .where(Bevakning.status.in_(OPEN), Bevakning.dag <= today, Akt.synlig.is_(True))
        .order_by(Bevakning.dag, Bevakning.akt_id, Bevakning.nr)
        .limit(BATCH)
    )


def _untold(today: date) -> Select[Bevakning, int | None]:
    """What nobody has been told; the partial index makes the rest of the table free."""
    return _due(today).where(Bevakning.notifierad.is_(None), owner_column(today).is_not(None))


def _told_another(today: date) -> Select[Bevakning, int | None]:
    """What somebody was told who no longer owns it: handed over, left, or changed role."""
    own_note = exists().where(
        Notis.akt_id == Bevakning.akt_id,
        Notis.bevakning_nr == Bevakning.nr,
        Notis.medarbetare_id == owner_column(today),
    )
    return _due(today).where(
        Bevakning.notifierad.is_not(None), owner_column(today).is_not(None), ~own_note
    )


def _note_batch(
    db: Databas, question: Select[Bevakning, int | None], today: date, now: datetime
) -> int:
    """One transaction: the note and the mark that it has been made stand or fall together."""
    with db.write() as session:
        rows = session.execute(question.with_for_update(of=Bevakning, skip_locked=True)).all()
        for bevakning, owner in rows:
            assert owner is not None  # noqa: S101 - the question asks for those with an owner
            note_due(session, bevakning, owner, today=today, now=now)
        return len(rows)


def _refuse_silence(db: Databas, today: date, failed: list[str], waiting: int) -> None:
    """What nobody owns and what could not be done is said aloud, after everybody has got their notes."""
    ownerless = (
        _due(today)
        .where(Bevakning.notifierad.is_(None), owner_column(today).is_(None))
        .limit(BATCH)
    )
    with db.read() as session:
        rows = session.execute(ownerless).all()
        numbers = sorted({session.get_one(Akt, b.akt_id).nummer for b, _ in rows})
    if numbers:
        raise CaseflowError(
            vad=f"{len(rows)} bevakningar har ingen ägare.",
            varfor=f"Enheten har ingen som kan äga dem: {', '.join(numbers[:5])}.",
            gor_nu="Ge någon uppdraget samordnare i enheten (partnerkontakt för en partnerkontakt).",
        )
    if failed or waiting:
        raise CaseflowError(
            vad=f"{len(failed) + waiting} åtgärder som systemet gör kunde inte göras.",
            varfor=f"Tidsstyrda steg: {', '.join(failed[:5]) or 'inga'}. Signaler som väntar: {waiting}.",
            gor_nu="Kör caseflow verify och kontakta den som ansvarar för driften.",
        )


def _timed_steps(db: Databas, today: date, now: datetime) -> tuple[int, list[str]]:
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
    taken, failed = 0, []
    for nummer, slag, delprocess in due:
        try:
            with db.write() as session:
                opened = open_for(db, session, SYSTEM, nummer, now=now)
                part = opened.akt.fakta.delprocess(delprocess) if delprocess else None
                if part and any(o.slag == slag and o.dag <= today for o in opened.akt.oppna):
                    perform_step(opened, timed[slag], {}, dag=today, delprocess=delprocess)
                    taken += 1
        except FAULTS:
            failed.append(nummer)
    return taken, failed


def tick_installation(installed: Settings, *, now: datetime) -> Tick:
    """One pass for a worker process, which knows only the settings."""
    db = Databas(installed)
    try:
        return tick(db, now=now)
    finally:
        db.close()
