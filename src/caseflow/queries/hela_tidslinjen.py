"""The whole timeline of an akt, a page at a time, by the day things happened."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from caseflow.queries.handelser import open_event
from caseflow.queries.handelser_i_akt import Handelsevy, handelsevy
from caseflow.queries.namn import names
from caseflow.queries.oppna import open_for_reading
from caseflow.store.atkomst import Aktor
from caseflow.store.handelse import Handelse
from caseflow.store.session import Databas

PER_SIDA = 100


@dataclass(frozen=True, slots=True)
class Tidslinjevy:
    """One page of events. `sidor` is how many pages there are, at least one."""

    nummer: str
    slag: str
    roll: str
    antal: int
    sida: int
    sidor: int
    handelser: tuple[Handelsevy, ...]


def hela_tidslinjen(db: Databas, aktor: Aktor, nummer: str, *, sida: int = 1) -> Tidslinjevy:
    """The page; a number outside the pages gives the nearest one.

    Raises:
        NotFound: missing, or no role that opens it.
    """
    with db.read() as session:
        akt, roll = open_for_reading(session, aktor, nummer)
        sidor = max(1, -(-akt.seq // PER_SIDA))
        shown = min(max(sida, 1), sidor)
        rows = session.scalars(
            select(Handelse)
            .where(Handelse.akt_id == akt.id)
            .order_by(Handelse.handelsedatum.desc().nulls_last(), Handelse.seq.desc())
            .limit(PER_SIDA)
            .offset((shown - 1) * PER_SIDA)
        )
        key = db.ring.unwrap(akt.nyckel)
        events = [open_event(row, akt.nummer, key) for row in rows]
        people = names(session, (e.av for e in events))
        return Tidslinjevy(
            akt.nummer,
            akt.slag,
            roll,
            akt.seq,
            shown,
            sidor,
            tuple(handelsevy(e, akt.slag, people) for e in events),
        )
