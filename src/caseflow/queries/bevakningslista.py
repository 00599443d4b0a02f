"""The open bevakningar of a person or, for leaders, of the unit: what is due first stands first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, Row, and_, false, or_, select
from sqlalchemy.orm import Session

from caseflow.engine.fakta import Fakta, Faktum
from caseflow.engine.field import Field
from caseflow.processes import FAKTASLAG, REGLER
from caseflow.queries.forklaring import Forklaring, forklara
from caseflow.queries.listning import LEADERS, openable
from caseflow.queries.mina_arenden import week_end
from caseflow.queries.namn import bevakning_etikett
from caseflow.rules.roller import AGER_I_AKT
from caseflow.store.agare import owner_column
from caseflow.store.akt import Akt
from caseflow.store.atkomst import Aktor
from caseflow.store.bevakning import OPEN, Bevakning
from caseflow.store.medarbetare import Medarbetare, Uppdrag
from caseflow.store.person import Person
from caseflow.store.profilversion import profile_of
from caseflow.store.session import Databas


@dataclass(frozen=True, slots=True)
class Bevakningsfilter:
    """What is shown; empty texts narrow nothing. `agare` is "ingen", "jag" or a medarbetare's id."""

    slag: str = ""
    spar: str = ""
    agare: str = ""
    nar: str = ""

    def __bool__(self) -> bool:
        """Whether anything is narrowed."""
        return bool(self.slag or self.spar or self.agare or self.nar)


@dataclass(frozen=True, slots=True)
class Bevakningsrad:
    """One row. `agare` is who owns it now, `tilldelad` whether somebody was chosen by name.

    `punkt` is which follow-up it is, by the name that the akt's profile gives it. `inte` names who may
    not do it (gave the insats that is followed up), `forsok` how many contact attempts have been made
    (None where attempts are not counted), `kontakt` the agreed channels and rules.
    """

    nummer: str
    nr: int
    akt_slag: str
    skydd: bool
    slag: str
    etikett: str
    punkt: str
    typ: str
    kalla: str
    dag: date
    fonster_fran: date | None
    yttersta_dag: date | None
    status: str
    agare: str
    tilldelad: bool
    min_egen: bool
    inte: tuple[str, ...]
    forsok: int | None
    kontakt: tuple[str, ...]
    bockas_av: bool
    varfor: Forklaring


@dataclass(frozen=True, slots=True)
class Bevakningslista:
    """A page of the list with the counts of everything before the filter.

    `per_dag` are the coming ten weekdays with how many fall due; `mottagare` who can be given one, as
    (address, name, how many due this week); `typer` the (code, label) that occur.
    """

    rader: tuple[Bevakningsrad, ...]
    passar: int
    antal: int
    sena: int
    aldst: int
    idag: int
    vecka: int
    utan_utforare: int
    utan_agare: int
    per_dag: tuple[tuple[date, int], ...]
    mottagare: tuple[tuple[str, str, int], ...]
    typer: tuple[tuple[str, str], ...]
    agare: tuple[tuple[str, str], ...]
    hela_enheten: bool


_Light = Row[tuple[int, int, str, date, int | None, str, int | None, int, int | None]]


def bevakningslista(
    db: Databas,
    aktor: Aktor,
    *,
    dag: date,
    filter_: Bevakningsfilter,
    antal: int,
    hoppa: int = 0,
) -> Bevakningslista:
    """The list on a day. Only akter that the person may open are in it, in rows and in counts."""
    units = aktor.enheter(*LEADERS)
    with db.read() as session:
        light = _light(session, aktor, units, dag)
        passed = [r for r in light if _fits(r, filter_, aktor, dag)]
        people = {
            id_: (epost, namn)
            for id_, epost, namn in session.execute(
                select(Medarbetare.id, Medarbetare.epost, Medarbetare.namn)
            )
        }
        rader = _rows(db, session, passed[hoppa : hoppa + antal], people, aktor)
        return Bevakningslista(
            rader=rader,
            passar=len(passed),
            antal=len(light),
            sena=sum(1 for r in light if r.dag < dag),
            aldst=max(((dag - r.dag).days for r in light if r.dag < dag), default=0),
            idag=sum(1 for r in light if r.dag == dag),
            vecka=sum(1 for r in light if dag < r.dag <= week_end(dag)),
            utan_utforare=sum(1 for r in light if r.tilldelad_id is None and not r.ansvarig_id),
            utan_agare=sum(1 for r in light if r.agare is None),
            per_dag=_per_day(light, dag),
            mottagare=_receivers(session, light, people, dag),
            typer=tuple(
                sorted({(r.slag, bevakning_etikett(r.slag)) for r in light}, key=lambda t: t[1])
            ),
            agare=tuple(
                sorted(
                    {(str(r.agare), people[r.agare][1]) for r in light if r.agare in people},
                    key=lambda t: t[1],
                )
            ),
            hela_enheten=bool(units),
        )


