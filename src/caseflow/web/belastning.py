"""How full a day is: the same words on every page."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Belastning:
    """How many follow-ups a day holds of those the unit has time for: in words, and a tone."""

    antal: int
    tak: int

    @property
    def text(self) -> str:
        """«4 av 6», «6 av 6, fullt», «7 av 6, 1 för mycket»."""
        plain = f"{self.antal} av {self.tak}"
        if self.antal > self.tak:
            return f"{plain}, {self.antal - self.tak} för mycket"
        return f"{plain}, fullt" if self.antal == self.tak else plain

    @property
    def ton(self) -> str:
        """Over, full or room."""
        if self.antal > self.tak:
            return "over"
        return "full" if self.antal == self.tak else "rum"
