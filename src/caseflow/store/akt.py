"""Akt: one stream of events with its own number, chain, key and access. The row is its projection."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from caseflow.engine.fakta import Fakta
from caseflow.store.base import Base


class Akt(Base):
    """The akt as it stands now. Only `store.append` writes what comes from events.

    `fakta` is the snapshot that guards read; `nyckel` the akt's own key, wrapped by the master key.
    `synlig` is false while an import is being staged.
    """

    __tablename__ = "akt"
    __table_args__ = (
        UniqueConstraint("enhet_id", "extern_id"),
        Index("ix_akt_enhet_slag_avslutad", "enhet_id", "slag", "avslutad"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    nummer: Mapped[str] = mapped_column(String(16), unique=True)
    slag: Mapped[str] = mapped_column(String(20))
    enhet_id: Mapped[int] = mapped_column(ForeignKey("enhet.id"))
    process_version: Mapped[str] = mapped_column(String(12))
    profil: Mapped[str] = mapped_column(String(60))
    profil_version: Mapped[str] = mapped_column(String(12))
    nyckel: Mapped[bytes]
    skapad: Mapped[datetime]
    synlig: Mapped[bool] = mapped_column(default=True)
    import_id: Mapped[int | None] = mapped_column(ForeignKey("registerimport.id"), index=True)
    extern_id: Mapped[str | None] = mapped_column(String(80))
    # projections of the events
    tillstand: Mapped[str] = mapped_column(String(40))
    avslutad: Mapped[bool]
    inkom: Mapped[date | None]
    sedan: Mapped[date | None]
    ansvarig_id: Mapped[int | None] = mapped_column(ForeignKey("medarbetare.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    seq: Mapped[int]
    hash: Mapped[bytes]
    bevakning_nr: Mapped[int]
    fakta: Mapped[dict[str, object]]

    @property
    def snapshot(self) -> Fakta:
        """The facts as an immutable value."""
        return Fakta.from_dict(self.fakta)


def by_nummer(session: Session, nummer: str) -> Akt | None:
    """The visible akt with that number (in stored form)."""
    return session.scalar(select(Akt).where(Akt.nummer == nummer, Akt.synlig.is_(True)))


def free(session: Session, akt_id: int) -> bool:
    """Lock the akt unless somebody else holds it just now; on SQLite nobody ever does in a write."""
    query = select(Akt.id).where(Akt.id == akt_id).with_for_update(skip_locked=True)
    return session.scalar(query) is not None
