"""The paper list for downtime: what is on it, what can never be, and that it is a document like the others."""

from dataclasses import fields, replace
from datetime import date, timedelta
from typing import Any

import pikepdf
import pytest

from caseflow.documents.dagslista import Dagslista, Dagsrad, Grupp, render_dagslista
from caseflow.documents.lagrum import lagrum_for
from caseflow.engine.errors import BadInput, NotFound
from caseflow.queries.dagslista import dagslista
from tests.akter import faktum, laslogg, oppna, oppna_friyta, oppna_partnerkontakt
from tests.databas import Verksamhet, at
from tests.documents.handlingar import element, oppnad
from tests.notices.epostfall import HEMLIGT
from tests.web.webbplats import Webbplats

DAG = date(2026, 1, 16)
NOW = at("2026-01-16")
KONTAKT: dict[str, Any] = {
    "kanal": ["telefon", "sms"],
    "fran": "09:00",
    "till": "11:00",
    "tider": "Vardagar när Bengt är på jobbet",
    "lamna_meddelande": False,
    "kodord": False,
    "aldrig": "Ring aldrig Borggränd",
    "galler_till": "2026-03-01",
}


def lista(v: Verksamhet, namn: str = "gun", **more: Any) -> Dagslista:
    return dagslista(v.db, v.aktor(namn), **{"dag": DAG, "now": NOW, **more})


def rader(made: Dagslista) -> list[Dagsrad]:
    return [rad for grupp in made.grupper for rad in grupp.rader]


def test_it_has_no_room_for_what_must_not_be_on_paper() -> None:
    """A new field of the row has to be thought of here first."""
    assert {f.name for f in fields(Dagsrad)} == {
        "dag",
        "sen",
        "nummer",
        "akt_slag",
        "skydd",
        "vad",
        "kalla",
        "fonster_fran",
        "yttersta_dag",
        "agare",
        "kontakt",
    }


def test_late_comes_first_and_then_each_day_in_order(verksamhet: Verksamhet) -> None:
    v = verksamhet
    for inkom in ("2026-01-12", "2026-01-13", "2026-01-14"):
        oppna(v, "utovare", inkom=inkom)  # first contact within three days
    made = lista(v, dagar=2)
    assert [g.rubrik for g in made.grupper] == [
        "Försenat",
        "fredag 16 januari 2026",
        "lördag 17 januari 2026",
    ]
    assert [(r.dag.day, r.sen) for r in rader(made)] == [(15, 1), (16, 0), (17, 0)]
    assert [r.dag.day for r in rader(lista(v))] == [15, 16]


def test_each_owner_can_have_a_heading(liten_verksamhet: Verksamhet) -> None:
    v = liten_verksamhet
    for av in ("bo", "anna", "bo"):
        oppna(v, "utovare", av=av)
    made = lista(v, per_person=True)
    assert [(g.rubrik, len(g.rader)) for g in made.grupper] == [("Anna", 1), ("Bo", 2)]


def test_who_leads_sees_the_unit_and_others_their_own(liten_verksamhet: Verksamhet) -> None:
    v = liten_verksamhet
    mine, others = oppna(v, "utovare", av="anna"), oppna(v, "utovare", av="bo")
    contact = oppna_partnerkontakt(v)
    assert {r.nummer for r in rader(lista(v, dagar=31))} == {mine, others}
    assert {r.nummer for r in rader(lista(v, "anna"))} == {mine}
    assert {r.nummer for r in rader(lista(v, "jon", dagar=31))} <= {contact}
    assert rader(lista(v, "cecilia", dagar=31)) == []
    with pytest.raises(NotFound):
        lista(v, "cecilia", enhet="vast")
    with pytest.raises(NotFound):
        lista(v, enhet="finns-inte")


def test_the_agreed_way_is_there_but_nothing_that_anybody_wrote(
    liten_verksamhet: Verksamhet,
) -> None:
    v = liten_verksamhet
    nummer = oppna(v, **HEMLIGT)
    faktum(v, nummer, "saker_kontakt", KONTAKT)
    oppna_friyta(v)
    made = lista(v, dagar=31)
    ways = {r.nummer: r.kontakt for r in rader(made)}
    assert ways.pop(nummer) == ("Telefon och sms", "Kl. 09.00–11.00", "Lämna aldrig meddelande.")
    assert set(ways.values()) <= {("Inte överenskommen än.", "Ta ingen kontakt.")}
    late = lista(v, dag=date(2026, 3, 2))
    assert {r.kontakt for r in rader(late) if r.nummer == nummer} == {
        ("Uppgifterna har gått ut.", "Ta ingen kontakt.")
    }
    everything = repr(made) + repr(late)
    for word in (*HEMLIGT["namn"].split(), "Borggränd", "Bengt", "1740605", "19801301", "Blå 7"):
        assert word not in everything


