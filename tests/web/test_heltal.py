"""A number is digits and nothing else, and never more than a database keeps."""

import pytest

from caseflow.web.heltal import heltal


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", 0),
        ("007", 7),
        ("999999999", 999_999_999),
        ("1000000000", None),
        ("", None),
        (" 1", None),
        ("1\n", None),
        ("-1", None),
        ("+1", None),
        ("1.0", None),
        ("1_0", None),
        ("²", None),
        ("١٢", None),
        ("12a", None),
    ],
)
def test_what_is_a_number(text: str, number: int | None) -> None:
    assert heltal(text) == number


def test_a_number_may_be_held_shorter() -> None:
    assert (heltal("99999", 5), heltal("100000", 5)) == (99_999, None)
