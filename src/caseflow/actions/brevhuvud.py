"""Set the lines under a unit's name in the letterhead of its handlingar."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from sqlalchemy import select

from caseflow.engine.errors import BadInput, NotFound
from caseflow.store.enhet import Enhet
from caseflow.store.session import Databas

MOST_LINES = 6
LONGEST_LINE = 80
_HIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def satt_brevhuvud(db: Databas, kod: str, rader: Sequence[str]) -> None:
    """Set the lines, such as address and telephone; none takes them away.

    What is finished keeps the letterhead that it was made with.

    Raises:
        NotFound: there is no such unit.
        BadInput: too many lines, one too long or empty, or characters that do not show.
    """
    lines = [rad.strip(" ") for rad in rader]
    faults = {}
    if len(lines) > MOST_LINES:
        faults["rader"] = f"Brevhuvudet har {len(lines)} rader. Högst {MOST_LINES} får plats."
    for number, line in enumerate(lines, start=1):
        if fault := _fault(line):
            faults[f"rad{number}"] = f"Rad {number} {fault}"
    if faults:
        raise BadInput(vad="Brevhuvudet kan inte sparas.", falt=faults)
    with db.write() as session:
        enhet = session.scalar(select(Enhet).where(Enhet.kod == kod))
        if enhet is None:
            raise NotFound(
                vad=f"Enheten «{kod[:40]}» finns inte.",
                gor_nu="Se koderna med caseflow enhet list.",
            )
        enhet.brevhuvud = "\n".join(lines)


def _fault(line: str) -> str:
    if not line:
        return "är tom. Skriv en text, eller ta bort raden."
    if len(line) > LONGEST_LINE:
        return f"har {len(line)} tecken. Högst {LONGEST_LINE} får plats."
    if any(unicodedata.category(c) in _HIDDEN for c in line):
        return "har tecken som inte syns. Skriv om raden för hand."
    return ""
