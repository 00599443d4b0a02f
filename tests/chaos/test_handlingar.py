"""Workers that are killed while they finish handlingar: each is finished exactly once all the same."""

from datetime import UTC, datetime

from caseflow.actions.koa_handlingar import koa_handlingar
from caseflow.queries.verifiera import verifiera
from tests.akter import oppna, rader
from tests.chaos.installation import Installation
from tests.servrar import wait_for

APP = "tests.chaos.kort_lan_handling"
HANDLINGAR = 6


def queued(installation: Installation) -> list[str]:
    v = installation.v
    numbers = [oppna(v, "utsatt") for _ in range(HANDLINGAR)]
    mall = "information_insatser"
    koa_handlingar(v.db, v.aktor("anna"), mall, numbers, now=datetime.now(UTC))
    return numbers


def assert_each_once(installation: Installation) -> None:
    db = installation.v.db
    jobs = rader(db, "SELECT akt_id, status, resultat, fel FROM handlingsjobb")
    assert {(j["status"], j["fel"]) for j in jobs} == {("klar", "")}
    made = rader(db, "SELECT akt_id, seq FROM handling")
    assert sorted((j["akt_id"], j["resultat"]) for j in jobs) == sorted(
        (h["akt_id"], h["seq"]) for h in made
    )
    assert len(rader(db, "SELECT 1 AS x FROM handlingsinnehall")) == 2 * HANDLINGAR
    assert rader(db, "SELECT id FROM arbetsfel WHERE slag = 'handling'") == []
    assert verifiera(db).fel == []


def wait_until_finished(installation: Installation) -> None:
    left = "SELECT id FROM handlingsjobb WHERE status = 'vantar'"
    wait_for("the queue to be empty", lambda: not rader(installation.v.db, left), installation.logs)


def test_a_worker_killed_in_mid_handling_leaves_it_to_another(installation: Installation) -> None:
    queued(installation)
    first = installation.worker("ett", app=APP)
    installation.ready(first)
    with installation.held("handlingsinnehall"):
        installation.say("finish")
        installation.wait_until_inside()
        first.kill()
    assert rader(installation.v.db, "SELECT * FROM handlingsinnehall") == []
    installation.ready(installation.worker("tva", app=APP))
    installation.beat()
    wait_until_finished(installation)
    installation.stop()
    assert_each_once(installation)


def test_two_workers_and_a_lease_that_is_over_make_none_twice(installation: Installation) -> None:
    """The first outlives its lease while it stores; the second takes the job and waits as well."""
    queued(installation)
    workers = [installation.worker(name, app=APP) for name in ("ett", "tva")]
    installation.ready(*workers)
    with installation.held("handlingsinnehall"):
        installation.say("finish")
        installation.say("finish")
        installation.wait_until_inside(2)
    installation.beat()
    wait_until_finished(installation)
    installation.stop()
    assert_each_once(installation)
