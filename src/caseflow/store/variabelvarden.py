"""Variabelvärden: the register variables of an akt, codes and dates only, for figures."""

from __future__ import annotations

import json

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from caseflow.engine.fakta import Fakta
from caseflow.store.base import Base
from caseflow.store.skriven import Rad, Skriven


class Variabelvarden(Base):
    """One row per akt that has register variables: variable code -> value as in the register."""

    __tablename__ = "variabelvarden"

    akt_id: Mapped[int] = mapped_column(ForeignKey("akt.id"), primary_key=True)
    varden: Mapped[dict[str, object]]


def rows(event: Skriven, after: Fakta) -> list[Rad]:
    """The row that the import's event of variables gives."""
    del after
    if event.kod != "registervariabler":
        return []
    text = json.dumps(event.kort, sort_keys=True, ensure_ascii=False)
    return [Rad("variabelvarden", {"akt_id": event.akt_id}, {"varden": text})]
