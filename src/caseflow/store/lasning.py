"""Läsning: the read log, from the first page view. In a file of its own on SQLite."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from caseflow.store.base import ReadLogBase


class Lasning(ReadLogBase):
    """Who opened what, when and on what ground (10 § SoLPuL). Append-only.

    `vad` is the part opened (arende, tidslinje, handling:beslut, identitet, ...); `grund` why access was
    given (ansvarig, roll i enheten, ...); `utfall` oppnad or nekad.
    """

    __tablename__ = "lasning"

    id: Mapped[int] = mapped_column(primary_key=True)
    tid: Mapped[datetime] = mapped_column(index=True)
    medarbetare_id: Mapped[int] = mapped_column(index=True)
    roll: Mapped[str] = mapped_column(String(30))
    aktnummer: Mapped[str] = mapped_column(String(16), index=True)
    vad: Mapped[str] = mapped_column(String(60))
    grund: Mapped[str] = mapped_column(String(60))
    utfall: Mapped[str] = mapped_column(String(10))
