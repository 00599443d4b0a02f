"""A database that hangs up, or is gone for a while: nothing is half-written, and the work is taken up again."""

import pytest

from tests.chaos.installation import Installation
from tests.servrar import wait_for


@pytest.mark.parametrize("writing", ["notis", "handelse"])
def test_a_connection_cut_in_mid_transaction_leaves_nothing_half_done(
    installation: Installation, writing: str
) -> None:
    worker = installation.worker()
    installation.ready(worker)
    with installation.held(writing) as holding:
        installation.say()
        (inside,) = installation.wait_until_inside()
        holding.execute("SELECT pg_terminate_backend(%s)", (inside,))
        wait_for("the worker to see it", lambda: worker.said("DatabaseGone"), worker.log)
    installation.wait_until_done()  # nobody says "look" again: the worker does
    installation.stop()
    installation.assert_nothing_lost_and_nothing_twice()


def test_a_database_that_is_gone_for_a_while_is_worked_through_when_it_is_back(
    installation: Installation,
) -> None:
    worker = installation.worker()
    installation.ready(worker)
    with installation.held() as holding:
        installation.say()
        installation.wait_until_inside()
        installation.postgres.stop_at_once()
        wait_for("the worker to see it", lambda: worker.said("DatabaseGone"), worker.log)
        holding.close()
    installation.beat()
    installation.postgres.start()
    installation.wait_until_done()
    installation.stop()
    installation.assert_nothing_lost_and_nothing_twice()
