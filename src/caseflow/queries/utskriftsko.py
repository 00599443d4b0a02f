"""The letters that are finished and not handed over yet, where the person works, and which may be sent today.

Neither name nor address is read: a row is a number and a title.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, exists, false, func, or_, select
from sqlalchemy.orm import aliased

from caseflow.documents.mallar import MALLAR
from caseflow.engine.errors import Hinder
from caseflow.rules.brev import brevets_hinder, samtyckets_hinder
from caseflow.rules.roller import AGER_I_AKT
from caseflow.store.akt import Akt
from caseflow.store.atkomst import Aktor
from caseflow.store.enhet import Enhet
from caseflow.store.handling import Handling
from caseflow.store.person import Person
from caseflow.store.profilversion import profile_of
from caseflow.store.session import Databas

MOST_ROWS = 100


@dataclass(frozen=True, slots=True)
class Brevrad:
    """One letter. `hinder` is why it may not be sent today; empty when it may."""

    nummer: str
    seq: int
    slag: str
    titel: str
    sprak: str
    dag: date | None
    sidor: int
    enhet: str
    skydd: bool
    hinder: tuple[Hinder, ...]

    @property
    def nyckel(self) -> str:
        """What marks the row in a form."""
        return f"{self.nummer}:{self.seq}"


@dataclass(frozen=True, slots=True)
class Utskriftsko:
    """The letters that have waited longest, and how many there are in all."""

    rader: tuple[Brevrad, ...]
    antal: int
    enheter: int

    @property
    def gar(self) -> tuple[Brevrad, ...]:
        """Those that may be sent today."""
        return tuple(r for r in self.rader if not r.hinder)

    @property
    def gar_inte(self) -> tuple[Brevrad, ...]:
        """Those that are handed over in another way, or later."""
        return tuple(r for r in self.rader if r.hinder)


def utskriftsko(db: Databas, aktor: Aktor, *, dag: date) -> Utskriftsko:
    """The same few statements however many letters there are."""
    waits = and_(_waiting(), _works_in(aktor))
    query = (
        select(Handling, Akt, Enhet.namn, Person.skydd)
        .join(Akt, Akt.id == Handling.akt_id)
        .join(Enhet, Enhet.id == Akt.enhet_id)
        .outerjoin(Person, Person.id == Akt.person_id)
        .where(waits)
        .order_by(Handling.dag, Akt.nummer, Handling.seq)
        .limit(MOST_ROWS)
    )
    count = select(func.count()).select_from(Handling).join(Akt, Akt.id == Handling.akt_id)
    rows = []
    with db.read() as session:
        for handling, akt, enhet, skydd in session.execute(query):
            profil = profile_of(session, db.settings, akt.profil, akt.profil_version)
            found = samtyckets_hinder(handling.mall, akt.snapshot, profil, dag)
            found += brevets_hinder(akt.snapshot, profil, dag, skydd or "")
            rows.append(
                Brevrad(
                    nummer=akt.nummer,
                    seq=handling.seq,
                    slag=akt.slag,
                    titel=handling.titel,
                    sprak=handling.sprak,
                    dag=handling.dag,
                    sidor=handling.sidor,
                    enhet=enhet,
                    skydd=bool(skydd),
                    hinder=tuple(found),
                )
            )
        antal = session.scalar(count.where(waits)) or 0
    return Utskriftsko(tuple(rows), antal, len(aktor.enheter()))


def _waiting() -> ColumnElement[bool]:
    """A letter that has not left, is no copy, and that no later one corrects."""
    later = aliased(Handling)
    letters = sorted(mall.kod for mall in MALLAR.values() if mall.ar_brev)
    replaced = exists().where(later.akt_id == Handling.akt_id, later.ersatter == Handling.seq)
    return and_(
        Handling.mall.in_(letters),
        Handling.lamnad.is_(None),
        Handling.kopia_av.is_(None),
        ~replaced,
    )


def _works_in(aktor: Aktor) -> ColumnElement[bool]:
    """The akter that the person works in: not those that are only reviewed or archived."""
    pairs = [
        and_(Akt.enhet_id == enhet, Akt.slag.in_(slag))
        for enhet in aktor.enheter()
        if (slag := [s for s, by in AGER_I_AKT.items() if set(by) & set(aktor.roller(enhet))])
    ]
    return and_(Akt.synlig.is_(True), or_(false(), *pairs))
