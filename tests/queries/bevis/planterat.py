"""Kopior av processerna med ett fel i, och det som beviset säger om dem."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from caseflow.engine.process import FactKind, Process, Transition
from caseflow.engine.rule import Rule
from caseflow.queries.bevis.invariant import Broken
from caseflow.queries.bevis.proof import INVARIANTS, abstracted, prove_piece
from caseflow.queries.bevis.system import System, todays_system
from caseflow.rules.profil import Profil

DAG = date(2026, 11, 22)
PROFIL = abstracted(Profil("prov", "Provkommun"))
Andring = Callable[[Any], Any]


def bevisa(nummer: int, system: System, *slag: str) -> list[Broken]:
    """Det som är fel enligt en invariant, i akter av de slagen."""
    invariant = next(i for i in INVARIANTS if i.number == nummer)
    return [
        b
        for s in slag
        for proved in prove_piece(invariant, system.only(s), [PROFIL], DAG)
        for b in proved.broken
    ]


def med_steg(process: Process, kod: str, andra: Callable[[Transition], Transition]) -> Process:
    """Processen med ett steg ändrat; steget måste finnas."""
    assert process.transition(kod) is not None, kod
    return replace(
        process,
        transitions=tuple(andra(t) if t.code == kod else t for t in process.transitions),
    )


def andrat_steg(slag: str, kod: str, andra: Callable[[Transition], Transition]) -> System:
    """Dagens system med ett steg ändrat, i huvudprocessen eller i en delprocess."""
    system = todays_system()
    defs = system.definitioner[slag]
    if defs.huvud.transition(kod):
        defs = replace(defs, huvud=med_steg(defs.huvud, kod, andra))
    else:
        inom = next(k for k, p in defs.delprocesser.items() if p.transition(kod))
        delar = {**defs.delprocesser, inom: med_steg(defs.delprocesser[inom], kod, andra)}
        defs = replace(defs, delprocesser=delar)
    return replace(system, definitioner={**system.definitioner, slag: defs})


def andrat_faktum(slag: str, kod: str, andra: Callable[[FactKind], FactKind]) -> System:
    """Dagens system med ett faktaslag ändrat."""
    system = todays_system()
    defs = system.definitioner[slag]
    kinds = {**defs.faktaslag, kod: andra(defs.faktaslag[kod])}
    return replace(
        system, definitioner={**system.definitioner, slag: replace(defs, faktaslag=kinds)}
    )


def andrade_plikter(slag: str, kod: str, *nya: Rule[Any]) -> System:
    """Dagens system utan en plikt, eller med andra i dess ställe."""
    system = todays_system()
    assert any(p.kod == kod for p in system.plikter[slag]), kod
    kvar = tuple(p for p in system.plikter[slag] if p.kod != kod)
    return replace(system, plikter={**system.plikter, slag: (*kvar, *nya)})


def utan(regel: str) -> Andring:
    """Steget eller faktaslaget utan en av sina spärrar; den måste finnas där."""

    def andra(item: Any) -> Any:
        assert regel in {r.kod for r in item.requires}, regel
        return replace(item, requires=tuple(r for r in item.requires if r.kod != regel))

    return andra


def med(**andringar: Any) -> Andring:
    """Steget eller faktaslaget med andra egenskaper."""
    return lambda item: replace(item, **andringar)
