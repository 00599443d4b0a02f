"""Samtycke: each consent by purpose, when it was given and when it was taken back."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from caseflow.engine.fakta import Fakta, Varde
from caseflow.store.base import Base
from caseflow.store.skriven import Rad, Skriven


class Samtycke(Base):
    """The consent for one purpose. In force when given and not withdrawn later (compare seq)."""

    __tablename__ = "samtycke"

    akt_id: Mapped[int] = mapped_column(ForeignKey("akt.id"), primary_key=True)
    andamal: Mapped[str] = mapped_column(String(40), primary_key=True)
    lamnat_dag: Mapped[date | None]
    lamnat_seq: Mapped[int | None]
    atertaget_dag: Mapped[date | None]
    atertaget_seq: Mapped[int | None]


_COLUMNS = {"samtycke": "lamnat", "samtycke_atertaget": "atertaget"}


def rows(event: Skriven, after: Fakta) -> list[Rad]:
    """The columns that an event sets."""
    del after
    prefix = _COLUMNS.get(event.kod)
    if prefix is None:
        return []
    varden: dict[str, Varde | date] = {f"{prefix}_dag": event.dag, f"{prefix}_seq": event.seq}
    andamal = event.kort.get("andamal", "")
    return [Rad("samtycke", {"akt_id": event.akt_id, "andamal": andamal}, varden)]
