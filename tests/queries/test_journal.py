"""The journal: the notes by heading, one event opened in full, and what has been added to it later."""

import pytest

from caseflow.engine.errors import NotFound
from caseflow.queries.journal import las_journal, oppna_handelse
from tests.akter import ANTECKNING, RISK, SKYDD, faktum, oppna, steg
from tests.databas import Verksamhet


def test_the_notes_stand_with_the_latest_first(liten_verksamhet: Verksamhet) -> None:
    v = liten_verksamhet
    nummer = oppna(v)
    for dag, rubrik in (
        ("2026-01-14", "Andra"),
        ("2026-01-13", "Första"),
        ("2026-01-15", "Tredje"),
    ):
        note = {**ANTECKNING, "rubrik": rubrik}
        faktum(v, nummer, "journalanteckning", note, dag, nar="2026-01-15")
    faktum(v, nummer, "riskbedomning", RISK, "2026-01-15")
    notes = las_journal(v.db, v.aktor("anna"), nummer).anteckningar
    assert [h.varden["rubrik"] for h in notes] == ["Tredje", "Andra", "Första"]
    assert {h.av for h in notes} == {"Anna"}


def test_one_event_is_opened_in_full_with_labels(liten_verksamhet: Verksamhet) -> None:
    v = liten_verksamhet
    nummer = oppna(v)
    done = faktum(v, nummer, "riskbedomning", RISK)
    shown = oppna_handelse(v.db, v.aktor("bo"), nummer, done.seq)
    texts = {r.etikett: r.text for r in shown.rader}
    assert texts["Din bedömning av risken"] == "Medel"
    assert texts["Vad du grundar bedömningen på"] == RISK["skal"]
    assert texts["Är metoden standardiserad?"] == "Nej"
    assert (shown.handelse.av, shown.roll) == ("Anna", "handlaggare")


def test_a_correction_stands_beside_and_changes_nothing(liten_verksamhet: Verksamhet) -> None:
    v = liten_verksamhet
    nummer = oppna(v)
    wrong = faktum(v, nummer, "journalanteckning", ANTECKNING)
    right = {"handelse": wrong.seq, "rattelse": "Det var på onsdagen."}
    faktum(v, nummer, "rattelse", right, "2026-01-14", av="bo")
    said = {"handelse": wrong.seq, "text": "Så var det inte."}
    faktum(v, nummer, "avvikande_mening", said, "2026-01-15")
    shown = oppna_handelse(v.db, v.aktor("anna"), nummer, wrong.seq)
    assert ANTECKNING["anteckning"] in [r.text for r in shown.rader]
    assert [(h.kod, h.av) for h in shown.rattelser] == [
        ("rattelse", "Bo"),
        ("avvikande_mening", "Anna"),
    ]


@pytest.mark.parametrize("seq", [0, -1, 2, 99, 2**31 - 1])
def test_an_event_that_is_not_there_is_not_found(liten_verksamhet: Verksamhet, seq: int) -> None:
    v = liten_verksamhet
    nummer = oppna(v)
    with pytest.raises(NotFound, match=f"Händelse {seq} finns inte"):
        oppna_handelse(v.db, v.aktor("anna"), nummer, seq)


def test_only_an_event_of_the_kind_asked_for_is_opened(liten_verksamhet: Verksamhet) -> None:
    v = liten_verksamhet
    nummer = oppna(v)
    with pytest.raises(NotFound):
        oppna_handelse(v.db, v.aktor("anna"), nummer, 1, kod="journalanteckning")


def test_what_was_said_in_a_talk_is_for_those_who_hold_talks(liten_verksamhet: Verksamhet) -> None:
    v = liten_verksamhet
    nummer = oppna(v, "utsatt")
    decided = {"motivering": "Skydd.", "till_och_med": "2026-03-31"}
    steg(v, nummer, "bevilja_akut_skydd", av="disa", **decided)  # type: ignore[arg-type] # fields
    talk = {
        "utfall": "genomfort",
        "form": "individuellt",
        "kanal": "besok",
        "anteckning": "Hemligt.",
    }
    done = faktum(v, nummer, "samtal", talk, av="erik")
    for namn, sees in (("erik", True), ("fatima", True), ("anna", False), ("gun", False)):
        shown = oppna_handelse(v.db, v.aktor(namn), nummer, done.seq)
        assert ("Hemligt." in str(shown.rader)) is sees


def test_where_a_protected_person_is_safe_is_not_shown_here(liten_verksamhet: Verksamhet) -> None:
    v = liten_verksamhet
    nummer = oppna(v, "utsatt", namn="Ellen Påhittad", skydd="sekretessmarkering")
    done = faktum(v, nummer, "skyddsbedomning", {**SKYDD, "var_sakert": "Hos systern."})
    shown = oppna_handelse(v.db, v.aktor("anna"), nummer, done.seq)
    assert "Hos systern." not in str(shown.rader)
    assert "Säker kontakt" in next(r.dold for r in shown.rader if r.dold)
