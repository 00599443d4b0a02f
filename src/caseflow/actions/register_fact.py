"""Register a fact in an akt: a riskbedömning, a consent, a talk, a note in the journal, and the others."""

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
from caseflow.actions.friytekoppling import KOPPLAD, pass_on_summary, target_of
from caseflow.actions.overenskommelse import (
    lock_the_persons,
    pass_on_agreement,
    with_kept_code_word,
)
from caseflow.actions.sakerhetssignal import signal_other_side
from caseflow.engine.effect import Effekt, fact_effect
from caseflow.engine.errors import BadInput, NotFound, Refused
from caseflow.engine.fakta import Varde
from caseflow.engine.field import short
from caseflow.engine.process import FactKind
from caseflow.engine.trial import Lage, failing, role_hinder
from caseflow.store.agarens_handling import open_to_owner
from caseflow.store.atkomst import Aktor
from caseflow.store.session import Databas
from caseflow.store.skriven import NyHandelse


def register_fact(  # noqa: PLR0913 - a fact has these parts
    db: Databas,
    aktor: Aktor,
    nummer: str,
    slag: str,
    given: Mapping[str, object],
    *,
    dag: date,
    now: datetime,
    delprocess: int | None = None,
    expected_seq: int | None = None,
) -> Utfort:
    """Register what happened on `dag`. Late registration counts from the event's own day.

    Raises:
        NotFound: no such akt for this person, or no such kind of fact there.
        BadInput: fields or day; every fault at once.
        Refused: role or rules; every hinder at once.
        Conflict: the akt has changed since `expected_seq`.
    """
    with db.write() as session:
        lock_the_persons(session, aktor, nummer, slag)
        opened = open_for(db, session, aktor, nummer, now=now, expected_seq=expected_seq)
        return perform_fact(opened, slag, given, dag=dag, delprocess=delprocess)


def perform_fact(
    opened: Oppnad,
    slag: str,
    given: Mapping[str, object],
    *,
    dag: date,
    delprocess: int | None = None,
) -> Utfort:
    """The registration itself, in a transaction that is already open."""
    kind = opened.definitioner.faktaslag.get(slag)
    if kind is None:
        raise NotFound(
            vad=f"«{slag[:60]}» går inte att registrera i det här ärendet.",
            gor_nu="Öppna ärendet och välj bland det som visas där.",
        )
    kind = open_to_owner(opened.session, opened.akt, kind, opened.aktor, opened.idag)
    part = _within(opened, kind, delprocess)
    values = check_given(
        opened,
        kind.fields,
        given,
        dag=dag,
        earliest=opened.akt.fakta.inkom,
        what="den dag ärendet öppnades,",
    )
    values = with_kept_code_word(opened, slag, values)
    if slag == KOPPLAD:
        values["arende"] = target_of(opened, values, dag=dag)
    kort: dict[str, Any] = short_with_actor(short(kind.fields, values), opened.aktor)
    roll = opened.acting_role(kind.by)
    fakta = opened.akt.fakta
    target = fakta.delprocess(part) if part is not None else None
    lage: Lage[Any] = Lage(fakta, opened.profil, dag, values, str(kort["av"]), roll, target)
    lage = surrounded(lage, opened, kind)
    found = [*role_hinder(kind.by, roll), *failing(kind.requires, lage)]
    if found:
        raise Refused(vad=f"{kind.label} kan inte registreras.", hinder=found)
    varningar = warned(kind, lage)
    utfort = opened.write(
        NyHandelse(
            typ="fakta",
            kod=slag,
            dag=dag,
            effekt=noted(_effect(opened, kind, kort, part, dag), varningar),
            varden=values,
            av=opened.aktor.id,
            roll=roll,
            delprocess=part,
        )
    )
    if slag == KOPPLAD:
        pass_on_summary(opened, values, dag=dag)
    signal_other_side(opened, slag, kort, dag=dag)
    pass_on_agreement(opened, slag, kort, values, dag=dag)
    return replace(utfort, varningar=varningar)


def _within(opened: Oppnad, kind: FactKind, delprocess: int | None) -> int | None:
    """The delprocess the fact belongs to; found by itself when there is only one that fits."""
    fakta = opened.akt.fakta
    if not kind.within or fakta.process in kind.within:
        return None
    fitting = [d for d in fakta.delprocesser if d.process in kind.within and not d.avslutad]
    if delprocess is None and len(fitting) == 1:
        return fitting[0].id
    if any(d.id == delprocess for d in fitting):
        return delprocess
    raise BadInput(
        vad=f"{kind.label} kan inte registreras.",
        varfor="Det behöver höra till en delprocess som pågår."
        if not fitting
        else "Det finns flera som pågår.",
        gor_nu="Öppna en friyta eller insats först." if not fitting else "Välj vilken det gäller.",
    )


def _effect(
    opened: Oppnad, kind: FactKind, kort: Mapping[str, Varde], part: int | None, dag: date
) -> Effekt:
    effekt = fact_effect(kind, kort, opened.akt.fakta, dag=dag, delprocess=part)
    if kind.sets_state:
        state = opened.definitioner.huvud.state(str(kort[kind.sets_state]))
        effekt["tillstand"] = state.code
        effekt["avslutad"] = state.final
    return effekt
