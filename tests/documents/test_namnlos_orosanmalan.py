"""An orosanmälan in which the adult is not to be named says nothing of the akt or its person, anywhere in the file."""

import json
import re
from dataclasses import replace
from typing import Any

import pytest

from caseflow.documents.mallar import MALLAR, lasbart_for
from caseflow.documents.render import framstall
from caseflow.documents.strukturdata import data_of
from caseflow.documents.underlag import Underlag
from tests.documents.berattelser import ANNA
from tests.documents.berattelser_planer import OROSANMALAN
from tests.documents.handlingar import fardig, oppnad, text
from tests.documents.pdfinnehall import allt_i
from tests.documents.underlag_bedomningar import gjord
from tests.documents.underlagsbygge import AKTNUMMER, Rad

BETECKNING = "OA-7K3F-Q2MX"
ORSAK = (
    f"Robin Ekhöjd ({AKTNUMMER}, 19881303-1239) kom hit. ROBIN kallas Blå 17 i samtalen. Barnet Alva Ekhöjd"
    " var rädd. Robins röst hördes, och Alvas."
)


def anmalan(vuxen: str | None = "nej", **annat: Any) -> Underlag:
    oro: Rad = (
        "2026-11-20",
        "orosanmalan",
        ANNA,
        {"barn": "barn_1", "misstanke": "2026-11-20", "orsak": ORSAK},
    )
    given = {**OROSANMALAN, "barnet": "Alva Ekhöjd, 2017, barn till Robin", "vuxen": vuxen}
    given["om_barnet"] = "Alva bor varannan vecka hos Robin."
    given["mottagare"] = "Barnenheten i Ekhöjd"
    grund = gjord("orosanmalan", "utovare", (oro,), given)
    return replace(grund, pseudonym="Blå 17", beteckning=BETECKNING, **annat)


def test_no_part_of_the_file_tells_of_the_akt_or_its_person() -> None:
    pdf = framstall("orosanmalan", anmalan(), slutlig=True).pdf()
    words = text(pdf)
    with oppnad(pdf) as opened:
        properties = " ".join(str(value) for value in opened.docinfo.values())
    every = " ".join((words, properties, allt_i(pdf)))
    for told in (AKTNUMMER, "VN-", "Robin", "ROBIN", "881303", "1239", "Blå 17", "händelse"):
        assert told not in every
    assert f"Orosanmälan, {BETECKNING}" in properties
    assert words.count(BETECKNING) >= 2


def test_the_child_keeps_its_name_and_others_theirs() -> None:
    words = text(framstall("orosanmalan", anmalan(), slutlig=True).pdf())
    assert "Barnet Alva Ekhöjd, 2017, barn till [utelämnat]" in words
    assert "Barnet Alva Ekhöjd var rädd. [utelämnat] röst hördes, och Alvas." in words
    assert "Alva bor varannan vecka hos [utelämnat]." in words
    assert "Till Barnenheten i Ekhöjd" in words


def test_the_archives_data_are_of_what_the_page_says() -> None:
    data = data_of(framstall("orosanmalan", anmalan(), slutlig=True))
    assert data["beteckning"] == BETECKNING
    assert data["akt"] == ""
    said = json.dumps(data, ensure_ascii=False, default=str)
    assert not re.search(f"Robin|{AKTNUMMER}|881303|Blå 17", said, re.IGNORECASE)


def test_whoever_is_named_has_the_aktnummer_and_no_beteckning() -> None:
    words = text(framstall("orosanmalan", anmalan("ja"), slutlig=True).pdf())
    assert "Vuxen i ärendet Robin Ekhöjd" in words
    assert AKTNUMMER in words
    assert BETECKNING not in words
    assert "Beteckning" not in words


@pytest.mark.parametrize("vuxen", ["nej", None])
def test_a_draft_names_nobody_until_it_is_chosen_and_has_no_beteckning_yet(
    vuxen: str | None,
) -> None:
    page = framstall("orosanmalan", anmalan(vuxen)).html
    assert AKTNUMMER not in page
    assert "Robin" not in page
    assert BETECKNING not in page
    assert "Sätts när anmälan färdigställs" in page


def test_a_protected_person_is_named_neither_here() -> None:
    grund = anmalan(skydd="skyddad_folkbokforing")
    page = framstall("orosanmalan", grund, slutlig=True).html
    assert "Robin" not in page
    assert AKTNUMMER not in page
    assert "Blå 17" not in page


def test_the_same_gives_the_same_bytes() -> None:
    first, second = (framstall("orosanmalan", anmalan(), slutlig=True).pdf() for _ in range(2))
    assert first == second


@pytest.mark.parametrize("mall", [m for m in MALLAR.values() if m.kod != "orosanmalan"])
def test_no_other_handling_has_a_beteckning_of_this_kind(mall: Any) -> None:
    grund = replace(anmalan(), slag=mall.slag[0])
    assert lasbart_for(mall, grund).beteckning == ""


def test_the_approved_page_is_a_nameless_one() -> None:
    assert BETECKNING in text(fardig("orosanmalan_namnlos"))
    assert "Robin" not in text(fardig("orosanmalan_namnlos"))
