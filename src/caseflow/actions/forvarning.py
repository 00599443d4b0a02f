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
from caseflow.engine.fakta import Fakta
from caseflow.engine.process import FactKind, Transition
from caseflow.engine.trial import Lage, warnings
from caseflow.processes import varningar_for
from caseflow.rules.overgang import rattsdag
from caseflow.rules.utgaende import KRAVER_SKYDD, UTGAENDE, brevet_gar_fram_sakert
from caseflow.rules.utlamnande import skyddade_uppgifter_lamnas_aldrig_automatiskt
from caseflow.store.person import Person
from caseflow.store.samma_person import SLAG, agreed_on

_KRAVER_SKYDD = KRAVER_SKYDD | {skyddade_uppgifter_lamnas_aldrig_automatiskt.kod}

_GAR_UT = frozenset(r.kod for r in (*UTGAENDE, brevet_gar_fram_sakert))


def surrounded(lage: Lage[Any], opened: Oppnad, handling: Transition | FactKind) -> Lage[Any]:
    """The situation with what the akt's facts do not hold: what is done, by whom in full, and when it is written.

    The day whose law governs what arose with the matter is added too.

    Whether the person's identity is protected is asked where a rule needs it, and never stored in the snapshot.
    What goes out to the person is tried by what was agreed on the day it went out.
    """
    skydd = ""
    if any(r.kod in _KRAVER_SKYDD for r in handling.requires):
        asked = select(Person.skydd).where(Person.id == opened.akt.person_id)
        skydd = opened.session.scalar(asked) or ""
    if any(r.kod in _GAR_UT for r in handling.requires):
        lage = replace(lage, fakta=_as_agreed(lage, opened))
    return replace(
        lage,
        kod=handling.code,
        roller=opened.aktor.roller(opened.akt.enhet_id),
        idag=opened.idag,
        rattsdag=rattsdag(lage.fakta, lage.profil, lage.dag),
        utanfor={"skydd": skydd},
    )


def _as_agreed(lage: Lage[Any], opened: Oppnad) -> Fakta:
    """The facts with what was agreed on the day of the act, when something has been agreed since."""
    fakta: Fakta = lage.fakta
    latest = fakta.senaste(SLAG)
    if latest is None or latest.dag is None or latest.dag <= lage.dag:
        return fakta
    key = opened.db.ring.unwrap(opened.akt.nyckel)
    then = agreed_on(opened.session, opened.akt.id, opened.akt.nummer, key, lage.dag)
    others = {kod: fact for kod, fact in fakta.fakta.items() if kod != SLAG}
    return replace(fakta, fakta=others | ({SLAG: then} if then else {}))


def warned(handling: Transition | FactKind, lage: Lage[Any]) -> tuple[Hinder, ...]:
    """What the person is told; the act is done all the same."""
    return tuple(warnings(varningar_for(handling), lage))


def noted(effekt: Effekt, found: tuple[Hinder, ...]) -> Effekt:
    """The effect with the codes of the warnings, so that it can be seen that they were given."""
    return {**effekt, "varningar": [h.regel for h in found]} if found else effekt
