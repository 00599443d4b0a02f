"""Databases for tests: real SQLite and real PostgreSQL, one fresh copy for each test.

The fixed cast, in the unit «vast» of the profile standard: Anna (handläggare) has the ärende, Bo is her
colleague, Disa decides, Erik and Fatima are behandlare, Gun is samordnare, Hans enhetschef, Jon works with
partnerkontakt, Kim is säkerhetssamordnare. Cecilia is handläggare in «ost» and has no access to «vast».
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import psycopg
import pytest
from argon2 import PasswordHasher
from sqlalchemy import update

from caseflow import settings
from caseflow.actions.importera_register import importera_register
from caseflow.actions.initiera import NyEnhet, ensure_units, migrate_database
from caseflow.actions.medarbetare import NyMedarbetare, lagg_till
from caseflow.rules.roller import Roll
from caseflow.store.atkomst import Aktor, aktor_for
from caseflow.store.medarbetare import Medarbetare, by_epost
from caseflow.store.session import Databas
from tests.registerfil import DATA

PASSWORD = "ett-langt-losenord"
_QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
"""The cost of a password stands in its hash: the cast logs in the way everybody does, in a hundredth of the time."""
CAST = (
    ("anna", "Anna", "vast", (Roll.HANDLAGGARE,)),
    ("bo", "Bo", "vast", (Roll.HANDLAGGARE,)),
    ("cecilia", "Cecilia", "ost", (Roll.HANDLAGGARE, Roll.BEHANDLARE, Roll.SAMORDNARE)),
    ("disa", "Disa", "vast", (Roll.BESLUTSFATTARE,)),
    ("erik", "Erik", "vast", (Roll.BEHANDLARE,)),
    ("fatima", "Fatima", "vast", (Roll.BEHANDLARE,)),
    ("gun", "Gun", "vast", (Roll.SAMORDNARE,)),
    ("hans", "Hans", "vast", (Roll.ENHETSCHEF,)),
    ("jon", "Jon", "vast", (Roll.PARTNERKONTAKT,)),
    ("kim", "Kim", "vast", (Roll.SAKERHETSSAMORDNARE,)),
    ("lo", "Lo", "vast", (Roll.ADMINISTRATOR,)),
)


@dataclass(frozen=True)
class Verksamhet:
    """A prepared database and the people in it."""

    db: Databas

    def aktor(self, namn: str, dag: date = date(2026, 1, 1)) -> Aktor:
        """One of the cast, with the uppdrag of a day."""
        with self.db.read() as session:
            person = by_epost(session, f"{namn}@exempel.se")
            assert person is not None
            return aktor_for(session, person, dag)


def prepare(db: Databas) -> None:
    """Migrations, units and the cast."""
    migrate_database(db)
    ensure_units(
        db,
        (
            NyEnhet("vast", "Relationsvåld Väst", "standard"),
            NyEnhet("ost", "Relationsvåld Öst", "standard"),
        ),
    )
    for short, namn, enhet, roller in CAST:
        ny = NyMedarbetare(f"{short}@exempel.se", namn, enhet, roller, PASSWORD)
        lagg_till(db, ny, fran=date(2020, 1, 1))
    with db.write() as session:
        session.execute(update(Medarbetare).values(losenord=_QUICK.hash(PASSWORD)))


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A directory with a prepared SQLite database and its keys."""
    folder = tmp_path_factory.mktemp("mall")
    db = Databas(settings.load({"CASEFLOW_DATA": str(folder)}))
    prepare(db)
    db.close()
    return folder


@contextmanager
def sqlite_copy(template: Path, folder: Path) -> Iterator[Databas]:
    """A fresh copy on SQLite, in a folder that does not exist yet."""
    shutil.copytree(template, folder)
    db = Databas(settings.load({"CASEFLOW_DATA": str(folder)}))
    try:
        yield db
    finally:
        db.close()


@pytest.fixture
def sqlite_db(sqlite_template: Path, tmp_path: Path) -> Iterator[Databas]:
    """A fresh copy on SQLite."""
    with sqlite_copy(sqlite_template, tmp_path / "data") as db:
        yield db


@pytest.fixture(scope="session")
def imported_template(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """As `sqlite_template`, with the whole register imported into «vast» on 12 January 2026."""
    folder = tmp_path_factory.mktemp("import") / "data"
    with sqlite_copy(sqlite_template, folder) as db:
        svar = importera_register(
            db,
            Verksamhet(db).aktor("gun"),
            DATA / "register_utsatta.csv",
            DATA / "register_utsatta_risk.csv",
            enhet="vast",
            now=at("2026-01-12"),
        )
        assert svar.importerat
    return folder


@dataclass(frozen=True)
class PostgresTemplate:
    """A prepared database that is copied, and the key file that goes with it."""

    server: str
    name: str
    keys: Path


def _execute(server: str, statement: str) -> None:
    with psycopg.connect(server.replace("+psycopg", "", 1), autocommit=True) as connection:
        connection.execute(statement.encode())


def _at(server: str, name: str) -> str:
    return f"{server.rpartition('/')[0]}/{name}"


@contextmanager
def prepared_postgres(server: str, folder: Path) -> Iterator[PostgresTemplate]:
    """A prepared PostgreSQL database to copy, named after the folder that its key file lies in."""
    name = f"caseflow_test_{abs(hash(str(folder))):x}"
    _execute(server, f"CREATE DATABASE {name}")
    env = {"CASEFLOW_DATA": str(folder), "CASEFLOW_DATABASE_URL": _at(server, name)}
    db = Databas(settings.load(env))
    prepare(db)
    db.close()
    yield PostgresTemplate(server, name, folder / "nycklar.json")
    _execute(server, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="session")
def postgres_template(
    postgres_url: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[PostgresTemplate]:
    """A prepared PostgreSQL database to copy."""
    with prepared_postgres(postgres_url, tmp_path_factory.mktemp("mall-pg")) as template:
        yield template


@contextmanager
def postgres_copy(template: PostgresTemplate, folder: Path) -> Iterator[Databas]:
    """A fresh copy on PostgreSQL, named after the folder."""
    name = f"caseflow_test_{abs(hash(str(folder))):x}"
    _execute(template.server, f"CREATE DATABASE {name} TEMPLATE {template.name}")
    env = {
        "CASEFLOW_DATA": str(folder),
        "CASEFLOW_DATABASE_URL": _at(template.server, name),
        "CASEFLOW_KEYS": str(template.keys),
    }
    db = Databas(settings.load(env))
    try:
        yield db
    finally:
        db.close()
        _execute(template.server, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def postgres_db(postgres_template: PostgresTemplate, tmp_path: Path) -> Iterator[Databas]:
    """A fresh copy on PostgreSQL."""
    with postgres_copy(postgres_template, tmp_path) as db:
        yield db


@pytest.fixture(params=["sqlite", "postgresql"])
def verksamhet(request: pytest.FixtureRequest) -> Verksamhet:
    """The unit and its people, on each database in turn."""
    name = "sqlite_db" if request.param == "sqlite" else "postgres_db"
    return Verksamhet(request.getfixturevalue(name))


@pytest.fixture
def liten_verksamhet(sqlite_db: Databas) -> Verksamhet:
    """The same on SQLite only, for what the database has no part in."""
    return Verksamhet(sqlite_db)


def at(dag: str, hour: int = 10) -> datetime:
    """A moment on a day, in UTC."""
    return datetime.combine(date.fromisoformat(dag), datetime.min.time(), UTC).replace(hour=hour)
