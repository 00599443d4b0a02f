"""A signal that could not be delivered over a sealed relation yet. Its row tells nobody what it is about."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from contextlib import suppress
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Mapped, Session, mapped_column

from caseflow.engine.errors import CaseflowError
from caseflow.engine.fakta import Varde
from caseflow.store.akt import Akt
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
    varden: Mapping[str, Varde] | None = None,
) -> None:
    """Keep a signal for the next pass of the loop. `varden` are the full values where they hold more.

    It says after which event of the receiving akt it came: numbers only grow, whatever a clock does.
    """
    key, wrapped = ring.new_key()
    content = {
        "nummer": nummer,
        "slag": slag,
        "kort": dict(kort),
        "varden": dict(kort if varden is None else varden),
        "dag": dag.isoformat(),
        "efter": session.scalar(select(Akt.seq).where(Akt.nummer == nummer)) or 0,
    }
    sealed = encrypt(key, json.dumps(content).encode(), _PLACE)
    session.add(VantandeSignal(nyckel=wrapped, innehall=sealed, skapad=now))


def held(session: Session) -> list[int]:
    """The id of every signal that waits, oldest first."""
    return list(session.scalars(select(VantandeSignal.id).order_by(VantandeSignal.id)))


def alike(
    session: Session, ring: Nyckelring, signal_id: int, in_order: Collection[str]
) -> list[int]:
    """The id of each signal of the same kind to the same akt, itself among them, oldest first.

    Only itself when its kind is not one of those that must come `in_order`. Empty when it is gone already.
    What cannot be opened is alike to nothing.

    Raises:
        IntegrityFault: it cannot itself be opened.
    """
    row = session.get(VantandeSignal, signal_id)
    if row is None:
        return []
    mine = _opened(ring, row)
    if mine["slag"] not in in_order:
        return [signal_id]
    found = []
    for other in session.scalars(select(VantandeSignal).order_by(VantandeSignal.id)):
        with suppress(CaseflowError):
            content = _opened(ring, other)
            if (content["nummer"], content["slag"]) == (mine["nummer"], mine["slag"]):
                found.append(other.id)
    return found


def taken(session: Session, ring: Nyckelring, signal_id: int) -> dict[str, object] | None:
    """The content of a signal that is taken away with this transaction; None when it is gone already.

    Raises:
        IntegrityFault: it cannot be opened.
    """
    row = session.get(VantandeSignal, signal_id, with_for_update=True, populate_existing=True)
    if row is None:
        return None
    content = _opened(ring, row)
    session.delete(row)
    return content


def _opened(ring: Nyckelring, row: VantandeSignal) -> dict[str, object]:
    content: dict[str, object] = json.loads(decrypt(ring.unwrap(row.nyckel), row.innehall, _PLACE))
    return content
