"""Log in, stay logged in, log out."""

from datetime import date

import pytest

from caseflow.actions.medarbetare import stang_av
from tests.databas import PASSWORD, Verksamhet
from tests.web.webbplats import Webbplats


def test_the_first_page_leads_to_the_log_in_and_back(webbplats: Webbplats) -> None:
    visitor = webbplats.oinloggad()
    assert visitor.get("/bevakningar").headers["location"] == "/logga-in?nasta=/bevakningar"
    assert 'value="/bevakningar"' in visitor.get("/logga-in", nasta="/bevakningar").text
    answer = visitor.post(
        "/logga-in",
        {"epost": "Anna@Exempel.se", "losenord": PASSWORD, "nasta": "/bevakningar"},
    )
    assert (answer.status_code, answer.headers["location"]) == (303, "/bevakningar")
    assert visitor.get("/bevakningar").status_code == 200
    assert visitor.get("/logga-in").headers["location"] == "/"


@pytest.mark.parametrize(
    "elsewhere", ["https://exempel.se", "//exempel.se", "/\\exempel.se", "javascript:x", "/\tx"]
)
def test_the_log_in_never_leads_elsewhere(webbplats: Webbplats, elsewhere: str) -> None:
    visitor = webbplats.oinloggad()
    visitor.get("/logga-in")
    answer = visitor.post(
        "/logga-in", {"epost": "anna@exempel.se", "losenord": PASSWORD, "nasta": elsewhere}
    )
    assert answer.headers["location"] == "/"


@pytest.mark.parametrize(
    ("epost", "losenord"),
    [
        ("anna@exempel.se", "fel"),
        ("ingen@exempel.se", PASSWORD),
        ("", ""),
        ("anna@exempel.se", "å" * 5000),
        ("😀", "😀"),
    ],
)
def test_a_wrong_log_in_says_the_same_whatever_was_wrong(
    webbplats: Webbplats, epost: str, losenord: str
) -> None:
    visitor = webbplats.oinloggad()
    visitor.get("/logga-in")
    answer = visitor.post("/logga-in", {"epost": epost, "losenord": losenord, "nasta": "/"})
    assert answer.status_code == 401
    assert "Adressen eller lösenordet stämmer inte" in answer.text
    assert "<title>Fel: Logga in" in answer.text
    assert "caseflow_session" not in visitor.client.cookies


def test_guessing_is_slowed_down(webbplats: Webbplats) -> None:
    visitor = webbplats.oinloggad()
    visitor.get("/logga-in")
    right = {"epost": "anna@exempel.se", "losenord": PASSWORD}
    for _ in range(5):
        visitor.post("/logga-in", {**right, "losenord": "fel"})
    assert visitor.post("/logga-in", right).status_code == 401
    webbplats.klocka.fram(minutes=16)
    assert visitor.post("/logga-in", right).status_code == 303


def test_the_cookie_is_out_of_reach_of_scripts_and_of_other_sites(webbplats: Webbplats) -> None:
    visitor = webbplats.oinloggad()
    visitor.get("/logga-in")
    answer = visitor.post("/logga-in", {"epost": "anna@exempel.se", "losenord": PASSWORD})
    cookie = next(c for c in answer.headers.get_list("set-cookie") if "caseflow_session=" in c)
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    assert "Secure" not in cookie


def test_an_idle_session_ends_and_one_in_use_goes_on(webbplats: Webbplats) -> None:
    visitor = webbplats.inloggad("anna")
    for _ in range(4):
        webbplats.klocka.fram(minutes=40)
        assert visitor.get("/mina-arenden").status_code == 200
    webbplats.klocka.fram(minutes=61)
    assert visitor.get("/mina-arenden").status_code == 303


def test_no_session_outlives_the_working_day(webbplats: Webbplats) -> None:
    visitor = webbplats.inloggad("anna")
    for _ in range(23):
        webbplats.klocka.fram(minutes=30)
        visitor.get("/mina-arenden")
    assert visitor.get("/mina-arenden").status_code == 200
    webbplats.klocka.fram(minutes=31)
    assert visitor.get("/mina-arenden").status_code == 303


def test_logging_out_ends_the_session_on_the_server(webbplats: Webbplats) -> None:
    visitor = webbplats.inloggad("anna")
    token = visitor.client.cookies["caseflow_session"]
    answer = visitor.post("/logga-ut")
    assert answer.headers["location"] == "/logga-in"
    assert "storage" in answer.headers["clear-site-data"]
    visitor.client.cookies.set("caseflow_session", token)
    assert visitor.get("/mina-arenden").status_code == 303


def test_who_is_disabled_is_out_at_once(webbplats: Webbplats) -> None:
    visitor = webbplats.inloggad("anna")
    stang_av(webbplats.verksamhet.db, "anna@exempel.se", dag=date(2026, 3, 10))
    assert visitor.get("/mina-arenden").status_code == 303


def test_a_made_up_token_opens_nothing(webbplats: Webbplats) -> None:
    visitor = webbplats.oinloggad()
    visitor.client.cookies.set("caseflow_session", "a" * 43)
    assert visitor.get("/mina-arenden").status_code == 303


def test_htmx_is_sent_to_the_log_in_as_a_whole_page(webbplats: Webbplats) -> None:
    answer = webbplats.oinloggad().client.get("/mina-arenden", headers={"HX-Request": "true"})
    assert answer.headers["hx-redirect"] == "/logga-in?nasta=/mina-arenden"


def test_sessions_work_on_every_database(verksamhet: Verksamhet) -> None:
    visitor = Webbplats(verksamhet).inloggad("gun")
    assert "Gun" in visitor.get("/mina-arenden").text
