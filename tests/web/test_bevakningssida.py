"""The list of bevakningar: what is in it, and what can be done from it."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from caseflow.actions.register_fact import register_fact
from caseflow.queries.bevakningslista import bevakningslista
from caseflow.queries.bevakningsurval import Bevakningsfilter
from caseflow.store.lasning import Lasning
from caseflow.web.bevakningar import PER_PAGE
from tests.databas import Verksamhet
from tests.web.webbplats import Webbplats


def test_a_handlaggare_sees_what_she_owns_and_a_samordnare_the_unit(
    verksamhet: Verksamhet,
) -> None:
    site = Webbplats(verksamhet)
    nummer = site.arende("anna")
    assert "Ta första kontakten" in site.inloggad("anna").get("/bevakningar").text
    assert nummer in site.inloggad("gun").get("/bevakningar").text
    for other in ("bo", "erik", "jon", "kim", "cecilia"):
        assert nummer not in site.inloggad(other).get("/bevakningar").text


def test_one_that_nobody_holds_is_with_the_samordnare(webbplats: Webbplats) -> None:
    nummer = webbplats.arende("gun")
    text = webbplats.inloggad("gun").get("/bevakningar", agare="ingen").text
    assert nummer in text
    assert "Gun äger tills vidare" in text


def test_bulk_hand_over_tells_what_could_not_be_done(webbplats: Webbplats) -> None:
    nummer = webbplats.arende("gun")
    gun = webbplats.inloggad("gun")
    page = gun.get("/bevakningar").text
    assert f'value="{nummer}:1"' in page
    answer = gun.post(
        "/bevakningar/tilldela",
        {"val": [f"{nummer}:1", f"{nummer}:99", "VN-FINNS-INTE:1"], "epost": "bo@exempel.se"},
    )
    assert answer.status_code == 200
    assert "1 bevakning är" in answer.text
    assert "2 gick inte" in answer.text
    assert nummer in webbplats.inloggad("bo").get("/bevakningar").text


def test_what_does_not_fit_in_one_hand_over_is_said_and_not_done(webbplats: Webbplats) -> None:
    rows = [f"{webbplats.arende('gun')}:1" for _ in range(PER_PAGE + 2)]
    gun = webbplats.inloggad("gun")
    answer = gun.post("/bevakningar/tilldela", {"val": [*rows, rows[0]], "epost": "bo@exempel.se"})
    assert f"{PER_PAGE} bevakningar är tilldelade" in answer.text
    assert "2 gick inte" in answer.text
    for left in rows[PER_PAGE:]:
        assert f"<li>{left.partition(':')[0]}: Inte tilldelad." in answer.text
    v = webbplats.verksamhet
    held = bevakningslista(
        v.db, v.aktor("bo"), dag=webbplats.idag, filter_=Bevakningsfilter(), antal=PER_PAGE
    )
    assert held.antal == PER_PAGE
    assert {f"{r.nummer}:{r.nr}" for r in held.rader} == set(rows[:PER_PAGE])


def test_a_refused_act_is_logged_as_a_refused_reading_is(verksamhet: Verksamhet) -> None:
    site = Webbplats(verksamhet)
    nummer = site.arende("gun")
    cecilia = site.inloggad("cecilia")
    cecilia.get("/bevakningar")
    cecilia.post("/bevakningar/tilldela", {"val": f"{nummer}:1", "epost": "cecilia@exempel.se"})
    cecilia.post(f"/bevakningar/{nummer}/1/utford")
    cecilia.post(f"/bevakningar/{nummer}/1/kvittera")
    with verksamhet.db.read_read_log() as session:
        rows = session.scalars(select(Lasning).where(Lasning.utfall == "nekad")).all()
    assert [(r.aktnummer, r.vad, r.grund) for r in rows] == [(nummer, "bevakning", "nekad")] * 3


def test_what_is_not_a_matter_of_access_is_not_logged_as_refused(webbplats: Webbplats) -> None:
    nummer = webbplats.arende("anna", slag="utsatt")
    assert webbplats.inloggad("anna").post(f"/bevakningar/{nummer}/1/utford").status_code == 409
    with webbplats.verksamhet.db.read_read_log() as session:
        assert session.scalars(select(Lasning).where(Lasning.utfall == "nekad")).all() == []


@pytest.mark.parametrize("nr", ["x", "0", "-1", "2147483648", "9" * 23])
def test_a_number_that_no_bevakning_has_is_not_found(webbplats: Webbplats, nr: str) -> None:
    nummer = webbplats.arende("anna")
    anna = webbplats.inloggad("anna")
    for act in ("utford", "kvittera"):
        assert anna.post(f"/bevakningar/{nummer}/{nr}/{act}").status_code == 404


def test_nothing_can_be_handed_to_somebody_without_access(webbplats: Webbplats) -> None:
    nummer = webbplats.arende("gun")
    gun = webbplats.inloggad("gun")
    answer = gun.post(
        "/bevakningar/tilldela", {"val": f"{nummer}:1", "epost": "cecilia@exempel.se"}
    )
    assert "0 bevakningar är" in answer.text
    assert "Den du väljer måste vara" in answer.text


def test_nothing_marked_says_so(webbplats: Webbplats) -> None:
    webbplats.arende("gun")
    answer = webbplats.inloggad("gun").post("/bevakningar/tilldela", {"epost": "bo@exempel.se"})
    assert answer.status_code == 422
    assert "Markera minst en rad" in answer.text


def test_one_can_be_acknowledged_and_stays_open(webbplats: Webbplats) -> None:
    nummer = webbplats.arende("anna", slag="utsatt")
    anna = webbplats.inloggad("anna")
    answer = anna.post(f"/bevakningar/{nummer}/1/kvittera", {"tillbaka": "/bevakningar?nar=idag"})
    assert answer.headers["location"] == "/bevakningar?nar=idag"
    assert "Kvitterad" in anna.get("/bevakningar").text


def test_what_a_step_must_do_cannot_be_ticked_off(webbplats: Webbplats) -> None:
    nummer = webbplats.arende("anna", slag="utsatt")
    answer = webbplats.inloggad("anna").post(f"/bevakningar/{nummer}/1/utford")
    assert answer.status_code == 409
    assert "kan inte bockas av" in answer.text
    assert "registrera det som är gjort" in answer.text


def test_the_agreed_contact_is_shown_without_times_and_code_words(webbplats: Webbplats) -> None:
    nummer = webbplats.arende("anna", slag="utsatt")
    v = webbplats.verksamhet
    register_fact(
        v.db,
        v.aktor("anna"),
        nummer,
        "saker_kontakt",
        {
            "kanal": ["sms"],
            "tider": "Vardagar nio till elva",
            "lamna_meddelande": "nej",
            "kodord": "ja",
            "galler_till": webbplats.idag + timedelta(days=20),
        },
        dag=webbplats.idag,
        now=webbplats.klocka.now,
    )
    text = webbplats.inloggad("anna").get("/bevakningar").text
    assert "Lämna aldrig meddelande." in text
    assert "Kodord finns." in text
    assert "nio till elva" not in text


def test_filters_and_pages_answer_whatever_the_address_says(webbplats: Webbplats) -> None:
    webbplats.arende("anna")
    gun = webbplats.inloggad("gun")
    for query in (
        "nar=sen",
        "nar=idag",
        "nar=vecka",
        "nar=manad",
        "agare=jag",
        "agare=1",
        "agare=x",
        "spar=utsatt",
        "slag=forsta_kontakt",
        "sida=999999999999",
        "sida=x",
        f"sida={'9' * 5000}",
    ):
        assert gun.get(f"/bevakningar?{query}").status_code == 200, query
    assert "Inga bevakningar passar filtren" in gun.get("/bevakningar", nar="sen").text
