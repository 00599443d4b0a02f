"""Definition: each version of an akt's processes and kinds of facts that an akt has begun with."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from caseflow.store.base import Base


class Definition(Base):
    """The content of a kind of akt's definition by its version (content hash)."""

    __tablename__ = "definition"

    version: Mapped[str] = mapped_column(String(12), primary_key=True)
    slag: Mapped[str] = mapped_column(String(20))
    innehall: Mapped[dict[str, object]]
    sparad: Mapped[datetime]
