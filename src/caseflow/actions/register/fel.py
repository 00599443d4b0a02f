"""The faults of a register file: where, what, and what to do, in words for the one who imports."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

from caseflow.actions.register.lasare import LANGSTA_FALT

MOST_FAULTS: Final = 10_000
"""How many faults of one import are kept; the rest are only counted. Nobody reads more."""

Fil = Literal["register", "risk"]


@dataclass(frozen=True, slots=True)
class Importfel:
    """One fault. `rad` counts records: 0 is the file, 1 the header. `kolumn` is empty if no one's.

    `orsak` is a stable machine code. `text` is Swedish: what is wrong, what is allowed, what to do.
    It never repeats what a cell holds, except a code of at most three digits.
    """

    rad: int
    kolumn: str
    orsak: str
    text: str
    fil: Fil = "register"

    def as_dict(self) -> dict[str, str | int]:
        """The stable keys of the command line and the API."""
        return {
            "fil": self.fil,
            "rad": self.rad,
            "kolumn": self.kolumn,
            "orsak": self.orsak,
            "text": self.text,
        }


@dataclass(slots=True)
class Felsamling:
    """Collects faults up to `MOST_FAULTS` and counts all of them."""

    fil: Fil
    sparade: list[Importfel] = field(default_factory=list)
    antal: int = 0

    def lagg(self, rad: int, kolumn: str, orsak: str, text: str) -> None:
        self.antal += 1
        if len(self.sparade) < MOST_FAULTS:
            self.sparade.append(Importfel(rad, kolumn, orsak, text, self.fil))

    def lagg_filfel(self, orsak: str) -> None:
        """A fault of the file as a whole: it stands first, and is never among those left out."""
        self.antal += 1
        self.sparade = [Importfel(0, "", orsak, FILTEXTER[orsak], self.fil), *self.sparade]
        del self.sparade[MOST_FAULTS:]

    def fyll_pa(self, andra: Felsamling) -> None:
        """Add what another file's check found."""
        self.antal += andra.antal
        self.sparade += andra.sparade[: MOST_FAULTS - len(self.sparade)]


FILTEXTER: Final[Mapping[str, str]] = {
    "tom_fil": "Filen är tom. Exportera registret igen och läs in den nya filen.",
    "inga_rader": "Filen har en rubrik men inga poster. Exportera registret igen, med ärendena.",
    "fel_filtyp": (
        "Filen är inte en textfil utan ett kalkylblad eller ett dokument. "
        "Spara den som CSV (UTF-8) med semikolon och läs in den filen."
    ),
    "fel_kodning": (
        "Filen är sparad i UTF-16 eller UTF-32. Bara UTF-8 tas emot. "
        "Spara den som CSV (UTF-8) och läs in den filen."
    ),
    "blandade_radslut": (
        "Filen blandar olika radslut, så den kan ha klistrats ihop av flera filer. Alla rader ska "
        "sluta likadant. Spara om hela filen från ett program och läs in den igen."
    ),
}
"""Faults of the file as a whole, record 0."""

POSTTEXTER: Final[Mapping[str, str]] = {
    "fel_kodning": (
        "Här står det första tecknet som inte är UTF-8; resten av filen kan ha samma fel. "
        "Spara filen som CSV (UTF-8) och läs in den igen."
    ),
    "nul_byte": (
        "Posten innehåller ett NUL-tecken, som inte hör hemma i text. "
        "Ta bort tecknet eller exportera registret igen."
    ),
    "citattecken_obalans": (
        "Ett citattecken öppnas men stängs inte som det ska, så posten kan inte läsas. Ett fält som "
        "börjar med citattecken ska sluta med ett, och citattecken inne i fältet ska skrivas dubbelt."
    ),
    "falt_for_langt": (
        f"Fältet är längre än {LANGSTA_FALT // 1000} 000 tecken, som är det mesta som tas emot. "
        "Korta texten, eller kontrollera att ett citattecken inte saknas."
    ),
}
"""Faults in how one record is written."""
