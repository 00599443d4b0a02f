"""The jobs' settings fit together, a job says nothing of a case, and beat needs no clock."""

import ast
import inspect
import logging
import uuid
from collections.abc import Iterator
from datetime import datetime

import pytest
import redis
from celery import Celery
from freezegun import freeze_time
from sqlalchemy.exc import OperationalError

import workers.tasks
from caseflow.engine.errors import CaseflowError
from workers.celery_app import HARD_LIMIT, SOFT_LIMIT, VISIBILITY, app
from workers.jobs import DatabaseGone, Job, JobFailed, telling_nothing
from workers.schedule import EXPIRES, SCHEDULE, Metronome
from workers.share import BATCH, HELPERS, PAGES, hand_out

SECRET = "Ronja Mattisdotter"


@pytest.fixture
def queue(redis_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Celery, list[str]]]:
    """An app of its own that sends to a queue of its own, and the names of what lies there."""
    name = f"caseflow-test-{uuid.uuid4().hex}"
    sender = Celery("sender", broker=redis_url)
    sender.conf.update(task_default_queue=name, result_expires=None, beat_schedule=SCHEDULE)
    yield sender, [redis_url, name]
    sender.close()
    with redis.Redis.from_url(redis_url) as server:
        server.delete(name, f"_kombu.binding.{name}")


def sent(where: list[str]) -> list[str]:
    """The names of the jobs that wait, oldest first."""
    with redis.Redis.from_url(where[0]) as server:
        waiting = [raw.decode() for raw in server.lrange(where[1], 0, -1)]
    return [
        name
        for raw in reversed(waiting)
        for name in ("look", "note", "mail", "finish")
        if f'"workers.tasks.{name}"' in raw
    ]


def test_the_limits_fit_in_each_other() -> None:
    assert SOFT_LIMIT < HARD_LIMIT < VISIBILITY < EXPIRES
    assert app.conf.task_soft_time_limit == SOFT_LIMIT
    assert app.conf.task_time_limit == HARD_LIMIT
    assert app.conf.broker_transport_options["visibility_timeout"] == VISIBILITY


def test_the_broker_keeps_no_answers_and_a_worker_hoards_no_jobs() -> None:
    assert app.backend.as_uri() == "disabled://"
    assert app.conf.worker_prefetch_multiplier == 1
    assert app.conf.task_acks_late
    assert app.conf.broker_connection_max_retries is None


def test_nothing_waits_in_the_broker_for_longer_than_a_minute() -> None:
    ours = [task for name, task in app.tasks.items() if name.startswith("workers.")]
    assert len(ours) == 4
    for task in ours:
        assert isinstance(task, Job)
        assert task.retry_backoff_max <= 60
        assert task.default_retry_delay <= 60
    assert all(float(entry["schedule"]) <= 60 for entry in SCHEDULE.values())  # type: ignore[arg-type]


def test_a_task_is_at_most_ten_lines_and_takes_nothing() -> None:
    tree = ast.parse(inspect.getsource(workers.tasks))
    functions = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
    assert {f.name for f in functions} == {"look", "note", "mail", "finish"}
    for function in functions:
        assert function.end_lineno is not None
        assert function.end_lineno - function.lineno < 10
        assert ast.unparse(function.args) == ""


def test_much_to_tell_is_shared_and_little_is_not(queue: tuple[Celery, list[str]]) -> None:
    sender, where = queue
    hand_out(sender, BATCH - 1, 0, mail=False)
    assert sent(where) == []
    hand_out(sender, 2 * BATCH, 0, mail=True)
    assert sent(where) == ["note", "note", "mail"]
    hand_out(sender, 1000 * BATCH, 0, mail=False)
    assert sent(where)[3:] == ["note"] * HELPERS


def test_the_queue_of_handlingar_is_shared_as_well(queue: tuple[Celery, list[str]]) -> None:
    sender, where = queue
    hand_out(sender, 0, 1, mail=False)
    assert sent(where) == ["finish"]
    hand_out(sender, 0, 1000 * PAGES, mail=False)
    assert sent(where)[1:] == ["finish"] * HELPERS


def test_a_broker_that_is_away_does_not_stop_the_look(caplog: pytest.LogCaptureFixture) -> None:
    away = Celery("away", broker="redis://127.0.0.1:1/0")
    away.conf.update(task_publish_retry=False)
    with caplog.at_level(logging.WARNING):
        hand_out(away, 5 * BATCH, 1, mail=True)
    assert "the broker does not answer" in caplog.text


def test_beat_says_look_whatever_the_clock_says(queue: tuple[Celery, list[str]]) -> None:
    sender, where = queue
    beat = Metronome(sender)
    try:
        for moment in (
            "2026-10-25T02:30+02:00",
            "2026-10-25T02:30+01:00",
            "2026-10-25T01:30+01:00",
        ):
            with freeze_time(datetime.fromisoformat(moment)):
                assert beat.tick() == SCHEDULE["look-for-what-is-due"]["schedule"]
    finally:
        beat.close()
    assert sent(where) == ["look"] * 3


def fail_with(fault: Exception) -> None:
    """As a job does in the middle."""
    raise fault


def raised(fault: Exception) -> BaseException:
    """What a job lets out of a fault."""
    with pytest.raises(Exception, match=r".") as seen, telling_nothing():
        fail_with(fault)
    return seen.value


def test_a_connection_that_was_cut_is_tried_again_and_tells_nothing() -> None:
    out = raised(OperationalError("SELECT :namn", {"namn": SECRET}, Exception(SECRET)))
    assert isinstance(out, DatabaseGone)
    assert str(out) == "OperationalError"
    assert out.__suppress_context__


def test_an_unforeseen_fault_keeps_its_place_and_loses_its_text() -> None:
    out = raised(RuntimeError(SECRET))
    assert isinstance(out, JobFailed)
    assert str(out) == "RuntimeError"
    assert out.__suppress_context__
    assert out.__traceback__ is not None


def test_what_the_loop_says_aloud_is_logged_by_its_headline(
    caplog: pytest.LogCaptureFixture,
) -> None:
    for fault in (
        CaseflowError(vad="Två bevakningar har ingen ägare.", varfor=SECRET),
        LookupError(SECRET),
    ):
        with telling_nothing():
            fail_with(fault)
    assert [r.getMessage() for r in caplog.records] == [
        "pass: error Två bevakningar har ingen ägare.",
        "pass: LookupError",
    ]
    assert SECRET not in caplog.text
