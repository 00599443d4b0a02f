"""The paper list for a day when the system is down: what falls due, under which number, whose it is.

It has no field for a name, an address, a telephone number or a code word: what is not here cannot be printed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from caseflow.documents import skrivtext
from caseflow.documents.listram import Listmall, Listram
from caseflow.rules.kalender import STOCKHOLM

MALL = Listmall("dagslista", "Dagslista", "1")


@dataclass(frozen=True, slots=True)
class Dagsrad:
    """One bevakning. `sen` is how many kalenderdagar late it is, `kontakt` the agreed way in short phrases."""

    dag: date
    sen: int
    nummer: str
    akt_slag: str
    skydd: bool
    vad: str
    kalla: str
    fonster_fran: date | None
    yttersta_dag: date | None
    agare: str
    kontakt: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Grupp:
    """Rows under one heading, in order of day."""

    rubrik: str
    rader: tuple[Dagsrad, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dagslista(Listram):
    """The list of the days from `forsta` to `sista`, printed at `skapad` by `skapad_av`."""

    forsta: date
    sista: date
    grupper: tuple[Grupp, ...]

    @property
    def klockan(self) -> str:
        """The Swedish time it was printed: «09.14»."""
        return self.skapad.astimezone(STOCKHOLM).strftime("%H.%M")

    @property
    def dagarna(self) -> str:
        """«12 januari 2026», «12–18 januari 2026», or both in full."""
        first, last = self.forsta, self.sista
        if first == last:
            return skrivtext.dag_lang(last)
        if (first.year, first.month) == (last.year, last.month):
            return f"{first.day}–{skrivtext.dag_lang(last)}"
        return f"{skrivtext.dag_lang(first)}–{skrivtext.dag_lang(last)}"

    @property
    def aktnummer(self) -> str:
        """What stands where a handling has its number: the days."""
        return self.dagarna

    @property
    def antal(self) -> int:
        """How many bevakningar are in it."""
        return sum(len(g.rader) for g in self.grupper)


def render_dagslista(lista: Dagslista) -> bytes:
    """The list as a PDF/UA-1 file, A4 lying down."""
    return MALL.render(lista)
