"""Redis that is emptied, or away: it holds nothing that would be missed."""

from functools import partial

from tests.akter import oppna
from tests.chaos.installation import Installation
from tests.servrar import wait_for


def test_redis_restarted_empty_in_mid_job_loses_nothing(installation: Installation) -> None:
    worker, beat = installation.worker(), installation.beat()
    installation.ready(worker)
    with installation.held():
        installation.wait_until_inside()
        installation.redis.kill()
        wait_for("beat to see it", lambda: beat.said("refused"), installation.logs)
        installation.redis.start()
    installation.wait_until_done()
    oppna(installation.v, "utovare")  # the old beat and the old worker have found their way back
    installation.wait_until_done()
    installation.stop()
    installation.assert_nothing_lost_and_nothing_twice()


def test_jobs_that_redis_forgot_are_not_missed(installation: Installation) -> None:
    for _ in range(3):
        installation.say()
    installation.redis.kill()
    installation.redis.start()
    worker = installation.worker()
    installation.ready(worker)
    assert installation.left()
    installation.redis.kill()
    lost = "Connection to broker lost"
    wait_for("the idle worker to see it", lambda: worker.said(lost), installation.logs)
    installation.redis.start()
    installation.beat()
    installation.wait_until_done()
    installation.stop()
    installation.assert_nothing_lost_and_nothing_twice()


def test_everything_starts_in_any_order(installation: Installation) -> None:
    installation.redis.kill()
    worker, beat = installation.worker(), installation.beat()
    for process in (worker, beat):
        wait_for("it to look for Redis", partial(process.said, "refused"), process.log)
    installation.redis.start()
    installation.wait_until_done()
    installation.stop()
    installation.assert_nothing_lost_and_nothing_twice()
