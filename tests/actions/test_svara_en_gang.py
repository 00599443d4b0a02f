"""A key answers once: also when two come at the same time, and never after something broke."""

import threading

import pytest

from caseflow.actions.svara_en_gang import Svar, svara_en_gang
from caseflow.engine.errors import CaseflowError, Conflict
from tests.databas import Verksamhet
from tests.web.webbplats import START


def test_of_two_at_the_same_time_one_is_done(verksamhet: Verksamhet) -> None:
    aktor = verksamhet.aktor("anna")
    inside, may_go = threading.Event(), threading.Event()
    done: list[int] = []

    def slow() -> Svar:
        inside.set()
        may_go.wait(10)
        done.append(1)
        return Svar(200, {"seq": 1})

    first = threading.Thread(
        target=lambda: svara_en_gang(verksamhet.db, aktor, "k", "a", slow, now=START)
    )
    first.start()
    inside.wait(10)
    with pytest.raises(Conflict, match="pågår redan"):
        svara_en_gang(verksamhet.db, aktor, "k", "a", slow, now=START)
    may_go.set()
    first.join()
    again = svara_en_gang(verksamhet.db, aktor, "k", "a", slow, now=START)
    assert (again, done) == (Svar(200, {"seq": 1}), [1])


def test_a_key_is_free_again_when_nothing_came_of_it(liten_verksamhet: Verksamhet) -> None:
    aktor = liten_verksamhet.aktor("anna")

    def broken() -> Svar:
        raise CaseflowError(vad="Något gick fel.")

    with pytest.raises(CaseflowError, match="Något gick fel"):
        svara_en_gang(liten_verksamhet.db, aktor, "k", "a", broken, now=START)
    svar = svara_en_gang(liten_verksamhet.db, aktor, "k", "a", lambda: Svar(200, {}), now=START)
    assert svar == Svar(200, {})
