"""«Varför den här dagen?» on the pages and in the API."""

import re
from dataclasses import replace
from datetime import date

from caseflow.queries.bevakningslista import Bevakningsrad, bevakningslista
from caseflow.queries.bevakningsurval import Bevakningsfilter
from caseflow.web.bevakningar import fonster
from tests.akter import oppna_bevakningar
from tests.databas import Verksamhet
from tests.web.arendebygge import i_beslut, i_utredning
from tests.web.test_api import Anropare
from tests.web.test_arendesida import panel
from tests.web.webbplats import Webbplats


def en_rad(site: Webbplats) -> Bevakningsrad:
    """A row of the list as it is read."""
    site.arende("anna")
    v = site.verksamhet
    lista = bevakningslista(
        v.db, v.aktor("anna"), dag=site.idag, filter_=Bevakningsfilter(), antal=1
    )
    return lista.rader[0]


def test_every_due_day_on_the_page_can_be_unfolded_to_why(webbplats: Webbplats) -> None:
    akt = i_utredning(webbplats)
    page = webbplats.inloggad("anna").get(akt.url).text
    due = len(re.findall(r"<summary>Varför den här dagen\?", page))
    assert due == len(oppna_bevakningar(webbplats.verksamhet.db, akt.nummer)) > 2
    frister = panel(page, "Frister")
    assert "Utredningen inleddes: 10 mars 2026" in frister
    assert "+4 månader («Utredning inom» i profilen standard) : 10 juli 2026" in frister
    assert "Ansökan: 10 mars 2026 +6 månader (12 § FL (2017:900)) : 10 september 2026" in frister
    assert "12 § FL (2017:900), lydelsen från 1 juli 2018" in frister
    assert frister.count("Om inget görs:") >= 2


def test_the_time_to_appeal_shows_both_the_three_weeks_and_the_next_vardag(
    webbplats: Webbplats,
) -> None:
    """Told on Friday 13 March: three weeks later is långfredagen, and Tuesday will do."""
    akt = i_beslut(webbplats)
    webbplats.klocka.fram(days=3)
    akt.steg(
        "disa",
        "avsla",
        lagrum="bistand",
        avslas="Behandling.",
        motivering="Behovet är tillgodosett.",
        overklagandehanvisning="ja",
    )
    akt.fakta("anna", "delfaende", satt="muntligt")
    page = webbplats.inloggad("anna").get(akt.url).text
    frister = panel(page, "Frister")
    assert "Sista dag att överklaga" in frister
    assert "Lagens tid går ut 3 apr; nästa vardag räcker." in frister
    assert "Lagens tid går ut 3 april 2026, men nästa vardag räcker: 7 april 2026." in frister
    assert "Till nästa vardag, för dagen är långfredagen" in frister


def test_each_row_says_why_without_any_script(webbplats: Webbplats) -> None:
    webbplats.arende("anna")
    page = webbplats.inloggad("anna").get("/bevakningar").text
    (disclosure,) = re.findall(r'<details class="[^"]*cf-varfor">.*?</details>', page, re.DOTALL)
    assert "<summary>Varför den här dagen?" in disclosure
    assert "Uppgiften kom in: <strong>10 mars 2026</strong>" in disclosure
    assert "«Första kontakten inom» i profilen standard" in disclosure
    assert "data-hx" not in disclosure


def test_the_partys_own_time_is_not_late_before_the_vardag_has_passed(
    webbplats: Webbplats,
) -> None:
    """Three weeks end on långfredagen; on Saturday nothing is late yet."""
    row = replace(en_rad(webbplats), dag=date(2026, 4, 7), yttersta_dag=date(2026, 4, 3))
    assert not fonster(row, date(2026, 4, 4)).sen
    assert fonster(row, date(2026, 4, 8)).sen


def test_a_hard_limit_after_the_day_is_what_counts(webbplats: Webbplats) -> None:
    row = replace(en_rad(webbplats), dag=date(2026, 4, 3), yttersta_dag=date(2026, 4, 7))
    assert not fonster(row, date(2026, 4, 7)).sen
    assert fonster(row, date(2026, 4, 8)).sen


def test_the_api_gives_the_terms_of_each_day(verksamhet: Verksamhet) -> None:
    site = Webbplats(verksamhet)
    anna = Anropare(site, "anna")
    nummer = anna.oppnar()
    terms = [
        {
            "slag": "fran",
            "text": "Uppgiften kom in",
            "dag": "2026-03-10",
            "kalla": "",
            "antal": None,
        },
        {
            "slag": "dagar",
            "text": "+3 dagar",
            "dag": "2026-03-13",
            "kalla": "forsta_kontakt_dagar",
            "antal": 3,
        },
    ]
    (due,) = anna.get("/bevakningar?senast=2026-04-01").json()
    assert due["rakning"] == terms
    assert due["dag"] == "2026-03-13"
    assert anna.get(f"/arenden/{nummer}").json()["nasta"]["rakning"] == terms
