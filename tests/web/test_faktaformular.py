"""The forms of facts, and that of a riskbedömning: the level is chosen by a person, and lowering it is explained."""

import re

import pytest

from caseflow.processes import FAKTASLAG, HUVUDPROCESS
from caseflow.rules.roller import Roll
from tests.web.arendebygge import (
    RISK,
    SAMTAL,
    Bygge,
    i_utredning,
    i_verkstallighet,
    utovare,
    utsatt,
)
from tests.web.webbplats import Besokare, Webbplats

IDAG = "2026-03-10"


def posted(besokare: Besokare, akt: Bygge, slag: str, **falt: object) -> tuple[int, str]:
    """Open the form and send it."""
    path = f"{akt.url}/fakta/{slag}"
    besokare.get(path)
    answer = besokare.post(path, {"datum": IDAG, "seq": akt.bilden.seq, **falt})
    return answer.status_code, answer.text


@pytest.mark.parametrize(
    "slag", sorted(k for k, v in FAKTASLAG.items() if not all(r is Roll.SYSTEM for r in v.by))
)
def test_every_kind_of_fact_has_a_form(webbplats: Webbplats, slag: str) -> None:
    kind = FAKTASLAG[slag]
    akt = utsatt(webbplats) if "utsatt" in kind.akter else utovare(webbplats)
    answer = webbplats.inloggad("anna").get(f"{akt.url}/fakta/{slag}")
    if akt.bilden.slag not in kind.akter:
        assert answer.status_code == 404
        return
    assert answer.status_code == 200
    assert all(f'name="{f.code}"' in answer.text for f in kind.fields)


def test_a_fact_is_registered_and_confirmed(webbplats: Webbplats) -> None:
    akt = utovare(webbplats)
    status, _ = posted(webbplats.inloggad("anna"), akt, "barn_efterfragade", svar="finns")
    assert status == 303
    assert akt.bilden.senaste("barn_efterfragade")


def test_boxes_and_choices_stay_as_they_were_chosen_when_something_is_missing(
    webbplats: Webbplats,
) -> None:
    akt = utovare(webbplats)
    status, page = posted(
        webbplats.inloggad("anna"), akt, "information", innehall=["friyta", "rattigheter"]
    )
    assert status == 422
    assert re.findall(r'value="(\w+)" id="[^"]+" checked', page) == ["friyta", "rattigheter"]
    assert "Välj ett svar." in page


def test_a_number_that_comes_with_the_address_is_filled_in_and_text_is_not(
    webbplats: Webbplats,
) -> None:
    akt = utovare(webbplats)
    page = (
        webbplats.inloggad("anna")
        .get(f"{akt.url}/fakta/rattelse", handelse="1", rattelse="Text från en länk")
        .text
    )
    assert 'name="handelse" value="1"' in page
    assert "Text från en länk" not in page


def test_the_application_that_is_taken_back_is_chosen_among_those_there_are(
    webbplats: Webbplats,
) -> None:
    akt = i_utredning(webbplats)
    (seq,) = akt.bilden.alla("ansokan")
    page = webbplats.inloggad("anna").get(f"{akt.url}/fakta/ansokan_atertagen", ansokan=seq).text
    assert f'<option value="{seq}" selected>Ansökan 10 mar</option>' in page


def test_what_a_request_is_about_is_chosen_among_what_waits(webbplats: Webbplats) -> None:
    akt = i_utredning(webbplats)
    anna = webbplats.inloggad("anna")
    (seq,) = akt.bilden.alla("ansokan")
    page = anna.get(f"{akt.url}/fakta/begaran_om_avgorande").text
    assert f'<option value="{seq}"' in page
    begard = {"riktning": "fran_oss", "kommun": "Hittepå", "skriftlig": "ja", "skal": "Flyttat."}
    assert posted(anna, akt, "overflyttning_begard", **begard)[0] == 303
    (nr,) = akt.bilden.alla("overflyttning_begard")
    page = anna.get(f"{akt.url}/fakta/overflyttning_svar").text
    assert f'<option value="{nr}"' in page
    assert f'<option value="{seq}"' not in page


def test_a_talk_asks_which_delprocess_only_when_there_are_several(webbplats: Webbplats) -> None:
    akt = i_verkstallighet(webbplats)
    erik = webbplats.inloggad("erik")
    given = {k: v for k, v in SAMTAL.items() if k != "anteckning"}
    assert 'name="delprocess"' not in erik.get(f"{akt.url}/fakta/samtal").text
    assert posted(erik, akt, "samtal", **given)[0] == 303
    akt.steg(
        "erik", "bestall_insats", oppnar="insats", form="grupp", villkor="ja", informerad_11_6="ja"
    )
    status, page = posted(erik, akt, "samtal", **given)
    assert status == 422
    assert 'name="delprocess"' in page
    assert posted(erik, akt, "samtal", delprocess="1", **given)[0] == 303
    assert akt.bilden.delprocesser[0].antal["samtal:genomfort"] == 2


def test_a_fact_of_another_role_is_refused_and_its_text_kept(webbplats: Webbplats) -> None:
    akt = utovare(webbplats)
    status, page = posted(
        webbplats.inloggad("gun"), akt, "egen_syn", egna_ord="Det här skrev samordnaren."
    )
    assert status == 409
    assert "Det görs av handläggare" in page
    assert "Det här skrev samordnaren." in page


