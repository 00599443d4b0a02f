"""Verify finds whatever somebody with the database in hand changes, takes away or adds."""

from typing import Any

import pytest
from sqlalchemy import Date

from caseflow.queries.verifiera import verifiera
from caseflow.store import tabeller
from caseflow.store.handelse import chain_hash, header_bytes
from caseflow.store.projektioner import OPERATIONAL, TABLES
from tests.akter import last, rader
from tests.store.angrepp import change, faults, flipped, one_row, undone, with_flipped_byte
from tests.store.conftest import Rik

EVENT = [c.name for c in tabeller.AKTERNAS.tables["handelse"].columns]
PROJECTED = (
    "tillstand avslutad inkom sedan ansvarig_id person_id seq hash bevakning_nr fakta".split()
)
IDENTITY = (
    "nummer slag enhet_id process_version profil profil_version nyckel skapad extern_id".split()
)


def columns(table: str) -> list[str]:
    """What can be changed in a row of a projection; another key is a row taken away and one added."""
    found = tabeller.AKTERNAS.tables[table].columns
    return [c.name for c in found if c.name not in OPERATIONAL and not c.primary_key]


def changed(table: str, column: str, value: Any) -> Any:
    """Another value of the column's own type."""
    is_day = isinstance(tabeller.AKTERNAS.tables[table].columns[column].type, Date)
    return "2026-01-01" if value is None and is_day else flipped(value)


def test_an_untouched_history_is_whole(rik: Rik) -> None:
    result = verifiera(rik.db)
    assert result.fel == []
    assert (result.akter, result.handelser) == (3, 11 + 15 + 3)


@pytest.mark.parametrize(
    ("column", "seq"), [*((column, 5) for column in EVENT), ("kod", 1), ("kod", 11)]
)
def test_a_change_in_any_column_of_an_event_is_found(rik: Rik, column: str, seq: int) -> None:
    akt = last(rik.db, rik.nummer)
    where = "akt_id = :akt AND seq = :nr"
    row = one_row(rik.db, "handelse", where, akt=akt.id, nr=seq)
    value = flipped(row[column])
    if column == "akt_id":
        value = last(rik.db, rik.importerad).id  # it has only three events: the number is free
    elif column == "seq":
        value = 99
    with undone(rik.db, "handelse"):
        change(
            rik.db, f"UPDATE handelse SET {column} = :v WHERE {where}", v=value, akt=akt.id, nr=seq
        )
        found = faults(rik.db)
        assert rik.nummer in {f.akt for f in found}
        assert all(f.orsak for f in found)


@pytest.mark.parametrize("column", ["salt", "innehall", "hash"])
def test_a_flip_of_any_byte_is_found(rik: Rik, column: str) -> None:
    akt = last(rik.db, rik.nummer)
    where = "akt_id = :akt AND seq = 4"
    raw = bytes(one_row(rik.db, "handelse", where, akt=akt.id)[column])
    with undone(rik.db, "handelse"):
        for place in range(0, len(raw), 7):
            turned = with_flipped_byte(raw, place)
            change(rik.db, f"UPDATE handelse SET {column} = :v WHERE {where}", v=turned, akt=akt.id)
            assert [(f.akt, f.seq) for f in faults(rik.db)] == [(rik.nummer, 4)]


def test_a_header_that_is_emptied_is_found_and_stops_nothing(rik: Rik) -> None:
    """Also what is no longer of the right type is reported, and the rest is still checked."""
    akt = last(rik.db, rik.nummer)
    with undone(rik.db, "handelse"):
        change(
            rik.db,
            "UPDATE handelse SET innehall = :v WHERE akt_id = :akt AND seq = 2",
            v=b"",
            akt=akt.id,
        )
        result = verifiera(rik.db)
        assert [(f.akt, f.seq) for f in result.fel] == [(rik.nummer, 2)]
        assert result.akter == 3


@pytest.mark.parametrize(
    ("seq", "says"), [(11, "seq"), (5, "saknas i kedjan"), (1, "saknas i kedjan")]
)
def test_an_event_that_is_taken_away_is_found(rik: Rik, seq: int, says: str) -> None:
    akt = last(rik.db, rik.nummer)
    with undone(rik.db, "handelse"):
        change(rik.db, "DELETE FROM handelse WHERE akt_id = :akt AND seq = :nr", akt=akt.id, nr=seq)
        assert any(says in f.orsak for f in faults(rik.db) if f.akt == rik.nummer)


def test_two_events_that_change_places_are_found(rik: Rik) -> None:
    akt = last(rik.db, rik.nummer)
    with undone(rik.db, "handelse"):
        for old, new in ((3, 99), (4, 3), (99, 4)):
            change(
                rik.db,
                "UPDATE handelse SET seq = :new WHERE akt_id = :akt AND seq = :old",
                akt=akt.id,
                old=old,
                new=new,
            )
        assert [(f.akt, f.seq) for f in faults(rik.db)] == [(rik.nummer, 3)]


def test_a_forged_event_at_the_end_is_found(rik: Rik) -> None:
    """A copy of the last one, with the next number."""
    akt = last(rik.db, rik.nummer)
    names = ", ".join(c for c in EVENT if c != "seq")
    with undone(rik.db, "handelse"):
        change(
            rik.db,
            f"INSERT INTO handelse (seq, {names}) SELECT 12, {names} FROM handelse"
            " WHERE akt_id = :akt AND seq = 11",
            akt=akt.id,
        )
        assert [(f.akt, f.seq) for f in faults(rik.db)] == [(rik.nummer, 12)]


