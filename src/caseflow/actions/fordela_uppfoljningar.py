"""Spread marked follow-ups over people and days: each in its window, nobody and no day with too many."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from caseflow.actions.akthandling import Oppnad, open_for
from caseflow.actions.bevakningshandling import open_row, write_operation
from caseflow.actions.take_step import perform_step
from caseflow.actions.uppfoljare import WEEK, window_of
from caseflow.engine.bevakning import Oppen
from caseflow.engine.errors import CaseflowError, Refused
from caseflow.engine.fakta import Delprocess
from caseflow.engine.trial import role_hinder
from caseflow.rules.fordelning import (
    Kandidat,
    roller_som_foljer_upp,
    undantagna,
    vald_dag,
    vald_uppfoljare,
)
from caseflow.rules.roller import Roll
from caseflow.rules.uppfoljning import BOKAD_DAG, FORSOK, fonster, planerad_dag
from caseflow.store.akt import Akt
from caseflow.store.atkomst import Aktor
from caseflow.store.bevakning import Bevakning
from caseflow.store.medarbetare import Medarbetare
from caseflow.store.session import Databas
from caseflow.store.uppfoljningslast import FOLLOW_UP, candidates, due_per_day

BY = (Roll.SAMORDNARE, Roll.ENHETSCHEF)
BOKA = "boka_uppfoljning"


@dataclass(frozen=True, slots=True)
class Fordelad:
    """What became of one marked row: its number now, its due day and whose it is.

    `flyttad` says whether it got another day and `tilldelad` whether it got another owner; `skal` is why
    something could not be chosen, in Swedish, empty when everything could.
    """

    nummer: str
    nr: int
    dag: date | None = None
    vem: str = ""
    flyttad: bool = False
    tilldelad: bool = False
    skal: str = ""


def fordela_uppfoljningar(
    db: Databas, aktor: Aktor, valda: Sequence[tuple[str, int]], *, now: datetime
) -> tuple[Fordelad, ...]:
    """Choose a day and a person for each (akt number, bevakning number); the one due first chooses first.

    Each row is written by itself: what stops one says why and stops no other.
    """
    found = []
    for nummer, nr in _by_due_day(db, valda):
        try:
            with db.write() as session:
                opened = open_for(db, session, aktor, nummer, now=now)
                found.append(_distribute(opened, nr))
        except CaseflowError as fault:
            found.append(Fordelad(nummer, nr, skal=_why(fault)))
    return tuple(found)


def _by_due_day(db: Databas, valda: Sequence[tuple[str, int]]) -> list[tuple[str, int]]:
    """Each marked row once, the earliest due first; what is not found stands last, as it was given."""
    with db.read() as session:
        rows = session.execute(
            select(Akt.nummer, Bevakning.nr, Bevakning.dag)
            .join(Akt, Akt.id == Bevakning.akt_id)
            .where(Akt.nummer.in_({nummer for nummer, _ in valda}))
        )
        days = {(r.nummer, r.nr): r.dag for r in rows}
    return sorted(dict.fromkeys(valda), key=lambda v: days.get(v, date.max))


def _why(fault: CaseflowError) -> str:
    if isinstance(fault, Refused) and fault.hinder:
        return " ".join(h.text for h in fault.hinder)
    return f"{fault.vad} {fault.varfor}".strip()


def _distribute(opened: Oppnad, nr: int) -> Fordelad:
    """The day first, then the person who has least to do that day."""
    found = role_hinder(BY, opened.acting_role(BY))
    if found:
        raise Refused(vad="Uppföljningen kan inte fördelas.", hinder=found)
    row = open_row(opened, nr)
    part = opened.akt.fakta.delprocess(int(row.nyckel)) if row.slag == FOLLOW_UP else None
    if part is None:
        return Fordelad(opened.akt.nummer, nr, row.dag, skal="Det är ingen uppföljning.")
    dag, why = _day(opened, row, part)
    moved = dag != row.dag
    if moved:
        given = {BOKAD_DAG: dag.isoformat()}
        perform_step(opened, BOKA, given, dag=opened.idag, delprocess=part.id)
        row = next(o for o in opened.akt.oppna if (o.slag, o.nyckel) == (FOLLOW_UP, row.nyckel))
    chosen = _person(opened, row, part)
    if chosen is None:
        why = f"{why} Ingen annan än den som höll i insatsen kan ta uppföljningen.".strip()
        return Fordelad(opened.akt.nummer, row.nr, row.dag, flyttad=moved, skal=why)
    vem = opened.session.get_one(Medarbetare, chosen.medarbetare).namn
    given_anew = chosen.medarbetare != row.tilldelad
    if given_anew:
        op = {"op": "tilldela", "nr": row.nr, "till": chosen.medarbetare, "av": opened.aktor.id}
        write_operation(opened, "tilldela_bevakning", op, dag=opened.idag, varden={"till": vem})
    return Fordelad(opened.akt.nummer, row.nr, row.dag, vem, moved, given_anew, why)


def _day(opened: Oppnad, row: Oppen, part: Delprocess) -> tuple[date, str]:
    """The day that the follow-up gets, and why it stays where it is when it has to."""
    fran, till = fonster(opened.akt.fakta, part)
    planned = planerad_dag(opened.akt.fakta, part)
    if fran is None or till is None or planned is None:
        return row.dag, "Dagen är vald för hand och ligger kvar."
    attempt = part.steg.get(FORSOK)
    if attempt and attempt.datum("ny_dag") == row.dag:
        return row.dag, "Dagen är bestämd med personen och ligger kvar."
    if till < opened.idag:
        return row.dag, f"Fönstret stängde {till.isoformat()}: sök personen nu."
    if opened.definitioner.processer[part.process].transition(BOKA) is None:
        return row.dag, "Ärendet går efter en äldre version, där en dag inte kan bokas."
    taken = due_per_day(opened.session, opened.akt.enhet_id, fran=fran, till=till)
    taken[row.dag] = taken.get(row.dag, 1) - 1
    day = vald_dag(
        planned.dag, (fran, till), opened.idag, taken, opened.profil.uppfoljningar_per_dag
    )
    if day is None:
        return row.dag, "Varje vardag som är kvar i fönstret är full."
    return day, ""


def _person(opened: Oppnad, row: Oppen, part: Delprocess) -> Kandidat | None:
    """Who has least, this one not counted."""
    fakta = opened.akt.fakta
    span = window_of(fakta, part, row.dag)
    known = candidates(
        opened.session,
        opened.akt.enhet_id,
        roller_som_foljer_upp(opened.akt.slag),
        idag=opened.idag,
        fran=span[0] - WEEK,
        till=span[1] + WEEK,
    )
    others = [k.med_en_mindre(row.dag) if k.medarbetare == row.tilldelad else k for k in known]
    return vald_uppfoljare(others, row.dag, span, undantagna(fakta, part), borja=opened.akt.id)
