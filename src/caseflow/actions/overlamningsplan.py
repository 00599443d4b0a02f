"""What would go to whom when everything a medarbetare has in a unit is handed over. Nothing is written here.

Whoever leads the unit hands over its ärenden and friyta akter; the säkerhetssamordnare hands over the
partnerkontakt akter, which nobody else sees or counts.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import and_, exists, or_, select
from sqlalchemy.orm import Session

from caseflow.actions.overlamna_insatser import Behandlas, Insatsrad, behandlas
from caseflow.actions.overlamna_insatser import planned as planned_insatser
from caseflow.actions.overlamningens_mottagare import (
    Dit,
    Fordelare,
    Satt,
    belastning,
    kandidaterna,
    namngiven,
)
from caseflow.engine.errors import BadInput
from caseflow.engine.fakta import Fakta, JsonDict
from caseflow.processes import REGLER
from caseflow.rules.fordelning import roller_som_foljer_upp, undantagna
from caseflow.rules.friyta import ar_anonym
from caseflow.rules.roller import AGER_I_AKT, Roll
from caseflow.rules.uppfoljning import uppfoljning_ska_goras
from caseflow.store.akt import Akt
from caseflow.store.atkomst import Aktor
from caseflow.store.bevakning import OPEN, Bevakning
from caseflow.store.enhet import Enhet
from caseflow.store.medarbetare import Medarbetare, Uppdrag, by_epost

LEDER = (Roll.SAMORDNARE, Roll.ENHETSCHEF)
SAKERHETENS = (Roll.PARTNERKONTAKT, Roll.SAKERHETSSAMORDNARE)
"""The roles whose akter, and whose uppdrag, only the säkerhetssamordnare hands over."""
_SAKERHETENS_AKTER = frozenset({"partnerkontakt"})


@dataclass(frozen=True, slots=True)
class Begaran:
    """What is asked: whose everything, from which day (the first day away), why, and to whom."""

    epost: str
    fran_dag: date
    satt: Satt
    orsak: str = ""
    skal: str = ""
    till: str = ""
    enhet: str = ""


@dataclass(frozen=True, slots=True)
class Raden:
    """One bevakning that she was given by name."""

    nr: int
    etikett: str
    dit: Dit


@dataclass(frozen=True, slots=True)
class Aktplan:
    """One akt: who becomes ansvarig (None: she is not), where her own bevakningar go, and the insatser she gives.

    `anonym`: no text in it may show who the person is.
    """

    nummer: str
    slag: str
    anonym: bool
    ansvarig: Dit | None
    bevakningar: tuple[Raden, ...]
    insatser: tuple[Insatsrad, ...] = ()

    @property
    def aterstar(self) -> bool:
        """Whether something in it can be handed over; an insats that nobody takes cannot."""
        taken = any(i.dit.id is not None for i in self.insatser)
        return self.ansvarig is not None or bool(self.bevakningar) or taken

    def as_dict(self) -> JsonDict:
        """The stable keys."""
        return {
            "akt": self.nummer,
            "slag": self.slag,
            "ansvarig": _dict(self.ansvarig) if self.ansvarig else None,
            "bevakningar": [
                {"nr": r.nr, "grund": r.etikett, **_dict(r.dit)} for r in self.bevakningar
            ],
            "insatser": [i.as_dict() for i in self.insatser],
        }


def _dict(dit: Dit) -> JsonDict:
    return {"till": dit.namn, "skal": dit.skal}


@dataclass(frozen=True, slots=True)
class Plan:
    """What would happen. `roller` are those that end in the unit, `kvar` those that somebody else ends."""

    begaran: Begaran
    person_id: int
    namn: str
    epost: str
    enhet_id: int
    enhetens_namn: str
    akter: tuple[Aktplan, ...]
    roller: tuple[str, ...]
    kvar: tuple[str, ...]

    @property
    def sista_dag(self) -> date:
        """The last day of the uppdrag."""
        return self.begaran.fran_dag - timedelta(days=1)

    @property
    def per_mottagare(self) -> tuple[tuple[str, int, int, int], ...]:
        """Name (empty: nobody is chosen), how many akter, bevakningar and insatser each one gets."""
        found: dict[str, list[int]] = {}
        for akt in self.akter:
            if akt.ansvarig:
                found.setdefault(akt.ansvarig.namn, [0, 0, 0])[0] += 1
            for row in akt.bevakningar:
                found.setdefault(row.dit.namn, [0, 0, 0])[1] += 1
            for insats in akt.insatser:
                found.setdefault(insats.dit.namn, [0, 0, 0])[2] += 1
        return tuple((namn, n[0], n[1], n[2]) for namn, n in sorted(found.items()))

    @property
    def tillbaka(self) -> tuple[tuple[str, str, str], ...]:
        """What could go to nobody, as (akt, what, why)."""
        found = []
        for akt in self.akter:
            if akt.ansvarig and akt.ansvarig.skal:
                found.append((akt.nummer, "Ansvaret för ärendet", akt.ansvarig.skal))
            found += [(akt.nummer, r.etikett, r.dit.skal) for r in akt.bevakningar if r.dit.skal]
            found += [
                (akt.nummer, i.etikett, f"{i.dit.skal} {i.att_gora}".lstrip())
                for i in akt.insatser
                if i.dit.id is None
            ]
        return tuple(found)


def planera(session: Session, aktor: Aktor, begaran: Begaran, *, idag: date) -> Plan:
    """The plan as things stand.

    Raises:
        BadInput: nobody such in a unit that the person leads; which unit; the receiver; the day.
    """
    person, enhet, leds = _person(session, aktor, begaran)
    slag, roller = _part(leds)
    if begaran.fran_dag < idag:
        raise BadInput(
            vad="Allt kan inte lämnas över från den dagen.",
            falt={"fran_dag": "Från och med: ange i dag eller en senare dag."},
        )
    held = _held(session, enhet.id, person.id, begaran.fran_dag)
    kandidater = kandidaterna(session, enhet.id, person.id, {idag, begaran.fran_dag})
    given = behandlas(session, enhet.id, person.id, slag)
    fordelare = Fordelare(
        begaran.satt,
        kandidater,
        frozenset(held),
        *belastning(session, enhet.id, slag),
        dict(given.antal),
        chosen=namngiven(begaran.till, kandidater) if begaran.satt is Satt.TILL else None,
    )
    return Plan(
        begaran=begaran,
        person_id=person.id,
        namn=person.namn,
        epost=person.epost,
        enhet_id=enhet.id,
        enhetens_namn=enhet.namn,
        akter=_akter(session, enhet.id, person.id, slag, given, fordelare),
        roller=tuple(r for r in held if r in roller),
        kvar=tuple(r for r in held if r not in roller),
    )


def _person(
    session: Session, aktor: Aktor, begaran: Begaran
) -> tuple[Medarbetare, Enhet, frozenset[str]]:
    """The person, the unit, and the roles that the one who asks leads with there."""
    person = by_epost(session, begaran.epost)
    units = aktor.enheter(*LEDER, Roll.SAKERHETSSAMORDNARE)
    hers = select(Uppdrag.enhet_id).where(Uppdrag.medarbetare_id == person.id) if person else None
    query = select(Enhet).where(Enhet.id.in_(units)).order_by(Enhet.id)
    found = session.scalars(query.where(Enhet.id.in_(hers))).all() if hers is not None else []
    if begaran.enhet:
        found = [e for e in found if e.kod == begaran.enhet]
    if person is None or not found:
        raise BadInput(
            vad="Det finns inget att lämna över.",
            falt={
                "person": "Medarbetare: välj någon som har eller har haft ett uppdrag i en enhet där du är"
                " samordnare, enhetschef eller säkerhetssamordnare."
            },
        )
    if len(found) > 1:
        raise BadInput(
            vad="Vilken enhet gäller det?",
            falt={"enhet": f"Enhet: välj bland {', '.join(e.kod for e in found)}."},
        )
    enhet = found[0]
    return person, enhet, frozenset(aktor.roller(enhet.id))


def _part(leds: frozenset[str]) -> tuple[frozenset[str], frozenset[str]]:
    """The kinds of akt and the roles that the one who asks may hand over in the unit."""
    slag: set[str] = set()
    roller: set[str] = set()
    if leds & {r.value for r in LEDER}:
        slag |= set(AGER_I_AKT) - _SAKERHETENS_AKTER
        # An administrator opens no akt; that account is looked after with the commands for users.
        roller |= {r.value for r in Roll} - {r.value for r in SAKERHETENS} - {Roll.ADMINISTRATOR}
    if Roll.SAKERHETSSAMORDNARE in leds:
        slag |= _SAKERHETENS_AKTER
        roller |= {r.value for r in SAKERHETENS}
    return frozenset(slag), frozenset(roller)


def _held(session: Session, enhet_id: int, person_id: int, fran: date) -> tuple[str, ...]:
    """Her roles in the unit that would still be in force on the day, or that begin later."""
    rows = session.scalars(
        select(Uppdrag.roll)
        .where(
            Uppdrag.medarbetare_id == person_id,
            Uppdrag.enhet_id == enhet_id,
            or_(Uppdrag.till.is_(None), Uppdrag.till >= fran),
        )
        .order_by(Uppdrag.roll)
        .distinct()
    )
    return tuple(rows)


def _akter(
    session: Session,
    enhet_id: int,
    person_id: int,
    slag: Collection[str],
    insatser: Behandlas,
    fordelare: Fordelare,
) -> tuple[Aktplan, ...]:
    """The akter that she is ansvarig for, open or with something open, and those where she has something to do.

    That is a bevakning that she was given, or an insats that she gives.
    """
    open_rows = _open_rows(session, enhet_id, person_id)
    waits = exists().where(Bevakning.akt_id == Akt.id, Bevakning.status.in_(OPEN))
    hers = and_(Akt.ansvarig_id == person_id, or_(Akt.avslutad.is_(False), waits))
    given = {akt for akt, rows in open_rows.items() if any(b.tilldelad_id for b in rows)}
    given |= set(insatser.hennes)
    rows = session.scalars(
        select(Akt)
        .where(
            Akt.enhet_id == enhet_id,
            Akt.slag.in_(slag),
            Akt.synlig.is_(True),
            or_(hers, Akt.id.in_(given)),
        )
        .order_by(Akt.nummer)
    )
    return tuple(
        _akten(
            akt,
            person_id,
            open_rows.get(akt.id, ()),
            planned_insatser(
                insatser.hennes.get(akt.id, ()),
                insatser.foljer_upp.get(akt.id, frozenset()),
                fordelare,
            ),
            fordelare,
        )
        for akt in rows
    )


def _open_rows(session: Session, enhet_id: int, person_id: int) -> dict[int, list[Bevakning]]:
    """What is open and given to her, and each follow-up given to nobody where she is ansvarig."""
    found: dict[int, list[Bevakning]] = {}
    for row in session.scalars(
        select(Bevakning)
        .join(Akt, Akt.id == Bevakning.akt_id)
        .where(
            Akt.enhet_id == enhet_id,
            Bevakning.status.in_(OPEN),
            or_(
                Bevakning.tilldelad_id == person_id,
                and_(
                    Bevakning.tilldelad_id.is_(None),
                    Bevakning.slag == uppfoljning_ska_goras.kod,
                    Akt.ansvarig_id == person_id,
                ),
            ),
        )
        .order_by(Bevakning.nr)
    ):
        found.setdefault(row.akt_id, []).append(row)
    return found


def _akten(
    akt: Akt,
    person_id: int,
    rows: Collection[Bevakning],
    insatser: tuple[Insatsrad, ...],
    fordelare: Fordelare,
) -> Aktplan:
    fakta = akt.snapshot
    takes_over = {i.dit.id for i in insatser if i.dit.id is not None}
    hers = akt.ansvarig_id == person_id
    ansvarig = fordelare.ansvarig(akt.slag) if hers else None
    after = None if akt.avslutad else ansvarig.id if ansvarig else akt.ansvarig_id
    planned = []
    for row in rows:
        spared = _spared(fakta, row, takes_over)
        if row.tilldelad_id is None and after not in spared:
            continue  # it follows the akt
        follow_up = row.slag == uppfoljning_ska_goras.kod
        roller = roller_som_foljer_upp(akt.slag) if follow_up else AGER_I_AKT[akt.slag]
        dit = fordelare.bevakning(roller, spared, after, with_akt=not follow_up)
        etikett = REGLER[row.slag].etikett if row.slag in REGLER else row.slag
        planned.append(Raden(row.nr, etikett, dit))
    parts = (None, *fakta.av_slag("friyta", oppna=True))
    return Aktplan(
        akt.nummer,
        akt.slag,
        any(ar_anonym(fakta, part) for part in parts),
        ansvarig,
        tuple(planned),
        insatser,
    )


def _spared(fakta: Fakta, row: Bevakning, takes_over: Collection[int]) -> frozenset[int]:
    """Those who gave, or go on with, what a follow-up is about, unless an exception has been recorded."""
    if row.slag != uppfoljning_ska_goras.kod:
        return frozenset()
    part = fakta.delprocess(row.delprocess) if row.delprocess else None
    if part is not None and "medge_undantag" in part.steg:
        return frozenset()
    return undantagna(fakta, part) | frozenset(takes_over)


def kan_lamna(
    session: Session, aktor: Aktor, *, dag: date
) -> Mapping[str, tuple[tuple[str, str], ...]]:
    """Those whose everything the person may hand over: the unit's code -> (address, name) by name."""
    units = aktor.enheter(*LEDER, Roll.SAKERHETSSAMORDNARE)
    found: dict[str, dict[str, str]] = {}
    for kod, epost, namn, roll, enhet_id in session.execute(
        select(Enhet.kod, Medarbetare.epost, Medarbetare.namn, Uppdrag.roll, Enhet.id)
        .join(Uppdrag, Uppdrag.enhet_id == Enhet.id)
        .join(Medarbetare, Medarbetare.id == Uppdrag.medarbetare_id)
        .where(Enhet.id.in_(units), or_(Uppdrag.till.is_(None), Uppdrag.till >= dag))
        .order_by(Enhet.kod, Medarbetare.namn)
    ):
        _, roller = _part(frozenset(aktor.roller(enhet_id)))
        if roll in roller:
            found.setdefault(kod, {})[epost] = namn
    return {kod: tuple(people.items()) for kod, people in found.items()}
