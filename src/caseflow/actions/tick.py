"""One pass of the bevakning loop: what is due is told to its owner, once, and further when it grows late.

Reads which day it is from its argument. A missed day is caught up by the next pass: what has not been told
is found by a column, in order of due day, and marked with how late it is; the steps that time takes are
dated on the day they fell due.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import select

from caseflow.actions.eskalera_sena import say_what_is_late
from caseflow.actions.meddela_forfallna import tell_owners
from caseflow.actions.systemarbete import SIGNAL, Systemarbete, begin_work
from caseflow.actions.tidsstyrda_steg import take_timed_steps
from caseflow.actions.vantande_signaler import deliver_held
from caseflow.engine.errors import CaseflowError
from caseflow.rules.kalender import svensk_dag
from caseflow.settings import Settings
from caseflow.store.akt import Akt
from caseflow.store.forfallna import count_untold
from caseflow.store.hjartslag import BEVAKNING, beat
from caseflow.store.session import Databas


@dataclass(frozen=True, slots=True)
class Tick:
    """What a pass did: notes to owners, timed steps taken, and bevakningar said further because they are late."""

    notiser: int
    steg: int
    eskalerade: int = 0


def tick(db: Databas, *, now: datetime) -> Tick:
    """Handle everything that is due on the Swedish day of `now`. May run twice, and beside another.

    What fails in one akt stops nothing in another: it is said at the end, when all the rest is done, and
    tried again in a later pass.

    Raises:
        CaseflowError: something is due that nobody owns or hears of, or some work could not be done.
    """
    idag = svensk_dag(now)
    arbete = begin_work(db, now=now)
    waiting = deliver_held(arbete)
    meddelat = tell_owners(db, idag, now=now)
    notiser = meddelat.notiser
    steg = take_timed_steps(arbete, idag)
    if (
        steg
    ):  # what they made due is told in the same pass, so that a late one leaves nothing behind
        meddelat = tell_owners(db, idag, now=now)
        notiser += meddelat.notiser
    sagt = say_what_is_late(arbete, idag)
    arbete.forget_the_rest()
    made = Tick(notiser + sagt.notiser, steg, sagt.eskalerade)
    with db.write() as session:
        beat(session, BEVAKNING, {**asdict(made), "fel": len(arbete.misslyckat)}, now=now)
    _refuse_silence(db, meddelat.agarlosa, sagt.ohorda)
    _say_what_failed(arbete, waiting)
    return made


def _refuse_silence(db: Databas, ownerless: Sequence[int], unheard: Sequence[int]) -> None:
    """What nobody owns or hears of is said aloud, after everybody has got their notes."""
    if not ownerless and not unheard:
        return
    with db.read() as session:
        numbers = session.scalars(
            select(Akt.nummer)
            .where(Akt.id.in_([*ownerless, *unheard][:500]))
            .order_by(Akt.nummer)
            .limit(5)
        ).all()
    if ownerless:
        vad = f"{len(ownerless)} bevakningar har ingen ägare."
        varfor = f"Enheten har ingen som kan äga dem: {', '.join(numbers)}."
    else:
        vad = f"{len(unheard)} sena bevakningar har ingen att säga det till."
        varfor = f"Enheten har varken samordnare eller enhetschef: {', '.join(numbers)}."
    raise CaseflowError(
        vad=vad,
        varfor=varfor,
        gor_nu="Ge någon uppdraget samordnare i enheten (partnerkontakt för en partnerkontakt).",
    )


def _say_what_failed(arbete: Systemarbete, waiting: int) -> None:
    # A signal is counted, never named: its key tells nothing, and it must stay so.
    failed = sorted({key for slag, key in arbete.misslyckat if slag != SIGNAL})
    tried = any(slag == SIGNAL for slag, _ in arbete.misslyckat)
    if not failed and not tried:
        return
    raise CaseflowError(
        vad=f"{len(failed) + waiting} åtgärder som systemet gör kunde inte göras.",
        varfor=f"I akterna: {', '.join(failed[:5]) or 'inga'}. Signaler som väntar: {waiting}.",
        gor_nu="Systemet försöker igen. Kör caseflow verify och kontakta den som ansvarar för driften.",
    )


def tick_installation(installed: Settings, *, now: datetime) -> Tick:
    """One pass for a worker process, which knows only the settings."""
    db = Databas(installed)
    try:
        return tick(db, now=now)
    finally:
        db.close()


def note_installation(installed: Settings, *, now: datetime) -> int:
    """Only the notes, for a worker process beside others: each row is told by one of them. Returns how many."""
    db = Databas(installed)
    try:
        return tell_owners(db, svensk_dag(now), now=now).notiser
    finally:
        db.close()


def backlog_installation(installed: Settings, *, now: datetime) -> int:
    """How many due bevakningar nobody has been told of yet, also those without an owner."""
    db = Databas(installed)
    try:
        with db.read() as session:
            return count_untold(session, svensk_dag(now))
    finally:
        db.close()
