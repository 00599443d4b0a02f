"""Verify: every chain is whole, and every projection is what its events give.

Reads with the driver's own rows, so that a changed byte is reported and never stops the reading. Works
through the akter in batches; memory does not grow with the history.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, TypeAlias

from sqlalchemy import Row
from sqlalchemy.orm import Session

from caseflow.engine.errors import IntegrityFault
from caseflow.engine.fakta import Fakta
from caseflow.processes.definitioner import definitioner_for
from caseflow.queries.verifiera_sidan_om import faults_beside
from caseflow.store import projektioner
from caseflow.store.append import LastAkt, advance, run, skriven, state_params
from caseflow.store.handelse import (
    GENESIS,
    HEADER_COLUMNS,
    chain_hash,
    header_bytes,
)
from caseflow.store.nycklar import Nyckelring, decrypt
from caseflow.store.session import Databas
from caseflow.store.skriven import NyHandelse

RawRow: TypeAlias = "Row[*tuple[Any, ...]]"
BATCH = 200
_KEYS = {
    "bevakning": "nr",
    "riskbedomning": "seq",
    "samtal": "seq",
    "journalanteckning": "seq",
    "samtycke": "andamal",
    "beslut": "seq",
    "insats": "nr",
    "handling": "seq",
    "variabelvarden": "",
}


@dataclass(frozen=True, slots=True)
class Fel:
    """One fault: the akt, the number of the event (None: the projection) and what is wrong."""

    akt: str
    seq: int | None
    orsak: str


@dataclass(slots=True)
class Verifiering:
    """What was checked and what was found."""

    akter: int = 0
    handelser: int = 0
    fel: list[Fel] = field(default_factory=list)

    def as_dict(self) -> dict[str, object]:
        """The stable keys."""
        return {
            "akter": self.akter,
            "handelser": self.handelser,
            "fel": [{"akt": f.akt, "seq": f.seq, "orsak": f.orsak} for f in self.fel],
        }


def verifiera(db: Databas, progress: Callable[[int], None] | None = None) -> Verifiering:
    """Check everything; `progress` is told how many akter each batch held."""
    out = Verifiering()
    with db.read() as session:
        out.fel += [Fel(*fault) for fault in faults_beside(session, db.ring)]
        for batch in _batches(session):
            ids = [row.id for row in batch]
            events = _events(session, ids)
            stored = _projections(session, ids)
            for row in batch:
                own = events.get(row.id, [])
                out.akter += 1
                out.handelser += len(own)
                out.fel += _check_akt(db.ring, row, own, stored.get(row.id, {}))
            if progress:
                progress(len(batch))
    return out


def _batches(session: Session) -> Iterator[list[RawRow]]:
    last = 0
    while True:
        query = "SELECT * FROM akt WHERE synlig = :ja AND id > :last ORDER BY id LIMIT :antal"
        rows = list(run(session, query, {"ja": True, "last": last, "antal": BATCH}))
        if not rows:
            return
        yield rows
        last = rows[-1].id


def _between(ids: list[int]) -> dict[str, int]:
    return {"fran": ids[0], "till": ids[-1]}


def _events(session: Session, ids: list[int]) -> dict[int, list[RawRow]]:
    query = "SELECT * FROM handelse WHERE akt_id BETWEEN :fran AND :till ORDER BY akt_id, seq"
    found: dict[int, list[RawRow]] = {}
    for row in run(session, query, _between(ids)):
        found.setdefault(row.akt_id, []).append(row)
    return found


def _projections(session: Session, ids: list[int]) -> dict[int, dict[str, dict[Any, Any]]]:
    """Stored projection rows: akt id -> table -> key -> columns."""
    found: dict[int, dict[str, dict[Any, Any]]] = {}
    for table in projektioner.TABLES:
        query = f"SELECT * FROM {table} WHERE akt_id BETWEEN :fran AND :till"  # noqa: S608 - our own names
        for row in run(session, query, _between(ids)):
            columns = dict(row._mapping)  # noqa: SLF001 - SQLAlchemy's public name
            key = columns[_KEYS[table]] if _KEYS[table] else ""
            found.setdefault(columns["akt_id"], {}).setdefault(table, {})[key] = columns
    return found


def _check_akt(
    ring: Nyckelring, row: RawRow, events: list[RawRow], stored: Mapping[str, dict[Any, Any]]
) -> list[Fel]:
    """Replay one akt: the chain first, then what the events give against what is stored."""
    try:
        key = ring.unwrap(bytes(row.nyckel))
        akt = _blank(row)
    except (IntegrityFault, KeyError, TypeError) as fault:
        return [Fel(str(row.nummer), None, f"akten går inte att öppna: {fault}")]
    if not events:
        return [Fel(row.nummer, None, "akten har inga händelser")]
    wanted: dict[str, dict[Any, dict[str, Any]]] = {}
    for number, event in enumerate(events, start=1):
        broken = _chain_fault(akt, event, number)
        if broken:
            return [Fel(row.nummer, number, broken)]
        try:
            payload = _open(akt, event, key)
            if number == 1:
                if _identity(row, event, payload["varden"]):
                    return [Fel(row.nummer, number, "akten är inte den som händelsen öppnade")]
                akt = _begun(akt, payload["varden"])
            akt = _replay(akt, event, payload, wanted)
        except (IntegrityFault, ValueError, KeyError, TypeError):
            return [Fel(row.nummer, number, "innehållet går inte att läsa")]
    return _compare(row, akt, wanted, stored)


def _blank(row: RawRow) -> LastAkt:
    process = definitioner_for(row.slag).huvud  # what the first event says comes in its place
    fakta = Fakta(slag=row.slag, process=process.code, tillstand=process.start.code)
    return LastAkt(
        id=row.id,
        nummer=row.nummer,
        slag=row.slag,
        enhet_id=row.enhet_id,
        process_version=row.process_version,
        profil=row.profil,
        profil_version=row.profil_version,
        nyckel=bytes(row.nyckel),
        ansvarig_id=None,
        person_id=None,
        seq=0,
        hash=GENESIS,
        bevakning_nr=0,
        fakta=fakta,
        oppna=(),
    )


def _begun(akt: LastAkt, varden: Mapping[str, Any]) -> LastAkt:
    """The definitions and the profile that the first event says; later events may move the akt."""
    return replace(
        akt,
        process_version=varden["process_version"],
        profil=varden["profil"],
        profil_version=varden["profil_version"],
    )


def _header(akt: LastAkt, event: RawRow) -> bytes:
    return header_bytes(akt.nummer, {name: getattr(event, name) for name in HEADER_COLUMNS})


def _chain_fault(akt: LastAkt, event: RawRow, number: int) -> str:
    if event.seq != number:
        return f"händelse {number} saknas i kedjan"
    try:
        header = _header(akt, event)
        found = chain_hash(akt.hash, bytes(event.salt), header, bytes(event.innehall))
    except TypeError:
        return "händelsen har ändrats: fel typ i en kolumn"
    return (
        "" if found == bytes(event.hash) else "händelsen har ändrats: kontrollsumman stämmer inte"
    )


def _open(akt: LastAkt, event: RawRow, key: bytes) -> Mapping[str, Any]:
    """The payload in the clear."""
    plain = decrypt(key, bytes(event.innehall), _header(akt, event))
    payload: Mapping[str, Any] = json.loads(plain)
    return payload


def _replay(
    akt: LastAkt,
    event: RawRow,
    payload: Mapping[str, Any],
    wanted: dict[str, dict[Any, dict[str, Any]]],
) -> LastAkt:
    ny = NyHandelse(
        typ=event.typ,
        kod=event.kod,
        dag=_day(event.handelsedatum),
        effekt=payload["effekt"],
        varden=payload["varden"],
        av=event.av,
        roll=event.roll,
        delprocess=event.delprocess,
        ursprung=event.ursprung,
    )
    row = {"seq": event.seq, "hash": bytes(event.hash), "registrerad": event.registrerad}
    after = advance(akt, ny, row)
    for rad in projektioner.rows(skriven(akt, ny, row), after.fakta):
        name = _KEYS[rad.tabell]
        found = wanted.setdefault(rad.tabell, {})
        found.setdefault(rad.nyckel[name] if name else "", {}).update({**rad.nyckel, **rad.varden})
    return after


def _identity(row: RawRow, event: RawRow, varden: Mapping[str, Any]) -> bool:
    """Whether the akt's row differs from what its first event says that it is."""
    said = (
        varden["slag"],
        varden["enhet"],
        varden.get("arende_id"),
        event.registrerad,
    )
    return said != (
        row.slag,
        row.enhet_id,
        row.extern_id,
        row.skapad,
    )


