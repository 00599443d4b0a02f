"""Insats: the delprocess as a row, for queues, expiry and figures."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from caseflow.engine.fakta import Fakta
from caseflow.store.base import Base
from caseflow.store.skriven import Rad, Skriven


class Insats(Base):
    """One insats; `nr` is the number of the delprocess in the akt, `grund` beslut, akut or utan_beslut."""

    __tablename__ = "insats"

    akt_id: Mapped[int] = mapped_column(ForeignKey("akt.id"), primary_key=True)
    nr: Mapped[int] = mapped_column(primary_key=True)
    tillstand: Mapped[str] = mapped_column(String(40))
    grund: Mapped[str] = mapped_column(String(20))
    form: Mapped[str] = mapped_column(String(40))
    oppnad: Mapped[date | None]
    sedan: Mapped[date | None]
    till_och_med: Mapped[date | None]


def rows(event: Skriven, after: Fakta) -> list[Rad]:
    """The rows of the insatser that an event touched."""
    touched = {change["id"] for change in event.effekt.get("delprocesser", ())}
    return [
        Rad(
            "insats",
            {"akt_id": event.akt_id, "nr": d.id},
            {
                "tillstand": d.tillstand,
                "grund": d.text("grund"),
                "form": d.text("form"),
                "oppnad": d.oppnad,
                "sedan": d.sedan,
                "till_och_med": d.datum("till_och_med"),
            },
        )
        for d in after.av_slag("insats")
        if d.id in touched
    ]
