"""The board in a real browser, with both weekends on it: nothing of it is out of reach, however narrow or large."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from caseflow.actions.tilldela_bevakning import tilldela_bevakning
from tests.databas import Verksamhet, at
from tests.web import test_webblasare
from tests.web.test_planering import egen_uppfoljning
from tests.web.test_webblasare import log_in
from tests.web.webbplats import Webbplats

browser, address = test_webblasare.browser, test_webblasare.address
DAYS = [f"2026-03-{dag}" for dag in (12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22)]
PICTURES = os.environ.get("CASEFLOW_TEST_BILDER")
"""A folder to put pictures in, for whoever changes the board."""


def full(v: Verksamhet) -> None:
    """Something each day, Saturdays and Sundays too, with somebody whose name is long."""
    for dag in DAYS:
        for namn in ("fatima", "bo"):
            nummer, nr = egen_uppfoljning(v, dag)
            to = f"{namn}@exempel.se"
            tilldela_bevakning(v.db, v.aktor("gun"), nummer, nr, to, now=at("2026-03-10"))


def board(webbplats: Webbplats, browser: Browser, address: str, width: int, *, large: bool) -> Page:
    full(webbplats.verksamhet)
    page = log_in(browser, address, "gun", width=width)
    page.goto("/planering")
    if large:
        page.evaluate("document.documentElement.style.fontSize = '200%'")
    if PICTURES:
        name = f"planering-{width}-{'200' if large else '100'}.png"
        page.screenshot(path=Path(PICTURES) / name, full_page=True)
    return page


IN_VIEW = """() => {
  const frame = document.querySelector('.cf-planering .cf-scroll');
  frame.scrollLeft = frame.scrollWidth;
  const box = e => e.getBoundingClientRect();
  const [name, last] = ['tbody th', 'thead th:last-child'].map(s => frame.querySelector(s));
  return {
    scrolls: frame.scrollWidth > frame.clientWidth + 1,
    name: Math.abs(box(name).left - box(frame).left) < 2,
    last: box(last).right <= box(frame).right + 1,
  };
}"""
"""Scrolled to the end: whether there was anything to scroll, and whether name and last day are both seen."""


@pytest.mark.parametrize("large", [False, True], ids=["text 100 %", "text 200 %"])
def test_both_weekends_fit_or_scroll_beside_the_names(
    webbplats: Webbplats, browser: Browser, address: str, *, large: bool
) -> None:
    page = board(webbplats, browser, address, 1400, large=large)
    assert page.locator(".cf-tavla thead [data-ledig]").count() == 4
    assert page.evaluate("document.documentElement.scrollWidth") <= 1400
    assert page.evaluate(IN_VIEW) == {"scrolls": large, "name": True, "last": True}
    page.context.close()


@pytest.mark.parametrize("large", [False, True], ids=["text 100 %", "text 200 %"])
def test_on_a_small_screen_each_person_is_a_card_as_wide_as_the_page(
    webbplats: Webbplats, browser: Browser, address: str, *, large: bool
) -> None:
    page = board(webbplats, browser, address, 400, large=large)
    cards = page.locator(".cf-planering tbody tr, .cf-planering tbody td:visible")
    assert cards.count() > len(DAYS)
    assert (
        cards.evaluate_all("all => Math.max(...all.map(e => e.getBoundingClientRect().right))")
        <= 400
    )
    assert page.evaluate("document.querySelector('main').scrollWidth") <= 400
    page.context.close()
