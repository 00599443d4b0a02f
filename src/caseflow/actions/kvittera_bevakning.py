"""Acknowledge a bevakning: seen, on its way, still open."""

from __future__ import annotations

from datetime import datetime

from caseflow.actions.akthandling import Utfort, open_for
from caseflow.actions.bevakningshandling import open_row, write_operation
from caseflow.store.atkomst import Aktor
from caseflow.store.session import Databas


def kvittera_bevakning(db: Databas, aktor: Aktor, nummer: str, nr: int, *, now: datetime) -> Utfort:
    """Raises NotFound: no access, or not open."""
    with db.write() as session:
        opened = open_for(db, session, aktor, nummer, now=now)
        open_row(opened, nr)
        op = {"op": "kvittera", "nr": nr}
        return write_operation(opened, "kvittera_bevakning", op, dag=opened.idag)
