"""Every route that gives out a handling writes what was read, and gives nothing to whoever has no access.

The routes are found in the application, so that a new one without a row in the table fails.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi.routing import APIRoute

from caseflow.actions.fardigstall_handling import Begard, fardigstall_handling
from caseflow.actions.medarbetare import NyMedarbetare, lagg_till
from caseflow.actions.spara_utkast import spara_utkast
from caseflow.rules.roller import Roll
from tests.akter import ANTECKNING, laslogg
from tests.databas import PASSWORD, Verksamhet, sqlite_copy
from tests.web.arendebygge import Bygge, friyta, i_verkstallighet, partnerkontakt
from tests.web.test_api import Anropare
from tests.web.test_handlingssidor import INBJUDAN
from tests.web.webbplats import Besokare, Webbplats

MARKE = "Plommonvägen 77"
"""Stands in every handling and draft of these tests, and nowhere else."""
MISSING = "VN-0000-0000-0"
WORDS = ("handling", "utkast", "utskrift", "maskera", "dagslista", "manadsrapport", ".pdf", ".png")
"""A route whose address has one of them gives out handlingar."""
_ONE_MORE = count(10)
"""The same handling is not made twice."""
UTKAST = {**INBJUDAN, "plats": MARKE, "u_version": "1"}


@dataclass(frozen=True)
class Fall:
    """What a route writes in the read log, and how it answers whoever may read."""

    laser: tuple[str, ...]
    status: int = 200
    data: Mapping[str, Any] = field(default_factory=dict)
    params: Mapping[str, str] = field(default_factory=dict)
    utkast: bool = False
    """It is about what is not finished: not for whoever only reviews."""


_HAR = "/arenden/{nummer}"
_EN = _HAR + "/handlingar/{seq}"
_NY = _HAR + "/handlingar/ny/{mall}"
_ETT = _HAR + "/utkast/{utkast}"
_VALD = {"till": "partsinsyn"}
I_AKTEN: dict[tuple[str, str], Fall] = {
    ("GET", f"{_HAR}/handlingar"): Fall(("handlingar",)),
    ("GET", _HAR + "/handlingar/{mall}.pdf"): Fall(("utkast:ny:inbjudan:pdf",), utkast=True),
    ("GET", _NY): Fall(("utkast:ny:inbjudan",), utkast=True),
    ("POST", _NY): Fall(("utkast:ny:inbjudan",), 303, UTKAST, utkast=True),
    ("POST", f"{_NY}/fardigstall"): Fall(
        ("utkast:ny:inbjudan", r"utkast:\d+"), 303, UTKAST, utkast=True
    ),
    ("GET", _NY + "/sida/{sida}.png"): Fall(("utkast:ny:inbjudan:sida:1",), utkast=True),
    ("GET", _EN): Fall(("handling:{seq}",)),
    ("GET", f"{_EN}/pdf"): Fall(("handling:{seq}:pdf",)),
    ("GET", f"{_EN}/arkiv.pdf"): Fall(("handling:{seq}:arkiv",)),
    ("GET", _EN + "/sida/{sida}.png"): Fall(("handling:{seq}:sida:1",)),
    ("POST", f"{_EN}/ratta"): Fall(("handling:{seq}",), 303),
    ("POST", f"{_EN}/lamna"): Fall(("handling:{seq}",), 422, {"satt": "x"}),
    ("GET", f"{_EN}/maskera"): Fall(("maskera:{seq}",), params=_VALD),
    ("POST", f"{_EN}/maskera"): Fall(("maskera:{seq}",), data={**_VALD, "knapp": "granska"}),
    ("GET", _ETT): Fall(("utkast:{utkast}",), utkast=True),
    ("POST", _ETT): Fall(("utkast:{utkast}",), 303, UTKAST, utkast=True),
    ("POST", f"{_ETT}/fardigstall"): Fall(("utkast:{utkast}",), 303, UTKAST, utkast=True),
    ("POST", f"{_ETT}/kasta"): Fall(("utkast:{utkast}:kasta",), 303, utkast=True),
    ("GET", f"{_ETT}/pdf"): Fall(("utkast:{utkast}:pdf",), utkast=True),
    ("GET", _ETT + "/sida/{sida}.png"): Fall(("utkast:{utkast}:sida:1",), utkast=True),
}
I_API: dict[tuple[str, str], Fall] = {
    ("GET", "/{nummer}/handlingar"): Fall(("handlingar",)),
    ("GET", "/{nummer}/handlingar/{seq}"): Fall(("handling:{seq}",)),
    ("GET", "/{nummer}/handlingar/{seq}/pdf"): Fall(("handling:{seq}:pdf",)),
    ("POST", "/{nummer}/handlingar"): Fall(
        ("utkast:ny:journalutskrift", r"handling:\d+"), 201, {"mall": "journalutskrift"}
    ),
}
SORTER = ("arenden", "friytekontakter", "partnerkontakter")
LISTOR = ("/utskrift", "/utskrift/oppna", "/utskrift/skickade", "/dagslista.pdf")
SIFFROR = ("/manadsrapport.pdf", "/mallar")
"""Without persons: the month's report is logged as such, and the catalogue of templates shows no akt."""


