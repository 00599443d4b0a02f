"""The database itself refuses to change or take away what has happened."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, OperationalError

from caseflow.actions.logga_lasning import log_reading
from caseflow.store.session import Databas
from tests.akter import ANTECKNING, faktum, laslogg, last, oppna, rader
from tests.databas import Verksamhet, at

BARA_FYLLAS_PA = "kan bara fyllas på"


def refused(db: Databas, statement: str, *, read_log: bool = False) -> str:
    """Why the database refuses; a test that expects it fails when it does not."""
    engine = db.read_log_engine if read_log else db.engine
    with pytest.raises(DBAPIError) as caught, engine.begin() as connection:
        connection.execute(text(statement))
    return str(caught.value.orig)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE handelse SET kod = 'annat'",
        "UPDATE handelse SET handelsedatum = NULL WHERE seq = 1",
        "UPDATE handelse SET seq = seq",
        "DELETE FROM handelse",
        "DELETE FROM handelse WHERE seq = 2",
        "DELETE FROM bevakning",
        "UPDATE akt SET synlig = (1 = 0)",
        "DELETE FROM akt",
    ],
)
def test_history_can_only_be_added_to(verksamhet: Verksamhet, statement: str) -> None:
    faktum(verksamhet, oppna(verksamhet), "journalanteckning", ANTECKNING)
    before = rader(verksamhet.db, "SELECT * FROM handelse ORDER BY akt_id, seq")
    assert BARA_FYLLAS_PA in refused(verksamhet.db, statement)
    assert rader(verksamhet.db, "SELECT * FROM handelse ORDER BY akt_id, seq") == before


@pytest.mark.parametrize("table", ["handelse", "akt", "bevakning", "lasning"])
def test_a_table_cannot_be_emptied_at_once(postgres_db: Databas, table: str) -> None:
    oppna(Verksamhet(postgres_db))
    assert BARA_FYLLAS_PA in refused(postgres_db, f"TRUNCATE {table} CASCADE")


def test_an_akt_cannot_be_hidden_and_its_events_then_taken_away(verksamhet: Verksamhet) -> None:
    oppna(verksamhet)
    assert BARA_FYLLAS_PA in refused(verksamhet.db, "UPDATE akt SET synlig = (1 = 0)")
    assert len(rader(verksamhet.db, "SELECT 1 AS n FROM handelse")) == 1


def test_the_insert_that_replaces_is_refused_as_well(liten_verksamhet: Verksamhet) -> None:
    """INSERT OR REPLACE deletes the old row without asking a trigger, unless it is told to ask."""
    v = liten_verksamhet
    nummer = oppna(v)
    akt = last(v.db, nummer)
    names = "akt_id, seq, typ, kod, registrerad, roll, ursprung, salt, innehall, hash"
    statement = (
        f"INSERT OR REPLACE INTO handelse ({names})"
        f" SELECT akt_id, seq, typ, 'annat', registrerad, roll, ursprung, salt, innehall, hash"
        f" FROM handelse WHERE akt_id = {akt.id}"
    )
    assert BARA_FYLLAS_PA in refused(v.db, statement)


def read_something(v: Verksamhet) -> None:
    log_reading(
        v.db,
        v.aktor("anna"),
        "handlaggare",
        "VN-0000-0000-0",
        "arende",
        "ansvarig",
        now=at("2026-01-12"),
    )


@pytest.mark.parametrize("statement", ["UPDATE lasning SET vad = 'x'", "DELETE FROM lasning"])
def test_the_read_log_can_only_be_added_to(verksamhet: Verksamhet, statement: str) -> None:
    read_something(verksamhet)
    assert BARA_FYLLAS_PA in refused(verksamhet.db, statement, read_log=True)
    assert [row["vad"] for row in laslogg(verksamhet.db)] == ["arende"]


def test_an_entry_says_who_what_when_and_why(verksamhet: Verksamhet) -> None:
    read_something(verksamhet)
    (row,) = laslogg(verksamhet.db)
    assert row | {"id": 0} == {
        "id": 0,
        "tid": "2026-01-12T10:00:00.000000Z",
        "medarbetare_id": verksamhet.aktor("anna").id,
        "roll": "handlaggare",
        "aktnummer": "VN-0000-0000-0",
        "vad": "arende",
        "grund": "ansvarig",
        "utfall": "oppnad",
    }


def test_the_read_log_lies_in_a_file_of_its_own_and_never_waits_for_the_akter(
    liten_verksamhet: Verksamhet,
) -> None:
    v = liten_verksamhet
    files = {path.name for path in v.db.settings.data.glob("*.sqlite")}
    assert files == {"caseflow.sqlite", "lasning.sqlite"}
    with pytest.raises(OperationalError, match="no such table"):
        rader(v.db, "SELECT * FROM lasning")
    with v.db.write() as session:
        session.execute(text("UPDATE enhet SET namn = 'Under arbete'"))
        read_something(v)
    assert len(laslogg(v.db)) == 1


def test_what_is_typed_is_logged_as_the_number_it_means(liten_verksamhet: Verksamhet) -> None:
    v = liten_verksamhet
    nummer = oppna(v)
    for typed in (nummer.lower(), nummer.replace("-", ""), "skräp\x00 och annat långt", "\ud800"):
        log_reading(v.db, v.aktor("anna"), "handlaggare", typed, "arende", "", now=at("2026-01-12"))
    assert [r["aktnummer"] for r in laslogg(v.db)] == [nummer, nummer, "skräp och annat ", ""]
