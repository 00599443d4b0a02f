"""The journal as it is read: month by month in the order it happened, whenever it was written down."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import groupby

from caseflow.documents.skrivtext import MANADER
from caseflow.documents.underlag import Underlag, Uppgift

ANTECKNING = "journalanteckning"


@dataclass(frozen=True, slots=True)
class Anteckning:
    """A note, with what has been put right in it and what the person has said against it."""

    uppgift: Uppgift
    rattelser: tuple[Uppgift, ...]
    meningar: tuple[Uppgift, ...]


@dataclass(frozen=True, slots=True)
class Manad:
    """The notes of one month; those without a known day stand last, under a heading of their own."""

    rubrik: str
    anteckningar: tuple[Anteckning, ...]


def manader(underlag: Underlag) -> tuple[Manad, ...]:
    """Every note, by the month in which it happened."""
    notes = sorted(
        underlag.alla(ANTECKNING),
        key=lambda u: (u.dag is None, u.dag or u.skriven, u.seq),
    )
    rattelser, meningar = _about(underlag, "rattelse"), _about(underlag, "avvikande_mening")
    return tuple(
        Manad(
            rubrik,
            tuple(Anteckning(u, tuple(rattelser[u.seq]), tuple(meningar[u.seq])) for u in found),
        )
        for rubrik, found in groupby(notes, key=_month_of)
    )


def _about(underlag: Underlag, kod: str) -> defaultdict[object, list[Uppgift]]:
    """What is said of other events, by the number of the event."""
    found: defaultdict[object, list[Uppgift]] = defaultdict(list)
    for u in underlag.alla(kod):
        found[u.varden.get("handelse")].append(u)
    return found


def _month_of(uppgift: Uppgift) -> str:
    dag = uppgift.dag
    return f"{MANADER[dag.month - 1].capitalize()} {dag.year}" if dag else "Okänd dag"
