"""A fact is kept exactly as it was written, and counts from the day it happened."""

from datetime import date
from typing import Any

import pytest

from caseflow.engine.errors import BadInput, NotFound
from caseflow.queries.tidslinje import tidslinje
from caseflow.queries.verifiera import verifiera
from caseflow.store.akt import by_nummer
from caseflow.store.handelselasning import las_handelser
from tests.akter import (
    ANTECKNING,
    HANDELSE,
    RISK,
    faktum,
    last,
    oppna,
    oppna_bevakningar,
    rader,
    steg,
)
from tests.databas import Verksamhet

TEXTS = {
    "emoji": "Hon skrev: 👩‍👧‍👦❤️‍🩹 🏳️‍🌈",
    "arabic": "قالت إنها بخير، والأطفال معها",
    "tigrinya, dari and chinese": "ትግርኛ، او خوب است، 她很好",
    "quotes and markup": '"O\'Brien" <b>sa</b> {{ nej }} -- ; DROP TABLE akt; \\x00 %s :namn',
    "lines and tabs": "Rad ett\n\n\tRad två",
    "the longest that fits": "ö" * 20_000,
}


@pytest.mark.parametrize("name", TEXTS)
def test_a_text_is_kept_as_it_was_written(verksamhet: Verksamhet, name: str) -> None:
    v = verksamhet
    nummer = oppna(v)
    done = faktum(v, nummer, "journalanteckning", {**ANTECKNING, "anteckning": TEXTS[name]})
    with v.db.read() as session:
        akt = by_nummer(session, nummer)
        assert akt is not None
        event = las_handelser(session, v.db.ring, akt)[-1]
    assert event.seq == done.seq
    assert event.varden["anteckning"] == TEXTS[name]
    assert verifiera(v.db).fel == []


def test_a_note_leaves_its_kind_and_day_and_nothing_of_its_text(
    liten_verksamhet: Verksamhet,
) -> None:
    v = liten_verksamhet
    nummer = oppna(v)
    faktum(v, nummer, "journalanteckning", ANTECKNING)
    (row,) = rader(v.db, "SELECT dag, typ, av FROM journalanteckning")
    assert row == {"dag": "2026-01-12", "typ": "kontakt", "av": v.aktor("anna").id}
    kept = last(v.db, nummer).fakta.senaste("journalanteckning")
    assert kept is not None
    assert (kept.varden["anteckning"], kept.varden["rubrik"]) == (True, True)
    assert ANTECKNING["anteckning"] in tidslinje(v.db, v.aktor("anna"), nummer)[-1].text


def test_a_fact_that_is_written_late_does_not_take_the_place_of_a_later_one(
    verksamhet: Verksamhet,
) -> None:
    v = verksamhet
    nummer = oppna(v)
    faktum(v, nummer, "riskbedomning", {**RISK, "niva": "hog"}, "2026-02-10")
    due = oppna_bevakningar(v.db, nummer)
    faktum(v, nummer, "riskbedomning", {**RISK, "niva": "lag"}, "2026-01-20", nar="2026-02-11")
    latest = last(v.db, nummer).fakta.senaste("riskbedomning")
    assert latest is not None
    assert (latest.dag, latest.text("niva")) == (date(2026, 2, 10), "hog")
    assert oppna_bevakningar(v.db, nummer) == due
    assert [r["niva"] for r in rader(v.db, "SELECT niva FROM riskbedomning ORDER BY seq")] == [
        "hog",
        "lag",
    ]
    assert verifiera(v.db).fel == []


def test_what_raises_the_risk_calls_for_an_assessment_and_the_assessment_answers_it(
    liten_verksamhet: Verksamhet,
) -> None:
    v = liten_verksamhet
    nummer = oppna(v)
    raised = faktum(v, nummer, "ny_handelse", HANDELSE, "2026-02-01")
    (op,) = (o for o in raised.bevakningar if o["op"] == "oppna")
    assert (op["slag"], op["dag"]) == ("riskbedomning_efter_handelse", "2026-02-04")
    answered = faktum(v, nummer, "riskbedomning", RISK, "2026-02-02")
    assert {"op": "utford", "nr": op["nr"]} in answered.bevakningar
    assert "riskbedomning_efter_handelse" not in oppna_bevakningar(v.db, nummer)


@pytest.mark.parametrize("delprocess", [None, 1, 99])
def test_a_talk_belongs_to_a_delprocess_that_is_open(
    liten_verksamhet: Verksamhet, delprocess: int | None
) -> None:
    v = liten_verksamhet
    nummer = oppna(v, "utsatt")
    talk = {"utfall": "genomfort", "form": "individuellt", "kanal": "besok"}
    with pytest.raises(BadInput, match="Öppna en friyta eller insats först"):
        faktum(v, nummer, "samtal", talk, av="erik", delprocess=delprocess)


def test_the_only_delprocess_is_found_by_itself_and_of_two_one_is_chosen(
    liten_verksamhet: Verksamhet,
) -> None:
    v = liten_verksamhet
    nummer = oppna(v, "utsatt")
    talk = {"utfall": "genomfort", "form": "individuellt", "kanal": "besok"}
    decided: dict[str, Any] = {"motivering": "Skydd behövs nu.", "till_och_med": "2026-03-31"}
    steg(v, nummer, "bevilja_akut_skydd", av="disa", **decided)
    faktum(v, nummer, "samtal", talk, av="erik")
    assert rader(v.db, "SELECT delprocess FROM samtal") == [{"delprocess": 1}]
    steg(v, nummer, "bevilja_akut_skydd", av="disa", **decided)
    with pytest.raises(BadInput, match="Välj vilken det gäller"):
        faktum(v, nummer, "samtal", talk, av="erik")
    faktum(v, nummer, "samtal", talk, av="erik", delprocess=2)
    parts = last(v.db, nummer).fakta.delprocesser
    assert [d.antal["samtal:genomfort"] for d in parts] == [1, 1]


@pytest.mark.parametrize("slag", ["", "\x00", "riskbedomning ", "RISKBEDOMNING", "x" * 10_000])
def test_a_kind_that_is_not_there_is_not_found(liten_verksamhet: Verksamhet, slag: str) -> None:
    nummer = oppna(liten_verksamhet)
    with pytest.raises(NotFound) as caught:
        faktum(liten_verksamhet, nummer, slag, {})
    assert len(caught.value.message) < 250
