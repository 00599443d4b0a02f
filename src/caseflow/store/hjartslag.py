"""Hjartslag: when the bevakning loop last went through, wherever it runs, and what it did."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from caseflow.store.base import Base


class Hjartslag(Base):
    """One row per kind of pass. `tid` never goes back, even when the server's clock does."""

    __tablename__ = "hjartslag"

    namn: Mapped[str] = mapped_column(String(30), primary_key=True)
    tid: Mapped[datetime]
    gjort: Mapped[dict[str, object]]
