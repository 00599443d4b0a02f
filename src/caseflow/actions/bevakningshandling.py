"""What a person can do with a bevakning directly: take it over, acknowledge it, tick it off."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from caseflow.actions.akthandling import Oppnad, Utfort, short_with_actor
from caseflow.engine.bevakning import Oppen, bock
from caseflow.engine.effect import Effekt
from caseflow.engine.errors import NotFound, Refused
from caseflow.engine.trial import role_hinder
from caseflow.rules.roller import Roll
from caseflow.store.skriven import NyHandelse

BY = (
    Roll.HANDLAGGARE,
    Roll.BESLUTSFATTARE,
    Roll.BEHANDLARE,
    Roll.PARTNERKONTAKT,
    Roll.SAMORDNARE,
    Roll.SAKERHETSSAMORDNARE,
    Roll.ENHETSCHEF,
)
"""Those who work in an akt. The others who may open it only read."""


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
    *,
    dag: date,
    varden: Mapping[str, Any] | None = None,
    tick: Oppen | None = None,
) -> Utfort:
    """The event of one operation on one bevakning; no `op` when a tick alone says it.

    Raises:
        Refused: the person may open the akt but does not work in it.
    """
    return write_operations(opened, kod, [op] if op else [], dag=dag, varden=varden, tick=tick)


def write_operations(
    opened: Oppnad,
    kod: str,
    ops: Sequence[Mapping[str, Any]],
    *,
    dag: date,
    varden: Mapping[str, Any] | None = None,
    tick: Oppen | None = None,
) -> Utfort:
    """One event of several operations in the same akt.

    Raises:
        Refused: the person may open the akt but does not work in it.
    """
    roll = opened.acting_role(BY)
    found = role_hinder(BY, roll)
    if found:
        raise Refused(vad="Bevakningen kan inte ändras.", hinder=found)
    effekt: Effekt = {
        "kort": short_with_actor({}, opened.aktor),
        "bevakningar": [dict(op) for op in ops],
    }
    if tick is not None:
        effekt["bockad"] = bock(tick.slag, tick.nyckel)
    return opened.write(
        NyHandelse(
            typ="bevakning",
            kod=kod,
            dag=dag,
            effekt=effekt,
            varden=varden or {},
            av=opened.aktor.id,
            roll=roll,
        )
    )
