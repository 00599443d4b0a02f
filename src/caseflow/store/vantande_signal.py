"""A signal that could not be delivered over a sealed relation yet. Its row tells nobody what it is about."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Mapped, Session, mapped_column

from caseflow.engine.fakta import Varde
from caseflow.store.base import Base
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
) -> None:
    """Keep a signal for the next pass of the loop."""
    key, wrapped = ring.new_key()
    content = {"nummer": nummer, "slag": slag, "kort": dict(kort), "dag": dag.isoformat()}
    sealed = encrypt(key, json.dumps(content).encode(), _PLACE)
    session.add(VantandeSignal(nyckel=wrapped, innehall=sealed, skapad=now))


def held(session: Session, ring: Nyckelring) -> Iterator[tuple[int, dict[str, object]]]:
    """The id and content of every signal that waits, oldest first."""
    for row in session.scalars(select(VantandeSignal).order_by(VantandeSignal.id)):
        plain = decrypt(ring.unwrap(row.nyckel), row.innehall, _PLACE)
        yield row.id, json.loads(plain)
