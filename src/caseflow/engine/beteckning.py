"""Beteckning: what a handling is called to a reader who may not know of the akt it comes from, `OA-7K3F-Q2MX`.

It is made of a keyed hash: whoever made the handling finds it again, and nobody else can tell which akt it is from, or
whether two of them are from the same.
"""

from __future__ import annotations

from caseflow.engine.aktnummer import ALPHABET, LOOKALIKE

_PREFIX = "OA"
_LENGTH = 8
_BITS = 5
_BYTES = _LENGTH * _BITS // 8


def ny_beteckning(digest: bytes) -> str:
    """The beteckning that a keyed hash of at least five bytes gives; the same for the same hash."""
    number = int.from_bytes(digest[:_BYTES])
    body = "".join(ALPHABET[number >> _BITS * i & 31] for i in reversed(range(_LENGTH)))
    return f"{_PREFIX}-{body[:4]}-{body[4:]}"


def normal_beteckning(text: str) -> str | None:
    """What somebody typed, in the stored form; None when it is no beteckning.

    Lower case, missing hyphens and the look-alikes O, I and L are forgiven.
    """
    plain = "".join(text.upper().split()).replace("-", "").translate(LOOKALIKE)
    prefix = _PREFIX.translate(LOOKALIKE)
    body = plain.removeprefix(prefix)
    if body == plain or len(body) != _LENGTH or any(c not in ALPHABET for c in body):
        return None
    return f"{_PREFIX}-{body[:4]}-{body[4:]}"
