"""The sealed relation: one side is warned, and on the other nothing at all can be told from it."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import text

from caseflow.actions.forsegla_relation import forsegla_relation
from caseflow.actions.tick import tick
from caseflow.engine.errors import BadInput, CaseflowError
from caseflow.queries.forfallande import forfallande
from caseflow.queries.prova_steg import prova_steg
from caseflow.queries.sok_akt import sok_akt
from caseflow.queries.tidslinje import tidslinje
from caseflow.queries.verifiera import verifiera
from tests.akter import (
    ANTECKNING,
    HANDELSE,
    OVERVAGD,
    RISK,
    SKYDD,
    faktum,
    last,
    oppna,
    oppna_bevakningar,
    oppna_partnerkontakt,
    rader,
    steg,
)
from tests.databas import Verksamhet, at

DAG = date(2026, 1, 14)
CONSENT = {"andamal": "roja_behandling", "satt": "muntligt"}


def without_number(value: object, nummer: str) -> str:
    return str(value).replace(nummer, "NUMMER")


def lived(v: Verksamhet, nummer: str) -> list[str]:
    """Everything that the utövare's side can see of an ärende while it is worked with."""
    seen: list[object] = []

    def act(kind: str, kod: str, given: dict[str, Any], dag: str, av: str = "anna") -> None:
        try:
            if kind == "fakta":
                seen.append(faktum(v, nummer, kod, given, dag, av=av))
            else:
                seen.append(steg(v, nummer, kod, dag, av=av, **given))
        except CaseflowError as fault:
            seen.append((type(fault), fault.message))

    act("steg", "erbjud_friyta", {}, "2026-01-13")
    act("fakta", "sakerhet_overvagd", OVERVAGD, "2026-01-13")
    act("fakta", "ny_handelse", HANDELSE, "2026-01-13")
    act("fakta", "riskbedomning", RISK, "2026-01-13")
    act("fakta", "samtycke", CONSENT, "2026-01-13", "erik")
    act("fakta", "samtycke_atertaget", {"andamal": "roja_behandling"}, "2026-01-14", "erik")
    act("fakta", "sakerhetskontroll", {"bedomning": "Övervägt."}, "2026-01-14")
    act("steg", "paborja_forhandsbedomning", {}, "2026-01-14")
    act("fakta", "sakerhetssignal", {}, "2026-01-14")
    act("steg", "avsluta", {"avslutsorsak": "malet_natt"}, "2026-01-14")
    for namn in ("anna", "erik", "gun", "hans"):
        aktor = v.aktor(namn)
        seen += [r.as_dict() for r in tidslinje(v.db, aktor, nummer)]
        seen += [p.as_dict() for p in prova_steg(v.db, aktor, nummer, dag=DAG)]
        due = forfallande(v.db, aktor, on=date.max, today=DAG)
        seen += [r.as_dict() for r in due if r.akt == nummer]
        seen += [len(sok_akt(v.db, aktor, nummer))]
    seen += [last(v.db, nummer).fakta, last(v.db, nummer).oppna]
    return [without_number(s, nummer) for s in seen]


def test_the_utovares_side_is_the_same_with_and_without(verksamhet: Verksamhet) -> None:
    v = verksamhet
    alone, tied = oppna(v, "utovare"), oppna(v, "utovare")
    for other in (oppna(v, "utsatt"), oppna_partnerkontakt(v)):
        forsegla_relation(v.db, v.aktor("kim"), tied, other, now=at("2026-01-12"))
    assert lived(v, tied) == lived(v, alone)
    assert verifiera(v.db).fel == []


@pytest.mark.parametrize(
    ("slag", "given"),
    [
        ("sakerhet_overvagd", OVERVAGD),
        ("ny_handelse", HANDELSE),
        ("sakerhetskontroll", {"bedomning": "Övervägt."}),
    ],
)
def test_the_utsattas_side_gets_a_bevakning_without_a_reason(
    liten_verksamhet: Verksamhet, slag: str, given: dict[str, str]
) -> None:
    v = liten_verksamhet
    his, hers = oppna(v, "utovare"), oppna(v, "utsatt", av="bo")
    forsegla_relation(v.db, v.aktor("kim"), his, hers, now=at("2026-01-12"))
    faktum(v, hers, "skyddsbedomning", SKYDD, "2026-01-12")  # answers the sealing's own signal
    before = set(oppna_bevakningar(v.db, hers))
    faktum(v, his, slag, given, "2026-01-13")
    (new,) = set(oppna_bevakningar(v.db, hers)) - before
    row = tidslinje(v.db, v.aktor("bo"), hers)[-1]
    assert (row.kod, row.av, row.text) == ("sakerhetssignal", "caseflow", "")
    (due,) = (r for r in forfallande(v.db, v.aktor("bo"), on=date.max, today=DAG) if r.slag == new)
    assert due.agare == "Bo"
    assert his not in str(due)


