"""A bevakning is given to somebody, acknowledged, ticked off; and what it was is never lost."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from caseflow.actions.byt_ansvarig import byt_ansvarig
from caseflow.actions.kvittera_bevakning import kvittera_bevakning
from caseflow.actions.medarbetare import NyMedarbetare, lagg_till, stang_av
from caseflow.actions.tilldela_bevakning import tilldela_bevakning
from caseflow.actions.utfor_bevakning import utfor_bevakning
from caseflow.engine.errors import BadInput, NotFound, Refused
from caseflow.queries.forfallande import forfallande
from caseflow.queries.verifiera import verifiera
from caseflow.rules.roller import Roll
from caseflow.store.atkomst import Aktor
from tests.akter import (
    faktum,
    innehall,
    last,
    oppna,
    oppna_bevakningar,
    oppna_friyta,
    oppna_partnerkontakt,
    rader,
    steg,
)
from tests.databas import Verksamhet, at

NOW = at("2026-01-12")
DAG = date(2026, 1, 12)
MISSED: dict[str, Any] = {"utfall": "uteblivet", "form": "individuellt", "kanal": "besok"}


def row(v: Verksamhet, nr: int) -> dict[str, Any]:
    return rader(v.db, "SELECT * FROM bevakning WHERE nr = :nr", nr=nr)[0]


def owner(v: Verksamhet, nummer: str) -> str:
    rows = forfallande(v.db, v.aktor("gun"), on=date(2030, 1, 1), today=DAG)
    return next(r.agare for r in rows if r.akt == nummer)


def missed_talk(v: Verksamhet) -> tuple[str, int]:
    """An ärende where somebody did not come: the safe contact can be ticked off by hand."""
    nummer = oppna(v, "utsatt")
    decided: dict[str, Any] = {"motivering": "Skydd.", "till_och_med": "2026-03-31"}
    steg(v, nummer, "bevilja_akut_skydd", av="disa", **decided)
    faktum(v, nummer, "samtal", MISSED, av="erik")
    (due,) = (o for o in last(v.db, nummer).oppna if o.slag == "saker_kontakt_efter_uteblivet")
    return nummer, due.nr


def test_it_is_given_to_a_colleague(verksamhet: Verksamhet) -> None:
    v = verksamhet
    nummer = oppna(v)
    assert owner(v, nummer) == "Anna"
    done = tilldela_bevakning(v.db, v.aktor("gun"), nummer, 1, " BO@exempel.se ", now=NOW)
    assert done.bevakningar == (
        {"op": "tilldela", "nr": 1, "till": v.aktor("bo").id, "av": v.aktor("gun").id},
    )
    assert owner(v, nummer) == "Bo"
    assert (row(v, 1)["status"], row(v, 1)["tilldelad_id"]) == ("oppen", v.aktor("bo").id)
    assert verifiera(v.db).fel == []


@pytest.mark.parametrize(
    "epost",
    ["cecilia@exempel.se", "jon@exempel.se", "lo@exempel.se", "", "ingen", "a\x00b@c", "\ud800"],
)
def test_it_is_given_only_to_somebody_who_may_open_the_akt(
    liten_verksamhet: Verksamhet, epost: str
) -> None:
    v = liten_verksamhet
    nummer = oppna(v)
    before = innehall(v.db)
    with pytest.raises(BadInput) as caught:
        tilldela_bevakning(v.db, v.aktor("anna"), nummer, 1, epost, now=NOW)
    assert caught.value.varfor == (
        "Den du väljer måste vara handläggare, beslutsfattare, behandlare, samordnare eller"
        " enhetschef i enheten."
    ), "which of the reasons it was is not told"
    with pytest.raises(BadInput) as again:
        byt_ansvarig(v.db, v.aktor("anna"), nummer, epost, now=NOW)
    assert again.value.varfor == "Den du väljer måste vara handläggare i enheten."
    assert innehall(v.db) == before


def test_it_is_not_given_to_somebody_who_is_disabled(liten_verksamhet: Verksamhet) -> None:
    v = liten_verksamhet
    nummer = oppna(v)
    stang_av(v.db, "bo@exempel.se", dag=DAG)
    with pytest.raises(BadInput):
        tilldela_bevakning(v.db, v.aktor("anna"), nummer, 1, "bo@exempel.se", now=NOW)


def test_it_is_acknowledged_and_still_open(verksamhet: Verksamhet) -> None:
    v = verksamhet
    nummer = oppna(v)
    before = oppna_bevakningar(v.db, nummer)
    kvittera_bevakning(v.db, v.aktor("anna"), nummer, 1, now=NOW)
    assert row(v, 1)["status"] == "kvitterad"
    assert oppna_bevakningar(v.db, nummer) == before
    assert [r.status for r in forfallande(v.db, v.aktor("anna"), on=DAG)] == ["kvitterad"]
    assert verifiera(v.db).fel == []


def test_it_is_ticked_off_by_hand_where_its_rule_allows_it(verksamhet: Verksamhet) -> None:
    v = verksamhet
    nummer, nr = missed_talk(v)
    done = utfor_bevakning(v.db, v.aktor("anna"), nummer, nr, dag=DAG, now=NOW)
    assert done.bevakningar == ({"op": "utford", "nr": nr},)
    assert "saker_kontakt_efter_uteblivet" not in oppna_bevakningar(v.db, nummer)
    assert (row(v, nr)["status"], row(v, nr)["stangd_seq"]) == ("utford", done.seq)
    with pytest.raises(NotFound, match="Den kan redan vara gjord"):
        utfor_bevakning(v.db, v.aktor("anna"), nummer, nr, dag=DAG, now=NOW)
    assert verifiera(v.db).fel == []


def test_what_was_ticked_off_does_not_come_back_but_the_next_one_does(
    liten_verksamhet: Verksamhet,
) -> None:
    v = liten_verksamhet
    nummer, nr = missed_talk(v)
    utfor_bevakning(v.db, v.aktor("anna"), nummer, nr, dag=DAG, now=NOW)
    faktum(v, nummer, "journalanteckning", {"rubrik": "A", "typ": "kontakt", "anteckning": "B"})
    assert "saker_kontakt_efter_uteblivet" not in oppna_bevakningar(v.db, nummer)
    faktum(v, nummer, "samtal", MISSED, "2026-01-20", av="erik")
    assert oppna_bevakningar(v.db, nummer)["saker_kontakt_efter_uteblivet"] == "2026-01-21"
    assert verifiera(v.db).fel == []


def test_what_a_step_fulfils_is_not_ticked_off(liten_verksamhet: Verksamhet) -> None:
    v = liten_verksamhet
    nummer = oppna(v, "utovare")
    before = innehall(v.db)
    with pytest.raises(Refused) as caught:
        utfor_bevakning(v.db, v.aktor("anna"), nummer, 1, dag=DAG, now=NOW)
    assert "kan inte bockas av" in caught.value.vad
    assert "Lokal rutin: första kontakt" in caught.value.message
    assert innehall(v.db) == before


@pytest.mark.parametrize(
    ("dag", "says"),
    [("2026-01-11", "ligger före ärendets början"), ("2026-01-13", "inte varit än")],
)
def test_it_is_ticked_off_on_a_day_that_can_be(
    liten_verksamhet: Verksamhet, dag: str, says: str
) -> None:
    v = liten_verksamhet
    nummer, nr = missed_talk(v)
    with pytest.raises(BadInput, match=says):
        utfor_bevakning(v.db, v.aktor("anna"), nummer, nr, dag=date.fromisoformat(dag), now=NOW)


def test_who_only_reads_changes_nothing(liten_verksamhet: Verksamhet) -> None:
    v = liten_verksamhet
    nummer, nr = missed_talk(v)
    for namn, roll in (("rut", Roll.REVISOR), ("rolf", Roll.REGISTRATOR)):
        ny = NyMedarbetare(f"{namn}@exempel.se", namn, "vast", (roll,), "ett-langt-losenord")
        lagg_till(v.db, ny, fran=date(2020, 1, 1))
        reader = v.aktor(namn)
        before = innehall(v.db)
        acts: tuple[Callable[[Aktor], object], ...] = (
            lambda a: tilldela_bevakning(v.db, a, nummer, nr, "bo@exempel.se", now=NOW),
            lambda a: kvittera_bevakning(v.db, a, nummer, nr, now=NOW),
            lambda a: utfor_bevakning(v.db, a, nummer, nr, dag=DAG, now=NOW),
            lambda a: byt_ansvarig(v.db, a, nummer, "bo@exempel.se", now=NOW),
        )
        for act in acts:
            with pytest.raises(Refused, match="Det görs av"):
                act(reader)
        assert innehall(v.db) == before


def test_an_akt_gets_another_ansvarig(verksamhet: Verksamhet) -> None:
    v = verksamhet
    nummer = oppna(v)
    done = byt_ansvarig(v.db, v.aktor("gun"), nummer, "bo@exempel.se", now=NOW)
    assert last(v.db, nummer).ansvarig_id == v.aktor("bo").id
    assert owner(v, nummer) == "Bo"
    (event,) = rader(v.db, "SELECT typ, roll, av FROM handelse WHERE seq = :s", s=done.seq)
    assert event == {"typ": "system", "roll": "samordnare", "av": v.aktor("gun").id}
    assert verifiera(v.db).fel == []


def test_a_partnerkontakt_is_handed_over_only_to_who_works_with_it(
    liten_verksamhet: Verksamhet,
) -> None:
    v = liten_verksamhet
    nummer = oppna_partnerkontakt(v)
    for epost in ("anna@exempel.se", "gun@exempel.se", "erik@exempel.se"):
        with pytest.raises(BadInput):
            byt_ansvarig(v.db, v.aktor("jon"), nummer, epost, now=NOW)


def test_a_bevakning_that_gets_another_day_stays_with_whom_it_was_given(
    verksamhet: Verksamhet,
) -> None:
    v = verksamhet
    nummer = oppna_friyta(v)
    begun: dict[str, Any] = {"villkor": "ja", "informerad_11_6": "ja"}
    steg(v, nummer, "paborja_friyta", "2026-01-12", av="erik", **begun)
    held = {"utfall": "genomfort", "form": "individuellt", "kanal": "besok"}
    faktum(v, nummer, "samtal", held, "2026-01-13", av="erik")
    (first,) = last(v.db, nummer).oppna
    tilldela_bevakning(
        v.db, v.aktor("gun"), nummer, first.nr, "fatima@exempel.se", now=at("2026-01-14")
    )
    faktum(v, nummer, "samtal", held, "2026-01-20", av="erik")
    (moved,) = last(v.db, nummer).oppna
    assert (moved.slag, moved.nr > first.nr, moved.dag > first.dag) == (first.slag, True, True)
    (row,) = forfallande(v.db, v.aktor("gun"), on=date.max, today=date(2026, 1, 20))
    assert row.agare == "Fatima"
    assert verifiera(v.db).fel == []
