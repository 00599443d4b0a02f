"""Find a passage in a text however it is written, and put a mask in its place.

A text that people wrote may hold the same word composed or decomposed, in upper or lower case, with soft
hyphens or zero-width characters in it, and a number with or without its separators. All of these are the
same to whoever reads the page, so they are the same here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

SHORTEST = 2
"""Fewer characters than that would mask most of a text."""
_SHORTEST_NUMBER = 5
_PERSONNUMMER = 12
_KEPT = 2048
"""More letters than a text is written with."""
_SEPARATORS = frozenset(" -+/.()")
_DASHES = dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-")
_INVISIBLE = frozenset({"Cc", "Cf", "Cs"})
_UNSEEN_MARKS = frozenset("\u034f\u115f\u1160" + "".join(map(chr, range(0xFE00, 0xFE10))))
"""Invisible, though their category says a mark or a letter."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A text as it is compared, and from where to where in the text each of its characters stands."""

    chars: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]


def likt(text: str) -> str:
    """The text as it is compared: two passages that are alike give the same."""
    return lasning(text).chars.strip()


def finns(text: str, passage: str) -> bool:
    """Whether the passage stands in the text."""
    return next(stallen(text, passage), None) is not None


def maskerad(
    text: str, passager: Iterable[tuple[str, str]], mask: Callable[[frozenset[str]], str]
) -> str:
    """The text with every occurrence of the passages masked, each with its grounds.

    A word that is hit is masked whole: what is left of it would tell what is gone.
    """
    return _replaced(
        text,
        (
            (start, end, grund)
            for passage, grund in passager
            for start, end in stallen(text, passage)
        ),
        mask,
    )


def utan_stallen(text: str, funna: Iterable[tuple[int, int]], mask: str) -> str:
    """The text with what stands at these places replaced, each word whole."""
    return _replaced(text, ((start, end, "") for start, end in funna), lambda _: mask)


def _replaced(
    text: str, places: Iterable[tuple[int, int, str]], mask: Callable[[frozenset[str]], str]
) -> str:
    found = sorted((*_whole_words(text, start, end), grund) for start, end, grund in places)
    parts: list[str] = []
    at = 0
    for start, end, grounds in _united(found):
        parts += [text[at:start], mask(grounds)]
        at = end
    return "".join((*parts, text[at:]))


def _united(found: Iterable[tuple[int, int, str]]) -> list[tuple[int, int, frozenset[str]]]:
    """Spans that overlap or touch are one."""
    united: list[tuple[int, int, frozenset[str]]] = []
    for start, end, grund in found:
        if united and start <= united[-1][1]:
            first, last, grounds = united[-1]
            united[-1] = (first, max(last, end), grounds | {grund})
        else:
            united.append((start, end, frozenset({grund})))
    return united


def stallen(text: str, passage: str) -> Iterator[tuple[int, int]]:
    """From where to where in the text the passage stands, each time it does."""
    needle = likt(passage)
    digits = re.sub(r"\D", "", needle)
    if len(digits) >= _SHORTEST_NUMBER and set(needle) - set(digits) <= _SEPARATORS:
        reading = lasning(text, leaving_out=_SEPARATORS)
        yield from _occurrences(reading, digits)
        if len(digits) == _PERSONNUMMER:
            yield from _occurrences(reading, digits[2:])
    elif needle:
        yield from _occurrences(lasning(text), needle)


def _occurrences(reading: Reading, needle: str) -> Iterator[tuple[int, int]]:
    at = reading.chars.find(needle)
    while at >= 0:
        after = at + len(needle)
        # «ma» does not stand in «må», though its letters do.
        if not (after < len(reading.chars) and unicodedata.combining(reading.chars[after])):
            yield reading.starts[at], reading.ends[after - 1]
        at = reading.chars.find(needle, at + 1)


def lasning(text: str, *, leaving_out: frozenset[str] = frozenset()) -> Reading:
    """The text as it is compared, without what cannot be seen."""
    chars: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    at = 0
    while at < len(text):
        end = at + 1
        while end < len(text) and (unicodedata.combining(text[end]) or hidden(text[end])):
            end += 1
        for char in _compared("".join(c for c in text[at:end] if not hidden(c))):
            if char in leaving_out or (char == " " and chars[-1:] == [" "]):
                continue
            chars.append(char)
            starts.append(at)
            ends.append(end)
        at = end
    return Reading("".join(chars), tuple(starts), tuple(ends))


@lru_cache(maxsize=_KEPT)
def _compared(cluster: str) -> str:
    """One letter with its marks as it is compared."""
    if cluster.isspace():
        return " "
    if cluster.isdecimal():
        return str(unicodedata.decimal(cluster[0]))
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", cluster).casefold())
    return "".join(_DASHES.get(c, c) for c in folded)


@lru_cache(maxsize=_KEPT)
def hidden(char: str) -> bool:
    """Whether the character takes no room on the page."""
    if char in _UNSEEN_MARKS:
        return True
    return unicodedata.category(char) in _INVISIBLE and not char.isspace()


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    if _in_a_word(text[start]):
        while start > 0 and (_in_a_word(text[start - 1]) or hidden(text[start - 1])):
            start -= 1
    if _in_a_word(text[end - 1]) or hidden(text[end - 1]):
        while end < len(text) and (_in_a_word(text[end]) or hidden(text[end])):
            end += 1
    return start, end


def _in_a_word(char: str) -> bool:
    return char.isalnum() or char == "_" or bool(unicodedata.combining(char))
