"""What follows from an event for that which falls due: the same whether it is written or only thought of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from caseflow.engine.bevakning import Oppen, asked_for, bock, difference, no_longer_kept, standing
from caseflow.engine.effect import Effekt, apply
from caseflow.engine.fakta import Fakta
from caseflow.engine.rule import Rule

CLOSING = {"utford": "utford", "avbruten": "avbruten", "ersatt": "ersatt"}
"""The operations that close a bevakning -> its status then."""


@dataclass(frozen=True, slots=True)
class Bevakande:
    """By what an akt is watched: its duties, which steps and facts fulfil each, and its profile."""

    plikter: Sequence[Rule[Any]]
    fulfils: Mapping[str, tuple[str, ...]]
    profil: object


def with_due(
    before: Fakta,
    effekt: Effekt,
    *,
    kod: str,
    dag: date | None,
    by: Bevakande,
    oppna: Sequence[Oppen],
    last_nr: int,
) -> Effekt:
    """The effect of an event with the operations on bevakningar written into it.

    `last_nr` is the highest number that a bevakning of the akt has had.
    """
    after = apply(before, effekt, seq=before.seq + 1, dag=dag)
    if gone := no_longer_kept(by.plikter, after, by.profil):
        effekt = {**effekt, "behallna": effekt.get("behallna", {}) | dict.fromkeys(gone)}
        after = apply(before, effekt, seq=before.seq + 1, dag=dag)
    asked = asked_for(by.plikter, after, by.profil)
    wanted = standing(by.plikter, asked, after.bockade)
    given = effekt.get("bevakningar", [])
    used = [last_nr, *(int(str(op["nr"])) for op in given if op["op"] == "oppna")]
    present = open_after(oppna, given)
    ops = difference(wanted, present, fulfils=by.fulfils, kod=kod, next_nr=max(used) + 1)
    if after.bockade:
        still = {bock(*key) for key in standing(by.plikter, asked, ())}
        ops += [
            {"op": "glom_bock", "slag": b.partition("|")[0], "nyckel": b.partition("|")[2]}
            for b in after.bockade
            if b not in still
        ]
    return {**effekt, "bevakningar": [*given, *ops]} if given or ops else effekt


def open_after(before: Iterable[Oppen], ops: Iterable[Mapping[str, Any]]) -> tuple[Oppen, ...]:
    """The open bevakningar after an event's operations."""
    present = {o.nr: o for o in before}
    for op in ops:
        if op["op"] in CLOSING:
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
                op.get("tilldelad_av"),
                op.get("eskalering", 0),
            )
        elif op["op"] == "tilldela" and op["nr"] in present:
            given = {"tilldelad": op["till"], "tilldelad_av": op.get("av")}
            present[op["nr"]] = replace(present[op["nr"]], **given)
        elif op["op"] == "eskalera" and op["nr"] in present:
            present[op["nr"]] = replace(present[op["nr"]], eskalering=op["niva"])
    return tuple(present[nr] for nr in sorted(present))


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None
