"""The pages in a real browser: with scripts, without them, on a wide and on a narrow screen."""

import threading
import time
from collections.abc import Iterator

import pytest
import uvicorn
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.databas import PASSWORD
from tests.web.webbplats import Webbplats

ARGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
    " --disable-component-update --disable-sync"
).split()
PATHS = (
    "/mina-arenden",
    "/bevakningar",
    "/planering",
    "/utskrift",
    "/planering/uppfoljningar",
    "/overlamning",
    "/ringlista",
    "/notiser",
    "/notiser-och-kalender",
    "/sok",
    "/regler",
    "/regler/sakerheten_ar_overvagd",
    "/profiler",
    "/profiler/sundbyberg",
    "/arenden/ny/arende",
    "/finns-inte",
)


@pytest.fixture(scope="module")
def browser(chromium_path: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=chromium_path, args=ARGS)
        yield chromium
        chromium.close()


@pytest.fixture
def address(webbplats: Webbplats) -> Iterator[str]:
    """The application served on a free port."""
    config = uvicorn.Config(webbplats.app, host="127.0.0.1", port=0, log_level="error")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join()


def log_in(
    browser: Browser, address: str, namn: str, *, scripts: bool = True, width: int = 1400
) -> Page:
    """A page of a fresh browser profile, logged in. A console error fails the test."""
    context = browser.new_context(
        base_url=address,
        java_script_enabled=scripts,
        viewport={"width": width, "height": 900},
        locale="sv-SE",
    )
    page = context.new_page()
    page.on("pageerror", lambda fault: pytest.fail(str(fault)))
    page.on("console", _no_policy_breach)
    page.goto("/")
    page.get_by_label("E-post").fill(f"{namn}@exempel.se")
    page.get_by_label("Lösenord").fill(PASSWORD)
    page.get_by_role("button", name="Logga in").click()
    expect(page).to_have_title("Mina ärenden – caseflow")
    return page


def _no_policy_breach(message: object) -> None:
    text = getattr(message, "text", "")
    if "Content Security Policy" in text:
        pytest.fail(text)


def test_a_filter_narrows_at_once_and_stands_in_the_address(
    webbplats: Webbplats, browser: Browser, address: str
) -> None:
    exposed, using = webbplats.arende("anna", slag="utsatt"), webbplats.arende("anna")
    page = log_in(browser, address, "anna")
    page.get_by_label("Spår").select_option("utovare")
    expect(page.get_by_role("link", name=exposed)).to_have_count(0)
    expect(page.get_by_role("link", name=using)).to_be_visible()
    expect(page).to_have_url(f"{address}/mina-arenden?spar=utovare&lage=&kalla=&risk=")
    page.go_back()
    expect(page.get_by_role("link", name=exposed)).to_be_visible()
    page.context.close()


def test_a_days_work_without_scripts(webbplats: Webbplats, browser: Browser, address: str) -> None:
    page = log_in(browser, address, "gun", scripts=False)
    expect(page.get_by_role("button", name="Skriv ut listan")).to_have_count(0)
    page.get_by_role("link", name="Registrera ny uppgift").click()
    page.get_by_role("button", name="Registrera").click()
    summary = page.locator("#fel")
    expect(summary).to_be_focused()
    expect(summary.get_by_role("link")).to_have_count(2)
    summary.get_by_role("link").first.click()
    page.get_by_label("En person som är utsatt för våld").check()
    page.get_by_label("Hur våldet blev känt").select_option("polis")
    page.get_by_label("Kod i stället för namn").fill("Blå cykel")
    page.get_by_role("button", name="Registrera").click()
    nummer = page.url.rpartition("/")[2]
    assert nummer.startswith("VN-")

    page.goto("/bevakningar?agare=ingen")
    page.get_by_label(f"Markera Gör en skyddsbedömning, {nummer}").check()
    page.locator("#till-vem").select_option("anna@exempel.se")
    page.get_by_role("button", name="Tilldela").click()
    expect(page.get_by_role("status").filter(has_text="tilldelad")).to_contain_text("Anna")

    page.get_by_label("Sök ärendenummer").fill("Blå cykel")
    page.get_by_role("button", name="Sök", exact=True).click()
    expect(page.get_by_text("Inget ärende som du har tillgång till")).to_be_visible()
    page.get_by_label("Sök ärendenummer").fill(nummer)
    page.get_by_role("button", name="Sök", exact=True).first.click()
    expect(page).to_have_url(f"{address}/arenden/{nummer}")
    page.get_by_role("button", name="Logga ut").click()
    expect(page).to_have_title("Logga in – caseflow")
    page.context.close()


@pytest.mark.parametrize("width", [1400, 400])
def test_no_page_is_wider_than_the_screen(
    webbplats: Webbplats, browser: Browser, address: str, width: int
) -> None:
    webbplats.arende("anna", slag="utsatt", namn="Test Person", skydd="sekretessmarkering")
    webbplats.arende("gun")
    page = log_in(browser, address, "gun", width=width)
    for path in PATHS:
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
    page.context.close()


def test_the_keyboard_reaches_the_content_first(browser: Browser, address: str) -> None:
    page = log_in(browser, address, "anna")
    page.keyboard.press("Tab")
    focused = page.locator(":focus")
    expect(focused).to_have_text("Hoppa till innehållet")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.context.close()


def test_every_control_has_a_name(webbplats: Webbplats, browser: Browser, address: str) -> None:
    webbplats.arende("gun", slag="utsatt")
    page = log_in(browser, address, "gun")
    for path in PATHS:
        page.goto(path)
        for control in page.locator("input:not([type=hidden]), select, textarea, button, a").all():
            named = control.evaluate(
                "e => (e.ariaLabel || e.labels?.[0]?.innerText || e.innerText || '').trim()"
            )
            assert named, (path, control.evaluate("e => e.outerHTML"))
    page.context.close()


@pytest.mark.parametrize("width", [1400, 400])
def test_a_calendar_address_is_made_and_taken_back_without_scripts(
    browser: Browser, address: str, width: int
) -> None:
    page = log_in(browser, address, "hans", scripts=False, width=width)
    page.get_by_role("link", name="Notiser och kalender").click()
    page.get_by_label("Nej", exact=True).check()
    page.get_by_role("button", name="Spara").click()
    expect(page.get_by_role("status")).to_contain_text("Du får ingen e-post.")
    page.get_by_role("button", name="Gör en kalenderadress").click()
    expect(page.locator("#kalenderadress")).to_contain_text("/kalender/")
    box = page.locator("#kalenderadress").bounding_box()
    assert box is not None
    assert box["x"] + box["width"] <= width
    page.get_by_role("button", name="Återkalla adressen").click()
    expect(page.get_by_role("status")).to_contain_text("Adressen är återkallad.")
    page.get_by_role("link", name="Drift").click()
    expect(page.get_by_role("heading", name="Drift")).to_be_visible()
    assert page.locator("body").evaluate("e => e.scrollWidth") <= width
    page.context.close()
