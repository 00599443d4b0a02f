"""Notis: a note in the app to the owner of a bevakning that has fallen due."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, ForeignKeyConstraint, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from caseflow.store.base import Base


class Notis(Base):
    """One note, made once per bevakning, kind and owner. Carries no personal data, only where to look.

    `slag`: forfaller (to the owner) or eskalerad (to the samordnare, then the enhetschef). `epost_id` is the
    e-mail that tells of it.
    """

    __tablename__ = "notis"
    __table_args__ = (
        UniqueConstraint("akt_id", "bevakning_nr", "slag", "medarbetare_id"),
        ForeignKeyConstraint(["akt_id", "bevakning_nr"], ["bevakning.akt_id", "bevakning.nr"]),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    medarbetare_id: Mapped[int] = mapped_column(ForeignKey("medarbetare.id"), index=True)
    akt_id: Mapped[int]
    bevakning_nr: Mapped[int]
    slag: Mapped[str] = mapped_column(String(20))
    sen_dagar: Mapped[int]
    skapad: Mapped[datetime]
    last: Mapped[datetime | None]
    epost_id: Mapped[int | None] = mapped_column(ForeignKey("epost.id"), index=True)
