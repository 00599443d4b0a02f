"""An orosanmälan in which the adult is not to be named says nothing of the akt or its person, anywhere in the file."""

import json
import re
from dataclasses import replace
from typing import Any

import pytest

from caseflow.documents.arkiv import arkiv
from caseflow.documents.mallar import MALLAR, lasbart_for
from caseflow.documents.render import framstall
from caseflow.documents.strukturdata import data_of
from caseflow.documents.underlag import Underlag
from tests.documents.berattelser import ANNA
from tests.documents.berattelser_planer import OROSANMALAN
from tests.documents.handlingar import UNDERLAG, fardig, oppnad, text
from tests.documents.pdfinnehall import allt_i
from tests.documents.underlag_bedomningar import gjord
from tests.documents.underlagsbygge import AKTNUMMER, Rad

BETECKNING = "OA-7K3F-Q2MX"
ORSAK = (
    f"Robin Ekhöjd ({AKTNUMMER}, 19881303-1239) kom hit. ROBIN kallas Blå 17 i samtalen. Barnet Alva Ekhöjd"
    " var rädd. Robins röst hördes, och Alvas."
)
ORO: Rad = (
    "2026-11-20",
    "orosanmalan",
    ANNA,
    {"barn": "barn_1", "misstanke": "2026-11-20", "orsak": ORSAK},
)


def anmalan(vuxen: str | None = "nej", **annat: Any) -> Underlag:
    barnet = annat.pop("barnet", "Alva Ekhöjd, 2017, barn till Robin")
    given = {**OROSANMALAN, "barnet": barnet, "vuxen": vuxen}
    given["om_barnet"] = "Alva bor varannan vecka hos Robin."
    given["mottagare"] = "Barnenheten i Ekhöjd"
    grund = gjord("orosanmalan", "utovare", (ORO,), given)
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
    assert not {"slag", "person"} & data.keys()
    said = json.dumps(data, ensure_ascii=False, default=str)
    assert not re.search(f"Robin|{AKTNUMMER}|881303|Blå 17", said, re.IGNORECASE)


RATTAD: Rad = ("2026-11-21", "rattelse", ANNA, {"handelse": 2, "rattelse": "Det var på kvällen."})


@pytest.mark.parametrize("slag", MALLAR["orosanmalan"].slag)
def test_the_archives_data_do_not_tell_of_what_kind_the_akt_is(slag: str) -> None:
    made = []
    for roll in ("partnerkontakt", "handlaggare"):
        base = anmalan(slag=slag, skapad_av_roll=roll, ersatter="Orosanmälan, 4 november 2026")
        events = tuple(replace(u, seq=4711, roll=roll) for u in base.uppgifter)
        made.append(framstall("orosanmalan", replace(base, uppgifter=events), slutlig=True))
    pages = [f.html for f in made]
    first, second = (data_of(f) for f in made)
    said = json.dumps(first, ensure_ascii=False)
    for told in (*MALLAR["orosanmalan"].slag, "4711", '"slag"', '"handelse"', '"person"'):
        assert told not in said
    assert first["upprattad_roll"] == "medarbetare"
    assert second["upprattad_roll"] == "handläggare"
    assert "medarbetare" in pages[0]
    attached = allt_i(arkiv(pages[0], first))
    assert "medarbetare" in attached
    for told in (*MALLAR["orosanmalan"].slag, "4711"):
        assert told not in attached


def test_a_protected_person_is_not_told_of_in_the_archives_data() -> None:
    protected = anmalan(skydd="skyddad_folkbokforing")
    data = data_of(framstall("orosanmalan", protected, slutlig=True))
    assert "skyddade" not in json.dumps(data)


def test_a_correction_in_the_akt_gives_no_number_in_the_archives_data() -> None:
    base = gjord("orosanmalan", "utovare", (ORO, RATTAD), {**OROSANMALAN, "vuxen": "nej"})
    data = data_of(framstall("orosanmalan", replace(base, beteckning=BETECKNING), slutlig=True))
    events: Any = data["uppgifter"]
    assert [u["kod"] for u in events] == ["orosanmalan", "rattelse"]
    assert [f["kod"] for f in events[1]["falt"]] == ["rattelse"]


def test_whoever_asked_for_data_is_told_no_more_of_the_akt_by_the_archive() -> None:
    _, grund = UNDERLAG["svar_nekat"]
    asked = replace(grund, ersatter="Beslut, 3 mars 2026 (händelse 4711)", skal="Robin ringde.")
    data = data_of(framstall("beslut_utlamnande", asked, slutlig=True))
    assert not {"slag", "person", "ersatter", "skal"} & data.keys()
    events: Any = data["uppgifter"]
    assert events
    for event in events:
        assert "handelse" not in event
        assert "begaran" not in {f["kod"] for f in event["falt"]}
        assert event["roll"] not in {"partnerkontakt", "handlaggare"}


@pytest.mark.parametrize(
    ("barnet", "kvar"),
    [
        ("Alva Ekhöjd", "Alva Ekhöjd"),
        ("Alva Ekhöjd barn till Robin Ekhöjd", "Alva Ekhöjd barn till [utelämnat] [utelämnat]"),
        ("Alva Ekhöjd - far Robin Ekhöjd", "Alva Ekhöjd - far [utelämnat] [utelämnat]"),
        ("Alva Ekhöjd/Robin Ekhöjd", "Alva Ekhöjd/[utelämnat] [utelämnat]"),
        ("Alva och Robin, syskon", "Alva och [utelämnat], syskon"),
        ("ALVA OCH ROBIN EKHÖJD", "ALVA OCH [utelämnat] [utelämnat]"),
        ("Robins barn Alva", "[utelämnat] barn Alva"),
    ],
)
def test_of_the_adult_no_more_is_kept_than_the_surname_of_the_child(barnet: str, kvar: str) -> None:
    words = text(framstall("orosanmalan", anmalan(barnet=barnet), slutlig=True).pdf())
    assert f"Barnet {kvar} " in words
    assert not re.search("Robin", words, re.IGNORECASE)
    assert "[utelämnat] [utelämnat] (" in words
    assert "Robin Ekhöjd" not in words
    assert ("Barnet Alva Ekhöjd var rädd." in words) is barnet.startswith("Alva Ekhöjd")


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