@dataclass
class Plats:
    """The site, the akt of each sort with one finished handling, and who works in it and who does not."""

    site: Webbplats
    akter: dict[str, tuple[Bygge, int]]

    def utkast(self) -> int:
        """A new draft in the ärende."""
        akt, _ = self.akter["arenden"]
        v = self.site.verksamhet
        given = {k: x for k, x in UTKAST.items() if not k.startswith("u_")}
        anna = v.aktor("anna", self.site.idag)
        return spara_utkast(v.db, anna, akt.nummer, "inbjudan", given, now=self.site.klocka.now).id

    def nya(self, before: int) -> list[tuple[str, str, str]]:
        """What has been logged since: akt, part and outcome."""
        return [
            (r["aktnummer"], r["vad"], r["utfall"])
            for r in laslogg(self.site.verksamhet.db)[before:]
        ]

    def hittills(self) -> int:
        return len(laslogg(self.site.verksamhet.db))


def fardig_journal(site: Webbplats, akt: Bygge, vem: str) -> int:
    """A finished journal with the mark in it."""
    v = site.verksamhet
    akt.fakta(vem, "journalanteckning", **{**ANTECKNING, "anteckning": f"Vi ses på {MARKE}."})
    aktor = v.aktor(vem, site.idag)
    begard = Begard("journalutskrift")
    return fardigstall_handling(v.db, aktor, akt.nummer, begard, now=site.klocka.now).seq


@pytest.fixture(scope="module")
def plats(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Plats]:
    with sqlite_copy(sqlite_template, tmp_path_factory.mktemp("laslogg") / "data") as db:
        rut = NyMedarbetare("rut@exempel.se", "Rut", "vast", (Roll.REVISOR,), PASSWORD)
        site = Webbplats(Verksamhet(db))
        lagg_till(db, rut, fran=site.idag.replace(year=2020))
        built = {
            "arenden": (i_verkstallighet(site, namn="Test Person"), "anna"),
            "friytekontakter": (friyta(site), "erik"),
            "partnerkontakter": (partnerkontakt(site), "jon"),
        }
        yield Plats(
            site,
            {sort: (akt, fardig_journal(site, akt, vem)) for sort, (akt, vem) in built.items()},
        )


def every_route(site: Webbplats) -> set[tuple[str, str]]:
    found: set[tuple[str, str]] = set()
    pending = list(site.app.routes)
    while pending:
        route = pending.pop()
        if isinstance(route, APIRoute):
            found |= {(method, route.path) for method in route.methods or ()}
        else:  # FastAPI may keep an included router as one route that holds the others
            pending += getattr(getattr(route, "original_router", None), "routes", [])
    return found


def test_every_route_that_gives_out_handlingar_has_a_case(plats: Plats) -> None:
    there = {r for r in every_route(plats.site) if any(w in r[1] for w in WORDS)}
    known = {
        *I_AKTEN,
        *((m, f"/api/v1/{sort}{path}") for sort in SORTER for m, path in I_API),
        *(("POST" if path.count("/") > 1 else "GET", path) for path in LISTOR),
        ("GET", SIFFROR[0]),
    }
    assert there == known


