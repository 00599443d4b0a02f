"""Find an akt for reading: the same answer for what is missing and what may not be opened."""

from __future__ import annotations

from sqlalchemy.orm import Session

from caseflow.store.akt import Akt
from caseflow.store.atkomst import Aktor, open_akt


def open_for_reading(session: Session, aktor: Aktor, nummer: str) -> tuple[Akt, str]:
    """The akt and the role it is opened under.

    Raises:
        NotFound: missing, or no role that opens it.
    """
    return open_akt(session, aktor, nummer)
