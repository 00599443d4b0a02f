"""The hand-over of everything on the page: choose whose, see the plan, confirm; and who never comes there."""

import re
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from caseflow.actions.medarbetare import NyMedarbetare, lagg_till
from caseflow.rules.roller import Roll
from caseflow.store.lasning import Lasning
from tests.akter import innehall, last, oppna_partnerkontakt, rader
from tests.databas import PASSWORD
from tests.web.arendebygge import i_verkstallighet
from tests.web.webbplats import Webbplats

VALET = {
    "person": "vast|anna@exempel.se",
    "fran_dag": "2026-03-16",
    "satt": "till",
    "till": "vast|bo@exempel.se",
    "orsak": "slutar",
    "skal": "Ny tjänst från mars.",
}


def test_the_plan_is_shown_first_and_nothing_is_written(webbplats: Webbplats) -> None:
    nummer = webbplats.arende("anna")
    gun = webbplats.inloggad("gun")
    assert "Lämna över allt från någon" in gun.get("/planering").text
    assert "Visa vad som går till vem" in gun.get("/overlamning").text
    before = innehall(webbplats.verksamhet.db)
    page = gun.post("/overlamning", {**VALET, "gor": "visa"}).text
    assert innehall(webbplats.verksamhet.db) == before
    assert "Så här blir det för Anna" in page
    assert "Inget är ändrat än." in page
    assert nummer in page
    assert "Lämna över 1 ärende" in page
    for namn, value in VALET.items():
        assert f'name="{namn}" value="{value}"' in page, "the confirmation carries what was chosen"


def test_confirmed_everything_goes_over_and_she_is_out(webbplats: Webbplats) -> None:
    nummer = webbplats.arende("anna")
    anna, gun = webbplats.inloggad("anna"), webbplats.inloggad("gun")
    assert anna.get(f"/arenden/{nummer}").status_code == 200
    page = gun.post("/overlamning", {**VALET, "gor": "lamna"}).text
    assert "1 ärende är överlämnat från Anna." in page
    assert "gäller till och med 15 mars 2026" in page
    assert "går inget tillbaka av sig självt" in page
    assert nummer in webbplats.inloggad("bo").get("/mina-arenden").text
    shown = gun.get(f"/arenden/{nummer}/tidslinje").text
    assert "Ärendet fick ny ansvarig" in shown
    seq = rader(
        webbplats.verksamhet.db, "SELECT max(seq) AS seq FROM handelse WHERE kod = 'byt_ansvarig'"
    )[0]["seq"]
    said = gun.get(f"/arenden/{nummer}/handelser/{seq}").text
    assert "Ny tjänst från mars." in said
    assert "Slutar" in said
    # The last day she still comes in; the day after the answer is that of what is missing.
    assert anna.get(f"/arenden/{nummer}").status_code == 200
    webbplats.klocka.fram(days=6)
    anna = webbplats.oinloggad()
    anna.get("/logga-in")
    anna.post("/logga-in", {"epost": "anna@exempel.se", "losenord": PASSWORD, "nasta": "/"})
    refused, missing = anna.get(f"/arenden/{nummer}"), anna.get("/arenden/VN-7K3F-Q2MX-5")
    assert (refused.status_code, refused.text) == (404, missing.text)


def test_an_insats_is_in_the_plan_and_goes_over(webbplats: Webbplats) -> None:
    b = i_verkstallighet(webbplats)
    ida = NyMedarbetare("ida@exempel.se", "Ida", "vast", (Roll.BEHANDLARE,))
    lagg_till(webbplats.verksamhet.db, ida, fran=date(2020, 1, 1))
    gun = webbplats.inloggad("gun")
    gun.get("/overlamning")
    first = (webbplats.idag + timedelta(days=7)).isoformat()
    asked = {**VALET, "person": "vast|erik@exempel.se", "till": "vast|ida@exempel.se"}
    asked["fran_dag"] = first
    page = gun.post("/overlamning", {**asked, "gor": "visa"}).text
    assert "Individuella samtal, pågår" in page
    assert "Att göra: Berätta för personen vem som fortsätter, och boka in nästa samtal." in page
    done = gun.post("/overlamning", {**asked, "gor": "lamna"}).text
    assert "1 ärende är överlämnat från Erik." in done
    assert "Insatsen fick ny behandlare" in gun.get(f"/arenden/{b.nummer}/tidslinje").text
    part = next(d for d in last(webbplats.verksamhet.db, b.nummer).fakta.av_slag("insats"))
    assert part.text("behandlare") == str(webbplats.verksamhet.aktor("ida").id)