def _light(session: Session, aktor: Aktor, units: Sequence[int], dag: date) -> list[_Light]:
    """Every open bevakning of the list, by day; one question."""
    owner = owner_column(dag)
    whose: ColumnElement[bool] = or_(owner == aktor.id, Akt.enhet_id.in_(units))
    return list(
        session.execute(
            select(
                Bevakning.akt_id,
                Bevakning.nr,
                Bevakning.slag,
                Bevakning.dag,
                Bevakning.tilldelad_id,
                Akt.slag.label("akt_slag"),
                Akt.ansvarig_id,
                Akt.enhet_id,
                owner.label("agare"),
            )
            .join(Akt, Akt.id == Bevakning.akt_id)
            .where(Bevakning.status.in_(OPEN), openable(aktor), whose)
            .order_by(Bevakning.dag, Akt.nummer, Bevakning.nr)
        )
    )


def _fits(row: _Light, filter_: Bevakningsfilter, aktor: Aktor, dag: date) -> bool:
    by_day = {
        "": True,
        "sen": row.dag < dag,
        "idag": row.dag == dag,
        "vecka": row.dag <= week_end(dag),
        "manad": row.dag <= dag + timedelta(days=30),
    }
    by_owner = {
        "": True,
        "ingen": row.tilldelad_id is None and not row.ansvarig_id,
        "jag": row.agare == aktor.id,
    }
    return all(
        (
            not filter_.slag or row.slag == filter_.slag,
            not filter_.spar or row.akt_slag == filter_.spar,
            by_day.get(filter_.nar, True),
            by_owner.get(filter_.agare, str(row.agare) == filter_.agare),
        )
    )


def _per_day(light: Sequence[_Light], dag: date) -> tuple[tuple[date, int], ...]:
    """The coming ten weekdays, beginning with today (or the next weekday)."""
    days: list[date] = []
    at = dag
    while len(days) < 10:  # noqa: PLR2004 - two working weeks
        if at.weekday() < 5:  # noqa: PLR2004 - Monday to Friday
            days.append(at)
        at += timedelta(days=1)
    counted: dict[date, int] = {}
    for row in light:
        counted[row.dag] = counted.get(row.dag, 0) + 1
    return tuple((d, counted.get(d, 0)) for d in days)


