"""Look over what is due: tell new owners, and say what is late to the samordnare and then the enhetschef."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any, TypeAlias

from sqlalchemy import select
from sqlalchemy.orm import Session

from caseflow.actions.akthandling import Oppnad, open_for
from caseflow.actions.meddela_forfallna import tell_new_owners
from caseflow.actions.sag_till_efterfoljare import Sagd, not_told, tell_successors
from caseflow.actions.systemarbete import ESKALERING, Systemarbete
from caseflow.engine.errors import CaseflowError
from caseflow.notices.epost import queue_mail
from caseflow.notices.i_appen import ESKALERAD, Besked, note
from caseflow.rules.eskalering import (
    Niva,
    nadd_niva,
    nivaer_att_saga,
    nivaer_som_ar_sagda,
    roller_att_saga_till,
)
from caseflow.rules.profil import Profil
from caseflow.rules.roller import Roll
from caseflow.store.akt import free
from caseflow.store.atkomst import SYSTEM
from caseflow.store.bemanning import Bemanning, bemanning_on
from caseflow.store.bevakning import OPEN, Bevakning
from caseflow.store.forfallna import Forfallen, Utestaende, due_rows
from caseflow.store.profilversion import profile_of
from caseflow.store.skriven import NyHandelse

KOD = "eskalera_bevakning"
_Nivaer: TypeAlias = tuple[tuple[Niva, ...], tuple[Niva, ...]]


@dataclass(slots=True)
class Genomgang:
    """What is late: the akter to say it in (id -> number), the rows with a new owner, and what nobody hears.

    `efterfoljare` are those who hear of what is late now, and have not heard of what was said before.
    """

    sena: dict[int, str] = field(default_factory=dict)
    nya_agare: list[Forfallen] = field(default_factory=list)
    efterfoljare: list[Sagd] = field(default_factory=list)
    ohorda: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Sagt:
    """How many bevakningar were said further, how many were told of what others knew, and akter (ids) nobody hears of.

    `notiser` go to new owners, and to those who have come to a role that hears of what is late.
    """

    eskalerade: int
    notiser: int
    ohorda: tuple[int, ...]


def say_what_is_late(arbete: Systemarbete, idag: date) -> Sagt:
    """One event in each akt where something is late, with the notes of it in the same transaction."""
    db = arbete.db
    with db.read() as session:
        bemanning = bemanning_on(session, idag)
        seen = _looked_over(arbete, session, bemanning, idag)
    told = tell_new_owners(db, seen.nya_agare, bemanning, idag, now=arbete.now)
    told += tell_successors(db, seen.efterfoljare, idag, now=arbete.now)
    said = 0
    for akt_id, nummer in seen.sena.items():
        work = partial(_say, arbete, akt_id, nummer, bemanning, idag)
        said += arbete.attempt(ESKALERING, nummer, akt_id, work)
    return Sagt(said, told, tuple(seen.ohorda))


def _looked_over(
    arbete: Systemarbete, session: Session, bemanning: Bemanning, idag: date
) -> Genomgang:
    """Everything that is due, oldest first. An akt whose profile cannot be read is tried, and fails by itself."""
    seen = Genomgang()
    said_before: list[Sagd] = []
    profiler: dict[tuple[str, str], Profil | None] = {}
    counted: dict[tuple[object, ...], _Nivaer] = {}  # thousands share a day and a profile
    for row in due_rows(session, idag):
        rad = row.rad
        owner = rad.agare(bemanning)
        if row.notifierad and owner is not None and owner != row.notifierad_for:
            seen.nya_agare.append(rad)
        key = row.profil, row.profil_version
        if key not in profiler:
            profiler[key] = _profile(arbete, session, key)
        profil = profiler[key]
        if profil is None:
            if row.eskalering < Niva.ENHETSCHEF:
                seen.sena[rad.akt_id] = row.nummer
            continue
        alike = (key, rad.dag, row.yttersta_dag, row.eskalering)
        if alike not in counted:
            counted[alike] = _levels(row, idag, profil)
        to_say, said = counted[alike]
        for who, _ in _receivers(bemanning, rad.enhet_id, rad.slag, said, owner):
            said_before.append(Sagd(rad, who))
        if not to_say:
            continue
        if _receivers(bemanning, rad.enhet_id, rad.slag, to_say, owner):
            seen.sena[rad.akt_id] = row.nummer
        else:
            seen.ohorda.append(rad.akt_id)
    seen.efterfoljare = not_told(session, said_before, idag)
    return seen


def _levels(row: Utestaende, idag: date, profil: Profil) -> _Nivaer:
    """The levels that it is time to say it on, and those that it has been said on."""
    dag, last = row.rad.dag, row.yttersta_dag
    return (
        nivaer_att_saga(dag, last, row.eskalering, idag, profil),
        nivaer_som_ar_sagda(dag, last, row.eskalering, idag, profil),
    )


def _profile(arbete: Systemarbete, session: Session, key: tuple[str, str]) -> Profil | None:
    try:
        return profile_of(session, arbete.db.settings, *key)
    except CaseflowError:
        return None


def _receivers(
    bemanning: Bemanning, enhet_id: int, slag: str, levels: tuple[Niva, ...], owner: int | None
) -> list[tuple[int, Niva]]:
    """To whom it is said: (medarbetare id, level reached), for each level that somebody can hear."""
    found = []
    for level in levels:
        for roll in roller_att_saga_till(slag, level):
            heard = [
                who
                for who in bemanning.i_roll.get((enhet_id, roll), ())
                if (roll, level) != (Roll.PARTNERKONTAKT, Niva.SAMORDNARE) or who != owner
            ]
            if heard:
                found.append((heard[0], nadd_niva(level, roll)))
                break
    return found


def _say(
    arbete: Systemarbete,
    akt_id: int,
    nummer: str,
    bemanning: Bemanning,
    idag: date,
    session: Session,
) -> int:
    """The event of one akt with its notes; 0 when somebody holds the akt just now: the next pass says it."""
    if not free(session, akt_id):
        return 0
    opened = open_for(arbete.db, session, SYSTEM, nummer, now=arbete.now)
    ops: list[dict[str, Any]] = []
    besked: list[Besked] = []
    for row in _late(session, akt_id, idag):
        levels = nivaer_att_saga(row.dag, row.yttersta_dag, row.eskalering, idag, opened.profil)
        owner = _owner(opened, row, bemanning)
        heard = _receivers(bemanning, opened.akt.enhet_id, opened.akt.slag, levels, owner)
        if heard:
            ops.append(
                {
                    "op": "eskalera",
                    "nr": row.nr,
                    "niva": max(heard_at.value for _, heard_at in heard),
                }
            )
            besked += [Besked(who, akt_id, row.nr, (idag - row.dag).days) for who, _ in heard]
    if ops:
        _write(opened, ops)
        told = note(session, ESKALERAD, besked, now=arbete.now)
        if arbete.db.settings.smtp_url:
            queue_mail(session, told, now=arbete.now)
    return len(ops)


def _late(session: Session, akt_id: int, idag: date) -> list[Bevakning]:
    return list(
        session.scalars(
            select(Bevakning)
            .where(
                Bevakning.akt_id == akt_id,
                Bevakning.status.in_(OPEN),
                Bevakning.dag <= idag,
                Bevakning.eskalering < Niva.ENHETSCHEF.value,
            )
            .order_by(Bevakning.nr)
        )
    )


def _owner(opened: Oppnad, row: Bevakning, bemanning: Bemanning) -> int | None:
    akt = opened.akt
    return bemanning.agare(
        akt.enhet_id,
        akt.slag,
        avslutad=akt.fakta.avslutad,
        tilldelad=row.tilldelad_id,
        ansvarig=akt.ansvarig_id,
        for_roll=row.for_roll,
    )


def _write(opened: Oppnad, ops: list[Mapping[str, Any]] | list[dict[str, Any]]) -> None:
    opened.write(
        NyHandelse(
            typ="system",
            kod=KOD,
            dag=opened.idag,
            effekt={"kort": {"av": "system"}, "bevakningar": [dict(op) for op in ops]},
            roll=Roll.SYSTEM,
        )
    )
