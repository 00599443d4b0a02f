"""Samtal: booked, held, cancelled and missed talks. What was said stays in the event."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from caseflow.engine.fakta import Fakta
from caseflow.store.base import Base
from caseflow.store.skriven import Rad, Skriven


class Samtal(Base):
    """One talk with its outcome; `delprocess` is the number of the friyta or insats it belongs to."""

    __tablename__ = "samtal"

    akt_id: Mapped[int] = mapped_column(ForeignKey("akt.id"), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True)
    dag: Mapped[date | None]
    utfall: Mapped[str] = mapped_column(String(30))
    delprocess: Mapped[int | None]
    av: Mapped[int | None]


def rows(event: Skriven, after: Fakta) -> list[Rad]:
    """The row that an event gives."""
    del after
    if event.kod != "samtal":
        return []
    return [
        Rad(
            "samtal",
            {"akt_id": event.akt_id, "seq": event.seq},
            {
                "dag": event.dag,
                "utfall": event.kort.get("utfall", ""),
                "delprocess": event.delprocess,
                "av": event.av,
            },
        )
    ]
