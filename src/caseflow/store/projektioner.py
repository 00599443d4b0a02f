"""From a written event to the rows that follow from it: the bevakningar and every other projection."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from caseflow.engine.fakta import Fakta
from caseflow.engine.foljder import CLOSING
from caseflow.store import (
    beslut,
    handling,
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
    handling.rows,
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
    "handling",
    "variabelvarden",
)
OPERATIONAL = frozenset({"notifierad", "notifierad_for"})
"""Columns that do not follow from events: they say what the system has already told somebody."""


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
        elif name in CLOSING:
            closed: dict[str, Any] = {"status": CLOSING[name], "stangd_seq": event.seq}
            found.append(Rad("bevakning", key, closed, uppdaterar=True))
        elif name == "tilldela":
            given: dict[str, Any] = {"tilldelad_id": op["till"], "tilldelad_av_id": op.get("av")}
            found.append(Rad("bevakning", key, given, uppdaterar=True))
        elif name == "eskalera":
            level: dict[str, Any] = {"eskalering": op["niva"]}
            found.append(Rad("bevakning", key, level, uppdaterar=True))
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
        "tilldelad_av_id": op.get("tilldelad_av"),
        "for_roll": op.get("for_roll"),
        "eskalering": op.get("eskalering", 0),
        "typ": op["typ"],
        "kalla": op["kalla"],
        "rakning": json.dumps(op["rakning"], sort_keys=True, ensure_ascii=False),
        "ersatter": op["ersatter"],
        "oppnad_seq": seq,
        "stangd_seq": None,
    }
