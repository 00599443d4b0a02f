"""Enhet: a unit of a municipality, with the profile it works by."""

from __future__ import annotations

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from caseflow.store.base import Base


class Enhet(Base):
    """A unit. `profil` is the id of a profile; a change of profile moves no open akt.

    `brevhuvud` are the lines under its name in the letterhead, such as address and telephone; `brevhuvud_diskret` those
    under «Socialtjänsten» in a letter that somebody else may see.
    """

    __tablename__ = "enhet"

    id: Mapped[int] = mapped_column(primary_key=True)
    kod: Mapped[str] = mapped_column(String(40), unique=True)
    namn: Mapped[str] = mapped_column(String(120))
    kommunkod: Mapped[str] = mapped_column(String(4))
    profil: Mapped[str] = mapped_column(String(60))
    brevhuvud: Mapped[str] = mapped_column(String(600), default="", server_default="")
    brevhuvud_diskret: Mapped[str] = mapped_column(String(600), default="", server_default="")
