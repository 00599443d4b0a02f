"""The pages as they were approved by somebody who looked at them: a change of looks is seen, wherever it comes from.

Of each handling in UNDERLAG the first page, of beslut and the survey every page. The fonts are embedded, so two
machines differ at most in how an edge is smoothed. Has a page changed on purpose, take the pictures anew, and look at
each of them:

    CASEFLOW_TEST_WRITE_PICTURES=1 .venv/bin/pytest tests/documents/test_bilder.py
"""

import os
from functools import cache
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageChops

from tests.documents.handlingar import UNDERLAG, fardig

PICTURES = Path(__file__).parent / "bilder"
WRITE = os.environ.get("CASEFLOW_TEST_WRITE_PICTURES") == "1"
ANEW = "CASEFLOW_TEST_WRITE_PICTURES=1 .venv/bin/pytest tests/documents/test_bilder.py"
WHOLE = frozenset({"beslut", "brukarenkat"})
"""Templates whose every page has a picture."""
DPI = 60
MAX_BYTES = 25_000
GREYS = 16
VISIBLE = 64
"""How much darker or lighter, of 255, a point must be to count as another."""
TOLERATED = 30
"""So many points of 350 000 may be another: less than a letter."""


@cache
def pages(namn: str) -> tuple[Image.Image, ...]:
    """The pages of a finished handling that have a picture, in grey."""
    kod, _ = UNDERLAG[namn]
    with pypdfium2.PdfDocument(fardig(namn)) as document:
        wanted = range(len(document)) if kod in WHOLE else range(1)
        return tuple(
            document[i].render(scale=DPI / 72, grayscale=True).to_pil().convert("L") for i in wanted
        )


def as_png(page: Image.Image) -> bytes:
    """A small file: a page has few greys."""
    out = BytesIO()
    page.quantize(GREYS, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
    return out.getvalue()


def difference(page: Image.Image, approved: Image.Image) -> str:
    """Where the two differ so that it can be seen, in millimetres from the top left; else nothing."""
    if page.size != approved.size:
        return f"the page is {page.size} and the picture {approved.size}"
    apart = ImageChops.difference(page, approved).point(lambda v: 255 if v > VISIBLE else 0)
    points = apart.histogram()[255]
    if points <= TOLERATED:
        return ""
    left, top, right, bottom = (round(v * 25.4 / DPI) for v in apart.getbbox() or (0, 0, 0, 0))
    return f"{points} points differ, from {left} to {right} mm across and {top} to {bottom} mm down"


def name_of(namn: str, number: int) -> str:
    return f"{namn}_{number}.png"


@pytest.mark.parametrize("namn", UNDERLAG)
def test_the_pages_look_as_they_were_approved(namn: str) -> None:
    for number, page in enumerate(pages(namn), start=1):
        file = PICTURES / name_of(namn, number)
        if WRITE:
            file.parent.mkdir(exist_ok=True)
            file.write_bytes(as_png(page))
        assert file.is_file(), (
            f"Page {number} of «{namn}» has no approved picture. Look at it, then run: {ANEW}"
        )
        with Image.open(file) as approved:
            where = difference(page, approved.convert("L"))
        assert not where, (
            f"Page {number} of «{namn}» is not as approved: {where}. Is it meant to be, run: {ANEW}"
        )


def test_no_picture_is_left_of_a_page_that_is_no_more() -> None:
    wanted = {name_of(n, i) for n in UNDERLAG for i, _ in enumerate(pages(n), start=1)}
    left = {file.name for file in PICTURES.glob("*")} - wanted
    if WRITE:
        for name in left:
            (PICTURES / name).unlink()
        return
    assert left == set(), f"Run: {ANEW}"


def test_the_pictures_are_small() -> None:
    assert {f.name for f in PICTURES.glob("*") if f.stat().st_size > MAX_BYTES} == set()


def test_a_moved_line_is_seen_and_a_smoothed_edge_is_not() -> None:
    page = pages("bifall")[0]
    moved = ImageChops.offset(page, 0, 2)
    assert "points differ" in difference(page, moved)
    softened = page.point(lambda v: min(v + 20, 255))
    assert difference(page, softened) == ""
    assert "the page is" in difference(page, page.resize((10, 10)))
