"""A signal that could not be delivered over a sealed relation yet. Its row tells nobody what it is about."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Mapped, Session, mapped_column

from caseflow.engine.fakta import Varde
from caseflow.store.base import Base, instant
from caseflow.store.nycklar import Nyckelring, decrypt, encrypt

_PLACE = b"vantande signal"


class VantandeSignal(Base):
    """Ciphertext until it is delivered; then the row is taken away, the event is what remains."""

    __tablename__ = "vantande_signal"

    id: Mapped[int] = mapped_column(primary_key=True)
    nyckel: Mapped[bytes]
    innehall: Mapped[bytes]
    skapad: Mapped[datetime]


def hold(
    session: Session,
    ring: Nyckelring,
    nummer: str,
    slag: str,
    kort: Mapping[str, Varde],
    *,
    dag: date,
    now: datetime,
    varden: Mapping[str, Varde] | None = None,
) -> None:
    """Keep a signal for the next pass of the loop. `varden` are the full values where they hold more."""
    key, wrapped = ring.new_key()
    content = {
        "nummer": nummer,
        "slag": slag,
        "kort": dict(kort),
        "varden": dict(kort if varden is None else varden),
        "dag": dag.isoformat(),
        "sedan": instant(now),
    }
    sealed = encrypt(key, json.dumps(content).encode(), _PLACE)
    session.add(VantandeSignal(nyckel=wrapped, innehall=sealed, skapad=now))


def held(session: Session) -> list[int]:
    """The id of every signal that waits, oldest first."""
    return list(session.scalars(select(VantandeSignal.id).order_by(VantandeSignal.id)))


def taken(session: Session, ring: Nyckelring, signal_id: int) -> dict[str, object] | None:
    """The content of a signal that is taken away with this transaction; None when it is gone already.

    Raises:
        IntegrityFault: it cannot be opened.
    """
    row = session.get(VantandeSignal, signal_id, with_for_update=True)
    if row is None:
        return None
    plain = decrypt(ring.unwrap(row.nyckel), row.innehall, _PLACE)
    session.delete(row)
    content: dict[str, object] = json.loads(plain)
    return content
