"""A passage is found however it is written, every time it stands there, and nothing of it is left."""

import unicodedata

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from caseflow.documents.passager import SHORTEST, finns, likt, maskerad

MASK = "\u2997\u2998"
"""Characters that no text of the tests holds."""
TECKEN = "abcåäöÅÄÖéxyzXYZ0123456789 .*+?()[]{}|^$\\-_/<>&\"'«»\n"


def mask(grounds: frozenset[str]) -> str:
    return MASK[0] + "+".join(sorted(grounds)) + MASK[1]


def one(text: str, *passager: str) -> str:
    return maskerad(text, [(p, "26_1") for p in passager], mask)


M = mask(frozenset({"26_1"}))


@pytest.mark.parametrize(
    ("text", "passage", "masked"),
    [
        ("Hon heter Ylva.", "Ylva", f"Hon heter {M}."),
        ("YLVA och ylva", "Ylva", f"{M} och {M}"),
        ("Ylvas bror, Ylva-Li", "Ylva", f"{M} bror, {M}-Li"),
        ("Yl\u00adva och Y\u200blva", "Ylva", f"{M} och {M}"),
        (unicodedata.normalize("NFD", "Åsa bor här"), "Åsa", f"{M} bor här"),
        ("Åsa bor här", unicodedata.normalize("NFD", "Åsa"), f"{M} bor här"),
        ("på Storgatan\n 12 nu", "storgatan 12", f"på {M} nu"),
        ("Ring 070-174 06 05 i dag", "0701740605", f"Ring {M} i dag"),
        ("Ring 0701740605.", "070-174 06 05", f"Ring {M}."),
        ("19880313-1239 eller 880313-1239", "198803131239", f"{M} eller {M}"),
        ("a.b axb", "a.b", f"{M} axb"),
        ("(x) [y] $^", "[y]", f"(x) {M} $^"),
        ("Det går på mål", "ma", "Det går på mål"),
        ("Bo bor i boendet", "Bo", f"{M} {M} i {M}"),
        ("", "Ylva", ""),
    ],
)
def test_what_is_masked(text: str, passage: str, masked: str) -> None:
    assert unicodedata.normalize("NFC", one(text, passage)) == masked


def test_overlapping_passages_are_one_mask_with_both_grounds() -> None:
    given = [("Ylva Ek", "26_1"), ("Ek bor", "21_3")]
    assert maskerad("Nu har Ylva Ek bor kvar", given, mask) == (
        f"Nu har {mask(frozenset({'26_1', '21_3'}))} kvar"
    )


def variants(passage: str) -> list[str]:
    """The same to whoever reads the page."""
    return [
        passage,
        passage.upper(),
        passage.lower(),
        unicodedata.normalize("NFD", passage),
        "\u00ad".join(passage),
        "\u200b".join(unicodedata.normalize("NFD", passage)),
    ]


@given(
    before=st.text(TECKEN, max_size=30),
    passage=st.text(TECKEN, min_size=2, max_size=15),
    after=st.text(TECKEN, max_size=30),
    nr=st.integers(0, 5),
)
@example(before="", passage="ÅÅ", after="", nr=4)
@example(before="x", passage="aa", after="a", nr=0)
def test_nothing_of_a_passage_is_left(before: str, passage: str, after: str, nr: int) -> None:
    assume(len(likt(passage)) >= SHORTEST)
    written = variants(passage)[nr]
    text = f"{before} {written} {after}"
    assert finns(text, passage)
    left = one(text, passage)
    assert M in left
    assert all(likt(passage) not in likt(part) for part in left.split(M))
    assert not finns(left.replace(M, MASK[0]), passage)


@given(
    text=st.text(TECKEN, max_size=60),
    passager=st.lists(st.text(TECKEN, min_size=2, max_size=6), min_size=1, max_size=4),
)
def test_many_passages_at_once_leave_none_of_them(text: str, passager: list[str]) -> None:
    sought = [p for p in passager if len(likt(p)) >= SHORTEST]
    left = one(text, *sought)
    for passage in sought:
        assert all(likt(passage) not in likt(part) for part in left.split(M))


@given(text=st.text(TECKEN, max_size=60), passage=st.text(TECKEN, min_size=2, max_size=6))
def test_a_text_without_the_passage_is_as_it_was(text: str, passage: str) -> None:
    assume(not finns(text, passage))
    assert one(text, passage) == text
