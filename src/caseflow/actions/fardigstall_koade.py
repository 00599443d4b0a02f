"""Finish the handlingar of the queue, each exactly once, as the medarbetare who asked for it.

Whether she still works there, and may still finish it, is asked anew when its turn comes. What a rule or a gap
refuses is settled as failed; what only failed for now is tried again later, and seen under Drift.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial

from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from caseflow.actions.fardigstall_handling import Begard, fardigstall_handling
from caseflow.actions.logga_lasning import log_reading
from caseflow.actions.sakerhetssignal import FAULTS
from caseflow.engine.errors import BadInput, NotFound, Refused
from caseflow.rules.kalender import svensk_dag
from caseflow.settings import Settings
from caseflow.store.akt import Akt
from caseflow.store.arbetsfel import note_fault
from caseflow.store.atkomst import Aktor, aktor_for, finns_inte, opening_role
from caseflow.store.handlingsjobb import (
    HANDLING,
    KLAR,
    MISSLYCKAD,
    Lan,
    LanetSlut,
    claim,
    give_back,
    settle,
    to_do,
)
from caseflow.store.medarbetare import Medarbetare
from caseflow.store.session import Databas

BATCH = 50
"""So many in one go: then somebody else's work gets its turn."""
INTE_MEDARBETARE = "inte_medarbetare"


def finish_waiting(db: Databas, clock: Callable[[], datetime]) -> int:
    """At most `BATCH` of those whose turn has come; how many were tried. May run beside others."""
    for tried in range(BATCH):
        with db.write() as session:
            lan = claim(session, now=clock())
        if lan is None:
            return tried
        _finish(db, lan, clock())
    return BATCH


def _finish(db: Databas, lan: Lan, now: datetime) -> None:
    def done(session: Session, seq: int) -> None:
        settle(session, lan, KLAR, now=now, resultat=seq)

    try:
        aktor, akt = _who_and_where(db, lan, now)
        if aktor is None:
            _refused(db, lan, INTE_MEDARBETARE, now)
            return
        _log(db, aktor, akt, lan, now)
        begard = Begard(lan.mall, sprak=lan.sprak)
        fardigstall_handling(db, aktor, akt.nummer, begard, now=now, i_samma=done)
    except (NotFound, Refused, BadInput) as fault:
        lacks = f" ({len(fault.hinder)})" if isinstance(fault, Refused) else ""
        _refused(db, lan, f"{fault.code}{lacks}", now)
    except LanetSlut:
        return
    except FAULTS as fault:
        if isinstance(fault, DBAPIError) and fault.connection_invalidated:
            raise  # nothing is wrong with the akt; the lease ends and another takes it
        with db.write() as session:
            if give_back(session, lan):
                fel = type(fault).__name__
                note_fault(session, HANDLING, str(lan.id), lan.akt_id, fel, now=now)


def _who_and_where(db: Databas, lan: Lan, now: datetime) -> tuple[Aktor | None, Akt]:
    """Who asked, with what she may do today; None when she does not work there any more."""
    with db.read() as session:
        person = session.get_one(Medarbetare, lan.medarbetare_id)
        akt = session.get_one(Akt, lan.akt_id)
        return aktor_for(session, person, svensk_dag(now)) if person.aktiv else None, akt


def _log(db: Databas, aktor: Aktor, akt: Akt, lan: Lan, now: datetime) -> None:
    """The akt is opened in her name, and the read log says so first.

    Raises:
        NotFound: she may not open it any more.
    """
    roll = opening_role(aktor, akt.slag, akt.enhet_id)
    write = partial(log_reading, db, aktor, vad=f"handling:{lan.mall}", now=now)
    if roll is None:
        write(roll="ingen", nummer=akt.nummer, grund="nekad", utfall="nekad")
        raise finns_inte(akt.nummer)
    write(roll=roll, nummer=akt.nummer, grund="handlingskön")


def _refused(db: Databas, lan: Lan, fel: str, now: datetime) -> None:
    try:
        with db.write() as session:
            settle(session, lan, MISSLYCKAD, now=now, fel=fel[:100])
    except LanetSlut:
        return


def finish_installation(installed: Settings, clock: Callable[[], datetime]) -> int:
    """As `finish_waiting`, for a worker process, which knows only the settings."""
    db = Databas(installed)
    try:
        return finish_waiting(db, clock)
    finally:
        db.close()


def queue_installation(installed: Settings, *, now: datetime) -> int:
    """How many a worker could take now."""
    db = Databas(installed)
    try:
        with db.read() as session:
            return to_do(session, now=now)
    finally:
        db.close()
