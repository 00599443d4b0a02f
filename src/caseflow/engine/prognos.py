"""What happens in an akt if nobody does anything: day by day, until nothing more changes.

Time alone changes an akt only through the steps that the system takes when their day comes. So the days are
walked in order: what opens, falls due or passes its hard limit is noted, the system's steps are taken as they
are taken for real, and what they lead to is walked too. The same akt on the same day always gives the same.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from caseflow.engine.bevakning import Forfall, Oppen, Vantad, terms_from
from caseflow.engine.effect import Effekt, apply, delstep_effect, step_effect
from caseflow.engine.errors import BadInput, Refused
from caseflow.engine.fakta import Delprocess, Fakta
from caseflow.engine.field import check, short
from caseflow.engine.foljder import CLOSING, Bevakande, open_after, with_due
from caseflow.engine.machine import machine_for
from caseflow.engine.process import Process, Transition
from caseflow.engine.trial import Lage, failing, role_hinder

SYSTEM = "system"
MAX_STEPS = 200
"""More steps than this by time alone are not walked: the forecast says that it stopped."""


class Prognosslag(StrEnum):
    """What happens on a day."""

    FORFALLEN = "forfallen"
    """It fell due before the forecast begins, and is still open."""
    YTTERSTA_PASSERAD = "yttersta_dag_passerad"
    """So did its hard limit."""
    FONSTER = "fonster_oppnas"
    """It may be done from this day."""
    FORFALLER = "forfaller"
    YTTERSTA = "yttersta_dag"
    """The last day that the law gives."""
    SYSTEMET = "systemet_gor"
    KAN_INTE = "systemet_kan_inte"
    """The system's step is refused: a person is needed."""
    TILLKOMMER = "tillkommer"
    UPPHOR = "upphor"
    """The system's step closes it."""


@dataclass(frozen=True, slots=True)
class Bevakad:
    """An open bevakning as the forecast needs it."""

    nr: int
    vantad: Vantad


@dataclass(frozen=True, slots=True)
class Vantas:
    """One thing on one day. `steg` and `tillstand` belong to a step that the system takes."""

    dag: date
    slag: Prognosslag
    bevakad: Bevakad
    steg: str = ""
    process: str = ""
    tillstand: str = ""
    varfor: str = ""


@dataclass(frozen=True, slots=True)
class Prognos:
    """What is to come, in order; `kvar` stands open until somebody does it, and `avbruten` is normally False."""

    fran: date
    vantas: tuple[Vantas, ...]
    kvar: tuple[Bevakad, ...]
    fakta: Fakta
    avbruten: bool = False

    @property
    def till(self) -> date:
        """The last day on which something happens."""
        return max((v.dag for v in self.vantas), default=self.fran)


@dataclass(frozen=True, slots=True)
class Spelregler:
    """By what the akt goes on: how it is watched, its processes, and the steps that time takes.

    `timed` gives the step of each kind of bevakning that has one, `lasting` the facts that survive a new
    round, and `rattsdag` the day whose law governs duties that arose with the matter.
    """

    by: Bevakande
    huvud: Process
    processer: Mapping[str, Process]
    timed: Mapping[str, str]
    lasting: tuple[str, ...] = ()
    rattsdag: Callable[[Fakta, Any, date], date | None] = lambda _fakta, _profil, dag: dag


@dataclass(slots=True)
class _Gang:
    """The walk: the akt as it would stand, and what has been noted."""

    regler: Spelregler
    fakta: Fakta
    oppna: tuple[Oppen, ...]
    last_nr: int
    dag: date
    rader: dict[int, Bevakad]
    noted: set[tuple[int, Prognosslag]] = field(default_factory=set)
    refused: set[int] = field(default_factory=set)
    found: list[Vantas] = field(default_factory=list)

    def note(self, slag: Prognosslag, bevakad: Bevakad, **more: str) -> None:
        self.found.append(Vantas(self.dag, slag, bevakad, **more))


def forecast(
    fakta: Fakta, rader: Sequence[Bevakad], *, last_nr: int, dag: date, regler: Spelregler
) -> Prognos:
    """What follows from `dag` on; `rader` stand open then, and `last_nr` is the highest number there has been."""
    oppna = tuple(_oppen(r) for r in sorted(rader, key=lambda r: r.nr))
    gang = _Gang(regler, fakta, oppna, last_nr, dag, {r.nr: r for r in rader})
    steps = 0
    while True:
        _note_marks(gang, first=dag)
        due = _next_timed(gang)
        if due is not None:
            if steps == MAX_STEPS:
                break
            steps += 1
            _take(gang, due)
            continue
        coming = [
            mark
            for row in gang.rader.values()
            for slag, mark in _marks(row.vantad.forfall)
            if mark > gang.dag and (row.nr, slag) not in gang.noted
        ]
        if not coming:
            break
        gang.dag = min(coming)
    kvar = tuple(sorted(gang.rader.values(), key=lambda r: (r.vantad.forfall.dag, r.nr)))
    return Prognos(dag, tuple(gang.found), kvar, gang.fakta, avbruten=steps == MAX_STEPS)


def _oppen(row: Bevakad) -> Oppen:
    f = row.vantad.forfall
    return Oppen(row.nr, row.vantad.slag, f.nyckel, f.dag, f.fonster_fran, f.yttersta_dag)


def _marks(f: Forfall) -> list[tuple[Prognosslag, date]]:
    """The days of an item, in the order they are told when they are the same."""
    marks = [(Prognosslag.FONSTER, f.fonster_fran)] if f.fonster_fran != f.dag else []
    marks += [(Prognosslag.FORFALLER, f.dag), (Prognosslag.YTTERSTA, f.yttersta_dag)]
    return [(slag, dag) for slag, dag in marks if dag is not None]


