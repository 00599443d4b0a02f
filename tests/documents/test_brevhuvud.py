"""The letterhead of a unit: however long its name and lines are, nothing lies on anything else."""

from dataclasses import replace
from itertools import combinations
from typing import NamedTuple

import pypdfium2
import pytest

from caseflow.actions.brevhuvud import LONGEST_LINE, MOST_LINES
from caseflow.documents.render import render
from tests.documents.berattelser import UTOVARE
from tests.documents.handlingar import text
from tests.documents.underlagsbygge import underlag

PUNKTER_PER_MM = 72 / 25.4
LANGSTA_NAMN = ("Relationsvåldsenheten för individ och familj " * 3)[:120].strip()
LANGSTA_ORD = "W" * 120
RADER = tuple(f"{n} " + "Mellanliggande gatan trappuppgång " * 3 for n in range(MOST_LINES))
FULLA = tuple(rad[:LONGEST_LINE].strip() for rad in RADER)
UTAN_MELLANSLAG = tuple(str(n) + "W" * (LONGEST_LINE - 1) for n in range(MOST_LINES))


class Tecken(NamedTuple):
    """Where a character lies, in points from the lower left."""

    vanster: float
    nere: float
    hoger: float
    uppe: float
    tecken: str


def tecknen(pdf: bytes, sida: int) -> tuple[list[Tecken], float]:
    """Every character that shows on a page, and the height of the page."""
    with pypdfium2.PdfDocument(pdf) as document:
        page = document[sida]
        found = page.get_textpage()
        boxes = []
        for n in range(found.count_chars()):
            left, below, right, above = found.get_charbox(n)
            boxes.append(Tecken(left, below, right, above, found.get_text_range(n, 1)))
        return [b for b in boxes if b.tecken.strip() and b.hoger > b.vanster], page.get_height()


def ovanpa(en: Tecken, annan: Tecken) -> bool:
    """Whether two characters lie on each other by more than a hair."""
    if en[:4] == annan[:4]:
        return False  # two letters in one glyph
    wide = min(en.hoger, annan.hoger) - max(en.vanster, annan.vanster)
    high = min(en.uppe, annan.uppe) - max(en.nere, annan.nere)
    return wide > 1 and high > 1


@pytest.mark.parametrize(
    ("mall", "namn", "rader"),
    [
        ("utredning_utovare", LANGSTA_NAMN, FULLA),
        ("utredning_utovare", LANGSTA_ORD, UTAN_MELLANSLAG),
        ("information_insatser", LANGSTA_ORD, FULLA),
    ],
)
def test_the_longest_name_and_lines_collide_with_nothing(
    mall: str, namn: str, rader: tuple[str, ...]
) -> None:
    grund = replace(underlag("utovare", UTOVARE[:3]), enhet=namn, avsandare=rader)
    pdf = render(mall, grund)
    first, second = tecknen(pdf, 0), tecknen(pdf, 1)
    for marks, height in (first, second):
        assert not [pair for pair in combinations(marks, 2) if ovanpa(*pair)]
        assert min(m.vanster for m in marks) > 20 * PUNKTER_PER_MM
        assert max(m.uppe for m in marks) < height
    edge = second[1] - 33 * PUNKTER_PER_MM  # the running head lies above it, the text below
    assert not [m for m in second[0] if m.nere < edge < m.uppe - 1]


def test_no_line_is_left_out() -> None:
    grund = replace(underlag("utovare", UTOVARE[:3]), avsandare=FULLA)
    said = text(render("utredning_utovare", grund))
    assert all(rad in said for rad in FULLA)
