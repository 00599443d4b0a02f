"""The counts beside the list of bevakningar: made by the database, a row for each owner, kind and day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import and_, case, false, func, or_, select
from sqlalchemy.orm import Session

from caseflow.queries.bevakningsurval import KEY, UPPFOLJNING, Agd, Nyckel, agd, key_of, open_rows
from caseflow.queries.listning import LEADERS
from caseflow.queries.mina_arenden import week_end
from caseflow.rules.helgdagar import dagens_namn
from caseflow.rules.roller import AGER_I_AKT
from caseflow.store.akt import Akt
from caseflow.store.atkomst import Aktor
from caseflow.store.bemanning import bemanning_on
from caseflow.store.bevakning import Bevakning
from caseflow.store.medarbetare import Medarbetare, Uppdrag

ARBETSDAGAR = 10
_AHEAD, _DAY = timedelta(days=31), timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Grupp:
    """So many open bevakningar with the same owner, kind and day.

    `dag` is None for what is late and for what is far ahead; `aldst` is the earliest day among them.
    """

    nyckel: Nyckel
    agd: Agd
    slag: str
    eskalerad: bool
    dag: date | None
    antal: int
    aldst: date

    @property
    def uppfoljningar(self) -> int:
        """How many of them are follow-ups."""
        return self.antal if self.slag == UPPFOLJNING else 0


@dataclass(frozen=True, slots=True)
class Dagantal:
    """How many fall due on a day, and how many of them are follow-ups."""

    dag: date
    antal: int
    uppfoljningar: int


@dataclass(frozen=True, slots=True)
class Mottagare:
    """Somebody who works in some akt of the list, with how many she has through Sunday, late ones included."""

    epost: str
    namn: str
    vecka: int


def raknade(
    session: Session, aktor: Aktor, dag: date, *, through: date | None = None
) -> tuple[Grupp, ...]:
    """Everything in the list, counted before any filter; each day by itself through a month, or `through`.

    A person sees what she owns, and as samordnare or enhetschef everything in the unit; never anything
    in an akt that she may not open. Two questions to the database, however much there is.
    """
    last = through or dag + _AHEAD
    marked = (
        select(
            *KEY,
            Bevakning.slag,
            (Bevakning.eskalering > 0).label("eskalerad"),
            case(
                (Bevakning.dag < dag, dag - _DAY),
                (Bevakning.dag > last, last + _DAY),
                else_=Bevakning.dag,
            ).label("pa"),
            Bevakning.dag,
        )
        .join(Akt, Akt.id == Bevakning.akt_id)
        .where(open_rows(aktor))
        .subquery()
    )
    keys = tuple(c for c in marked.c if c.name != "dag")
    rows = session.execute(
        select(*keys, func.count().label("antal"), func.min(marked.c.dag).label("aldst")).group_by(
            *keys
        )
    ).all()
    bemanning = bemanning_on(session, dag)
    units = aktor.enheter(*LEADERS)
    found = []
    for r in rows:
        key = key_of(r)
        owned = agd(bemanning, key)
        if key.enhet_id in units or owned.agare == aktor.id:
            shown = r.pa if dag <= r.pa <= last else None
            found.append(Grupp(key, owned, r.slag, r.eskalerad, shown, r.antal, r.aldst))
    return tuple(found)


def agda(groups: Iterable[Grupp]) -> dict[Nyckel, Agd]:
    """Who owns what, by what decides it."""
    return {g.nyckel: g.agd for g in groups}


def per_dag(groups: Iterable[Grupp], dag: date) -> tuple[Dagantal, ...]:
    """The coming ten working days, beginning with today (or the next one)."""
    counted: dict[date, list[int]] = {}
    for g in groups:
        if g.dag is not None:
            both = counted.setdefault(g.dag, [0, 0])
            both[0] += g.antal
            both[1] += g.uppfoljningar
    return tuple(Dagantal(d, *counted.get(d, [0, 0])) for d in working_days(dag, ARBETSDAGAR))


def working_days(fran: date, antal: int) -> tuple[date, ...]:
    """So many working days, the first one on `fran` or after it."""
    found: list[date] = []
    at = fran
    while len(found) < antal:
        if not dagens_namn(at):
            found.append(at)
        at += timedelta(days=1)
    return tuple(found)


def mottagare(
    session: Session,
    groups: Sequence[Grupp],
    people: Mapping[int, tuple[str, str]],
    dag: date,
) -> tuple[Mottagare, ...]:
    """Who works in some akt of the list; whether that is a certain one is tested when the row is given."""
    kinds = {(g.nyckel.enhet_id, g.nyckel.akt_slag) for g in groups}
    works = [
        and_(Uppdrag.enhet_id == enhet, Uppdrag.roll.in_([r.value for r in AGER_I_AKT[slag]]))
        for enhet, slag in sorted(kinds)
    ]
    ids = session.scalars(
        select(Uppdrag.medarbetare_id)
        .join(Medarbetare, Medarbetare.id == Uppdrag.medarbetare_id)
        .where(
            or_(false(), *works),
            Uppdrag.fran <= dag,
            or_(Uppdrag.till.is_(None), Uppdrag.till >= dag),
            Medarbetare.aktiv.is_(True),
        )
        .distinct()
    )
    week: dict[int, int] = {}
    for g in groups:
        agare = g.agd.agare
        if agare is not None and min(g.dag or g.aldst, g.aldst) <= week_end(dag):
            week[agare] = week.get(agare, 0) + g.antal
    found = [Mottagare(*people[id_], week.get(id_, 0)) for id_ in ids]
    return tuple(sorted(found, key=lambda m: m.namn))
