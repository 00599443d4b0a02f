"""The open bevakningar of a person or, for leaders, of the unit: what is due first stands first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from caseflow.engine.fakta import Fakta, Faktum
from caseflow.engine.field import Field
from caseflow.processes import FAKTASLAG, REGLER
from caseflow.queries.bevakningslage import (
    Dagantal,
    Mottagare,
    agda,
    mottagare,
    per_dag,
    raknade,
)
from caseflow.queries.bevakningsurval import KEY, Agd, Bevakningsfilter, Nyckel, key_of, narrowed
from caseflow.queries.forklaring import Forklaring, forklara
from caseflow.queries.listning import LEADERS
from caseflow.queries.mina_arenden import week_end
from caseflow.queries.saker_kontakt import said_together
from caseflow.store.akt import Akt
from caseflow.store.atkomst import Aktor
from caseflow.store.bevakning import OPEN, Bevakning
from caseflow.store.enhet import Enhet
from caseflow.store.medarbetare import Medarbetare
from caseflow.store.namn import bevakning_etikett
from caseflow.store.person import Person
from caseflow.store.profiler import find_profile
from caseflow.store.profilversion import profile_of
from caseflow.store.session import Databas


@dataclass(frozen=True, slots=True)
class Bevakningsrad:
    """One row. `agare` is who owns it now, `tilldelad` whether somebody was chosen by name.

    `punkt` is which follow-up it is, by the name that the akt's profile gives it. `inte` names who may
    not do it (gave the insats that is followed up), `forsok` how many contact attempts have been made
    (None where attempts are not counted), `kontakt` the agreed channels and rules. `eskalering` is 1 when the
    samordnare has been told that it is late, 2 when the enhetschef has too; `tilldelad_av` who gave it.
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
    eskalering: int
    agare: str
    tilldelad: bool
    tilldelad_av: str
    min_egen: bool
    inte: tuple[str, ...]
    forsok: int | None
    kontakt: tuple[str, ...]
    bockas_av: bool
    varfor: Forklaring


@dataclass(frozen=True, slots=True)
class Bevakningslista:
    """A page of the list with the counts of everything before the filter.

    `per_dag` are the coming ten working days with how many fall due; `tak` is how many follow-ups a day
    holds. `mottagare` are those who can be given one; `typer` the (code, label) that occur.
    """

    rader: tuple[Bevakningsrad, ...]
    passar: int
    antal: int
    sena: int
    aldst: int
    idag: int
    vecka: int
    eskalerade: int
    utan_utforare: int
    utan_agare: int
    per_dag: tuple[Dagantal, ...]
    tak: int
    mottagare: tuple[Mottagare, ...]
    typer: tuple[tuple[str, str], ...]
    agare: tuple[tuple[str, str], ...]
    hela_enheten: bool


def bevakningslista(
    db: Databas,
    aktor: Aktor,
    *,
    dag: date,
    filter_: Bevakningsfilter,
    antal: int,
    hoppa: int = 0,
) -> Bevakningslista:
    """The list on a day. Only akter that the person may open are in it, in rows and in counts.

    The counts are made by the database: only the rows of the page are read.
    """
    with db.read() as session:
        groups = raknade(session, aktor, dag)
        people = {
            id_: (epost, namn)
            for id_, epost, namn in session.execute(
                select(Medarbetare.id, Medarbetare.epost, Medarbetare.namn)
            )
        }
        fits = narrowed(filter_, aktor, dag, agda(groups))
        passar, light = _page(session, fits, agda(groups), antal=antal, hoppa=hoppa)
        oldest = min((g.aldst for g in groups if g.aldst < dag), default=dag)
        return Bevakningslista(
            rader=_rows(db, session, light, people, aktor),
            passar=passar,
            antal=sum(g.antal for g in groups),
            sena=sum(g.antal for g in groups if g.aldst < dag),
            aldst=(dag - oldest).days,
            idag=sum(g.antal for g in groups if g.dag == dag),
            vecka=sum(g.antal for g in groups if g.dag and dag < g.dag <= week_end(dag)),
            eskalerade=sum(g.antal for g in groups if g.eskalerad),
            utan_utforare=sum(g.antal for g in groups if not g.agd.vald),
            utan_agare=sum(g.antal for g in groups if g.agd.agare is None),
            per_dag=per_dag(groups, dag),
            tak=_ceiling(db, session, aktor),
            mottagare=mottagare(session, groups, people, dag),
            typer=tuple(
                sorted({(g.slag, bevakning_etikett(g.slag)) for g in groups}, key=lambda t: t[1])
            ),
            agare=tuple(
                sorted(
                    {(str(id_), people[id_][1]) for g in groups if (id_ := g.agd.agare) in people},
                    key=lambda t: t[1],
                )
            ),
            hela_enheten=bool(aktor.enheter(*LEADERS)),
        )


