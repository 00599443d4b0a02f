"""The texts of the survey in each of its languages, and which questions are asked of whom."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Any

from caseflow.documents.tillgangar import MALLMAPP

FORST = ("bemott", "stodet", "bestamma", "vanta")
OM_LIVET = {
    "utsatt": ("tryggare", "vardagen"),
    "utovare": ("ansvar", "handlat"),
    "friyta": ("vardagen",),
}
"""By the kind of akt. A friyta does not say on which side of the violence the person is."""
SIST = ("daligt", "vart")


def fragorna(slag: str) -> tuple[str, ...]:
    """The questions with alternatives, in order, for a kind of akt."""
    return (*FORST, *OM_LIVET.get(slag, ()), *SIST)


@cache
def enkattexter(sprak: str) -> Mapping[str, Any]:
    """Every text of the survey in one language; one that has none gets the Swedish ones."""
    alla = _alla()
    return MappingProxyType(alla.get(sprak, alla["sv"]))


@cache
def _alla() -> dict[str, dict[str, Any]]:
    return tomllib.loads((MALLMAPP / "enkattexter.toml").read_text("utf-8"))
