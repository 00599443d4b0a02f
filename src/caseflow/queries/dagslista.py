"""The bevakningar of some days for the paper list: for leaders the unit's, for others their own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from caseflow.documents.dagslista import Dagslista, Dagsrad, Grupp
from caseflow.documents.lagrum import lagrum_for
from caseflow.documents.skrivtext import dag_lang, uppraknat
from caseflow.engine.errors import BadInput, NotFound
from caseflow.engine.fakta import Fakta, Faktum
from caseflow.processes import FAKTASLAG
from caseflow.queries.listning import LEADERS, openable
from caseflow.queries.saker_kontakt import said_together
from caseflow.rules.kalender import svensk_dag
from caseflow.store.agare import owner_column
from caseflow.store.akt import Akt
from caseflow.store.atkomst import Aktor
from caseflow.store.bevakning import OPEN, Bevakning
from caseflow.store.enhet import Enhet
from caseflow.store.medarbetare import Medarbetare
from caseflow.store.namn import bevakning_etikett
from caseflow.store.person import Person
from caseflow.store.profiler import find_profile
from caseflow.store.session import Databas

LONGEST = 600
"""So many rows are some forty pages; nobody works from more paper than that."""
MOST_DAYS = 31
_DAYS = ("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag")
_AGREED = "saker_kontakt"
_NOT_AGREED = ("Inte överenskommen än.", "Ta ingen kontakt.")
_ONLY_IN_THE_AKT = ("Står bara i ärendet.", "Ta ingen kontakt.")


def dagslista(
    db: Databas,
    aktor: Aktor,
    *,
    dag: date,
    dagar: int = 1,
    enhet: str = "",
    per_person: bool = False,
    now: datetime,
) -> Dagslista:
    """What is late before `dag` and what falls due on it and the days after, `dagar` kalenderdagar in all.

    `enhet` is the code of a unit, else all the person's. `per_person` gives each owner a heading, else
    each day has one. The caller logs the reading.

    Raises:
        NotFound: the person has no uppdrag in the unit.
        BadInput: too many days, or more rows than a paper list can hold.
    """
    if not 1 <= dagar <= MOST_DAYS:
        raise BadInput(
            vad="Dagslistan kan inte göras.",
            varfor=f"Antalet dagar ska vara mellan 1 och {MOST_DAYS}.",
            gor_nu="Välj färre dagar.",
        )
    with db.read() as session:
        units = _units(session, aktor, enhet)
        last = dag + timedelta(days=dagar - 1)
        rows = _rows(session, aktor, units, dag, last)
        kommuner = {find_profile(db.settings, u.profil).namn for u in units}
    return Dagslista(
        kommun=uppraknat(sorted(kommuner)),
        enhet=uppraknat(u.namn for u in units),
        forsta=dag,
        sista=last,
        skapad=now,
        skapad_av=aktor.namn,
        grupper=_grouped(rows, dag, several=len(units) > 1, per_person=per_person),
        lagrum=lagrum_for(svensk_dag(now)),
    )


def _units(session: Session, aktor: Aktor, enhet: str) -> list[Enhet]:
    held = select(Enhet).where(Enhet.id.in_(aktor.enheter())).order_by(Enhet.namn)
    units = list(session.scalars(held.where(Enhet.kod == enhet) if enhet else held))
    if not units:
        raise NotFound(
            vad=f"Enheten «{enhet[:40]}» finns inte, eller så har du inget uppdrag där.",
            gor_nu="Välj en av dina egna enheter.",
        )
    return units


def _rows(
    session: Session, aktor: Aktor, units: Sequence[Enhet], dag: date, last: date
) -> list[tuple[str, Dagsrad]]:
    """The unit's name and the row of each, by unit and day."""
    owner = owner_column(dag)
    led = aktor.enheter(*LEADERS)
    whose: ColumnElement[bool] = or_(owner == aktor.id, Akt.enhet_id.in_(led))
    found = session.execute(
        select(Bevakning, Akt, Enhet.namn, Person.skydd, Medarbetare.namn)
        .join(Akt, Akt.id == Bevakning.akt_id)
        .join(Enhet, Enhet.id == Akt.enhet_id)
        .outerjoin(Person, Person.id == Akt.person_id)
        .outerjoin(Medarbetare, Medarbetare.id == owner)
        .where(
            Bevakning.status.in_(OPEN),
            Bevakning.dag <= last,
            openable(aktor),
            Akt.enhet_id.in_([u.id for u in units]),
            whose,
        )
        .order_by(Enhet.namn, Bevakning.dag, Akt.nummer, Bevakning.nr)
        .limit(LONGEST + 1)
    ).all()
    if len(found) > LONGEST:
        raise BadInput(
            vad="Dagslistan blir för lång.",
            varfor=f"Den skulle ha fler än {LONGEST} rader.",
            gor_nu="Välj en enhet, eller färre dagar.",
        )
    return [
        (unit, _row(bevakning, akt, bool(skydd), name or "", dag))
        for bevakning, akt, unit, skydd, name in found
    ]


