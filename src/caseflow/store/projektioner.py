"""From a written event to the rows that follow from it: the bevakningar and every other projection."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from caseflow.engine.bevakning import Oppen
from caseflow.engine.fakta import Fakta
from caseflow.store import (
    beslut,
    insats,
    journalanteckning,
    riskbedomning,
    samtal,
    samtycke,
    variabelvarden,
)
from caseflow.store.skriven import Rad, Skriven

_AGGREGATES = (
    riskbedomning.rows,
    samtal.rows,
    journalanteckning.rows,
    samtycke.rows,
    beslut.rows,
    insats.rows,
    variabelvarden.rows,
)
TABLES = (
    "bevakning",
    "riskbedomning",
    "samtal",
    "journalanteckning",
    "samtycke",
    "beslut",
    "insats",
    "variabelvarden",
)
OPERATIONAL = frozenset({"notifierad"})
"""Columns that do not follow from events: they say what the system has already told somebody."""

_CLOSING = {"utford": "utford", "avbruten": "avbruten", "ersatt": "ersatt"}


def rows(event: Skriven, after: Fakta) -> list[Rad]:
    """Every projection row that an event sets."""
    found = bevakning_rows(event)
    for aggregate in _AGGREGATES:
        found += aggregate(event, after)
    return found


def bevakning_rows(event: Skriven) -> list[Rad]:
    """The bevakning rows of the operations that are written in the event."""
    found = []
    for op in event.effekt.get("bevakningar", ()):
        name = str(op["op"])
        key: dict[str, Any] = {"akt_id": event.akt_id, "nr": op.get("nr")}
        if name == "oppna":
            found.append(Rad("bevakning", key, _opened(op, event.seq)))
        elif name in _CLOSING:
            closed: dict[str, Any] = {"status": _CLOSING[name], "stangd_seq": event.seq}
            found.append(Rad("bevakning", key, closed, uppdaterar=True))
        elif name == "tilldela":
            found.append(Rad("bevakning", key, {"tilldelad_id": op["till"]}, uppdaterar=True))  # type: ignore[dict-item] # an id
        elif name == "kvittera":
            found.append(Rad("bevakning", key, {"status": "kvitterad"}, uppdaterar=True))
    return found


def _opened(op: Mapping[str, Any], seq: int) -> dict[str, Any]:
    return {
        "slag": op["slag"],
        "nyckel": op["nyckel"],
        "delprocess": op["delprocess"],
        "dag": op["dag"],
        "fonster_fran": op["fonster_fran"],
        "yttersta_dag": op["yttersta_dag"],
        "raknas_fran": op["raknas_fran"],
        "status": "oppen",
        "tilldelad_id": op.get("tilldelad"),
        "typ": op["typ"],
        "kalla": op["kalla"],
        "rakning": json.dumps(op["rakning"], sort_keys=True, ensure_ascii=False),
        "ersatter": op["ersatter"],
        "oppnad_seq": seq,
        "stangd_seq": None,
    }


def open_after(before: Iterable[Oppen], ops: Iterable[Mapping[str, Any]]) -> tuple[Oppen, ...]:
    """The open bevakningar after an event's operations."""
    present = {o.nr: o for o in before}
    for op in ops:
        if op["op"] in _CLOSING:
            present.pop(op["nr"], None)
        elif op["op"] == "oppna":
            present[op["nr"]] = Oppen(
                op["nr"],
                op["slag"],
                op["nyckel"],
                date.fromisoformat(op["dag"]),
                _day(op["fonster_fran"]),
                _day(op["yttersta_dag"]),
                op.get("tilldelad"),
            )
        elif op["op"] == "tilldela" and op["nr"] in present:
            present[op["nr"]] = replace(present[op["nr"]], tilldelad=op["till"])
    return tuple(present[nr] for nr in sorted(present))


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None
