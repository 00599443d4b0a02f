"""The one place where events are appended and the projections of an akt are written.

Fixed statements on the driver's own cursor: this is the hot path. A step costs two reads, one insert, one
update of the akt, and at most one statement per kind of bevakning change and projection row.
"""

from __future__ import annotations

import json
import re
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import CursorResult
from sqlalchemy.orm import Session

from caseflow.engine.bevakning import Oppen
from caseflow.engine.effect import apply
from caseflow.engine.fakta import Fakta
from caseflow.engine.foljder import open_after
from caseflow.store import projektioner
from caseflow.store.base import instant
from caseflow.store.handelse import chain_hash, header_bytes, payload_bytes
from caseflow.store.nycklar import Nyckelring, encrypt
from caseflow.store.skriven import NyHandelse, Rad, Skriven

_SALT = 16
_AKT = (
    "SELECT id, nummer, slag, enhet_id, process_version, profil, profil_version, nyckel, ansvarig_id,"
    " person_id, seq, hash, bevakning_nr, fakta FROM akt WHERE nummer = :nummer AND synlig = :ja"
)
_OPEN = (
    "SELECT nr, slag, nyckel, dag, fonster_fran, yttersta_dag, tilldelad_id, tilldelad_av_id, eskalering"
    " FROM bevakning WHERE akt_id = :akt_id AND status IN ('oppen', 'kvitterad') ORDER BY nr"
)
_EVENT = (
    "INSERT INTO handelse (akt_id, seq, typ, kod, delprocess, handelsedatum, registrerad, av, roll,"
    " ursprung, salt, innehall, hash) VALUES (:akt_id, :seq, :typ, :kod, :delprocess, :handelsedatum,"
    " :registrerad, :av, :roll, :ursprung, :salt, :innehall, :hash)"
)
_STATE = (
    "UPDATE akt SET tillstand = :tillstand, avslutad = :avslutad, inkom = :inkom, sedan = :sedan,"
    " ansvarig_id = :ansvarig_id, person_id = :person_id, process_version = :process_version,"
    " profil = :profil, profil_version = :profil_version, seq = :seq, hash = :hash,"
    " bevakning_nr = :bevakning_nr, fakta = :fakta WHERE id = :id"
)


@dataclass(frozen=True, slots=True)
class LastAkt:
    """An akt locked for this transaction, with its open bevakningar."""

    id: int
    nummer: str
    slag: str
    enhet_id: int
    process_version: str
    profil: str
    profil_version: str
    nyckel: bytes
    ansvarig_id: int | None
    person_id: int | None
    seq: int
    hash: bytes
    bevakning_nr: int
    fakta: Fakta
    oppna: tuple[Oppen, ...]


@cache
def _sql(statement: str, dialect: str) -> str:
    """The statement in the driver's own parameter style."""
    if dialect == "sqlite":
        return statement
    return re.sub(r":([a-z_][a-z0-9_]*)", r"%(\1)s", statement)


def run(
    session: Session,
    statement: str,
    params: Mapping[str, Any] | Sequence[Mapping[str, Any]],
    *,
    stream: bool = False,
) -> CursorResult[Any]:
    """Execute a fixed statement, once or for many rows; `stream` fetches the answer as it is read."""
    connection = session.connection()
    given: Any = params if isinstance(params, Mapping) else list(params)
    return connection.exec_driver_sql(
        _sql(statement, connection.dialect.name),
        given,
        execution_options={"stream_results": True} if stream else None,
    )


def _day(value: object) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else value  # type: ignore[return-value]


def lock(session: Session, nummer: str) -> LastAkt | None:
    """The akt, locked until the transaction ends; None when there is none."""
    tail = "" if session.get_bind().dialect.name == "sqlite" else " FOR UPDATE"
    row = run(session, _AKT + tail, {"nummer": nummer, "ja": True}).first()
    if row is None:
        return None
    data = row.fakta if isinstance(row.fakta, dict) else json.loads(row.fakta)
    oppna = tuple(
        Oppen(
            b.nr,
            b.slag,
            b.nyckel,
            _day(b.dag),  # type: ignore[arg-type] # never null
            _day(b.fonster_fran),
            _day(b.yttersta_dag),
            b.tilldelad_id,
            b.tilldelad_av_id,
            b.eskalering,
        )
        for b in run(session, _OPEN, {"akt_id": row.id})
    )
    fields = {k: v for k, v in row._mapping.items() if k != "fakta"}  # noqa: SLF001 - SQLAlchemy's public name
    fields["nyckel"], fields["hash"] = bytes(row.nyckel), bytes(row.hash)
    return LastAkt(**fields, fakta=Fakta.from_dict(data), oppna=oppna)


