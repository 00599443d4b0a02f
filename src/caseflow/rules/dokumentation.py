"""Dokumentationen: det som sägs vara fel antecknas vid den uppgift som det gäller."""

from __future__ import annotations

from caseflow.engine.rule import hinder
from caseflow.rules.kallor import GAMLA_SOL, NYA_SOL, SOL, SOL_2001
from caseflow.rules.lage import Lage


@hinder(SOL_2001("11 kap. 6 §"), since=GAMLA_SOL, om_falt=True)
def handelsen_finns(lage: Lage) -> bool:
    """Det som är fel, eller som personen säger är fel, antecknas vid uppgiften som det gäller.

    Brister: Det finns ingen händelse med det numret i ärendet.
    Gör nu: Öppna händelsen i tidslinjen och välj att rätta eller skriva personens mening därifrån.
    """
    nummer = lage.falt.get("handelse")
    return nummer is None or (isinstance(nummer, int) and 1 <= nummer <= lage.fakta.seq)


handelsen_finns.restated(SOL("14 kap. 6 §"), since=NYA_SOL)
