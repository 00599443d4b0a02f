"""Epost: one e-mail to a medarbetare that waits to be sent. Holds no text: only whom it is to and what it tells of.

The row is made in the same transaction as the notes it tells of, so a lost broker or a mail server that does
not answer costs minutes. Sending is an effect outside the database, so it is done under a lease.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, ForeignKey, Index, String, exists, text, true
from sqlalchemy.orm import Mapped, mapped_column

from caseflow.rules.roller import OPPNAR_AKT, Roll
from caseflow.store.akt import Akt
from caseflow.store.atkomst import Aktor
from caseflow.store.base import Base
from caseflow.store.notis import Notis

VANTAR, SKICKAD, DOD = "vantar", "skickad", "dod"


class Epost(Base):
    """One e-mail. `status`: vantar, skickad, or dod (given up, until somebody asks for another try).

    `nasta` is when it may be tried again, `lana_till` how long the worker that holds `lan` has it alone, and
    `fel` the kind of the latest fault, without case data.
    """

    __tablename__ = "epost"
    __table_args__ = (
        Index(
            "ix_epost_att_skicka",
            "nasta",
            sqlite_where=text("status = 'vantar'"),
            postgresql_where=text("status = 'vantar'"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    medarbetare_id: Mapped[int] = mapped_column(ForeignKey("medarbetare.id"), index=True)
    status: Mapped[str] = mapped_column(String(10))
    skapad: Mapped[datetime]
    nasta: Mapped[datetime]
    forsok: Mapped[int]
    lan: Mapped[str | None] = mapped_column(String(32))
    lana_till: Mapped[datetime | None]
    skickad: Mapped[datetime | None]
    fel: Mapped[str] = mapped_column(String(100))


def within_reach(aktor: Aktor) -> ColumnElement[bool] | None:
    """Whose e-mail the person answers for: an administrator everybody's, an enhetschef that of the units.

    For an enhetschef only what tells of an akt that she may open: that somebody is told of another must
    not be seen, nor counted. None when the person answers for nobody's.
    """
    if aktor.har(Roll.ADMINISTRATOR):
        return true()
    enheter = aktor.enheter(Roll.ENHETSCHEF)
    if not enheter:
        return None
    slag = [kod for kod, roller in OPPNAR_AKT.items() if Roll.ENHETSCHEF in roller]
    return exists().where(
        Notis.epost_id == Epost.id,
        Akt.id == Notis.akt_id,
        Akt.enhet_id.in_(enheter),
        Akt.slag.in_(slag),
    )
