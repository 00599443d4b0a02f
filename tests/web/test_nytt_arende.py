"""Registering: an ärende with a name, with a code, with neither; and everything that can be wrong."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from caseflow.store.akt import Akt
from tests.web.webbplats import Besokare, Webbplats


def good(site: Webbplats, **changed: object) -> dict[str, object]:
    return {
        "slag": "utsatt",
        "kalla": "polis",
        "inkom": site.idag.isoformat(),
        "uppgift": "Ringde själv 😀",
        **changed,
    }


def send(site: Webbplats, **changed: object) -> tuple[Besokare, int, str]:
    visitor = site.inloggad("anna")
    visitor.get("/arenden/ny/arende")
    answer = visitor.post("/arenden/ny/arende", good(site, **changed))
    return visitor, answer.status_code, answer.headers.get("location", answer.text)


def stored(site: Webbplats) -> int:
    with site.verksamhet.db.read() as session:
        return session.scalar(select(func.count()).select_from(Akt)) or 0


@pytest.mark.parametrize(
    ("person", "shown"),
    [
        ({"namn": "Test Person", "personnummer": "19801301-0005"}, "Test Person"),
        ({"pseudonym": "Blå cykel"}, "Kod Blå cykel"),
        ({}, "Okänd person"),
        ({"namn": "Test Person", "skydd": "skyddad_folkbokforing"}, "Skyddad person"),
    ],
)
def test_a_person_with_a_name_a_code_or_neither(
    webbplats: Webbplats, person: dict[str, str], shown: str
) -> None:
    visitor, status, location = send(webbplats, **person)
    assert status == 303
    assert location.startswith("/arenden/VN-")
    assert shown in visitor.get("/mina-arenden").text


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"slag": ""}, "Vem ärendet gäller: välj ett svar."),
        ({"slag": "okand"}, "finns inte att välja"),
        ({"kalla": "x" * 5000}, "finns inte att välja"),
        ({"inkom": ""}, "Dag då uppgiften kom in: fyll i."),
        ({"inkom": "2026-02-30"}, "skriv datumet som ÅÅÅÅ-MM-DD"),
        ({"inkom": "2026-03-11"}, "har inte varit än"),
        ({"uppgift": "a\x00b"}, "osynliga styrtecken"),
        ({"uppgift": "a\u202eb"}, "osynliga styrtecken"),
        ({"uppgift": "x" * 20_001}, "Texten har 20001 tecken"),
        ({"namn": "a\nb"}, "Skriv på en rad"),
        ({"personnummer": "123"}, "skriv tolv siffror"),
        ({"pseudonym": "Blå", "namn": "Test"}, "inte båda"),
        ({"hittepa": "1"}, "finns inte här"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_stored(
    webbplats: Webbplats, wrong: dict[str, object], said: str
) -> None:
    _, status, text = send(webbplats, **wrong)
    assert status == 422
    assert said.partition(": ")[2] in text or said in text
    assert 'id="fel"' in text
    assert "<title>Fel: Nytt ärende" in text
    assert stored(webbplats) == 0


def test_every_fault_is_said_at_once_and_what_was_written_stays(webbplats: Webbplats) -> None:
    _, _, text = send(webbplats, slag="", kalla="", inkom="i går", uppgift="<b>Kvar & här</b>")
    assert "Tre saker behöver ändras" in text
    assert text.count('aria-invalid="true"') >= 2
    assert "&lt;b&gt;Kvar &amp; här&lt;/b&gt;" in text
    assert 'href="#f-inkom"' in text
    assert 'id="f-inkom"' in text


def test_an_unknown_unit_is_refused(webbplats: Webbplats) -> None:
    _, status, location = send(webbplats, enhet="ost")
    assert (status, location.startswith("/arenden/")) == (303, True)
    with webbplats.verksamhet.db.read() as session:
        assert session.scalars(select(Akt.enhet_id)).all() == [1]


@pytest.mark.parametrize("namn", ["disa", "kim", "lo", "jon", "erik"])
def test_who_may_not_register_has_no_form(webbplats: Webbplats, namn: str) -> None:
    visitor = webbplats.inloggad(namn)
    assert visitor.get("/arenden/ny/arende").status_code == 404
    assert visitor.post("/arenden/ny/arende", good(webbplats)).status_code == 404
    assert stored(webbplats) == 0


def test_a_friyta_needs_only_a_code(webbplats: Webbplats) -> None:
    erik = webbplats.inloggad("erik")
    assert erik.get("/arenden/ny").headers["location"] == "/arenden/ny/friyta"
    given = {
        "kod": "Björk 31",
        "dokumentation": "full",
        "kalla": "sjalv",
        "inkom": webbplats.idag.isoformat(),
    }
    erik.get("/arenden/ny/friyta")
    assert erik.post("/arenden/ny/friyta", given).status_code == 303
    assert "Kod Björk 31" in erik.get("/mina-arenden").text
    refused = erik.post("/arenden/ny/friyta", {**given, "dokumentation": "anonym_14_5"})
    assert refused.status_code == 409
    assert "nämnden har beslutat" in refused.text


def test_a_partnerkontakt_begins_with_safety(webbplats: Webbplats) -> None:
    jon = webbplats.inloggad("jon")
    jon.get("/arenden/ny/partnerkontakt")
    given = {"inkom": (webbplats.idag - timedelta(days=1)).isoformat()}
    assert jon.post("/arenden/ny/partnerkontakt", given).status_code == 422
    given["sakerhetsbedomning"] = "Nås säkert på jobbet."
    assert jon.post("/arenden/ny/partnerkontakt", given).status_code == 303


def test_a_friyta_offers_only_the_ways_of_documenting_that_the_unit_has(
    webbplats: Webbplats,
) -> None:
    page = webbplats.inloggad("erik").get("/arenden/ny/friyta").text
    assert 'value="radgivning_14_4"' in page
    assert 'value="anonym_14_5"' not in page
