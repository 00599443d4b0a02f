"""The print queue: only what is safe that day, nobody's name, and the rules anew when it is marked as sent."""

from datetime import date
from typing import Any

from sqlalchemy import select

from caseflow.actions.fardigstall_handling import Begard, fardigstall_handling
from caseflow.actions.register_fact import register_fact
from caseflow.store.lasning import Lasning
from tests.akter import rader
from tests.queries.test_utskriftsko import INBJUDAN, KONTAKT
from tests.web.webbplats import Webbplats


def brev(site: Webbplats, **given: Any) -> str:
    """A letter that waits; what marks its row."""
    v = site.verksamhet
    nummer = site.arende("anna", **given)
    begard = Begard("inbjudan", {**INBJUDAN, "datum": "2026-03-24"})
    seq = fardigstall_handling(v.db, v.aktor("anna"), nummer, begard, now=site.klocka.now).seq
    return f"{nummer}:{seq}"


def brev_overenskommet(site: Webbplats, nyckel: str, till: str) -> None:
    v, nummer = site.verksamhet, nyckel.partition(":")[0]
    given = {**KONTAKT, "tider": "Vardagar", "galler_till": till}
    register_fact(
        v.db,
        v.aktor("anna"),
        nummer,
        "saker_kontakt",
        given,
        dag=date(2026, 3, 10),
        now=site.klocka.now,
    )


def lamnade(site: Webbplats) -> list[tuple[int, str]]:
    rows = rader(site.verksamhet.db, "SELECT * FROM handling ORDER BY akt_id")
    return [(r["seq"], r["lamnad_satt"]) for r in rows if r["lamnad"]]


def test_an_empty_queue_says_so_and_stands_in_the_menu(webbplats: Webbplats) -> None:
    page = webbplats.inloggad("anna").get("/utskrift").text
    assert "Inga brev väntar" in page
    assert 'href="/utskrift"' in page
    assert 'href="/utskrift"' not in webbplats.inloggad("lo").get("/utskrift").text


def test_the_list_shows_number_and_title_and_nobodys_name(webbplats: Webbplats) -> None:
    gar = brev(webbplats, namn="Robin Testsson")
    skyddad = brev(webbplats, namn="Kim Gömdsson", skydd="sekretessmarkering")
    page = webbplats.inloggad("anna").get("/utskrift").text
    assert f'value="{gar}"' in page
    assert f'value="{skyddad}"' not in page
    assert skyddad.partition(":")[0] in page
    assert "Ett brev kan bli farligt för personen." in page
    assert "Testsson" not in page
    assert "Gömdsson" not in page


def test_marked_letters_are_opened_together_and_those_that_may_not_are_said(
    webbplats: Webbplats,
) -> None:
    gar, gar_inte = brev(webbplats), brev(webbplats, slag="utsatt")
    anna = webbplats.inloggad("anna")
    anna.get("/utskrift")
    page = anna.post("/utskrift/oppna", {"val": [gar, gar_inte, "VN-1:<b>"]}).text
    nummer, _, seq = gar.partition(":")
    pdf = f"/arenden/{nummer}/handlingar/{seq}/pdf"
    assert f'href="{pdf}"' in page
    other, _, number = gar_inte.partition(":")
    assert f"/arenden/{other}/handlingar/{number}/pdf" not in page
    assert f"{other}: Ett brev kan bli farligt" in page
    assert "VN-1: Brevet väntar inte här längre." in page
    assert anna.get(pdf).content.startswith(b"%PDF")
    assert lamnade(webbplats) == []
    with webbplats.verksamhet.db.read_read_log() as session:
        read = session.execute(select(Lasning.aktnummer, Lasning.vad)).all()
    assert ("", "utskrift") in [tuple(r) for r in read]
    assert (nummer, f"handling:{seq}:pdf") in [tuple(r) for r in read]


def test_marked_letters_are_noted_as_sent_today(webbplats: Webbplats) -> None:
    one, two = brev(webbplats), brev(webbplats)
    anna = webbplats.inloggad("anna")
    anna.get("/utskrift")
    page = anna.post("/utskrift/skickade", {"val": [one, two], "satt": "rekommenderat_brev"})
    assert page.status_code == 200
    assert "2 brev är antecknade som skickade." in page.text
    assert "Inga brev väntar" in page.text
    assert [satt for _, satt in lamnade(webbplats)] == ["rekommenderat_brev"] * 2
    again = anna.post("/utskrift/skickade", {"val": [one], "satt": "brev"}).text
    assert "Handlingen är redan lämnad." in again


def test_a_rule_that_ends_between_printing_and_marking_refuses(webbplats: Webbplats) -> None:
    safe, other = brev(webbplats, slag="utsatt"), brev(webbplats)
    brev_overenskommet(webbplats, safe, "2026-03-10")
    anna = webbplats.inloggad("anna")
    assert f'value="{safe}"' in anna.get("/utskrift").text
    webbplats.klocka.fram(days=1)
    anna = webbplats.inloggad("anna")
    anna.get("/utskrift")
    page = anna.post("/utskrift/skickade", {"val": [safe, other], "satt": "brev"}).text
    nummer = safe.partition(":")[0]
    assert "1 brev är antecknat som skickat." in page
    assert "1 gick inte:" in page
    assert f"{nummer}: Ett brev kan bli farligt" in page
    assert [satt for _, satt in lamnade(webbplats)] == ["brev"]


def test_cecilia_sees_none_and_can_neither_open_nor_mark(webbplats: Webbplats) -> None:
    nyckel = brev(webbplats)
    nummer = nyckel.partition(":")[0]
    cecilia = webbplats.inloggad("cecilia")
    assert nummer not in cecilia.get("/utskrift").text
    opened = cecilia.post("/utskrift/oppna", {"val": [nyckel]}).text
    missing = cecilia.post("/utskrift/oppna", {"val": ["VN-0000-0000-0:2"]}).text
    assert f"{nummer}: Brevet väntar inte" in opened
    assert opened.replace(nummer, "VN-0000-0000-0") == missing
    marked = cecilia.post("/utskrift/skickade", {"val": [nyckel], "satt": "brev"}).text
    assert "finns inte, eller så har du inte tillgång" in marked
    assert lamnade(webbplats) == []
    with webbplats.verksamhet.db.read_read_log() as session:
        refused = session.scalars(select(Lasning.aktnummer).where(Lasning.utfall == "nekad")).all()
    assert nummer in refused


def test_nothing_marked_or_no_way_is_a_fault_that_changes_nothing(webbplats: Webbplats) -> None:
    nyckel = brev(webbplats)
    anna = webbplats.inloggad("anna")
    anna.get("/utskrift")
    for path, data in (
        ("oppna", {}),
        ("skickade", {"satt": "brev"}),
        ("skickade", {"val": [nyckel], "satt": "mote"}),
    ):
        answer = anna.post(f"/utskrift/{path}", data)
        assert answer.status_code == 422
        assert "Fel: Utskrift" in answer.text
    assert lamnade(webbplats) == []
