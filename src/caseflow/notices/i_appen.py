"""The notes in the app: that a bevakning has fallen due, to its owner, and that it is late, to whom it is said."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy.orm import Session

from caseflow.store.append import run
from caseflow.store.base import instant

FORFALLER, ESKALERAD = "forfaller", "eskalerad"
_COLUMNS = "notis (medarbetare_id, akt_id, bevakning_nr, slag, sen_dagar, skapad)"
_ONCE = " ON CONFLICT DO NOTHING RETURNING id, medarbetare_id"
_ROWS = (
    " unnest(CAST(:till AS integer[]), CAST(:akt_id AS integer[]), CAST(:nr AS integer[]),"
    " CAST(:sen_dagar AS integer[])) AS r(till, akt_id, nr, sen_dagar)"
)
_NOTE = {
    "postgresql": (
        f"INSERT INTO {_COLUMNS} SELECT r.till, r.akt_id, r.nr, :slag, r.sen_dagar, :nu FROM{_ROWS}{_ONCE}"
    ),
    "sqlite": (
        f"INSERT INTO {_COLUMNS} SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]'),"  # noqa: S608 - our own names
        " json_extract(value, '$[2]'), :slag, json_extract(value, '$[3]'), :nu FROM json_each(:rader)"
        f" WHERE true{_ONCE}"
    ),
}
_TOLD = {
    "postgresql": (
        "UPDATE bevakning b SET notifierad = :nu, notifierad_for = r.till"  # noqa: S608 - as above
        f" FROM{_ROWS} WHERE b.akt_id = r.akt_id AND b.nr = r.nr"
    ),
    "sqlite": (
        "UPDATE bevakning SET notifierad = :nu, notifierad_for = :till"
        " WHERE akt_id = :akt_id AND nr = :nr"
    ),
}
"""A thousand rows are one statement on PostgreSQL, and one prepared statement on SQLite."""


class Besked(NamedTuple):
    """One thing to tell one medarbetare: which bevakning, and how many kalenderdagar late it is."""

    till: int
    akt_id: int
    nr: int
    sen_dagar: int


def note(
    session: Session, slag: str, besked: Sequence[Besked], *, now: datetime
) -> dict[int, list[int]]:
    """Make the notes, each once per bevakning, kind and receiver. Returns the ids of the new ones by receiver."""
    if not besked:
        return {}
    dialect = session.get_bind().dialect.name
    rows = {"rader": json.dumps(besked)} if dialect == "sqlite" else _by_column(besked)
    told: dict[int, list[int]] = {}
    for made in run(session, _NOTE[dialect], {**rows, "slag": slag, "nu": instant(now)}):
        told.setdefault(made.medarbetare_id, []).append(made.id)
    return told


def _by_column(besked: Sequence[Besked]) -> dict[str, object]:
    return dict(zip(Besked._fields, map(list, zip(*besked, strict=True)), strict=True))


def note_due(session: Session, besked: Sequence[Besked], *, now: datetime) -> dict[int, list[int]]:
    """Tell the owners, and mark whom it has been told to; the caller's transaction holds both or neither."""
    told = note(session, FORFALLER, besked, now=now)
    if besked:
        dialect, nu = session.get_bind().dialect.name, instant(now)
        rows = (
            [{**b._asdict(), "nu": nu} for b in besked]
            if dialect == "sqlite"
            else {**_by_column(besked), "nu": nu}
        )
        run(session, _TOLD[dialect], rows)
    return told
