"""Kalenderadress: the secret address of a medarbetare's calendar feed. Only the hash of the secret is stored."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from caseflow.store.base import Base


class Kalenderadress(Base):
    """One address. At most one per medarbetare holds; a revoked one stays as a row that opens nothing."""

    __tablename__ = "kalenderadress"

    id: Mapped[int] = mapped_column(primary_key=True)
    medarbetare_id: Mapped[int] = mapped_column(ForeignKey("medarbetare.id"), index=True)
    hemlighet_hash: Mapped[bytes] = mapped_column(unique=True)
    skapad: Mapped[datetime]
    aterkallad: Mapped[datetime | None]
    hamtad: Mapped[datetime | None]
