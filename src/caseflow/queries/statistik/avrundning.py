"""Rounding as the published figures are rounded: exactly, and half upwards."""

from __future__ import annotations

from fractions import Fraction


def avrunda(varde: Fraction, decimaler: int = 0) -> Fraction:
    """The nearest number with so many decimals; a half goes up. Never through a float."""
    steg = 10**decimaler
    return Fraction((varde * steg + Fraction(1, 2)).__floor__(), steg)


def procent(del_: int, helhet: int) -> int | None:
    """Whole per cent, or None of nothing."""
    return int(avrunda(Fraction(100 * del_, helhet))) if helhet else None