# riskbedömning


def risk(**falt: object) -> dict[str, object]:
    return {**RISK, "niva": "hog", **falt}


def test_no_level_is_chosen_beforehand(webbplats: Webbplats) -> None:
    akt = utsatt(webbplats)
    akt.fakta("anna", "riskbedomning", niva="hog", **RISK)
    page = webbplats.inloggad("anna").get(f"{akt.url}/fakta/riskbedomning").text
    assert not re.findall(r'name="niva"[^>]* checked', page)
    assert "Systemet räknar inte fram en nivå." in page


def test_the_first_assessment_has_nothing_to_compare_with(webbplats: Webbplats) -> None:
    akt = utsatt(webbplats)
    anna = webbplats.inloggad("anna")
    page = anna.get(f"{akt.url}/fakta/riskbedomning").text
    assert "Det finns ingen tidigare bedömning" in page
    assert "skal_sankning" not in page
    assert posted(anna, akt, "riskbedomning", **risk())[0] == 303


def test_the_next_day_is_shown_for_every_level_with_its_source(webbplats: Webbplats) -> None:
    akt = utsatt(webbplats)
    page = webbplats.inloggad("anna").get(f"{akt.url}/fakta/riskbedomning").text
    shown = re.findall(r"<li><b>([^<]+)</b><span>([^<]+)</span><small>([^<]+)</small>", page)
    assert shown == [
        ("Låg", "8 jun", "90 dagar"),
        ("Medel", "9 maj", "60 dagar"),
        ("Hög", "9 apr", "30 dagar"),
        ("Mycket hög", "24 mar", "14 dagar"),
    ]
    assert '<b data-k="rutin">Lokal rutin</b>Hur ofta risken bedöms på nytt' in page


def test_the_last_assessment_and_what_has_happened_since_stand_beside(webbplats: Webbplats) -> None:
    akt = utsatt(webbplats)
    akt.fakta("anna", "riskbedomning", niva="hog", **RISK)
    webbplats.klocka.fram(days=12)
    akt.fakta("anna", "ny_handelse", typ="separation", beskrivning="Flyttade isär.")
    page = webbplats.inloggad("anna").get(f"{akt.url}/fakta/riskbedomning").text
    text = " ".join(re.sub(r"<[^>]+>", " ", page).split())
    assert "Sedan 10 mars Hög risk då Anna." in text
    assert "12 dagar sedan den bedömningen" in text
    assert "1 händelse som kan höja risken 22 mar, separation" in text
    assert "Flyttade isär" not in page


def test_a_lower_level_without_its_reasons_is_not_saved(webbplats: Webbplats) -> None:
    akt = utsatt(webbplats)
    akt.fakta("anna", "riskbedomning", niva="hog", **RISK)
    before = akt.bilden.seq
    status, page = posted(webbplats.inloggad("anna"), akt, "riskbedomning", **risk(niva="medel"))
    assert status == 422
    assert "Du sänker nivån från hög till medel. Det är tillåtet." in page
    assert 'href="#f-skal_sankning"' in page
    assert re.search(r'value="medel" id="f-niva-2" data-lagre checked', page)
    assert akt.bilden.seq == before


def test_the_reasons_for_a_lower_level_are_kept_with_the_assessment(webbplats: Webbplats) -> None:
    akt = utsatt(webbplats)
    akt.fakta("anna", "riskbedomning", niva="hog", **RISK)
    anna = webbplats.inloggad("anna")
    status, _ = posted(
        anna,
        akt,
        "riskbedomning",
        **risk(niva="medel", skal_sankning="Kontaktförbudet följs sedan två månader."),
    )
    assert status == 303
    seen = anna.get(f"{akt.url}/handelser/{akt.bilden.seq}").text
    assert RISK["skal"] in seen
    assert "Varför nivån sänks från hög till medel:\nKontaktförbudet följs" in seen


@pytest.mark.parametrize("niva", ["hog", "mycket_hog"])
def test_the_same_or_a_higher_level_asks_for_nothing_more(webbplats: Webbplats, niva: str) -> None:
    akt = utsatt(webbplats)
    akt.fakta("anna", "riskbedomning", niva="hog", **RISK)
    status, _ = posted(
        webbplats.inloggad("anna"), akt, "riskbedomning", **risk(niva=niva, skal_sankning="")
    )
    assert status == 303


def test_faults_of_a_riskbedomning_come_in_the_order_of_the_page(webbplats: Webbplats) -> None:
    akt = utsatt(webbplats)
    status, page = posted(webbplats.inloggad("anna"), akt, "riskbedomning")
    assert status == 422
    assert re.findall(r'<li><a class="ds-link" href="#f-(\w+)">', page) == [
        "anledning",
        "kalla",
        "instrument",
        "standardiserad",
        "niva",
        "skal",
        "atgarder",
    ]
    ids = set(re.findall(r' id="(f-\w+)"', page))
    assert {"f-anledning", "f-kalla", "f-instrument", "f-niva", "f-skal", "f-atgarder"} <= ids


def test_the_states_of_a_process_all_have_a_word() -> None:
    assert all(s.label for p in HUVUDPROCESS.values() for s in p.states)
