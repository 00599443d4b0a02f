"""Servers of these tests' own, and a prepared database with much that has fallen due."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from caseflow import settings
from caseflow.store.session import Databas
from tests.akter import oppna, oppna_med_tidssteg
from tests.chaos.installation import Installation
from tests.databas import PostgresTemplate, Verksamhet, postgres_copy, prepared_postgres
from tests.servrar import Postgres, own_postgres, own_redis

AKTER, TIMED = 12, 2


@pytest.fixture(scope="session")
def own_server() -> Iterator[Postgres]:
    """A PostgreSQL that these tests may pull the plug of."""
    with own_postgres() as server:
        yield server


@pytest.fixture(scope="session")
def due_template(
    own_server: Postgres, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[PostgresTemplate]:
    """A unit in which everything fell due months ago and nobody has been told."""
    with prepared_postgres(own_server.url, tmp_path_factory.mktemp("mall-kaos")) as template:
        database_url = f"{own_server.url.rpartition('/')[0]}/{template.name}"
        env = {"CASEFLOW_DATA": str(template.keys.parent), "CASEFLOW_DATABASE_URL": database_url}
        db = Databas(settings.load(env))
        v = Verksamhet(db)
        for _ in range(AKTER):
            oppna(v, "utovare")
        for _ in range(TIMED):
            oppna_med_tidssteg(v)
        db.close()
        yield template


@pytest.fixture
def installation(
    own_server: Postgres, due_template: PostgresTemplate, tmp_path: Path
) -> Iterator[Installation]:
    """A copy of it, with a Redis of its own. Whatever still runs at the end is killed."""
    with postgres_copy(due_template, tmp_path) as db, own_redis(tmp_path) as broker:
        env = {
            **{key: value for key, value in os.environ.items() if not key.startswith("CASEFLOW_")},
            "CASEFLOW_DATA": str(tmp_path),
            "CASEFLOW_DATABASE_URL": db.settings.database_url,
            "CASEFLOW_KEYS": str(db.settings.keys),
            "CASEFLOW_REDIS_URL": broker.url,
            "CASEFLOW_LOOP_SECONDS": "1",
        }
        made = Installation(Verksamhet(db), own_server, broker, tmp_path, env)
        try:
            yield made
        finally:
            for process in made.processes:
                process.kill()
            if not own_server.running():
                own_server.start()
