"""The frame of every act in an akt: lock it, check who acts, write the event and what falls due.

Not a use case of its own: `take_step`, `register_fact` and the others are built on it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy.orm import Session

from caseflow.actions.uppfoljare import with_assigned
from caseflow.engine.aktnummer import normal_aktnummer
from caseflow.engine.effect import Effekt, apply
from caseflow.engine.errors import BadInput, Conflict, Hinder, Refused
from caseflow.engine.fakta import JsonDict, Varde
from caseflow.engine.field import FIRST_YEAR, Field, check
from caseflow.engine.foljder import Bevakande, open_after, with_due
from caseflow.engine.process import Role
from caseflow.processes import FULLGOR, plikter_for
from caseflow.processes.definitioner import Definitioner
from caseflow.rules.kalender import svensk_dag
from caseflow.rules.profil import Profil
from caseflow.store.append import LastAkt, append, lock
from caseflow.store.atkomst import Aktor, finns_inte, opening_role
from caseflow.store.definition import definitioner_of
from caseflow.store.profilversion import profile_of
from caseflow.store.session import Databas
from caseflow.store.skriven import NyHandelse, Skriven


@dataclass(frozen=True, slots=True)
class Utfort:
    """What an act led to: the event's number, the operations on bevakningar, and what was warned of."""

    nummer: str
    seq: int
    kod: str
    bevakningar: tuple[JsonDict, ...] = ()
    varningar: tuple[Hinder, ...] = ()


@dataclass(slots=True)
class Oppnad:
    """An akt opened for writing by somebody, in one transaction."""

    db: Databas
    session: Session
    akt: LastAkt
    profil: Profil
    aktor: Aktor
    roll: str
    now: datetime

    @property
    def idag(self) -> date:
        """The Swedish day of the act's registration."""
        return svensk_dag(self.now)

    @property
    def definitioner(self) -> Definitioner:
        """The definitions that the akt runs on, which need not be today's."""
        return definitioner_of(self.session, self.akt.slag, self.akt.process_version)

    def acting_role(self, by: Iterable[Role]) -> str:
        """The role the act is done in: one that may do it, else the one that opened the akt."""
        if self.aktor.id is None:
            return self.roll
        held = self.aktor.roller(self.akt.enhet_id)
        return next((r.value for r in by if r.value in held), self.roll)

    def write(self, ny: NyHandelse) -> Utfort:
        """Append the event together with every change of what falls due."""
        effekt = with_bevakningar(self.akt, ny, self.profil)
        effekt = with_assigned(self.session, self.akt, effekt, dag=ny.dag, idag=self.idag)
        refuse_silence(self.akt, ny, effekt)
        self.akt, event = append(
            self.session, self.db.ring, self.akt, replace(ny, effekt=effekt), now=self.now
        )
        return done(self.akt, event)


def done(akt: LastAkt, event: Skriven) -> Utfort:
    """The answer of an act."""
    ops = tuple(dict(op) for op in event.effekt.get("bevakningar", ()))
    return Utfort(akt.nummer, event.seq, event.kod, ops)


def open_for(
    db: Databas,
    session: Session,
    aktor: Aktor,
    nummer: str,
    *,
    now: datetime,
    expected_seq: int | None = None,
) -> Oppnad:
    """Lock the akt for the rest of the transaction.

    Raises:
        NotFound: it is missing or may not be opened: the answer is the same.
        Conflict: it has changed since `expected_seq`.
    """
    normal = normal_aktnummer(nummer)
    akt = lock(session, normal) if normal else None
    roll = opening_role(aktor, akt.slag, akt.enhet_id) if akt else None
    if akt is None or roll is None:
        raise finns_inte(nummer)
    if expected_seq is not None and expected_seq != akt.seq:
        raise Conflict(
            vad="Någon annan hann före.",
            varfor="Ärendet har ändrats sedan du öppnade formuläret.",
            gor_nu="Det du skrev finns kvar. Läs vad som hänt i tidslinjen och försök igen.",
        )
    profil = profile_of(session, db.settings, akt.profil, akt.profil_version)
    return Oppnad(db, session, akt, profil, aktor, roll, now)


def _day_fault(opened: Oppnad, dag: date, earliest: date | None, what: str) -> str:
    """A day may not lie ahead, nor before the event it follows; nor so far back that it is a slip."""
    if dag > opened.idag:
        return f"Datum: {dag.isoformat()} har inte varit än. Ange i dag eller en tidigare dag."
    if dag.year < FIRST_YEAR:
        return (
            f"Datum: {dag.isoformat()} är för länge sedan. Ange ett år från och med {FIRST_YEAR}."
        )
    if earliest is not None and dag < earliest:
        return (
            f"Datum: {dag.isoformat()} ligger före {what} {earliest.isoformat()}."
            f" Ange {earliest.isoformat()} eller senare."
        )
    return ""


def check_given(
    opened: Oppnad,
    fields: Iterable[Field],
    given: Mapping[str, object],
    *,
    dag: date,
    earliest: date | None,
    what: str,
) -> dict[str, Varde]:
    """The values of the fields; `what` is the event of the day `earliest`, which the act follows.

    Raises:
        BadInput: every faulty field at once, the day as the field `datum`.
    """
    fault = _day_fault(opened, dag, earliest, what)
    found = {"datum": fault} if fault else {}
    values: dict[str, Varde] = {}
    try:
        values = check(fields, given, today=opened.idag)
    except BadInput as faulty:
        found |= faulty.falt
    if found:
        raise BadInput(
            vad="Datumet stämmer inte." if fault else "Uppgifterna kan inte sparas än.",
            regel="Ordningsregel i processen" if fault else "",
            falt=found,
        )
    return values


def with_bevakningar(akt: LastAkt, ny: NyHandelse, profil: Profil) -> Effekt:
    """The effect of the event with the operations on bevakningar written into it."""
    return with_due(
        akt.fakta,
        ny.effekt,
        kod=ny.kod,
        dag=ny.dag,
        by=Bevakande(plikter_for(akt.slag), FULLGOR, profil),
        oppna=akt.oppna,
        last_nr=akt.bevakning_nr,
    )


def refuse_silence(akt: LastAkt, ny: NyHandelse, effekt: Effekt) -> None:
    """An open akt always has something that falls due: nothing may leave it silent.

    Raises:
        Refused: the event would leave an open akt without any open bevakning.
    """
    if open_after(akt.oppna, effekt.get("bevakningar", ())):
        return
    if apply(akt.fakta, effekt, seq=akt.seq + 1, dag=ny.dag).avslutad:
        return
    raise Refused(
        vad="Det kan inte sparas än.",
        hinder=[
            Hinder(
                "nagot_bevakas_alltid",
                "caseflows grundregel: inget öppet ärende tystnar",
                "Ärendet skulle bli utan något att bevaka.",
                "Kontrollera datumen, eller lägg till en egen bevakning först.",
            )
        ],
    )


def short_with_actor(kort: Mapping[str, Varde], aktor: Aktor) -> dict[str, Varde]:
    """The short values and who did it: guards ask who prepared, treated, followed up."""
    return {**kort, "av": str(aktor.id) if aktor.id is not None else "system"}
