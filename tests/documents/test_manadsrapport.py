"""The report of a month: counts that add up, and none that points at few."""

from dataclasses import fields, replace
from datetime import date
from itertools import product
from typing import Any

import pytest
from sqlalchemy import event

from caseflow.actions.medarbetare import NyMedarbetare, lagg_till
from caseflow.documents.manadsrapport import Manadsrapport, Rapportrad, render_manadsrapport
from caseflow.engine.errors import BadInput, NotFound
from caseflow.queries.manadsrapport import _table, manadsrapport
from caseflow.rules.roller import Roll
from tests.actions.test_uppfoljare import attempt, began
from tests.akter import OVERVAGD, faktum, laslogg, oppna, oppna_friyta, oppna_partnerkontakt, steg
from tests.databas import PASSWORD, Verksamhet, at
from tests.documents.handlingar import oppnad, text
from tests.web.webbplats import Webbplats

FORE = "2026-02-02"


def rapport(v: Verksamhet, manad: str = "2026-01", namn: str = "gun", **more: Any) -> Manadsrapport:
    return manadsrapport(v.db, v.aktor(namn), manad=manad, now=at(FORE), **more)


def tal(made: Manadsrapport, kod: str) -> tuple[dict[str, int | None], int | None]:
    """The rows of one table by label, and its sum."""
    (table,) = (t for t in made.tabeller if t.kod == kod)
    return {r.etikett: r.antal for r in table.rader}, table.summa.antal


def test_it_has_no_room_for_a_person() -> None:
    """A new field has to be thought of here first."""
    assert {f.name for f in fields(Rapportrad)} == {"etikett", "antal"}


def test_what_came_in_and_was_closed_is_counted_by_kind(liten_verksamhet: Verksamhet) -> None:
    v = liten_verksamhet
    for _ in range(6):
        oppna(v, "utsatt")
    closed = [oppna(v, "utovare") for _ in range(5)]
    oppna(v, "utovare", inkom="2025-12-30")
    for nummer in closed:
        faktum(v, nummer, "sakerhet_overvagd", OVERVAGD)
        steg(v, nummer, "hanvisa", "2026-01-13", utforare="Jouren", uppfoljning_skal="Hänvisad.")
    made = rapport(v)
    assert tal(made, "nya") == ({"Våldsutsatta": 6, "Våldsutövare": 5, "Friyta": 0}, 11)
    assert tal(made, "avslutade") == ({"Våldsutsatta": 0, "Våldsutövare": 5, "Friyta": 0}, 5)


def test_few_are_not_shown_and_cannot_be_worked_out(liten_verksamhet: Verksamhet) -> None:
    v = liten_verksamhet
    for _ in range(6):
        oppna(v, "utsatt")
    oppna(v, "utovare")
    rows, total = tal(rapport(v), "nya")
    assert rows == {"Våldsutsatta": None, "Våldsutövare": None, "Friyta": 0}
    assert total == 7
    assert "Våldsutövare visas inte" in text(render_manadsrapport(rapport(v)))


@pytest.mark.parametrize("antal", list(product(range(7), repeat=3)), ids=str)
def test_no_table_gives_a_small_count_away(antal: tuple[int, int, int]) -> None:
    table = _table("x", "X", "X", [(str(i), n) for i, n in enumerate(antal)])
    shown = [r.antal for r in table.rader]
    assert not any(n is not None and 0 < n < 5 for n in (*shown, table.summa.antal))
    if table.summa.antal is not None:
        left = table.summa.antal - sum(n for n in shown if n is not None)
        assert shown.count(None) != 1
        assert not 0 < left < 5


def test_an_akt_of_partnerkontakt_is_never_counted(liten_verksamhet: Verksamhet) -> None:
    v = liten_verksamhet
    before = rapport(v).as_dict()
    for _ in range(6):
        oppna_partnerkontakt(v)
    assert rapport(v).as_dict() == before


def test_the_wait_is_from_when_it_came_in_to_the_first_talk(liten_verksamhet: Verksamhet) -> None:
    v = liten_verksamhet
    for _ in range(5):
        nummer = oppna_friyta(v, inkom="2026-01-05")
        steg(
            v, nummer, "paborja_friyta", "2026-01-05", av="erik", villkor=True, informerad_11_6=True
        )
        for dag in ("2026-01-08", "2026-01-15"):
            faktum(
                v,
                nummer,
                "samtal",
                {"utfall": "genomfort", "form": "individuellt", "kanal": "besok"},
                dag,
                av="erik",
            )
    made = rapport(v)
    rows, total = tal(made, "vantan")
    assert (rows["Inom 7 dagar"], total) == (5, 5)
    assert "Hälften väntade högst 3 dagar." in text(render_manadsrapport(made))
    assert tal(rapport(v, "2026-02"), "vantan")[1] == 0


