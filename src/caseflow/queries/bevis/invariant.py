"""An invariant: what must never happen, and how it is shown."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Protocol

from caseflow.engine.fakta import JsonDict
from caseflow.processes.definitioner import Definitioner
from caseflow.queries.bevis.explore import Exploration, Watch
from caseflow.queries.bevis.guarded import ReadProfile
from caseflow.queries.bevis.slices import Slice
from caseflow.queries.bevis.system import System


@dataclass(frozen=True, slots=True)
class Broken:
    """What is wrong, in which kind of akt, and the shortest story that leads there."""

    slag: str
    text: str
    berattelse: tuple[str, ...] = ()

    def as_dict(self) -> JsonDict:
        """For `--json`."""
        return {"slag": self.slag, "text": self.text, "berattelse": list(self.berattelse)}


@dataclass(slots=True)
class Proved:
    """How much was explored for an invariant, and everything that is wrong."""

    states: int = 0
    changes: int = 0
    broken: list[Broken] = field(default_factory=list)
    tried: set[str] = field(default_factory=set)

    def add(self, more: Proved) -> None:
        """Everything that was found elsewhere too."""
        self.states += more.states
        self.changes += more.changes
        self.broken += more.broken
        self.tried |= more.tried


class Memo:
    """What has been explored, with what it read of the profile: where the same is read, the same is found."""

    def __init__(self) -> None:
        self._known: dict[Hashable, list[tuple[dict[str, object], Proved]]] = {}

    def once(self, key: Hashable, profil: ReadProfile, work: Callable[[], Proved]) -> Proved:
        """The result of the work for this profile, explored now or before for one that agrees with it."""
        for read, result in self._known.get(key, ()):
            if profil.agrees(read):
                return result
        profil.read = {}
        result = work()
        self._known.setdefault(key, []).append((dict(profil.read), result))
        return result


class Invariant(Protocol):
    """One of the ten."""

    @property
    def number(self) -> int:
        """Its number in docs/beviset.md."""

    @property
    def title(self) -> str:
        """What holds, in Swedish."""

    def prove(self, system: System, profil: ReadProfile, dag: date, memo: Memo) -> Proved:
        """Explore everything within the bounds, on the wordings of a day."""


@dataclass(frozen=True, slots=True)
class Safety:
    """Something that never happens: every change in every slice is looked at."""

    number: int
    title: str
    cuts: Callable[[Definitioner, ReadProfile], Sequence[Slice]]
    watch: Callable[[System, Slice], Watch]
    also: Callable[[System], Sequence[Broken]] = lambda _system: ()

    def prove(self, system: System, profil: ReadProfile, dag: date, memo: Memo) -> Proved:
        """In the whole system: what a profile has of it is never more."""
        out = Proved(broken=list(self.also(system)))
        for defs in system.definitioner.values():
            for wanted in self.cuts(defs, profil):
                cut = fitted(wanted, defs)

                def explored(defs: Definitioner = defs, cut: Slice = cut) -> Proved:
                    return self._explored(system, defs, cut, profil, dag)

                out.add(memo.once((self.number, defs.slag, repr(cut)), profil, explored))
        return out

    def _explored(
        self, system: System, defs: Definitioner, cut: Slice, profil: ReadProfile, dag: date
    ) -> Proved:
        try:
            found = Exploration(defs, cut, profil, dag, self.watch(system, cut)).run()
        finally:
            profil.only(None)
        if not found.fault:
            _was_tried(cut, defs, found.tried)
        broken = [Broken(defs.slag, found.fault, tuple(found.story))] if found.fault else []
        return Proved(found.states, found.changes, broken, found.tried)


def _was_tried(cut: Slice, defs: Definitioner, tried: set[str]) -> None:
    """A slice in which a guard that it rests on is never tried proves something else than it believes."""
    there = {r.kod for p in defs.processer.values() for t in p.transitions for r in t.requires}
    there |= {r.kod for kind in defs.faktaslag.values() for r in kind.requires}
    never = sorted((cut.relied_on & there) - tried)
    if never:
        msg = f"I snittet «{cut.name}» prövas aldrig {', '.join(never)}"
        raise AssertionError(msg)


def fitted(cut: Slice, defs: Definitioner) -> Slice:
    """The slice without the delprocesser that the profile does not have."""
    return replace(cut, parts={k: p for k, p in cut.parts.items() if k in defs.delprocesser})
