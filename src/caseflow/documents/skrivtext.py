"""Text as it is set: what people wrote made harmless, and days as they are read.

Markup needs nothing here: the templates escape everything. This takes care of what escaping does not,
so that a text can neither hide, turn the reading direction, nor ask for a glyph that no font has.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import groupby

from fontTools.ttLib import TTFont  # type: ignore[import-untyped] # ships no types

from caseflow.documents.tillgangar import TYPSNITT
from caseflow.engine.field import LONG_TEXT

MANADER = (
    "januari februari mars april maj juni juli augusti september oktober november december".split()
)
_JOINERS = {"\u200c", "\u200d"}  # Persian needs the one and emoji the other
_VARIATION = {"\ufe0e", "\ufe0f"}
_RTL = {"R", "AL"}
_LONGEST_WORD = 60
MASKERAD_DAG = "[maskerat]"
_BREAK = "\u200b"


@dataclass(frozen=True, slots=True)
class Stycke:
    """A paragraph: its lines, and whether its first letter belongs to a script read from the right."""

    rader: tuple[str, ...]
    hoger: bool


class MaskeradDag(date):
    """A day that a copy does not tell."""

    @classmethod
    def den(cls) -> MaskeradDag:
        """There is only one: masked days are alike."""
        return cls(1, 1, 1)


def dag_kort(dag: date | None) -> str:
    """«12 nov 2026», or that the day is unknown or masked."""
    if isinstance(dag, MaskeradDag):
        return MASKERAD_DAG
    return f"{dag.day} {MANADER[dag.month - 1][:3]} {dag.year}" if dag else "okänd dag"


def dag_lang(dag: date | None) -> str:
    """«12 november 2026», or that the day is unknown or masked."""
    if isinstance(dag, MaskeradDag):
        return MASKERAD_DAG
    return f"{dag.day} {MANADER[dag.month - 1]} {dag.year}" if dag else "okänd dag"


def uppraknat(delar: Iterable[str]) -> str:
    """«våldet, ansvar och motivation»."""
    listed = list(delar)
    return " och ".join(filter(None, (", ".join(listed[:-1]), listed[-1]))) if listed else ""


def lagrum_kort(citation: str) -> str:
    """«13 kap. 8 § socialtjänstlagen», for running text: without the SFS number, and in one piece."""
    short = re.sub(r" \(\d{4}:\d+\)$", "", citation)
    return re.sub(r"(?<=\d) (?=kap\.|§)|(?<=kap\.) |(?<=HSLF-FS) ", "\u00a0", short)


def lagar(citations: Iterable[str]) -> list[str]:
    """The acts of these citations, each once and with its SFS number, in order."""
    found = (re.sub(r"^.*§§? ", "", citation) for citation in citations)
    return sorted(dict.fromkeys(found), key=str.casefold)


def rensad(text: str) -> str:
    """The text without invisible controls; a character that no font has stands as its number."""
    composed = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    shown = "".join(" " if c == "\t" else c for c in composed if c in "\n\t" or not _invisible(c))
    return "".join(_with_numbers(shown))


def stycken(text: str) -> tuple[Stycke, ...]:
    """The paragraphs of a text, cut at `LONG_TEXT` characters with a note that it is cut."""
    clean = rensad(text[: LONG_TEXT + 1])
    cut = len(text) > LONG_TEXT
    blocks = (block.strip("\n") for block in re.split(r"\n\s*\n", clean[:LONG_TEXT]))
    found = [
        Stycke(tuple(_breakable(line.strip()) for line in block.split("\n")), _from_right(block))
        for block in blocks
        if block.strip()
    ]
    if cut:
        size = f"{len(text):,}".replace(",", "\u00a0")
        found.append(
            Stycke(
                (f"[Texten är kortad här. Hela texten, {size} tecken, finns i akten.]",),
                hoger=False,
            )
        )
    return tuple(found)


def rad(text: str) -> str:
    """A text on one line."""
    return _breakable(" ".join(rensad(text[:LONG_TEXT]).split()))


def _invisible(char: str) -> bool:
    """Controls, surrogates and formatting such as bidi overrides."""
    return unicodedata.category(char) in {"Cc", "Cf", "Cs", "Zl", "Zp"} and char not in _JOINERS


def _with_numbers(text: str) -> Iterator[str]:
    """Runs of characters that no font has become «[U+1200 U+1201]»: nothing is lost, nothing is a box."""
    known = _covered()
    for has_glyph, run in groupby(
        text, key=lambda c: c == "\n" or c in _VARIATION or ord(c) in known
    ):
        if has_glyph:
            yield from run
        else:
            yield f"[{' '.join(f'U+{ord(c):04X}' for c in run)}]"


@cache
def _covered() -> frozenset[int]:
    """Every character that the fonts of the handlingar can draw."""
    covered: set[int] = set()
    for path in sorted(TYPSNITT.glob("*_regular.*")):
        with TTFont(path, lazy=True) as font:
            covered |= font.getBestCmap().keys()
    return frozenset(covered)


def _breakable(line: str) -> str:
    """Endless words get places to break, so that they neither leave the page nor take forever to set."""
    return re.sub(rf"\S{{{_LONGEST_WORD}}}(?=\S)", lambda word: word.group() + _BREAK, line)


def _from_right(block: str) -> bool:
    """Whether the first letter of the block is read from the right."""
    for char in block:
        direction = unicodedata.bidirectional(char)
        if direction == "L" or direction in _RTL:
            return direction in _RTL
    return False
