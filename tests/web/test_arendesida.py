"""The page of an akt: what it says, in what order, and what opening it writes."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import event

from caseflow.processes import FAKTASLAG, PROCESSER, REGLER
from caseflow.store.session import Databas
from caseflow.web.stegord import HJALPER, UTFALL, VERB
from tests.databas import Verksamhet
from tests.web.arendebygge import (
    KONTAKT,
    RISK,
    Bygge,
    friyta,
    i_beslut,
    i_utredning,
    i_verkstallighet,
    partnerkontakt,
    utovare,
    utsatt,
)
from tests.web.webbplats import Webbplats


def text_of(html: str) -> str:
    """The page as it is read: without tags, on one line."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def panel(html: str, heading: str) -> str:
    """One panel of the page, by its heading."""
    sections = re.findall(r"<section.*?</section>", html, re.DOTALL)
    return text_of(next(s for s in sections if f">{heading}</h2>" in s))


@contextmanager
def counted(db: Databas) -> Iterator[list[str]]:
    """The statements sent to either database."""
    sent: list[str] = []

    def note(_c: object, _cur: object, statement: str, *_rest: object) -> None:
        sent.append(statement)

    engines = {db.engine, db.read_log_engine}
    for engine in engines:
        event.listen(engine, "before_cursor_execute", note)
    yield sent
    for engine in engines:
        event.remove(engine, "before_cursor_execute", note)


def test_the_strip_says_what_is_done_where_it_stands_and_what_is_ahead(
    webbplats: Webbplats,
) -> None:
    akt = i_utredning(webbplats)
    webbplats.klocka.fram(days=10)
    page = webbplats.inloggad("anna").get(akt.url).text
    strip = text_of(
        page[page.index('class="cf-steps"') : page.index("</ol>", page.index("cf-steps"))]
    )
    assert strip.endswith(
        "Upptäckt , klart. 10 mar Förhandsbedömning , klart. 10 mar"
        " Utredning pågår sedan 10 mar Beslut Verkställighet Avslutat"
        " Uppföljning 6 månader efter avslut"
    )
    assert "Steg 3 av 7. Dag 10 sedan upptäckt." in text_of(page)
    assert page.count('aria-current="step"') == 1


def test_a_no_for_now_stands_on_the_way_and_not_as_a_failure(webbplats: Webbplats) -> None:
    akt = utovare(webbplats)
    akt.steg("anna", "paborja_forhandsbedomning")
    akt.fakta("anna", "information", innehall=["friyta"], satt="muntligt")
    akt.steg("anna", "tacka_nej", fragan_stalld="ja")
    page = webbplats.inloggad("anna").get(akt.url).text
    assert "Avvaktar pågår sedan 10 mar" in text_of(page)
    assert page.count("<li data-s=") == 7


def test_what_falls_due_first_stands_first_and_says_why(webbplats: Webbplats) -> None:
    akt = utovare(webbplats)
    page = webbplats.inloggad("anna").get(akt.url).text
    assert panel(page, "Frister").startswith(
        "Frister Ta första kontakten 3 dagar kvar 13 mar. Lokal rutin Första kontakt Anna"
    )
    webbplats.klocka.fram(days=5)
    page = webbplats.inloggad("anna").get(akt.url).text
    assert "2 dagar sen" in panel(page, "Frister")


def test_law_never_looks_like_routine(webbplats: Webbplats) -> None:
    akt = i_utredning(webbplats)
    page = webbplats.inloggad("anna").get(akt.url).text
    assert re.search(r'<b data-k="lag">Lag</b><a href="/regler/\w+">12 § FL \(2017:900\)', page)
    assert '<b data-k="rutin">Lokal rutin</b>' in page


