"""The work list: the akter a person works with, what is due first standing first.

All rows are read lightly for counting and grouping; names, risk and steps only for the rows that are shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from caseflow.engine.fakta import Delprocess, Fakta
from caseflow.processes import HUVUDPROCESS
from caseflow.processes.definitioner import definitioner_for
from caseflow.queries.i_arbete import held_akter
from caseflow.queries.listning import own_or_led
from caseflow.queries.processlage import processlage
from caseflow.queries.risknivaer import latest_levels, trend
from caseflow.rules.profil import Profil
from caseflow.rules.roller import Roll
from caseflow.store.akt import Akt
from caseflow.store.atkomst import Aktor
from caseflow.store.bevakning import OPEN, Bevakning
from caseflow.store.definition import Tidigare
from caseflow.store.namn import Namnen, bevakning_etikett, names, namnen
from caseflow.store.person import Person, identitet
from caseflow.store.profilversion import profile_of
from caseflow.store.session import Databas

_SHOWN_FIRST = ("insats", "friyta", "provning", "overklagande", "partnerkontakt")


class Grupp(StrEnum):
    """When the next thing is due."""

    SEN = "sen"
    IDAG = "idag"
    VECKA = "vecka"
    SENARE = "senare"
    UTAN = "utan"


@dataclass(frozen=True, slots=True)
class Filter:
    """What the list is narrowed to; an empty text narrows nothing. `risk` is hog or okar."""

    spar: str = ""
    lage: str = ""
    kalla: str = ""
    risk: str = ""
    bara_mina: bool = False

    def __bool__(self) -> bool:
        """Whether anything but whose akter they are is narrowed."""
        return bool(self.spar or self.lage or self.kalla or self.risk)


@dataclass(frozen=True, slots=True)
class Forfaller:
    """The next thing due in an akt."""

    etikett: str
    dag: date
    fonster_fran: date | None
    typ: str
    kalla: str


@dataclass(frozen=True, slots=True)
class Arenderad:
    """One row as it is shown. `nivaer` are the latest risk levels, oldest first.

    `att_besluta` says that it waits for a decision that the person may make.
    """

    nummer: str
    slag: str
    namn: str
    skydd: bool
    ansvarig: str
    lage: str
    steg: int
    antal_steg: int
    bredvid: str
    nasta: Forfaller | None
    nivaer: tuple[str, ...]
    att_besluta: bool


@dataclass(frozen=True, slots=True)
class Gruppvy:
    """A group. `antal` counts before the filter and `passar` after it; `rader` are those shown."""

    grupp: Grupp
    antal: int
    passar: int
    forsta_dag: date | None
    lagkrav: int
    rader: tuple[Arenderad, ...]


@dataclass(frozen=True, slots=True)
class Arendelista:
    """The whole list. `lagen` are the (code, label) of the states that occur, for the filter."""

    grupper: tuple[Gruppvy, ...]
    lagen: tuple[tuple[str, str], ...]
    utan_ansvarig: int

    @property
    def antal(self) -> int:
        """How many akter there are before the filter."""
        return sum(g.antal for g in self.grupper)

    @property
    def passar(self) -> int:
        """How many akter pass the filter."""
        return sum(g.passar for g in self.grupper)

    def grupp(self, grupp: Grupp) -> Gruppvy:
        """One group."""
        return next(g for g in self.grupper if g.grupp is grupp)


@dataclass(frozen=True, slots=True)
class _Latt:
    """A row as it is counted."""

    id: int
    slag: str
    tillstand: str
    ansvarig_id: int | None
    nasta: Forfaller | None


def week_end(dag: date) -> date:
    """The Sunday of the week."""
    return dag + timedelta(days=6 - dag.weekday())


def grupp_of(nasta: date | None, idag: date) -> Grupp:
    """Where a due day belongs."""
    if nasta is None:
        return Grupp.UTAN
    if nasta < idag:
        return Grupp.SEN
    if nasta == idag:
        return Grupp.IDAG
    return Grupp.VECKA if nasta <= week_end(idag) else Grupp.SENARE


def mina_arenden(
    db: Databas,
    aktor: Aktor,
    *,
    dag: date,
    filter_: Filter,
    per_grupp: int,
    bara: Grupp | None = None,
    hoppa: int = 0,
) -> Arendelista:
    """The list on a day, at most `per_grupp` rows of each group; with `bara` rows of that group only.

    `hoppa` leaves out that many rows of the group, for the next page.
    """
    with db.read() as session:
        everything = _light(session, aktor, dag, filter_)
        passed = _narrowed(session, everything, filter_)
        shown: list[tuple[Grupp, list[_Latt], list[_Latt], list[_Latt]]] = []
        for grupp in Grupp:
            of_all = [r for r in everything if _grupp(r, dag) is grupp]
            fits = [r for r in passed if _grupp(r, dag) is grupp]
            wanted = bara is None or bara is grupp
            shown.append((grupp, of_all, fits, fits[hoppa : hoppa + per_grupp] if wanted else []))
        light = [r for _, _, _, part in shown for r in part]
        rows, states = _rows(db, session, light, aktor, dag), _states(session, everything)
    return Arendelista(
        grupper=tuple(
            Gruppvy(
                grupp=grupp,
                antal=len(of_all),
                passar=len(fits),
                forsta_dag=of_all[0].nasta.dag if of_all and of_all[0].nasta else None,
                lagkrav=sum(1 for r in of_all if r.nasta and r.nasta.typ == "lag"),
                rader=tuple(rows[r.id] for r in part),
            )
            for grupp, of_all, fits, part in shown
        ),
        lagen=states,
        utan_ansvarig=sum(1 for r in everything if r.ansvarig_id is None),
    )


def _grupp(row: _Latt, dag: date) -> Grupp:
    return grupp_of(row.nasta.dag if row.nasta else None, dag)


def _light(session: Session, aktor: Aktor, dag: date, filter_: Filter) -> list[_Latt]:
    """Every akt of the list with its next due item, in order of day; one question."""
    due = (
        select(
            Bevakning.akt_id,
            Bevakning.slag,
            Bevakning.dag,
            Bevakning.fonster_fran,
            Bevakning.typ,
            Bevakning.kalla,
            func.row_number()
            .over(partition_by=Bevakning.akt_id, order_by=(Bevakning.dag, Bevakning.nr))
            .label("plats"),
        )
        .where(Bevakning.status.in_(OPEN))
        .subquery()
    )
    rows = session.execute(
        select(
            Akt.id,
            Akt.slag,
            Akt.tillstand,
            Akt.ansvarig_id,
            due.c.slag.label("bevakning"),
            due.c.dag,
            due.c.fonster_fran,
            due.c.typ,
            due.c.kalla,
        )
        .outerjoin(due, and_(due.c.akt_id == Akt.id, due.c.plats == 1))
        .where(
            own_or_led(
                aktor, dag, whole_unit=not filter_.bara_mina, held=held_akter(session, aktor)
            ),
            # A closed akt stays in the list as long as something is left to do in it.
            or_(Akt.avslutad.is_(False), due.c.dag.is_not(None)),
        )
        .order_by(due.c.dag, due.c.typ, Akt.nummer)
    )
    return [
        _Latt(
            id=r.id,
            slag=r.slag,
            tillstand=r.tillstand,
            ansvarig_id=r.ansvarig_id,
            nasta=Forfaller(bevakning_etikett(r.bevakning), r.dag, r.fonster_fran, r.typ, r.kalla)
            if r.bevakning
            else None,
        )
        for r in rows
    ]


def _narrowed(session: Session, rows: list[_Latt], filter_: Filter) -> list[_Latt]:
    """The rows that pass the filter."""
    kept = [
        r
        for r in rows
        if (not filter_.spar or r.slag == filter_.spar)
        and (not filter_.lage or r.tillstand == filter_.lage)
        and (not filter_.kalla or (r.nasta is not None and _kalla(r.nasta.typ) == filter_.kalla))
    ]
    if not filter_.risk:
        return kept
    levels = latest_levels(session, [r.id for r in kept])
    return [r for r in kept if _risk_fits(levels.get(r.id, ()), filter_.risk)]


def _kalla(typ: str) -> str:
    """A föreskrift binds as a law does; a routine does not."""
    return "rutin" if typ == "rutin" else "lag"


def _risk_fits(nivaer: tuple[str, ...], risk: str) -> bool:
    if risk == "okar":
        return trend(nivaer) > 0
    return bool(nivaer) and nivaer[-1] in {"hog", "mycket_hog"}


def _states(session: Session, rows: Sequence[_Latt]) -> tuple[tuple[str, str], ...]:
    """The states that occur, in the order of the processes; those that only older ones have last."""
    present = {(r.slag, r.tillstand) for r in rows}
    ordered: dict[str, str] = {}
    for slag in HUVUDPROCESS:
        for state in definitioner_for(slag).huvud.states:
            if (slag, state.code) in present:
                ordered.setdefault(state.code, state.label)
    for slag, code in sorted(present):
        if code not in ordered:
            known = Namnen(definitioner_for(slag), Tidigare(session, slag))
            ordered[code] = known.tillstand(HUVUDPROCESS[slag].code, code)
    return tuple(ordered.items())


def _rows(
    db: Databas, session: Session, light: Sequence[_Latt], aktor: Aktor, dag: date
) -> dict[int, Arenderad]:
    """The rows to show, by akt id."""
    ids = [r.id for r in light]
    akter = {a.id: a for a in session.scalars(select(Akt).where(Akt.id.in_(ids)))}
    persons = {
        p.id: p
        for p in session.scalars(
            select(Person).where(Person.id.in_({a.person_id for a in akter.values()} - {None}))
        )
    }
    people = names(session, (a.ansvarig_id for a in akter.values()))
    levels = latest_levels(session, ids)
    deciding = aktor.enheter(Roll.BESLUTSFATTARE)
    profiles: dict[tuple[str, str], Profil] = {}
    found = {}
    for row in light:
        akt = akter[row.id]
        fakta = akt.snapshot
        version = (akt.profil, akt.profil_version)
        if version not in profiles:
            profiles[version] = profile_of(session, db.settings, *version)
        person = persons.get(akt.person_id or 0)
        kanda = namnen(session, akt)
        lage = processlage(kanda.definitioner.huvud, fakta, profiles[version], dag)
        found[row.id] = Arenderad(
            nummer=akt.nummer,
            slag=akt.slag,
            namn=display_name(db, akt.slag, person),
            skydd=is_protected(person),
            ansvarig=people.get(akt.ansvarig_id or 0, ""),
            lage=kanda.tillstand(fakta.process, akt.tillstand),
            steg=lage.nummer,
            antal_steg=lage.antal,
            bredvid=_beside(fakta.delprocesser, kanda),
            nasta=row.nasta,
            nivaer=levels.get(row.id, ()),
            att_besluta=akt.enhet_id in deciding and _awaits_decision(fakta),
        )
    return found


def _awaits_decision(fakta: Fakta) -> bool:
    """Whether the ärende or a prövning in it stands in «beslut»."""
    trials = (d.tillstand for d in fakta.av_slag("provning", oppna=True))
    return "beslut" in {fakta.tillstand, *trials}


def is_protected(person: Person | None) -> bool:
    """Whether the identity is protected, so that nothing of it may stand in a list."""
    return person is not None and bool(person.skydd)


def display_name(db: Databas, slag: str, person: Person | None) -> str:
    """The person as lists may name them: never when protected, by code when known so."""
    if person is None:
        return "Anonym" if slag == "friyta" else "Okänd person"
    if person.skydd:
        return "Skyddad person"
    known = identitet(person, db.ring)
    return known.namn or (f"Kod {known.pseudonym}" if known.pseudonym else "Namn saknas")


def _beside(parts: Sequence[Delprocess], kanda: Namnen) -> str:
    """What runs beside the main process, the weightiest first: «insats: pågår»."""
    running = [d for d in parts if not d.avslutad and d.process in _SHOWN_FIRST]
    if not running:
        return ""
    first = min(running, key=lambda d: (_SHOWN_FIRST.index(d.process), -d.id))
    state = kanda.tillstand(first.process, first.tillstand)
    return f"{kanda.process(first.process).lower()}: {state.lower()}"
