"""Vad en registervariabel är: vad som frågas, när i ärendet, och vilka svar som finns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

Fas = Literal["bakgrund", "fore", "under", "efter", "brukaruppfoljning"]
Typ = Literal["val", "flerval", "datum", "heltal", "fritext"]


def koder(*etiketter: str, fran: int = 1) -> Mapping[int, str]:
    """Koderna i källans listor börjar på 1 och saknar luckor."""
    return MappingProxyType(dict(enumerate(etiketter, start=fran)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Variabel:
    """En av de gemensamma variablerna, med källans nummer, koder och etiketter.

    `tillagg` är koder som källans kodlista saknar men dess diagram räknar. `kommentar_kod` är
    numret som alternativet Kommentar har i källans lista; det är aldrig en svarskod. `asterisk` är
    källans eget tecken för det som togs fram inom projektet (`asterisk_koder`: enskilda svar).
    """

    kod: str
    suv_nummer: int
    etikett: str
    fas: Fas
    typ: Typ
    svarsalternativ: Mapping[int, str] = field(default_factory=koder, hash=False)
    tillagg: Mapping[int, str] = field(default_factory=koder, hash=False)
    kommentar_kod: int | None = None
    asterisk: bool = False
    asterisk_koder: frozenset[int] = frozenset()
    upprepas: bool = False
    anmarkning: str = ""

    @property
    def kommentar(self) -> bool:
        """Om variabeln har en egen kolumn för kommentar."""
        return self.kommentar_kod is not None

    @property
    def kommentarskolumn(self) -> str:
        """Kolumnen där kommentaren står."""
        return f"{self.kod}_kommentar"

    @property
    def alla_koder(self) -> dict[int, str]:
        """Alla tillåtna koder i stigande ordning, med etikett."""
        return dict(sorted({**self.svarsalternativ, **self.tillagg}.items()))
