"""What an act is warned of: tried with everything that surrounds it, and written into its event.

Not a use case of its own: `take_step` and `register_fact` are built on it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sqlalchemy import select

from caseflow.actions.akthandling import Oppnad
from caseflow.engine.effect import Effekt
from caseflow.engine.errors import Hinder
from caseflow.engine.process import FactKind, Transition
from caseflow.engine.trial import Lage, warnings
from caseflow.processes import varningar_for
from caseflow.rules.overgang import rattsdag
from caseflow.rules.utgaende import KRAVER_SKYDD
from caseflow.rules.utlamnande import skyddade_uppgifter_lamnas_aldrig_automatiskt
from caseflow.store.person import Person

_KRAVER_SKYDD = KRAVER_SKYDD | {skyddade_uppgifter_lamnas_aldrig_automatiskt.kod}


def surrounded(lage: Lage[Any], opened: Oppnad, handling: Transition | FactKind) -> Lage[Any]:
    """The situation with what the akt's facts do not hold: what is done, by whom in full, and when it is written.

    The day whose law governs what arose with the matter is added too.

    Whether the person's identity is protected is asked where a rule needs it, and never stored in the snapshot.
    """
    skydd = ""
    if any(r.kod in _KRAVER_SKYDD for r in handling.requires):
        asked = select(Person.skydd).where(Person.id == opened.akt.person_id)
        skydd = opened.session.scalar(asked) or ""
    return replace(
        lage,
        kod=handling.code,
        roller=opened.aktor.roller(opened.akt.enhet_id),
        idag=opened.idag,
        rattsdag=rattsdag(lage.fakta, lage.profil, lage.dag),
        utanfor={"skydd": skydd},
    )


def warned(handling: Transition | FactKind, lage: Lage[Any]) -> tuple[Hinder, ...]:
    """What the person is told; the act is done all the same."""
    return tuple(warnings(varningar_for(handling), lage))


def noted(effekt: Effekt, found: tuple[Hinder, ...]) -> Effekt:
    """The effect with the codes of the warnings, so that it can be seen that they were given."""
    return {**effekt, "varningar": [h.regel for h in found]} if found else effekt
