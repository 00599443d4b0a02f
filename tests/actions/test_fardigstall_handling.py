"""A handling is finished once: the bytes are stored, the event proves them, and a correction is a new one."""

from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from caseflow.actions.fardigstall_handling import Begard, fardigstall_handling
from caseflow.actions.kasta_utkast import kasta_utkast
from caseflow.actions.lamna_handling import lamna_handling
from caseflow.actions.spara_utkast import spara_utkast
from caseflow.engine.errors import BadInput, Conflict, NotFound, Refused
from caseflow.queries.fardig_handling import las_fardig_handling, las_ursprung
from caseflow.queries.handlingarna import las_handlingarna
from caseflow.queries.handlingsutkast import las_utkast
from caseflow.queries.verifiera import verifiera
from caseflow.store.handling import sha256
from tests.akter import faktum, innehall, last, oppna, rader
from tests.akter_med_handlingar import BESLUTAD, med_beslut
from tests.databas import Verksamhet, at

NU = at(BESLUTAD, 15)


def fardig(v: Verksamhet, nummer: str, mall: str = "beslut", av: str = "disa", **annat: Any) -> int:
    begard = Begard(mall, **annat)
    return fardigstall_handling(v.db, v.aktor(av), nummer, begard, now=NU).seq


def test_the_stored_bytes_are_those_of_the_event(verksamhet: Verksamhet) -> None:
    v = verksamhet
    nummer = med_beslut(v)
    before = last(v.db, nummer)
    seq = fardig(v, nummer)
    assert seq == before.seq + 1
    read = las_fardig_handling(v.db, v.aktor("anna"), nummer, seq)
    kept = las_fardig_handling(v.db, v.aktor("anna"), nummer, seq, arkivform=True)
    (row,) = rader(v.db, "SELECT * FROM handling")
    assert (row["mall"], row["mallversion"], row["seq"]) == ("beslut", row["mallversion"], seq)
    assert sha256(read.pdf) == row["sha256"]
    assert sha256(kept.pdf) == row["arkiv_sha256"]
    assert read.pdf != kept.pdf
    assert read.filnamn == f"{nummer}_{seq}_beslut.pdf"
    assert kept.filnamn == f"{nummer}_{seq}_beslut_arkiv.pdf"
    trace = las_ursprung(v.db, v.aktor("anna"), nummer, seq)
    assert trace.till_seq == before.seq
    assert trace.uppgifter
    assert set(trace.uppgifter) <= set(range(1, before.seq + 1))
    assert verifiera(v.db).fel == []


def test_a_finished_handling_stands_as_it_was_when_the_akt_goes_on(
    liten_verksamhet: Verksamhet,
) -> None:
    v = liten_verksamhet
    nummer = med_beslut(v)
    seq = fardig(v, nummer)
    then = las_fardig_handling(v.db, v.aktor("anna"), nummer, seq).pdf
    faktum(v, nummer, "egen_syn", {"egna_ord": "Nu tänker jag på ett annat sätt."}, BESLUTAD)
    assert las_fardig_handling(v.db, v.aktor("anna"), nummer, seq).pdf == then


def test_gaps_are_listed_and_nothing_is_stored(verksamhet: Verksamhet) -> None:
    v = verksamhet
    nummer = oppna(v, "utovare")
    before = innehall(v.db)
    with pytest.raises(Refused) as refused:
        fardig(v, nummer, "utredning_utovare", av="anna")
    assert len(refused.value.hinder) >= 4
    assert all(h.gor_nu for h in refused.value.hinder)
    assert innehall(v.db) == before


@pytest.mark.parametrize(
    ("av", "fault"), [("erik", Refused), ("cecilia", NotFound), ("jon", NotFound)]
)
def test_who_may_not_finish_it(
    liten_verksamhet: Verksamhet, av: str, fault: type[Exception]
) -> None:
    v = liten_verksamhet
    nummer = med_beslut(v)
    before = innehall(v.db)
    with pytest.raises(fault):
        fardig(v, nummer, av=av)
    assert innehall(v.db) == before


def test_a_correction_is_a_new_handling_that_points_to_the_old(verksamhet: Verksamhet) -> None:
    v = verksamhet
    nummer = med_beslut(v)
    first = fardig(v, nummer)
    then = las_fardig_handling(v.db, v.aktor("anna"), nummer, first).pdf
    with pytest.raises(BadInput, match="Varför den ersätter"):
        fardig(v, nummer, ersatter=first)
    second = fardig(v, nummer, ersatter=first, skal="Fel slutdag.")
    with pytest.raises(BadInput, match="redan ersatt"):
        fardig(v, nummer, ersatter=first, skal="En gång till.")
    rows = {h.seq: h for h in las_handlingarna(v.db, v.aktor("anna"), nummer, now=NU).fardiga}
    assert (rows[first].ersatt_av, rows[second].ersatter) == (second, first)
    assert las_fardig_handling(v.db, v.aktor("anna"), nummer, first).pdf == then
    assert las_ursprung(v.db, v.aktor("anna"), nummer, second).skal == "Fel slutdag."
    with pytest.raises(NotFound):
        fardig(v, nummer, ersatter=2, skal="Händelsen är ingen handling.")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE handlingsinnehall SET innehall = innehall",
        "DELETE FROM handlingsinnehall",
        "INSERT INTO handlingsinnehall SELECT * FROM handlingsinnehall",
    ],
)
def test_the_database_refuses_to_change_the_bytes(verksamhet: Verksamhet, statement: str) -> None:
    v = verksamhet
    fardig(v, med_beslut(v))
    with pytest.raises(DBAPIError), v.db.engine.begin() as connection:
        connection.execute(text(statement))
    assert verifiera(v.db).fel == []


