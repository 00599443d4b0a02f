"""Handlingsjobb: one handling of a batch that somebody has asked for, and that a worker or the loop finishes.

A row holds ids and no case data. It is marked as done in the transaction that stores the handling, and only
by whoever has its lease: so each is finished exactly once, whoever dies on the way.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import (
    ColumnElement,
    ForeignKey,
    Index,
    String,
    UniqueConstraint,
    and_,
    cast,
    delete,
    func,
    or_,
    select,
    text,
    update,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from caseflow.store.arbetsfel import Arbetsfel, note_fault
from caseflow.store.base import Base

VANTAR, KLAR, MISSLYCKAD = "vantar", "klar", "misslyckad"
HANDLING = "handling"
"""The kind of work, as it stands in Arbetsfel."""
LEASE = timedelta(minutes=15)
"""Longer than a pass takes. A lease that is over is no harm: only whoever holds the newest can mark the row."""
AVBRUTEN = "avbruten"
_ATT_GORA = text("status = 'vantar'")


class Handlingsjobb(Base):
    """One wanted handling. `sats` is the batch, and an akt stands once in it.

    `status`: vantar, klar (`resultat` is the number of the handling), or misslyckad: what a rule, a gap or a
    role refuses, as the code in `fel`. What only failed for now waits, with its tries in Arbetsfel.
    `lan` is the worker that has it until `lana_till`.
    """

    __tablename__ = "handlingsjobb"
    __table_args__ = (
        UniqueConstraint("sats", "akt_id"),
        Index(
            "ix_handlingsjobb_att_gora", "id", sqlite_where=_ATT_GORA, postgresql_where=_ATT_GORA
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    sats: Mapped[str] = mapped_column(String(32))
    akt_id: Mapped[int] = mapped_column(ForeignKey("akt.id"), index=True)
    mall: Mapped[str] = mapped_column(String(40))
    sprak: Mapped[str] = mapped_column(String(8))
    medarbetare_id: Mapped[int] = mapped_column(ForeignKey("medarbetare.id"), index=True)
    status: Mapped[str] = mapped_column(String(12))
    skapad: Mapped[datetime]
    avslutad: Mapped[datetime | None]
    fel: Mapped[str] = mapped_column(String(100))
    resultat: Mapped[int | None]
    lan: Mapped[str | None] = mapped_column(String(32))
    lana_till: Mapped[datetime | None]


class LanetSlut(Exception):
    """Another worker has the job now, and does it."""


@dataclass(frozen=True, slots=True)
class Lan:
    """A job that this worker has until its lease is over."""

    id: int
    token: str
    akt_id: int
    mall: str
    sprak: str
    medarbetare_id: int


def claim(session: Session, *, now: datetime) -> Lan | None:
    """Take the job that has waited longest and whose turn has come; None when there is none.

    A job whose worker was lost counts that as a failed try, so that one that is the end of its worker each
    time comes to an end as well.
    """
    while row := _next(session, now):
        if row.lan is not None:
            key = str(row.id)
            note_fault(session, HANDLING, key, row.akt_id, AVBRUTEN, now=now)
            dead = select(Arbetsfel.dod).where(Arbetsfel.slag == HANDLING, Arbetsfel.nyckel == key)
            row.lan = row.lana_till = None
            session.flush()
            if session.scalar(dead) is not None:
                continue
        row.lan, row.lana_till = secrets.token_hex(16), now + LEASE
        return Lan(row.id, row.lan, row.akt_id, row.mall, row.sprak, row.medarbetare_id)
    return None


def _turn_has_come(now: datetime) -> ColumnElement[bool]:
    """Waits, is nobody's, and is neither given up nor put off."""
    failed = and_(
        Arbetsfel.slag == HANDLING, Arbetsfel.nyckel == cast(Handlingsjobb.id, String(60))
    )
    not_now = or_(Arbetsfel.dod.is_not(None), Arbetsfel.nasta > now)
    return and_(
        Handlingsjobb.status == VANTAR,
        or_(Handlingsjobb.lan.is_(None), Handlingsjobb.lana_till < now),
        ~select(Arbetsfel.id).where(failed, not_now).exists(),
    )


def _next(session: Session, now: datetime) -> Handlingsjobb | None:
    return session.scalar(
        select(Handlingsjobb)
        .where(_turn_has_come(now))
        .order_by(Handlingsjobb.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )


def settle(
    session: Session,
    lan: Lan,
    status: str,
    *,
    now: datetime,
    fel: str = "",
    resultat: int | None = None,
) -> None:
    """Write the outcome, in the transaction of what it tells of.

    Raises:
        LanetSlut: somebody else has the job since the lease was over; nothing of the transaction may stand.
    """
    marked = session.scalar(
        update(Handlingsjobb)
        .where(
            Handlingsjobb.id == lan.id,
            Handlingsjobb.lan == lan.token,
            Handlingsjobb.status == VANTAR,
        )
        .values(status=status, fel=fel, resultat=resultat, avslutad=now, lan=None, lana_till=None)
        .returning(Handlingsjobb.id)
    )
    if marked is None:
        raise LanetSlut
    session.execute(
        delete(Arbetsfel).where(Arbetsfel.slag == HANDLING, Arbetsfel.nyckel == str(lan.id))
    )


def give_back(session: Session, lan: Lan) -> bool:
    """Let go of a job that failed for now. Whether this worker still had it."""
    given = session.scalar(
        update(Handlingsjobb)
        .where(Handlingsjobb.id == lan.id, Handlingsjobb.lan == lan.token)
        .values(lan=None, lana_till=None)
        .returning(Handlingsjobb.id)
    )
    return given is not None


def to_do(session: Session, *, now: datetime) -> int:
    """How many jobs a worker could take now."""
    query = select(func.count()).select_from(Handlingsjobb).where(_turn_has_come(now))
    return session.scalar(query) or 0
