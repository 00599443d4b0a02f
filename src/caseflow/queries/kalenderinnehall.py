"""What a secret calendar address opens today: the open bevakningar that its medarbetare owns."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from caseflow.notices.kalender import Kalenderrad
from caseflow.queries.listning import openable
from caseflow.store.agare import owner_column
from caseflow.store.akt import Akt
from caseflow.store.atkomst import Aktor, aktor_for
from caseflow.store.bevakning import OPEN, Bevakning
from caseflow.store.kalenderadress import Kalenderadress
from caseflow.store.medarbetare import Medarbetare
from caseflow.store.person import Person
from caseflow.store.session import Databas

BACK, AHEAD = timedelta(days=60), timedelta(days=180)
LIST = "/bevakningar?agare=jag"


@dataclass(frozen=True, slots=True)
class Kalender:
    """The entries of an address, and a mark that changes when any of them does."""

    adress_id: int
    rader: tuple[Kalenderrad, ...]

    @property
    def marke(self) -> str:
        """An entity tag without quotes."""
        content = "\n".join(f"{r.uid} {r.dag} {r.nummer} {r.adress}" for r in self.rader)
        return hashlib.sha256(content.encode()).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class Kanaler:
    """How a medarbetare is told: e-mail or not, and since when a calendar address holds, if one does."""

    epost: str
    epostnotiser: bool
    skapad: datetime | None
    hamtad: datetime | None


def kalender(db: Databas, hemlighet_hash: bytes, *, dag: date) -> Kalender | None:
    """The calendar of a hashed secret, or None: unknown, revoked, or the medarbetare is disabled.

    Roles are those of `dag`: who has lost the role that opens an akt has it no longer in the calendar.
    """
    with db.read() as session:
        found = session.execute(
            select(Kalenderadress.id, Medarbetare)
            .join(Medarbetare, Medarbetare.id == Kalenderadress.medarbetare_id)
            .where(
                Kalenderadress.hemlighet_hash == hemlighet_hash,
                Kalenderadress.aterkallad.is_(None),
                Medarbetare.aktiv.is_(True),
            )
        ).one_or_none()
        if found is None:
            return None
        adress_id, person = found
        return Kalender(adress_id, _rows(db, session, aktor_for(session, person, dag), dag))


def _rows(db: Databas, session: Session, aktor: Aktor, dag: date) -> tuple[Kalenderrad, ...]:
    """By day. What is later than `AHEAD` comes when its day is nearer."""
    rows = session.execute(
        select(
            Bevakning.akt_id,
            Bevakning.nr,
            Bevakning.dag,
            Akt.nummer,
            or_(Akt.slag == "partnerkontakt", Person.skydd != "").label("hidden"),
        )
        .join(Akt, Akt.id == Bevakning.akt_id)
        .outerjoin(Person, Person.id == Akt.person_id)
        .where(
            Bevakning.status.in_(OPEN),
            Bevakning.dag.between(dag - BACK, dag + AHEAD),
            openable(aktor),
            owner_column(dag) == aktor.id,
        )
        .order_by(Bevakning.dag, Bevakning.akt_id, Bevakning.nr)
    )
    base = db.settings.adress
    return tuple(
        Kalenderrad(
            uid=db.ring.index_of("kalender", f"{aktor.id}:{r.akt_id}:{r.nr}").hex()[:32],
            dag=r.dag,
            nummer="" if r.hidden else r.nummer,
            adress=base + (LIST if r.hidden else f"/arenden/{r.nummer}"),
        )
        for r in rows
    )


def kanaler(db: Databas, aktor: Aktor) -> Kanaler:
    """The person's own channels."""
    with db.read() as session:
        person = session.get_one(Medarbetare, aktor.id)
        holds = session.scalar(
            select(Kalenderadress)
            .where(Kalenderadress.medarbetare_id == person.id, Kalenderadress.aterkallad.is_(None))
            .order_by(Kalenderadress.id.desc())
            .limit(1)
        )
        return Kanaler(
            epost=person.epost,
            epostnotiser=person.epostnotiser,
            skapad=holds.skapad if holds else None,
            hamtad=holds.hamtad if holds else None,
        )
