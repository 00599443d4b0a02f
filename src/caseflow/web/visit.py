"""Visit: one request by somebody who is logged in. Every page handler gets one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from caseflow.store.atkomst import Aktor
from caseflow.store.session import Databas


@dataclass(frozen=True, slots=True)
class Visit:
    """Who asks, when, and the CSRF token of the session.

    `now` is aware UTC and `dag` the Swedish day; `enheter` are (id, code, name) of the units where the
    person has an uppdrag; `olasta` is the number of unread notiser; `doda` how much
    the system has given up, for whoever answers for it.
    """

    db: Databas
    aktor: Aktor
    csrf: str
    now: datetime
    dag: date
    roll_och_enhet: str
    enheter: tuple[tuple[int, str, str], ...]
    olasta: int
    doda: int
