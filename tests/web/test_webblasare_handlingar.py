"""A handling from draft to correction in a real browser, with scripts and without them, wide and narrow."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.web.arendebygge import Bygge, i_verkstallighet
from tests.web.test_webblasare import ARGS, address, log_in
from tests.web.webbplats import Webbplats

__all__ = ["address"]


@pytest.fixture(scope="module")
def browser(chromium_path: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=chromium_path, args=ARGS)
        yield chromium
        chromium.close()


def begin(page: Page, akt: Bygge) -> None:
    """From the page of the akt to the draft of a genomförandeplan, saved."""
    page.goto(akt.url)
    page.get_by_role("link", name="Alla handlingar").click()
    page.get_by_role("link", name="Börja på Genomförandeplan").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Genomförandeplan")
    page.get_by_role("button", name="Spara utkast").click()
    expect(page.get_by_role("status").filter(has_text="Utkastet är sparat")).to_be_visible()


def drawn(page: Page) -> None:
    """The first page has come as a picture."""
    image = page.locator(".cf-sidbilder img").first
    expect(image).to_be_visible()
    expect(image).to_have_js_property("complete", value=True)
    assert image.evaluate("e => e.naturalWidth") > 500
    assert re.match(r"Sida 1 av \d+ av ", image.get_attribute("alt") or "")


def fill(page: Page, scope: str = "form") -> None:
    """Something in every field that is empty."""
    for kind in ("text", "date"):
        for field in page.locator(f"{scope} input[type={kind}]:not([readonly])").all():
            if not field.input_value():
                field.fill("2026-06-09" if kind == "date" else "Erik Exempel")
    for area in page.locator(f"{scope} textarea").all():
        if not area.input_value():
            area.fill("Det som vi har kommit fram till tillsammans.")
    for group in page.locator(f"{scope} fieldset").all():
        if not group.locator("input:checked").count():
            group.locator("input").first.check()
    for choice in page.locator(f"{scope} select").all():
        if not choice.input_value():
            choice.select_option(index=1)


def finish(page: Page) -> None:
    """The button asks first and tells what happens; the second does it."""
    asked = page.locator("#fardigstall")
    if asked.get_attribute("open") is None:
        asked.locator("summary").click()
    expect(asked).to_contain_text("Handlingen låses. Den kan rättas med en ny, aldrig ändras.")
    page.get_by_role("button", name="Färdigställ handlingen").click()


@pytest.mark.parametrize(
    ("scripts", "width"), [(True, 1400), (False, 1400), (True, 400)], ids=["js", "no-js", "narrow"]
)
def test_a_handling_from_draft_to_correction(
    webbplats: Webbplats, browser: Browser, address: str, *, scripts: bool, width: int
) -> None:
    akt = i_verkstallighet(webbplats)
    page = log_in(browser, address, "anna", scripts=scripts, width=width)
    begin(page, akt)
    drawn(page)

    # Finishing is refused with every gap, and the list of them takes the focus.
    finish(page)
    gaps = page.locator("#luckor")
    expect(gaps).to_be_focused()
    expect(gaps).to_contain_text("kan inte färdigställas än")

    # A gap of a fact is filled in its own form, in another tab; what is typed here stays.
    page.locator("#f-ansvarig").fill("Erik, behandlare")
    with page.context.expect_page() as opened:
        gaps.get_by_role("link", name="Skriv genomförandeplan").first.click()
    other = opened.value
    expect(other.get_by_role("heading", level=1)).to_have_text("Genomförandeplan")
    other.locator("#f-datum").fill(webbplats.idag.isoformat())
    fill(other, "form.cf-form")
    other.get_by_role("button", name="Registrera").click()
    expect(other).to_have_url(re.compile(r"klart=\d+$"))
    other.close()

    # A gap in the form leads to its field, and saving reads the akt anew.
    gaps.get_by_role("link", name="Fyll i «Ansvarig för planen»").click()
    expect(page).to_have_url(re.compile("#f-ansvarig$"))
    fill(page, "#utkastet form.ds-card")
    page.get_by_role("button", name="Spara utkast").click()
    expect(page.locator("#utkastet")).to_contain_text("Inget fattas.")
    expect(page.locator("#f-ansvarig")).to_have_value("Erik, behandlare")
    if scripts:
        expect(page.locator("#spara")).to_be_focused()
    drawn(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width

    # Finished: locked, with its bytes.
    finish(page)
    expect(page.get_by_role("status").filter(has_text="färdigställd och låst")).to_be_visible()
    first = page.url.partition("?")[0]
    drawn(page)
    pdf = page.request.get(page.get_by_role("link", name="Öppna PDF").get_attribute("href") or "")
    assert pdf.body().startswith(b"%PDF-")

    # Corrected: a new one that says why, and the old one says so.
    page.get_by_role("button", name="Rätta med en ny handling").click()
    expect(page.locator("#f-ansvarig")).to_have_value("Erik, behandlare")
    finish(page)
    expect(page.locator("#fel")).to_be_focused()
    page.get_by_label("Varför den ersätter en tidigare").fill("Fel person stod som ansvarig.")
    page.get_by_role("button", name="Färdigställ handlingen").click()
    expect(page.get_by_text("Fel person stod som ansvarig.")).to_be_visible()
    page.goto(first)
    expect(page.get_by_text("Den här handlingen är ersatt.")).to_be_visible()
    page.context.close()


def test_a_save_that_fails_with_scripts_tells_it_and_keeps_what_was_written(
    webbplats: Webbplats, browser: Browser, address: str
) -> None:
    akt = i_verkstallighet(webbplats)
    page = log_in(browser, address, "anna")
    begin(page, akt)
    other = page.context.new_page()
    other.goto(page.url)
    other.locator("#f-ansvarig").fill("Bo")
    other.get_by_role("button", name="Spara utkast").click()
    expect(other.locator("#f-ansvarig")).to_have_value("Bo")
    expect(other.get_by_role("status").filter(has_text="sparat")).to_be_visible()
    page.locator("#f-ansvarig").fill("Erik")
    page.get_by_role("button", name="Spara utkast").click()
    expect(page.locator("#fel")).to_be_focused()
    expect(page.locator("#fel")).to_contain_text("Bo")
    expect(page.locator("#f-ansvarig")).to_have_value("Erik")
    page.get_by_role("button", name="Spara utkast").click()
    expect(page.get_by_role("status").filter(has_text="sparat")).to_be_visible()
    page.context.close()


@pytest.mark.parametrize(("width", "size"), [(1400, "100%"), (400, "100%"), (1400, "200%")])
def test_the_pages_are_no_wider_than_the_screen_and_every_control_has_a_name(
    webbplats: Webbplats, browser: Browser, address: str, width: int, size: str
) -> None:
    akt = i_verkstallighet(webbplats)
    page = log_in(browser, address, "anna", width=width)
    begin(page, akt)
    draft = page.url
    page.goto(f"{akt.url}/handlingar/ny/beslut")
    finish(page)
    done = page.url
    for path in (
        draft,
        done,
        f"{akt.url}/handlingar",
        f"{akt.url}/handlingar/ny/beslut",
        "/mallar",
    ):
        page.goto(path)
        page.evaluate("size => { document.documentElement.style.fontSize = size }", size)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        names = page.locator("input:not([type=hidden]), select, textarea, button, a").evaluate_all(
            "all => all.map(e => (e.ariaLabel || e.labels?.[0]?.innerText || e.textContent).trim())"
        )
        assert all(names), path
    page.context.close()