def test_a_protected_person_is_marked_and_not_to_be_contacted(liten_verksamhet: Verksamhet) -> None:
    v = liten_verksamhet
    nummer = oppna(v, skydd="sekretessmarkering", **HEMLIGT)
    made = rader(lista(v, dagar=31))
    assert {r.nummer for r in made} == {nummer}
    assert all(r.skydd and r.kontakt[-1] == "Ta ingen kontakt." for r in made)


@pytest.mark.parametrize("dagar", [0, -1, 32])
def test_so_many_days_are_not_printed(liten_verksamhet: Verksamhet, dagar: int) -> None:
    with pytest.raises(BadInput):
        lista(liten_verksamhet, dagar=dagar)


@pytest.fixture
def webbplats(liten_verksamhet: Verksamhet) -> Webbplats:
    """The application on SQLite."""
    return Webbplats(liten_verksamhet)


@pytest.fixture(scope="module")
def pdf() -> bytes:
    """A list of three pages or so."""
    return render_dagslista(paper())


def paper() -> Dagslista:
    row = Dagsrad(
        dag=DAG - timedelta(days=3),
        sen=3,
        nummer="VN-2F4K-9QXM-T",
        akt_slag="utovare",
        skydd=False,
        vad="Ta första kontakten",
        kalla="Lokal rutin: första kontakten",
        fonster_fran=None,
        yttersta_dag=DAG,
        agare="Anna",
        kontakt=("Telefon och sms", "Kl. 09.00–11.00", "Lämna aldrig meddelande."),
    )
    return paper_of(row)


def paper_of(row: Dagsrad) -> Dagslista:
    guarded = replace(
        row, skydd=True, akt_slag="utsatt", kontakt=("Står bara i ärendet.", "Ta ingen kontakt.")
    )
    today = replace(row, dag=DAG, sen=0, akt_slag="friyta", agare="", yttersta_dag=None)
    return Dagslista(
        kommun="Testkommun",
        enhet="Relationsvåld Väst",
        forsta=DAG,
        sista=DAG + timedelta(days=1),
        skapad=NOW,
        skapad_av="Gun <b>",
        grupper=(
            Grupp("Försenat", (row, guarded) * 10),
            Grupp("fredag 16 januari 2026", (today,) * 5),
        ),
        lagrum=lagrum_for(DAG),
    )


def test_it_is_tagged_and_lies_down_and_counts_its_pages(pdf: bytes) -> None:
    with oppnad(pdf) as opened:
        assert bool(opened.Root.MarkInfo.Marked)
        assert str(opened.Root.Lang) == "sv"
        with opened.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
            assert metadata["dc:title"] == "Dagslista, 16–17 januari 2026"
        assert len(opened.pages) > 1
        for page in opened.pages:
            assert [round(float(v)) for v in page.mediabox] == [0, 0, 842, 595]
        heads = [e for e in element(opened) if e.S == pikepdf.Name.TH]
        assert heads
        assert all(any(str(a.get("/Scope", "")) for a in _attributes(e)) for e in heads)


def _attributes(e: pikepdf.Object) -> list[pikepdf.Object]:
    found = e.get("/A")
    if found is None:
        return []
    return list(found) if isinstance(found, pikepdf.Array) else [found]


def test_the_same_list_gives_the_same_bytes(pdf: bytes) -> None:
    assert render_dagslista(paper()) == pdf


def test_the_web_gives_it_and_logs_each_akt(webbplats: Webbplats) -> None:
    site = webbplats
    nummer = site.arende("anna")
    site.klocka.fram(days=4)
    answer = site.inloggad("gun").get("/dagslista.pdf", dagar="7")
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")
    logged = [r for r in laslogg(site.verksamhet.db) if r["vad"] == "dagslista"]
    assert [r["aktnummer"] for r in logged] == [nummer]
    for wrong in ({"dag": "i morgon"}, {"dagar": "x"}, {"dagar": "999"}):
        assert site.inloggad("gun").get("/dagslista.pdf", **wrong).status_code == 422
    assert site.inloggad("lo").get("/dagslista.pdf").status_code == 404
    assert site.oinloggad().get("/dagslista.pdf").status_code == 303
