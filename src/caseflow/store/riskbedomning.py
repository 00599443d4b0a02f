"""Riskbedömning: the row of each assessment, for trends and figures. The reasons stay in the event."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from caseflow.engine.fakta import Fakta
from caseflow.store.base import Base
from caseflow.store.skriven import Rad, Skriven


class Riskbedomning(Base):
    """One assessment. `niva` is lag, medel, hog or mycket_hog."""

    __tablename__ = "riskbedomning"

    akt_id: Mapped[int] = mapped_column(ForeignKey("akt.id"), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True)
    dag: Mapped[date | None]
    niva: Mapped[str] = mapped_column(String(20))
    instrument: Mapped[str] = mapped_column(String(40))
    av: Mapped[int | None]


def rows(event: Skriven, after: Fakta) -> list[Rad]:
    """The row that an event gives."""
    del after
    if event.kod != "riskbedomning":
        return []
    return [
        Rad(
            "riskbedomning",
            {"akt_id": event.akt_id, "seq": event.seq},
            {
                "dag": event.dag,
                "niva": event.kort.get("niva", ""),
                "instrument": event.kort.get("instrument", ""),
                "av": event.av,
            },
        )
    ]
