"""Beat that runs twice, that dies, that is started again: a look too many does nothing, a missed one is made up."""

from tests.akter import oppna
from tests.chaos.installation import Installation
from tests.servrar import wait_for


def test_two_beats_and_two_workers_do_everything_once(installation: Installation) -> None:
    installation.worker("ett")
    installation.worker("tva")
    beats = installation.beat("beat-ett"), installation.beat("beat-tva")
    installation.wait_until_done()
    beats[0].kill()
    oppna(installation.v, "utovare")
    installation.wait_until_done()
    installation.stop()
    installation.assert_nothing_lost_and_nothing_twice()


def test_what_fell_due_while_no_beat_ran_is_found_by_the_next_one(
    installation: Installation,
) -> None:
    installation.worker()
    dead = installation.beat("beat-ett")
    installation.wait_until_done()
    dead.kill()
    oppna(installation.v, "utovare")
    assert installation.left()
    new = installation.beat("beat-tva")
    wait_for("the new one to speak", lambda: new.said("Sending due task"), new.log)
    installation.wait_until_done()
    installation.stop()
    installation.assert_nothing_lost_and_nothing_twice()
