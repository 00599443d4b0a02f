"""The board: how much falls due for each person on each day, what is late, and what nobody was chosen for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from caseflow.queries.bevakningslage import ARBETSDAGAR, Grupp, agda, raknade, working_days
from caseflow.queries.bevakningsurval import (
    INGEN,
    KEY,
    Agd,
    Bevakningsfilter,
    Nyckel,
    key_of,
    narrowed,
)
from caseflow.queries.listning import LEADERS
from caseflow.queries.mina_arenden import week_end
from caseflow.rules.helgdagar import dagens_namn
from caseflow.rules.roller import AGER_I_AKT, Roll
from caseflow.store.akt import Akt
from caseflow.store.atkomst import Aktor, opening_role
from caseflow.store.bevakning import Bevakning
from caseflow.store.enhet import Enhet
from caseflow.store.medarbetare import Medarbetare, Uppdrag
from caseflow.store.namn import bevakning_etikett, names
from caseflow.store.profiler import find_profile
from caseflow.store.session import Databas

FYRA_VECKOR = 28
HOGST = 10
"""How many rows each of the two lists below the board shows; the rest stand in the list of bevakningar."""


@dataclass(frozen=True, slots=True)
class Dag:
    """A day of the board. `ledig` says why it is no working day; such a day is shown when something falls due."""

    dag: date
    ledig: str
    antal: int
    uppfoljningar: int


@dataclass(frozen=True, slots=True)
class Ruta:
    """How many fall due for a person on a day. `borta` when no uppdrag in the unit is in force then."""

    dag: date
    antal: int
    uppfoljningar: int
    borta: bool


@dataclass(frozen=True, slots=True)
class Personrad:
    """One person, or nobody (`id` None): what nobody owns. `slutar` is the last day of the last uppdrag.

    `sena` are overdue, the oldest by `aldst` days. `idag`, `vecka` (through Sunday) and `veckor`
    (four weeks, today included) say the load; `ej_valda` are owned only until somebody is chosen.
    """

    id: int | None
    namn: str
    roller: tuple[str, ...]
    slutar: date | None
    rutor: tuple[Ruta, ...]
    sena: int
    aldst: int
    idag: int
    vecka: int
    veckor: int
    ej_valda: int
    efter_slutet: int


@dataclass(frozen=True, slots=True)
class Sen:
    """One row that is late, or that nobody was chosen for. `eskalering` as in the row itself."""

    nummer: str
    nr: int
    akt_slag: str
    etikett: str
    dag: date
    eskalering: int
    agare: str


@dataclass(frozen=True, slots=True)
class Planering:
    """The board of a unit, or of oneself (`enhet` None), over `dagar`.

    `tak` is how many follow-ups the unit has time for in a day, by its profile. `kan_aga` are the names
    of those who could be given what nobody was chosen for.
    """

    enhet: int | None
    enhetens_namn: str
    tak: int
    dagar: tuple[Dag, ...]
    rader: tuple[Personrad, ...]
    sena: int
    utan_agare: int
    ej_valda: int
    sena_rader: tuple[Sen, ...]
    ej_valda_rader: tuple[Sen, ...]
    kan_aga: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Person:
    id: int
    namn: str
    roller: tuple[str, ...]
    tider: tuple[tuple[date, date | None], ...]

    def borta(self, dag: date) -> bool:
        return not any(fran <= dag and (till is None or dag <= till) for fran, till in self.tider)

    @property
    def slutar(self) -> date | None:
        ends = [till for _, till in self.tider if till is not None]
        return max(ends) if len(ends) == len(self.tider) and ends else None


def planering(
    db: Databas, aktor: Aktor, *, dag: date, fran: date, enhet: int | None = None
) -> Planering:
    """The board from `fran`. `enhet` is a unit that the person leads; else the first of them, else only oneself.

    The grid is one question to the database, however many rows there are.
    """
    led = aktor.enheter(*LEADERS)
    unit = enhet if enhet in led else next(iter(led), None)
    with db.read() as session:
        here = session.get(Enhet, unit if unit is not None else next(iter(aktor.enheter()), 0))
        everything = raknade(session, aktor, dag, through=_last_day(fran, dag))
        counted = [g for g in everything if unit is None or g.nyckel.enhet_id == unit]
        people = _people(session, aktor, unit, dag)
        days = _days(counted, fran)
        owned = agda(everything)
        late = _rows(session, aktor, dag, owned, Bevakningsfilter(nar="sen", enhet=unit))
        unchosen = (
            _rows(session, aktor, dag, owned, Bevakningsfilter(agare=INGEN, enhet=unit))
            if unit is not None
            else ()
        )
    tak = find_profile(db.settings, here.profil).uppfoljningar_per_dag if here else 0
    rader = _people_rows(counted, people, days, dag)
    return Planering(
        enhet=unit,
        enhetens_namn=here.namn if here else "",
        tak=tak,
        dagar=days,
        rader=rader,
        sena=sum(r.sena for r in rader),
        utan_agare=sum(n.antal for n in counted if n.agd.agare is None),
        ej_valda=sum(r.ej_valda for r in rader),
        sena_rader=late,
        ej_valda_rader=unchosen,
        kan_aga=tuple(p.namn for p in people if not p.borta(dag)) if unit is not None else (),
    )


def _end(fran: date) -> date:
    """The last day of the board: with the days off that follow the last working day."""
    return working_days(fran, ARBETSDAGAR + 1)[-1] - timedelta(days=1)


def _last_day(fran: date, dag: date) -> date:
    return max(_end(fran), dag + timedelta(days=FYRA_VECKOR))


def _people(session: Session, aktor: Aktor, unit: int | None, dag: date) -> tuple[_Person, ...]:
    """Those who work in akter of the unit that the person may open, or only oneself; also who comes or goes."""
    kinds = [slag for slag in AGER_I_AKT if unit is not None and opening_role(aktor, slag, unit)]
    roller = {r.value for slag in kinds for r in AGER_I_AKT[slag]}
    wanted = (
        (Uppdrag.enhet_id == unit, Uppdrag.roll.in_(roller))
        if unit is not None
        else (Uppdrag.medarbetare_id == aktor.id,)
    )
    found: dict[int, list[tuple[str, str, date, date | None]]] = {}
    for id_, namn, roll, fran, till in session.execute(
        select(Medarbetare.id, Medarbetare.namn, Uppdrag.roll, Uppdrag.fran, Uppdrag.till)
        .join(Uppdrag, Uppdrag.medarbetare_id == Medarbetare.id)
        .where(
            *wanted, Medarbetare.aktiv.is_(True), or_(Uppdrag.till.is_(None), Uppdrag.till >= dag)
        )
        .order_by(Medarbetare.namn, Uppdrag.roll)
    ):
        found.setdefault(id_, []).append((namn, roll, fran, till))
    return tuple(
        _Person(
            id_,
            rows[0][0],
            tuple(dict.fromkeys(Roll(roll).etikett for _, roll, _, _ in rows)),
            tuple((fran, till) for _, _, fran, till in rows),
        )
        for id_, rows in found.items()
    )


def _days(counted: Iterable[Grupp], fran: date) -> tuple[Dag, ...]:
    """Ten working days, and each other day between them on which something falls due."""
    total = _by_day(counted)
    working = working_days(fran, ARBETSDAGAR)
    days = (fran + timedelta(days=i) for i in range((_end(fran) - fran).days + 1))
    return tuple(
        Dag(d, dagens_namn(d), *total.get(d, (0, 0))) for d in days if d in working or d in total
    )


def _by_day(counted: Iterable[Grupp]) -> dict[date, tuple[int, int]]:
    """How many fall due on each day, and how many of them are follow-ups."""
    found: dict[date, tuple[int, int]] = {}
    for n in counted:
        if n.dag is not None:
            antal, uppfoljningar = found.get(n.dag, (0, 0))
            found[n.dag] = (antal + n.antal, uppfoljningar + n.uppfoljningar)
    return found


def _people_rows(
    counted: Sequence[Grupp], people: Sequence[_Person], days: Sequence[Dag], dag: date
) -> tuple[Personrad, ...]:
    by_owner: dict[int | None, list[Grupp]] = {}
    for n in counted:
        by_owner.setdefault(n.agd.agare, []).append(n)
    rows = [_person_row(p, by_owner.pop(p.id, []), days, dag) for p in people]
    # What nobody owns comes last, and only when there is something.
    rows += [
        _person_row(None, left, days, dag) for owner, left in by_owner.items() if owner is None
    ]
    return tuple(rows)


def _person_row(
    person: _Person | None, counted: Sequence[Grupp], days: Sequence[Dag], dag: date
) -> Personrad:
    cells = _by_day(counted)
    late = [n for n in counted if n.aldst < dag]

    def due(through: date) -> int:
        return sum(both[0] for d, both in cells.items() if d <= through)

    slutar = person.slutar if person else None
    return Personrad(
        id=person.id if person else None,
        namn=person.namn if person else "Utan ägare",
        roller=person.roller if person else (),
        slutar=slutar,
        rutor=tuple(
            Ruta(d.dag, *cells.get(d.dag, (0, 0)), bool(person and person.borta(d.dag)))
            for d in days
        ),
        sena=sum(n.antal for n in late),
        aldst=max(((dag - n.aldst).days for n in late), default=0),
        idag=due(dag),
        vecka=due(week_end(dag)),
        veckor=due(dag + timedelta(days=FYRA_VECKOR - 1)),
        ej_valda=sum(n.antal for n in counted if not n.agd.vald),
        efter_slutet=sum(both[0] for d, both in cells.items() if slutar and d > slutar),
    )


def _rows(
    session: Session,
    aktor: Aktor,
    dag: date,
    owned: Mapping[Nyckel, Agd],
    filter_: Bevakningsfilter,
) -> tuple[Sen, ...]:
    """The oldest of those that the filter lets through."""
    found = session.execute(
        select(Bevakning, Akt.nummer, *KEY)
        .join(Akt, Akt.id == Bevakning.akt_id)
        .where(narrowed(filter_, aktor, dag, owned))
        .order_by(Bevakning.dag, Akt.nummer, Bevakning.nr)
        .limit(HOGST)
    ).all()
    owners = {key: owned[key].agare for key in map(key_of, found)}
    people = names(session, owners.values())
    return tuple(
        Sen(
            r.nummer,
            r.Bevakning.nr,
            r.akt_slag,
            bevakning_etikett(r.Bevakning.slag),
            r.Bevakning.dag,
            r.Bevakning.eskalering,
            people.get(owners[key_of(r)] or 0, ""),
        )
        for r in found
    )
