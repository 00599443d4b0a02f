"""A person is found by exact name or number and by nothing else; what lies in the row says nothing."""

import pytest

from caseflow.store.append import lock
from caseflow.store.person import Identitet, Person, add, find, identitet, normal_personnummer
from caseflow.store.session import Databas
from tests.akter import oppna, rader
from tests.databas import Verksamhet, at

ELLEN = Identitet(
    namn="Ellen Åsa Påhittad",
    personnummer="198013011234",
    telefon="070-000 00 00",
    adress="Vägen 1",
)


@pytest.fixture
def db(verksamhet: Verksamhet) -> Databas:
    with verksamhet.db.write() as session:
        for one in (ELLEN, Identitet(namn="Ellen Påhittad"), Identitet(pseudonym="Blå 7")):
            add(session, verksamhet.db.ring, one, now=at("2026-01-12"))
    return verksamhet.db


def found(db: Databas, text: str) -> list[Identitet]:
    with db.read() as session:
        return [identitet(p, db.ring) for p in find(session, db.ring, text)]


@pytest.mark.parametrize(
    "text",
    [
        "Ellen Åsa Påhittad",
        "  ellen   åsa PÅHITTAD ",
        "Ellen A\u030asa Påhittad",
        "19801301-1234",
        "198013011234",
        "19801301 1234",
    ],
)
def test_a_person_is_found_by_the_whole_name_or_number(db: Databas, text: str) -> None:
    assert found(db, text) == [ELLEN]


@pytest.mark.parametrize(
    "text",
    ["Ellen", "Påhittad", "Ellen Asa Påhittad", "Ellen%", "%", "", "8013011234", "1980", "Blå 7"],
)
def test_part_of_a_name_or_number_finds_nobody(db: Databas, text: str) -> None:
    assert found(db, text) == []


@pytest.mark.parametrize("text", ["\x00", "\ud800", "x" * 100_000, "' OR 1=1 --"])
def test_strange_questions_find_nobody(db: Databas, text: str) -> None:
    assert found(db, text) == []


def test_the_row_holds_nothing_in_the_clear(db: Databas) -> None:
    for row in rader(db, "SELECT * FROM person"):
        stored = b"|".join(
            bytes(v) if isinstance(v, bytes | memoryview) else str(v).encode() for v in row.values()
        )
        for text in ("Ellen", "ellen", "1980", "070", "Vägen", "Blå"):
            assert text.encode() not in stored


def test_another_keyring_makes_other_indexes(db: Databas) -> None:
    """So that a list of names cannot be tried against the database without the keys."""
    with db.read() as session:
        person = session.get_one(Person, 1)
        assert person.index_namn == db.ring.index_of("namn", "ellen åsa påhittad")
        assert person.index_namn != db.ring.index_of("personnummer", "ellen åsa påhittad")


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("19801301-1234", "198013011234"),
        ("20101301 1234", "201013011234"),
        ("801301-1234", None),
        ("18801301-1234", None),
        ("19801301-123x", None),
        ("", None),
    ],
)
def test_a_personnummer_has_twelve_digits_with_century(text: str, number: str | None) -> None:
    assert normal_personnummer(text) == number


def test_the_akt_points_at_its_person(verksamhet: Verksamhet) -> None:
    nummer = oppna(verksamhet, namn="Ellen Åsa Påhittad", skydd="sekretessmarkering")
    with verksamhet.db.read() as session:
        akt = lock(session, nummer)
        assert akt is not None
        person = session.get_one(Person, akt.person_id)
        assert person.skydd == "sekretessmarkering"
        assert identitet(person, verksamhet.db.ring).namn == "Ellen Åsa Påhittad"
