"""Somebody who owns the database changes what is stored, behind caseflow's back. Only for tests."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection, text

from caseflow.queries.verifiera import Fel, verifiera
from caseflow.store import tabeller
from caseflow.store.session import Databas

GUARDED = ("handelse", "akt", "bevakning", "handlingsinnehall")


def disarm(connection: Connection) -> None:
    """Take the triggers away, which the owner of the tables can do."""
    if connection.dialect.name == "sqlite":
        names = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        for name in names.scalars().all():
            connection.exec_driver_sql(f"DROP TRIGGER {name}")
        return
    for table in GUARDED:
        connection.exec_driver_sql(f"ALTER TABLE {table} DISABLE TRIGGER USER")


def change(db: Databas, statement: str, **params: Any) -> None:
    """One statement, which must hit exactly one row."""
    with db.engine.begin() as connection:
        disarm(connection)
        bound = {name: _bindable(value) for name, value in params.items()}
        assert connection.execute(text(statement), bound).rowcount == 1


def one_row(db: Databas, table: str, where: str, **params: Any) -> dict[str, Any]:
    """The one row that fits."""
    with db.engine.connect() as connection:
        query = text(f"SELECT * FROM {table} WHERE {where}")
        return dict(connection.execute(query, params).one()._mapping)


def _snapshot(db: Databas, table: str) -> dict[tuple[Any, ...], dict[str, Any]]:
    key = [c.name for c in tabeller.AKTERNAS.tables[table].primary_key]
    with db.engine.connect() as connection:
        rows = connection.execute(text(f"SELECT * FROM {table}"))
        mapped = [dict(row._mapping) for row in rows]
    return {tuple(row[name] for name in key): row for row in mapped}


def _put_back(db: Databas, table: str, before: dict[tuple[Any, ...], dict[str, Any]]) -> None:
    after = _snapshot(db, table)
    key = [c.name for c in tabeller.AKTERNAS.tables[table].primary_key]
    where = " AND ".join(f"{name} = :{name}" for name in key)
    for row in (row for found, row in after.items() if found not in before):
        change(db, f"DELETE FROM {table} WHERE {where}", **{name: row[name] for name in key})
    for found, row in before.items():
        if found not in after:
            names = ", ".join(row)
            places = ", ".join(f":{name}" for name in row)
            change(db, f"INSERT INTO {table} ({names}) VALUES ({places})", **row)
        elif after[found] != row:
            sets = ", ".join(f"{name} = :{name}" for name in row)
            change(db, f"UPDATE {table} SET {sets} WHERE {where}", **row)


def _bindable(value: Any) -> Any:
    return json.dumps(value) if isinstance(value, dict) else value


@contextmanager
def undone(db: Databas, *tables: str) -> Iterator[None]:
    """Whatever is done to the tables inside is undone, and then all is well again."""
    before = {table: _snapshot(db, table) for table in tables}
    try:
        yield
    finally:
        for table, rows in before.items():
            _put_back(db, table, rows)
    assert faults(db) == []


def faults(db: Databas) -> list[Fel]:
    """What verify finds."""
    return verifiera(db).fel


def flipped(value: Any) -> Any:
    """The value with one bit of one byte turned; a number or a day moved by one."""
    match value:
        case bytes() | memoryview():
            turned: Any = with_flipped_byte(bytes(value), len(bytes(value)) // 2)
        case dict():
            turned = {**value, next(iter(value)): "x"}
        case str() if value.startswith("{"):
            turned = flipped(json.loads(value))
        case str():
            turned = value[:-1] + chr(ord(value[-1]) ^ 1) if value else "x"
        case bool():
            turned = not value
        case date():
            turned = value + timedelta(days=1)
        case _:
            turned = 1 if value is None else value + 1
    return turned


def with_flipped_byte(raw: bytes, place: int) -> bytes:
    """The bytes with the lowest bit of one of them turned."""
    return raw[:place] + bytes([raw[place] ^ 1]) + raw[place + 1 :]
