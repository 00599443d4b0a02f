"""Set the lines in the two letterheads of a unit: its own, and the one of letters that must be discreet."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from sqlalchemy import select

from caseflow.documents.diskret import avslojar
from caseflow.engine.errors import BadInput, NotFound
from caseflow.store.enhet import Enhet
from caseflow.store.session import Databas

MOST_LINES = 6
LONGEST_LINE = 80
_HIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def satt_brevhuvud(
    db: Databas,
    kod: str,
    rader: Sequence[str] | None = None,
    *,
    diskret: Sequence[str] | None = None,
) -> None:
    """Set the lines, such as address and telephone; an empty list takes them away, None leaves them as they are.

    `diskret` are those of the letters that somebody else may see. What is finished keeps the letterhead that it was
    made with.

    Raises:
        NotFound: there is no such unit.
        BadInput: too many lines, one too long or empty, or characters that do not show; a discreet line that tells
            what the letter is about.
    """
    own, discreet = _lines(rader), _lines(diskret)
    with db.write() as session:
        enhet = session.scalar(select(Enhet).where(Enhet.kod == kod))
        if enhet is None:
            raise NotFound(
                vad=f"Enheten «{kod[:40]}» finns inte.",
                gor_nu="Se koderna med caseflow enhet list.",
            )
        faults = {**_faults(own, "rad"), **_faults(discreet, "diskret", enhet.namn)}
        if faults:
            raise BadInput(vad="Brevhuvudet kan inte sparas.", falt=faults)
        if own is not None:
            enhet.brevhuvud = "\n".join(own)
        if discreet is not None:
            enhet.brevhuvud_diskret = "\n".join(discreet)


def _lines(rader: Sequence[str] | None) -> list[str] | None:
    return None if rader is None else [rad.strip(" ") for rad in rader]


def _faults(lines: list[str] | None, kind: str, enhet: str = "") -> dict[str, str]:
    """What is wrong, by line; `enhet` is the name that a discreet line may not have in it."""
    faults, lines = {}, lines or []
    called, row = ("Det diskreta brevhuvudet", "Diskret rad") if enhet else ("Brevhuvudet", "Rad")
    if len(lines) > MOST_LINES:
        faults[kind] = f"{called} har {len(lines)} rader. Högst {MOST_LINES} får plats."
    for number, line in enumerate(lines, start=1):
        if fault := _fault(line) or (_tells(line, enhet) if enhet else ""):
            faults[f"{kind}{number}"] = f"{row} {number} {fault}"
    return faults


def _tells(line: str, enhet: str) -> str:
    if not (word := avslojar(line, enhet)):
        return ""
    return (
        f"har «{word}» i sig, och den som ser brevet förstår då vad det gäller (lokal rutin: diskreta brev)."
        " Skriv en adress och ett telefonnummer som hela socialtjänsten har."
    )


def _fault(line: str) -> str:
    if not line:
        return "är tom. Skriv en text, eller ta bort raden."
    if len(line) > LONGEST_LINE:
        return f"har {len(line)} tecken. Högst {LONGEST_LINE} får plats."
    if any(unicodedata.category(c) in _HIDDEN for c in line):
        return "har tecken som inte syns. Skriv om raden för hand."
    return ""