def test_a_closed_step_says_every_reason_and_leads_to_the_way_out(webbplats: Webbplats) -> None:
    akt = i_utredning(webbplats)
    page = webbplats.inloggad("anna").get(akt.url).text
    closed = panel(page, "Nästa steg").partition("Går inte än")[2]
    assert "Slutför utredningen Det finns ingen riskbedömning" in closed
    assert "Personens egen syn finns inte i utredningen. Skriv personens egen syn" in closed
    assert f'href="{akt.url}/fakta/egen_syn"' in page


def test_the_most_urgent_is_the_one_primary_button(webbplats: Webbplats) -> None:
    akt = i_utredning(webbplats)
    webbplats.klocka.fram(days=14)
    page = webbplats.inloggad("anna").get(akt.url).text
    go = page[page.index("cf-next__go") : page.index("</ul>", page.index("cf-next__go"))]
    primary = re.findall(r'<a class="ds-button" href="[^"]+">([^<]+)</a>', go)
    assert primary == ["Gör riskbedömning"]


def test_no_outcome_is_put_before_the_others(webbplats: Webbplats) -> None:
    akt = i_beslut(webbplats)
    page = webbplats.inloggad("disa").get(akt.url).text
    buttons = re.findall(
        r'<a class="ds-button"( data-variant="secondary")? href="[^"]+/(\w+)">', page
    )
    offered = {kod: bool(secondary) for secondary, kod in buttons}
    assert {"bevilja", "bevilja_delvis", "avsla"} <= set(offered)
    assert all(offered[kod] for kod in offered if kod in UTFALL)


def test_an_outcome_is_never_primary_whoever_looks(webbplats: Webbplats) -> None:
    for akt in (utovare(webbplats), utsatt(webbplats), i_utredning(webbplats)):
        for namn in ("anna", "disa", "erik", "gun"):
            page = webbplats.inloggad(namn).get(akt.url).text
            primary = re.findall(r'<a class="ds-button" href="[^"]+/(\w+)">', page)
            assert not UTFALL & set(primary)


def test_words_and_ways_of_the_panel_name_what_exists() -> None:
    steps = {t.code for p in PROCESSER.values() for t in p.transitions}
    assert set(VERB) <= set(FAKTASLAG)
    assert set(HJALPER) <= set(REGLER)
    assert set(HJALPER.values()) <= set(FAKTASLAG)
    assert steps >= UTFALL


def test_talks_stand_on_the_track_of_their_insats(webbplats: Webbplats) -> None:
    akt = i_verkstallighet(webbplats)
    akt.fakta(
        "erik", "samtal", delprocess=1, utfall="genomfort", form="individuellt", kanal="besok"
    )
    akt.fakta(
        "erik", "samtal", delprocess=1, utfall="uteblivet", form="individuellt", kanal="besok"
    )
    page = webbplats.inloggad("anna").get(akt.url).text
    lanes = page[page.index("cf-lanes") : page.index("</section>", page.index("cf-lanes"))]
    assert lanes.count('r="4"') == 1
    assert "Pågår. Till och med 6 sep." in text_of(lanes)


def test_the_page_confirms_what_was_just_done_to_the_one_who_did_it(webbplats: Webbplats) -> None:
    akt = utovare(webbplats)
    anna = webbplats.inloggad("anna")
    anna.get(akt.url)
    answer = anna.post(
        f"{akt.url}/steg/paborja_forhandsbedomning", {"datum": "2026-03-10", "seq": 1}
    )
    assert (answer.status_code, answer.headers["location"]) == (303, f"{akt.url}?klart=2")
    page = text_of(anna.get(answer.headers["location"]).text)
    assert "Påbörja förhandsbedömning. Registrerat med datum 10 mars." in page
    assert "Klart: Ta första kontakten" in page
    assert "Ny bevakning: Avsluta förhandsbedömningen, senast 24 mar." in page
    others = text_of(webbplats.inloggad("bo").get(f"{akt.url}?klart=2").text)
    assert "Registrerat med datum" not in others


