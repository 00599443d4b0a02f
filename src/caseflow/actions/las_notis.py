"""Mark notes as read."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import update

from caseflow.store.atkomst import Aktor
from caseflow.store.notis import Notis
from caseflow.store.session import Databas


def las_notis(db: Databas, aktor: Aktor, notis_id: int | None, *, now: datetime) -> int:
    """One of the person's own notes, or all of them; how many were unread. Others' are left alone."""
    statement = (
        update(Notis)
        .where(Notis.medarbetare_id == aktor.id, Notis.last.is_(None))
        .values(last=now)
        .returning(Notis.id)
    )
    if notis_id is not None:
        statement = statement.where(Notis.id == notis_id)
    with db.write() as session:
        return len(session.scalars(statement).all())
