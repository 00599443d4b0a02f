"""A process that is killed while it finishes a handling leaves nothing half-written, and the next makes it once."""

from datetime import datetime
from functools import partial
from typing import Any

import pytest

from caseflow.actions.fardigstall_handling import Begard, fardigstall_handling
from caseflow.actions.fardigstall_koade import finish_waiting
from caseflow.actions.koa_handlingar import koa_handlingar
from caseflow.actions.spara_utkast import spara_utkast
from caseflow.engine.errors import NotFound
from caseflow.queries.handlingsutkast import las_utkast
from caseflow.queries.verifiera import verifiera
from caseflow.store.handlingsjobb import LEASE
from tests.akter import innehall, oppna, rader
from tests.databas import Verksamhet, at
from tests.dodad import EFTER, FORE, SKRIVER, VID_COMMIT, offer
from tests.queries.test_utskriftsko import INBJUDAN

NU = at("2026-02-05")
MADE = "SELECT seq FROM handling"


def test_a_draft_is_there_and_nothing_else_until_all_of_it_is_stored(
    verksamhet: Verksamhet,
) -> None:
    v = verksamhet
    nummer = oppna(v, "utsatt")
    anna = v.aktor("anna")
    given = {**INBJUDAN, "datum": "2026-02-17"}
    draft = spara_utkast(v.db, anna, nummer, "inbjudan", given, now=NU)
    order: dict[str, Any] = {
        "work": "utkast",
        "epost": "anna@exempel.se",
        "nummer": nummer,
        "utkast": draft.id,
        "version": draft.version,
        "now": NU.isoformat(),
    }
    before = innehall(v.db)
    with offer(v.db) as process:
        for where, words in (
            (SKRIVER, ""),  # the pages are made and nothing is stored
            (FORE, "INSERT INTO handlingsinnehall"),  # the event is written
            (FORE, "DELETE FROM handlingsutkast"),  # and the bytes
            (VID_COMMIT, "DELETE FROM handlingsutkast"),  # and the draft is taken away
        ):
            assert process.killed(where, words, **order), (where, words)
            assert innehall(v.db) == before, (where, words)
            assert verifiera(v.db).fel == []
        assert las_utkast(v.db, anna, nummer, draft.id, now=NU).varden["plats"] == given["plats"]
        assert process.killed(EFTER, **order), "killed when it was about to say that it is done"
    assert len(rader(v.db, MADE)) == 1
    assert rader(v.db, "SELECT id FROM handlingsutkast") == []
    assert len(rader(v.db, "SELECT form FROM handlingsinnehall")) == 2
    with pytest.raises(NotFound, match="Det kan ha färdigställts"):
        fardigstall_handling(v.db, anna, nummer, Begard(utkast=draft.id, version=1), now=NU)
    assert len(rader(v.db, MADE)) == 1
    assert verifiera(v.db).fel == []


def test_a_second_attempt_after_a_kill_makes_one(liten_verksamhet: Verksamhet) -> None:
    v = liten_verksamhet
    nummer = oppna(v, "utsatt")
    anna = v.aktor("anna")
    draft = spara_utkast(v.db, anna, nummer, "journalutskrift", {}, now=NU)
    with offer(v.db) as process:
        assert process.killed(
            VID_COMMIT,
            "DELETE FROM handlingsutkast",
            work="utkast",
            epost="anna@exempel.se",
            nummer=nummer,
            utkast=draft.id,
            version=draft.version,
            now=NU.isoformat(),
        )
    begun = Begard(utkast=draft.id, version=draft.version)
    fardigstall_handling(v.db, anna, nummer, begun, now=NU)
    assert len(rader(v.db, MADE)) == 1
    assert rader(v.db, "SELECT id FROM handlingsutkast") == []
    assert verifiera(v.db).fel == []


def test_a_queued_handling_is_made_once_wherever_its_worker_is_killed(
    verksamhet: Verksamhet,
) -> None:
    v = verksamhet
    nummer = oppna(v, "utsatt")
    koa_handlingar(v.db, v.aktor("anna"), "information_insatser", (nummer,), now=NU)
    moment = NU
    stored = innehall(v.db)
    with offer(v.db) as process:
        for tries, (where, words) in enumerate(
            (
                (FORE, "INSERT INTO lasning"),  # the lease is taken
                (FORE, "INSERT INTO handlingsinnehall"),  # the event is written
                (FORE, "UPDATE handlingsjobb SET status"),  # and the bytes
                (VID_COMMIT, "UPDATE handlingsjobb SET status"),  # and the job is marked
            )
        ):
            now = moment.isoformat()
            assert process.killed(where, words, work="kon", now=now), (where, words)
            (job,) = rader(v.db, "SELECT status, lan, resultat FROM handlingsjobb")
            assert (job["status"], job["lan"] is None, job["resultat"]) == ("vantar", False, None)
            for table in ("handelse", "handling", "handlingsinnehall", "akt"):
                assert innehall(v.db)[table] == stored[table], (table, where, words)
            lost = rader(v.db, "SELECT forsok, fel FROM arbetsfel")
            assert [(r["forsok"], r["fel"]) for r in lost] == ([(tries, "avbruten")] * bool(tries))
            assert finish_waiting(v.db, partial(datetime.fromisoformat, now)) == 0, (
                "somebody has it"
            )
            moment += LEASE * 8
    assert finish_waiting(v.db, lambda: moment) == 1
    assert [j["status"] for j in rader(v.db, "SELECT status FROM handlingsjobb")] == ["klar"]
    assert len(rader(v.db, MADE)) == 1
    assert rader(v.db, "SELECT id FROM arbetsfel") == []
    assert verifiera(v.db).fel == []
