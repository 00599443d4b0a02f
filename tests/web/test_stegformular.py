"""The forms of steps: what they ask, what they refuse, and that nothing written is ever lost."""

import re

import pytest

from caseflow.processes import HUVUDPROCESS
from tests.web.arendebygge import (
    RISK,
    UTREDNING_UTOVARE,
    Bygge,
    i_beslut,
    i_utredning,
    i_verkstallighet,
    utovare,
    utsatt,
)
from tests.web.webbplats import Besokare, Webbplats

IDAG = "2026-03-10"


def ready_to_finish(site: Webbplats) -> Bygge:
    """An utredning that nothing stops any more."""
    akt = i_utredning(site)
    akt.fakta("anna", "riskbedomning", niva="hog", **RISK)
    akt.fakta("anna", "egen_syn", egna_ord="Jag vill lära mig att gå därifrån.")
    akt.fakta("anna", "barn_efterfragade", svar="finns_inte")
    akt.fakta("anna", "sakerhet_overvagd", overvagande="Övervägt på nytt.")
    return akt


def sent(besokare: Besokare, akt: Bygge, path: str, **falt: object) -> tuple[int, str]:
    """Open the form and send it as it then stands; status and page."""
    form = besokare.get(akt.url + path).text
    found = re.search(r'name="seq" value="(\d+)"', form)
    assert found
    answer = besokare.post(akt.url + path, {"datum": IDAG, "seq": found[1], **falt})
    return answer.status_code, answer.text


def test_the_form_asks_what_the_step_asks_with_today_as_the_day(webbplats: Webbplats) -> None:
    akt = i_utredning(webbplats)
    page = webbplats.inloggad("anna").get(f"{akt.url}/steg/slutfor_utredning").text
    step = HUVUDPROCESS["utovare"].transition("slutfor_utredning")
    assert step
    for field in step.fields:
        assert f'name="{field.code}"' in page
        assert field.label in page
    assert f'name="datum" value="{IDAG}"' in page
    assert "<title>Slutför utredningen, " in page
    assert akt.lasningar()[-1] == ("formular:slutfor_utredning", "oppnad")


def test_the_rules_stand_beside_the_form_as_they_are_now(webbplats: Webbplats) -> None:
    akt = i_utredning(webbplats)
    akt.fakta("anna", "egen_syn", egna_ord="Jag vill.")
    page = webbplats.inloggad("anna").get(f"{akt.url}/steg/slutfor_utredning").text
    controls = page[page.index(">Kontroller<") :]
    assert controls.count('<li data-s="no">') == 3
    assert controls.count('<li data-s="ok">') == 1
    assert f'href="{akt.url}/fakta/riskbedomning" target="_blank"' in controls


def test_a_step_leads_to_the_page_and_is_confirmed(webbplats: Webbplats) -> None:
    akt = ready_to_finish(webbplats)
    status, _ = sent(
        webbplats.inloggad("anna"), akt, "/steg/slutfor_utredning", **UTREDNING_UTOVARE
    )
    assert status == 303
    assert akt.bilden.tillstand == "beslut"


def test_every_fault_is_listed_first_and_beside_its_field(webbplats: Webbplats) -> None:
    akt = ready_to_finish(webbplats)
    status, page = sent(
        webbplats.inloggad("anna"),
        akt,
        "/steg/slutfor_utredning",
        datum="2026-03-11",
        bedomning="Det här är min bedömning.",
        behov="\u202eomvänt",
    )
    assert status == 422
    assert "<title>Fel: Slutför utredningen, " in page
    assert page.index('class="ds-error-summary"') < page.index('id="f-datum"')
    summary = page[
        page.index('class="ds-error-summary"') : page.index(
            "</ul>", page.index('class="ds-error-summary"')
        )
    ]
    for kod in ("datum", "valdets_art", "motivation", "behov", "malsattning", "forslag"):
        assert f'href="#f-{kod}"' in summary
        assert f'id="f-{kod}-fel"' in page
    assert "styrtecken" in summary
    assert "Det här är min bedömning." in page
    assert 'value="2026-03-11"' in page
    assert akt.bilden.tillstand == "utredning"


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Hon sa «nej» 😀 och <b>gick</b> & kom tillbaka.", 303),
        ("ett\u0000tecken", 422),
        ("å" * 20_001, 422),
        ("rad ett\r\nrad två", 303),
    ],
)
def test_odd_text_is_kept_or_refused_whole(webbplats: Webbplats, text: str, status: int) -> None:
    akt = ready_to_finish(webbplats)
    anna = webbplats.inloggad("anna")
    given = {**UTREDNING_UTOVARE, "bedomning": text}
    got, page = sent(anna, akt, "/steg/slutfor_utredning", **given)
    assert got == status
    if status == 422:
        assert text.replace("\u0000", "") in page.replace("\u0000", "")
        assert akt.bilden.tillstand == "utredning"
    else:
        seen = anna.get(f"{akt.url}/handelser/{akt.bilden.seq}").text
        assert "<b>gick</b>" not in seen


