import time
from datetime import date

import pytest

from caseflow.documents.skrivtext import (
    dag_kort,
    dag_lang,
    lagar,
    lagrum_kort,
    rad,
    rensad,
    stycken,
    uppraknat,
)
from caseflow.engine.field import LONG_TEXT

SALAM = "\u0633\u0644\u0627\u0645"


def test_days_are_read_in_swedish() -> None:
    assert dag_kort(date(2026, 11, 2)) == "2 nov 2026"
    assert dag_lang(date(2026, 5, 31)) == "31 maj 2026"
    assert dag_kort(None) == dag_lang(None) == "okänd dag"


@pytest.mark.parametrize(
    ("delar", "text"),
    [([], ""), (["a"], "a"), (["a", "b"], "a och b"), (["a", "b", "c"], "a, b och c")],
)
def test_an_enumeration(delar: list[str], text: str) -> None:
    assert uppraknat(delar) == text


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("a\x00b\x1b[31mc", "ab[31mc"),
        ("a\u202eb\u2066c\u200f", "abc"),
        ("\ufeffa\u200bb\u00adc", "abc"),
        ("a\tb\r\nc\rd", "a b\nc\nd"),
        ("a\ud800b", "ab"),
        ("\U000e0041a", "a"),
        ("ö", "ö"),
        ("ሰላም", "[U+1230 U+120B U+121D]"),
        ("ćčğşł Жя Ω «» …", "ćčğşł Жя Ω «» …"),
        ("😡 🔪 ❤️ 👨‍👩‍👧", "😡 🔪 ❤️ 👨‍👩‍👧"),
        ("می‌خواهم", "می‌خواهم"),
        ("\ue000", "[U+E000]"),
    ],
)
def test_a_text_can_neither_hide_nor_turn_nor_ask_for_a_missing_glyph(
    text: str, clean: str
) -> None:
    assert rensad(text) == clean


def test_paragraphs_and_lines() -> None:
    first, second = stycken("En\nrad.\n\n \n\nTvå.")
    assert first.rader == ("En", "rad.")
    assert second.rader == ("Två.",)
    assert stycken(" \n\n ") == ()


def test_what_is_read_from_the_right_is_set_from_the_right() -> None:
    assert [s.hoger for s in stycken(f"Hej {SALAM}\n\n{SALAM} hej\n\n123 456\n\n12 {SALAM}")] == [
        False,
        True,
        False,
        True,
    ]


def test_a_megabyte_is_cut_and_says_so() -> None:
    began = time.perf_counter()
    found = stycken("ord " * 250_000)
    assert time.perf_counter() - began < 2
    assert found[-1].rader == (
        "[Texten är kortad här. Hela texten, 1\u00a0000\u00a0000 tecken, finns i akten.]",
    )
    assert sum(len(line) for s in found for line in s.rader) < LONG_TEXT + 100


def test_an_endless_word_can_be_broken() -> None:
    assert max(map(len, rad("x" * 1000).split("\u200b"))) <= 60
    assert rad(" en \n rad ") == "en rad"


def test_a_citation_in_running_text() -> None:
    assert lagrum_kort("13 kap. 8 § socialtjänstlagen (2025:400)") == (
        "13\u00a0kap.\u00a08\u00a0§ socialtjänstlagen"
    )
    assert lagar(
        [
            "13 kap. 8 § socialtjänstlagen (2025:400)",
            "45 och 46 §§ förvaltningslagen (2017:900)",
            "1 kap. 1 § socialtjänstlagen (2025:400)",
        ]
    ) == ["förvaltningslagen (2017:900)", "socialtjänstlagen (2025:400)"]
