"""Cecilia has no role in the unit: on every address she gets what everybody gets who asks for nothing.

Every route of the application is walked, so that a page added later is tried as well.
"""

import re

import httpx
import pytest
from fastapi.routing import APIRoute
from sqlalchemy import select

from caseflow.actions.registrera_partnerkontakt import registrera_partnerkontakt
from caseflow.store.akt import Akt
from caseflow.store.lasning import Lasning
from tests.web.webbplats import Besokare, Webbplats

MISSING = "VN-0000-0000-0"
IN_AN_AKT = "{nummer}"
PARTS = {
    "kod": "paborja_forhandsbedomning",
    "slag": "riskbedomning",
    "process": "insats",
    "delprocess": "1",
    "seq": "1",
    "nr": "1",
    "mall": "beslut",
    "utkast": "1",
    "sida": "1",
    "notis_id": "1",
    "hemlighet": "en-adress-som-ingen-har",
    "fel_id": "1",
}


def routes(site: Webbplats) -> list[tuple[str, str]]:
    """Every method and path of the pages."""
    found: list[tuple[str, str]] = []
    pending = list(site.app.routes)
    while pending:
        route = pending.pop()
        if isinstance(route, APIRoute):
            found += [(method, route.path) for method in sorted(route.methods or ())]
        else:  # FastAPI may keep an included router as one route that holds the others
            inner = getattr(route, "original_router", None)
            pending += getattr(inner, "routes", [])
    return sorted(f for f in found if not f[1].startswith("/api/"))


def ask(visitor: Besokare, method: str, path: str) -> httpx.Response:
    if method == "POST":
        return visitor.post(path, {"epost": "anna@exempel.se", "datum": "2026-03-10"})
    return visitor.get(path)


def filled(path: str, nummer: str) -> str:
    return re.sub(r"\{(\w+)(:\w+)?\}", lambda m: {**PARTS, "nummer": nummer}[m[1]], path)


def test_there_are_routes_to_walk(webbplats: Webbplats) -> None:
    inside = [path for _, path in routes(webbplats) if IN_AN_AKT in path]
    assert len(inside) > 15


def test_an_akt_of_another_unit_is_as_if_it_did_not_exist(webbplats: Webbplats) -> None:
    nummer = webbplats.arende("anna", namn="Test Person")
    cecilia = webbplats.inloggad("cecilia")
    told = []
    for method, path in routes(webbplats):
        if IN_AN_AKT not in path:
            continue
        there = ask(cecilia, method, filled(path, nummer))
        missing = ask(cecilia, method, filled(path, MISSING))
        same = there.text.replace(nummer, MISSING) == missing.text
        if there.status_code != 404 or missing.status_code != 404 or not same:
            told.append(f"{method} {path}: {there.status_code} {missing.status_code}")
        assert "Test Person" not in there.text
    assert told == []
    with webbplats.verksamhet.db.read() as session:
        assert session.scalars(select(Akt.seq)).one() == 1


@pytest.mark.parametrize("namn", ["anna", "disa", "erik", "gun", "hans", "lo"])
def test_a_partnerkontakt_does_not_exist_for_the_other_side(
    webbplats: Webbplats, namn: str
) -> None:
    v = webbplats.verksamhet
    nummer = registrera_partnerkontakt(
        v.db,
        v.aktor("jon"),
        {
            "enhet": "vast",
            "inkom": webbplats.idag,
            "sakerhetsbedomning": "Säkert.",
            "namn": "Test Partner",
        },
        now=webbplats.klocka.now,
    )
    visitor = webbplats.inloggad(namn)
    for method, path in routes(webbplats):
        if IN_AN_AKT in path:
            assert ask(visitor, method, filled(path, nummer)).status_code == 404, path
    for path in ("/mina-arenden", "/bevakningar", "/notiser"):
        text = visitor.get(path).text
        assert nummer not in text
        assert "Test Partner" not in text
    assert nummer not in visitor.post("/sok", {"q": "Test Partner"}).text


def test_nobody_who_is_not_logged_in_gets_past_the_log_in(webbplats: Webbplats) -> None:
    nummer = webbplats.arende("anna")
    visitor = webbplats.oinloggad()
    for method, path in routes(webbplats):
        if path in {"/logga-in", "/healthz", "/readyz", "/"}:
            continue
        answer = ask(visitor, method, filled(path, nummer))
        expected = 303 if method == "GET" else 401
        if path.startswith(
            "/kalender/"
        ):  # a calendar program has no log-in, only the secret address
            expected = 404
        assert answer.status_code == expected, (method, path)
        assert nummer not in answer.text


def test_what_is_refused_is_logged(webbplats: Webbplats) -> None:
    nummer = webbplats.arende("anna")
    webbplats.inloggad("cecilia").get(f"/arenden/{nummer}")
    with webbplats.verksamhet.db.read_read_log() as session:
        row = session.scalars(select(Lasning).where(Lasning.utfall == "nekad")).one()
    assert (row.aktnummer, row.vad) == (nummer, "arende")


def test_every_page_of_an_akt_is_logged_before_it_is_shown(webbplats: Webbplats) -> None:
    nummer = webbplats.arende("anna", slag="utsatt")
    anna = webbplats.inloggad("anna")
    unlogged = []
    for method, path in routes(webbplats):
        if IN_AN_AKT not in path or method != "GET":
            continue
        before = logged(webbplats, nummer)
        answer = anna.get(filled(path, nummer))
        if answer.status_code == 200 and logged(webbplats, nummer) == before:
            unlogged.append(path)
    assert unlogged == []


def logged(site: Webbplats, nummer: str) -> int:
    with site.verksamhet.db.read_read_log() as session:
        rows = session.scalars(select(Lasning.id).where(Lasning.aktnummer == nummer)).all()
    return len(rows)
