"""Tell those who have come to lead of what had been said to somebody before them that it is late: once, a note each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy.orm import Session

from caseflow.notices.epost import queue_mail
from caseflow.notices.i_appen import ESKALERAD, Besked, note
from caseflow.store.forfallna import (
    BATCH,
    Forfallen,
    Rad,
    escalated_notes,
    escalated_to,
    hold_open,
    rows_and_what_they_replaced,
)
from caseflow.store.session import Databas


class Sagd(NamedTuple):
    """A late bevakning that has been said further, and who holds the role that hears of it now."""

    rad: Forfallen
    vem: int


def not_told(session: Session, sagda: Sequence[Sagd], idag: date) -> list[Sagd]:
    """Those who have not heard of it, oldest first.

    Whoever was told of the row that this one replaced knows, as long as it did not get a later day.
    """
    if not sagda:
        return []
    known = escalated_to(session, idag)
    rest = [s for s in sagda if (s.rad.akt_id, s.rad.nr, s.vem) not in known]
    found: list[Sagd] = []
    for start in range(0, len(rest), BATCH):
        batch = rest[start : start + BATCH]
        akter = sorted({s.rad.akt_id for s in batch})
        rows, notes = rows_and_what_they_replaced(session, akter), escalated_notes(session, akter)
        for s in batch:
            before = _before(rows, s.rad.akt_id, s.rad.nr)
            if not any((s.rad.akt_id, nr, s.vem) in notes for nr in before):
                found.append(s)
    return found


def _before(rows: dict[Rad, tuple[date, int | None]], akt_id: int, nr: int) -> Iterator[int]:
    """The numbers of the rows that a row has replaced without getting a later day."""
    dag, earlier = rows[akt_id, nr]
    while earlier is not None:
        then, before_that = rows[akt_id, earlier]
        if dag > then:
            return
        yield earlier
        dag, earlier = then, before_that


def tell_successors(db: Databas, sagda: Sequence[Sagd], idag: date, *, now: datetime) -> int:
    """Make the notes. Returns how many were new; what somebody else holds is told in a later pass."""
    made = 0
    for start in range(0, len(sagda), BATCH):
        batch = sagda[start : start + BATCH]
        with db.write() as session:
            held = {(r.akt_id, r.nr) for r in hold_open(session, [s.rad for s in batch])}
            besked = [
                Besked(s.vem, s.rad.akt_id, s.rad.nr, (idag - s.rad.dag).days)
                for s in batch
                if (s.rad.akt_id, s.rad.nr) in held
            ]
            told = note(session, ESKALERAD, besked, now=now)
            if db.settings.smtp_url:
                queue_mail(session, told, now=now)
            made += sum(map(len, told.values()))
    return made
