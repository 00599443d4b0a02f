"""How talks in a friyta may be documented where a person works."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select

from caseflow.store.enhet import Enhet
from caseflow.store.profiler import profiles
from caseflow.store.session import Databas


def documentation_of(db: Databas, enheter: Collection[str]) -> frozenset[str]:
    """The codes that the profile of any of the units (by code) has."""
    known = profiles(db.settings)
    with db.read() as session:
        used = session.scalars(select(Enhet.profil).where(Enhet.kod.in_(enheter))).all()
    return frozenset(kod for p in used if p in known for kod in known[p].friyta_dokumentation)