def _day(value: date | str | None) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else value


def _plain(value: object) -> object:
    """A stored value and a computed one in the same form."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, memoryview | bytes):
        return bytes(value)
    if isinstance(value, dict):
        return value
    if isinstance(value, str) and value[:1] == "{":
        return json.loads(value)
    return int(value) if isinstance(value, bool) else value


def _compare(
    row: RawRow,
    akt: LastAkt,
    wanted: Mapping[str, dict[Any, dict[str, Any]]],
    stored: Mapping[str, dict[Any, Any]],
) -> list[Fel]:
    faults = [
        Fel(row.nummer, None, f"akten: {name} stämmer inte med händelserna")
        for name, value in state_params(akt).items()
        if _differs(getattr(row, name), value)
    ]
    for table in projektioner.TABLES:
        should, have = wanted.get(table, {}), stored.get(table, {})
        for key in sorted(should.keys() ^ have.keys(), key=str):
            where = "saknas" if key in should else "finns men ingen händelse har gett den"
            faults.append(Fel(row.nummer, None, f"{table} {key}: {where}"))
        for key in sorted(should.keys() & have.keys(), key=str):
            wrong = [
                name
                for name, value in have[key].items()
                if name not in projektioner.OPERATIONAL and _differs(value, should[key].get(name))
            ]
            if wrong:
                faults.append(
                    Fel(row.nummer, None, f"{table} {key}: {', '.join(wrong)} stämmer inte")
                )
    return faults


def _differs(stored: object, computed: object) -> bool:
    try:
        return _plain(stored) != _plain(computed)
    except ValueError:  # not even JSON any more
        return True
