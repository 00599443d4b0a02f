"""Reaching the person: what is open and what is shut just now, and what is shown only when it is needed."""

from datetime import timedelta
from typing import Any

import pytest

from tests.web.arendebygge import KONTAKT, Bygge, utsatt
from tests.web.webbplats import Besokare, Webbplats

TIDER: dict[str, Any] = {
    "dagar": ["man", "tis", "ons", "tor", "fre"],
    "fran": "09:00",
    "till": "11:00",
    "kodord_ord": "blåbär",
}
PERSON = {"namn": "Ellen Påhittad", "telefon": "070-1740605", "adress": "Storgatan 1"}


def overenskommen(webbplats: Webbplats, **andrat: Any) -> Bygge:
    akt = utsatt(webbplats, **PERSON)
    akt.fakta("anna", "saker_kontakt", **(dict(KONTAKT) | TIDER | andrat))
    return akt


def igen(webbplats: Webbplats, akt: Bygge) -> Besokare:
    """Anna logged in anew, when the time has moved past her session."""
    anna = webbplats.inloggad("anna")
    anna.get(akt.url)
    return anna


def test_what_is_open_now_and_when_the_rest_opens(webbplats: Webbplats) -> None:
    """The clock of the site stands at 10.00 on a Tuesday."""
    akt = overenskommen(webbplats)
    anna = webbplats.inloggad("anna")
    anna.get(akt.url)
    page = anna.post(f"{akt.url}/kontakt").text
    assert "klockan 10.00" in page
    assert page.count("Går nu") == 2
    assert "070-1740605" in page
    assert "Hej! Hör av dig när det passar dig." in page
    assert '<option value="samtal">' in page or 'value="samtal"' in page
    assert 'value="brev"' not in page, "what is shut cannot be chosen"
    webbplats.klocka.fram(hours=1)
    anna = igen(webbplats, akt)
    later = anna.post(f"{akt.url}/kontakt").text
    assert "Spärrat till onsdag 11 mar 09.00" in later
    assert "070-1740605" not in later
    assert "Hej! Hör av dig" not in later
    webbplats.klocka.fram(hours=21, minutes=30)
    assert "Spärrat till 09.00" in igen(webbplats, akt).post(f"{akt.url}/kontakt").text


def test_times_in_words_are_never_said_to_be_safe_now(webbplats: Webbplats) -> None:
    """caseflow cannot read «Vardagar 9–11»: the one who calls is told to, and sees no green tick."""
    soon = (webbplats.idag + timedelta(days=5)).isoformat()
    in_words = {"dagar": [], "fran": "", "till": "", "tider": "Vardagar 17–18", "galler_till": soon}
    akt = overenskommen(webbplats, **in_words)
    anna = webbplats.inloggad("anna")
    anna.get(akt.url)
    page = anna.post(f"{akt.url}/kontakt").text
    assert "Går nu" not in page
    assert "Läs först vilka tider som är säkra: Vardagar 17–18" in page
    assert "Caseflow kan inte se om det är en säker tid nu." in page
    rad = anna.get("/ringlista").text
    assert akt.nummer in rad
    assert "Går att ringa nu." not in rad
    assert "Tiderna finns bara i ord." in rad


def test_the_code_word_of_somebody_without_a_name_can_be_shown(webbplats: Webbplats) -> None:
    akt = utsatt(webbplats, pseudonym="Blå cykel")
    anna = webbplats.inloggad("anna")
    assert "Visa kontaktuppgifter" not in anna.get(akt.url).text
    akt.fakta("anna", "saker_kontakt", **(dict(KONTAKT) | TIDER | {"kodord": True}))
    assert "Visa kontaktuppgifter" in anna.get(akt.url).text
    anna.post(f"{akt.url}/kontakt")
    assert "blåbär" in anna.post(f"{akt.url}/kontakt/kodord").text


def test_the_number_can_be_had_when_somebody_is_in_danger_and_that_is_logged(
    webbplats: Webbplats,
) -> None:
    akt = overenskommen(webbplats)
    webbplats.klocka.fram(hours=8)
    anna = webbplats.inloggad("anna")
    anna.get(akt.url)
    assert "070-1740605" not in anna.post(f"{akt.url}/kontakt").text
    page = anna.post(f"{akt.url}/kontakt/fara").text
    assert "070-1740605" in page
    assert "Ring inte själv" in page
    assert akt.lasningar()[-1] == ("telefon visad vid fara", "oppnad")


def test_the_code_word_is_shown_at_the_attempt_alone_and_each_time_is_logged(
    webbplats: Webbplats,
) -> None:
    akt = overenskommen(webbplats)
    anna = webbplats.inloggad("anna")
    seen = anna.get(akt.url).text + anna.get(f"{akt.url}/tidslinje").text
    seen += anna.get(f"{akt.url}/handelser/{akt.bilden.seq}").text
    seen += anna.get(f"{akt.url}/fakta/saker_kontakt/bekrafta").text
    seen += anna.get("/bevakningar").text + anna.get("/ringlista").text
    seen += anna.post(f"{akt.url}/kontakt").text
    assert "blåbär" not in seen
    assert "blåbär" in anna.post(f"{akt.url}/kontakt/kodord").text
    assert akt.lasningar()[-1] == ("kodord visat", "oppnad")
    webbplats.klocka.fram(hours=8)
    shut = igen(webbplats, akt).post(f"{akt.url}/kontakt/kodord").text
    assert "blåbär" not in shut, "nobody is to be reached now"
    assert akt.lasningar()[-1] == ("kontakt", "oppnad")


