"""The worker's pass: it knows only the settings, carries no data, and may run twice or be lost."""

import base64
import json
import uuid
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
import redis
from freezegun import freeze_time

from caseflow.actions.tick import tick_installation
from tests.akter import oppna, rader
from tests.databas import Verksamhet, at
from workers.celery_app import app
from workers.schedule import SCHEDULE
from workers.tasks import look


@pytest.fixture
def installed(verksamhet: Verksamhet, monkeypatch: pytest.MonkeyPatch) -> Verksamhet:
    """The environment that a worker process reads points at the database of the test."""
    known = verksamhet.db.settings
    monkeypatch.setenv("CASEFLOW_DATA", str(known.data))
    monkeypatch.setenv("CASEFLOW_DATABASE_URL", known.database_url)
    monkeypatch.setenv("CASEFLOW_KEYS", str(known.keys))
    return verksamhet


def test_the_task_makes_one_pass_at_the_moment_it_runs(installed: Verksamhet) -> None:
    oppna(installed, "utovare")
    with freeze_time("2026-01-14 12:00:00"):
        look.run()
    assert rader(installed.db, "SELECT * FROM notis") == []
    with freeze_time("2026-01-15 12:00:00"):
        look.run()
        look.run()
    assert [r["sen_dagar"] for r in rader(installed.db, "SELECT * FROM notis")] == [0]


def test_two_workers_at_once_make_each_note_once(verksamhet: Verksamhet) -> None:
    for _ in range(20):
        oppna(verksamhet, "utovare")
    barrier = Barrier(3)

    def one_pass(_: int) -> int:
        barrier.wait(timeout=30)
        return tick_installation(verksamhet.db.settings, now=at("2026-01-15")).notiser

    with ThreadPoolExecutor(3) as pool:
        assert sum(pool.map(one_pass, range(3))) == 20
    assert len(rader(verksamhet.db, "SELECT * FROM notis")) == 20


def test_the_schedule_names_tasks_that_are_there() -> None:
    assert {entry["task"] for entry in SCHEDULE.values()} <= set(app.tasks)


def test_the_message_carries_nothing_but_the_name_of_the_task(redis_url: str) -> None:
    queue = f"caseflow-test-{uuid.uuid4().hex}"
    with app.connection(redis_url) as connection:
        look.apply_async(connection=connection, queue=queue)
    with redis.Redis.from_url(redis_url) as server:
        (raw,) = server.lrange(queue, 0, -1)
        server.delete(queue, f"_kombu.binding.{queue}")
    message = json.loads(raw)
    assert message["headers"]["task"] == "workers.tasks.look"
    args, kwargs, _ = json.loads(base64.b64decode(message["body"]))
    assert (args, kwargs) == ([], {})