def test_what_was_late_when_the_month_ended_is_counted_also_when_it_has_been_done_since(
    liten_verksamhet: Verksamhet,
) -> None:
    v = liten_verksamhet
    akter = [oppna(v, "utovare") for _ in range(5)]
    rows, total = tal(rapport(v), "sena")
    assert total is not None
    assert total >= 5
    for nummer in akter:
        faktum(v, nummer, "sakerhet_overvagd", OVERVAGD, "2026-02-01")
    assert tal(rapport(v), "sena") == (rows, total)


def test_a_follow_up_stands_by_how_it_ended(liten_verksamhet: Verksamhet) -> None:
    v = liten_verksamhet
    svar: dict[str, Any] = {
        "satt": "telefon",
        "vald_sedan_dess": "nej",
        "egna_ord": "Bra.",
        "vill_ha_kontakt": False,
        "enkat": "besvarad",
    }
    for _ in range(5):
        nummer = began(v)
        attempt(v, nummer, "2026-04-13", "natt")
        steg(v, nummer, "genomfor_uppfoljning", "2026-04-13", av="fatima", delprocess=2, **svar)
    made = manadsrapport(v.db, v.aktor("hans"), manad="2026-04", now=at("2026-05-04"))
    assert tal(made, "uppfoljningar")[0]["Gjorda"] == 5
    assert tal(made, "enkater")[0]["Besvarade"] == 5
    assert tal(made, "insatser")[1] == 5


def test_who_does_not_report_on_the_unit_gets_nothing(liten_verksamhet: Verksamhet) -> None:
    v = liten_verksamhet
    for namn in ("anna", "erik", "lo", "kim", "disa"):
        with pytest.raises(NotFound):
            rapport(v, namn=namn)
    with pytest.raises(NotFound):
        rapport(v, enhet="ost")
    assert rapport(v, namn="cecilia").enhet == "Relationsvåld Öst"


def test_a_verksamhetsutvecklare_reports_and_opens_no_akt(liten_verksamhet: Verksamhet) -> None:
    v = liten_verksamhet
    lagg_till(
        v.db,
        NyMedarbetare("uma@exempel.se", "Uma", "vast", (Roll.VERKSAMHETSUTVECKLARE,), PASSWORD),
        fran=date(2020, 1, 1),
    )
    assert rapport(v, namn="uma").enhet == "Relationsvåld Väst"
    site = Webbplats(v)
    site.klocka.fram(days=31)
    page = site.inloggad("uma")
    assert "Månadsrapport" in page.get("/mina-arenden").text
    assert page.get("/manadsrapport.pdf").content.startswith(b"%PDF")


@pytest.mark.parametrize("manad", ["2026-13", "oktober", "", "2026-03", "2026-1-1"])
def test_a_month_that_is_none_or_has_not_begun_is_refused(
    liten_verksamhet: Verksamhet, manad: str
) -> None:
    with pytest.raises(BadInput):
        rapport(liten_verksamhet, manad)


def test_a_month_that_is_not_over_says_so(liten_verksamhet: Verksamhet) -> None:
    words = text(render_manadsrapport(rapport(liten_verksamhet, "2026-02")))
    assert "Månaden är inte slut: siffrorna gäller till och med 2 februari 2026." in words
    assert "inte slut" not in text(render_manadsrapport(rapport(liten_verksamhet)))


def test_it_only_reads_and_asks_few_questions(liten_verksamhet: Verksamhet) -> None:
    v = liten_verksamhet
    for _ in range(8):
        oppna(v)
    asked: list[str] = []
    gun = v.aktor("gun")
    listener = lambda *args: asked.append(args[2])  # noqa: E731 - SQLAlchemy hands over six arguments
    event.listen(v.db.engine, "before_cursor_execute", listener)
    manadsrapport(v.db, gun, manad="2026-01", now=at(FORE))
    event.remove(v.db.engine, "before_cursor_execute", listener)
    assert len([q for q in asked if q.startswith("SELECT")]) <= 8
    assert not [q for q in asked if q.startswith(("INSERT", "UPDATE", "DELETE"))]


def test_it_is_a_document_like_the_others(liten_verksamhet: Verksamhet) -> None:
    made = replace(rapport(liten_verksamhet), skapad_av="Gun <b>")
    pdf = render_manadsrapport(made)
    assert pdf == render_manadsrapport(made)
    assert "Gun <b>" in text(pdf)
    with oppnad(pdf) as opened, opened.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"
        assert metadata["dc:title"] == "Månadsrapport, januari 2026"


def test_the_web_gives_it_to_who_leads_and_logs_that_it_was_read(
    liten_verksamhet: Verksamhet,
) -> None:
    site = Webbplats(liten_verksamhet)
    site.klocka.fram(days=31)
    answer = site.inloggad("gun").get("/manadsrapport.pdf", manad="2026-01")
    assert answer.headers["content-type"] == "application/pdf"
    assert [r["vad"] for r in laslogg(liten_verksamhet.db)].count("manadsrapport") == 1
    assert "/manadsrapport.pdf?enhet=vast" in site.inloggad("gun").get("/planering").text
    assert site.inloggad("gun").get("/manadsrapport.pdf", manad="x").status_code == 422
    assert site.inloggad("anna").get("/manadsrapport.pdf").status_code == 404
