"""Finds what looks like a personnummer or samordningsnummer in a text.

A register of pseudonyms must not carry identities, so the net is wide: 10 or 12 digits, with or
without a sign, in any script's digits, with a day up to 31 (or 61-91, samordningsnummer). Month 13
counts too: made-up test numbers look like that. Ten digits in a row without a sign may also be a
telephone number or a diary number; they count only if the control digit is right.
"""

from __future__ import annotations

import re
from typing import Final

_SHORTEST: Final = 10
_CANDIDATE: Final = re.compile(
    r"(?<!\d)(?P<sekel>1[89]|20)?"
    r"(?P<ar>\d\d)(?P<streck>-?)(?P<manad>\d\d)-?(?P<dag>\d\d)"
    r"(?P<tecken>\s?[-+‐‑‒–—−]\s?|\s?)"  # noqa: RUF001 - the dashes people paste
    r"(?P<nummer>\d{4})(?!-?\d)"
)
_LAST_MONTH: Final = 13
_LAST_DAY: Final = 31
_SAMORDNING: Final = 60  # added to the day in a samordningsnummer


def ser_ut_som_personnummer(text: str) -> bool:
    """Whether any part of the text has the form of a personnummer or samordningsnummer."""
    if len(text) < _SHORTEST:
        return False
    return any(_is_personnummer(found) for found in _CANDIDATE.finditer(text))


def _is_personnummer(found: re.Match[str]) -> bool:
    month, day = int(found["manad"]), int(found["dag"])
    if day > _SAMORDNING:
        day -= _SAMORDNING
    if not (1 <= month <= _LAST_MONTH and 1 <= day <= _LAST_DAY):
        return False
    if found["tecken"].strip():
        return True
    if found["streck"]:
        return False  # a day and a time: 2022-03-01 1400
    if found["sekel"]:
        return True
    digits = found["ar"] + found["manad"] + found["dag"] + found["nummer"]
    return _control_digit_is_right(digits)


def _control_digit_is_right(digits: str) -> bool:
    """The Luhn sum of ten digits, weights 2 and 1 in turn."""
    total = 0
    for place, digit in enumerate(digits):
        product = int(digit) * (2 - place % 2)
        total += product // 10 + product % 10
    return total % 10 == 0