def _address(plats: Plats, path: str, sort: str, nummer: str = "") -> tuple[str, dict[str, str]]:
    akt, seq = plats.akter[sort]
    parts = {"nummer": nummer or akt.nummer, "seq": str(seq), "mall": "inbjudan", "sida": "1"}
    if "{utkast}" in path:
        parts["utkast"] = str(plats.utkast())
    return re.sub(r"\{(\w+)(:\w+)?\}", lambda m: parts[m[1]], path), parts


def _ask(who: Besokare, method: str, address: str, fall: Fall) -> httpx.Response:
    if method == "GET":
        return who.get(address, **fall.params)
    return who.post(address, dict(fall.data, telefon=f"010-000 00 {next(_ONE_MORE):02}"))


def _text(answer: httpx.Response) -> str:
    return answer.text if "text" in answer.headers.get("content-type", "") else ""


def one_row_for_each_part(plats: Plats, before: int, parts: Mapping[str, str], fall: Fall) -> None:
    """Since `before` the log has one row for each part that the call reads, and no other."""
    logged = plats.nya(before)
    assert {(nummer, utfall) for nummer, _, utfall in logged} == {(parts["nummer"], "oppnad")}
    wanted = [pattern.format(**parts) if "{" in pattern else pattern for pattern in fall.laser]
    assert len(logged) == len(wanted), logged
    for (_, vad, _), pattern in zip(logged, wanted, strict=True):
        assert re.fullmatch(pattern, vad), (vad, pattern)


ROWS = [pytest.param(m, p, f, id=f"{m} {p}") for (m, p), f in I_AKTEN.items()]


@pytest.mark.parametrize(("method", "path", "fall"), ROWS)
def test_what_is_read_is_logged_once_for_each_part(
    plats: Plats, method: str, path: str, fall: Fall
) -> None:
    anna = plats.site.inloggad("anna")
    address, parts = _address(plats, path, "arenden")
    before = plats.hittills()
    answer = _ask(anna, method, address, fall)
    assert answer.status_code == fall.status, answer.text[:2000]
    one_row_for_each_part(plats, before, parts, fall)


@pytest.mark.parametrize(("method", "path", "fall"), ROWS)
@pytest.mark.parametrize("namn", ["cecilia", "jon"])
def test_without_access_it_does_not_exist_and_that_is_logged(
    plats: Plats, namn: str, method: str, path: str, fall: Fall
) -> None:
    visitor = plats.site.inloggad(namn)
    address, parts = _address(plats, path, "arenden")
    before = plats.hittills()
    there = _ask(visitor, method, address, fall)
    logged = plats.nya(before)
    missing = _ask(visitor, method, address.replace(parts["nummer"], MISSING), fall)
    assert there.status_code == missing.status_code == 404
    assert there.text.replace(parts["nummer"], MISSING) == missing.text
    for word in (MARKE, "Test Person"):
        assert word not in there.text
    assert {(nummer, utfall) for nummer, _, utfall in logged} == {(parts["nummer"], "nekad")}


@pytest.mark.parametrize(
    ("method", "path", "fall"),
    [r for r in ROWS if isinstance(r.values[2], Fall) and r.values[2].utkast],
)
def test_a_draft_is_refused_to_whoever_reviews_and_that_is_logged(
    plats: Plats, method: str, path: str, fall: Fall
) -> None:
    rut = plats.site.inloggad("rut")
    address, parts = _address(plats, path, "arenden")
    before = plats.hittills()
    answer = _ask(rut, method, address, fall)
    assert answer.status_code == 409
    assert MARKE not in answer.text
    assert [(n, u) for n, _, u in plats.nya(before)] == [(parts["nummer"], "nekad")]


API_ROWS = [
    pytest.param(sort, m, p, f, id=f"{m} {sort}{p}")
    for sort in SORTER
    for (m, p), f in I_API.items()
]
ARBETAR = {"arenden": "anna", "friytekontakter": "erik", "partnerkontakter": "jon"}
UTANFOR = {"arenden": "jon", "friytekontakter": "anna", "partnerkontakter": "anna"}


