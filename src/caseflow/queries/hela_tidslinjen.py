"""The whole timeline of an akt, a page at a time, by the day things happened."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from caseflow.queries.handelser_i_akt import (
    INVANDNING,
    Handelsevy,
    handelsevy,
    med_invandningar,
)
from caseflow.store.atkomst import Aktor, open_akt
from caseflow.store.handelse import Handelse
from caseflow.store.handelselasning import las_handelser, open_event
from caseflow.store.namn import names, namnen
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
        akt, roll = open_akt(session, aktor, nummer)
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
        said = las_handelser(session, db.ring, akt, koder=(INVANDNING,))
        people, kanda = names(session, (e.av for e in events)), namnen(session, akt)
        on_page = {e.seq for e in events}
        shown_and_said = med_invandningar(
            [
                handelsevy(e, kanda, people)
                for e in (*events, *(s for s in said if s.seq not in on_page))
            ]
        )
        return Tidslinjevy(
            akt.nummer,
            akt.slag,
            roll,
            akt.seq,
            shown,
            sidor,
            tuple(h for h in shown_and_said if h.seq in on_page),
        )