@pytest.mark.parametrize("path", ["/kontakt", "/kontakt/kodord", "/kontakt/fara"])
def test_nobody_else_opens_it(webbplats: Webbplats, path: str) -> None:
    akt = overenskommen(webbplats)
    cecilia = webbplats.inloggad("cecilia")
    cecilia.get("/mina-arenden")
    answer = cecilia.post(f"{akt.url}{path}")
    assert answer.status_code == 404
    assert "070-1740605" not in answer.text
    assert akt.lasningar()[-1][1] == "nekad"


def test_a_contact_is_registered_from_the_page_and_refused_when_it_is_shut(
    webbplats: Webbplats,
) -> None:
    akt = overenskommen(webbplats)
    anna = webbplats.inloggad("anna")
    anna.get(akt.url)
    anna.post(f"{akt.url}/kontakt")
    sent = {
        "seq": str(akt.bilden.seq),
        "datum": webbplats.idag.isoformat(),
        "kanal": "samtal",
        "klockslag": "10:00",
        "saker_kontakt": "ja",
        "syfte": "tid",
    }
    refused = anna.post(f"{akt.url}/fakta/utgaende_kontakt", sent | {"klockslag": "11:00"})
    assert refused.status_code == 409
    assert "utanför personens säkra tider" in refused.text
    done = anna.post(f"{akt.url}/fakta/utgaende_kontakt", sent)
    assert done.status_code == 303
    assert akt.bilden.senaste("utgaende_kontakt") is not None


def test_it_is_confirmed_again_with_a_new_day_alone(webbplats: Webbplats) -> None:
    akt = overenskommen(webbplats)
    anna = webbplats.inloggad("anna")
    address = f"{akt.url}/fakta/saker_kontakt/bekrafta"
    assert address in anna.get(akt.url).text
    page = anna.get(address).text
    for filled in ('value="09:00"', "Vardagar 9–11", "Ring aldrig efter klockan 17."):
        assert filled in page
    assert 'name="galler_till" value=""' in page
    fields = {k: v for k, v in (dict(KONTAKT) | TIDER).items() if k != "kodord_ord"}
    sent = fields | {
        "seq": str(akt.bilden.seq),
        "datum": webbplats.idag.isoformat(),
        "galler_till": (webbplats.idag + timedelta(days=300)).isoformat(),
    }
    refused = anna.post(
        address, sent | {"galler_till": (webbplats.idag + timedelta(days=366)).isoformat()}
    )
    assert refused.status_code == 409
    assert "längre än enheten har bestämt" in refused.text
    assert anna.post(address, sent).status_code == 303
    assert "blåbär" in anna.post(f"{akt.url}/kontakt/kodord").text, "the code word is kept"
    assert anna.post(address, sent).status_code == 303, "pressed twice it is one"


def test_a_protected_person_gets_no_sms_and_stands_in_no_list(webbplats: Webbplats) -> None:
    akt = utsatt(webbplats, **PERSON, skydd="sekretessmarkering")
    akt.fakta("anna", "saker_kontakt", **(dict(KONTAKT) | TIDER))
    webbplats.klocka.fram(days=295)
    anna = webbplats.inloggad("anna")
    rad = anna.get("/ringlista").text
    assert akt.nummer in rad
    assert "Öppna ärendet för att se hur personen nås." in rad
    for hidden in ("070-1740605", "Ellen", "09.00", "Storgatan", "Se över hur"):
        assert hidden not in rad
    webbplats.klocka.fram(days=-295)
    anna.get(akt.url)
    page = anna.post(f"{akt.url}/kontakt").text
    assert "Hej! Hör av dig" not in page
    assert "sättet går inte att lita på" in page
    assert 'value="sms"' not in page


def test_the_calls_of_the_day_in_the_order_they_are_safe(webbplats: Webbplats) -> None:
    soon = (webbplats.idag + timedelta(days=5)).isoformat()
    later, now, shut = (utsatt(webbplats, **PERSON) for _ in range(3))
    later.fakta(
        "anna", "saker_kontakt", **(dict(KONTAKT) | TIDER | {"galler_till": soon, "fran": "10:30"})
    )
    now.fakta("anna", "saker_kontakt", **(dict(KONTAKT) | TIDER | {"galler_till": soon}))
    shut.fakta(
        "anna",
        "saker_kontakt",
        **(dict(KONTAKT) | TIDER | {"galler_till": soon, "kanal": ["hor_av_sig_sjalv"]}),
    )
    page = webbplats.inloggad("anna").get("/ringlista").text
    places = [page.index(f">{akt.nummer}<") for akt in (now, later, shut)]
    assert places == sorted(places)
    assert "Går att ringa nu." in page
    assert "Öppnar 10.30." in page
    assert "Spärrat." in page
    for hidden in ("Ellen", "070-1740605", "blåbär", "Ring aldrig"):
        assert hidden not in page
    assert ("ringlista", "oppnad") in now.lasningar()
    webbplats.inloggad("lo").get("/ringlista")
