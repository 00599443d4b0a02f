"""The queue of handlingar: each finished exactly once, by whoever has its lease, as the one who asked for it."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta
from functools import partial
from threading import Barrier
from typing import Any

import pytest
from sqlalchemy import text

from caseflow.actions.fardigstall_koade import finish_waiting
from caseflow.actions.forsok_igen import forsok_igen
from caseflow.actions.koa_handlingar import koa_handlingar
from caseflow.actions.medarbetare import stang_av
from caseflow.engine.errors import NotFound, Refused
from caseflow.queries.drift import driftlage
from caseflow.queries.satsen import satsen, satserna
from caseflow.queries.verifiera import verifiera
from caseflow.store.arbetsfel import MOST_TRIES
from caseflow.store.handlingsjobb import LEASE, LanetSlut, claim, settle, to_do
from tests.akter import innehall, oppna, rader
from tests.databas import Verksamhet, at

NU = at("2026-02-05")
MALL = "information_insatser"


def klockan(moment: datetime = NU) -> Any:
    return lambda: moment


def koa(v: Verksamhet, *nummer: str, av: str = "anna", **annat: Any) -> str:
    return koa_handlingar(v.db, v.aktor(av), MALL, nummer, now=NU, **annat).sats


def jobben(v: Verksamhet) -> list[dict[str, Any]]:
    return rader(v.db, "SELECT * FROM handlingsjobb ORDER BY id")


def test_each_is_finished_once_in_the_name_of_who_asked(verksamhet: Verksamhet) -> None:
    v = verksamhet
    numbers = [oppna(v, "utsatt") for _ in range(3)]
    sats = koa(v, *numbers)
    assert finish_waiting(v.db, klockan()) == 3
    assert finish_waiting(v.db, klockan()) == 0
    handlingar = rader(v.db, "SELECT * FROM handling ORDER BY akt_id")
    assert [j["status"] for j in jobben(v)] == ["klar"] * 3
    assert sorted(j["resultat"] for j in jobben(v)) == sorted(h["seq"] for h in handlingar)
    assert {h["av"] for h in handlingar} == {v.aktor("anna").id}
    with v.db.read_read_log() as session:
        read = session.execute(
            text("SELECT aktnummer, vad, grund, medarbetare_id FROM lasning")
        ).all()
    assert sorted(r[0] for r in read) == sorted(numbers)
    assert {tuple(r[1:]) for r in read} == {
        (f"handling:{MALL}", "handlingskön", v.aktor("anna").id)
    }
    (one,) = satserna(v.db, v.aktor("anna"))
    assert (one.sats, one.klara, one.vantar, one.misslyckade) == (sats, 3, 0, 0)
    assert [r.nummer for r in satsen(v.db, v.aktor("anna"), sats)] == sorted(numbers)
    with pytest.raises(NotFound):
        satsen(v.db, v.aktor("bo"), sats)
    assert verifiera(v.db).fel == []


def test_the_same_batch_queues_no_akt_twice(verksamhet: Verksamhet) -> None:
    v = verksamhet
    first, second = oppna(v, "utsatt"), oppna(v, "utsatt")
    sats = koa(v, first)
    again = koa_handlingar(v.db, v.aktor("anna"), MALL, (first, second, second), now=NU, sats=sats)
    assert again.antal == 1
    assert len(jobben(v)) == 2


def test_one_that_may_not_be_opened_or_finished_queues_nothing(verksamhet: Verksamhet) -> None:
    v = verksamhet
    nummer = oppna(v, "utsatt")
    before = innehall(v.db)
    with pytest.raises(NotFound):
        koa(v, nummer, av="cecilia")
    with pytest.raises(NotFound):
        koa(v, nummer, "VN-0000-0000-0")
    with pytest.raises(Refused, match="kan inte färdigställas"):
        koa_handlingar(v.db, v.aktor("erik"), "underrattelse", (oppna(v, "utovare"),), now=NU)
    assert jobben(v) == []
    assert innehall(v.db).keys() == before.keys()


def test_what_lacks_something_is_settled_as_failed_and_not_tried_again(
    liten_verksamhet: Verksamhet,
) -> None:
    v = liten_verksamhet
    koa(v, oppna(v, "utovare"))
    assert finish_waiting(v.db, klockan()) == 1
    (job,) = jobben(v)
    assert (job["status"], job["fel"], job["resultat"]) == ("misslyckad", "refused (1)", None)
    assert finish_waiting(v.db, klockan()) == 0
    assert rader(v.db, "SELECT * FROM handling") == []


@pytest.mark.parametrize("hur", ["avstängd", "uppdraget slut"])
def test_whether_she_may_is_asked_again_when_its_turn_comes(
    liten_verksamhet: Verksamhet, hur: str
) -> None:
    v = liten_verksamhet
    koa(v, oppna(v, "utsatt"))
    if hur == "avstängd":
        stang_av(v.db, "anna@exempel.se", dag=date(2026, 2, 4))
    else:
        with v.db.write() as session:
            session.execute(
                text("UPDATE uppdrag SET till = '2026-02-04' WHERE medarbetare_id = :id"),
                {"id": v.aktor("anna").id},
            )
    finish_waiting(v.db, klockan())
    (job,) = jobben(v)
    said = "inte_medarbetare" if hur == "avstängd" else "not_found"
    assert (job["status"], job["fel"]) == ("misslyckad", said)
    assert rader(v.db, "SELECT * FROM handling") == []


def test_workers_at_once_share_them(verksamhet: Verksamhet) -> None:
    v = verksamhet
    koa(v, *(oppna(v, "utsatt") for _ in range(6)))
    barrier = Barrier(2)

    def work(_: int) -> int:
        barrier.wait(timeout=60)
        return finish_waiting(v.db, klockan())

    with ThreadPoolExecutor(2) as pool:
        assert sum(pool.map(work, range(2))) == 6
    assert len(rader(v.db, "SELECT * FROM handling")) == 6
    assert {j["status"] for j in jobben(v)} == {"klar"}
    assert verifiera(v.db).fel == []


def test_a_lost_worker_is_replaced_and_can_no_longer_settle(verksamhet: Verksamhet) -> None:
    v = verksamhet
    koa(v, oppna(v, "utsatt"))
    with v.db.write() as session:
        lost = claim(session, now=NU)
    assert lost
    assert finish_waiting(v.db, klockan(NU + LEASE)) == 0
    later = NU + LEASE + timedelta(seconds=1)
    assert finish_waiting(v.db, klockan(later)) == 1
    with pytest.raises(LanetSlut), v.db.write() as session:
        settle(session, lost, "klar", now=later, resultat=99)
    (job,) = jobben(v)
    assert (job["status"], job["lan"]) == ("klar", None)
    assert job["resultat"] != 99
    assert len(rader(v.db, "SELECT * FROM handling")) == 1
    assert rader(v.db, "SELECT * FROM arbetsfel") == []


def test_one_that_is_the_end_of_its_worker_each_time_is_given_up(
    liten_verksamhet: Verksamhet,
) -> None:
    v, moment = liten_verksamhet, NU
    koa(v, oppna(v, "utsatt"))
    for _ in range(MOST_TRIES):
        with v.db.write() as session:
            assert claim(session, now=moment)
        moment += LEASE + timedelta(hours=2)
    assert finish_waiting(v.db, klockan(moment)) == 0
    (fault,) = driftlage(v.db, v.aktor("lo"), now=moment).fel
    assert (fault.etikett, fault.fel, fault.dod is not None) == ("Handling i kön", "avbruten", True)
    forsok_igen(v.db, v.aktor("lo"), fault.id, moment)
    assert finish_waiting(v.db, klockan(moment)) == 1
    assert rader(v.db, "SELECT * FROM arbetsfel") == []


def test_what_fails_for_now_waits_longer_each_time_and_is_seen_in_drift(
    liten_verksamhet: Verksamhet,
) -> None:
    v = liten_verksamhet
    nummer, whole = oppna(v, "utsatt"), oppna(v, "utsatt")
    koa(v, nummer, whole)
    key = rader(v.db, f"SELECT nyckel FROM akt WHERE nummer = '{nummer}'")[0]["nyckel"]
    _set_key(v, nummer, b"x" * len(key))
    assert finish_waiting(v.db, klockan()) == 2
    assert [j["status"] for j in jobben(v)] == ["vantar", "klar"]
    (fault,) = driftlage(v.db, v.aktor("lo"), now=NU).fel
    assert (fault.fel, fault.forsok) == ("IntegrityFault", 1)
    assert finish_waiting(v.db, klockan()) == 0
    with v.db.read() as session:
        assert (to_do(session, now=NU), to_do(session, now=fault.nasta)) == (0, 1)
    _set_key(v, nummer, key)
    assert finish_waiting(v.db, klockan(fault.nasta)) == 1
    assert [j["status"] for j in jobben(v)] == ["klar", "klar"]
    assert driftlage(v.db, v.aktor("lo"), now=NU).fel == ()


def _set_key(v: Verksamhet, nummer: str, key: bytes) -> None:
    with v.db.write() as session:
        session.execute(
            text("UPDATE akt SET nyckel = :k WHERE nummer = :n"), {"k": key, "n": nummer}
        )


def test_the_moment_of_each_is_its_own(liten_verksamhet: Verksamhet) -> None:
    v = liten_verksamhet
    koa(v, oppna(v, "utsatt"), oppna(v, "utsatt"))
    moments = iter([NU + timedelta(minutes=n) for n in range(9)])
    finish_waiting(v.db, partial(next, moments))
    ended = [j["avslutad"] for j in jobben(v)]
    assert len(set(ended)) == 2
