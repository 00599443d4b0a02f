"""Breadth first through everything that can happen in a slice; the first fault found has the shortest story."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any, cast

from caseflow.engine.effect import Effekt, apply
from caseflow.engine.errors import RuleNotInForce
from caseflow.engine.fakta import Delprocess, Fakta, Faktum
from caseflow.engine.process import FactKind, Transition
from caseflow.engine.rule import Rule
from caseflow.engine.trial import Lage
from caseflow.processes.definitioner import Definitioner
from caseflow.queries.bevis.acts import Act, Possible, acting_role, effect_of
from caseflow.queries.bevis.canonical import NEXT, Canon, Key
from caseflow.queries.bevis.guarded import Kept, OutsideSlice, ReadProfile, SeenFakta
from caseflow.queries.bevis.slices import Slice, behind

TOO_MANY = 400_000
"""More states than this in one slice is a slice that was cut wrongly."""


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that happened: before, what was done, its effect, after; and what the invariant remembers."""

    defs: Definitioner
    profil: ReadProfile
    before: Fakta
    act: Act
    effekt: Effekt
    after: Fakta

    @property
    def part_before(self) -> Delprocess | None:
        """The delprocess of the act, as it was."""
        return self.before.delprocess(self.act.part) if self.act.part else None

    @property
    def part_after(self) -> Delprocess | None:
        """The delprocess of the act, as it became."""
        number = self.act.part or self.effekt.get("delprocess")
        return self.after.delprocess(number) if number else None

    def opened(self, *processes: str) -> list[dict[str, Any]]:
        """What was opened of those kinds, also what the slice does not keep."""
        return [
            cast("dict[str, Any]", d)
            for d in self.effekt.get("delprocesser", ())
            if d.get("ny") and d["process"] in processes
        ]


Memory = Hashable


@dataclass(frozen=True, slots=True)
class Watch:
    """What is looked for: a memory of its own, and what is wrong with a change or with a state."""

    begin: Memory = None
    remember: Callable[[Any, Change], Memory] = lambda memory, _: memory
    wrong: Callable[[Any, Change], str] = lambda _memory, _change: ""
    wrong_state: Callable[[Any, Fakta, SeenFakta, ReadProfile], str] | None = None


@dataclass(slots=True)
class Explored:
    """How much was explored, and the shortest story of what is wrong, if anything is."""

    cut: Slice
    states: int = 0
    changes: int = 0
    fault: str = ""
    story: list[str] = field(default_factory=list)
    read: dict[str, object] = field(default_factory=dict)
    tried: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class _Guards:
    """What is tried of a step or fact, in which role, and the fields that cannot be read."""

    rules: tuple[Rule[Any], ...]
    roll: str
    closed: frozenset[str]