def _call(who: Anropare, method: str, address: str, fall: Fall) -> httpx.Response:
    return who.get(address) if method == "GET" else who.post(address, dict(fall.data))


@pytest.mark.parametrize(("sort", "method", "path", "fall"), API_ROWS)
def test_the_api_logs_as_the_pages_do(
    plats: Plats, sort: str, method: str, path: str, fall: Fall
) -> None:
    address, parts = _address(plats, f"/{sort}{path}", sort)
    if method == "POST":  # something has happened since the journal was made
        akt, _ = plats.akter[sort]
        akt.fakta(ARBETAR[sort], "journalanteckning", **ANTECKNING)
    inside, before = Anropare(plats.site, ARBETAR[sort]), plats.hittills()
    answer = _call(inside, method, address, fall)
    assert answer.status_code == fall.status, answer.text[:2000]
    one_row_for_each_part(plats, before, parts, fall)


@pytest.mark.parametrize(("sort", "method", "path", "fall"), API_ROWS)
def test_the_api_gives_nothing_to_others(
    plats: Plats, sort: str, method: str, path: str, fall: Fall
) -> None:
    address, parts = _address(plats, f"/{sort}{path}", sort)
    for namn in ("cecilia", UTANFOR[sort]):
        outside, before = Anropare(plats.site, namn), plats.hittills()
        answer = _call(outside, method, address, fall)
        logged = plats.nya(before)
        missing = _call(outside, method, address.replace(parts["nummer"], MISSING), fall)
        assert answer.status_code == missing.status_code == 404
        assert answer.text.replace(parts["nummer"], MISSING) == missing.text
        assert [(n, u) for n, _, u in logged] == [(parts["nummer"], "nekad")]
        assert outside.client.get(f"/api/v1{address}").status_code in {401, 405}, "no token"


@pytest.mark.parametrize("path", LISTOR)
def test_a_list_is_logged_and_holds_only_the_persons_own(plats: Plats, path: str) -> None:
    akt, seq = plats.akter["arenden"]
    v = plats.site.verksamhet
    given = {k: x for k, x in UTKAST.items() if not k.startswith("u_")}
    anna = v.aktor("anna", plats.site.idag)
    marked = {"val": f"{akt.nummer}:{seq}", "satt": "brev"}
    # By then something is due in the ärende.
    fall = Fall((), data=marked, params={"dag": "2026-06-01"} if path.endswith(".pdf") else {})
    for namn, sees in (("anna", True), ("cecilia", False), ("jon", False)):
        draft = Begard("inbjudan", {**given, "telefon": f"010-000 01 {next(_ONE_MORE):02}"})
        fardigstall_handling(v.db, anna, akt.nummer, draft, now=plats.site.klocka.now)
        visitor = plats.site.inloggad(namn)
        before = plats.hittills()
        answer = _ask(visitor, "POST" if path.count("/") > 1 else "GET", path, fall)
        logged = plats.nya(before)
        assert answer.status_code == 200
        part = "dagslista" if path == "/dagslista.pdf" else "utskrift"
        assert part in {vad for _, vad, utfall in logged if utfall == "oppnad"}
        opened = {nummer for nummer, _, utfall in logged if utfall == "oppnad" and nummer}
        assert (akt.nummer in opened) is (sees and part == "dagslista")
        if not path.endswith(".pdf"):
            assert (f'value="{akt.nummer}:' in answer.text) is sees
        assert MARKE not in _text(answer)
        assert "Test Person" not in _text(answer)


def test_the_months_report_is_logged_and_is_for_those_who_report(plats: Plats) -> None:
    hans, before = plats.site.inloggad("hans"), plats.hittills()
    assert hans.get(SIFFROR[0]).status_code == 200
    assert plats.nya(before) == [("", "manadsrapport", "oppnad")]
    assert plats.site.inloggad("anna").get(SIFFROR[0]).status_code == 404
    catalogue = plats.site.inloggad("anna").get(SIFFROR[1]).text
    assert plats.akter["arenden"][0].nummer not in catalogue
