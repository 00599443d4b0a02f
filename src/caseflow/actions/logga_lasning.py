"""Write in the read log that somebody opened, or was refused, a part of an akt."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from caseflow.engine.aktnummer import normal_aktnummer
from caseflow.store.atkomst import Aktor
from caseflow.store.lasning import Lasning
from caseflow.store.session import Databas


def log_reading(
    db: Databas,
    aktor: Aktor,
    roll: str,
    nummer: str,
    vad: str,
    grund: str,
    *,
    now: datetime,
    utfall: str = "oppnad",
) -> None:
    """One entry, written before the page is shown. `vad` is the part, `grund` why access was given.

    What was typed is logged as the aktnummer it means, else by its first printable characters.
    """
    printable = "".join(c for c in nummer if c.isprintable())
    with db.write_read_log() as session:
        session.add(
            Lasning(
                tid=now,
                medarbetare_id=aktor.id or 0,
                roll=roll,
                aktnummer=normal_aktnummer(nummer) or printable[:16],
                vad=vad[:60],
                grund=grund[:60],
                utfall=utfall,
            )
        )


def log_list(
    db: Databas, aktor: Aktor, nummer: Collection[str], vad: str, grund: str, *, now: datetime
) -> None:
    """One entry for each akt of a list that leaves the screen; for an empty list one without a number."""
    roll = next((r for _, r in aktor.uppdrag), "ingen")
    with db.write_read_log() as session:
        session.add_all(
            Lasning(
                tid=now,
                medarbetare_id=aktor.id or 0,
                roll=roll,
                aktnummer=ett,
                vad=vad[:60],
                grund=grund[:60],
                utfall="oppnad",
            )
            for ett in sorted(set(nummer)) or [""]
        )
