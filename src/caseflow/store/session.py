"""The database: one writer at a time on SQLite, row locks on PostgreSQL, the same code on both."""

from __future__ import annotations

import fcntl
import hashlib
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event, func, select, text
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session
from sqlalchemy.pool import ConnectionPoolEntry

from caseflow.engine.errors import CaseflowError, Conflict
from caseflow.settings import Settings
from caseflow.store import nycklar, tabeller
from caseflow.store.akt import Akt

TABLES = tabeller.MODULES
"""Every model is known as soon as there is a database: rows refer to each other across files."""
_WRITE = "caseflow_write"


def _engine(url: str) -> Engine:
    if not url.startswith("sqlite"):
        return create_engine(url, pool_pre_ping=True)
    engine = create_engine(
        url, connect_args={"check_same_thread": False, "isolation_level": None, "timeout": 30}
    )

    @event.listens_for(engine, "connect")
    def _prepare(connection: DBAPIConnection, entry: ConnectionPoolEntry) -> None:
        del entry
        cursor = connection.cursor()
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",  # what has been answered must survive a power cut
            "foreign_keys=ON",
            "busy_timeout=30000",
        ):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        # A write transaction takes its lock at once: upgrading later is what deadlocks SQLite.
        writing = connection.get_execution_options().get(_WRITE)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")

    return engine


class Databas:
    """The case database, the read log and the keyring of one installation."""

    def __init__(self, settings: Settings) -> None:
        """Connects lazily; the directory of an embedded database is made when missing."""
        if settings.database_url.startswith("sqlite:///"):
            Path(settings.database_url.removeprefix("sqlite:///")).parent.mkdir(
                parents=True, exist_ok=True
            )
        self.settings = settings
        self.engine = _engine(settings.database_url)
        same = settings.read_log_url == settings.database_url
        self.read_log_engine = self.engine if same else _engine(settings.read_log_url)
        self._writing = threading.Lock()
        self._logging = threading.Lock()

    @cached_property
    def ring(self) -> nycklar.Nyckelring:
        """The keyring, read at the first need.

        Raises:
            IntegrityFault: there is no key file that can be used.
        """
        return nycklar.load(self.settings.keys)

    def make_keys(self) -> None:
        """A key file for a new installation.

        Raises:
            IntegrityFault: there are akter already, and a new key could open none of them.
        """
        with self.read() as session:
            used = session.scalar(select(func.count()).select_from(Akt))
        if used:
            self.ring  # noqa: B018 - says what is wrong with the file, or that it is missing
        nycklar.create(self.settings.keys)

    @property
    def sqlite(self) -> bool:
        """Whether the cases lie in SQLite."""
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A consistent view; nothing is written."""
        engine = self.engine
        if not self.sqlite:
            # On SQLite a transaction is a snapshot already; here it has to be asked for.
            engine = engine.execution_options(isolation_level="REPEATABLE READ")
        with Session(engine, autoflush=False) as session:
            yield session

    @contextmanager
    def write(self) -> Iterator[Session]:
        """One transaction: committed at the end, rolled back on any error."""
        engine = self.engine.execution_options(**{_WRITE: True})
        if self.sqlite:
            with self._writing, Session(engine) as session, session.begin():
                yield session
        else:
            with Session(engine) as session, session.begin():
                yield session

    @contextmanager
    def write_read_log(self) -> Iterator[Session]:
        """A transaction of the read log; on SQLite it never waits for the cases."""
        engine = self.read_log_engine.execution_options(**{_WRITE: True})
        with self._logging, Session(engine) as session, session.begin():
            yield session

    @contextmanager
    def read_read_log(self) -> Iterator[Session]:
        """A view of the read log."""
        with Session(self.read_log_engine, autoflush=False) as session:
            yield session

    @contextmanager
    def alone(self, what: str) -> Iterator[None]:
        """Hold a lock that one process at a time can have; the operating system or the server frees it.

        Raises:
            Conflict: another process holds it.
        """
        taken = Conflict(
            vad="Det pågår redan.",
            varfor="Någon annan gör samma sak just nu.",
            gor_nu="Vänta tills det är klart och försök igen.",
        )
        if self.sqlite:
            with (self.settings.data / f"{what}.lock").open("w") as file:
                try:
                    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError as fault:
                    raise taken from fault
                yield
            return
        with self.engine.connect() as connection:
            number = int.from_bytes(hashlib.sha256(what.encode()).digest()[:7], "big")
            held = connection.scalar(text("SELECT pg_try_advisory_lock(:n)"), {"n": number})
            connection.commit()
            if not held:
                raise taken
            try:
                yield
            finally:
                connection.execute(text("SELECT pg_advisory_unlock(:n)"), {"n": number})
                connection.commit()

    def check_ready(self) -> None:
        """Raises CaseflowError when the database is missing or not migrated."""
        from_here = "Kör caseflow init."
        try:
            with self.read() as session:
                session.execute(text("SELECT 1 FROM alembic_version"))
        except DBAPIError as fault:
            raise CaseflowError(vad="Databasen är inte skapad än.", gor_nu=from_here) from fault

    def close(self) -> None:
        """Give back the connections."""
        self.engine.dispose()
        self.read_log_engine.dispose()