def _row(bevakning: Bevakning, akt: Akt, skydd: bool, agare: str, dag: date) -> Dagsrad:  # noqa: FBT001 - a column of the row
    return Dagsrad(
        dag=bevakning.dag,
        sen=max((dag - bevakning.dag).days, 0),
        nummer=akt.nummer,
        akt_slag=akt.slag,
        skydd=skydd,
        vad=bevakning_etikett(bevakning.slag),
        kalla=bevakning.kalla,
        fonster_fran=bevakning.fonster_fran,
        yttersta_dag=bevakning.yttersta_dag,
        agare=agare,
        kontakt=_ONLY_IN_THE_AKT if skydd else _contact(akt.snapshot, dag),
    )


def _contact(fakta: Fakta, dag: date) -> tuple[str, ...]:
    """Channels, days and hours as they were agreed, while they hold. Nothing that anybody has written freely."""
    agreed = fakta.senaste(_AGREED)
    if agreed is None:
        return _NOT_AGREED
    until = agreed.datum("galler_till")
    if until is not None and until < dag:
        return ("Uppgifterna har gått ut.", "Ta ingen kontakt.")
    hours = (agreed.text("fran"), agreed.text("till"))
    phrases = [
        _labels(agreed, "kanal"),
        _labels(agreed, "dagar"),
        f"Kl. {'–'.join(hours)}".replace(":", ".")
        if all(hours)
        else "Tiderna står bara i ärendet.",
    ]
    if agreed.ja("osaker_adress"):
        phrases.append("Skicka inget till adressen.")
    if not agreed.ja("lamna_meddelande"):
        phrases.append("Lämna aldrig meddelande.")
    return tuple(p for p in phrases if p)


def _labels(fact: Faktum, kod: str) -> str:
    fields = {f.code: f for f in FAKTASLAG[_AGREED].fields}
    value = fact.varden.get(kod)
    known = kod in fields and isinstance(value, list)
    return said_together(fields[kod].label_of(value)) if known else ""


def _grouped(
    rows: Iterable[tuple[str, Dagsrad]], dag: date, *, several: bool, per_person: bool
) -> tuple[Grupp, ...]:
    """Under each owner, or under «försenat» and each day; with the unit where there are several."""
    groups: dict[tuple[str, ...], list[Dagsrad]] = {}
    for unit, row in rows:
        heading = row.agare or "Ingen ägare" if per_person else _day_heading(row.dag, dag)
        parts = (unit, heading) if several else (heading,)
        groups.setdefault(parts, []).append(row)
    order = sorted(groups) if per_person else list(groups)
    return tuple(Grupp(": ".join(parts), tuple(groups[parts])) for parts in order)


def _day_heading(due: date, dag: date) -> str:
    return "Försenat" if due < dag else f"{_DAYS[due.weekday()]} {dag_lang(due)}"
