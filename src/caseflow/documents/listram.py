"""What a list over many akter has around it: what the base of the templates asks every paper for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from caseflow.documents.render import render_lista
from caseflow.rules.kalender import svensk_dag


@dataclass(frozen=True, slots=True, kw_only=True)
class Listram:
    """The unit, its letterhead, and who made the list and when; named as in an underlag.

    What a list never has stands here too, empty: it corrects nothing and is a copy of nothing.
    """

    kommun: str
    enhet: str
    skapad: datetime
    skapad_av: str
    lagrum: Mapping[str, str]
    avsandare: tuple[str, ...] = ()
    sprak: str = "sv"
    ersatter: str = ""
    kopia: str = ""

    @property
    def dag(self) -> date:
        """The Swedish day it was made."""
        return svensk_dag(self.skapad)


@dataclass(frozen=True, slots=True)
class Listmall:
    """The template of a list. `kod` is also the name of its file."""

    kod: str
    titel: str
    version: str

    def render(self, lista: Listram) -> bytes:
        """The list as a PDF/UA-1 file."""
        return render_lista(
            self.kod, mall=self, titel=self.titel, underlag=lista, slutlig=True, brister=()
        )
