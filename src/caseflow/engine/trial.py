"""Tries a step or a fact against its rules and gives every hinder, not only the first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Generic, TypeVar

from caseflow.engine.errors import Hinder, RuleNotInForce
from caseflow.engine.fakta import Delprocess, Fakta, Varde
from caseflow.engine.process import Role
from caseflow.engine.rule import Rattsdag, Regelslag, Rule

P = TypeVar("P")


@dataclass(frozen=True, slots=True)
class Lage(Generic[P]):
    """What a guard sees: facts, profile, the day of the act, its fields, who acts, in which delprocess.

    `rattsdag` is the day whose law governs duties that arose with the matter; None: the day of the act.
    `kod` is the step or kind of fact that is tried, `roller` all roles that the actor holds in the unit,
    `idag` the day of the registration (None: the day of the act), and `utanfor` what the akt itself does
    not hold, such as whether the person's identity is protected.
    """

    fakta: Fakta
    profil: P
    dag: date
    falt: Mapping[str, Varde] = field(default_factory=dict)
    aktor: str = ""
    roll: str = ""
    delprocess: Delprocess | None = None
    rattsdag: date | None = None
    kod: str = ""
    roller: tuple[str, ...] = ()
    idag: date | None = None
    utanfor: Mapping[str, Varde] = field(default_factory=dict)

    def dag_for(self, rule: Rule[Any]) -> date:
        """The day whose wording of the rule is tried."""
        if rule.rattsdag is Rattsdag.ARENDET and self.rattsdag is not None:
            return self.rattsdag
        return self.dag


def failing(rules: Sequence[Rule[Any]], lage: Lage[Any]) -> list[Hinder]:
    """The hinder of every rule that fails, in the wording of the day that governs it.

    A rule that had no wording that day does not apply.
    """
    found = []
    for rule in rules:
        try:
            wording = rule.on(lage.dag_for(rule))
        except RuleNotInForce:
            continue
        if not wording.function(lage):
            found.append(
                Hinder(
                    regel=rule.kod,
                    kalla=str(wording.kalla),
                    text=wording.brister,
                    gor_nu=wording.gor_nu,
                )
            )
    return found


def warnings(rules: Sequence[Rule[Any]], lage: Lage[Any]) -> list[Hinder]:
    """What the rules that only warn have to say; the act may be done all the same."""
    return failing([r for r in rules if r.slag is Regelslag.VARNING], lage)


def role_hinder(by: Iterable[Role], roll: str) -> list[Hinder]:
    """A hinder when the acting role is not one of those that may do it."""
    allowed = list(by)
    if any(r.value == roll for r in allowed):
        return []
    names = " eller ".join(r.etikett for r in allowed)
    return [
        Hinder(
            regel="rollen_far_gora_det",
            kalla="Delegations- och behörighetsordning",
            text=f"Det görs av {names}.",
            gor_nu=f"Be {names} i enheten att göra det.",
        )
    ]
