"""Tell the owners of what has fallen due: a note each, once, oldest first, marked with how late it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy.orm import Session

from caseflow.notices.epost import queue_mail
from caseflow.notices.i_appen import Besked, note_due
from caseflow.store.bemanning import Bemanning, bemanning_on
from caseflow.store.forfallna import BATCH, Forfallen, Plats, claim_untold, hold_open
from caseflow.store.session import Databas


@dataclass(slots=True)
class Meddelat:
    """How many new notes were made, and the akter (their ids) with something due that nobody owns."""

    notiser: int = 0
    agarlosa: list[int] = field(default_factory=list)


def tell_owners(db: Databas, idag: date, *, now: datetime) -> Meddelat:
    """Tell of everything that is due and untold, a batch to each transaction.

    The note and the mark that it has been made stand or fall together. Others may do the same at the same
    time: what one holds, the others pass over. What nobody owns is passed by and stays untold.
    """
    out = Meddelat()
    with db.read() as session:
        bemanning = bemanning_on(session, idag)
    after = Plats()
    while True:
        with db.write() as session:
            rows = claim_untold(session, idag, after)
            if not rows:
                return out
            out.notiser += _tell(db, session, rows, bemanning, idag, now)
            out.agarlosa += [row.akt_id for row in rows if row.agare(bemanning) is None]
        after = rows[-1].plats


def tell_new_owners(
    db: Databas, rows: Sequence[Forfallen], bemanning: Bemanning, idag: date, *, now: datetime
) -> int:
    """Tell those who have come to own what somebody else was told of. Returns the new notes."""
    made = 0
    for start in range(0, len(rows), BATCH):
        with db.write() as session:
            held = hold_open(session, rows[start : start + BATCH])
            made += _tell(db, session, held, bemanning, idag, now)
    return made


def _tell(
    db: Databas,
    session: Session,
    rows: Sequence[Forfallen],
    bemanning: Bemanning,
    idag: date,
    now: datetime,
) -> int:
    besked = [
        Besked(owner, row.akt_id, row.nr, (idag - row.dag).days)
        for row in rows
        if (owner := row.agare(bemanning)) is not None
    ]
    told = note_due(session, besked, now=now)
    if db.settings.smtp_url:
        queue_mail(session, told, now=now)
    return sum(map(len, told.values()))
