"""Aktnummer: eight random Crockford base32 characters and a check character, `VN-7K3F-Q2MX-5`.

Never consecutive: a number tells neither when nor how many. All kinds of akt share the form, so a
number does not tell the kind either.
"""

from __future__ import annotations

import secrets

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_MODULUS = 37  # a prime above 32: every single wrong character and every swap of neighbours is seen
LOOKALIKE = str.maketrans({"O": "0", "I": "1", "L": "1"})
_LENGTH = 9
_PREFIX = "VN"


def check_character(body: str) -> str | None:
    """The check character: weighted sum modulo 37; None for the few bodies that have no such letter."""
    total = sum((i + 2) * ALPHABET.index(c) for i, c in enumerate(body)) % _MODULUS
    return ALPHABET[total] if total < len(ALPHABET) else None


def new_aktnummer() -> str:
    """A fresh random number. Uniqueness is the store's to enforce."""
    while True:
        body = "".join(secrets.choice(ALPHABET) for _ in range(_LENGTH - 1))
        check = check_character(body)
        if check is not None:
            return f"VN-{body[:4]}-{body[4:]}-{check}"


def normal_aktnummer(text: str) -> str | None:
    """What somebody typed, in the stored form; None when it is no aktnummer or the check fails.

    Lower case, missing hyphens and the look-alikes O, I and L are forgiven.
    """
    plain = "".join(text.upper().split()).replace("-", "")
    # V and N may also begin a number that is typed without its prefix.
    if len(plain) == _LENGTH + len(_PREFIX):
        plain = plain.removeprefix(_PREFIX)
    plain = plain.translate(LOOKALIKE)
    if len(plain) != _LENGTH or any(c not in ALPHABET for c in plain):
        return None
    body, check = plain[:-1], plain[-1]
    return f"VN-{body[:4]}-{body[4:]}-{check}" if check_character(body) == check else None
