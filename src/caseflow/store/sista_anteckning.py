"""The day of the last note in an akt: from it is counted how long the akt is kept."""

from __future__ import annotations

from datetime import date

from sqlalchemy import and_, func, not_, select
from sqlalchemy.orm import Session

from caseflow.rules.kalender import svensk_dag
from caseflow.store.akt import Akt
from caseflow.store.base import parse_instant
from caseflow.store.handelse import Handelse
from caseflow.store.handling import LAMNAD, OM_GALLRINGEN, Handling


def last_note(session: Session, akt: Akt) -> date | None:
    """The day the last note was made: when it was written down, but for an import when it happened.

    The beslut to dispose of the akt is no such note, nor that it was handed over: it would keep what it disposes
    of for as long again.
    """
    here, about = Handling.akt_id == akt.id, Handling.mall == OM_GALLRINGEN
    decided = select(Handling.seq).where(here, about)
    given = select(Handling.lamnad).where(here, Handling.lamnad.is_not(None))
    # Which handling was handed over is sealed in the event; where the day leaves a doubt it counts as a note.
    handed = and_(
        Handelse.kod == LAMNAD,
        Handelse.handelsedatum.in_(given.where(about)),
        Handelse.handelsedatum.not_in(given.where(not_(about))),
    )
    own = and_(Handelse.akt_id == akt.id, Handelse.seq.not_in(decided), not_(handed))
    written, happened = session.execute(
        select(
            select(func.max(Handelse.registrerad))
            .where(own, Handelse.ursprung != "import")
            .scalar_subquery(),
            select(func.max(Handelse.handelsedatum))
            .where(own, Handelse.ursprung == "import")
            .scalar_subquery(),
        )
    ).one()
    days = [svensk_dag(parse_instant(written))] if written else []
    days += [happened] if happened else []
    return max(days, default=None)
