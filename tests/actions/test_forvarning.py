"""Warnings: the act is done, the person is told, and the event remembers that it was said."""

from typing import Any

from caseflow.queries.prova_steg import prova_steg
from caseflow.queries.verifiera import verifiera
from caseflow.store.atkomst import open_akt
from caseflow.store.handelselasning import las_handelser
from tests.akter import INKOM, SKYDD, faktum, last, oppna, steg
from tests.databas import Verksamhet, at

AKUT: dict[str, Any] = {"motivering": "Fara i kväll.", "till_och_med": "2026-02-12"}


def given(v: Verksamhet, nummer: str, seq: int) -> list[str]:
    """The warnings written in an event."""
    with v.db.read() as session:
        akt, _ = open_akt(session, v.aktor("anna"), nummer)
        (event,) = (e for e in las_handelser(session, v.db.ring, akt) if e.seq == seq)
        return list(event.effekt.get("varningar", []))


def test_late_registration_is_done_and_said(verksamhet: Verksamhet) -> None:
    v = verksamhet
    nummer = oppna(v, "utovare")
    done = steg(v, nummer, "paborja_forhandsbedomning", INKOM, nar="2026-01-20")
    assert [w.regel for w in done.varningar] == ["anteckningen_skrivs_i_tid"]
    assert done.varningar[0].kalla
    assert done.varningar[0].gor_nu
    assert given(v, nummer, done.seq) == ["anteckningen_skrivs_i_tid"]
    assert last(v.db, nummer).fakta.tillstand == "forhandsbedomning"
    assert not verifiera(v.db).fel


def test_in_time_nothing_is_said_nor_written(liten_verksamhet: Verksamhet) -> None:
    v = liten_verksamhet
    nummer = oppna(v, "utovare")
    done = steg(v, nummer, "paborja_forhandsbedomning", INKOM, nar="2026-01-19")
    assert done.varningar == ()
    assert given(v, nummer, done.seq) == []


def test_shelter_never_waits_but_what_is_missing_is_said(liten_verksamhet: Verksamhet) -> None:
    v = liten_verksamhet
    nummer = oppna(v)
    faktum(v, nummer, "skyddsbedomning", SKYDD)
    done = steg(
        v,
        nummer,
        "bevilja_akut_skydd",
        av="disa",
        barn_foljer_med="ja",
        vardnadshavare="ensam",
        **AKUT,
    )
    assert {w.regel for w in done.varningar} == {
        "barn_ar_efterfragade_fore_skyddet",
        "undantaget_fran_kommunicering_ar_antecknat",
        "vem_beslutar_for_barnet",
    }
    waiting = {o.slag: o.dag.isoformat() for o in last(v.db, nummer).oppna}
    assert waiting["barnets_beslut_ska_fattas"] == INKOM
    faktum(
        v,
        nummer,
        "barnets_beslut",
        {"barnets_beslut": "utskott", "vardnadshavare": "samtycke", "paragraf": "§ 12"},
        av="disa",
    )
    assert "barnets_beslut_ska_fattas" not in {o.slag for o in last(v.db, nummer).oppna}


def test_what_stands_already_is_told_before_the_act(liten_verksamhet: Verksamhet) -> None:
    v = liten_verksamhet
    nummer = oppna(v)
    tried = {p.kod: p for p in prova_steg(v.db, v.aktor("disa"), nummer, dag=at(INKOM).date())}
    shelter = tried["bevilja_akut_skydd"]
    assert shelter.tillaten
    assert [w.regel for w in shelter.varningar] == ["barn_ar_efterfragade_fore_skyddet"]
    told = shelter.as_dict()["varningar"]
    assert isinstance(told, list)
    assert {"regel", "kalla", "text", "gor_nu"} <= set(told[0])
