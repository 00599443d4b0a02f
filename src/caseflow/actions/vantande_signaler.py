"""Deliver the signals over sealed relations that could not be delivered when they were sent."""

from __future__ import annotations

from functools import partial

from sqlalchemy.orm import Session

from caseflow.actions.overenskommelse import superseded
from caseflow.actions.sakerhetssignal import deliver_to
from caseflow.actions.systemarbete import SIGNAL, Systemarbete
from caseflow.store.vantande_signal import held, taken


def deliver_held(arbete: Systemarbete) -> int:
    """Deliver each in a transaction of its own. Returns how many still wait."""
    with arbete.db.read() as session:
        waiting = held(session)
    # The key names the signal alone: not even a fault may tell which akter belong together.
    return sum(
        1 - arbete.attempt(SIGNAL, str(signal_id), None, partial(_deliver, arbete, signal_id))
        for signal_id in waiting
    )


def _deliver(arbete: Systemarbete, signal_id: int, session: Session) -> int:
    content = taken(session, arbete.db.ring, signal_id)
    if content is not None and not superseded(arbete.db, session, content):
        deliver_to(arbete.db, session, content, now=arbete.now)
    return 1
