"""The warnings of a step or a fact: those that stand already, and those that an event was written with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from caseflow.engine.errors import Hinder
from caseflow.engine.process import FactKind, Transition
from caseflow.engine.trial import Lage, warnings
from caseflow.processes import REGLER, varningar_for


def redan_nu(steg: Transition | FactKind, lage: Lage[Any]) -> tuple[Hinder, ...]:
    """The warnings that no field can change, on the day that is asked about."""
    rules = [r for r in varningar_for(steg) if not r.om_falt]
    return tuple(warnings(rules, replace(lage, idag=lage.idag or lage.dag)))


def givna(koder: Sequence[str], dag: date) -> tuple[Hinder, ...]:
    """The warnings that an event was written with, in the wording of its day; unknown codes are left out."""
    found = []
    for kod in koder:
        regel = REGLER.get(kod)
        if regel is None or regel.wordings[0].since > dag:
            continue
        wording = regel.on(dag)
        found.append(Hinder(kod, str(wording.kalla), wording.brister, wording.gor_nu))
    return tuple(found)
