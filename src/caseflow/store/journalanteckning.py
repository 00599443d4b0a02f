"""Journalanteckning: that a note exists, its kind and day. Heading and text stay in the event."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from caseflow.engine.fakta import Fakta
from caseflow.store.base import Base
from caseflow.store.skriven import Rad, Skriven


class Journalanteckning(Base):
    """One note in the journal."""

    __tablename__ = "journalanteckning"

    akt_id: Mapped[int] = mapped_column(ForeignKey("akt.id"), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True)
    dag: Mapped[date | None]
    typ: Mapped[str] = mapped_column(String(40))
    av: Mapped[int | None]


def rows(event: Skriven, after: Fakta) -> list[Rad]:
    """The row that an event gives."""
    del after
    if event.kod != "journalanteckning":
        return []
    return [
        Rad(
            "journalanteckning",
            {"akt_id": event.akt_id, "seq": event.seq},
            {"dag": event.dag, "typ": event.kort.get("typ", ""), "av": event.av},
        )
    ]