def sealed_row(akt: LastAkt, ny: NyHandelse, *, key: bytes, now: datetime) -> dict[str, Any]:
    """The row of a new event: encrypted, and chained to the akt's last one."""
    seq = akt.seq + 1
    row: dict[str, Any] = {
        "akt_id": akt.id,
        "seq": seq,
        "typ": ny.typ,
        "kod": ny.kod,
        "delprocess": ny.delprocess,
        "handelsedatum": ny.dag.isoformat() if ny.dag else None,
        "registrerad": instant(now),
        "av": ny.av,
        "roll": ny.roll,
        "ursprung": ny.ursprung,
        "salt": secrets.token_bytes(_SALT),
    }
    header = header_bytes(akt.nummer, row)
    payload = payload_bytes({"varden": dict(ny.varden), "effekt": ny.effekt})
    # The header is sealed with the payload: without the key nobody can say that somebody else did it.
    row["innehall"] = encrypt(key, payload, header)
    row["hash"] = chain_hash(akt.hash, row["salt"], header, row["innehall"])
    return row


def skriven(akt: LastAkt, ny: NyHandelse, row: Mapping[str, Any]) -> Skriven:
    """The event as it now stands."""
    return Skriven(
        akt.id,
        row["seq"],
        ny.typ,
        ny.kod,
        ny.delprocess,
        ny.dag,
        row["registrerad"],
        ny.av,
        ny.roll,
        ny.ursprung,
        ny.varden,
        ny.effekt,
    )


def advance(akt: LastAkt, ny: NyHandelse, row: Mapping[str, Any]) -> LastAkt:
    """The akt after the event: the pure part of the projection."""
    effekt = ny.effekt
    after = apply(akt.fakta, effekt, seq=row["seq"], dag=ny.dag)
    ops = effekt.get("bevakningar", [])
    return replace(
        akt,
        seq=row["seq"],
        hash=row["hash"],
        ansvarig_id=effekt.get("ansvarig", akt.ansvarig_id),
        person_id=effekt.get("person", akt.person_id),
        process_version=effekt.get("process_version", akt.process_version),
        profil=effekt.get("profil", akt.profil),
        profil_version=effekt.get("profil_version", akt.profil_version),
        bevakning_nr=max(
            [akt.bevakning_nr, *(int(str(o["nr"])) for o in ops if o["op"] == "oppna")]
        ),
        fakta=after,
        oppna=open_after(akt.oppna, ops),
    )


def state_params(akt: LastAkt) -> dict[str, Any]:
    """The columns of the akt that follow from its events."""
    f = akt.fakta
    return {
        "id": akt.id,
        "tillstand": f.tillstand,
        "avslutad": f.avslutad,
        "inkom": f.inkom.isoformat() if f.inkom else None,
        "sedan": f.sedan.isoformat() if f.sedan else None,
        "ansvarig_id": akt.ansvarig_id,
        "person_id": akt.person_id,
        "process_version": akt.process_version,
        "profil": akt.profil,
        "profil_version": akt.profil_version,
        "seq": akt.seq,
        "hash": akt.hash,
        "bevakning_nr": akt.bevakning_nr,
        "fakta": json.dumps(f.as_dict(), ensure_ascii=False, separators=(",", ":")),
    }


def append(
    session: Session, ring: Nyckelring, akt: LastAkt, ny: NyHandelse, *, now: datetime
) -> tuple[LastAkt, Skriven]:
    """Write one event and everything that follows from it. The akt must be locked."""
    row = sealed_row(akt, ny, key=ring.unwrap(akt.nyckel), now=now)
    after = advance(akt, ny, row)
    event = skriven(akt, ny, row)
    run(session, _EVENT, row)
    run(session, _STATE, state_params(after))
    write_rows(session, projektioner.rows(event, after.fakta))
    return after, event


def write_events(session: Session, rows: Sequence[Mapping[str, Any]]) -> None:
    """Many sealed events at once (import)."""
    run(session, _EVENT, rows)


def write_states(session: Session, params: Sequence[Mapping[str, Any]]) -> None:
    """The state of many akter at once (import)."""
    run(session, _STATE, params)


def write_rows(session: Session, rows: Iterable[Rad]) -> None:
    """Upsert projection rows, those of the same shape in one statement."""
    grouped: dict[str, list[dict[str, Any]]] = {}
    for rad in rows:
        shape = (rad.tabell, tuple(rad.nyckel), tuple(rad.varden))
        statement = _update(*shape) if rad.uppdaterar else _upsert(*shape)
        values = {**rad.nyckel, **rad.varden}
        grouped.setdefault(statement, []).append(
            {k: v.isoformat() if isinstance(v, date) else v for k, v in values.items()}
        )
    for statement, params in grouped.items():
        run(session, statement, params if len(params) > 1 else params[0])


@cache
def _upsert(table: str, key: tuple[str, ...], columns: tuple[str, ...]) -> str:
    """Names come from our own tables, never from outside."""
    names = (*key, *columns)
    sets = ", ".join(f"{c} = excluded.{c}" for c in columns)
    return (
        f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join(f':{n}' for n in names)})"  # noqa: S608 - the names are ours
        f" ON CONFLICT ({', '.join(key)}) DO UPDATE SET {sets}"
    )


@cache
def _update(table: str, key: tuple[str, ...], columns: tuple[str, ...]) -> str:
    sets = ", ".join(f"{c} = :{c}" for c in columns)
    where = " AND ".join(f"{k} = :{k}" for k in key)
    return f"UPDATE {table} SET {sets} WHERE {where}"  # noqa: S608 - as above
