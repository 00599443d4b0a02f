"""An event as it was written, in the clear; and the rows of projections that follow from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from caseflow.engine.effect import Effekt
from caseflow.engine.fakta import Varde


@dataclass(frozen=True, slots=True)
class NyHandelse:
    """An event about to be written. `dag` is the day it happened, None only for imports."""

    typ: str
    kod: str
    dag: date | None
    effekt: Effekt
    varden: Mapping[str, Varde] = field(default_factory=dict)
    av: int | None = None
    roll: str = "system"
    delprocess: int | None = None
    ursprung: str = "live"


@dataclass(frozen=True, slots=True)
class Skriven:
    """An event that has its place in the chain. `registrerad` is UTC text."""

    akt_id: int
    seq: int
    typ: str
    kod: str
    delprocess: int | None
    dag: date | None
    registrerad: str
    av: int | None
    roll: str
    ursprung: str
    varden: Mapping[str, Varde]
    effekt: Effekt

    @property
    def kort(self) -> Mapping[str, Varde]:
        """The values without free text."""
        return self.effekt.get("kort", {})


@dataclass(frozen=True, slots=True)
class Rad:
    """A row of a projection: its key and the columns that the event sets.

    `uppdaterar`: the row is there already, and the other columns keep what they have.
    """

    tabell: str
    nyckel: Mapping[str, Varde]
    varden: Mapping[str, Varde | date]
    uppdaterar: bool = False
