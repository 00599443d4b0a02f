"""What can be done in a situation: every step and fact, with every value that makes a difference."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import product
from typing import Any

from caseflow.engine.effect import Effekt, delstep_effect, fact_effect, step_effect
from caseflow.engine.fakta import Delprocess, Fakta, Varde
from caseflow.engine.field import Field, Kind, short
from caseflow.engine.process import FactKind, Process, Transition
from caseflow.processes.definitioner import Definitioner
from caseflow.queries.bevis.slices import Slice, ahead, behind
from caseflow.rules.roller import Roll

NO_ONE = "tiden"
_NAMED_BY_NUMBER = {"ansokan": "ansokan", "bevakning": "egen_bevakning"}
"""Fields that hold the number of an event, and the kind of fact that it is."""
_NUMBERS = frozenset({*_NAMED_BY_NUMBER, "insats"})
"""Fields whose values are not the same in every akt."""
_HALF = 5
AT_ONCE = 2
"""As many facts that stand for themselves, such as an ansökan, are there at most at the same time."""


@dataclass(frozen=True, slots=True)
class Act:
    """One thing that somebody does. `done` is the step or kind of fact, None when time passes."""

    done: Transition | FactKind | None
    process: str = ""
    part: int | None = None
    given: Mapping[str, Varde] = field(default_factory=dict)
    actor: str = "a"
    dag: date = date.min
    told: tuple[str, ...] = ()
    passes: tuple[int, str] | None = None

    @property
    def code(self) -> str:
        """The code of the step or fact."""
        return self.done.code if self.done else NO_ONE

    @property
    def kort(self) -> dict[str, Varde]:
        """The values as they are remembered, with who did it."""
        if self.done is None:
            return {}
        return {**short(self.done.fields, self.given), "av": self.actor}

    def line(self) -> str:
        """As a line of a story: who does what, and how."""
        if self.done is None:
            return f"Tiden går: {' '.join(self.told)}"
        who = next(iter(self.done.by), None)
        name = (who.etikett if who else "ingen").capitalize()
        label = self.done.label
        what = f"registrerar «{label}»" if isinstance(self.done, FactKind) else f"«{label}»"
        how = f" ({'; '.join(self.told)})" if self.told else ""
        return f"{name}: {what}{how}"


def values_of(
    item: Transition | FactKind, cut: Slice, fakta: Fakta, dag: date
) -> list[dict[str, Varde]]:
    """Every choice of values for the fields that make a difference."""
    needed = set(cut.varied)
    if isinstance(item, Transition):
        needed |= {code for o in item.opens for code in (o.unless, o.when) if code}
    else:
        needed |= {item.key, item.counts, item.sets_state}
    fields = [f for f in item.fields if f.code in needed]
    choices = [_domain(f, cut, fakta, dag) for f in fields]
    return [
        {f.code: v for f, v in zip(fields, chosen, strict=True) if v is not None}
        for chosen in product(*choices)
    ]


def _domain(f: Field, cut: Slice, fakta: Fakta, dag: date) -> list[Varde]:
    absent: list[Varde] = [] if f.required else [None]
    if f.code in _NAMED_BY_NUMBER:
        return [int(n) for n in fakta.alla(_NAMED_BY_NUMBER[f.code])]
    if f.code == "insats":
        return [None, *(p.id for p in fakta.av_slag("insats", oppna=True))]
    found: list[Varde]
    match f.kind:
        case Kind.VAL | Kind.FLERVAL:
            found = [code for code, _ in f.choices]
        case Kind.JA_NEJ:
            found = [True, False]
        case Kind.MASTE_JA:
            found = [True]
        case Kind.DATUM:
            found = [ahead(dag), behind(dag)] if f.future else [behind(dag)]
        case Kind.HELTAL:
            found = [f.low]
        case _:
            found = ["12:00" if f.kind is Kind.KLOCKSLAG else "Text"]
    if f.code in cut.domains:
        wanted = cut.domains[f.code]
        return [v for v in (*found, *absent) if v in wanted]
    if f.kind is Kind.FLERVAL:
        return [*([v] for v in found if isinstance(v, str)), *absent]
    return [*found, *absent]


def _told(item: Transition | FactKind, values: Mapping[str, Varde]) -> tuple[str, ...]:
    return tuple(
        f"{f.label}: {f.label_of(values[f.code])}"
        for f in item.fields
        if f.code in values and f.kind is not Kind.MASTE_JA
    )


class Possible:
    """Everything that somebody can try, in a fixed order. What never differs is worked out once."""

    def __init__(self, defs: Definitioner, cut: Slice, dag: date) -> None:
        self._defs, self._cut, self._dag = defs, cut, dag
        self._opening = [
            (code, step)
            for code in cut.parts
            for step in defs.delprocesser[code].transitions
            if not step.source
        ]
        self._kinds = [
            defs.faktaslag[code]
            for code in cut.facts
            if code in defs.faktaslag and code not in cut.without
        ]
        self._chosen: dict[int, list[tuple[dict[str, Varde], tuple[str, ...]]]] = {}
        self._leaving: dict[tuple[str, str], tuple[Transition, ...]] = {}

    def here(self, fakta: Fakta) -> Iterator[Act]:
        """What can be tried in this akt."""
        for step in self._from("", self._defs.huvud, fakta.tillstand):
            yield from self._each(step, fakta, "", None)
        for part in fakta.delprocesser:
            process = self._defs.delprocesser[part.process]
            for step in self._from(part.process, process, part.tillstand):
                yield from self._each(step, fakta, part.process, part)
        for code, step in self._opening:
            yield from self._each(step, fakta, code, None)
        for kind in self._kinds:
            yield from self._registrations(kind, fakta)
        if self._cut.time:
            yield from self._passing(fakta)

    def _from(self, code: str, process: Process, state: str) -> tuple[Transition, ...]:
        key = (code, state)
        if key not in self._leaving:
            self._leaving[key] = process.leaving(state)
        return self._leaving[key]

    def _values(
        self, item: Transition | FactKind, fakta: Fakta
    ) -> list[tuple[dict[str, Varde], tuple[str, ...]]]:
        known = self._chosen.get(id(item))
        if known is not None:
            return known
        found = [(v, _told(item, v)) for v in values_of(item, self._cut, fakta, self._dag)]
        if not any(f.code in _NUMBERS for f in item.fields):
            self._chosen[id(item)] = found
        return found

    def _each(
        self, step: Transition, fakta: Fakta, process: str, part: Delprocess | None
    ) -> Iterator[Act]:
        cut = self._cut
        if step.code in cut.without:
            return
        actors = cut.actors if step.code in cut.by_each else cut.actors[:1]
        number = part.id if part else None
        for given, told in self._values(step, fakta):
            for actor in actors:
                who = told + _who(actors, actor)
                yield Act(step, process, number, given, actor, self._dag, who)

    def _registrations(self, kind: FactKind, fakta: Fakta) -> Iterator[Act]:
        """A fact, in each delprocess that it can belong to."""
        if kind.key == "seq" and len(fakta.alla(kind.code)) >= AT_ONCE:
            return
        inside: list[tuple[int | None, str]] = [(None, "")]
        if kind.within and fakta.process not in kind.within:
            inside = [
                (p.id, p.process)
                for p in fakta.delprocesser
                if p.process in kind.within and not p.avslutad
            ]
        cut, dag = self._cut, self._dag
        days = _days(fakta, dag) if kind.code in cut.late else [dag]
        for number, process in inside:
            for given, told in self._values(kind, fakta):
                for day in [dag] if _today(given, cut) else days:
                    how = told if day == dag else (*told, "med ett tidigare datum")
                    yield Act(kind, process, number, given, cut.actors[0], day, how)

    def _passing(self, fakta: Fakta) -> Iterator[Act]:
        """A day that lay ahead comes, one at a time; where late days are kept, today becomes a day ago."""
        cut = self._cut
        for part in fakta.delprocesser:
            for code in cut.parts[part.process].values:
                day = part.datum(code) if code in cut.dates else None
                if day and day > self._dag:
                    what = _NAMES.get(part.process, part.process)
                    told = (f"den dag som {what} gäller till passerar.",)
                    yield Act(None, part.process, part.id, passes=(part.id, code), told=told)
        if cut.late and any(f.dag == self._dag for f in fakta.fakta.values()):
            yield Act(None, passes=(0, ""), told=("det blir en ny dag.",))


def _who(actors: tuple[str, ...], actor: str) -> tuple[str, ...]:
    return (f"det gör {actor.upper()}",) if len(actors) > 1 else ()


def _today(given: Mapping[str, Varde], cut: Slice) -> bool:
    return any(given.get(code) == value for code, value in cut.today_only)


def _days(fakta: Fakta, dag: date) -> list[date]:
    """Today, every day of something that is kept, and a day before each of them."""
    known = {f.dag for f in fakta.fakta.values() if f.dag and f.dag < dag}
    before = {d - timedelta(days=_HALF) for d in (*known, dag)}
    return [dag, *sorted(known | before, reverse=True)]


_NAMES = {"insats": "insatsens beslut", "provning": "det nya beslutet"}


def effect_of(
    act: Act,
    defs: Definitioner,
    fakta: Fakta,
    profil: Any,  # noqa: ANN401 - a profile that is read
    *,
    plans: bool,
) -> Effekt:
    """What the act does, by the engine's own effect; without what is planned by the profile, or with."""
    kort: dict[str, Any] = act.kort
    item = act.done
    if item is None:
        return {}
    if isinstance(item, FactKind):
        effekt = fact_effect(item, kort, fakta, dag=act.dag, delprocess=act.part)
        if item.sets_state:
            state = defs.huvud.state(str(kort[item.sets_state]))
            effekt["tillstand"], effekt["avslutad"] = state.code, state.final
        return effekt
    if not plans and any(o.each for o in item.opens):
        item = replace(item, opens=tuple(o for o in item.opens if not o.each))
    process: Process = defs.processer[act.process] if act.process else defs.huvud
    common: dict[str, Any] = {"processes": defs.processer, "profil": profil, "dag": act.dag}
    if not act.process:
        return step_effect(item, process, fakta, kort, lasting=defs.varaktiga, **common)
    if "behandlare" in item.carries:
        kort.setdefault("behandlare", act.actor)
    target = fakta.delprocess(act.part) if act.part is not None else None
    return delstep_effect(item, process, fakta, target, kort, **common)


def acting_role(item: Transition | FactKind) -> str:
    """The role that the act is done in: the first that may."""
    return next((r.value for r in item.by), Roll.SYSTEM.value)
