"""Take the steps that time alone takes, on the day they fell due, however late the pass is."""

from __future__ import annotations

from datetime import date
from functools import partial

from sqlalchemy.orm import Session

from caseflow.actions.akthandling import open_for
from caseflow.actions.systemarbete import STEG, Systemarbete
from caseflow.actions.take_step import perform_step
from caseflow.processes import REGLER
from caseflow.store.akt import free
from caseflow.store.atkomst import SYSTEM
from caseflow.store.forfallna import Stegdags, due_of_kinds

TIDSSTYRT = {rule.kod: rule.utloser for rule in REGLER.values() if rule.utloser}
"""The step that the system takes when a bevakning of the kind falls due."""


def take_timed_steps(arbete: Systemarbete, idag: date) -> int:
    """Take them in order of due day, each in a transaction of its own; found again if it is lost.

    A step that makes another one due is followed by that one. Returns how many were taken.
    """
    taken = 0
    seen: set[tuple[int, int]] = set()
    while True:
        with arbete.db.read() as session:
            found = due_of_kinds(session, idag, TIDSSTYRT)
        left = [due for due in found if (due.akt_id, due.nr) not in seen]
        if not left:
            return taken
        for due in left:
            seen.add((due.akt_id, due.nr))
            work = partial(_take, arbete, due)
            taken += arbete.attempt(STEG, f"{due.nummer}:{due.nr}", due.akt_id, work)


def _take(arbete: Systemarbete, due: Stegdags, session: Session) -> int:
    """1 when the step was taken, 0 when somebody holds the akt just now or it has been taken already."""
    if not free(session, due.akt_id):
        return 0
    opened = open_for(arbete.db, session, SYSTEM, due.nummer, now=arbete.now)
    part = opened.akt.fakta.delprocess(due.delprocess) if due.delprocess else None
    if part is None or all(o.nr != due.nr for o in opened.akt.oppna):
        return 0
    # On its own day, as if no pass had been missed: what follows is then counted as it would have been.
    dag = max(due.dag, part.sedan or due.dag)
    perform_step(opened, TIDSSTYRT[due.slag], {}, dag=dag, delprocess=due.delprocess)
    return 1
