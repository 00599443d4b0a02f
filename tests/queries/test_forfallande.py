"""The due list: what is due or overdue on a day, the oldest first, with who owns it that day."""

from datetime import date

import pytest

from caseflow.actions.medarbetare import stang_av
from caseflow.queries.forfallande import Forfallen, forfallande
from caseflow.store.atkomst import SYSTEM
from tests.akter import faktum, oppna, steg
from tests.databas import Verksamhet


def due(v: Verksamhet, on: str, *, som: str = "gun", enhet: str = "") -> list[Forfallen]:
    day = date.fromisoformat(on)
    return forfallande(v.db, v.aktor(som), on=day, enhet=enhet, today=date(2026, 1, 12))


def test_the_oldest_comes_first(verksamhet: Verksamhet) -> None:
    v = verksamhet
    later, first = oppna(v, "utovare", inkom="2026-01-14"), oppna(v, "utovare")
    assert [(r.akt, r.dag) for r in due(v, "2026-02-01")] == [
        (first, "2026-01-15"),
        (later, "2026-01-17"),
    ]


@pytest.mark.parametrize(("on", "found"), [("2026-01-14", 0), ("2026-01-15", 1), ("2030-01-01", 1)])
def test_it_stays_until_it_is_done(liten_verksamhet: Verksamhet, on: str, found: int) -> None:
    oppna(liten_verksamhet, "utovare")
    assert len(due(liten_verksamhet, on)) == found


def test_what_is_done_or_replaced_is_no_longer_there(liten_verksamhet: Verksamhet) -> None:
    v = liten_verksamhet
    nummer = oppna(v, "utovare")
    steg(v, nummer, "paborja_forhandsbedomning")
    assert [r.slag for r in due(v, "2030-01-01")] == ["forhandsbedomning_klar"]


def test_only_one_unit_when_asked(liten_verksamhet: Verksamhet) -> None:
    v = liten_verksamhet
    oppna(v, "utovare")
    other = oppna(v, "utovare", av="cecilia", enhet="ost")
    everything = forfallande(v.db, SYSTEM, on=date(2030, 1, 1))
    assert len(everything) == 2
    assert [r.akt for r in due(v, "2030-01-01", som="cecilia")] == [other]
    assert due(v, "2030-01-01", som="cecilia", enhet="vast") == []


def test_the_owner_is_the_one_of_the_day_asked_for(liten_verksamhet: Verksamhet) -> None:
    v = liten_verksamhet
    oppna(v, "utovare")
    stang_av(v.db, "anna@exempel.se", dag=date(2026, 1, 13))
    assert [r.agare for r in due(v, "2026-01-15")] == ["Gun"]


def test_a_window_and_a_hard_limit_are_told(liten_verksamhet: Verksamhet) -> None:
    v = liten_verksamhet
    nummer = oppna(v, "utovare")
    asked = {"satt": "muntlig", "avser": "Behandling.", "egna_ord": "Jag vill."}
    faktum(v, nummer, "ansokan", asked)
    rows = {r.slag: r for r in due(v, "2030-01-01")}
    right = rows["ratt_att_begara_avgorande"]
    assert right.dag == "2026-07-12"
    assert right.kalla == "12 § FL (2017:900)"
    assert right.id.startswith(f"{nummer}:")
