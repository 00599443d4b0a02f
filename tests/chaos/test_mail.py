"""E-mail under a lease that is over before the mail server has answered."""

from tests.akter import rader
from tests.chaos.installation import Installation
from tests.postlada import postlada
from tests.servrar import wait_for


def test_a_letter_sent_slower_than_its_lease_is_marked_by_the_one_that_has_it(
    installation: Installation,
) -> None:
    """Sending is an effect outside: the same letter may go twice, but it is the same, and marked once."""
    db, app = installation.v.db, "tests.chaos.kort_lan_epost"
    with postlada() as box:
        box.fore_svar.clear()
        installation.env["CASEFLOW_SMTP_URL"] = f"smtp://127.0.0.1:{box.port}"
        installation.ready(installation.worker("ett", app=app), installation.worker("tva", app=app))
        installation.say()
        installation.wait_until_done()
        installation.say("mail")
        wait_for("a letter at the server", box.tagit_emot.is_set, installation.logs)
        installation.say("mail")
        again = "SELECT id FROM epost WHERE forsok > 1"
        wait_for("another to take it", lambda: rader(db, again), installation.logs)
        box.fore_svar.set()
        unsent = "SELECT id FROM epost WHERE status <> 'skickad'"
        wait_for("all letters", lambda: not rader(db, unsent), installation.logs)
        installation.stop()
        letters = {(m["To"], m["Message-ID"]) for m in box.brev}
    rows = rader(db, "SELECT m.epost FROM epost e JOIN medarbetare m ON m.id = e.medarbetare_id")
    assert sorted(to for to, _ in letters) == sorted(row["epost"] for row in rows)
    assert rader(db, "SELECT id FROM notis WHERE epost_id IS NULL") == []
    installation.assert_nothing_lost_and_nothing_twice()
