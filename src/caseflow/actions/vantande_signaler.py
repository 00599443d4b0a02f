"""Deliver the signals over sealed relations that could not be delivered when they were sent."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from sqlalchemy.orm import Session

from caseflow.actions.sakerhetssignal import MIRRORED, deliver_to
from caseflow.actions.systemarbete import SIGNAL, Systemarbete
from caseflow.store.akt import by_nummer
from caseflow.store.samma_person import SLAG
from caseflow.store.vantande_signal import alike, held, taken

IN_ORDER = frozenset({SLAG, MIRRORED})
"""Where the latest counts: what is told of how a person is reached, and of a consent."""


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
    """It, or where the order counts it and its like to the same akt, in the order they came.

    Each waits its own time between tries. A consent must not come after its withdrawal, nor what was
    agreed first after what was agreed last.
    """
    ids = alike(session, arbete.db.ring, signal_id, IN_ORDER)
    found = [content for id_ in ids if (content := taken(session, arbete.db.ring, id_)) is not None]
    # Asked of each before any is written: what is delivered here is no newer than the next one.
    current = [content for content in found if not _superseded(session, content)]
    for content in current:
        deliver_to(arbete.db, session, content, now=arbete.now)
    return 1


def _superseded(session: Session, content: Mapping[str, Any]) -> bool:
    """Whether something newer of the same stands there since this was held back.

    Only of what could do harm by coming late: how a person is reached, and a consent. A withdrawal is
    always told, and so is a signal to look over the safety.
    """
    slag, kort = content["slag"], content["kort"]
    akt = by_nummer(session, content["nummer"])
    if akt is None or "efter" not in content:
        return False
    known = None
    if slag == SLAG:
        known = akt.snapshot.senaste(SLAG)
    elif slag == MIRRORED and kort["givet"]:
        known = akt.snapshot.alla(MIRRORED).get(str(kort["andamal"]))
    return known is not None and known.seq > content["efter"]
