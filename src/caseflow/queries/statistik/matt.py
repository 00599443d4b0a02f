"""Single figures: a count with its share, and a mean."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from caseflow.engine.errors import BadInput
from caseflow.queries.statistik.avrundning import avrunda, procent
from caseflow.queries.statistik.skydd import for_liten
from caseflow.queries.statistik.storheter import koder_i, storhet
from caseflow.queries.statistik.villkor import ALLA, Villkor

_UTTRYCK: Final = re.compile(r"(?P<kod>\w+)|antal\(\s*(?P<raknad>\w+)\s*\)")
_DECIMALER: Final = 1
"""Decimals of a mean, as published."""


@dataclass(frozen=True, slots=True)
class Antal:
    """How many, of how many. What would point at few is withheld: None, and `undertryckt`."""

    antal: int | None
    av: int | None
    andel: float | None
    procent: int | None
    undertryckt: bool

    def as_dict(self) -> dict[str, int | float | bool | None]:
        """The stable keys of `stats --count --json`."""
        return {
            "antal": self.antal,
            "av": self.av,
            "andel": self.andel,
            "procent": self.procent,
            "undertryckt": self.undertryckt,
        }


@dataclass(frozen=True, slots=True)
class Medel:
    """A mean with one decimal, and how many ärenden it is of; both None if they are too few."""

    medel: float | None
    antal: int | None
    undertryckt: bool

    def as_dict(self) -> dict[str, int | float | bool | None]:
        """The stable keys of `stats --mean --json`."""
        return {"medel": self.medel, "antal": self.antal, "undertryckt": self.undertryckt}


def antal(
    rader: Iterable[Mapping[str, str]], villkor: Villkor, av: Villkor = ALLA, *, full: bool = False
) -> Antal:
    """How many of the rows in `av` meet the condition; whole per cent, half upwards.

    Without `full`, 1-4 are withheld, and so is a count that leaves 1-4 over.
    """
    antal_av = traffar = 0
    for rad in rader:
        if av(rad):
            antal_av += 1
            traffar += villkor(rad)
    if not full and for_liten(antal_av):
        return Antal(None, None, None, None, undertryckt=True)
    if not full and (for_liten(traffar) or for_liten(antal_av - traffar)):
        return Antal(None, antal_av, None, None, undertryckt=True)
    andel = float(avrunda(Fraction(traffar, antal_av), 4)) if antal_av else None
    return Antal(traffar, antal_av, andel, procent(traffar, antal_av), undertryckt=False)


def medel(
    rader: Iterable[Mapping[str, str]],
    uttryck: str,
    villkor: Villkor = ALLA,
    *,
    full: bool = False,
) -> Medel:
    """The mean of a number (`alder`, `dagar`) or of a count of codes (`antal(samverkan)`).

    Rows without the number are left out; a count of codes is 0 where nothing is answered, so ask
    for `samverkan=*` to leave those out. Raises `BadInput` for what has no mean.
    """
    kod, varde = _tolka(uttryck)
    varden = [x for rad in rader if villkor(rad) and (x := varde(rad.get(kod, ""))) is not None]
    if not full and for_liten(len(varden)):
        return Medel(None, None, undertryckt=True)
    if not varden:
        return Medel(None, 0, undertryckt=False)
    snitt = avrunda(Fraction(sum(varden), len(varden)), _DECIMALER)
    return Medel(float(snitt), len(varden), undertryckt=False)


def _tolka(uttryck: str) -> tuple[str, Callable[[str], int | None]]:
    """The column, and what a cell in it counts for."""
    found = _UTTRYCK.fullmatch(uttryck.strip())
    if found is None:
        raise BadInput(
            vad="Medelvärdet kan inte räknas.",
            varfor="Uttrycket går inte att förstå.",
            gor_nu="Skriv alder, dagar eller till exempel antal(samverkan).",
        )
    fraga = storhet(found["raknad"] or found["kod"])
    if found["raknad"] and fraga.slag in {"val", "flerval"}:
        return fraga.kod, lambda cell: len(koder_i(cell))
    if not found["raknad"] and fraga.slag == "heltal":
        return fraga.kod, lambda cell: int(cell) if cell else None
    raknas = f"antal({fraga.kod})" if fraga.slag == "flerval" else "alder eller dagar"
    raise BadInput(
        vad="Medelvärdet kan inte räknas.",
        varfor=f"{fraga.etikett} är inget tal.",
        gor_nu=f"Skriv {raknas}.",
    )
