"""What is written in other scripts and languages is found, copied and read aloud as it was written."""

import re
from functools import cache
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont  # type: ignore[import-untyped] # ships no types

from caseflow.documents.pdf import pdf_ua
from caseflow.documents.tillgangar import TYPSNITT
from tests.documents.handlingar import element, oppnad, text

ARABISKA = (
    "أريد أن يتوقف العنف وأن يشعر أطفالي بالأمان في البيت.",
    "اسمي ياسين، واسم ابني يوسف: كلاهما في بيت أخي.",
    "هل تشعر بالأمان؟ ثبت، بيت، تين، يبس، شيء، لا إله.",
    "عندما أغضب أخرج إلى الشارع ثم أعود إلى الآخرين. قل لأمي إن الإنسان لأب.",
)
SOMALISKA = "Waxaan rabaa inaan joojiyo rabshadda. Ma dhihi karo: ka-hortag, lo'da, guri’ga, Xaawo, Cali, Dhegdheer?"


@cache
def sida(innehall: str, sprak: str = "sv") -> bytes:
    return pdf_ua(
        f'<!DOCTYPE html><html lang="{sprak}"><head><title>Prov</title></head><body>{innehall}</body></html>',
        slutlig=True,
    )


def brodtext(pdf: bytes) -> str:
    """What is read from the pages, without their feet."""
    return re.sub(r" ?Sida \d+ av \d+ ?", " ", text(pdf)).strip()


def hoger(mening: str, extra: str = "") -> str:
    return f'<p class="hoger" dir="rtl"{extra}>{mening}</p>'


@pytest.mark.parametrize("mening", ARABISKA)
def test_arabic_is_read_as_it_was_written(mening: str) -> None:
    assert brodtext(sida(hoger(mening))) == mening


def test_arabic_on_several_lines_keeps_its_words_and_their_order() -> None:
    assert brodtext(sida(hoger(" ".join(ARABISKA * 3)))) == " ".join(ARABISKA * 3)


def test_every_word_of_arabic_within_swedish_is_found() -> None:
    found = brodtext(sida(f"<p>Hon sade «{ARABISKA[0]}» och gick.</p>"))
    assert {*ARABISKA[0][:-1].split(), "sade"} <= set(re.findall(r"\w+", found))


def test_numbers_in_arabic_are_found() -> None:
    """Readers put the comma on either side of a number; the figures keep their order."""
    assert set("الهاتف 112 والوقت 1630".split()) <= set(
        re.findall(r"\w+", brodtext(sida(hoger("الهاتف 112، والوقت 1630."))))
    )


def test_every_word_of_arabic_is_told_to_a_screen_reader() -> None:
    with oppnad(sida(hoger(ARABISKA[2]))) as pdf:
        told = [str(e.ActualText) for e in element(pdf) if "/ActualText" in e]
    assert told == [ARABISKA[2]]


def test_another_language_than_that_of_the_whole_is_said() -> None:
    innehall = f"<p>Ord</p>{hoger(ARABISKA[0], ' lang=ar')}<p lang=so>{SOMALISKA}</p>"
    with oppnad(sida(innehall)) as pdf:
        languages = [str(e.Lang) for e in element(pdf) if "/Lang" in e]
        assert str(pdf.Root.Lang) == "sv"
    assert set(languages) == {"ar", "so"}
    with oppnad(sida(hoger(ARABISKA[0]), "ar")) as pdf:
        assert not [e for e in element(pdf) if "/Lang" in e]


def test_somali_is_read_as_it_was_written() -> None:
    assert brodtext(sida(f"<p>{SOMALISKA}</p>")) == SOMALISKA


@pytest.mark.parametrize(
    "fil", sorted(TYPSNITT.glob("source_sans_3_*.woff2")), ids=lambda f: f.stem
)
def test_every_letter_of_swedish_somali_and_english_is_in_every_cut(fil: Path) -> None:
    with TTFont(fil) as font:
        letters = set(
            "abcdefghijklmnopqrstuvwxyzåäöéüABCDEFGHIJKLMNOPQRSTUVWXYZÅÄÖÉÜ0123456789'’-–«»§…"
        )
        assert not {c for c in letters if ord(c) not in font.getBestCmap()}


@pytest.mark.parametrize("fil", sorted(TYPSNITT.glob("vazirmatn_*.woff2")), ids=lambda f: f.stem)
def test_every_letter_of_arabic_and_its_neighbours_is_in_every_cut(fil: Path) -> None:
    """Persian and dari, sorani, pashto and urdu are written with letters that Arabic lacks."""
    with TTFont(fil) as font:
        letters = set(
            "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىيًٌٍَُِّْ،؛؟٠١٢٣٤٥٦٧٨٩"
            "پچژگکی۰۱۲۳۴۵۶۷۸۹ڕڤڵۆێەھټځڅډړږښګڼېۍٹڈڑںہےۓ\u200c\u200d"
        )
        assert not {c for c in letters if ord(c) not in font.getBestCmap()}


def test_a_list_says_how_it_is_numbered() -> None:
    with oppnad(sida("<ol><li>Ett<ul><li>Inne</ul><li>Två</ol><ul><li>Tre</ul>")) as pdf:
        said = [str(e.A.ListNumbering) for e in element(pdf) if e.S == "/L"]
    assert said == ["/Decimal", "/Disc", "/Disc"]