@pytest.mark.parametrize("namn", ["anna", "bo", "disa", "erik", "jon", "lo"])
def test_those_who_lead_nothing_find_no_page(webbplats: Webbplats, namn: str) -> None:
    webbplats.arende("anna")
    before = innehall(webbplats.verksamhet.db)["handelse"]
    visitor = webbplats.inloggad(namn)
    assert visitor.get("/overlamning").status_code == 404
    assert visitor.post("/overlamning", {**VALET, "gor": "lamna"}).status_code == 404
    assert innehall(webbplats.verksamhet.db)["handelse"] == before


def test_cecilia_in_another_unit_can_neither_see_nor_do_it(webbplats: Webbplats) -> None:
    nummer = webbplats.arende("anna")
    cecilia = webbplats.inloggad("cecilia")
    page = cecilia.get("/overlamning").text
    assert "anna@exempel.se" not in page
    before = innehall(webbplats.verksamhet.db)["handelse"]
    for gor in ("visa", "lamna"):
        answer = cecilia.post("/overlamning", {**VALET, "gor": gor})
        unknown = cecilia.post(
            "/overlamning", {**VALET, "person": "vast|ingen@exempel.se", "gor": gor}
        )
        assert answer.status_code == unknown.status_code == 422
        assert nummer not in answer.text
        assert "Anna" not in answer.text
    assert innehall(webbplats.verksamhet.db)["handelse"] == before


def test_every_fault_is_said_at_once_and_what_was_typed_stays(webbplats: Webbplats) -> None:
    gun = webbplats.inloggad("gun")
    gun.get("/overlamning")
    answer = gun.post("/overlamning", {"gor": "visa", "satt": "till", "fran_dag": "2026-03-16"})
    assert answer.status_code == 422
    for said in ("Medarbetare: välj", "Kollegan som tar allt: välj", "Orsak", "Skäl"):
        assert said in answer.text
    order = [
        answer.text.index(f'href="#f-{field}"') for field in ("person", "till", "orsak", "skal")
    ]
    assert order == sorted(order), "as they stand on the page, each a link to its field"
    assert 'value="2026-03-16"' in answer.text
    assert re.search(r'value="till"[^>]*checked', answer.text)


@pytest.mark.parametrize(
    "field", [{"fran_dag": "x"}, {"satt": "alla"}, {"person": "|"}, {"till": "|" * 300}]
)
def test_what_cannot_be_read_is_an_answer(webbplats: Webbplats, field: dict[str, str]) -> None:
    gun = webbplats.inloggad("gun")
    gun.get("/overlamning")
    assert gun.post("/overlamning", {**VALET, **field, "gor": "lamna"}).status_code == 422


def test_a_partnerkontakt_is_handed_over_by_the_sakerhetssamordnare_alone(
    webbplats: Webbplats,
) -> None:
    v = webbplats.verksamhet
    lagg_till(
        v.db,
        NyMedarbetare("anna@exempel.se", "Anna", "vast", (Roll.PARTNERKONTAKT,)),
        fran=date(2020, 1, 1),
    )
    gun, kim = webbplats.inloggad("gun"), webbplats.inloggad("kim")
    csrf = re.compile(r'name="csrf" value="[^"]+"')
    asked = {**VALET, "gor": "visa"}
    before = csrf.sub("", gun.post("/overlamning", asked).text)
    secret = oppna_partnerkontakt(v, inkom="2026-03-09", av="anna")
    assert csrf.sub("", gun.post("/overlamning", asked).text) == before
    assert "Uppdrag som någon annan avslutar" in before
    assert "/overlamning" in kim.get("/relationer").text
    assert "Gun" not in kim.get("/overlamning").text
    page = kim.post("/overlamning", {**asked, "till": "vast|jon@exempel.se"}).text
    assert secret in page


def test_showing_the_plan_is_logged(webbplats: Webbplats) -> None:
    gun = webbplats.inloggad("gun")
    gun.get("/overlamning")
    gun.post("/overlamning", {**VALET, "gor": "visa"})
    with webbplats.verksamhet.db.read_read_log() as session:
        rows = [tuple(r) for r in session.execute(select(Lasning.vad, Lasning.grund))]
    assert ("overlamning", "arbetslista") in rows
