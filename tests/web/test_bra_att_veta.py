"""What the page says beside the steps: warnings before and after, the child unit's times, disposal, the law."""

import re
from typing import Any

import pytest

from tests.web.arendebygge import Bygge, i_beslut, utovare, utsatt
from tests.web.test_api import Anropare
from tests.web.webbplats import Besokare, Webbplats

IDAG = "2026-03-10"
ORO: dict[str, Any] = {"barn": "barn_1", "misstanke": "2026-03-08", "orsak": "Rop i natten."}


def posted(visitor: Besokare, akt: Bygge, path: str, **falt: object) -> tuple[int, str]:
    answer = visitor.post(f"{akt.url}/{path}", {"datum": IDAG, "seq": akt.bilden.seq, **falt})
    return answer.status_code, answer.text


def closed(site: Webbplats) -> Bygge:
    akt = utovare(site)
    akt.fakta("anna", "sakerhet_overvagd", overvagande="Övervägt.")
    akt.steg("anna", "hanvisa", utforare="Mansjouren", uppfoljning_skal="Hänvisad.")
    return akt


def test_a_warning_about_the_fields_is_shown_once_before_anything_is_saved(
    webbplats: Webbplats,
) -> None:
    akt, anna = utsatt(webbplats), webbplats.inloggad("anna")
    path = "fakta/orosanmalan"
    before = akt.bilden.seq
    anna.get(f"{akt.url}/{path}")
    status, text = posted(anna, akt, path, **ORO, anmald=IDAG)
    assert status == 200
    assert "Bra att tänka på innan du sparar" in text
    assert "Det gick dagar mellan misstanken och anmälan" in text
    assert "Rop i natten." in text
    assert 'name="varnad" value="ja"' in text
    assert akt.bilden.seq == before

    status, _ = posted(anna, akt, path, **ORO, anmald=IDAG, varnad="ja")
    assert status == 303
    assert akt.bilden.seq == before + 1
    receipt = anna.get(akt.url, klart=str(before + 1)).text
    assert "Tänk på:" in receipt
    assert "Det gick dagar mellan misstanken och anmälan" in receipt


def test_faults_come_before_warnings(webbplats: Webbplats) -> None:
    akt, anna = utsatt(webbplats), webbplats.inloggad("anna")
    anna.get(f"{akt.url}/fakta/orosanmalan")
    status, text = posted(anna, akt, "fakta/orosanmalan", **{**ORO, "orsak": ""})
    assert status == 422
    assert "Bra att tänka på" not in text


def test_what_stands_already_is_told_when_the_form_opens(webbplats: Webbplats) -> None:
    akt = i_beslut(webbplats)
    webbplats.klocka.fram(days=40)
    form = webbplats.inloggad("disa").get(f"{akt.url}/steg/bevilja").text
    assert "Riskbedömningen är äldre än den tid" in form
    assert "Det går att spara ändå." in form
    fresh = i_beslut(webbplats)
    assert (
        "Bra att tänka på" not in webbplats.inloggad("disa").get(f"{fresh.url}/steg/bevilja").text
    )


def test_the_api_tells_the_same(webbplats: Webbplats) -> None:
    akt = utsatt(webbplats)
    disa = Anropare(webbplats, "disa")
    tried = {p["kod"]: p for p in disa.get(f"/arenden/{akt.nummer}/steg").json()}
    told = [v["regel"] for v in tried["bevilja_akut_skydd"]["varningar"]]
    assert told == ["barn_ar_efterfragade_fore_skyddet"]
    given = {"datum": IDAG, "motivering": "Fara.", "till_och_med": "2026-04-01"}
    answer = disa.post(f"/arenden/{akt.nummer}/steg/bevilja_akut_skydd", given)
    assert answer.status_code == 200
    said = answer.json()["varningar"]
    assert {v["regel"] for v in said} == {
        "barn_ar_efterfragade_fore_skyddet",
        "undantaget_fran_kommunicering_ar_antecknat",
    }
    assert all({"regel", "kalla", "text", "gor_nu"} <= set(v) for v in said)


