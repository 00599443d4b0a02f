"""What a person can do with a bevakning directly: take it over, acknowledge it, tick it off."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from caseflow.actions.akthandling import Oppnad, Utfort, short_with_actor
from caseflow.engine.bevakning import Oppen, bock
from caseflow.engine.errors import NotFound
from caseflow.store.skriven import NyHandelse


def open_row(opened: Oppnad, nr: int) -> Oppen:
    """The open bevakning with that number.

    Raises:
        NotFound: it is missing or closed.
    """
    row = next((o for o in opened.akt.oppna if o.nr == nr), None)
    if row is None:
        raise NotFound(
            vad=f"Bevakning {nr} är inte öppen i {opened.akt.nummer}.",
            varfor="Den kan redan vara gjord eller ersatt.",
            gor_nu="Ladda om listan.",
        )
    return row


def write_operation(
    opened: Oppnad,
    kod: str,
    op: Mapping[str, Any],
    roll: str,
    *,
    dag: date,
    varden: Mapping[str, Any] | None = None,
    tick: Oppen | None = None,
) -> Utfort:
    """The event of one operation on one bevakning."""
    effekt: dict[str, Any] = {
        "kort": short_with_actor({}, opened.aktor),
        "bevakningar": [dict(op)] if op else [],
    }
    if tick is not None:
        effekt["bockad"] = bock(tick.slag, tick.nyckel)
    return opened.write(
        NyHandelse(
            typ="bevakning",
            kod=kod,
            dag=dag,
            effekt=effekt,  # type: ignore[arg-type] # built here
            varden=varden or {},
            av=opened.aktor.id,
            roll=roll,
        )
    )