class Exploration:
    """One slice of one kind of akt under one profile, on a day."""

    def __init__(
        self, defs: Definitioner, cut: Slice, profil: ReadProfile, dag: date, watch: Watch
    ) -> None:
        self.defs, self.cut, self.profil, self.dag, self.watch = defs, cut, profil, dag, watch
        self.canon = Canon(cut, dag)
        self.out = Explored(cut)
        self._plans = "uppfoljningar" in cut.profile
        profil.only(cut.profile)
        self._possible = Possible(defs, cut, dag)
        self._guards: dict[int, _Guards] = {}
        self._from: dict[Key, tuple[Key, Act] | None] = {}
        self._queue: deque[Key] = deque()

    def run(self) -> Explored:
        """Until everything is explored, or something is wrong."""
        for like in self._beginnings():
            if self._meet((self.canon.key(like), self.watch.begin), None):
                return self._done()
        while self._queue:
            node = self._queue.popleft()
            here = self.canon.fakta(node[0], self._like)
            seen = SeenFakta(here, self.cut, self.defs)
            for act in self._possible.here(here):
                if self._refused(act, seen):
                    continue
                if self._follow(node, here, act):
                    return self._done()
        return self._done()

    def _done(self) -> Explored:
        self.out.states, self.out.read = len(self._from), self.profil.read
        return self.out

    def _beginnings(self) -> Iterator[Fakta]:
        huvud = self.defs.huvud
        blank = Fakta(slag=self.cut.slag, process=huvud.code, tillstand=huvud.start.code)
        self._like = blank
        for registered in self.cut.starts:
            first: Effekt = {
                "steg": "registrera_akt",
                "kort": {k: behind(self.dag) if v == "<" else v for k, v in registered.items()},
                "tillstand": huvud.start.code,
                "avslutad": False,
                "inkom": self.dag.isoformat(),
            }
            yield apply(blank, first, seq=1, dag=self.dag)

    def _refused(self, act: Act, seen: SeenFakta) -> bool:
        """Whether a guard that can be tried here stands in the way."""
        item = act.done
        if item is None:
            return False
        guards = self._guards.get(id(item)) or self._guards_of(item)
        if not guards.rules:
            return False
        lage: Lage[Any] = Lage(
            cast("Fakta", seen),
            self.profil,
            act.dag,
            Kept(act.given, closed=guards.closed),
            act.actor,
            guards.roll,
            cast("Delprocess | None", seen.delprocess(act.part) if act.part else None),
        )
        return any(self._fails(rule, lage) for rule in guards.rules)

    def _guards_of(self, item: Transition | FactKind) -> _Guards:
        """What is tried of a step or fact, and which of its fields cannot be read."""
        if isinstance(item, Transition):
            named = {code for o in item.opens for code in (o.unless, o.when)}
        else:
            named = {item.key, item.counts, item.sets_state}
        found = _Guards(
            tuple(r for r in item.requires if r.kod not in self.cut.passing),
            acting_role(item),
            frozenset({f.code for f in item.fields} - named - self.cut.varied),
        )
        self._guards[id(item)] = found
        return found

    def _fails(self, rule: Rule[Any], lage: Lage[Any]) -> bool:
        try:
            holds = bool(rule.on(lage.dag_for(rule)).function(lage))
        except RuleNotInForce:
            return False
        except OutsideSlice as what:
            if rule.kod in self.cut.relied_on:
                msg = f"Snittet «{self.cut.name}» bygger på {rule.kod}, som läser {what}"
                raise AssertionError(msg) from what
            return False
        self.out.tried.add(rule.kod)
        return not holds

    def _follow(self, node: Key, here: Fakta, act: Act) -> bool:
        """Do it; True when something is wrong afterwards."""
        effekt = effect_of(act, self.defs, here, self.profil, plans=self._plans)
        kept = self._within_bounds(effekt, here)
        if kept is None:
            return False
        after = (
            apply(here, kept, seq=NEXT + 1, dag=act.dag) if act.done else _passed(here, act, self)
        )
        self.out.changes += 1
        change = Change(self.defs, self.profil, here, act, effekt, after)
        fault = self.watch.wrong(node[1], change)
        if fault:
            self._tell(node, act, fault)
            return True
        memory = self.watch.remember(node[1], change)
        if isinstance(act.done, Transition) and act.done.renews:
            after = self._in_a_new_round(after)
        return self._meet((self.canon.key(after), memory), (node, act))

    def _meet(self, node: Key, came: tuple[Key, Act] | None) -> bool:
        if node in self._from:
            return False
        self._from[node] = came
        if len(self._from) > TOO_MANY:
            msg = f"Snittet «{self.cut.name}» har för många lägen"
            raise AssertionError(msg)
        self._queue.append(node)
        if self.watch.wrong_state is not None:
            here = self.canon.fakta(node[0], self._like)
            seen = SeenFakta(here, self.cut, self.defs)
            fault = self.watch.wrong_state(node[1], here, seen, self.profil)
            if fault:
                self._tell(node, None, fault)
                return True
        return False

    def _in_a_new_round(self, after: Fakta) -> Fakta:
        left = (
            p for p in after.delprocesser if not p.avslutad or self.cut.parts[p.process].lasting
        )
        return replace(after, delprocesser=tuple(left))

    def _within_bounds(self, effekt: Effekt, here: Fakta) -> Effekt | None:
        """The effect on what the slice keeps; None when it opens more than the bounds allow."""
        changes = effekt.get("delprocesser", [])
        if not any(d.get("ny") for d in changes):
            return effekt
        room = {
            code: min(
                part.most - len(here.av_slag(code, oppna=True)),
                (part.total or TOO_MANY) - len(here.av_slag(code)),
            )
            for code, part in self.cut.parts.items()
        }
        kept = []
        number = len(here.delprocesser)
        for d in changes:
            if not d.get("ny"):
                kept.append(d)
                continue
            code = d["process"]
            if code not in room:
                continue
            room[code] -= 1
            if room[code] < 0:
                if self.cut.parts[code].dropped:
                    continue
                return None
            number += 1
            kept.append({**d, "id": number})
        return {**effekt, "delprocesser": kept}

    def _tell(self, node: Key, last: Act | None, fault: str) -> None:
        lines = [last.line()] if last else []
        at: Key | None = node
        while at is not None and (came := self._from[at]) is not None:
            at, act = came
            lines.append(act.line())
        self.out.fault, self.out.story = fault, lines[::-1]


def _passed(here: Fakta, act: Act, run: Exploration) -> Fakta:
    """The same akt when the day has come."""
    assert act.passes is not None  # noqa: S101 - only time passes without an act
    number, code = act.passes
    part = here.delprocess(number)
    if part is not None:
        return here.with_delprocess(replace(part, varden={**part.varden, code: behind(run.dag)}))
    yesterday = run.dag - timedelta(days=1)
    facts = {
        k: Faktum(f.seq, yesterday if f.dag == run.dag else f.dag, f.varden)
        for k, f in here.fakta.items()
    }
    return replace(here, fakta=facts)