def test_ten_megabytes_are_told_to_be_too_much(webbplats: Webbplats) -> None:
    akt = ready_to_finish(webbplats)
    anna = webbplats.inloggad("anna")
    answer = anna.post(f"{akt.url}/steg/slutfor_utredning", {"bedomning": "x" * 10_000_000})
    assert answer.status_code == 413
    assert "för stort" in answer.text
    assert akt.bilden.tillstand == "utredning"


def test_a_refusal_carries_every_rule_source_and_way_out_and_keeps_the_text(
    webbplats: Webbplats,
) -> None:
    akt = i_utredning(webbplats)
    status, page = sent(
        webbplats.inloggad("anna"), akt, "/steg/slutfor_utredning", **UTREDNING_UTOVARE
    )
    assert status == 409
    refused = page[page.index('id="fel"') : page.index("<form", page.index('id="fel"'))]
    assert "Slutför utredningen kan inte göras." in refused
    assert refused.count('<li data-s="no">') == 4
    assert "HSLF-FS (2022:39)" in refused
    assert "Gör en ny riskbedömning och registrera den." in refused
    for text in UTREDNING_UTOVARE.values():
        assert text in page
    assert akt.bilden.tillstand == "utredning"


def test_a_day_before_what_it_follows_is_refused_at_the_day(webbplats: Webbplats) -> None:
    akt = ready_to_finish(webbplats)
    status, page = sent(
        webbplats.inloggad("anna"),
        akt,
        "/steg/slutfor_utredning",
        **{**UTREDNING_UTOVARE, "datum": "2026-03-01"},
    )
    assert status == 422
    assert 'id="f-datum-fel"' in page
    assert "2026-03-10 eller senare" in page


def test_who_comes_second_is_told_what_happened_and_may_press_again(webbplats: Webbplats) -> None:
    akt = ready_to_finish(webbplats)
    anna, bo = webbplats.inloggad("anna"), webbplats.inloggad("bo")
    form = bo.get(f"{akt.url}/steg/slutfor_utredning").text
    seq = re.search(r'name="seq" value="(\d+)"', form)
    assert seq
    sent(anna, akt, "/fakta/egen_syn", egna_ord="Något mer.")
    given = {**UTREDNING_UTOVARE, "datum": IDAG, "seq": seq[1], "bedomning": "Bos bedömning."}
    answer = bo.post(f"{akt.url}/steg/slutfor_utredning", given)
    assert answer.status_code == 409
    told = answer.text[answer.text.index('id="fel"') :]
    assert "Någon annan hann före." in told
    assert "Personens egen syn" in told
    assert "Anna, i dag 10.00." in told
    assert "Bos bedömning." in told
    again = re.search(r'name="seq" value="(\d+)"', answer.text)
    assert again
    assert again[1] != seq[1]
    answer = bo.post(f"{akt.url}/steg/slutfor_utredning", {**given, "seq": again[1]})
    assert answer.status_code == 303


def test_a_double_press_does_the_thing_once(webbplats: Webbplats) -> None:
    akt = ready_to_finish(webbplats)
    anna = webbplats.inloggad("anna")
    path = f"{akt.url}/steg/slutfor_utredning"
    anna.get(path)
    given = {**UTREDNING_UTOVARE, "datum": IDAG, "seq": akt.bilden.seq}
    first, second = anna.post(path, given), anna.post(path, given)
    assert first.status_code == second.status_code == 303
    assert first.headers["location"] == second.headers["location"]


