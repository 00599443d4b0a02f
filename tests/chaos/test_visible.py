"""What a worker cannot do is seen in the app, stops nothing else, and is done when it can be."""

from sqlalchemy import text

from tests.akter import rader
from tests.chaos.installation import Installation
from tests.servrar import wait_for


def test_what_a_worker_cannot_do_is_seen_and_done_when_it_is_mended(
    installation: Installation,
) -> None:
    db = installation.v.db
    (damaged,) = rader(
        db,
        "SELECT id, nummer, profil_version FROM akt WHERE id ="
        " (SELECT min(akt_id) FROM bevakning WHERE slag = 'oppna_partnerkontakt')",
    )

    def profile(version: str) -> None:
        with db.write() as session:
            session.execute(
                text("UPDATE akt SET profil_version = :v WHERE id = :id"),
                {"v": version, "id": damaged["id"]},
            )

    profile("borta")
    worker = installation.worker()
    installation.ready(worker)
    job = installation.say()
    wait_for("a pass", lambda: worker.said(job, "succeeded"), worker.log)
    left = installation.left()
    assert {row["akt_id"] for row in left} == {damaged["id"]}, "the others have been handled"
    assert all(row["notifierad"] for row in left), "and their owners have been told of these too"
    faults = rader(db, "SELECT slag, akt_id, forsok, dod FROM arbetsfel ORDER BY slag")
    assert {row["akt_id"] for row in faults} == {damaged["id"]}
    assert {row["forsok"] for row in faults} == {1}
    (heart,) = rader(db, "SELECT gjort FROM hjartslag")
    assert heart["gjort"]["fel"] == len(faults)
    assert worker.said("åtgärder som systemet gör kunde inte göras")
    assert damaged["nummer"] not in worker.log()

    profile(damaged["profil_version"])
    with db.write() as session:
        session.execute(text("UPDATE arbetsfel SET nasta = senast"))  # its minute has passed
    installation.beat()
    installation.wait_until_done()
    installation.stop()
    assert rader(db, "SELECT id FROM arbetsfel") == []
    installation.assert_nothing_lost_and_nothing_twice()
