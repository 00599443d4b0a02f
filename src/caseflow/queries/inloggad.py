"""Who a session belongs to, with what the frame of every page shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import func, select

from caseflow.queries.drift import dead_in
from caseflow.queries.listning import openable
from caseflow.store.akt import Akt
from caseflow.store.atkomst import Aktor, aktor_for
from caseflow.store.enhet import Enhet
from caseflow.store.medarbetare import Inloggning, Medarbetare
from caseflow.store.notis import Notis
from caseflow.store.session import Databas

LONGEST = timedelta(hours=12)
"""However much a session is used, it ends with the working day."""


@dataclass(frozen=True, slots=True)
class Inloggningsvy:
    """A valid session. `enheter` are (id, code, name) where the person has an uppdrag that day.

    `olasta` are unread notes, `doda` what the system has given up within the person's reach.
    """

    aktor: Aktor
    csrf: str
    giltig_till: datetime
    enheter: tuple[tuple[int, str, str], ...]
    olasta: int
    doda: int


def current(db: Databas, token_hash: bytes, *, now: datetime, dag: date) -> Inloggningsvy | None:
    """The session of the hashed token, or None when it is unknown, over or its medarbetare disabled."""
    with db.read() as session:
        row = session.execute(
            select(Inloggning, Medarbetare)
            .join(Medarbetare, Medarbetare.id == Inloggning.medarbetare_id)
            .where(
                Inloggning.token_hash == token_hash,
                Inloggning.giltig_till > now,
                Inloggning.skapad > now - LONGEST,
                Medarbetare.aktiv.is_(True),
            )
        ).one_or_none()
        if row is None:
            return None
        inloggning, medarbetare = row
        aktor = aktor_for(session, medarbetare, dag)
        enheter = session.execute(
            select(Enhet.id, Enhet.kod, Enhet.namn)
            .where(Enhet.id.in_(aktor.enheter()))
            .order_by(Enhet.namn)
        )
        olasta = session.scalar(
            select(func.count())
            .select_from(Notis)
            .join(Akt, Akt.id == Notis.akt_id)
            .where(Notis.medarbetare_id == medarbetare.id, Notis.last.is_(None), openable(aktor))
        )
        return Inloggningsvy(
            aktor=aktor,
            csrf=inloggning.csrf,
            giltig_till=inloggning.giltig_till,
            enheter=tuple(enheter.all()),
            olasta=olasta or 0,
            doda=dead_in(session, aktor, now=now),
        )
