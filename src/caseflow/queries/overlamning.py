"""Who holds an akt, and who in its unit could hold it instead."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, or_, select

from caseflow.queries.listning import openable
from caseflow.rules.roller import ANSVARAR_FOR_AKT
from caseflow.store.akt import Akt
from caseflow.store.atkomst import Aktor, open_akt
from caseflow.store.medarbetare import Medarbetare, Uppdrag
from caseflow.store.session import Databas


@dataclass(frozen=True, slots=True)
class Oppnad:
    """An akt that may be opened, and the role it is opened under."""

    nummer: str
    slag: str
    roll: str
    ar_ansvarig: bool


@dataclass(frozen=True, slots=True)
class Mottagare:
    """Somebody who could hold the akt.

    `oppna` is how many open akter the person holds now, of those that the one who asks may open: a
    number of all would tell when a partnerkontakt begins.
    """

    epost: str
    namn: str
    oppna: int


@dataclass(frozen=True, slots=True)
class Overlamning:
    """The akt, who holds it (empty when nobody does), and who could."""

    akt: Oppnad
    ansvarig: str
    mottagare: tuple[Mottagare, ...]


def oppnad(db: Databas, aktor: Aktor, nummer: str) -> Oppnad:
    """The akt by its number. The caller logs the reading.

    Raises:
        NotFound: missing, or no role that opens it: the answer is the same.
    """
    with db.read() as session:
        akt, roll = open_akt(session, aktor, nummer)
        return Oppnad(akt.nummer, akt.slag, roll, akt.ansvarig_id == aktor.id)


def overlamning(db: Databas, aktor: Aktor, nummer: str, *, dag: date) -> Overlamning:
    """The akt and who could take it over on a day.

    Raises:
        NotFound: missing, or no role that opens it: the answer is the same.
    """
    with db.read() as session:
        akt, roll = open_akt(session, aktor, nummer)
        owns = [r.value for r in ANSVARAR_FOR_AKT[akt.slag]]
        held = (
            select(func.count())
            .select_from(Akt)
            .where(Akt.ansvarig_id == Medarbetare.id, Akt.avslutad.is_(False), openable(aktor))
            .correlate(Medarbetare)
            .scalar_subquery()
        )
        rows = session.execute(
            select(Medarbetare.id, Medarbetare.epost, Medarbetare.namn, held)
            .where(
                Medarbetare.aktiv.is_(True),
                Medarbetare.id.in_(
                    select(Uppdrag.medarbetare_id).where(
                        Uppdrag.enhet_id == akt.enhet_id,
                        Uppdrag.roll.in_(owns),
                        Uppdrag.fran <= dag,
                        or_(Uppdrag.till.is_(None), Uppdrag.till >= dag),
                    )
                ),
            )
            .order_by(Medarbetare.namn)
        ).all()
        holder = session.get(Medarbetare, akt.ansvarig_id) if akt.ansvarig_id else None
        return Overlamning(
            Oppnad(akt.nummer, akt.slag, roll, akt.ansvarig_id == aktor.id),
            holder.namn if holder else "",
            tuple(Mottagare(e, n, antal) for i, e, n, antal in rows if i != akt.ansvarig_id),
        )