def test_a_step_that_does_not_leave_from_here_says_where_it_does(webbplats: Webbplats) -> None:
    akt = utovare(webbplats)
    why = "Läget är «Upptäckt», och steget tas från «Utredning»."
    anna = webbplats.inloggad("anna")
    path = f"{akt.url}/steg/slutfor_utredning"
    form = anna.get(path).text
    assert why in form
    assert f'<a href="{akt.url}">Tillbaka till ärendet</a>' in form
    main = form[form.index("<main") : form.index("</main>")]
    assert "<form" not in main
    assert 'type="submit"' not in main
    answer = anna.post(path, {"datum": IDAG, "seq": "1", **UTREDNING_UTOVARE})
    assert answer.status_code == 409
    main = answer.text[answer.text.index("<main") : answer.text.index("</main>")]
    assert why in main
    assert UTREDNING_UTOVARE["bedomning"] in main, "what was written is not lost"
    assert 'type="submit"' not in main


def test_a_step_of_another_role_is_refused_with_whose_it_is(webbplats: Webbplats) -> None:
    akt = i_beslut(webbplats)
    anna = webbplats.inloggad("anna")
    page = anna.get(f"{akt.url}/steg/avsluta_utan_insats").text
    assert "Det görs av beslutsfattare." in page


def test_a_step_in_a_delprocess_has_its_own_address(webbplats: Webbplats) -> None:
    akt = i_verkstallighet(webbplats)
    erik = webbplats.inloggad("erik")
    page = erik.get(f"{akt.url}/delprocesser/1/steg/pausa_insats").text
    assert "Pausa insatsen" in page
    assert "<span>Insats</span>" in page
    step = next(t for t in HUVUDPROCESS["utovare"].transitions if t.code == "avsluta")
    assert step.label not in page
    answer = erik.post(
        f"{akt.url}/delprocesser/1/steg/pausa_insats",
        {"datum": IDAG, "seq": akt.bilden.seq, "orsak": "personen", "skal": "Är bortrest."},
    )
    assert answer.status_code in {303, 422}


def test_a_step_that_opens_a_delprocess_has_its_own_address(webbplats: Webbplats) -> None:
    akt = i_verkstallighet(webbplats)
    status, _ = sent(
        webbplats.inloggad("erik"), akt, "/delprocess/partnerkontakt/steg/prova_partnerkontakt"
    )
    assert status == 303
    assert akt.bilden.av_slag("partnerkontakt")


@pytest.mark.parametrize(
    "path",
    [
        "/steg/finns_inte",
        "/delprocesser/9/steg/pausa_insats",
        "/delprocesser/99999999999999999999/steg/pausa_insats",
        "/delprocess/insats/steg/finns_inte",
        "/delprocess/hemlig/steg/x",
        "/delprocesser/1/steg/oppna_partnerkontakt",
        "/fakta/finns_inte",
        "/fakta/sakerhetssignal",
        "/handelser/99999999999999999999",
        "/handelser/999",
        "/journal/1",
    ],
)
def test_what_does_not_exist_has_one_answer(webbplats: Webbplats, path: str) -> None:
    akt = i_verkstallighet(webbplats)
    assert webbplats.inloggad("anna").get(akt.url + path).status_code == 404


def test_who_may_not_open_the_akt_may_not_write_in_it(webbplats: Webbplats) -> None:
    akt = utsatt(webbplats)
    cecilia = webbplats.inloggad("cecilia")
    before = akt.bilden.seq
    answer = cecilia.post(f"{akt.url}/steg/gor_skyddsbedomning", {"datum": IDAG, "seq": "1"})
    assert answer.status_code == 404
    answer = cecilia.post(f"{akt.url}/fakta/barn_efterfragade", {"datum": IDAG, "svar": "finns"})
    assert answer.status_code == 404
    assert akt.bilden.seq == before


def test_without_the_token_of_the_page_nothing_is_written(webbplats: Webbplats) -> None:
    akt = utovare(webbplats)
    anna = webbplats.inloggad("anna")
    anna.csrf = "x"
    answer = anna.post(f"{akt.url}/steg/paborja_forhandsbedomning", {"datum": IDAG, "seq": "1"})
    assert answer.status_code == 403
    assert akt.bilden.tillstand == "upptackt"