def test_the_risk_is_a_curve_a_sentence_and_a_table(webbplats: Webbplats) -> None:
    akt = utsatt(webbplats)
    akt.fakta("anna", "riskbedomning", niva="mycket_hog", **RISK)
    webbplats.klocka.fram(days=20)
    akt.fakta("anna", "ny_handelse", typ="hot", beskrivning="Hot på telefon.")
    akt.fakta("anna", "riskbedomning", niva="hog", **{**RISK, "instrument": "freda_farlighet"})
    webbplats.klocka.fram(days=10)
    page = webbplats.inloggad("anna").get(akt.url).text
    said = "Hög risk. Sänkt från mycket hög den 30 mars. Bedömd två gånger med två metoder."
    assert f'role="img" aria-label="{said}"' in page
    risk = panel(page, "Riskutveckling")
    assert "1 30 mar, hot." in risk
    assert "10 mars 2026 SARA Mycket hög Anna" in risk
    assert "Hot på telefon" not in page


def test_a_note_is_read_when_it_is_opened_and_not_before(webbplats: Webbplats) -> None:
    akt = utovare(webbplats)
    seq = akt.fakta(
        "anna",
        "journalanteckning",
        rubrik="Telefonsamtal",
        typ="kontakt",
        anteckning="Ringde själv.",
    )
    bo = webbplats.inloggad("bo")
    page = bo.get(akt.url).text
    assert "Telefonsamtal" in page
    assert "Ringde själv" not in page
    note = bo.get(f"{akt.url}/journal/{seq}")
    assert "Ringde själv." in note.text
    fragment = bo.client.get(f"{akt.url}/journal/{seq}", headers={"HX-Request": "true"}).text
    assert "Ringde själv." in fragment
    assert "<html" not in fragment
    opened = [vad for vad, utfall in akt.lasningar() if utfall == "oppnad"]
    assert opened == ["arende", f"journal:{seq}", f"journal:{seq}"]


def test_who_has_read_stands_on_the_page_with_what_they_opened(webbplats: Webbplats) -> None:
    akt = utovare(webbplats)
    bo = webbplats.inloggad("bo")
    bo.get(akt.url)
    bo.get(f"{akt.url}/tidslinje")
    webbplats.klocka.fram(minutes=5)
    page = webbplats.inloggad("anna").get(akt.url).text
    assert "Bo Handläggare. Översikten och tidslinjen, i dag 10.00." in panel(page, "Vem har läst")
    assert "med skälet ansvarig för ärendet" in panel(page, "Vem har läst")


def test_a_rattelse_stands_beside_what_it_corrects(webbplats: Webbplats) -> None:
    akt = utovare(webbplats)
    seq = akt.fakta(
        "anna", "journalanteckning", rubrik="Möte", typ="mote", anteckning="Klockan nio."
    )
    akt.fakta("anna", "rattelse", handelse=seq, rattelse="Klockan tio.")
    page = text_of(webbplats.inloggad("anna").get(f"{akt.url}/journal/{seq}").text)
    assert "Klockan nio." in page
    assert "Rättelse, 10 mar." in page
    assert "Klockan tio." in page


def test_late_writing_is_told_in_the_timeline(webbplats: Webbplats) -> None:
    akt = utovare(webbplats)
    webbplats.klocka.fram(days=6)
    akt.fakta("anna", "barn_efterfragade", svar="finns_inte", nar=webbplats.idag.replace(day=11))
    page = text_of(webbplats.inloggad("anna").get(f"{akt.url}/tidslinje").text)
    assert "11 mar Frågan om barn är ställd Anna. Registrerat i dag 10.00, 5 dagar senare." in page


def test_an_own_reminder_is_called_what_it_was_called(webbplats: Webbplats) -> None:
    akt = utovare(webbplats)
    seq = akt.fakta("anna", "egen_bevakning", rubrik="Ring skolan", dag="2026-03-20")
    page = webbplats.inloggad("anna").get(akt.url).text
    assert "Ring skolan" in panel(page, "Bevakningar")
    assert f"{akt.url}/fakta/egen_bevakning_klar?bevakning={seq}" in page


