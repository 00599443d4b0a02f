"""Slices: how much of an akt is kept while one invariant is explored.

What a slice leaves out cannot be read: a guard that asks for it is taken to hold. So more can happen in
the slice than in an akt, and what cannot happen in the slice cannot happen in the akt either.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from caseflow.engine.fakta import Varde

ALL: frozenset[str] = frozenset({"*"})
"""Every state in which a delprocess can have ended."""
ENDED = "slut"
"""The state of one that has ended, where it is not kept how."""
DISTANCE = 30
"""Days: a date that is kept lies so far ahead, or so far back; only which of the two is kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What is kept of the delprocesser of a kind.

    `most` may be open at the same time; a step that would open another is not taken, or, when it may
    be `dropped`, is taken without it. `ended` are the end states in which it is kept, as one of each
    content; with `summed` the counters of those are added up instead.
    """

    values: tuple[str, ...] = ()
    steps: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    counts: Mapping[str, int] = field(default_factory=dict)
    most: int = 1
    total: int = 0
    dropped: bool = False
    ended: frozenset[str] = frozenset()
    summed: bool = False
    lasting: bool = False
    alike: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Slice:
    """What is kept of an akt of a kind, and which values are tried.

    `facts` are the kinds that are registered, with the fields that are remembered (None: it is registered
    and forgotten); `steps` the steps of the main process that are remembered, with their fields. `varied`
    are the fields that are tried with every value, or with those in `domains`. `ordered` names what is
    compared in time («fakta:x», «steg:x», «delsteg:x», «del:x»); of everything else only the round is
    known. `passing` are guards that are taken to hold although they read nothing outside, because they
    compare two days of which the slice only knows on which side of today they lie; `without` steps and
    facts that are never taken. `late` are kinds of facts that can be registered with an earlier day,
    except with the values in `today_only`. `profile` are the values of the profile that guards may read;
    a guard that reads another is taken to hold. The steps in `by_each` are taken by every one of the
    `actors`, the others by the first. With `rounds` it is kept whether this is the first. `relied_on`
    are the guards that must be possible to try in the slice, and that are tried somewhere in it.
    """

    name: str
    slag: str
    facts: Mapping[str, tuple[str, ...] | None] = field(default_factory=dict)
    steps: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    counts: Mapping[str, int] = field(default_factory=dict)
    parts: Mapping[str, Part] = field(default_factory=dict)
    varied: frozenset[str] = frozenset()
    domains: Mapping[str, tuple[Varde, ...]] = field(default_factory=dict)
    dates: frozenset[str] = frozenset()
    ordered: frozenset[str] = frozenset()
    passing: frozenset[str] = frozenset()
    without: frozenset[str] = frozenset()
    relied_on: frozenset[str] = frozenset()
    late: frozenset[str] = frozenset()
    today_only: tuple[tuple[str, Varde], ...] = ()
    profile: frozenset[str] = frozenset()
    actors: tuple[str, ...] = ("a",)
    by_each: frozenset[str] = frozenset()
    time: bool = False
    rounds: bool = False
    starts: tuple[Mapping[str, Varde], ...] = ({},)


def ahead(dag: date) -> str:
    """A day that lies ahead, as it is kept."""
    return date.fromordinal(dag.toordinal() + DISTANCE).isoformat()


def behind(dag: date) -> str:
    """A day that has passed, as it is kept."""
    return date.fromordinal(dag.toordinal() - DISTANCE).isoformat()


Progress = Callable[[str], None]
"""Told what is explored now."""