def test_the_child_units_times_stand_as_information(webbplats: Webbplats) -> None:
    akt = utsatt(webbplats)
    anna = webbplats.inloggad("anna")
    assert "Barnenhetens tider" not in anna.get(akt.url).text
    akt.fakta("anna", "orosanmalan", **{**ORO, "misstanke": IDAG}, anmald=IDAG)
    page = anna.get(akt.url).text
    section = page[page.index('id="barnens-tider"') :]
    section = section[: section.index("</section>")]
    assert "Barn 1" in section
    assert "senast 24 mars" in section
    assert "senast 31 mars" in section
    assert "senast 24 juli" in section
    assert "De bevakas inte här." in section


def test_a_closed_akt_says_when_it_may_be_disposed_of(webbplats: Webbplats) -> None:
    akt = closed(webbplats)
    page = webbplats.inloggad("anna").get(akt.url).text
    assert "Gallras tidigast 10 mars 2031" in page
    assert "klart senast 31 december 2032" in page
    assert "Inget gallras av sig självt." in page
    assert "16 kap. 1 §" in page
    still_open = utovare(webbplats)
    assert 'id="gallring"' not in webbplats.inloggad("anna").get(still_open.url).text


def test_what_is_good_to_know_is_folded_and_cited(webbplats: Webbplats) -> None:
    page = webbplats.inloggad("anna").get(utsatt(webbplats).url).text
    section = page[page.index('id="bra-att-veta"') :]
    section = section[: section.index("</section>")]
    assert "<details" in section
    assert "open" not in re.findall(r"<details[^>]*>", section)[0]
    assert "13 kap. 1 §" in section
    assert "Källan är osäker." in section


def test_a_disputed_entry_is_marked_where_it_stands(webbplats: Webbplats) -> None:
    akt = utsatt(webbplats)
    note = akt.fakta("anna", "journalanteckning", rubrik="Besök", typ="mote", anteckning="Tårar.")
    anna = webbplats.inloggad("anna")
    assert "Personen har en annan mening" not in anna.get(akt.url).text
    akt.fakta("anna", "avvikande_mening", handelse=note, text="Jag grät inte.")
    for path in (akt.url, f"{akt.url}/tidslinje"):
        page = anna.get(path).text
        row = next(r for r in page.split("<li") if f"/handelser/{note}" in r and "cf-sub" in r)
        assert "Personen har en annan mening" in row
        assert page.count("Personen har en annan mening</span>") == 1
    missing = akt.bilden.seq + 1
    status, text = posted(anna, akt, "fakta/avvikande_mening", handelse=missing, text="Nej.")
    assert status == 409
    assert "14 kap. 6 §" in text


@pytest.mark.parametrize(("vem", "status"), [("hans", 200), ("anna", 404), ("disa", 404)])
def test_the_list_of_decisions_belongs_to_the_leader(
    webbplats: Webbplats, vem: str, status: int
) -> None:
    akt = i_beslut(webbplats, namn="Test Testsson")
    akt.steg(
        "disa",
        "bevilja",
        lagrum="bistand",
        beviljas="Samtal.",
        form="individuell",
        motivering="Behov finns.",
        fran_och_med=IDAG,
        till_och_med="2026-08-01",
    )
    visitor = webbplats.inloggad(vem)
    answer = visitor.get("/delegationsbeslut")
    assert answer.status_code == status
    menu = visitor.get("/mina-arenden").text
    assert ('href="/delegationsbeslut"' in menu) is (status == 200)
    if status == 200:
        assert akt.nummer in answer.text
        assert "Bevilja en insats" in answer.text
        assert "Testsson" not in answer.text
        empty = visitor.get("/delegationsbeslut", fran="2025-01-01", till="2025-02-01")
        assert "Inga beslut under tiden." in empty.text
        assert visitor.get("/delegationsbeslut", fran="i går").status_code == 422
