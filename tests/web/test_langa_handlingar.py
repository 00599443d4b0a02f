"""A long handling on the pages, and what is seen when so many are made that it does not get its turn."""

from collections.abc import Iterator

import pytest

from caseflow.documents.pdf import KORTA, LANGA
from caseflow.documents.sidbilder import antal_sidor
from tests.web.arendebygge import Bygge, i_utredning, i_verkstallighet
from tests.web.test_api import Anropare
from tests.web.test_handlingssidor import BESLUT, INBJUDAN, ord_i, utkast
from tests.web.webbplats import Webbplats

JOURNAL = {"u_mall": "journalutskrift", "u_sprak": "sv"}


@pytest.fixture
def upptaget() -> Iterator[None]:
    """All turns are taken, and nobody waits long for one."""
    before = KORTA.vanta, LANGA.vanta
    with KORTA, LANGA, LANGA:
        KORTA.vanta = LANGA.vanta = 0.01
        yield
    KORTA.vanta, LANGA.vanta = before


def med_lang_journal(site: Webbplats) -> Bygge:
    akt = i_utredning(site)
    for nr in range(4):
        words = f"Samtal {nr}. " + "Personen berättade om veckan som gått. " * 500
        akt.fakta("anna", "journalanteckning", rubrik="Samtal", typ="kontakt", anteckning=words)
    return akt


def test_a_long_handling_is_made_when_asked_for(webbplats: Webbplats) -> None:
    akt, anna = med_lang_journal(webbplats), webbplats.inloggad("anna")
    draft = utkast(anna, akt, JOURNAL)
    page = anna.get(draft)
    assert "Handlingen blir lång: omkring" in page.text
    assert "/sida/1.png" not in page.text
    assert "vänta tills sidan har bytts" in ord_i(page.text).lower()
    pdf = anna.get(f"{draft}/pdf")
    assert antal_sidor(pdf.content) > 20
    done = anna.post(f"{draft}/fardigstall", JOURNAL)
    assert done.status_code == 303, done.text
    stored = anna.get(done.headers["location"].partition("?")[0] + "/pdf")
    assert antal_sidor(stored.content) == antal_sidor(pdf.content)


@pytest.mark.usefixtures("upptaget")
def test_what_is_written_is_kept_though_no_page_can_be_shown(webbplats: Webbplats) -> None:
    akt, anna = i_verkstallighet(webbplats), webbplats.inloggad("anna")
    draft = utkast(anna, akt, INBJUDAN)
    page = anna.get(draft)
    assert page.status_code == 200
    assert "Sidorna kunde inte visas just nu." in ord_i(page.text)
    assert 'value="Ekhöjdstorget 1"' in page.text
    before = akt.bilden
    refused = anna.post(f"{draft}/fardigstall", {**INBJUDAN, "plats": "Ekhöjdstorget 2"})
    assert refused.status_code == 503
    assert "det blev inte dess tur i tid" in ord_i(refused.text)
    assert 'value="Ekhöjdstorget 2"' in refused.text
    assert 'value="Ekhöjdstorget 2"' in anna.get(draft).text  # and it is saved
    assert akt.bilden == before
    picture = anna.get(f"{draft}/pdf")
    assert (picture.status_code, picture.headers["retry-after"]) == (503, "60")


def test_a_program_is_told_to_try_again_and_may_with_the_same_key(
    webbplats: Webbplats, request: pytest.FixtureRequest
) -> None:
    akt = i_verkstallighet(webbplats)
    disa, here = Anropare(webbplats, "disa"), f"{akt.url}/handlingar"
    KORTA.vanta, before = 0.01, KORTA.vanta
    request.addfinalizer(lambda: setattr(KORTA, "vanta", before))
    with KORTA:
        busy = disa.post(here, {"mall": BESLUT["u_mall"]}, Idempotency_Key="en-gang")
    assert (busy.status_code, busy.headers["retry-after"]) == (503, "60")
    assert busy.json()["type"] == "urn:caseflow:busy"
    again = disa.post(here, {"mall": BESLUT["u_mall"]}, Idempotency_Key="en-gang")
    assert again.status_code == 201
    assert len(disa.get(here).json()) == 1
