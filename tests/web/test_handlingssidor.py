"""The pages of handlingar: what there is, a draft beside its pages, gaps with the way to them, what is finished."""

import re
from datetime import date

import pytest
from sqlalchemy import select

from caseflow.actions.brevhuvud import satt_brevhuvud
from caseflow.actions.medarbetare import NyMedarbetare, lagg_till
from caseflow.rules.roller import Roll
from caseflow.store.akt import Akt
from caseflow.store.enhet import Enhet
from caseflow.store.handling import sha256
from tests.databas import PASSWORD
from tests.web.arendebygge import KONTAKT, Bygge, i_utredning, i_verkstallighet
from tests.web.webbplats import Besokare, Webbplats

BESLUT = {"u_mall": "beslut", "u_sprak": "sv"}
INBJUDAN = {
    "u_mall": "inbjudan",
    "u_sprak": "sv",
    "datum": "2026-03-17",
    "klockslag": "17:15",
    "satt": "besok",
    "plats": "Ekhöjdstorget 1",
    "telefon": "010-000 00 00",
}


def utkast(who: Besokare, akt: Bygge, data: dict[str, str]) -> str:
    """A saved draft; its address."""
    page = f"{akt.url}/handlingar/ny/{data['u_mall']}"
    who.get(page)
    answer = who.post(page, data)
    assert answer.status_code == 303, answer.text
    return answer.headers["location"].partition("?")[0]


def fardig(who: Besokare, akt: Bygge, data: dict[str, str] = BESLUT) -> str:
    """A finished handling; its address."""
    page = f"{akt.url}/handlingar/ny/{data['u_mall']}"
    who.get(page)
    answer = who.post(f"{page}/fardigstall", data)
    assert answer.status_code == 303, answer.text
    return answer.headers["location"].partition("?")[0]


