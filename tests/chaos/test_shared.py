"""A backlog that is more than one worker takes at a time: two of them share it, and one of them does each item."""

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from caseflow.actions.importera_register import importera_register
from caseflow.store.forfallna import BATCH
from tests.akter import rader
from tests.chaos.installation import Installation
from tests.registerfil import DATA
from tests.servrar import wait_for

REVIEWED_AFTER = timedelta(days=30)
"""An imported akt that is open is due for its review that long after the import."""


@pytest.fixture
def backlog(installation: Installation) -> Installation:
    """Two registers were taken over a month ago: the review of every open akt falls due today."""
    then = datetime.now(UTC) - REVIEWED_AFTER
    for enhet, who in (("vast", "gun"), ("ost", "cecilia")):
        importera_register(
            installation.v.db,
            installation.v.aktor(who),
            DATA / "register_utsatta.csv",
            DATA / "register_utsatta_risk.csv",
            enhet=enhet,
            now=then,
        )
    installation.remember_who_tells()
    return installation


def test_two_live_workers_share_one_backlog_and_do_each_item_once(backlog: Installation) -> None:
    waiting = {(row["akt_id"], row["nr"]) for row in backlog.left() if row["notifierad"] is None}
    assert len(waiting) > BATCH, "more than one of them takes in one transaction"
    workers = backlog.worker("ett"), backlog.worker("tva")
    backlog.ready(*workers)
    with backlog.held():  # both have begun before either has told of anything
        backlog.say()
        backlog.wait_until_inside(2)
        assert backlog.told_by() == {}
    backlog.wait_until_done()
    told = backlog.told_by()
    assert set(told) == {"ett", "tva"}, "both took some, and nobody else did"
    assert max(told.values()) >= BATCH > min(told.values()) > 0
    wait_for(
        "the look and the note that it handed out",
        lambda: all(any(w.said(job, "succeeded") for w in workers) for job in ("look", "note")),
        backlog.logs,
    )
    backlog.stop()
    backlog.assert_nothing_lost_and_nothing_twice()
    notes = Counter(
        (row["akt_id"], row["bevakning_nr"])
        for row in rader(backlog.v.db, "SELECT * FROM notis WHERE slag = 'forfaller'")
    )
    assert {item: notes[item] for item in waiting} == dict.fromkeys(waiting, 1)
