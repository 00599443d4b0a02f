"""Notes to their owner, and the search."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from caseflow.actions.tick import tick
from caseflow.store.akt import Akt
from caseflow.store.bevakning import Bevakning
from caseflow.store.lasning import Lasning
from caseflow.store.notis import Notis
from tests.databas import Verksamhet
from tests.web.webbplats import Webbplats


def due(site: Webbplats) -> None:
    """The day after tomorrow's tomorrow, and one pass of the loop."""
    site.klocka.now += timedelta(days=4)
    tick(site.verksamhet.db, now=site.klocka.now)


def note_id(site: Webbplats) -> int:
    with site.verksamhet.db.read() as session:
        return session.scalars(select(Notis.id)).one()


def test_a_note_is_read_when_its_arende_is_opened(verksamhet: Verksamhet) -> None:
    site = Webbplats(verksamhet)
    nummer = site.arende("anna")
    due(site)
    anna = site.inloggad("anna")
    assert "olästa" in anna.get("/mina-arenden").text
    assert "Ta första kontakten" in anna.get("/notiser").text
    answer = anna.post(f"/notiser/{note_id(site)}/oppna")
    assert answer.headers["location"] == f"/arenden/{nummer}"
    text = anna.get("/notiser").text
    assert "Inget nytt" in text
    assert "olästa" not in text
    assert "Lästa" in text


def test_a_note_is_its_owners_alone(webbplats: Webbplats) -> None:
    webbplats.arende("anna")
    due(webbplats)
    bo = webbplats.inloggad("bo")
    assert "Inget nytt" in bo.get("/notiser").text
    assert bo.post(f"/notiser/{note_id(webbplats)}/oppna").status_code == 404
    assert bo.post("/notiser/alla-lasta").status_code == 303
    assert "Ta första kontakten" in webbplats.inloggad("anna").get("/notiser").text


def test_what_has_been_done_since_stands_last_and_is_never_called_late(
    webbplats: Webbplats,
) -> None:
    done, left = webbplats.arende("anna"), webbplats.arende("anna")
    due(webbplats)
    with webbplats.verksamhet.db.write() as session:
        first = select(Bevakning).join(Akt, Akt.id == Bevakning.akt_id).where(Akt.nummer == done)
        for bevakning in session.scalars(first):
            bevakning.status = "utford"
    anna = webbplats.inloggad("anna")
    notes = anna.get("/notiser").text
    assert notes.index(left) < notes.index(done)
    panel = anna.get("/mina-arenden").text.partition("Nytt till dig")[2]
    assert panel.index(left) < panel.index(done)
    assert f"{done}, klart" in panel


def test_all_can_be_marked_as_read(webbplats: Webbplats) -> None:
    webbplats.arende("anna")
    due(webbplats)
    anna = webbplats.inloggad("anna")
    anna.post("/notiser/alla-lasta")
    assert "Inget nytt" in anna.get("/notiser").text
    missing = anna.get("/finns-inte").text
    for number in ("99999", "x", "0", "-1", "2147483648", "9" * 23, "9" * 5000):
        answer = anna.post(f"/notiser/{number}/oppna")
        assert (answer.status_code, answer.text) == (404, missing)


def test_a_number_leads_straight_to_the_arende(webbplats: Webbplats) -> None:
    nummer = webbplats.arende("anna")
    typed = nummer.removeprefix("VN-").replace("-", " ").lower()
    answer = webbplats.inloggad("bo").post("/sok", {"q": typed})
    assert answer.headers["location"] == f"/arenden/{nummer}"


@pytest.mark.parametrize("typed", ["Test  PERSON", "19801301-0005", "198013010005"])
def test_name_and_personnummer_are_found_exactly(verksamhet: Verksamhet, typed: str) -> None:
    site = Webbplats(verksamhet)
    nummer = site.arende("anna", namn="Test Person", personnummer="198013010005")
    answer = site.inloggad("bo").post("/sok", {"q": typed})
    assert nummer in answer.text
    assert "1 träff." in answer.text


@pytest.mark.parametrize("typed", ["Test", "Test Pers", "1980", "polis", "%", "' OR 1=1 --", "😀"])
def test_nothing_else_can_be_searched(webbplats: Webbplats, typed: str) -> None:
    nummer = webbplats.arende("anna", namn="Test Person", personnummer="198013010005")
    answer = webbplats.inloggad("anna").post("/sok", {"q": typed})
    assert nummer not in answer.text
    assert "Inget ärende som du har tillgång till" in answer.text


@pytest.mark.parametrize("typed", ["", "   ", "a\x00b", "x" * 500])
def test_what_cannot_be_searched_is_said(webbplats: Webbplats, typed: str) -> None:
    answer = webbplats.inloggad("anna").post("/sok", {"q": typed})
    assert answer.status_code == 200
    assert "<title>Fel: Sök" in answer.text


def test_who_has_no_access_gets_the_same_answer_as_for_what_is_missing(
    webbplats: Webbplats,
) -> None:
    nummer = webbplats.arende("anna", namn="Test Person")
    cecilia = webbplats.inloggad("cecilia")
    there = cecilia.post("/sok", {"q": nummer}).text.replace(nummer, "N")
    missing = cecilia.post("/sok", {"q": "VN-0000-0000-0"}).text.replace("VN-0000-0000-0", "N")
    assert there == missing


def test_the_search_text_is_in_no_address_and_in_no_log(webbplats: Webbplats) -> None:
    nummer = webbplats.arende("anna", namn="Test Person")
    webbplats.inloggad("bo").post("/sok", {"q": "Test Person"})
    with webbplats.verksamhet.db.read_read_log() as session:
        rows = session.scalars(select(Lasning).where(Lasning.vad == "soktraff")).all()
    assert [(r.aktnummer, r.grund) for r in rows] == [(nummer, "sökning")]
