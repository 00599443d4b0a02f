"""Throw a draft away. It was no handling, and nothing of it is kept."""

from __future__ import annotations

from caseflow.documents.mallar import som_fardigstaller
from caseflow.store.atkomst import Aktor, open_akt
from caseflow.store.handlingsatkomst import refuse_reader, utkastet
from caseflow.store.session import Databas


def kasta_utkast(db: Databas, aktor: Aktor, nummer: str, utkast: int) -> None:
    """Raises NotFound (no such akt or draft for this person) or Refused (who does not work there)."""
    with db.write() as session:
        akt, _ = open_akt(session, aktor, nummer)
        draft = utkastet(session, akt.id, utkast)
        refuse_reader(aktor, akt, som_fardigstaller(draft.mall))
        session.delete(draft)
