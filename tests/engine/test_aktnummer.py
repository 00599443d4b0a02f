"""An aktnummer forgives what the eye confuses, finds what the hand mistypes, and tells nothing."""

import re
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from caseflow.engine.aktnummer import (
    ALPHABET,
    check_character,
    new_aktnummer,
    normal_aktnummer,
)

NUMBERS = st.text(ALPHABET, min_size=8, max_size=8).filter(check_character)
FORM = re.compile(r"VN-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]")


def written(body: str, check: str | None = None) -> str:
    return f"VN-{body[:4]}-{body[4:]}-{check or check_character(body)}"


@given(NUMBERS, st.integers(0, 8), st.sampled_from(ALPHABET))
def test_every_single_wrong_character_is_found(body: str, place: int, wrong: str) -> None:
    plain = body + str(check_character(body))
    assume(plain[place] != wrong)
    mistyped = plain[:place] + wrong + plain[place + 1 :]
    assert normal_aktnummer(written(mistyped[:8], mistyped[8])) is None


@given(NUMBERS, st.integers(0, 7))
def test_every_swap_of_two_neighbours_is_found(body: str, place: int) -> None:
    plain = body + str(check_character(body))
    assume(plain[place] != plain[place + 1])
    swapped = plain[:place] + plain[place + 1] + plain[place] + plain[place + 2 :]
    assert normal_aktnummer(written(swapped[:8], swapped[8])) is None


@given(NUMBERS)
def test_look_alikes_case_and_hyphens_are_forgiven(body: str) -> None:
    stored = written(body)
    typed = stored.removeprefix("VN-").replace("0", "o").replace("1", "l").lower()
    assert normal_aktnummer(typed) == stored
    assert normal_aktnummer(f"  {typed.replace('-', ' ')} ") == stored
    assert normal_aktnummer(stored.replace("-", "").replace("1", "I")) == stored


def test_a_number_that_begins_as_the_prefix_may_be_typed_without_it() -> None:
    body = next(b for b in (f"VN00000{c}" for c in ALPHABET) if check_character(b))
    stored = written(body)
    assert normal_aktnummer(stored) == normal_aktnummer(stored.removeprefix("VN-")) == stored


@pytest.mark.parametrize(
    "text",
    [
        "",
        "VN-",
        "VN-7K3F",
        "VN-7K3F-Q2MX-55",
        "1",
        "VN-7K3F-Q2M\u0000-5",
        "å" * 9,
        "VN-UUUU-UUUU-U",
    ],
)
def test_what_is_no_aktnummer_is_none(text: str) -> None:
    assert normal_aktnummer(text) is None


def test_a_new_number_is_in_stored_form_and_fulfils_its_check() -> None:
    for number in (new_aktnummer() for _ in range(500)):
        assert FORM.fullmatch(number)
        assert normal_aktnummer(number) == number


def test_new_numbers_come_in_no_order_and_never_twice() -> None:
    numbers = [new_aktnummer() for _ in range(500)]
    assert len(set(numbers)) == 500
    rising = sum(a < b for a, b in pairwise(numbers))
    assert 150 < rising < 350  # half of 499, wide enough never to fail by chance
