"""Medarbetare and their uppdrag: who may act, in which unit, in which role, from when to when."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from caseflow.store.base import Base


class Medarbetare(Base):
    """A person who logs in. Never deleted, only disabled: the history names them.

    `epostnotiser`: whether notes are also told by e-mail.
    """

    __tablename__ = "medarbetare"

    id: Mapped[int] = mapped_column(primary_key=True)
    epost: Mapped[str] = mapped_column(String(200), unique=True)
    namn: Mapped[str] = mapped_column(String(120))
    losenord: Mapped[str] = mapped_column(String(200))
    aktiv: Mapped[bool] = mapped_column(default=True)
    epostnotiser: Mapped[bool] = mapped_column(default=True)


class Uppdrag(Base):
    """A role in a unit. `till` is the last day, None while it lasts."""

    __tablename__ = "uppdrag"
    __table_args__ = (UniqueConstraint("medarbetare_id", "enhet_id", "roll", "fran"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    medarbetare_id: Mapped[int] = mapped_column(ForeignKey("medarbetare.id"), index=True)
    enhet_id: Mapped[int] = mapped_column(ForeignKey("enhet.id"), index=True)
    roll: Mapped[str] = mapped_column(String(30))
    fran: Mapped[date]
    till: Mapped[date | None]


class Inloggning(Base):
    """A session of the web. Only the hash of the token is stored."""

    __tablename__ = "inloggning"

    token_hash: Mapped[bytes] = mapped_column(primary_key=True)
    medarbetare_id: Mapped[int] = mapped_column(ForeignKey("medarbetare.id"), index=True)
    csrf: Mapped[str] = mapped_column(String(64))
    skapad: Mapped[datetime]
    giltig_till: Mapped[datetime]


class Inloggningsforsok(Base):
    """A failed attempt to log in, kept to slow down guessing. `epost_index` is a keyed hash."""

    __tablename__ = "inloggningsforsok"

    id: Mapped[int] = mapped_column(primary_key=True)
    epost_index: Mapped[bytes] = mapped_column(index=True)
    tid: Mapped[datetime]


def by_epost(session: Session, epost: str) -> Medarbetare | None:
    """The medarbetare with that address, whatever the case of its letters."""
    if not epost.isprintable():  # a control character is no address, and PostgreSQL refuses some
        return None
    return session.scalar(select(Medarbetare).where(Medarbetare.epost == epost.strip().lower()))


def uppdrag_on(session: Session, medarbetare_id: int, dag: date) -> list[Uppdrag]:
    """The uppdrag that are in force on a day."""
    return list(
        session.scalars(
            select(Uppdrag)
            .where(
                Uppdrag.medarbetare_id == medarbetare_id,
                Uppdrag.fran <= dag,
                (Uppdrag.till.is_(None)) | (Uppdrag.till >= dag),
            )
            .order_by(Uppdrag.enhet_id, Uppdrag.roll)
        )
    )
