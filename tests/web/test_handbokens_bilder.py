"""The pictures of the handbook: taken of the running application, and compared with those in docs/.

The story and the clock stand still, but aktnummer are random and fonts differ between machines, so a
picture is compared by size and not by pixel. What matters is the text: each name that a picture's
caption puts in «» must stand on the page that the picture shows.

CASEFLOW_TEST_WRITE_PICTURES=1 writes the pictures of docs/handbok/bilder anew.
"""

import io
import os
import re
import socket
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pypdfium2
import pytest
import uvicorn
from PIL import Image
from playwright.sync_api import Page, expect, sync_playwright

from caseflow import settings
from caseflow.actions.demo import DEMO_PASSWORD, prepare_demo
from caseflow.actions.initiera import migrate_database
from caseflow.actions.tick import tick
from caseflow.store.session import Databas
from caseflow.web.app import create_app

NOW = datetime(2026, 11, 20, 8, 40, tzinfo=UTC)
"""A Friday, twenty to ten in the morning."""

WIDTH = 1400
MAX_BYTES = 250_000
COLOURS = 128
DOCS = Path(__file__).resolve().parents[2] / "docs" / "handbok"
PICTURES = DOCS / "bilder"
WRITE = os.environ.get("CASEFLOW_TEST_WRITE_PICTURES") == "1"

DATES_AS_IN_SWEDISH = """
for (const field of document.querySelectorAll('input[type=date], input[type=time]')) {
    field.style.width = getComputedStyle(field).width; field.type = 'text';
}
"""
"""A field of a date or a time speaks the language of the browser, and many a Chromium comes with English only."""

Bildtext = tuple[bytes, str]
"""A picture (PNG) and the text that it shows."""


@dataclass
class Fotograf:
    """A browser at the demo."""

    page: Page
    base: str
    story: dict[str, str] = field(default_factory=dict)
    """The aktnummer of the story about each person, by what the work list calls the person."""

    def log_in(self, namn: str) -> None:
        self.page.goto(f"{self.base}/logga-in")
        self.page.get_by_label("E-post").fill(f"{namn}@demo.example")
        self.page.get_by_label("Lösenord").fill(DEMO_PASSWORD)
        self.page.get_by_role("button", name="Logga in").click()
        expect(self.page.get_by_role("heading", level=1)).to_have_text("Mina ärenden")
        for cell in self.page.locator("tbody th").filter(has=self.page.locator("a.cf-case")).all():
            name = cell.locator(".cf-sub").first.inner_text()
            self.story[name] = cell.locator("a.cf-case").inner_text()

    def at(self, path: str) -> None:
        self.page.goto(self.base + path)

    def picture(self, height: int) -> Bildtext:
        """The top of the page, `height` pixels or as much as there is."""
        whole = self.page.evaluate("document.documentElement.scrollHeight")
        self.page.evaluate("document.activeElement.blur()")
        self.page.evaluate(DATES_AS_IN_SWEDISH)
        png = self.page.screenshot(
            clip={"x": 0, "y": 0, "width": WIDTH, "height": min(height, whole)},
            full_page=True,
            animations="disabled",
        )
        return quantised(Image.open(io.BytesIO(png))), self.page.inner_text("body")


def quantised(image: Image.Image) -> bytes:
    """A PNG with few colours: a page has few, and the repository stays small."""
    few = image.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    out = io.BytesIO()
    few.save(out, "PNG", optimize=True)
    return out.getvalue()


def logga_in(f: Fotograf) -> Bildtext:
    f.at("/logga-in")
    taken = f.picture(560)
    f.log_in("maja")
    return taken


def mina_arenden(f: Fotograf) -> Bildtext:
    f.at("/mina-arenden")
    return f.picture(1100)


def bevakningar(f: Fotograf) -> Bildtext:
    f.at("/bevakningar")
    return f.picture(1000)


def arende(f: Fotograf) -> Bildtext:
    f.at(f"/arenden/{f.story['Skyddad person']}")
    return f.picture(1350)


def riskbedomning(f: Fotograf) -> Bildtext:
    f.at(f"/arenden/{f.story['Skyddad person']}/fakta/riskbedomning")
    return f.picture(1900)


def steg(f: Fotograf) -> Bildtext:
    """A step is tried, and refused with every reason."""
    f.at(f"/arenden/{f.story['Nils Påhittad']}/steg/avsluta")
    f.page.get_by_label("Avslutsorsak").select_option("malet_natt")
    f.page.get_by_role("button", name="Avsluta ärendet").click()
    return f.picture(1000)


def regler(f: Fotograf) -> Bildtext:
    f.at("/regler")
    return f.picture(1200)


def beslut(f: Fotograf) -> Bildtext:
    """The first page of a document, as a reader of PDF shows it."""
    answer = f.page.request.get(
        f"{f.base}/arenden/{f.story['Nils Påhittad']}/handlingar/beslut.pdf"
    )
    assert answer.ok, answer.status
    document = pypdfium2.PdfDocument(answer.body())
    try:
        first = document[0]
        scale = WIDTH / 2 / first.get_width()
        text = first.get_textpage().get_text_range()
        return quantised(first.render(scale=scale).to_pil()), text
    finally:
        document.close()


def handlingar(f: Fotograf) -> Bildtext:
    """Drafts, what is finished and what can be made."""
    f.at(f"/arenden/{f.story['Nils Påhittad']}/handlingar")
    return f.picture(1000)


