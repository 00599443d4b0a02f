"""A page and the pictures of its sides are one look, and one row in the read log; everything else is its own."""

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import httpx
import pytest

from tests.databas import Verksamhet, sqlite_copy
from tests.web.arendebygge import i_verkstallighet
from tests.web.test_handlingarnas_laslogg import UTKAST, Plats, fardig_journal
from tests.web.test_handlingssidor import INBJUDAN, utkast
from tests.web.webbplats import Webbplats


@pytest.fixture(scope="module")
def plats(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Plats]:
    with sqlite_copy(sqlite_template, tmp_path_factory.mktemp("titt") / "data") as db:
        site = Webbplats(Verksamhet(db))
        akt = i_verkstallighet(site)
        yield Plats(site, {"arenden": (akt, fardig_journal(site, akt, "anna"))})


BILD = re.compile(r'<img src="([^"]+/sida/\d+\.png[^"]*)"')


def bilder(page: httpx.Response) -> list[str]:
    assert page.status_code == 200
    found = [unescape(a) for a in BILD.findall(page.text)]
    assert found
    return found


@pytest.fixture
def sidorna(plats: Plats) -> dict[str, tuple[str, str]]:
    """The pages that have pictures: the address, and the part that is logged."""
    akt, seq = plats.akter["arenden"]
    draft = plats.utkast()
    return {
        "ny": (f"{akt.url}/handlingar/ny/inbjudan", "utkast:ny:inbjudan"),
        "utkast": (f"{akt.url}/utkast/{draft}", f"utkast:{draft}"),
        "fardig": (f"{akt.url}/handlingar/{seq}", f"handling:{seq}"),
    }


@pytest.mark.parametrize("vilken", ["ny", "utkast", "fardig"])
def test_a_page_and_its_pictures_are_one_row(
    plats: Plats, sidorna: dict[str, tuple[str, str]], vilken: str
) -> None:
    address, part = sidorna[vilken]
    anna, before = plats.site.inloggad("anna"), plats.hittills()
    for picture in bilder(anna.get(address)):
        assert anna.get(picture).content.startswith(b"\x89PNG")
    assert [vad for _, vad, _ in plats.nya(before)] == [part]


@pytest.mark.parametrize("vilken", ["ny", "utkast", "fardig"])
def test_a_picture_that_is_no_part_of_that_look_is_a_row_of_its_own(
    plats: Plats, sidorna: dict[str, tuple[str, str]], vilken: str
) -> None:
    """Another person's, another session's, another handling's, a made-up mark, or too late."""
    address, part = sidorna[vilken]
    anna, bo = plats.site.inloggad("anna"), plats.site.inloggad("bo")
    picture = bilder(anna.get(address))[0]
    other = next(a for kind, (a, _) in sidorna.items() if kind != vilken)
    mark = picture.partition("?t=")[2]
    others = bilder(anna.get(other))[0].partition("?t=")[2]
    bare, then, seal = picture.partition("?")[0], *mark.split("-")
    again = plats.site.inloggad("anna")
    for who, asked in (
        (bo, picture),
        (again, picture),
        (anna, bare),
        (anna, f"{bare}?t={others}"),
        (anna, f"{bare}?t={int(then) + 1}-{seal}"),
        (anna, f"{bare}?t={then}-"),
        (anna, f"{bare}?t=å-{seal}"),
    ):
        before = plats.hittills()
        assert who.get(asked).status_code == 200, asked
        assert [vad for _, vad, _ in plats.nya(before)] == [f"{part}:sida:1"], asked
    before, moment = plats.hittills(), plats.site.klocka.now
    try:
        plats.site.klocka.fram(minutes=11)
        assert anna.get(picture).status_code == 200
    finally:
        plats.site.klocka.now = moment
    assert [vad for _, vad, _ in plats.nya(before)] == [f"{part}:sida:1"]


def test_what_has_been_changed_since_the_page_is_a_row_of_its_own(
    plats: Plats, sidorna: dict[str, tuple[str, str]]
) -> None:
    address, part = sidorna["utkast"]
    anna, bo = plats.site.inloggad("anna"), plats.site.inloggad("bo")
    picture = bilder(anna.get(address))[0]
    bo.get(address)
    assert bo.post(address, {**UTKAST, "plats": "Ett annat torg"}).status_code == 303
    before = plats.hittills()
    assert anna.get(picture).status_code == 200
    assert [vad for _, vad, _ in plats.nya(before)] == [f"{part}:sida:1"]


def test_a_page_that_is_shown_again_with_a_fault_covers_what_it_shows(
    plats: Plats, sidorna: dict[str, tuple[str, str]]
) -> None:
    address, part = sidorna["utkast"]
    anna = plats.site.inloggad("anna")
    anna.get(address)
    before = plats.hittills()
    answer = anna.post(address, {**UTKAST, "datum": "i morgon"})
    assert answer.status_code == 422
    for found in BILD.findall(answer.text):
        assert anna.get(unescape(found)).status_code == 200
    assert [vad for _, vad, _ in plats.nya(before)] == [part]


def test_a_number_that_is_no_time_covers_nothing_and_breaks_nothing(webbplats: Webbplats) -> None:
    akt, anna = i_verkstallighet(webbplats), webbplats.inloggad("anna")
    draft = utkast(anna, akt, INBJUDAN)
    before = len(akt.lasningar())
    assert anna.get(f"{draft}/sida/1.png", t="999999999999-x").status_code == 200
    assert len(akt.lasningar()) == before + 1