def test_a_header_that_is_changed_and_the_whole_chain_hashed_anew_is_found(rik: Rik) -> None:
    """The hashes need no key, so anybody can make a new chain; the seal on the content needs one."""
    akt = last(rik.db, rik.nummer)
    with undone(rik.db, "handelse", "akt"):
        change(
            rik.db,
            "UPDATE handelse SET roll = 'enhetschef' WHERE akt_id = :a AND seq = 5",
            a=akt.id,
        )
        prev = bytes(32)
        query = "SELECT * FROM handelse WHERE akt_id = :a ORDER BY seq"
        for row in rader(rik.db, query, a=akt.id):
            header = header_bytes(rik.nummer, row)
            prev = chain_hash(prev, bytes(row["salt"]), header, bytes(row["innehall"]))
            change(
                rik.db,
                "UPDATE handelse SET hash = :h WHERE akt_id = :a AND seq = :s",
                h=prev,
                a=akt.id,
                s=row["seq"],
            )
        change(rik.db, "UPDATE akt SET hash = :h WHERE id = :a", h=prev, a=akt.id)
        assert [(f.akt, f.seq) for f in faults(rik.db)] == [(rik.nummer, 5)]


def test_an_akt_without_any_event_is_found(rik: Rik) -> None:
    """Also when its row and all that followed are set back to the beginning."""
    akt = last(rik.db, rik.importerad)
    with undone(rik.db, "handelse"):
        for seq in range(1, akt.seq + 1):
            change(rik.db, "DELETE FROM handelse WHERE akt_id = :a AND seq = :s", a=akt.id, s=seq)
        found = [f.orsak for f in faults(rik.db) if f.akt == rik.importerad]
        assert found == ["akten har inga händelser"]


@pytest.mark.parametrize("column", [*PROJECTED, *IDENTITY])
def test_a_change_in_the_row_of_an_akt_is_found(rik: Rik, column: str) -> None:
    row = one_row(rik.db, "akt", "nummer = :n", n=rik.nummer)
    value = "friyta" if column == "slag" else flipped(row[column])
    with undone(rik.db, "akt"):
        change(rik.db, f"UPDATE akt SET {column} = :v WHERE id = :id", v=value, id=row["id"])
        found = faults(rik.db)
        assert len({f.akt for f in found}) == 1
        assert column == "nummer" or found[0].akt == rik.nummer


def test_an_akt_that_is_hidden_is_found(rik: Rik) -> None:
    with undone(rik.db, "akt"):
        change(rik.db, "UPDATE akt SET synlig = :nej WHERE nummer = :n", nej=False, n=rik.nummer)
        (found,) = faults(rik.db)
        assert found.akt == rik.nummer
        assert "dold" in found.orsak


def test_an_imported_akt_that_is_hidden_afterwards_is_found(rik: Rik) -> None:
    with undone(rik.db, "akt"):
        change(
            rik.db, "UPDATE akt SET synlig = :nej WHERE nummer = :n", nej=False, n=rik.importerad
        )
        assert [f.akt for f in faults(rik.db)] == [rik.importerad]


@pytest.mark.parametrize(
    ("table", "column"), [(table, column) for table in TABLES for column in columns(table)]
)
def test_a_change_in_any_column_of_a_projection_is_found(rik: Rik, table: str, column: str) -> None:
    numbers = (rik.nummer, rik.importerad)
    akter = [last(rik.db, n).id for n in numbers]
    row = next(r for r in rows_of(rik, table) if r["akt_id"] in akter)
    key = [c.name for c in tabeller.AKTERNAS.tables[table].primary_key]
    where = " AND ".join(f"{name} = :key_{name}" for name in key)
    with undone(rik.db, table):
        change(
            rik.db,
            f"UPDATE {table} SET {column} = :v WHERE {where}",
            v=changed(table, column, row[column]),
            **{f"key_{name}": row[name] for name in key},
        )
        assert any(table in f.orsak for f in faults(rik.db))


def rows_of(rik: Rik, table: str) -> list[dict[str, Any]]:
    return rader(rik.db, f"SELECT * FROM {table}")


@pytest.mark.parametrize("table", TABLES)
def test_a_row_of_a_projection_that_is_taken_away_or_added_is_found(rik: Rik, table: str) -> None:
    row = rows_of(rik, table)[0]
    key = [c.name for c in tabeller.AKTERNAS.tables[table].primary_key]
    where = " AND ".join(f"{name} = :{name}" for name in key)
    with undone(rik.db, table):
        change(rik.db, f"DELETE FROM {table} WHERE {where}", **{n: row[n] for n in key})
        assert any(f"{table} " in f.orsak and "saknas" in f.orsak for f in faults(rik.db))
    names = ", ".join(row)
    places = ", ".join(f":{name}" for name in row)
    new = {**row, "akt_id": last(rik.db, rik.annat).id}
    new |= {name: 900 for name in key if name in {"seq", "nr"}}
    with undone(rik.db, table):
        change(rik.db, f"INSERT INTO {table} ({names}) VALUES ({places})", **new)
        # A handling that is added is also without its bytes.
        found = [f for f in faults(rik.db) if "innehåll" not in f.orsak]
        assert [f.akt for f in found] == [rik.annat]
        assert "ingen händelse har gett den" in found[0].orsak