def ord_i(html: str) -> str:
    """The text of a page, without its tags."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_an_akt_without_handlingar_says_so_and_shows_what_can_be_made(webbplats: Webbplats) -> None:
    akt = i_utredning(webbplats)
    anna = webbplats.inloggad("anna")
    page = anna.get(f"{akt.url}/handlingar").text
    told = ord_i(page)
    assert "Inga utkast just nu." in told
    assert "Inget är färdigställt än." in told
    assert "Beslut Vad personen får" in told
    assert re.search(r"Saknar \d+ uppgifter till Utredning", told)
    assert "Kan färdigställas" in told
    assert f'href="{akt.url}/handlingar/ny/beslut"' in page
    assert akt.lasningar()[-1] == ("handlingar", "oppnad")
    assert f'href="{akt.url}/handlingar">Alla handlingar' in anna.get(akt.url).text


def test_a_draft_is_seen_saved_and_thrown_away(webbplats: Webbplats) -> None:
    akt = i_verkstallighet(webbplats)
    anna = webbplats.inloggad("anna")
    new = anna.get(f"{akt.url}/handlingar/ny/inbjudan").text
    assert "Utkast som inte är sparat" in new
    assert re.search(r'<img src="[^"]+/ny/inbjudan/sida/1.png[^"]*" alt="Sida 1 av \d+ av utk', new)
    assert anna.get(f"{akt.url}/handlingar/ny/inbjudan/sida/1.png").content[:4] == b"\x89PNG"
    draft = utkast(anna, akt, INBJUDAN)
    page = anna.get(draft, sparat="ja").text
    assert "Utkastet är sparat" in page
    assert 'value="Ekhöjdstorget 1"' in page
    assert "Inget fattas" in page
    pdf = anna.get(f"{draft}/pdf")
    assert pdf.content.startswith(b"%PDF-")
    assert pdf.headers["cache-control"] == "no-store"
    assert anna.get(f"{draft}/sida/1.png").headers["content-type"] == "image/png"
    assert anna.get(f"{draft}/sida/99.png").status_code == 404
    listed = anna.get(f"{akt.url}/handlingar").text
    assert f'href="{draft}"' in listed
    assert f'href="{draft}"' in anna.get(akt.url).text
    gone = anna.post(f"{draft}/kasta")
    assert gone.headers["location"] == f"{akt.url}/handlingar?kastat=ja"
    assert anna.get(draft).status_code == 404
    nr = draft.rpartition("/")[2]
    assert {f"utkast:{nr}", f"utkast:{nr}:pdf", f"utkast:{nr}:sida:1", f"utkast:{nr}:kasta"} <= {
        vad for vad, utfall in akt.lasningar() if utfall == "oppnad"
    }


def test_a_gap_leads_to_where_it_is_filled(webbplats: Webbplats) -> None:
    akt = i_utredning(webbplats)
    anna = webbplats.inloggad("anna")
    page = anna.get(f"{akt.url}/handlingar/ny/utredning_utovare").text
    for fact in ("riskbedomning", "egen_syn"):
        assert f'href="{akt.url}/fakta/{fact}" target="_blank"' in page, fact
    letter = anna.get(f"{akt.url}/handlingar/ny/inbjudan").text
    assert '<a href="#f-telefon">Fyll i «Telefonnummer för att boka om»</a>' in letter
    assert 'id="f-telefon"' in letter


def test_what_has_gaps_is_not_finished_but_kept_as_a_draft_with_every_gap(
    webbplats: Webbplats,
) -> None:
    akt = i_utredning(webbplats)
    anna = webbplats.inloggad("anna")
    page = f"{akt.url}/handlingar/ny/utredning_utovare"
    anna.get(page)
    refused = anna.post(f"{page}/fardigstall", {"u_mall": "utredning_utovare", "u_sprak": "sv"})
    assert refused.status_code == 409
    assert "kan inte färdigställas än" in refused.text
    assert f'href="{akt.url}/fakta/riskbedomning"' in refused.text
    assert "<title>Fel: " in refused.text
    listed = anna.get(f"{akt.url}/handlingar").text
    assert listed.count(f'class="cf-case" href="{akt.url}/utkast/') == 1
    assert "Inget är färdigställt än." in listed


def test_a_finished_handling_is_the_stored_bytes_with_all_that_it_rests_on(
    webbplats: Webbplats,
) -> None:
    akt = i_verkstallighet(webbplats)
    disa = webbplats.inloggad("disa")
    done = fardig(disa, akt)
    seq = done.rpartition("/")[2]
    page = webbplats.inloggad("anna").get(done)
    pdf = disa.get(f"{done}/pdf")
    assert sha256(pdf.content) in page.text
    assert pdf.headers["content-disposition"] == (
        f'inline; filename="{akt.nummer}_{seq}_beslut.pdf"'
    )
    assert pdf.headers["cache-control"] == "no-store"
    archived = disa.get(f"{done}/arkiv.pdf")
    assert archived.content.startswith(b"%PDF-")
    assert archived.content != pdf.content
    assert disa.get(f"{done}/sida/1.png").content[:4] == b"\x89PNG"
    told = ord_i(page.text)
    assert "version 2" in told
    assert f'href="{akt.url}/handelser/{seq}"' in page.text
    assert "Det som handlingen bygger på" in told
    assert "Bevilja Händelse" in told
    assert page.text.count('alt="Sida ') >= 1
    assert {f"handling:{seq}", f"handling:{seq}:pdf", f"handling:{seq}:arkiv"} <= {
        vad for vad, _ in akt.lasningar()
    }


def test_a_correction_asks_why_and_the_two_point_at_each_other(webbplats: Webbplats) -> None:
    akt = i_verkstallighet(webbplats)
    disa = webbplats.inloggad("disa")
    first = fardig(disa, akt)
    disa.get(first)
    draft = disa.post(f"{first}/ratta").headers["location"]
    assert "Rättar" in disa.get(draft).text
    without = disa.post(f"{draft}/fardigstall", {**BESLUT, "u_version": "1"})
    assert without.status_code == 422
    assert 'href="#f-u_skal"' in without.text
    given = {**BESLUT, "u_version": "2", "u_skal": "Fel datum i skälen."}
    second = disa.post(f"{draft}/fardigstall", given).headers["location"].partition("?")[0]
    seqs = [address.rpartition("/")[2] for address in (first, second)]
    old, new = disa.get(first).text, disa.get(second).text
    assert f"Läs den som gäller, händelse {seqs[1]}" in old
    assert 'id="ratta"' not in old
    assert "Fel datum i skälen." in new
    assert f"Handlingen i händelse {seqs[0]}" in new
    listed = ord_i(disa.get(f"{akt.url}/handlingar").text)
    assert f"Ersätter Beslut i händelse {seqs[0]}" in listed
    assert f"Ersatt av Beslut i händelse {seqs[1]}" in listed


def test_a_letter_that_is_not_safe_is_not_handed_over(webbplats: Webbplats) -> None:
    akt = i_verkstallighet(webbplats)
    akt.fakta("anna", "saker_kontakt", **KONTAKT)
    anna = webbplats.inloggad("anna")
    done = fardig(anna, akt)
    anna.get(done)
    sent = {"datum": webbplats.idag.isoformat(), "satt": "brev"}
    refused = anna.post(f"{done}/lamna", sent)
    assert refused.status_code == 409
    assert "kan inte skickas med brev" in refused.text
    assert f'href="{akt.url}#kontakt"' in refused.text
    assert 'value="brev" id="f-satt" checked' in refused.text
    assert anna.post(f"{done}/lamna", {"datum": "", "satt": ""}).status_code == 422
    assert anna.post(f"{done}/lamna", {**sent, "satt": "mote"}).status_code == 303
    page = anna.get(done).text
    assert "Vid ett möte." in page
    assert 'id="lamna"' not in page


def test_what_somebody_else_saved_is_not_written_over(webbplats: Webbplats) -> None:
    akt = i_verkstallighet(webbplats)
    anna, bo = webbplats.inloggad("anna"), webbplats.inloggad("bo")
    draft = utkast(anna, akt, INBJUDAN)
    bo.get(draft)
    bo.post(draft, {**INBJUDAN, "plats": "Sjöviksgatan 14", "u_version": "1"})
    late = anna.post(draft, {**INBJUDAN, "plats": "Ekhöjdstorget 3", "u_version": "1"})
    assert late.status_code == 409
    assert "Någon annan hann före." in late.text
    assert "Sjöviksgatan 14" in late.text
    assert 'value="Ekhöjdstorget 3"' in late.text
    assert 'name="u_version" value="2"' in late.text
    again = anna.post(draft, {**INBJUDAN, "plats": "Ekhöjdstorget 3", "u_version": "2"})
    assert again.status_code == 303


def test_what_was_written_in_a_draft_that_has_gone_is_kept(webbplats: Webbplats) -> None:
    akt = i_verkstallighet(webbplats)
    anna, bo = webbplats.inloggad("anna"), webbplats.inloggad("bo")
    draft = utkast(anna, akt, INBJUDAN)
    bo.get(draft)
    bo.post(f"{draft}/kasta")
    late = anna.post(draft, {**INBJUDAN, "plats": "Ekhöjdstorget 3", "u_version": "1"})
    assert late.status_code == 409
    assert "Utkastet finns inte längre." in late.text
    assert 'value="Ekhöjdstorget 3"' in late.text
    assert f'action="{akt.url}/handlingar/ny/inbjudan"' in late.text


def test_a_fault_stands_beside_its_field_and_nothing_is_lost(webbplats: Webbplats) -> None:
    akt = i_verkstallighet(webbplats)
    anna = webbplats.inloggad("anna")
    page = f"{akt.url}/handlingar/ny/inbjudan"
    anna.get(page)
    wrong = anna.post(page, {**INBJUDAN, "klockslag": "kvart över", "u_skal": "x"})
    assert wrong.status_code == 422
    assert 'href="#f-klockslag"' in wrong.text
    assert 'value="Ekhöjdstorget 1"' in wrong.text


def test_who_may_not_finish_sees_who_may(webbplats: Webbplats) -> None:
    akt = i_verkstallighet(webbplats)
    erik = webbplats.inloggad("erik")
    page = erik.get(f"{akt.url}/handlingar/ny/beslut").text
    assert "Du kan inte färdigställa den här handlingen." in page
    assert "handläggare eller beslutsfattare" in page
    assert "Färdigställ handlingen" not in page
    refused = erik.post(f"{akt.url}/handlingar/ny/beslut/fardigstall", BESLUT)
    assert refused.status_code == 409
    assert "beslutsfattare" in refused.text


def test_who_only_reviews_sees_what_is_finished_and_no_draft(webbplats: Webbplats) -> None:
    v = webbplats.verksamhet
    rut = NyMedarbetare("rut@exempel.se", "Rut", "vast", (Roll.REVISOR,), PASSWORD)
    lagg_till(v.db, rut, fran=date(2020, 1, 1))
    akt = i_verkstallighet(webbplats)
    anna = webbplats.inloggad("anna")
    draft, done = utkast(anna, akt, INBJUDAN), fardig(anna, akt)
    reviewer = webbplats.inloggad("rut")
    listed = reviewer.get(f"{akt.url}/handlingar").text
    assert f'href="{done}"' in listed
    assert "/utkast/" not in listed
    assert "/handlingar/ny/" not in listed
    assert "/utkast/" not in reviewer.get(akt.url).text
    assert reviewer.get(f"{done}/pdf").status_code == 200
    assert 'id="ratta"' not in reviewer.get(done).text
    for path in (draft, f"{draft}/pdf", f"{draft}/sida/1.png", f"{akt.url}/handlingar/ny/beslut"):
        assert reviewer.get(path).status_code == 409, path
        assert akt.lasningar()[-1][1] == "nekad", path
    assert (
        reviewer.post(f"{done}/lamna", {"satt": "mote", "datum": "2026-03-10"}).status_code == 409
    )


@pytest.mark.parametrize("namn", ["cecilia", "jon", "lo"])
def test_for_whoever_may_not_open_the_akt_no_handling_exists(
    webbplats: Webbplats, namn: str
) -> None:
    akt = i_verkstallighet(webbplats)
    anna = webbplats.inloggad("anna")
    draft, done = utkast(anna, akt, INBJUDAN), fardig(anna, akt)
    other = webbplats.inloggad(namn)
    for path in (f"{akt.url}/handlingar", draft, f"{draft}/pdf", done, f"{done}/sida/1.png"):
        answer = other.get(path)
        assert answer.status_code == 404
        assert "Det finns inget här" in answer.text
    for path in (draft, f"{draft}/fardigstall", f"{draft}/kasta", f"{done}/ratta"):
        assert other.post(path, {**INBJUDAN, "u_version": "1"}).status_code == 404, path
    assert anna.get(draft).status_code == 200


def test_no_title_and_no_address_says_more_than_the_number(webbplats: Webbplats) -> None:
    akt = i_verkstallighet(webbplats, namn="Test Person")
    anna = webbplats.inloggad("anna")
    draft, done = utkast(anna, akt, INBJUDAN), fardig(anna, akt)
    for path in (f"{akt.url}/handlingar", draft, done, f"{akt.url}/handlingar/ny/beslut"):
        text = anna.get(path).text
        title = re.search(r"<title>(.+)</title>", text)
        assert title
        assert akt.nummer in title[1]
        assert "Test Person" not in title[1]
        assert " style=" not in text
        inside = {a for a in re.findall(r'(?:href|src|action)="(/[^"]+)"', text) if akt.nummer in a}
        assert not [a for a in inside if not re.fullmatch(r"[\w/.?=&;#-]+", a)], path


def test_a_language_is_chosen_where_there_are_several(webbplats: Webbplats) -> None:
    akt = i_verkstallighet(webbplats)
    anna = webbplats.inloggad("anna")
    page = anna.get(f"{akt.url}/handlingar/ny/brukarenkat").text
    assert '<option value="ar">Arabiska</option>' in page
    draft = utkast(anna, akt, {"u_mall": "brukarenkat", "u_sprak": "ar"})
    assert '<option value="ar" selected>' in anna.get(draft).text
    assert anna.get(f"{akt.url}/handlingar/ny/beslut", sprak="ar").status_code == 404


def test_the_catalogue_tells_of_every_template_and_hides_small_numbers(
    webbplats: Webbplats,
) -> None:
    akt = i_verkstallighet(webbplats)
    anna = webbplats.inloggad("anna")
    before = anna.get("/mallar")
    part = before.text.partition('id="beslut"')[2].partition("</section>")[0]
    assert "Inte använd än" in part
    assert "Bevilja" in part
    assert 'href="/regler/' in part
    fardig(anna, akt)
    after = anna.get("/mallar").text.partition('id="beslut"')[2].partition("</section>")[0]
    assert "färre än 5" in after
    cecilia = webbplats.inloggad("cecilia").get("/mallar").text
    assert "Inte använd än" in cecilia.partition('id="beslut"')[2].partition("</section>")[0]
    assert 'href="/mallar" aria-current="page"' in before.text
    assert webbplats.inloggad("lo").get("/mallar").status_code == 200


def test_a_letter_without_an_address_says_so_before_it_is_finished(webbplats: Webbplats) -> None:
    akt, anna = i_verkstallighet(webbplats), webbplats.inloggad("anna")
    page = f"{akt.url}/handlingar/ny/inbjudan"
    told = "Handlingen får ingen adress och inget telefonnummer."
    assert told in ord_i(anna.get(page).text)
    with webbplats.verksamhet.db.read() as session:
        kod = session.scalars(select(Enhet.kod).join(Akt).where(Akt.nummer == akt.nummer)).one()
    satt_brevhuvud(webbplats.verksamhet.db, kod, ["Torget 1", "Telefon 010-000 00 00"])
    assert told not in ord_i(anna.get(page).text)
    assert told in ord_i(anna.get(f"{akt.url}/handlingar/ny/barnkonsekvensanalys_utovare").text)
    assert told not in ord_i(anna.get(f"{akt.url}/handlingar/ny/brukarenkat").text)
