"""Log in: the same answer whatever was wrong, and a pause after five failures."""

from datetime import date, timedelta

import pytest

from caseflow.actions.logga_in import forlang, logga_in, logga_ut, token_hash
from caseflow.actions.medarbetare import NyMedarbetare, lagg_till, stang_av
from caseflow.engine.errors import LoginFailed
from caseflow.queries.inloggad import Inloggningsvy, current
from caseflow.rules.roller import Roll
from tests.akter import rader
from tests.databas import PASSWORD, Verksamhet, at

NOW = at("2026-01-12")
DAG = date(2026, 1, 12)
MINUTE = timedelta(minutes=1)


def fails(v: Verksamhet, epost: str, losenord: str, minutes: int = 0) -> str:
    with pytest.raises(LoginFailed) as caught:
        logga_in(v.db, epost, losenord, now=NOW + minutes * MINUTE)
    return caught.value.message


def session_of(v: Verksamhet, token: str, minutes: int = 0) -> Inloggningsvy | None:
    return current(v.db, token_hash(token), now=NOW + minutes * MINUTE, dag=DAG)


def test_a_session_belongs_to_who_logged_in(verksamhet: Verksamhet) -> None:
    v = verksamhet
    made = logga_in(v.db, " ANNA@exempel.se", PASSWORD, now=NOW)
    found = session_of(v, made.token)
    assert found is not None
    assert (found.aktor.namn, found.csrf) == ("Anna", made.csrf)
    assert found.aktor.uppdrag == v.aktor("anna").uppdrag
    assert [kod for _, kod, _ in found.enheter] == ["vast"]


def test_only_the_hash_of_the_token_is_stored(liten_verksamhet: Verksamhet) -> None:
    v = liten_verksamhet
    made = logga_in(v.db, "anna@exempel.se", PASSWORD, now=NOW)
    (row,) = rader(v.db, "SELECT * FROM inloggning")
    assert bytes(row["token_hash"]) == token_hash(made.token)
    assert made.token not in str(row)
    assert all(PASSWORD not in str(r) for r in rader(v.db, "SELECT * FROM medarbetare"))


def test_a_password_is_stored_as_dear_as_argon2_advises(liten_verksamhet: Verksamhet) -> None:
    """The cast's own are cheap (tests/databas.py); those of a real unit are not: RFC 9106, 64 MiB three times."""
    v = liten_verksamhet
    ny = NyMedarbetare("moa@exempel.se", "Moa", "vast", (Roll.HANDLAGGARE,), PASSWORD)
    lagg_till(v.db, ny, fran=DAG)
    (row,) = rader(v.db, "SELECT losenord FROM medarbetare WHERE epost = 'moa@exempel.se'")
    assert row["losenord"].startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    made = logga_in(v.db, ny.epost, PASSWORD, now=NOW)
    found = session_of(v, made.token)
    assert found is not None
    assert found.aktor.namn == "Moa"


def test_the_answer_is_the_same_whatever_was_wrong(verksamhet: Verksamhet) -> None:
    v = verksamhet
    stang_av(v.db, "bo@exempel.se", dag=DAG)
    answers = {
        fails(v, "anna@exempel.se", "fel lösenord"),
        fails(v, "anna@exempel.se", ""),
        fails(v, "ingen@exempel.se", PASSWORD),
        fails(v, "bo@exempel.se", PASSWORD),
        fails(v, "a\x00b", PASSWORD),
        fails(v, "\ud800", "\ud800"),
        fails(v, "x" * 100_000, "x" * 100_000),
    }
    assert len(answers) == 1
    assert rader(v.db, "SELECT * FROM inloggning") == []


def test_after_five_failures_there_is_a_pause_of_a_quarter(verksamhet: Verksamhet) -> None:
    v = verksamhet
    for _ in range(5):
        fails(v, "anna@exempel.se", "fel")
    fails(v, "Anna@exempel.se ", PASSWORD, minutes=14)
    logga_in(v.db, "bo@exempel.se", PASSWORD, now=NOW + 14 * MINUTE)
    logga_in(v.db, "anna@exempel.se", PASSWORD, now=NOW + 16 * MINUTE)


def test_trying_during_the_pause_does_not_make_it_longer(liten_verksamhet: Verksamhet) -> None:
    """Else anybody could keep a colleague out."""
    v = liten_verksamhet
    for minute in range(15):
        fails(v, "anna@exempel.se", "fel", minutes=minute)
    for minute in range(15):
        fails(v, "anna@exempel.se", "fel", minutes=minute)
    logga_in(v.db, "anna@exempel.se", PASSWORD, now=NOW + 20 * MINUTE)


def test_a_session_in_use_ends_with_the_working_day(liten_verksamhet: Verksamhet) -> None:
    v = liten_verksamhet
    token = logga_in(v.db, "anna@exempel.se", PASSWORD, now=NOW).token
    for hour in range(1, 13):
        forlang(v.db, token, now=NOW + hour * 60 * MINUTE)
    assert session_of(v, token, 11 * 60) is not None
    assert session_of(v, token, 12 * 60) is None


def test_a_success_clears_the_failures(liten_verksamhet: Verksamhet) -> None:
    v = liten_verksamhet
    for _ in range(3):
        for _ in range(4):
            fails(v, "anna@exempel.se", "fel")
        logga_in(v.db, "anna@exempel.se", PASSWORD, now=NOW)


def test_the_address_that_failed_is_not_stored(liten_verksamhet: Verksamhet) -> None:
    """People type their password in the wrong field."""
    fails(liten_verksamhet, "mitt-hemliga-losenord", "")
    (row,) = rader(liten_verksamhet.db, "SELECT * FROM inloggningsforsok")
    assert "hemliga" not in str(row)


def test_a_session_ends_by_time_by_log_out_and_when_the_account_is_disabled(
    liten_verksamhet: Verksamhet,
) -> None:
    v = liten_verksamhet
    first = logga_in(v.db, "anna@exempel.se", PASSWORD, now=NOW).token
    assert session_of(v, first, 61) is None
    forlang(v.db, first, now=NOW + 50 * MINUTE)
    assert session_of(v, first, 61) is not None
    logga_ut(v.db, first)
    logga_ut(v.db, "okänd")
    assert session_of(v, first) is None
    second = logga_in(v.db, "anna@exempel.se", PASSWORD, now=NOW).token
    stang_av(v.db, "anna@exempel.se", dag=DAG)
    assert session_of(v, second) is None


@pytest.mark.parametrize("token", ["", "x", "\x00", "\ud800", "x" * 100_000])
def test_a_token_that_nobody_has_been_given_opens_nothing(
    liten_verksamhet: Verksamhet, token: str
) -> None:
    v = liten_verksamhet
    logga_in(v.db, "anna@exempel.se", PASSWORD, now=NOW)
    assert session_of(v, token) is None
    logga_ut(v.db, token)
    forlang(v.db, token, now=NOW)