def utkast(f: Fotograf) -> Bildtext:
    """A draft beside its pages."""
    f.page.locator("#utkast a.cf-case").first.click()
    f.page.wait_for_load_state("networkidle")
    return f.picture(1150)


def fardig_handling(f: Fotograf) -> Bildtext:
    """A finished one: its checksum, its event and its pages."""
    f.at(f"/arenden/{f.story['Nils Påhittad']}/handlingar")
    f.page.locator("#fardiga a.cf-case").first.click()
    f.page.wait_for_load_state("networkidle")
    return f.picture(1100)


def maskera(f: Fotograf) -> Bildtext:
    """What may be left out of a copy, with what is suggested for the purpose."""
    f.page.get_by_role("link", name="Gör en maskerad kopia").click()
    f.page.get_by_label("En vårdnadshavare").check()
    f.page.get_by_role("button", name="Visa vad som kan maskeras").click()
    f.page.wait_for_load_state("networkidle")
    return f.picture(1100)


def utskrift(f: Fotograf) -> Bildtext:
    """The letters that wait, and those that may not be sent."""
    f.at("/utskrift")
    return f.picture(700)


def planering(f: Fotograf) -> Bildtext:
    """The board, as the samordnare sees it."""
    f.page.context.clear_cookies()
    f.log_in("runa")
    f.at("/planering")
    return f.picture(1000)


def overlamning(f: Fotograf) -> Bildtext:
    """The plan of a hand-over: nothing is changed yet."""
    f.at("/overlamning")
    f.page.get_by_label("Medarbetare", exact=True).select_option("norr|maja@demo.example")
    f.page.get_by_label("Från och med").fill("2026-12-01")
    f.page.get_by_label("Fördela på flera").check()
    f.page.get_by_label("Ledighet").check()
    f.page.get_by_label("Skäl").fill("Föräldraledig.")
    f.page.get_by_role("button", name="Visa vad som går till vem").click()
    return f.picture(900)


# In the order they are taken: the first logs in.
MOTIVES: dict[str, Callable[[Fotograf], Bildtext]] = {
    motive.__name__: motive
    for motive in (
        logga_in,
        mina_arenden,
        bevakningar,
        arende,
        riskbedomning,
        steg,
        beslut,
        handlingar,
        utkast,
        fardig_handling,
        maskera,
        utskrift,
        regler,
        planering,
        overlamning,
    )
}


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server with the demo, on a free port, with a clock that stands still."""
    data = tmp_path_factory.mktemp("demo")
    db = Databas(settings.load({"CASEFLOW_DATA": str(data)}))
    migrate_database(db)
    prepare_demo(db, "stockholm", now=NOW)
    tick(db, now=NOW)
    app = create_app(db, clock=lambda: NOW)
    server = uvicorn.Server(
        uvicorn.Config(app, log_level="warning", lifespan="off", ws="none", server_header=False)
    )
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{port}"
        finally:
            server.should_exit = True
            thread.join(timeout=10)
    db.close()


@pytest.fixture(scope="module")
def taken(
    base: str, chromium_path: str, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Bildtext]:
    """Every picture, taken in one visit."""
    folder = PICTURES if WRITE else tmp_path_factory.mktemp("bilder")
    folder.mkdir(parents=True, exist_ok=True)
    pictures = {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path, args=["--no-sandbox"])
        page = browser.new_page(
            viewport={"width": WIDTH, "height": 900},
            device_scale_factor=1,
            locale="sv-SE",
            timezone_id="Europe/Stockholm",
        )
        fotograf = Fotograf(page, base)
        for name, motive in MOTIVES.items():
            pictures[name] = motive(fotograf)
            (folder / f"{name}.png").write_bytes(pictures[name][0])
        browser.close()
    return pictures


def captions(name: str) -> list[str]:
    """What docs/ and the README say under a picture."""
    pattern = re.compile(rf"!\[([^\]]*)\]\([^)]*\b{name}\.png\)")
    files = [*DOCS.glob("*.md"), DOCS.parents[1] / "README.md"]
    return [text for file in files for text in pattern.findall(file.read_text(encoding="utf-8"))]


def as_read(text: str) -> str:
    return " ".join(text.split()).casefold()


@pytest.mark.parametrize("name", MOTIVES)
def test_the_committed_picture_is_of_the_page_that_is(
    name: str, taken: dict[str, Bildtext]
) -> None:
    new = Image.open(io.BytesIO(taken[name][0]))
    committed = PICTURES / f"{name}.png"
    assert committed.is_file(), "run with CASEFLOW_TEST_WRITE_PICTURES=1"
    assert committed.stat().st_size <= MAX_BYTES
    old = Image.open(committed)
    assert old.width == new.width
    assert 0.7 < old.height / new.height < 1.4, "the page has changed: take the pictures anew"
    for image in (old, new):
        colours = image.convert("RGB").getcolors(maxcolors=COLOURS)
        assert colours is not None
        assert len(colours) > 10, "an empty page"


@pytest.mark.parametrize("name", MOTIVES)
def test_the_page_says_what_the_caption_says(name: str, taken: dict[str, Bildtext]) -> None:
    told = captions(name)
    assert told, "no page shows the picture"
    shown = as_read(taken[name][1])
    named = {quote for caption in told for quote in re.findall(r"«([^»]+)»", caption)}
    assert {quote for quote in named if as_read(quote) not in shown} == set()


def test_every_picture_in_the_folder_is_taken_here() -> None:
    assert {file.stem for file in PICTURES.glob("*")} == set(MOTIVES)
