"""Registerimport: one import of a register, staged in batches and made visible by one flip."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from caseflow.store.base import Base


class Registerimport(Base):
    """An import. Status: pagar (staging, invisible), klar, or avbruten (its rows have been cleared)."""

    __tablename__ = "registerimport"

    id: Mapped[int] = mapped_column(primary_key=True)
    enhet_id: Mapped[int] = mapped_column(ForeignKey("enhet.id"))
    fil_sha256: Mapped[str] = mapped_column(String(64))
    status: Mapped[str] = mapped_column(String(10))
    antal: Mapped[int]
    av: Mapped[int | None] = mapped_column(ForeignKey("medarbetare.id"))
    startad: Mapped[datetime]
    klar: Mapped[datetime | None]
