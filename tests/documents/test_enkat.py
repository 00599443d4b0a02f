"""The survey on paper: the same questions in every language, and nothing that says whose it is."""

import re
from dataclasses import replace

import pikepdf
import pytest

from caseflow.documents.enkattexter import OM_LIVET, enkattexter, fragorna
from caseflow.documents.mallar import MALLAR, lasbart_for, saknas
from caseflow.documents.mallar.mall import SPRAK
from caseflow.documents.render import framstall, render
from caseflow.engine.errors import Refused
from tests.documents.berattelser import UTOVARE, UTSATT
from tests.documents.handlingar import element, fardig, oppnad, sidor, text, utkast
from tests.documents.underlag_utdrag import UNDERLAG
from tests.documents.underlagsbygge import AKTNUMMER, underlag

ENKATER = tuple(namn for namn, (kod, _) in UNDERLAG.items() if kod == "brukarenkat")
HEMLIGT = (
    AKTNUMMER,
    "Robin",
    "Ekhöjd ",
    "881303",
    "Relationsvåldsteamet",
    "Lindö",
    "Ekhöjdstorget",
    "010-000",
    "ekretess",
)


def nycklar(tabell: object, fore: str = "") -> set[str]:
    """Every key of a table, with those below it, and how long each list is."""
    if isinstance(tabell, dict):
        return {k for key, v in tabell.items() for k in nycklar(v, f"{fore}.{key}")}
    return {f"{fore}={len(tabell)}"} if isinstance(tabell, list) else {fore}


@pytest.mark.parametrize("sprak", SPRAK)
def test_every_language_has_the_same_texts_and_as_many_alternatives(sprak: str) -> None:
    assert nycklar(dict(enkattexter(sprak))) == nycklar(dict(enkattexter("sv")))
    assert set(MALLAR["brukarenkat"].sprak) == set(SPRAK)


def test_no_language_repeats_the_words_of_another() -> None:
    questions = {s: {enkattexter(s)[k]["fraga"] for k in fragorna("utsatt")} for s in SPRAK}
    for sprak, asked in questions.items():
        assert not any(asked & other for s, other in questions.items() if s != sprak)


@pytest.mark.parametrize("slag", OM_LIVET)
def test_every_question_that_is_asked_has_its_text(slag: str) -> None:
    assert set(OM_LIVET) == set(MALLAR["brukarenkat"].slag)
    for kod in fragorna(slag):
        assert enkattexter("sv")[kod]["fraga"].endswith("?")


@pytest.mark.parametrize("namn", ENKATER)
def test_nothing_on_it_or_in_it_says_whose_it_is_or_what_it_is_about(namn: str) -> None:
    pdf = fardig(namn)
    words = text(pdf)
    with oppnad(pdf) as opened:
        words += " ".join(str(v) for v in opened.docinfo.values())
        with opened.open_metadata() as metadata:
            words += str(metadata)
    assert [w for w in HEMLIGT if w in words] == []
    assert not re.search("våld|violence|العنف|rabsh", words, re.IGNORECASE)


@pytest.mark.parametrize("slag", ["utsatt", "utovare"])
def test_the_paper_is_the_same_for_everyone(slag: str) -> None:
    """Not even the page that it is made of tells two persons apart, nor the minute it was made."""
    rader = UTSATT if slag == "utsatt" else UTOVARE
    kod, grund = UNDERLAG[f"enkat_{slag}"]
    another = replace(
        grund,
        aktnummer="VN-2222-2222-2",
        person_namn="Kim Annan",
        personnummer="199013052392",
        enhet="En annan enhet",
        skapad=grund.skapad.replace(hour=17, minute=1),
        skapad_av="Bo Ståhlö",
        uppgifter=underlag(slag, rader).uppgifter,
        ersatter="en tidigare",
        kopia="Kopia",
        rubrik="Uppföljning",
    )
    assert framstall(kod, another, slutlig=True).html == framstall(kod, grund, slutlig=True).html
    assert render(kod, another, slutlig=True) == fardig(f"enkat_{slag}")
    seen = lasbart_for(MALLAR[kod], another)
    assert (seen.aktnummer, seen.enhet, seen.skapad_av, seen.uppgifter) == ("", "", "", ())


@pytest.mark.parametrize("namn", ENKATER)
def test_it_is_one_sheet_of_paper(namn: str) -> None:
    assert len(sidor(fardig(namn))) == 2


@pytest.mark.parametrize("namn", ENKATER)
def test_the_alternatives_are_read_as_lists(namn: str) -> None:
    _, grund = UNDERLAG[namn]
    asked = fragorna(grund.slag)
    with oppnad(fardig(namn)) as pdf:
        kinds = [str(e.S) for e in element(pdf)]
        lists = [e for e in element(pdf) if e.S == pikepdf.Name.L]
        assert {str(e.A.ListNumbering) for e in lists} == {"/None"}
    assert len(lists) == len(asked)
    assert kinds.count("/LI") == sum(len(enkattexter("sv")[k]["svar"]) + 1 for k in asked)
    assert kinds.count("/H2") == len(asked) + 3


def test_what_is_asked_of_the_one_is_not_asked_of_the_other() -> None:
    utsatt, utovare = text(fardig("enkat_utsatt")), text(fardig("enkat_utovare"))
    assert "tryggare" in utsatt
    assert "tryggare" not in utovare
    assert "hotat" in utovare
    assert "hotat" not in utsatt
    friyta = text(fardig("enkat_friyta"))
    assert "hotat" not in friyta
    assert "tryggare" not in friyta


def test_it_says_which_time_it_is() -> None:
    assert "när stödet slutar" in text(fardig("enkat_utsatt"))
    assert "en gång till" in text(fardig("enkat_utovare"))


def test_without_the_time_it_is_only_a_draft() -> None:
    grund = underlag("utsatt")
    assert [b.falt for b in saknas(MALLAR["brukarenkat"], grund)] == ["tillfalle"]
    with pytest.raises(Refused, match="När frågorna ställs"):
        render("brukarenkat", grund, slutlig=True)


def test_a_draft_in_arabic_says_in_swedish_that_it_is_one() -> None:
    assert "Det här är inte en färdig handling" in text(utkast("enkat_arabiska"))


def test_a_kommun_has_its_own_way_of_handing_it_in_only_in_the_language_it_wrote() -> None:
    egna = {"lamna": "Lägg bladet i lådan i väntrummet."}
    for namn, shown in (("enkat_utsatt", True), ("enkat_arabiska", False)):
        kod, grund = UNDERLAG[namn]
        words = text(render(kod, replace(grund, egna=egna), slutlig=True))
        assert ("lådan i väntrummet" in words) is shown
