"""The note in the app to the owner of a bevakning that has fallen due."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy.orm import Session

from caseflow.store.bevakning import Bevakning
from caseflow.store.notis import Notis

FORFALLER = "forfaller"


def note_due(
    session: Session, bevakning: Bevakning, owner: int, *, today: date, now: datetime
) -> None:
    """Make the note and mark that it has been made; the caller's transaction holds both or neither."""
    session.add(
        Notis(
            medarbetare_id=owner,
            akt_id=bevakning.akt_id,
            bevakning_nr=bevakning.nr,
            slag=FORFALLER,
            sen_dagar=(today - bevakning.dag).days,
            skapad=now,
        )
    )
    bevakning.notifierad = now
