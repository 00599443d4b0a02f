"""The page of an akt and its forms in a real browser: focus, keyboard, small screens, and no script at all."""

import re
import threading
from collections.abc import Iterator
from datetime import timedelta

import pytest
import uvicorn
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from caseflow.actions.logga_in import logga_in
from tests.databas import PASSWORD
from tests.web.arendebygge import KONTAKT, RISK, Bygge, i_verkstallighet, utsatt
from tests.web.webbplats import Webbplats

ARGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
    " --disable-component-update --disable-sync"
).split()
NARROW = {"width": 400, "height": 900}
WIDE = {"width": 1400, "height": 1000}


@pytest.fixture(scope="module")
def browser(chromium_path: str) -> Iterator[Browser]:
    with sync_playwright() as p:
        started = p.chromium.launch(executable_path=chromium_path, args=ARGS)
        yield started
        started.close()


@pytest.fixture
def address(webbplats: Webbplats) -> Iterator[str]:
    """The application on a port of its own."""
    config = uvicorn.Config(webbplats.app, host="127.0.0.1", port=0, log_level="error")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        thread.join(0.02)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(10)


@pytest.fixture
def akt(webbplats: Webbplats) -> Bygge:
    """An utsatt with a history of risk and a note."""
    akt = utsatt(webbplats, namn="Ellen Påhittad", skydd="sekretessmarkering")
    akt.fakta("anna", "riskbedomning", niva="mycket_hog", **RISK)
    webbplats.klocka.fram(days=30)
    akt.fakta("anna", "riskbedomning", niva="hog", **RISK)
    akt.fakta("anna", "saker_kontakt", **KONTAKT)
    akt.fakta(
        "anna", "journalanteckning", rubrik="Samtal", typ="kontakt", anteckning="Kodordet stämde."
    )
    webbplats.klocka.fram(days=5)
    return akt


def visit(
    browser: Browser, site: Webbplats, address: str, *, size: dict[str, int], script: bool = True
) -> tuple[BrowserContext, Page, list[str]]:
    """Anna's browser, and what it complains about."""
    session = logga_in(
        site.verksamhet.db, "anna@exempel.se", PASSWORD, now=site.klocka.now + timedelta(seconds=1)
    )
    context = browser.new_context(
        viewport={"width": size["width"], "height": size["height"]},
        java_script_enabled=script,
        locale="sv-SE",
    )
    context.add_cookies([{"name": "caseflow_session", "value": session.token, "url": address}])
    page = context.new_page()
    page.set_default_timeout(60_000)
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    return context, page, said


@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["400 px", "1400 px"])
def test_no_page_scrolls_sideways_or_breaks_the_content_policy(
    browser: Browser, webbplats: Webbplats, address: str, akt: Bygge, size: dict[str, int]
) -> None:
    other = i_verkstallighet(webbplats)
    context, page, said = visit(browser, webbplats, address, size=size)
    for path in (
        akt.url,
        other.url,
        f"{akt.url}/fakta/riskbedomning",
        f"{other.url}/steg/avsluta",
        f"{akt.url}/tidslinje",
        f"{akt.url}/journal",
        f"{akt.url}/handelser/2",
    ):
        page.goto(address + path)
        for summary in page.query_selector_all("details:not([data-hx-get]) > summary"):
            summary.click()
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], path
    assert said == []
    context.close()


def test_faults_take_focus_and_lead_to_their_fields(
    browser: Browser, webbplats: Webbplats, address: str, akt: Bygge
) -> None:
    context, page, _ = visit(browser, webbplats, address, size=WIDE)
    page.goto(f"{address}{akt.url}/fakta/journalanteckning")
    page.fill("#f-anteckning", "Det här är skrivet.")
    page.click("text=Lås anteckningen")
    assert page.evaluate("document.activeElement.id") == "fel"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.type("En rubrik")
    assert page.input_value("#f-rubrik") == "En rubrik"
    assert page.get_attribute("#f-rubrik", "aria-invalid") == "true"
    assert page.input_value("#f-anteckning") == "Det här är skrivet."
    context.close()


def test_the_keyboard_alone_goes_from_the_first_link_to_a_step(
    browser: Browser, webbplats: Webbplats, address: str, akt: Bygge
) -> None:
    context, page, _ = visit(browser, webbplats, address, size=WIDE)
    page.goto(address + akt.url)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Hoppa till innehållet"
    page.keyboard.press("Enter")
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.closest('.cf-next__go') !== null"):
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**/fakta/**")
    context.close()


def test_reasons_for_a_lower_level_are_asked_for_when_a_lower_level_is_chosen(
    browser: Browser, webbplats: Webbplats, address: str, akt: Bygge
) -> None:
    context, page, _ = visit(browser, webbplats, address, size=WIDE)
    page.goto(f"{address}{akt.url}/fakta/riskbedomning")
    assert page.locator("input[name=niva]:checked").count() == 0
    assert not page.is_visible("#f-skal_sankning")
    page.get_by_label("Medel", exact=True).check()
    assert page.is_visible("#f-skal_sankning")
    page.get_by_label("Mycket hög", exact=True).check()
    assert not page.is_visible("#f-skal_sankning")
    context.close()


def test_a_note_is_fetched_once_when_it_is_opened(
    browser: Browser, webbplats: Webbplats, address: str, akt: Bygge
) -> None:
    context, page, _ = visit(browser, webbplats, address, size=WIDE)
    page.goto(address + akt.url)
    assert not page.get_by_text("Kodordet stämde.").count()
    page.click("#journal summary")
    page.wait_for_selector("text=Kodordet stämde.")
    page.click("#journal summary")
    page.click("#journal summary")
    seq = akt.bilden.seq
    assert [vad for vad, _ in akt.lasningar()].count(f"journal:{seq}") == 1
    context.close()


def test_everything_works_without_script(
    browser: Browser, webbplats: Webbplats, address: str, akt: Bygge
) -> None:
    context, page, _ = visit(browser, webbplats, address, size=NARROW, script=False)
    page.goto(address + akt.url)
    page.click("#journal summary")
    page.click("text=Öppna anteckningen")
    assert page.get_by_text("Kodordet stämde.").count() == 1
    page.goto(f"{address}{akt.url}/fakta/barn_efterfragade")
    page.get_by_label("Nej", exact=True).check()
    page.get_by_role("button", name="Registrera", exact=True).click()
    page.wait_for_url(re.compile(r"\?klart="))
    assert page.get_by_role("status").get_by_text("Frågan om barn är ställd").count() == 1
    page.click("text=Visa namn och personnummer")
    assert page.get_by_text("Ellen Påhittad").count() == 1
    assert page.title() == f"Namn och personnummer, {akt.nummer} – caseflow"
    context.close()