def _receivers(
    session: Session,
    light: Sequence[_Light],
    people: Mapping[int, tuple[str, str]],
    dag: date,
) -> tuple[tuple[str, str, int], ...]:
    """Who works in some akt of the list; whether that is a certain one is tested when the row is given."""
    listed = {(r.enhet_id, r.akt_slag) for r in light}
    works = [
        and_(Uppdrag.enhet_id == enhet, Uppdrag.roll.in_([r.value for r in AGER_I_AKT[slag]]))
        for enhet, slag in sorted(listed)
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
    for row in light:
        if row.agare is not None and row.dag <= week_end(dag):
            week[row.agare] = week.get(row.agare, 0) + 1
    found = [(*people[id_], week.get(id_, 0)) for id_ in ids]
    return tuple(sorted(found, key=lambda m: m[1]))


def _rows(
    db: Databas,
    session: Session,
    light: Sequence[_Light],
    people: Mapping[int, tuple[str, str]],
    aktor: Aktor,
) -> tuple[Bevakningsrad, ...]:
    ids = {r.akt_id for r in light}
    akter = {a.id: a for a in session.scalars(select(Akt).where(Akt.id.in_(ids)))}
    protected = set(
        session.scalars(
            select(Akt.id)
            .join(Person, Person.id == Akt.person_id)
            .where(Akt.id.in_(ids), Person.skydd != "")
        )
    )
    rows = {
        (b.akt_id, b.nr): b
        for b in session.scalars(
            select(Bevakning).where(Bevakning.akt_id.in_(ids), Bevakning.status.in_(OPEN))
        )
    }
    fakta = {id_: akt.snapshot for id_, akt in akter.items()}
    points = _points(db, session, akter.values())
    found = []
    for r in light:
        b, akt = rows[r.akt_id, r.nr], akter[r.akt_id]
        given = tuple(people[i][1] for i in _gave_insats(fakta[r.akt_id], b) if i in people)
        rule = REGLER.get(b.slag)
        found.append(
            Bevakningsrad(
                nummer=akt.nummer,
                nr=b.nr,
                akt_slag=akt.slag,
                skydd=akt.id in protected,
                slag=b.slag,
                etikett=bevakning_etikett(b.slag),
                punkt=points[akt.id].get(_point(fakta[akt.id], b), ""),
                typ=b.typ,
                kalla=b.kalla,
                dag=b.dag,
                fonster_fran=b.fonster_fran,
                yttersta_dag=b.yttersta_dag,
                status=b.status,
                agare=people[r.agare][1] if r.agare in people else "",
                tilldelad=b.tilldelad_id is not None or akt.ansvarig_id is not None,
                min_egen=r.agare == aktor.id,
                inte=given,
                forsok=_attempts(fakta[r.akt_id], b),
                kontakt=contact_rules(fakta[r.akt_id].senaste("saker_kontakt")),
                bockas_av=bool(rule and rule.bockas_av),
                varfor=forklara(b, akt.profil),
            )
        )
    return tuple(found)


def _points(db: Databas, session: Session, akter: Iterable[Akt]) -> dict[int, dict[str, str]]:
    """The names of the follow-ups by akt and code, each profile read once."""
    known: dict[tuple[str, str], dict[str, str]] = {}
    found = {}
    for akt in akter:
        version = (akt.profil, akt.profil_version)
        if version not in known:
            profil = profile_of(session, db.settings, *version)
            known[version] = {p.kod: p.etikett for p in profil.uppfoljningar}
        found[akt.id] = known[version]
    return found


def _point(fakta: Fakta, bevakning: Bevakning) -> str:
    part = fakta.delprocess(bevakning.delprocess) if bevakning.delprocess else None
    return part.text("punkt") if part else ""


def _gave_insats(fakta: Fakta, bevakning: Bevakning) -> tuple[int, ...]:
    """Who gave the insats that a follow-up is about."""
    part = fakta.delprocess(bevakning.delprocess) if bevakning.delprocess else None
    given = part.varden.get("insats_behandlare") if part else None
    return tuple(int(i) for i in given if i.isdigit()) if isinstance(given, list) else ()


def _attempts(fakta: Fakta, bevakning: Bevakning) -> int | None:
    part = fakta.delprocess(bevakning.delprocess) if bevakning.delprocess else None
    if part is None or part.process != "uppfoljning":
        return None
    return part.antal.get("forsok_kontakt", 0)


def contact_rules(fact: Faktum | None) -> tuple[str, ...]:
    """The agreed channels and the rules that hold for every contact, without times, numbers or code words."""
    if fact is None:
        return ()
    channels = fact.varden.get("kanal")
    field = _field("saker_kontakt", "kanal")
    rules = [field.label_of(channels)] if field and isinstance(channels, list) else []
    if not fact.ja("lamna_meddelande"):
        rules.append("Lämna aldrig meddelande.")
    if fact.ja("kodord"):
        rules.append("Kodord finns.")
    return tuple(r for r in rules if r)


def _field(slag: str, kod: str) -> Field | None:
    kind = FAKTASLAG.get(slag)
    return next((f for f in kind.fields if f.code == kod), None) if kind else None
