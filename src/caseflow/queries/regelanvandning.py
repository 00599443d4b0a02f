"""Where a rule is used: the steps and facts it guards, the bevakning it opens, the rules that count with it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from types import FunctionType
from typing import Any

from caseflow.engine.fakta import JsonDict
from caseflow.engine.rule import Regelslag, Rule
from caseflow.processes import FAKTASLAG, PROCESSER, REGLER
from caseflow.rules.gallring import GALLRINGSHINDER
from caseflow.rules.varningar import I_VARJE_HANDLING

_RULES = "caseflow.rules."


@dataclass(frozen=True, slots=True)
class Plats:
    """A step or a fact: its code, what it is called, and the process of a step."""

    kod: str
    etikett: str
    process: str = ""
    processnamn: str = ""


@dataclass(frozen=True, slots=True)
class Anvandning:
    """What a rule governs.

    `raknar` are the rules that take their day from this one, and `annars` says when it is tried beside
    steps and facts.
    """

    steg: tuple[Plats, ...] = ()
    fakta: tuple[Plats, ...] = ()
    bevakning: str = ""
    fullgors_av: tuple[Plats, ...] = ()
    raknar: tuple[str, ...] = ()
    annars: str = ""

    def as_dict(self) -> JsonDict:
        """Codes for machines."""
        return {
            "steg": [{"process": p.process, "kod": p.kod} for p in self.steg],
            "fakta": [p.kod for p in self.fakta],
            "bevakning": self.bevakning,
            "fullgors_av": [p.kod for p in self.fullgors_av],
            "raknar": list(self.raknar),
            "annars": self.annars,
        }


def anvandning(regel: Rule[Any]) -> Anvandning:
    """Where the rule is used."""
    return Anvandning(
        steg=tuple(_steps_with(regel)),
        fakta=tuple(
            Plats(kind.code, kind.label)
            for kind in FAKTASLAG.values()
            if regel in (*kind.requires, *kind.varnar)
        ),
        bevakning=regel.etikett if regel.slag is Regelslag.PLIKT else "",
        fullgors_av=tuple(p for kod in regel.utfors_av for p in _places(kod)),
        raknar=tuple(kod for kod, used in _counted().items() if regel.kod in used),
        annars=_besides(regel),
    )


def _besides(regel: Rule[Any]) -> str:
    if regel in GALLRINGSHINDER:
        return "När akten ska gallras."
    return "Vid varje steg och registrering." if regel in I_VARJE_HANDLING else ""


def _steps_with(regel: Rule[Any]) -> Iterator[Plats]:
    """The steps that the rule guards, or that open something by it."""
    for process in PROCESSER.values():
        for step in process.transitions:
            guards = (*step.requires, *step.varnar, *(o.each for o in step.opens))
            if regel in guards:
                yield Plats(step.code, step.label, process.code, process.label)


def _places(kod: str) -> Iterator[Plats]:
    """The step or fact of a code; a step that two processes share is named once for each."""
    if kod in FAKTASLAG:
        yield Plats(kod, FAKTASLAG[kod].label)
    for process in PROCESSER.values():
        step = process.transition(kod)
        if step is not None:
            yield Plats(kod, step.label, process.code, process.label)


@cache
def _counted() -> dict[str, frozenset[str]]:
    """For each rule the rules that its functions refer to, directly or through another function."""
    known = {id(rule): kod for kod, rule in REGLER.items()}
    return {
        kod: frozenset(
            known[id(found)]
            for wording in rule.wordings
            for found in _referred(wording.function, set())
            if id(found) in known and found is not rule
        )
        for kod, rule in REGLER.items()
    }


def _referred(function: Callable[..., object], seen: set[int]) -> Iterator[Rule[Any]]:
    if not isinstance(function, FunctionType) or id(function) in seen:
        return
    seen.add(id(function))
    for name in function.__code__.co_names:
        found = function.__globals__.get(name)
        if isinstance(found, Rule):
            yield found
        elif isinstance(found, FunctionType) and found.__module__.startswith(_RULES):
            yield from _referred(found, seen)
