"""Find an akt for reading: the same answer for what is missing and what may not be opened."""

from __future__ import annotations

from sqlalchemy.orm import Session

from caseflow.engine.aktnummer import normal_aktnummer
from caseflow.store.akt import Akt, by_nummer
from caseflow.store.atkomst import Aktor, finns_inte, require_access


def open_for_reading(session: Session, aktor: Aktor, nummer: str) -> tuple[Akt, str]:
    """The akt and the role it is opened under.

    Raises:
        NotFound: missing, or no role that opens it.
    """
    normal = normal_aktnummer(nummer)
    akt = by_nummer(session, normal) if normal else None
    roll = require_access(aktor, akt, nummer)
    if akt is None:
        raise finns_inte(nummer)
    return akt, roll