@pytest.mark.parametrize("build", [i_verkstallighet, utsatt, friyta, partnerkontakt])
def test_every_kind_of_akt_has_its_page(
    webbplats: Webbplats, build: Callable[[Webbplats], Bygge]
) -> None:
    akt = build(webbplats)
    namn = {"friyta": "erik", "partnerkontakt": "jon"}.get(akt.bilden.slag, "anna")
    answer = webbplats.inloggad(namn).get(akt.url)
    assert answer.status_code == 200
    assert "Nästa steg" in answer.text


def test_the_page_costs_as_many_questions_with_sixty_events_as_with_ten(
    verksamhet: Verksamhet,
) -> None:
    site = Webbplats(verksamhet)
    akt = i_verkstallighet(site)
    akt.fakta("anna", "saker_kontakt", **KONTAKT)
    anna = site.inloggad("anna")
    anna.get(akt.url)
    with counted(verksamhet.db) as few:
        anna.get(akt.url)
    for n in range(50):
        akt.fakta("anna", "journalanteckning", rubrik=f"Möte {n}", typ="mote", anteckning="Kort.")
    with counted(verksamhet.db) as many:
        anna.get(akt.url)
    asked = [s for s in many if s.lstrip().upper().startswith("SELECT")]
    assert len(many) == len(few)
    assert len(asked) <= 20


def test_an_overdue_choice_between_outcomes_has_no_primary_button(webbplats: Webbplats) -> None:
    akt = utovare(webbplats)
    akt.fakta("anna", "sakerhet_overvagd", overvagande="Talat med säkerhetssamordnaren.")
    akt.steg("anna", "paborja_forhandsbedomning")
    webbplats.klocka.fram(days=20)
    page = webbplats.inloggad("anna").get(akt.url).text
    go = page[page.index("cf-next__go") : page.index("</ul>", page.index("cf-next__go"))]
    assert "Hänvisa till annan utförare" in go
    assert '<a class="ds-button" href=' not in go


def test_a_friyta_has_no_risk_panel_and_no_talk_before_it_has_begun(webbplats: Webbplats) -> None:
    akt = friyta(webbplats)
    erik = webbplats.inloggad("erik")
    page = erik.get(akt.url).text
    assert "Riskutveckling" not in page
    assert "Registrera samtal" not in page
    akt.fakta("erik", "sakerhet_overvagd", overvagande="Talat om säkerheten.")
    akt.steg("erik", "paborja_friyta", informerad_11_6="ja", villkor="ja")
    assert "Registrera samtal" in erik.get(akt.url).text


def test_a_decision_that_runs_out_begins_with_asking_the_person(webbplats: Webbplats) -> None:
    akt = i_verkstallighet(webbplats)
    webbplats.klocka.fram(days=150)
    anna = webbplats.inloggad("anna")
    go = panel(anna.get(akt.url).text, "Nästa steg")
    assert "Gå igenom säker kontakt" in go
    assert not go.partition("Reglerna prövas igen när du trycker. ")[2].startswith("Ta emot")
    akt.fakta("anna", "saker_kontakt", **KONTAKT)
    beside = anna.get(akt.url).text
    at = beside.index("Beslutet går snart ut")
    assert "Skriv journalanteckning" in beside[at : at + 1500]


def test_a_handling_that_a_near_step_makes_is_begun_from_the_page(webbplats: Webbplats) -> None:
    akt = i_utredning(webbplats)
    anna = webbplats.inloggad("anna")
    page = anna.get(akt.url).text
    begin = f"{akt.url}/handlingar/ny/utredning_utovare"
    assert f'href="{begin}"' in page
    assert f'href="{akt.url}/handlingar">Alla handlingar' in page
    assert "Innan den kan färdigställas" in anna.get(begin).text
