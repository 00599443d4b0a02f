"""What an akt holds but does not show to everybody who may open it, nor in every view."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from caseflow.engine.field import Field
from caseflow.rules.roller import Roll
from caseflow.store.akt import Akt
from caseflow.store.person import Person

SAMTALETS_INNEHALL = frozenset({("samtal", "anteckning")})
"""What was said in a talk is read by those who hold talks; the others see attendance and outcome."""
_LASER_SAMTAL = frozenset({Roll.BEHANDLARE.value, Roll.PARTNERKONTAKT.value})

PLATS = frozenset({("skyddsbedomning", "var_sakert"), ("barn", "boende"), ("barn", "uppgifter")})
"""Where a protected person or her children are: shown in the safe-contact view alone."""

TEKNISKA = frozenset({"slag", "enhet", "process_version", "profil", "profil_version"})


def is_protected(session: Session, akt: Akt) -> bool:
    """Whether the akt's person has protected personal data."""
    if akt.person_id is None:
        return False
    return bool(session.scalar(select(Person.skydd).where(Person.id == akt.person_id)))


def withheld(kod: str, field: Field, roller: tuple[str, ...], *, protected: bool) -> str:
    """Why a field of an event is not shown to somebody with these roles; empty when it is."""
    place = (kod, field.code)
    if place in SAMTALETS_INNEHALL and not _LASER_SAMTAL & set(roller):
        return "Samtalets innehåll läses av den som håller samtalen. Du ser närvaro och utfall."
    if place in PLATS and protected:
        return "Uppgifterna är skyddade. De visas bara under Säker kontakt."
    return ""
