"""«Om ingen gör något» as a page: day by day in words, logged, and to those alone who may open the akt."""

from datetime import date

from tests.akter import laslogg
from tests.web.test_arendesida import panel, text_of
from tests.web.webbplats import Webbplats


def test_the_days_come_in_order_and_the_page_ends_with_what_stays(webbplats: Webbplats) -> None:
    nummer = webbplats.arende(inkom=date(2026, 3, 5))
    page = webbplats.inloggad("anna").get(f"/arenden/{nummer}/prognos")
    assert page.status_code == 200
    days = panel(page.text, "Dag för dag")
    assert "Ta första kontakten" in days
    assert "2 dagar sen" in days.lower()
    assert "Anna. Lokal rutin Första kontakt" in days
    assert "Ta första kontakten 8 mars 2026 Anna" in panel(page.text, "Sedan")
    assert laslogg(webbplats.verksamhet.db)[-1]["vad"] == "prognos"


def test_the_page_of_the_akt_leads_there(webbplats: Webbplats) -> None:
    nummer = webbplats.arende()
    anna = webbplats.inloggad("anna")
    page = anna.get(f"/arenden/{nummer}").text
    assert f'href="/arenden/{nummer}/prognos"' in page
    assert "Om ingen gör något" in text_of(anna.get(f"/arenden/{nummer}/prognos").text)


def test_who_may_not_open_the_akt_gets_the_answer_that_it_is_not_there(
    webbplats: Webbplats,
) -> None:
    nummer = webbplats.arende()
    for namn in ("cecilia", "jon", "kim"):
        assert webbplats.inloggad(namn).get(f"/arenden/{nummer}/prognos").status_code == 404
        assert laslogg(webbplats.verksamhet.db)[-1]["utfall"] == "nekad"


def test_no_day_is_written_in_figures_alone(webbplats: Webbplats) -> None:
    nummer = webbplats.arende()
    page = text_of(webbplats.inloggad("anna").get(f"/arenden/{nummer}/prognos").text)
    assert "2026-03" not in page
