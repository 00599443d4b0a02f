"""The profile that a medarbetare works under: that of the first unit where there is an uppdrag."""

from __future__ import annotations

from sqlalchemy import select

from caseflow.rules.profil import Profil
from caseflow.store.atkomst import Aktor
from caseflow.store.enhet import Enhet
from caseflow.store.profiler import find_profile
from caseflow.store.session import Databas

STANDARD = "standard"


def enhetens_profil(db: Databas, aktor: Aktor) -> Profil:
    """The profile of the unit, or the standard where there is no unit.

    Raises:
        ProfileInvalid: the unit names a profile that does not exist.
    """
    units = select(Enhet.profil).where(Enhet.id.in_(aktor.enheter())).order_by(Enhet.id).limit(1)
    with db.read() as session:
        named = session.scalars(units).first()
    return find_profile(db.settings, named or STANDARD)