_PASSED = {
    Prognosslag.FORFALLER: Prognosslag.FORFALLEN,
    Prognosslag.YTTERSTA: Prognosslag.YTTERSTA_PASSERAD,
}


def _note_marks(gang: _Gang, *, first: date) -> None:
    """What has come by the day. A window that opened before the forecast begins is no news."""
    for row in sorted(gang.rader.values(), key=lambda r: (r.vantad.forfall.dag, r.nr)):
        for slag, mark in _marks(row.vantad.forfall):
            if mark > gang.dag or (row.nr, slag) in gang.noted:
                continue
            gang.noted.add((row.nr, slag))
            late = mark < gang.dag
            if slag is not Prognosslag.FONSTER or mark >= first:
                gang.note(_PASSED.get(slag, slag) if late else slag, row)


def _next_timed(gang: _Gang) -> Bevakad | None:
    """The bevakning whose step the system takes next, in the order of the real loop."""
    due = [
        r
        for r in gang.rader.values()
        if r.vantad.slag in gang.regler.timed
        and r.vantad.forfall.dag <= gang.dag
        and r.nr not in gang.refused
    ]
    return min(due, key=lambda r: (r.vantad.forfall.dag, r.nr), default=None)


def _take(gang: _Gang, row: Bevakad) -> None:
    """The step, as the system takes it: tried against its rules, with its effect and what follows.

    A step that leaves its own bevakning due would be taken for ever: it is refused after the first time.
    """
    fakta, kod = gang.fakta, gang.regler.timed[row.vantad.slag]
    part = fakta.delprocess(row.vantad.forfall.delprocess or 0)
    definition = gang.regler.processer.get(part.process) if part else gang.regler.huvud
    step = definition.transition(kod) if definition else None
    if definition is None or step is None:
        gang.refused.add(row.nr)
        gang.note(Prognosslag.KAN_INTE, row, steg=kod)
        return
    # A step that is late is dated the day it fell due, as the loop dates it: what follows counts from there.
    due = row.vantad.forfall.dag
    dag = max(due, part.sedan or due) if part else due
    try:
        effekt = _effect(gang, definition, step, part, dag)
    except (Refused, BadInput) as fault:
        gang.refused.add(row.nr)
        why = " ".join(h.text for h in getattr(fault, "hinder", ())) or fault.vad
        gang.note(Prognosslag.KAN_INTE, row, steg=kod, process=definition.code, varfor=why)
        return
    effekt = with_due(
        fakta,
        effekt,
        kod=kod,
        dag=dag,
        by=gang.regler.by,
        oppna=gang.oppna,
        last_nr=gang.last_nr,
    )
    gang.fakta = apply(fakta, effekt, seq=fakta.seq + 1, dag=dag)
    after = gang.fakta.delprocess(part.id) if part else None
    state = after.tillstand if after else gang.fakta.tillstand
    gang.note(Prognosslag.SYSTEMET, row, steg=kod, process=definition.code, tillstand=state)
    _follow(gang, effekt.get("bevakningar", []))
    if row.nr in gang.rader:
        gang.refused.add(row.nr)


def _effect(
    gang: _Gang, definition: Process, step: Transition, part: Delprocess | None, dag: date
) -> Effekt:
    """The effect of the system's step on a day.

    Raises:
        Refused, BadInput: the step does not leave the state, or its rules or fields hold it back.
    """
    regler, fakta = gang.regler, gang.fakta
    profil: Any = regler.by.profil
    machine_for(definition).fire(step.code, part.tillstand if part else fakta.tillstand)
    values = check(step.fields, {}, today=dag)
    kort: dict[str, Any] = {**short(step.fields, values), "av": SYSTEM}
    lage: Lage[Any] = Lage(
        fakta, profil, dag, values, SYSTEM, SYSTEM, part, regler.rattsdag(fakta, profil, dag)
    )
    found = [*role_hinder(step.by, SYSTEM), *failing(step.requires, lage)]
    if found:
        raise Refused(vad=f"{step.label} kan inte göras.", hinder=found)
    if part is None:
        return step_effect(
            step,
            definition,
            fakta,
            kort,
            processes=regler.processer,
            profil=profil,
            dag=dag,
            lasting=regler.lasting,
        )
    if "behandlare" in step.carries:
        kort.setdefault("behandlare", SYSTEM)
    return delstep_effect(
        step, definition, fakta, part, kort, processes=regler.processer, profil=profil, dag=dag
    )


def _follow(gang: _Gang, ops: Sequence[Mapping[str, Any]]) -> None:
    """What the step closes and opens. What gets another day is closed and opened again."""
    for op in ops:
        if op["op"] == "oppna":
            row = Bevakad(op["nr"], _vantad(op))
            gang.rader[row.nr] = row
            gang.last_nr = max(gang.last_nr, row.nr)
            gang.note(Prognosslag.TILLKOMMER, row)
        elif op["op"] in CLOSING:
            gang.note(Prognosslag.UPPHOR, gang.rader.pop(op["nr"]))
    gang.oppna = open_after(gang.oppna, ops)


def _vantad(op: Mapping[str, Any]) -> Vantad:
    """A bevakning as the operation that opens it says."""
    forfall = Forfall(
        date.fromisoformat(op["dag"]),
        raknas_fran=_day(op["raknas_fran"]),
        nyckel=op["nyckel"],
        fonster_fran=_day(op["fonster_fran"]),
        yttersta_dag=_day(op["yttersta_dag"]),
        delprocess=op["delprocess"],
        termer=terms_from(op["rakning"]),
    )
    return Vantad(op["slag"], forfall, op["kalla"], op["typ"])


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None
