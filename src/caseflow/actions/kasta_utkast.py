"""Throw a draft away. It was no handling, and nothing of it is kept."""

from __future__ import annotations

from caseflow.documents.mallar import som_fardigstaller
from caseflow.engine.aktnummer import normal_aktnummer
from caseflow.store.akt import by_nummer
from caseflow.store.atkomst import Aktor, finns_inte, require_access
from caseflow.store.handlingsatkomst import refuse_reader, utkastet
from caseflow.store.session import Databas


def kasta_utkast(db: Databas, aktor: Aktor, nummer: str, utkast: int) -> None:
    """Raises NotFound (no such akt or draft for this person) or Refused (who does not work there)."""
    normal = normal_aktnummer(nummer)
    with db.write() as session:
        akt = by_nummer(session, normal) if normal else None
        require_access(aktor, akt, nummer)
        if akt is None:
            raise finns_inte(nummer)
        draft = utkastet(session, akt.id, utkast)
        refuse_reader(aktor, akt, som_fardigstaller(draft.mall))
        session.delete(draft)
