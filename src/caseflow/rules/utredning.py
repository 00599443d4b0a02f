"""Vad en utredning ska innehålla innan den lämnas till beslut."""

from __future__ import annotations

from caseflow.engine.rule import hinder
from caseflow.rules.kallor import SOSFS_2014_5, SOSFS_GALLER
from caseflow.rules.lage import Lage


@hinder(SOSFS_2014_5(""), since=SOSFS_GALLER)
def egen_syn_finns(lage: Lage) -> bool:
    """Personens egen syn på sin situation och sitt behov finns i utredningen.

    Brister: Personens egen syn finns inte i utredningen.
    Gör nu: Fråga hur personen själv ser på sin situation och registrera Personens egen syn. Vill
    personen inte säga något skriver du det.
    """
    return lage.fakta.senaste("egen_syn") is not None
