"""Soundness of one flat process: everything reachable, and always a way to an end."""

from __future__ import annotations

from dataclasses import dataclass

from caseflow.engine.fakta import JsonDict
from caseflow.engine.process import Process


@dataclass(frozen=True, slots=True)
class Sundhet:
    """What was explored, and what is wrong, in Swedish."""

    process: str
    tillstand: int
    steg: int
    fel: tuple[str, ...]

    def as_dict(self) -> JsonDict:
        """For `--json`."""
        return {
            "process": self.process,
            "tillstand": self.tillstand,
            "steg": self.steg,
            "fel": list(self.fel),
        }


def soundness(process: Process) -> Sundhet:
    """Explore the process from its start and backwards from its ends."""
    edges = [
        (source.code, t.target.code if t.target else source.code)
        for t in process.transitions
        for source in t.source
    ]
    forward = _closure({process.start.code}, edges)
    ends = {s.code for s in process.states if s.final}
    backward = _closure(ends, [(b, a) for a, b in edges])
    codes = [s.code for s in process.states]
    faults = [f"{process.label}: läget {c} går inte att nå" for c in codes if c not in forward]
    faults += [
        f"{process.label}: från läget {c} finns ingen väg till ett slut"
        for c in codes
        if c not in backward
    ]
    faults += [
        f"{process.label}: steget {t.code} tas av ingen roll"
        for t in process.transitions
        if not t.by
    ]
    faults += [
        f"{process.label}: steget {t.code} leder till ett läge som inte finns"
        for t in process.transitions
        if t.target and t.target.code not in codes
    ]
    names = [t.code for t in process.transitions]
    faults += [
        f"{process.label}: två steg heter {n}" for n in sorted(set(names)) if names.count(n) > 1
    ]
    return Sundhet(process.code, len(forward), len(edges), tuple(faults))


def _closure(start: set[str], edges: list[tuple[str, str]]) -> set[str]:
    found = set(start)
    while True:
        more = {b for a, b in edges if a in found} - found
        if not more:
            return found
        found |= more
