"""A number as it comes in an address, a form or a header."""

from __future__ import annotations

FITS = 9
"""So many digits fit the smallest number that a database keeps."""
SIFFROR_I_SIDA = 5
"""No list has more pages than so many digits can say."""


def heltal(text: str, digits: int = FITS) -> int | None:
    """The number, or None when the text is anything but at most so many of the digits 0 to 9."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= digits else None
