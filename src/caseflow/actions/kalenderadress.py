"""A medarbetare's own channels: the secret address of the calendar, and whether notes come by e-mail."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from sqlalchemy import Update, select, update

from caseflow.actions.logga_in import token_hash
from caseflow.store.atkomst import Aktor
from caseflow.store.kalenderadress import Kalenderadress
from caseflow.store.medarbetare import Medarbetare
from caseflow.store.session import Databas

SECRET_BYTES = 32
"""256 bits: nobody guesses it, however many tries."""
_STAMP_AFTER = timedelta(hours=1)


def ny_kalenderadress(db: Databas, aktor: Aktor, *, now: datetime) -> str:
    """A new secret, and an end to any earlier one. Only its hash is stored: it can be shown this once."""
    secret = secrets.token_urlsafe(SECRET_BYTES)
    assert aktor.id is not None  # noqa: S101 - the system has no calendar
    with db.write() as session:
        # One at a time for a person: two windows at once would else leave two addresses that open.
        session.scalar(select(Medarbetare.id).where(Medarbetare.id == aktor.id).with_for_update())
        session.execute(_holding(aktor.id, now))
        session.add(
            Kalenderadress(
                medarbetare_id=aktor.id,
                hemlighet_hash=token_hash(secret),
                skapad=now,
                aterkallad=None,
                hamtad=None,
            )
        )
    return secret


def aterkalla_kalenderadress(db: Databas, aktor: Aktor, *, now: datetime) -> bool:
    """The address opens nothing from now on; whether there was one."""
    assert aktor.id is not None  # noqa: S101 - as above
    with db.write() as session:
        return bool(session.scalars(_holding(aktor.id, now).returning(Kalenderadress.id)).all())


def kalendern_hamtad(db: Databas, adress_id: int, *, now: datetime) -> None:
    """Note that a calendar has fetched, at most once an hour: they ask often."""
    with db.write() as session:
        row = session.get(Kalenderadress, adress_id)
        if row is not None and (row.hamtad is None or now - row.hamtad >= _STAMP_AFTER):
            row.hamtad = now


def stall_in_epost(db: Databas, aktor: Aktor, *, pa: bool) -> None:
    """Whether new notes are also told by e-mail. What waits to be sent is not sent to one who says no."""
    with db.write() as session:
        session.get_one(Medarbetare, aktor.id).epostnotiser = pa


def _holding(medarbetare_id: int, now: datetime) -> Update:
    """End the address that holds."""
    return (
        update(Kalenderadress)
        .where(Kalenderadress.medarbetare_id == medarbetare_id, Kalenderadress.aterkallad.is_(None))
        .values(aterkallad=now)
    )
