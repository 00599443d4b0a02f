"""Dagarna som delprocessernas bevakningar räknas från."""

from __future__ import annotations

from datetime import date

from caseflow.engine.fakta import Delprocess, Fakta
from caseflow.rules.omgang import genomgangens_dag, lagets_dag

_TECKEN_PA_KONTAKT = ("samtal", "journalanteckning")


def lagesdag(fakta: Fakta, delen: Delprocess) -> date | None:
    """Dagen då delprocessen kom till sitt läge.

    I ett importerat ärende räknas aldrig från en dag före genomgången; där är dagen ofta okänd.
    """
    return _efter_genomgang(fakta, delen.sedan or lagets_dag(fakta))


def oppningsdag(fakta: Fakta, delen: Delprocess) -> date | None:
    """Dagen då delprocessen öppnades, till exempel dagen för beslutet om en insats."""
    return _efter_genomgang(fakta, delen.oppnad or delen.sedan or lagets_dag(fakta))


def senaste_kontakt(fakta: Fakta, delen: Delprocess) -> date | None:
    """Dagen då något senast antecknades om personen, tidigast då delprocessen kom till sitt läge."""
    dagar = [lagesdag(fakta, delen)]
    dagar += [f.dag for kod in _TECKEN_PA_KONTAKT if (f := fakta.senaste(kod))]
    return max((d for d in dagar if d), default=None)


def _efter_genomgang(fakta: Fakta, dag: date | None) -> date | None:
    genomgang = genomgangens_dag(fakta)
    return max((d for d in (dag, genomgang) if d), default=None)
