"""Workers that die, that are two, that are slow, and that are told to stop: nothing is lost, nothing done twice."""

from functools import partial

import pytest

from tests.chaos.installation import Installation, Process
from tests.servrar import wait_for


def test_a_job_whose_process_is_killed_is_done_again_by_the_same_worker(
    installation: Installation,
) -> None:
    worker = installation.worker()
    installation.ready(worker)
    with installation.held():
        installation.say()
        installation.wait_until_inside()
        worker.kill_the_one_that_works()
        wait_for("the worker to see it", lambda: worker.said("retry"), worker.log)
    installation.wait_until_done()
    installation.stop()
    installation.assert_nothing_lost_and_nothing_twice()


@pytest.mark.parametrize("writing", ["notis", "handelse"])
def test_what_a_killed_worker_held_is_taken_by_another(
    installation: Installation, writing: str
) -> None:
    first = installation.worker("ett")
    installation.ready(first)
    with installation.held(writing):
        installation.say()
        installation.wait_until_inside()
        first.kill()
        second = installation.worker("tva")
        installation.ready(second)
    installation.beat()
    installation.wait_until_done()
    installation.stop()
    installation.assert_nothing_lost_and_nothing_twice()


def test_two_workers_on_the_same_rows_divide_them(installation: Installation) -> None:
    workers = installation.worker("ett"), installation.worker("tva")
    installation.ready(*workers)
    with installation.held():
        for _ in workers:
            installation.say()
        for worker in workers:
            wait_for("both to work", partial(worker.said, "received"), installation.logs)
        installation.wait_until_inside()
    for _ in range(4):
        installation.say()
    installation.wait_until_done()
    installation.stop()
    installation.assert_nothing_lost_and_nothing_twice()


def test_a_row_that_somebody_holds_is_passed_over_and_taken_later(
    installation: Installation,
) -> None:
    worker = installation.worker()
    installation.ready(worker)
    with installation.connect() as somebody:
        somebody.execute(
            "SELECT 1 FROM akt a JOIN bevakning b ON b.akt_id = a.id"
            " WHERE a.id = (SELECT min(id) FROM akt) FOR UPDATE"
        )
        looked = installation.say()
        wait_for("a pass", lambda: worker.said(looked, "succeeded"), worker.log)
        left = installation.left()
        somebody.rollback()
    assert len({row["akt_id"] for row in left}) == 1
    installation.beat()
    installation.wait_until_done()
    installation.stop()
    installation.assert_nothing_lost_and_nothing_twice()


def test_a_worker_slower_than_its_lease_shares_its_job_and_makes_no_second_note(
    installation: Installation,
) -> None:
    """The broker gives the job to the other one while the first still works on it."""
    app = "tests.chaos.kort_lan"
    workers = installation.worker("ett", app=app), installation.worker("tva", app=app)
    installation.ready(*workers)

    def both(job: str) -> bool:
        return all(worker.said(job, "received") for worker in workers)

    with installation.held():
        job = installation.say()
        installation.wait_until_inside()
        wait_for("the same job at both", lambda: both(job), installation.logs)
    installation.beat()
    installation.wait_until_done()
    installation.stop()
    installation.assert_nothing_lost_and_nothing_twice()


def test_a_worker_that_is_told_to_stop_finishes_what_it_does(installation: Installation) -> None:
    worker: Process = installation.worker()
    installation.ready(worker)
    with installation.held():
        job = installation.say()
        installation.wait_until_inside()
        worker.ask_to_stop()
        wait_for("it to hear", lambda: worker.said("Warm shutdown"), worker.log)
    wait_for("it to end", lambda: worker.code() is not None, worker.log)
    assert worker.code() == 0
    assert worker.said(job, "succeeded")
    installation.worker("tva")
    installation.beat()
    installation.wait_until_done()
    installation.stop()
    installation.assert_nothing_lost_and_nothing_twice()
