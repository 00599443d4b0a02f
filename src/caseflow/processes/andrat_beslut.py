"""Steget som verkställer ett ändrat beslut: en omprövning, en ändring eller domstolens avgörande."""

from __future__ import annotations

from typing import Any

from caseflow.engine.field import Field
from caseflow.engine.process import Opening, State, Transition
from caseflow.engine.rule import Rule
from caseflow.processes.beslutsfalt import BEVILJAS, FRAN_OCH_MED
from caseflow.processes.insatsfalt import FORM, TILL_OCH_MED
from caseflow.rules.andring import VERKSTALLER, det_finns_ett_andrat_beslut
from caseflow.rules.beslut import perioden_ar_mojlig
from caseflow.rules.risk import riskbedomningen_ar_aktuell
from caseflow.rules.roller import Roll


def verkstall_andrat_beslut(
    *lagen: State,
    target: State,
    insats: Opening,
    fields: tuple[Field, ...] = (),
    requires: tuple[Rule[Any], ...] = (),
) -> Transition:
    """Steget, från de lägen där det kan tas; `insats` är den som beställs."""
    return Transition(
        code=VERKSTALLER,
        label="Verkställ ett ändrat beslut",
        source=lagen,
        target=target,
        by=(Roll.BESLUTSFATTARE,),
        fields=(BEVILJAS, FORM, FRAN_OCH_MED, TILL_OCH_MED, *fields),
        requires=(
            det_finns_ett_andrat_beslut,
            perioden_ar_mojlig,
            riskbedomningen_ar_aktuell,
            *requires,
        ),
        opens=(insats,),
        help="När ett avslag har ändrats så att personen får rätt. Insatsen beställs samtidigt.",
    )
