"""Write in the read log that somebody asked for the relation of akter, whatever came of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from caseflow.actions.logga_lasning import log_reading
from caseflow.engine.aktnummer import normal_aktnummer
from caseflow.engine.errors import BadInput, NotFound, Refused
from caseflow.rules.roller import Roll
from caseflow.store.atkomst import Aktor
from caseflow.store.session import Databas

RELATION = "relation"


def log_relation(db: Databas, aktor: Aktor, nummer: str, grund: str, *, now: datetime) -> None:
    """The relation of the akt was seen or made, in the role that is hidden from those who work in it."""
    log_reading(db, aktor, Roll.SAKERHETSSAMORDNARE, nummer, RELATION, grund, now=now)


@contextmanager
def relation_loggas(
    db: Databas, aktor: Aktor, nummer: tuple[str, ...], grund: str, *, now: datetime
) -> Iterator[None]:
    """Log each akt: as refused when one is missing or the person may not, else as opened.

    Also two akter that cannot be tied are logged as opened: the answer says that they exist.
    """
    try:
        yield
    except (NotFound, Refused):
        held = next((roll for _, roll in aktor.uppdrag), "ingen")
        for one in nummer:
            known = normal_aktnummer(one) or "okänt"
            log_reading(db, aktor, held, known, RELATION, "nekad", now=now, utfall="nekad")
        raise
    except BadInput:
        for one in nummer:
            log_relation(db, aktor, one, grund, now=now)
        raise
    for one in nummer:
        log_relation(db, aktor, one, grund, now=now)