@dataclass(frozen=True, slots=True)
class _Light:
    akt_id: int
    nr: int
    agare: int | None
    vald: bool


def _page(
    session: Session,
    fits: ColumnElement[bool],
    owned: Mapping[Nyckel, Agd],
    *,
    antal: int,
    hoppa: int,
) -> tuple[int, list[_Light]]:
    """How many rows fit, and which stand on the page."""
    joined = select(func.count()).select_from(Bevakning).join(Akt, Akt.id == Bevakning.akt_id)
    passar = session.scalar(joined.where(fits)) or 0
    rows = session.execute(
        select(Bevakning.akt_id, Bevakning.nr, *KEY)
        .join(Akt, Akt.id == Bevakning.akt_id)
        .where(fits)
        .order_by(Bevakning.dag, Akt.nummer, Bevakning.nr)
        .limit(antal)
        .offset(hoppa)
    ).all()
    found = []
    for r in rows:
        a = owned[key_of(r)]
        found.append(_Light(r.akt_id, r.nr, a.agare, a.vald))
    return passar, found


def _ceiling(db: Databas, session: Session, aktor: Aktor) -> int:
    """How many follow-ups the first of the person's units has time for in a day, by its profile."""
    units = aktor.enheter(*LEADERS) or aktor.enheter()
    named = session.scalar(
        select(Enhet.profil).where(Enhet.id.in_(units)).order_by(Enhet.id).limit(1)
    )
    return find_profile(db.settings, named).uppfoljningar_per_dag if named else 0


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
                agare=people.get(r.agare or 0, ("", ""))[1],
                eskalering=b.eskalering,
                tilldelad=r.vald,
                tilldelad_av=_given_by(b, r.agare, people),
                min_egen=r.agare == aktor.id,
                inte=given,
                forsok=_attempts(fakta[r.akt_id], b),
                kontakt=contact_rules(fakta[r.akt_id].senaste("saker_kontakt")),
                bockas_av=bool(rule and rule.bockas_av),
                varfor=forklara(b, akt.profil),
            )
        )
    return tuple(found)


def _given_by(
    bevakning: Bevakning, owner: int | None, people: Mapping[int, tuple[str, str]]
) -> str:
    """Who gave it to the one who has it now; empty when nobody did, or the system."""
    if bevakning.tilldelad_id is None or bevakning.tilldelad_id != owner:
        return ""
    return people.get(bevakning.tilldelad_av_id or 0, ("", ""))[1]


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
    rules = (
        [said_together(field.label_of(channels))] if field and isinstance(channels, list) else []
    )
    if not fact.ja("lamna_meddelande"):
        rules.append("Lämna aldrig meddelande.")
    if fact.ja("kodord"):
        rules.append("Kodord finns.")
    return tuple(r for r in rules if r)


def _field(slag: str, kod: str) -> Field | None:
    kind = FAKTASLAG.get(slag)
    return next((f for f in kind.fields if f.code == kod), None) if kind else None
