"""The header of a register file: which columns there are, and which are missing, unknown, double."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import Final

from caseflow.actions.register.fel import POSTTEXTER, Felsamling
from caseflow.actions.register.lasare import Post
from caseflow.processes.variabler import NYCKEL, SKILJETECKEN

_OTHER_DELIMITERS: Final = {",": "komma", "\t": "tabb", "|": "lodstreck", ":": "kolon"}
# What may be repeated as the name of an unknown column. A file without header has a record here,
# and a record's values must not end up in a message: so no long rows of digits.
_SAFE_NAME: Final = re.compile(r"(?!.*\d{4})[^\W_][\w -]{0,39}")


@dataclass(frozen=True, slots=True)
class Rubrik:
    """The columns in the file's own order; None stands for one that is not read."""

    kolumner: tuple[str | None, ...]

    @property
    def antal(self) -> int:
        """How many fields a record must have."""
        return len(self.kolumner)

    def namn(self, plats: int) -> str:
        """The column at a place, or nothing if it is not a known one."""
        return self.kolumner[plats] or "" if plats < len(self.kolumner) else ""

    def celler(self, post: Post) -> dict[str, str | None]:
        """The record's cells by column. If they may be displaced, only the id, if it stands first."""
        if post.hel and post.antal_falt == self.antal:
            return {k: v for k, v in zip(self.kolumner, post.falt, strict=True) if k is not None}
        if self.kolumner[0] == NYCKEL and post.falt:
            return {NYCKEL: post.falt[0]}
        return {}


def tolka_rubrik(post: Post, kolumner: tuple[str, ...], fel: Felsamling) -> Rubrik | None:
    """The header, its faults noted; None if it is none, so that nothing after it can be judged."""
    for skada in post.fel:
        fel.lagg(1, "", skada.orsak, POSTTEXTER[skada.orsak])
    if _har_annat_skiljetecken(post, fel) or not post.hel:
        return None
    kanda = set(kolumner)
    antal = Counter(namn for namn in post.falt if namn is not None and namn in kanda)
    if not antal:
        fel.lagg(
            1,
            "",
            "rubrik_saknas",
            "Filens första post är ingen rubrik: ingen av registrets kolumner finns där. "
            f"Första posten ska innehålla kolumnnamnen, från {kolumner[0]} till {kolumner[-1]}.",
        )
        return None
    _saknade_och_dubbla(kolumner, antal, fel)
    tagna: set[str] = set()
    lasta: list[str | None] = []
    for plats, namn in enumerate(post.falt):
        if namn in kanda and namn not in tagna:
            tagna.add(namn)
            lasta.append(namn)
        else:
            lasta.append(None)
            if namn not in kanda:
                _okand(plats, namn, fel)
    lasta += [None] * (post.antal_falt - len(post.falt))
    return Rubrik(tuple(lasta))


def _har_annat_skiljetecken(post: Post, fel: Felsamling) -> bool:
    enda = post.falt[0] if post.antal_falt == 1 and post.falt else None
    if not enda:
        return False
    tecken = max(_OTHER_DELIMITERS, key=enda.count)
    if tecken not in enda:
        return False
    fel.lagg(
        1,
        "",
        "fel_skiljetecken",
        f"Kolumnerna är åtskilda av {_OTHER_DELIMITERS[tecken]}, men ska vara åtskilda av semikolon "
        f"({SKILJETECKEN}). Spara om filen med semikolon som skiljetecken.",
    )
    return True


def _saknade_och_dubbla(kolumner: tuple[str, ...], antal: Counter[str], fel: Felsamling) -> None:
    for kolumn in kolumner:
        if not antal[kolumn]:
            fel.lagg(
                1,
                kolumn,
                "kolumn_saknas",
                f"Kolumnen {kolumn} saknas. Alla {len(kolumner)} kolumner ska finnas, även de som "
                "inte är ifyllda. Lägg till kolumnen.",
            )
        elif antal[kolumn] > 1:
            fel.lagg(
                1,
                kolumn,
                "kolumn_dubblett",
                f"Kolumnen {kolumn} finns {antal[kolumn]} gånger. Varje kolumn ska finnas en gång. "
                "Ta bort den som är fel.",
            )


def _okand(plats: int, namn: str | None, fel: Felsamling) -> None:
    kolumn = namn if namn and _SAFE_NAME.fullmatch(namn) else f"kolumn {plats + 1}"
    fel.lagg(
        1,
        kolumn,
        "kolumn_okand",
        f"Kolumn {plats + 1} ingår inte i registret, och inget tystas bort. Ta bort kolumnen eller "
        "rätta dess namn.",
    )
