"""What is said of a template in a sentence: whom it is for, and who may finish it."""

from __future__ import annotations

from collections.abc import Iterable

from caseflow.documents.mallar.mall import TILL, Mall
from caseflow.rules.roller import OPPNAR_AKT


def till_vem(mall: Mall) -> str:
    """«Till personen»."""
    namn = TILL[mall.till]
    return f"Till {namn[:1].lower()}{namn[1:]}"


def vem_fardigstaller(mall: Mall, slag: Iterable[str]) -> str:
    """«handläggare eller beslutsfattare»: of the roles that open akter of those kinds."""
    opening = {roll for ett in slag for roll in OPPNAR_AKT.get(ett, ())}
    namn = [roll.etikett for roll in mall.av if roll in opening]
    return " eller ".join(p for p in (", ".join(namn[:-1]), *namn[-1:]) if p)
