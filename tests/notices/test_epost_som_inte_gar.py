"""What happens when e-mail cannot be sent: it waits, is tried again, is given up aloud, and never doubles."""

import socket
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta

import pytest
from sqlalchemy import update

from caseflow.actions.forsok_igen_epost import forsok_igen_epost
from caseflow.actions.skicka_epost import (
    BATCH,
    GIVE_UP_AFTER,
    LEASE,
    MAX_TRIES,
    send_waiting,
)
from caseflow.engine.errors import NotFound
from caseflow.notices.epost import letter
from caseflow.notices.smtp import TOTAL_SECONDS, NotSent, Postserver, deliver
from caseflow.store.epost import Epost
from caseflow.store.medarbetare import Medarbetare
from tests.akter import oppna
from tests.databas import Verksamhet
from tests.notices.epostfall import NOW, brev, lage, meddela
from tests.notices.test_epost import BREV
from tests.postlada import Postlada, free_port, med_post, postlada


def send(v: Verksamhet, port: int, when: datetime = NOW) -> int:
    db = med_post(v.db, f"smtp://127.0.0.1:{port}")
    try:
        return send_waiting(db, now=when)
    finally:
        db.close()


def test_a_lease_is_longer_than_a_whole_pass() -> None:
    assert timedelta(seconds=BATCH * TOTAL_SECONDS) < LEASE


