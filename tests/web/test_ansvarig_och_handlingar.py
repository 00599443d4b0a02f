"""Give an akt to somebody else; open a handling as PDF."""

import re
from collections.abc import Callable
from datetime import date

import pypdfium2
import pytest
from sqlalchemy import select

from caseflow.actions.medarbetare import NyMedarbetare, lagg_till
from caseflow.rules.roller import Roll
from caseflow.store.lasning import Lasning
from tests.web.arendebygge import Bygge, friyta, partnerkontakt, utsatt
from tests.web.webbplats import Webbplats


def test_the_samordnare_distributes_an_arende(webbplats: Webbplats) -> None:
    nummer = webbplats.arende("gun")
    gun = webbplats.inloggad("gun")
    page = gun.get(f"/arenden/{nummer}/ansvarig").text
    assert "Ansvarig nu</dt><dd>Ingen" in page
    assert "bo@exempel.se" in page
    for outside in ("cecilia@exempel.se", "jon@exempel.se", "lo@exempel.se", "kim@exempel.se"):
        assert outside not in page
    answer = gun.post(f"/arenden/{nummer}/ansvarig", {"epost": "bo@exempel.se"})
    assert answer.headers["location"] == f"/arenden/{nummer}"
    assert nummer in webbplats.inloggad("bo").get("/mina-arenden").text
    assert "bo@exempel.se" not in gun.get(f"/arenden/{nummer}/ansvarig").text


@pytest.mark.parametrize("epost", ["", "cecilia@exempel.se", "ingen@exempel.se", "😀"])
def test_an_arende_is_never_given_to_somebody_without_access(
    webbplats: Webbplats, epost: str
) -> None:
    nummer = webbplats.arende("gun")
    answer = webbplats.inloggad("gun").post(f"/arenden/{nummer}/ansvarig", {"epost": epost})
    assert answer.status_code == 422
    assert "Den du väljer måste vara" in answer.text


def test_the_page_says_nothing_of_akter_that_the_reader_may_not_open(
    webbplats: Webbplats,
) -> None:
    """Jon also has ärenden: his number may not rise for Anna when a partnerkontakt begins."""
    v = webbplats.verksamhet
    both = NyMedarbetare("jon@exempel.se", "Jon", "vast", (Roll.HANDLAGGARE,))
    lagg_till(v.db, both, fran=date(2020, 1, 1))
    nummer = webbplats.arende("anna")
    gun = webbplats.inloggad("gun")
    gun.get(f"/arenden/{nummer}/ansvarig")
    gun.post(f"/arenden/{nummer}/ansvarig", {"epost": "jon@exempel.se"})
    other = webbplats.arende("anna")
    anna = webbplats.inloggad("anna")
    before = anna.get(f"/arenden/{other}/ansvarig").text
    assert "Jon (1)" in before
    partnerkontakt(webbplats)
    assert anna.get(f"/arenden/{other}/ansvarig").text == before


@pytest.mark.parametrize("namn", ["cecilia", "disa"])
def test_a_refused_hand_over_is_logged(webbplats: Webbplats, namn: str) -> None:
    nummer = webbplats.arende("gun")
    visitor = webbplats.inloggad(namn)
    visitor.post(f"/arenden/{nummer}/ansvarig", {"epost": "bo@exempel.se"})
    with webbplats.verksamhet.db.read_read_log() as session:
        rows = session.scalars(select(Lasning).where(Lasning.utfall == "nekad")).all()
    assert [(r.aktnummer, r.vad, r.grund) for r in rows] == [(nummer, "ansvarig", "nekad")]


def test_who_only_decides_gives_nothing_away(webbplats: Webbplats) -> None:
    nummer = webbplats.arende("gun")
    answer = webbplats.inloggad("disa").post(
        f"/arenden/{nummer}/ansvarig", {"epost": "bo@exempel.se"}
    )
    assert answer.status_code == 409
    assert "kan inte lämnas över" in answer.text


def test_a_handling_that_is_only_looked_at_is_a_draft_whatever_is_asked(
    webbplats: Webbplats,
) -> None:
    nummer = webbplats.arende("anna")
    anna = webbplats.inloggad("anna")
    draft = anna.get(f"/arenden/{nummer}/handlingar/utredning_utovare.pdf", slutlig="true")
    assert draft.headers["content-type"] == "application/pdf"
    assert draft.content.startswith(b"%PDF-")
    name = f'filename="{nummer}_utredning_utovare_utkast.pdf"'
    assert name in draft.headers["content-disposition"]
    with pypdfium2.PdfDocument(draft.content) as document:
        assert "Utkast" in document[0].get_textpage().get_text_range()
    assert anna.get(f"/arenden/{nummer}/handlingar/finns_inte.pdf").status_code == 404
    with webbplats.verksamhet.db.read_read_log() as session:
        read = set(session.scalars(select(Lasning.vad).where(Lasning.aktnummer == nummer)))
    assert "utkast:ny:utredning_utovare:pdf" in read


@pytest.mark.parametrize(
    ("bygg", "from_whom", "offered"),
    [(utsatt, "gun", {"bo"}), (friyta, "gun", {"fatima"}), (partnerkontakt, "jon", set())],
)
def test_only_those_who_can_own_such_an_akt_are_offered(
    webbplats: Webbplats, bygg: Callable[[Webbplats], Bygge], from_whom: str, offered: set[str]
) -> None:
    akt = bygg(webbplats)
    page = webbplats.inloggad(from_whom).get(f"{akt.url}/ansvarig").text
    assert set(re.findall(r'value="(\w+)@exempel', page)) == offered


def test_a_bevakning_may_go_to_whoever_works_in_some_akt_of_the_list(webbplats: Webbplats) -> None:
    nummer = webbplats.arende("anna")
    gun = webbplats.inloggad("gun")
    listed = set(re.findall(r'value="(\w+)@exempel', gun.get("/bevakningar").text))
    assert listed == {"anna", "bo", "disa", "erik", "fatima", "gun", "hans"}
    answer = gun.post("/bevakningar/tilldela", {"val": f"{nummer}:1", "epost": "disa@exempel.se"})
    assert "1 bevakning är tilldelad Disa" in " ".join(answer.text.split())