def test_verify_finds_bytes_that_were_changed_swapped_or_lost(
    liten_verksamhet: Verksamhet,
) -> None:
    v = liten_verksamhet
    nummer = med_beslut(v)
    fardig(v, nummer)
    for name in ("andras_inte", "tas_inte_bort", "ersatts_inte"):
        _run(v, f"DROP TRIGGER handlingsinnehall_{name}")
    _run(v, "UPDATE handlingsinnehall SET form = 'x' WHERE form = 'pdf'")
    _run(v, "UPDATE handlingsinnehall SET form = 'pdf' WHERE form = 'arkiv'")
    _run(v, "UPDATE handlingsinnehall SET form = 'arkiv' WHERE form = 'x'")
    assert [f.orsak for f in verifiera(v.db).fel] == [
        "handlingens innehåll (pdf) har ändrats",
        "handlingens innehåll (arkiv) har ändrats",
    ]
    _run(v, "DELETE FROM handlingsinnehall WHERE form = 'pdf'")
    assert "handlingens innehåll (pdf) saknas" in [f.orsak for f in verifiera(v.db).fel]
    _run(v, "UPDATE handling SET sidor = 99")
    assert any("sidor stämmer inte" in f.orsak for f in verifiera(v.db).fel)


def _run(v: Verksamhet, statement: str) -> None:
    with v.db.write() as session:
        session.execute(text(statement))


def test_a_draft_is_saved_opened_finished_and_then_gone(verksamhet: Verksamhet) -> None:
    v = verksamhet
    nummer, anna = med_beslut(v), v.aktor("anna")
    saved = spara_utkast(v.db, anna, nummer, "beslut", {}, now=NU)
    seen = las_utkast(v.db, v.aktor("disa"), nummer, saved.id, now=NU)
    assert seen.handling is not None
    assert (seen.version, seen.rollen_racker, seen.handling.slutlig) == (1, True, False)
    assert "Utkast" in seen.handling.html
    seq = fardigstall_handling(v.db, v.aktor("disa"), nummer, Begard(utkast=saved.id), now=NU).seq
    assert las_handlingarna(v.db, anna, nummer, now=NU).utkast == ()
    assert seq == last(v.db, nummer).seq
    with pytest.raises(NotFound, match="finns inte längre"):
        las_utkast(v.db, anna, nummer, saved.id, now=NU)


def test_a_draft_saved_by_somebody_else_meanwhile_is_not_written_over(
    liten_verksamhet: Verksamhet,
) -> None:
    v = liten_verksamhet
    nummer, anna, bo = med_beslut(v), v.aktor("anna"), v.aktor("bo")
    saved = spara_utkast(v.db, anna, nummer, "beslut", {}, now=NU)
    spara_utkast(v.db, bo, nummer, "beslut", {}, now=NU, utkast=saved.id, version=1)
    with pytest.raises(Conflict, match="Någon annan hann före"):
        spara_utkast(v.db, anna, nummer, "beslut", {}, now=NU, utkast=saved.id, version=1)


def test_a_draft_is_out_of_reach_for_other_units_and_for_another_akt(
    liten_verksamhet: Verksamhet,
) -> None:
    v = liten_verksamhet
    nummer, other = med_beslut(v), oppna(v, "utovare")
    saved = spara_utkast(v.db, v.aktor("anna"), nummer, "beslut", {}, now=NU)
    with pytest.raises(NotFound):
        las_utkast(v.db, v.aktor("cecilia"), nummer, saved.id, now=NU)
    with pytest.raises(NotFound):
        las_utkast(v.db, v.aktor("anna"), other, saved.id, now=NU)
    with pytest.raises(NotFound):
        kasta_utkast(v.db, v.aktor("anna"), other, saved.id)
    kasta_utkast(v.db, v.aktor("anna"), nummer, saved.id)
    assert rader(v.db, "SELECT id FROM handlingsutkast") == []


def test_a_letter_is_sent_only_where_a_letter_is_safe(liten_verksamhet: Verksamhet) -> None:
    v = liten_verksamhet
    nummer = med_beslut(v)
    faktum(
        v,
        nummer,
        "saker_kontakt",
        {
            "kanal": ["telefon"],
            "tider": "Vardagar",
            "lamna_meddelande": False,
            "kodord": False,
            "galler_till": "2026-08-01",
        },
        BESLUTAD,
    )
    seq = fardig(v, nummer)
    before = innehall(v.db)
    with pytest.raises(Refused, match="Ett brev kan bli farligt"):
        lamna(v, nummer, seq, "brev")
    assert innehall(v.db) == before
    lamna(v, nummer, seq, "mote")
    (row,) = rader(v.db, "SELECT lamnad_satt FROM handling")
    assert row["lamnad_satt"] == "mote"
    with pytest.raises(BadInput, match="redan lämnad"):
        lamna(v, nummer, seq, "mote")
    assert verifiera(v.db).fel == []


def lamna(v: Verksamhet, nummer: str, seq: int, satt: str) -> None:
    lamna_handling(v.db, v.aktor("anna"), nummer, seq, {"satt": satt}, dag=NU.date(), now=NU)


def test_the_number_of_a_draft_is_never_used_again(verksamhet: Verksamhet) -> None:
    """A page that was left open would else save into a draft that somebody has begun since."""
    v, anna = verksamhet, verksamhet.aktor("anna")
    nummer = med_beslut(v)
    first = spara_utkast(v.db, anna, nummer, "beslut", {}, now=NU)
    kasta_utkast(v.db, anna, nummer, first.id)
    assert spara_utkast(v.db, anna, nummer, "beslut", {}, now=NU).id > first.id
