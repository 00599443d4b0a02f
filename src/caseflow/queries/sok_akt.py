"""Search by exact aktnummer, name or personnummer (15 § SoLPuF), or the beteckning of an orosanmälan.

A report of worry for a child is outside the limit on what may be searched for (12 § 11 and 15 § SoLPuF).
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from caseflow.engine.aktnummer import normal_aktnummer
from caseflow.engine.beteckning import normal_beteckning
from caseflow.queries.listning import openable
from caseflow.queries.mina_arenden import display_name, is_protected
from caseflow.store.akt import Akt
from caseflow.store.atkomst import Aktor, opening_role
from caseflow.store.definition import definitioner_of
from caseflow.store.enhet import Enhet
from caseflow.store.handling import Handling
from caseflow.store.person import Person, find
from caseflow.store.session import Databas


@dataclass(frozen=True, slots=True)
class Traff:
    """An akt that was found and may be opened, and the role it is shown under."""

    nummer: str
    slag: str
    namn: str
    skydd: bool
    lage: str
    avslutad: bool
    enhet: str
    roll: str


def sok_akt(db: Databas, aktor: Aktor, text: str) -> list[Traff]:
    """The akter found among those the person may open; nothing tells of others. The caller logs the reading."""
    nummer = normal_aktnummer(text)
    with db.read() as session:
        query = (
            select(Akt, Enhet.namn, Person)
            .join(Enhet, Enhet.id == Akt.enhet_id)
            .outerjoin(Person, Person.id == Akt.person_id)
            .where(openable(aktor))
            .order_by(Akt.avslutad, Akt.nummer)
        )
        if nummer:
            query = query.where(Akt.nummer == nummer)
        elif beteckning := normal_beteckning(text):
            known = select(Handling.akt_id).where(Handling.beteckning == beteckning)
            query = query.where(Akt.id.in_(known))
        else:
            persons = [p.id for p in find(session, db.ring, text)]
            query = query.where(Akt.person_id.in_(persons))
        return [
            Traff(
                nummer=akt.nummer,
                slag=akt.slag,
                namn=display_name(db, akt.slag, person),
                skydd=is_protected(person),
                lage=definitioner_of(session, akt.slag, akt.process_version)
                .huvud.state(akt.tillstand)
                .label,
                avslutad=akt.avslutad,
                enhet=enhet,
                roll=opening_role(aktor, akt.slag, akt.enhet_id) or "",
            )
            for akt, enhet, person in session.execute(query)
        ]