def test_the_signal_carries_the_day_of_the_system_and_not_of_the_event(
    liten_verksamhet: Verksamhet,
) -> None:
    """The day something happened on one side would tell the other what it was."""
    v = liten_verksamhet
    his, hers = oppna(v, "utovare"), oppna(v, "utsatt")
    forsegla_relation(v.db, v.aktor("kim"), his, hers, now=at("2026-01-12"))
    faktum(v, his, "ny_handelse", HANDELSE, "2026-01-13", nar="2026-01-20")
    assert tidslinje(v.db, v.aktor("anna"), hers)[-1].handelsedatum == "2026-01-20"


def test_sealing_itself_asks_for_a_look_at_the_safety(liten_verksamhet: Verksamhet) -> None:
    v = liten_verksamhet
    his, hers = oppna(v, "utovare"), oppna(v, "utsatt")
    assert "sakerhet_ses_over" not in oppna_bevakningar(v.db, hers)
    forsegla_relation(v.db, v.aktor("kim"), hers, his, now=at("2026-01-12"))
    assert "sakerhet_ses_over" in oppna_bevakningar(v.db, hers)
    assert len(tidslinje(v.db, v.aktor("anna"), his)) == 1


def test_a_partnerkontakt_takes_the_consents_of_one_utovare_only(
    liten_verksamhet: Verksamhet,
) -> None:
    v = liten_verksamhet
    partner = oppna_partnerkontakt(v)
    forsegla_relation(v.db, v.aktor("kim"), oppna(v, "utovare"), partner, now=at("2026-01-12"))
    with pytest.raises(BadInput, match="en annan persons behandling"):
        forsegla_relation(v.db, v.aktor("kim"), oppna(v, "utovare"), partner, now=at("2026-01-12"))


def test_a_fault_on_her_side_is_not_felt_on_his_and_the_signal_waits(
    verksamhet: Verksamhet,
) -> None:
    v = verksamhet
    his, hers = oppna(v, "utovare"), oppna(v, "utsatt")
    forsegla_relation(v.db, v.aktor("kim"), his, hers, now=at("2026-01-12"))
    with v.db.write() as session:
        session.execute(
            text("UPDATE akt SET profil_version = 'saknas' WHERE nummer = :n"), {"n": hers}
        )
    before = len(rader(v.db, "SELECT * FROM handelse"))
    faktum(v, his, "ny_handelse", HANDELSE, "2026-01-13")
    assert len(rader(v.db, "SELECT * FROM handelse")) == before + 1
    with pytest.raises(CaseflowError, match="väntar: 1"):
        tick(v.db, now=at("2026-01-13"))
    version = rader(v.db, "SELECT profil_version FROM akt WHERE nummer = :n", n=his)[0]
    with v.db.write() as session:
        session.execute(
            text("UPDATE akt SET profil_version = :v WHERE nummer = :n"),
            {"v": version["profil_version"], "n": hers},
        )
    tick(v.db, now=at("2026-01-14"))
    assert len(rader(v.db, "SELECT * FROM handelse")) == before + 2
    assert rader(v.db, "SELECT * FROM vantande_signal") == []
    assert verifiera(v.db).fel == []


def test_what_answers_the_signal_takes_the_bevakning_away(liten_verksamhet: Verksamhet) -> None:
    v = liten_verksamhet
    his, hers = oppna(v, "utovare"), oppna(v, "utsatt")
    forsegla_relation(v.db, v.aktor("kim"), his, hers, now=at("2026-01-12"))
    faktum(v, hers, "skyddsbedomning", SKYDD, "2026-01-12")
    before = oppna_bevakningar(v.db, hers)
    faktum(v, his, "ny_handelse", HANDELSE, "2026-01-13")
    assert oppna_bevakningar(v.db, hers) != before
    faktum(v, hers, "skyddsbedomning", SKYDD, "2026-01-13")
    assert oppna_bevakningar(v.db, hers) == before


def test_nothing_goes_from_her_side_to_his(verksamhet: Verksamhet) -> None:
    v = verksamhet
    his, hers = oppna(v, "utovare"), oppna(v, "utsatt")
    forsegla_relation(v.db, v.aktor("kim"), his, hers, now=at("2026-01-12"))
    before = last(v.db, his)
    for slag, given in (
        ("ny_handelse", HANDELSE),
        ("riskbedomning", RISK),
        ("skyddsbedomning", SKYDD),
        ("journalanteckning", ANTECKNING),
        ("samtycke", CONSENT),
    ):
        faktum(v, hers, slag, given, "2026-01-13")
    assert last(v.db, his) == before


def test_what_does_not_concern_safety_is_not_signalled(liten_verksamhet: Verksamhet) -> None:
    v = liten_verksamhet
    his, hers = oppna(v, "utovare"), oppna(v, "utsatt")
    forsegla_relation(v.db, v.aktor("kim"), his, hers, now=at("2026-01-12"))
    before = last(v.db, hers).seq
    faktum(v, his, "journalanteckning", ANTECKNING, "2026-01-13")
    steg(v, his, "paborja_forhandsbedomning", "2026-01-13")
    assert last(v.db, hers).seq == before
