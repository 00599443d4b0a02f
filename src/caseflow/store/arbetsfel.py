"""Arbetsfel: work of the system's own that could not be done. Tried again with longer waits, never forgotten."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from caseflow.store.base import Base


class Arbetsfel(Base):
    """One piece of work by its kind (`slag`) and key; the row is taken away when the work has been done.

    `forsok` counts the tries, `nasta` is when it is tried again, `dod` since when it is no longer tried
    until somebody asks for it, and `fel` the kind of the latest fault, without case data.
    """

    __tablename__ = "arbetsfel"
    __table_args__ = (UniqueConstraint("slag", "nyckel"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    slag: Mapped[str] = mapped_column(String(20))
    nyckel: Mapped[str] = mapped_column(String(60))
    akt_id: Mapped[int | None] = mapped_column(ForeignKey("akt.id"), index=True)
    forsok: Mapped[int]
    forst: Mapped[datetime]
    senast: Mapped[datetime]
    nasta: Mapped[datetime]
    dod: Mapped[datetime | None]
    fel: Mapped[str] = mapped_column(String(100))
