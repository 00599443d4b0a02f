"""Who has opened an akt, from the read log: for those who may open it themselves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from caseflow.rules.roller import Roll
from caseflow.store.lasning import Lasning
from caseflow.store.medarbetare import Medarbetare
from caseflow.store.session import Databas

DOLDA_ROLLER = (Roll.SAKERHETSSAMORDNARE.value, Roll.SYSTEM.value)
"""A reading by the säkerhetssamordnare would tell that there is something to coordinate."""


@dataclass(frozen=True, slots=True)
class Lasare:
    """Somebody who has opened parts of the akt, when last, and which parts."""

    namn: str
    roll: str
    senast: datetime
    delar: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lasningar:
    """The others, the latest first, and how many they are in all."""

    andra: tuple[Lasare, ...]
    antal: int


def vem_har_last(db: Databas, nummer: str, *, utom: int | None, hogst: int) -> Lasningar:
    """The latest readers besides `utom`. Two reads: the log and the names."""
    senast = func.max(Lasning.tid).label("senast")
    with db.read_read_log() as session:
        rows = session.execute(
            select(Lasning.medarbetare_id, Lasning.roll, Lasning.vad, senast)
            .where(
                Lasning.aktnummer == nummer,
                Lasning.utfall == "oppnad",
                Lasning.roll.not_in(DOLDA_ROLLER),
                Lasning.medarbetare_id != (utom or 0),
            )
            .group_by(Lasning.medarbetare_id, Lasning.roll, Lasning.vad)
            .order_by(senast.desc())
        ).all()
    grouped: dict[tuple[int, str], tuple[datetime, list[str]]] = {}
    for row in rows:
        key = (row.medarbetare_id, row.roll)
        grouped.setdefault(key, (row.senast, []))[1].append(row.vad)
    shown = list(grouped.items())[:hogst]
    namn = _names(db, {person for (person, _), _ in shown})
    return Lasningar(
        tuple(
            Lasare(namn.get(person, "okänd"), _role(roll), tid, _parts(delar))
            for (person, roll), (tid, delar) in shown
        ),
        antal=len(grouped),
    )


def _role(kod: str) -> str:
    """The role's label; the log is append-only, so a code that is no longer known is shown as it stands."""
    known = {r.value: r.etikett for r in Roll}
    return known.get(kod, kod or "okänd roll")


def _names(db: Databas, ids: set[int]) -> dict[int, str]:
    with db.read() as session:
        rows = session.execute(
            select(Medarbetare.id, Medarbetare.namn).where(Medarbetare.id.in_(ids))
        )
        return {row.id: row.namn for row in rows}


_DELAR = {
    "arende": "översikten",
    "tidslinje": "tidslinjen",
    "journal": "journalen",
    "kontakt": "säker kontakt",
    "identitet": "namn och personnummer",
    "handelse": "en händelse",
    "handling": "en handling",
    "handlingar": "handlingarna",
    "utkast": "ett utkast till en handling",
    "formular": "ett formulär",
    "lista": "en lista",
}


def _parts(vad: list[str]) -> tuple[str, ...]:
    """The parts in words, each once; what stands after the colon is a number and is left out."""
    named = (_DELAR.get(v.partition(":")[0], "") for v in vad)
    return tuple(dict.fromkeys(n for n in named if n))
