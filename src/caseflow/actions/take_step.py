"""Take a step: in the main process, in a delprocess, or the step that opens a delprocess."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from caseflow.actions.akthandling import (
    Oppnad,
    Utfort,
    check_given,
    open_for,
    short_with_actor,
)
from caseflow.actions.forvarning import noted, surrounded, warned
from caseflow.actions.sakerhetssignal import signal_other_side
from caseflow.engine.effect import Effekt, delstep_effect, step_effect
from caseflow.engine.errors import Hinder, NotFound, Refused
from caseflow.engine.fakta import Delprocess
from caseflow.engine.field import short
from caseflow.engine.machine import machine_for
from caseflow.engine.process import Process, Transition
from caseflow.engine.trial import Lage, failing, role_hinder
from caseflow.store.atkomst import Aktor
from caseflow.store.session import Databas
from caseflow.store.skriven import NyHandelse


def take_step(  # noqa: PLR0913 - a step has these parts
    db: Databas,
    aktor: Aktor,
    nummer: str,
    kod: str,
    given: Mapping[str, object],
    *,
    dag: date,
    now: datetime,
    process: str = "",
    delprocess: int | None = None,
    expected_seq: int | None = None,
) -> Utfort:
    """Take the step that happened on `dag`; nothing is written when it is refused.

    `delprocess` is the number of the delprocess; `process` the kind that an opening step opens;
    `expected_seq` the number of the last event that the person saw.

    Raises:
        NotFound: no such akt for this person, or no such step.
        BadInput: fields or day; every fault at once.
        Refused: role or rules; every hinder at once.
        Conflict: the akt has changed since `expected_seq`.
    """
    with db.write() as session:
        opened = open_for(db, session, aktor, nummer, now=now, expected_seq=expected_seq)
        return perform_step(opened, kod, given, dag=dag, process=process, delprocess=delprocess)


def perform_step(
    opened: Oppnad,
    kod: str,
    given: Mapping[str, object],
    *,
    dag: date,
    process: str = "",
    delprocess: int | None = None,
) -> Utfort:
    """The step itself, in a transaction that is already open."""
    definition, part = _definition(opened, kod, process, delprocess)
    step = definition.transition(kod)
    if step is None:
        raise _unknown(kod)
    _check_order(opened, definition, step, part)
    what, earliest = _follows(opened, part, step)
    values = check_given(opened, step.fields, given, dag=dag, earliest=earliest, what=what)
    kort: dict[str, Any] = short_with_actor(short(step.fields, values), opened.aktor)
    roll = opened.acting_role(step.by)
    fakta = opened.akt.fakta
    lage: Lage[Any] = Lage(fakta, opened.profil, dag, values, str(kort["av"]), roll, part)
    lage = surrounded(lage, opened, step)
    found = [*role_hinder(step.by, roll), *failing(step.requires, lage)]
    if found:
        raise Refused(vad=f"{step.label} kan inte göras.", hinder=found)
    varningar = warned(step, lage)
    effekt = noted(_effect(opened, definition, step, part, kort, dag), varningar)
    main = definition is opened.definitioner.huvud
    utfort = opened.write(
        NyHandelse(
            typ="steg" if main else "delsteg",
            kod=kod,
            dag=dag,
            effekt=effekt,
            varden=values,
            av=opened.aktor.id,
            roll=roll,
            delprocess=effekt.get("delprocess"),
        )
    )
    signal_other_side(opened, kod, kort, dag=dag)
    return replace(utfort, varningar=varningar)


def _definition(
    opened: Oppnad, kod: str, process: str, delprocess: int | None
) -> tuple[Process, Delprocess | None]:
    fakta, known = opened.akt.fakta, opened.definitioner
    if delprocess is not None:
        part = fakta.delprocess(delprocess)
        if part is None:
            raise NotFound(
                vad=f"Delprocess {delprocess} finns inte i ärendet.",
                gor_nu="Ladda om ärendet och välj bland dem som visas.",
            )
        if part.process not in known.processer:  # long closed, and gone from the definitions
            raise _unknown(kod)
        return known.processer[part.process], part
    if not process:
        return known.huvud, None
    if process not in known.delprocesser:
        raise _unknown(kod)
    return known.delprocesser[process], None


def _unknown(kod: str) -> NotFound:
    return NotFound(
        vad=f"Steget «{kod[:60]}» finns inte här.",
        gor_nu="Öppna ärendet och välj bland stegen som visas.",
    )


def _check_order(
    opened: Oppnad, definition: Process, step: Transition, part: Delprocess | None
) -> None:
    """The machine says whether the step leaves the state where the akt or the delprocess stands."""
    if part is None and definition is not opened.definitioner.huvud:
        if step.source:
            raise Refused(
                vad=f"{step.label} kan inte göras.",
                hinder=[
                    Hinder(
                        "delprocessen_finns",
                        f"Process: {definition.label}",
                        "Steget tas i en delprocess som redan är öppnad.",
                        "Välj delprocessen i ärendet och ta steget där.",
                    )
                ],
            )
        return
    state = part.tillstand if part else opened.akt.fakta.tillstand
    machine_for(definition).fire(step.code, state)


def _follows(opened: Oppnad, part: Delprocess | None, step: Transition) -> tuple[str, date | None]:
    """The event that the step follows: the last change of state (or the opening of the akt)."""
    if part is not None and step.source:
        return "det senaste steget i delprocessen", part.sedan
    return "det senaste steget", opened.akt.fakta.sedan or opened.akt.fakta.inkom


def _effect(
    opened: Oppnad,
    definition: Process,
    step: Transition,
    part: Delprocess | None,
    kort: dict[str, Any],
    dag: date,
) -> Effekt:
    fakta, known = opened.akt.fakta, opened.definitioner
    if definition is known.huvud:
        return step_effect(
            step,
            definition,
            fakta,
            kort,
            processes=known.processer,
            profil=opened.profil,
            dag=dag,
            lasting=known.varaktiga,
        )
    if "behandlare" in step.carries:
        kort.setdefault("behandlare", kort["av"])
    return delstep_effect(
        step,
        definition,
        fakta,
        part,
        kort,
        processes=known.processer,
        profil=opened.profil,
        dag=dag,
    )
