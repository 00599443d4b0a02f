"""The main menu: what a person sees follows from the roles held today."""

from __future__ import annotations

from dataclasses import dataclass

from caseflow.queries.delegationsbeslut import ANMALER
from caseflow.rules.roller import OPPNAR_AKT, Roll
from caseflow.web.visit import Visit

_OPENING_ROLES = frozenset(roll.value for roller in OPPNAR_AKT.values() for roll in roller)


@dataclass(frozen=True, slots=True)
class Menypunkt:
    """One item; `antal` is shown beside it when it is not zero."""

    namn: str
    url: str
    antal: int = 0


RULES = Menypunkt("Regler", "/regler")
"""Everybody who is logged in may read the rules: they hold no case data."""


def works_with_akter(visit: Visit) -> bool:
    """Whether any role held today opens akter of some kind. An administrator's does not."""
    return any(roll in _OPENING_ROLES for _, roll in visit.aktor.uppdrag)


def menu_for(visit: Visit) -> tuple[Menypunkt, ...]:
    """The items of the menu, in order."""
    if not works_with_akter(visit):
        return (RULES,)
    items: tuple[Menypunkt, ...] = (
        Menypunkt("Mina ärenden", "/mina-arenden"),
        Menypunkt("Bevakningar", "/bevakningar"),
        Menypunkt("Notiser", "/notiser", visit.olasta),
        RULES,
    )
    if visit.aktor.enheter(*ANMALER):
        items = (*items, Menypunkt("Delegationsbeslut", "/delegationsbeslut"))
    if visit.aktor.har(Roll.SAKERHETSSAMORDNARE):
        return (*items, Menypunkt("Relationer", "/relationer"))
    return items
