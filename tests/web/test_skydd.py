"""What every answer and every form is protected by."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import pytest

from caseflow.actions.tick import tick
from caseflow.store.session import Databas
from caseflow.web.body_limit import MAX_BODY
from tests.akter import oppna
from tests.databas import PASSWORD, Verksamhet
from tests.web.webbplats import START, Webbplats


@pytest.mark.parametrize(
    "path", ["/logga-in", "/mina-arenden", "/finns-inte", "/healthz", "/statiskt/caseflow.css"]
)
def test_every_answer_carries_the_headers(webbplats: Webbplats, path: str) -> None:
    headers = webbplats.inloggad("anna").get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    kept = "immutable" if path.startswith("/statiskt") else "no-store"
    assert kept in headers["cache-control"]


def test_no_page_has_a_script_or_a_style_in_it(webbplats: Webbplats) -> None:
    visitor = webbplats.inloggad("gun")
    webbplats.arende()
    for path in ("/mina-arenden", "/bevakningar", "/notiser", "/arenden/ny", "/sok"):
        text = visitor.client.get(path, follow_redirects=True).text
        assert "<script>" not in text
        assert "<style" not in text
        assert " style=" not in text
        assert " onclick=" not in text
        assert "http://" not in text.replace("http://www.w3.org", "")
        assert "https://" not in text


def test_an_unforeseen_fault_is_a_page_that_tells_nothing(
    webbplats: Webbplats, monkeypatch: pytest.MonkeyPatch
) -> None:
    visitor = webbplats.inloggad("anna")
    monkeypatch.setattr("caseflow.web.notiser.notiser", lambda *_: 1 / 0)
    visitor.client.raise_faults = False
    answer = visitor.get("/notiser")
    assert answer.status_code == 500
    assert "Något gick fel hos oss" in answer.text
    assert "ZeroDivision" not in answer.text
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("path", ["/logga-ut", "/sok", "/notiser/alla-lasta", "/arenden/ny/arende"])
@pytest.mark.parametrize("token", ["", "fel", "å"])
def test_a_form_without_the_token_of_the_session_is_refused(
    webbplats: Webbplats, path: str, token: str
) -> None:
    visitor = webbplats.inloggad("anna")
    answer = visitor.client.post(path, data={"csrf": token})
    assert answer.status_code == 403
    assert "Inget har sparats" in answer.text


def test_the_token_of_another_session_does_not_do(webbplats: Webbplats) -> None:
    anna, bo = webbplats.inloggad("anna"), webbplats.inloggad("bo")
    assert bo.client.post("/sok", data={"q": "x", "csrf": anna.csrf}).status_code == 403


def test_nobody_can_be_logged_in_by_another_site(webbplats: Webbplats) -> None:
    visitor = webbplats.oinloggad()
    login = {"epost": "anna@exempel.se", "losenord": PASSWORD, "csrf": "x"}
    assert visitor.client.post("/logga-in", data=login).status_code == 403


def test_what_another_site_sends_is_refused_even_with_the_token(webbplats: Webbplats) -> None:
    visitor = webbplats.inloggad("anna")
    answer = visitor.client.post(
        "/sok", data={"q": "x", "csrf": visitor.csrf}, headers={"Sec-Fetch-Site": "cross-site"}
    )
    assert answer.status_code == 403


def test_the_token_may_come_in_a_header(webbplats: Webbplats) -> None:
    visitor = webbplats.inloggad("anna")
    answer = visitor.client.post("/sok", data={"q": "x"}, headers={"X-CSRF-Token": visitor.csrf})
    assert answer.status_code == 200


def test_a_form_after_the_session_says_that_one_is_logged_out(webbplats: Webbplats) -> None:
    visitor = webbplats.inloggad("anna")
    webbplats.klocka.now += timedelta(hours=2)
    answer = visitor.post("/sok", {"q": "x"})
    assert answer.status_code == 401
    assert "Du är utloggad" in answer.text


async def in_pieces(body: bytes) -> AsyncIterator[bytes]:
    """Sent without saying how long it is."""
    for start in range(0, len(body), 400_000):
        yield body[start : start + 400_000]


@pytest.mark.parametrize("announced", [True, False])
def test_ten_megabytes_of_text_are_refused_kindly(webbplats: Webbplats, *, announced: bool) -> None:
    visitor = webbplats.inloggad("anna")
    body = b"uppgift=" + b"a" * 10_000_000
    content = body if announced else in_pieces(body)
    answer = visitor.client.post(
        "/arenden/ny/arende",
        content=content,
        headers={"Content-Type": "application/x-www-form-urlencoded"},
    )
    assert answer.status_code == 413
    assert "Inget har sparats" in answer.text
    assert answer.headers["cache-control"] == "no-store"


def test_a_form_just_below_the_limit_is_read(webbplats: Webbplats) -> None:
    visitor = webbplats.inloggad("anna")
    answer = visitor.post("/arenden/ny/arende", {"uppgift": "a" * (MAX_BODY - 1000)})
    assert answer.status_code == 422
    assert "högst 20000 får plats" in answer.text


@pytest.mark.parametrize("path", ["/arenden/ny/arende", "/bevakningar/tilldela", "/sok"])
def test_broken_bodies_are_refused_without_fault(webbplats: Webbplats, path: str) -> None:
    visitor = webbplats.inloggad("anna")
    for kind, body in (
        ("application/x-www-form-urlencoded", b"\xff\xfe%%%&&==;"),
        ("multipart/form-data; boundary=x", b"--x\r\nContent-Disp"),
        ("multipart/form-data", b"nothing"),
        ("application/json", b"{"),
    ):
        answer = visitor.client.post(
            path, content=body, headers={"Content-Type": kind, "X-CSRF-Token": visitor.csrf}
        )
        assert answer.status_code in {200, 400, 422}, (kind, answer.status_code)


def test_a_wrong_method_is_a_page(webbplats: Webbplats) -> None:
    answer = webbplats.inloggad("anna").get("/bevakningar/tilldela")
    assert answer.status_code == 405
    assert "kan inte öppnas direkt" in answer.text


def test_over_tls_the_cookie_is_bound_to_the_host(liten_verksamhet: Verksamhet) -> None:
    settings = replace(liten_verksamhet.db.settings, secure_cookies=True)
    db = Databas(settings)
    site = Webbplats(Verksamhet(db), base="https://testserver")
    visitor = site.inloggad("anna")
    assert "__Host-caseflow_session" in visitor.client.cookies
    assert "max-age" in visitor.get("/mina-arenden").headers["strict-transport-security"]
    db.close()


def test_the_process_tells_how_it_is(webbplats: Webbplats) -> None:
    visitor = webbplats.oinloggad()
    assert visitor.get("/healthz").json() == {"status": "ok"}
    webbplats.app.state.heartbeat = START
    assert visitor.get("/readyz").json()["bevakningar"] == "ok"
    webbplats.klocka.fram(minutes=30)
    answer = visitor.get("/readyz")
    assert (answer.status_code, answer.json()["bevakningar"]) == (503, "stilla")


def test_without_a_loop_here_the_heartbeat_in_the_database_decides(webbplats: Webbplats) -> None:
    visitor, db, klocka = webbplats.oinloggad(), webbplats.verksamhet.db, webbplats.klocka
    never = visitor.get("/readyz")
    assert (never.status_code, never.json()["bevakningar"]) == (200, "har aldrig gått")
    dag = klocka.now.date()
    oppna(webbplats.verksamhet, "utovare", inkom=(dag - timedelta(days=4)).isoformat())
    assert visitor.get("/readyz").status_code == 503, "something is due, and nobody tells of it"
    tick(db, now=klocka.now)
    well = visitor.get("/readyz")
    assert (well.status_code, well.json()["bevakningar"]) == (200, "ok")
    klocka.fram(minutes=4)
    assert visitor.get("/readyz").status_code == 200
    klocka.fram(minutes=2)
    answer = visitor.get("/readyz")
    assert (answer.status_code, answer.json()["bevakningar"]) == (503, "stilla")
    klocka.fram(minutes=-60)  # the server's clock is set back: the heartbeat lies ahead
    answer = visitor.get("/readyz")
    assert (answer.status_code, answer.json()["bevakningar"]) == (503, "klockan har gått tillbaka")
    tick(db, now=klocka.now)
    assert visitor.get("/readyz").status_code == 200


def test_not_ready_without_a_database(liten_verksamhet: Verksamhet) -> None:
    settings = replace(
        liten_verksamhet.db.settings,
        database_url=f"sqlite:///{liten_verksamhet.db.settings.data}/tom.sqlite",
    )
    db = Databas(settings)
    answer = Webbplats(Verksamhet(db)).oinloggad().get("/readyz")
    assert (answer.status_code, answer.json()["databas"]) == (503, "Databasen är inte skapad än.")
    db.close()
