"""A person's notes, unread first. A note on an akt that may no longer be opened is not shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import and_, case, func, select

from caseflow.engine.errors import NotFound
from caseflow.notices.i_appen import ESKALERAD
from caseflow.queries.listning import openable
from caseflow.store.akt import Akt
from caseflow.store.atkomst import Aktor
from caseflow.store.bevakning import OPEN, Bevakning
from caseflow.store.namn import bevakning_etikett
from caseflow.store.notis import Notis
from caseflow.store.session import Databas

LONGEST = 100


@dataclass(frozen=True, slots=True)
class Notisrad:
    """One note. `gjord` says that what it is about has been done since.

    `slag` is the kind of akt. `eskalerad`: it is somebody else's and late, and has come up to the reader.
    """

    id: int
    nummer: str
    slag: str
    eskalerad: bool
    etikett: str
    dag: date
    typ: str
    kalla: str
    skapad: datetime
    last: bool
    gjord: bool


@dataclass(frozen=True, slots=True)
class Notislista:
    """The unread notes and the latest read ones; `olasta_antal` counts all unread."""

    olasta: tuple[Notisrad, ...]
    lasta: tuple[Notisrad, ...]
    olasta_antal: int


def notiser(db: Databas, aktor: Aktor, *, antal: int = LONGEST) -> Notislista:
    """The unread notes and the read ones by when they were read, at most `antal` of each.

    Of the unread, what is still to be done comes first, by due day; what has been done since comes after.
    """
    with db.read() as session:
        base = (
            select(Notis, Akt.nummer, Akt.slag, Bevakning)
            .join(Akt, Akt.id == Notis.akt_id)
            .join(
                Bevakning,
                and_(Bevakning.akt_id == Notis.akt_id, Bevakning.nr == Notis.bevakning_nr),
            )
            .where(Notis.medarbetare_id == aktor.id, openable(aktor))
            .limit(antal)
        )
        done = case((Bevakning.status.in_(OPEN), 0), else_=1)
        due_first = base.where(Notis.last.is_(None)).order_by(done, Bevakning.dag, Notis.id)
        latest = base.where(Notis.last.is_not(None)).order_by(Notis.last.desc(), Notis.id.desc())
        unread, read = (tuple(_row(*r) for r in session.execute(q)) for q in (due_first, latest))
        total = session.scalar(
            select(func.count())
            .select_from(Notis)
            .join(Akt, Akt.id == Notis.akt_id)
            .where(Notis.medarbetare_id == aktor.id, Notis.last.is_(None), openable(aktor))
        )
        return Notislista(unread, read, total or 0)


def notisens_akt(db: Databas, aktor: Aktor, notis_id: int) -> str:
    """The aktnummer that one's own note points at.

    Raises:
        NotFound: it is somebody else's, missing, or the akt may not be opened.
    """
    with db.read() as session:
        nummer = session.scalar(
            select(Akt.nummer)
            .join(Notis, Notis.akt_id == Akt.id)
            .where(Notis.id == notis_id, Notis.medarbetare_id == aktor.id, openable(aktor))
        )
    if nummer is None:
        raise NotFound(vad="Notisen finns inte.", gor_nu="Ladda om listan.")
    return nummer


def _row(notis: Notis, nummer: str, slag: str, bevakning: Bevakning) -> Notisrad:
    return Notisrad(
        id=notis.id,
        nummer=nummer,
        slag=slag,
        eskalerad=notis.slag == ESKALERAD,
        etikett=bevakning_etikett(bevakning.slag),
        dag=bevakning.dag,
        typ=bevakning.typ,
        kalla=bevakning.kalla,
        skapad=notis.skapad,
        last=notis.last is not None,
        gjord=bevakning.status not in OPEN,
    )
