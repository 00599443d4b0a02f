"""Idempotensnyckel: what was answered to a request that carried a key, so that a repeat answers the same."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from caseflow.store.base import Base


class Idempotensnyckel(Base):
    """One key of one medarbetare. `status` and `svar` are None while the first request is at work.

    `nyckel` is a hash of who and which key, `anrop` a hash of what was asked.
    """

    __tablename__ = "idempotensnyckel"

    nyckel: Mapped[bytes] = mapped_column(primary_key=True)
    anrop: Mapped[bytes]
    status: Mapped[int | None]
    svar: Mapped[dict[str, object] | None]
    skapad: Mapped[datetime] = mapped_column(index=True)