def test_the_waits_grow_and_after_eight_tries_it_is_given_up(liten_verksamhet: Verksamhet) -> None:
    v = liten_verksamhet
    meddela(v, oppna(v), "anna")
    now, waits = NOW, []
    with postlada() as box:
        box.svar = "554 Not wanted"
        for _ in range(MAX_TRIES):
            assert send(v, box.port, now) == 0
            (row,) = brev(v.db)
            if row["status"] == "vantar":
                waits.append((row["nasta"] - now) // timedelta(minutes=1))
                assert send(v, box.port, row["nasta"] - timedelta(seconds=1)) == 0
                now = row["nasta"]
        assert waits == [1, 2, 4, 8, 16, 32, 60]
        assert lage(v.db) == [("dod", 8)]
        assert brev(v.db)[0]["fel"] == "SMTPDataError 554"
        box.svar = ""
        assert send(v, box.port, now + timedelta(days=1)) == 0
        assert forsok_igen_epost(v.db, v.aktor("hans"), now=now) == 1
        assert send(v, box.port, now) == 1
    assert lage(v.db) == [("skickad", 1)]


@pytest.mark.parametrize("answer", [None, "421 Closing", "451 Come back later", "452 Disk full"])
def test_a_server_that_is_away_over_a_weekend_kills_no_email(
    liten_verksamhet: Verksamhet, answer: str | None
) -> None:
    """None: nothing answers at all. The waits double to an hour, and it is sent when the server is back."""
    v = liten_verksamhet
    meddela(v, oppna(v), "anna")
    now, waits = NOW, []
    with postlada() as box:
        box.svar = answer or ""
        gone = free_port()
        while now < NOW + timedelta(hours=62):
            assert send(v, box.port if answer else gone, now) == 0
            (row,) = brev(v.db)
            assert (row["status"], row["forsok"]) == ("vantar", 1)
            waits.append((row["nasta"] - now) // timedelta(minutes=1))
            now = row["nasta"]
        assert waits[:8] == [1, 1, 2, 4, 8, 16, 32, 60]
        assert set(waits[7:]) == {60}
        box.svar = ""
        assert send(v, box.port, now) == 1
    assert lage(v.db) == [("skickad", 2)]


def test_a_receiver_who_is_told_to_wait_for_five_days_is_given_up(
    liten_verksamhet: Verksamhet,
) -> None:
    v = liten_verksamhet
    meddela(v, oppna(v), "anna")
    with postlada() as box:
        box.nekar = {"anna@exempel.se": "452 Mailbox full"}
        assert send(v, box.port) == 0
        assert send(v, box.port, NOW + GIVE_UP_AFTER - timedelta(seconds=1)) == 0
        assert lage(v.db) == [("vantar", 1)]
        late = NOW + GIVE_UP_AFTER + timedelta(hours=1)
        assert send(v, box.port, late) == 0
        assert lage(v.db) == [("dod", 2)]
        assert forsok_igen_epost(v.db, v.aktor("hans"), now=late) == 1
        assert send(v, box.port, late) == 0
        assert lage(v.db) == [("vantar", 1)], "somebody asked, and it is not over at once"
        box.nekar = {}
        assert send(v, box.port, late + timedelta(hours=1)) == 1


def test_an_address_that_the_server_cannot_take_does_not_hold_up_the_others(
    verksamhet: Verksamhet,
) -> None:
    v = verksamhet
    nummer = oppna(v)
    for namn in ("anna", "bo"):
        meddela(v, nummer, namn)
    with v.db.write() as session:
        session.execute(
            update(Medarbetare)
            .where(Medarbetare.epost == "anna@exempel.se")
            .values(epost="anna@östra.se")
        )
    with postlada(utf8=False) as box:
        assert send(v, box.port) == 1
    assert lage(v.db) == [("vantar", 1), ("skickad", 1)]
    assert brev(v.db)[0]["fel"]
    with postlada(utf8=False) as box:
        for n in range(1, MAX_TRIES):
            send(v, box.port, NOW + n * timedelta(hours=1))
    assert lage(v.db)[0] == ("dod", MAX_TRIES)


def test_only_who_answers_for_the_running_may_ask_again(liten_verksamhet: Verksamhet) -> None:
    v = liten_verksamhet
    meddela(v, oppna(v), "anna")
    with v.db.write() as session:
        session.execute(update(Epost).values(status="dod"))
    for namn in ("anna", "gun", "cecilia"):
        with pytest.raises(NotFound):
            forsok_igen_epost(v.db, v.aktor(namn), now=NOW)
    assert lage(v.db) == [("dod", 0)]
    assert forsok_igen_epost(v.db, v.aktor("lo"), now=NOW) == 1
    assert forsok_igen_epost(v.db, v.aktor("lo"), now=NOW) == 0


def test_one_refused_receiver_stops_nobody_else(verksamhet: Verksamhet) -> None:
    v = verksamhet
    nummer = oppna(v)
    for namn in ("anna", "bo", "disa"):
        meddela(v, nummer, namn)
    with postlada() as box:
        box.nekar = {"anna@exempel.se": "550 No such user anna", "bo@exempel.se": "450 Busy"}
        assert send(v, box.port) == 1
    assert box.till == [["disa@exempel.se"]]
    assert [r["fel"] for r in brev(v.db)] == [
        "mottagaren nekades 550",
        "mottagaren nekades 450",
        "",
    ]


def test_a_server_that_is_gone_ends_the_pass_and_loses_nothing(
    liten_verksamhet: Verksamhet,
) -> None:
    v = liten_verksamhet
    nummer = oppna(v)
    for namn in ("anna", "bo", "disa"):
        meddela(v, nummer, namn)
    assert send(v, free_port()) == 0
    assert lage(v.db) == [("vantar", 1), ("vantar", 0), ("vantar", 0)]
    assert brev(v.db)[0]["fel"] == "ConnectionRefusedError"
    with postlada() as box:
        assert send(v, box.port, NOW + timedelta(minutes=1)) == 3


def test_a_server_that_hangs_is_cut_off() -> None:
    with postlada() as box:
        box.fore_svar.clear()
        with pytest.raises(NotSent) as fault:
            deliver(_plain(box.port), letter(BREV), name="exempel.se", seconds=0.2)
    assert fault.value.down
    assert box.kom == []


@contextmanager
def dripping() -> Iterator[int]:
    """A server whose greeting never ends: each byte comes well within any wait for the next one."""
    over = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as server:

        def drip() -> None:
            connection, _ = server.accept()
            with connection, suppress(OSError):
                connection.sendall(b"220-")
                while not over.wait(0.02):
                    connection.sendall(b"x\r\n220-")

        thread = threading.Thread(target=drip)
        thread.start()
        yield server.getsockname()[1]
        over.set()
        thread.join()


def test_a_server_that_drips_is_cut_off() -> None:
    with dripping() as port, pytest.raises(NotSent) as fault:
        deliver(_plain(port), letter(BREV), name="exempel.se", seconds=0.3)
    assert fault.value.down


def test_two_senders_at_once_send_each_once(verksamhet: Verksamhet) -> None:
    v = verksamhet
    nummer = oppna(v)
    people = ("anna", "bo", "disa", "erik", "fatima", "gun", "hans")
    for namn in people:
        meddela(v, nummer, namn)
    with postlada() as box, ThreadPoolExecutor(3) as pool:
        sent = sum(pool.map(lambda _: send(v, box.port), range(3)))
    assert sent == len(people)
    assert sorted(box.till) == [[f"{namn}@exempel.se"] for namn in sorted(people)]
    assert lage(v.db) == [("skickad", 1)] * len(people)


def test_a_worker_slower_than_its_lease_marks_nothing(verksamhet: Verksamhet) -> None:
    """It may be sent twice, as one e-mail with one Message-ID, and the later sender's mark stands."""
    v = verksamhet
    meddela(v, oppna(v), "anna")
    with postlada() as slow, postlada() as quick, ThreadPoolExecutor(1) as pool:
        slow.fore_svar.clear()
        first = pool.submit(send, v, slow.port)
        assert slow.tagit_emot.wait(30)
        assert send(v, quick.port, NOW + LEASE) == 0  # still the first one's
        later = NOW + LEASE + timedelta(seconds=1)
        assert send(v, quick.port, later) == 1
        slow.fore_svar.set()
        first.result(30)
        assert _message_ids(slow) == _message_ids(quick)
    (row,) = brev(v.db)
    assert (row["status"], row["forsok"], row["skickad"]) == ("skickad", 2, later)


def test_what_is_told_while_a_worker_sends_gets_an_email_of_its_own(verksamhet: Verksamhet) -> None:
    v = verksamhet
    first, second = oppna(v), oppna(v, "utovare")
    meddela(v, first, "anna")
    with postlada() as box, ThreadPoolExecutor(1) as pool:
        box.fore_svar.clear()
        sending = pool.submit(send, v, box.port)
        assert box.tagit_emot.wait(30)
        meddela(v, second, "anna")
        box.fore_svar.set()
        sending.result(30)
        send(v, box.port)
        assert [first in text for text in box.texter] == [True, False]
        assert [second in text for text in box.texter] == [False, True]


def test_one_whose_worker_dies_each_time_is_given_up(liten_verksamhet: Verksamhet) -> None:
    v = liten_verksamhet
    meddela(v, oppna(v), "anna")
    with v.db.write() as session:
        session.execute(update(Epost).values(forsok=MAX_TRIES, lan="x", lana_till=NOW))
    with postlada() as box:
        assert send(v, box.port, NOW) == 0
        assert lage(v.db) == [("vantar", MAX_TRIES)]
        assert send(v, box.port, NOW + timedelta(seconds=1)) == 0
    assert brev(v.db)[0]["fel"] == "avbruten varje gång"
    assert lage(v.db) == [("dod", MAX_TRIES + 1)]


def test_a_clock_set_back_an_hour_does_not_stop_a_new_email(liten_verksamhet: Verksamhet) -> None:
    v = liten_verksamhet
    meddela(v, oppna(v), "anna")
    with postlada() as box:
        assert send(v, box.port, NOW - timedelta(hours=1)) == 1


def _plain(port: int) -> Postserver:
    return Postserver("127.0.0.1", port, tls=False, user="", password="")


def _message_ids(box: Postlada) -> list[str]:
    return [str(m["Message-ID"]) for m in box.brev]
