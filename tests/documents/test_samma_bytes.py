"""The same input gives the same bytes, wherever and whenever it is made."""

import hashlib
import os
import subprocess
import sys
from dataclasses import replace
from functools import cache
from shutil import rmtree
from threading import Thread
from xml.etree import ElementTree as ET

import pytest

from caseflow.documents.pdf import _parsed, pdf_ua
from caseflow.documents.render import render
from caseflow.documents.typsnitt import Typsnitt
from caseflow.engine.errors import IntegrityFault
from tests.documents.berattelser import UTOVARE, UTSATT
from tests.documents.handlingar import UNDERLAG, med_egna_ord
from tests.documents.underlagsbygge import underlag

PROGRAM = """
import hashlib
from tests.documents.handlingar import fardig, med_egna_ord, utkast
print(hashlib.sha256(fardig("utredning_utovare") + utkast("avslag")).hexdigest())
"""


def made_in(**place: str) -> str:
    """The hash of two handlingar made in a process of its own, in an environment of its own."""
    return subprocess.run(
        [sys.executable, "-c", PROGRAM],
        check=True,
        capture_output=True,
        text=True,
        env={
            "PATH": os.environ["PATH"],
            "PYTHONPATH": os.pathsep.join(p for p in sys.path if p),
            **place,
        },
    ).stdout.strip()


@cache
def made_alone() -> str:
    """The hash of the same two, made in a fresh process with nothing special around it."""
    return made_in()


def made_here() -> str:
    """The hash of the same two, made in the process of the tests, whatever it has made before."""
    pdf = b"".join(
        render(*UNDERLAG[namn], slutlig=slutlig)
        for namn, slutlig in (("utredning_utovare", True), ("avslag", False))
    )
    return hashlib.sha256(pdf).hexdigest()


def test_the_same_input_gives_the_same_bytes_in_another_process_and_place() -> None:
    there = made_in(PYTHONHASHSEED="7", TZ="Asia/Tokyo", LC_ALL="C", HOME=os.devnull)
    assert len(there) == hashlib.sha256().digest_size * 2
    assert there == made_alone()


def test_a_process_that_has_lived_long_gives_the_bytes_of_a_fresh_one() -> None:
    """The tests run in random order: whatever they did here before this one must not be seen."""
    assert made_here() == made_alone()


def test_whoever_takes_a_prefix_of_xml_does_not_change_the_metadata() -> None:
    """The prefixes of ElementTree belong to the process, and «dc» is both Dublin Core and a diagram's bounds."""
    for prefix in ("dc", "pdf", "xmp", "rdf"):
        ET.register_namespace(prefix, f"urn:another:{prefix}")
    assert made_here() == made_alone()


def test_the_same_input_gives_the_same_bytes_without_asserts() -> None:
    """WeasyPrint reads some of a stylesheet inside asserts."""
    assert made_in(PYTHONOPTIMIZE="1") == made_alone()


def test_what_was_made_before_and_beside_leaves_no_trace() -> None:
    before = made_here()
    render("utredning_utovare", underlag("utovare", med_egna_ord("🔪 سلام 日本語 Жизнь")))
    with pytest.raises(IntegrityFault):
        pdf_ua('<html lang="ar"><img alt="" src="file:///etc/passwd">', slutlig=False)
    found: list[str] = []
    threads = [Thread(target=lambda: found.append(made_here())) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [*found, made_here()] == [before] * 4


@pytest.mark.parametrize("used", [False, True], ids=["before the first", "between two"])
def test_fonts_that_are_cleaned_away_are_laid_out_again(*, used: bool) -> None:
    """What cleans temporary folders takes the fonts; another font would be another handling."""
    emoji = underlag("utovare", med_egna_ord("🔪 سلام och vanliga ord"))
    expected = made_here(), render("utredning_utovare", emoji)
    _parsed.cache_clear()
    if used:
        render("utredning_utsatt", underlag("utsatt", UTSATT))
    rmtree(_parsed().fonts._folder)
    assert (made_here(), render("utredning_utovare", emoji)) == expected


def test_fonts_that_vanish_while_it_is_made_stop_it(monkeypatch: pytest.MonkeyPatch) -> None:
    laid_out = Typsnitt.add_font_face

    def into_a_folder_that_is_cleaned(self: Typsnitt, *args: object) -> None:
        laid_out(self, *args)
        next(self._folder.iterdir()).unlink()

    monkeypatch.setattr(Typsnitt, "add_font_face", into_a_folder_that_is_cleaned)
    _parsed.cache_clear()
    with pytest.raises(IntegrityFault, match="Typsnitten togs bort"):
        pdf_ua('<html lang="sv"><p>Ord</p>', slutlig=True)
    _parsed.cache_clear()


def test_a_forked_process_leaves_the_fonts_alone() -> None:
    made_here()
    fonts = _parsed().fonts
    fonts._made_in += 1  # as the object is seen by a child: the number of its process is another
    fonts.__del__()
    fonts._made_in -= 1
    assert fonts._folder.is_dir()
    assert fonts.ligger_kvar()


def test_another_day_gives_another_file() -> None:
    mall, grund = "utredning_utovare", underlag("utovare", UTOVARE)
    senare = replace(grund, skapad=grund.skapad.replace(minute=31))
    assert render(mall, grund) != render(mall, senare)
