"""The main menu: what a person sees follows from the roles held today."""

from __future__ import annotations

from dataclasses import dataclass

from caseflow.queries.delegationsbeslut import ANMALER
from caseflow.rules.roller import OPPNAR_AKT, Roll
from caseflow.web.visit import Visit

_OPENING_ROLES = frozenset(roll.value for roller in OPPNAR_AKT.values() for roll in roller)


@dataclass(frozen=True, slots=True)
class Menypunkt:
    """One item; `antal` is shown beside it when it is not zero, `av` says of what. Red where it is `fara`."""

    namn: str
    url: str
    antal: int = 0
    av: str = "olästa"
    fara: bool = False


RULES = Menypunkt("Regler", "/regler")
"""Everybody who is logged in may read the rules: they hold no case data."""
TEMPLATES = Menypunkt("Mallar", "/mallar")
"""So may they the templates."""


def works_with_akter(visit: Visit) -> bool:
    """Whether any role held today opens akter of some kind. An administrator's does not."""
    return any(roll in _OPENING_ROLES for _, roll in visit.aktor.uppdrag)


def answers_for_the_running(visit: Visit) -> bool:
    """Whether the page on how the system runs is for the person."""
    return visit.aktor.har(Roll.ADMINISTRATOR) or visit.aktor.har(Roll.ENHETSCHEF)


def menu_for(visit: Visit) -> tuple[Menypunkt, ...]:
    """The items of the menu, in order."""
    drift: tuple[Menypunkt, ...] = ()
    if answers_for_the_running(visit):
        drift = (Menypunkt("Drift", "/drift", visit.doda, "fel", fara=True),)
    if not works_with_akter(visit):
        return (RULES, TEMPLATES, *drift)
    items: tuple[Menypunkt, ...] = (
        Menypunkt("Mina ärenden", "/mina-arenden"),
        Menypunkt("Bevakningar", "/bevakningar"),
        Menypunkt("Planering", "/planering"),
        Menypunkt("Utskrift", "/utskrift"),
        Menypunkt("Notiser", "/notiser", visit.olasta),
        RULES,
        TEMPLATES,
    )
    if visit.aktor.enheter(*ANMALER):
        items = (*items, Menypunkt("Delegationsbeslut", "/delegationsbeslut"))
    if visit.aktor.har(Roll.SAKERHETSSAMORDNARE):
        # The leaders of a unit find the hand-over on the board; the säkerhetssamordnare has no board of others.
        items = (
            *items,
            Menypunkt("Relationer", "/relationer"),
            Menypunkt("Lämna över", "/overlamning"),
        )
    return (*items, *drift)
