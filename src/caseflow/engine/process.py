"""What a process is made of: states, transitions, kinds of facts. Pure data, written one process per file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol

from caseflow.engine.fakta import Varde
from caseflow.engine.field import Field
from caseflow.engine.rule import Rule


class Role(Protocol):
    """A role that may do something; the codes and labels belong to the rules."""

    @property
    def value(self) -> str:
        """The stored code."""

    @property
    def etikett(self) -> str:
        """The label."""


@dataclass(frozen=True, slots=True)
class State:
    """A state with its stored code."""

    code: str
    label: str
    final: bool = False
    help: str = ""


@dataclass(frozen=True, slots=True)
class Opening:
    """A delprocess that a step opens.

    `values` are set on it, `carries` names fields of the step that go along, and `each` is a rule
    `(fakta, profil, dag) -> list of values` that opens one delprocess for each item instead.
    Nothing opens when the field `unless` is filled in, or the field `when` is not. `parent` names the
    value that holds the number of the delprocess whose step opened it.
    """

    process: str
    values: Mapping[str, Varde] = field(default_factory=dict)
    carries: tuple[str, ...] = ()
    each: Rule[Any] | None = None
    unless: str = ""
    when: str = ""
    parent: str = ""


@dataclass(frozen=True, slots=True)
class Cascade:
    """Open delprocesser of a kind that the step moves along, whatever else happens to them.

    Nothing moves while another delprocess of the kind `unless_open` is still open.
    """

    process: str
    source: tuple[str, ...]
    target: str
    final: bool = True
    unless_open: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Transition:
    """A step. Without `source` it opens a delprocess; without `target` the state stays.

    `requires` are the guards, `varnar` the rules that only warn.
    `values` are set on the delprocess and `carries` names fields whose codes it keeps; `removes` the
    facts that are used up (a kind, or a kind with all its keys); `renews` begins a new round in the
    same akt. In a delprocess `counts_days` names the value that the days in the state it leaves are
    added to: so a pause is remembered by how long it really was.
    """

    code: str
    label: str
    source: tuple[State, ...]
    target: State | None = None
    by: tuple[Role, ...]
    fields: tuple[Field, ...] = ()
    requires: tuple[Rule[Any], ...] = ()
    varnar: tuple[Rule[Any], ...] = ()
    opens: tuple[Opening, ...] = ()
    cascades: tuple[Cascade, ...] = ()
    values: Mapping[str, Varde] = field(default_factory=dict)
    carries: tuple[str, ...] = ()
    removes: tuple[str, ...] = ()
    renews: bool = False
    counts_days: str = ""
    document: str = ""
    help: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FactKind:
    """A kind of fact that can be registered in an akt. `varnar` are the rules that only warn.

    `key` is a field code (latest fact per value), "seq" (every fact stands for itself) or empty (the
    latest stands); `removes` the facts that this one ends; `lasting` facts survive a new round; `counts`
    names a choice field that is counted by value. `awaits` names a mark under which each fact stands for
    itself until a fact of a kind that `answers` the mark happens on the same day or later. `raises` does the
    same only for a fact that stands higher than the latest before it: the mark, the field that is compared,
    and the field's values from lowest to highest. `within` are
    the delprocesser (or main processes) it belongs to, `akter` the kinds of akt, and `sets_state` a field
    that names the new main state. A kind that `settles` answers whether a due item keeps its day (`val`:
    behall or rakna_om) by the number of its `bevakning`.
    """

    code: str
    label: str
    fields: tuple[Field, ...]
    by: tuple[Role, ...]
    key: str = ""
    removes: tuple[str, ...] = ()
    lasting: bool = False
    counts: str = ""
    within: tuple[str, ...] = ()
    akter: tuple[str, ...] = ()
    requires: tuple[Rule[Any], ...] = ()
    varnar: tuple[Rule[Any], ...] = ()
    awaits: str = ""
    raises: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    sets_state: str = ""
    settles: bool = False
    document: str = ""
    help: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Process:
    """A flat machine: the main process of a kind of akt, or a delprocess beside one."""

    code: str
    label: str
    since: date
    start: State
    states: tuple[State, ...]
    transitions: tuple[Transition, ...]

    def state(self, code: str) -> State:
        """The state with that code.

        Raises:
            KeyError: there is none.
        """
        for state in self.states:
            if state.code == code:
                return state
        raise KeyError(code)

    def transition(self, code: str) -> Transition | None:
        """The step with that code, or None."""
        return next((t for t in self.transitions if t.code == code), None)

    def leaving(self, state: str) -> tuple[Transition, ...]:
        """The steps that can be tried from a state, in the order they are written."""
        return tuple(t for t in self.transitions if any(s.code == state for s in t.source))
