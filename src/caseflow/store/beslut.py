"""Beslut: what was decided, when, until when, and when the party got it. The grounds stay in the event."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from caseflow.engine.fakta import Fakta
from caseflow.store.base import Base
from caseflow.store.skriven import Rad, Skriven

BESLUT = (
    "bevilja",
    "bevilja_delvis",
    "avsla",
    "bevilja_akut_skydd",
    "bifall_ansokan",
    "bifall_delvis",
    "avsla_ansokan",
)


class Beslut(Base):
    """One decision; `slag` is the step that made it."""

    __tablename__ = "beslut"

    akt_id: Mapped[int] = mapped_column(ForeignKey("akt.id"), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True)
    slag: Mapped[str] = mapped_column(String(40))
    dag: Mapped[date | None]
    till_och_med: Mapped[date | None]
    delprocess: Mapped[int | None]
    av: Mapped[int | None]


def rows(event: Skriven, after: Fakta) -> list[Rad]:
    """The row that an event gives."""
    del after
    if event.kod not in BESLUT:
        return []
    return [
        Rad(
            "beslut",
            {"akt_id": event.akt_id, "seq": event.seq},
            {
                "slag": event.kod,
                "dag": event.dag,
                "till_och_med": event.kort.get("till_och_med") or None,
                "delprocess": event.delprocess,
                "av": event.av,
            },
        )
    ]
