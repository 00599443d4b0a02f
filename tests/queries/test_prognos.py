"""The forecast against the real loop, day by day; and that it shows no more than the page of the akt."""

from datetime import date, datetime, time, timedelta

import pytest

from caseflow.actions.demo import prepare_demo
from caseflow.actions.tick import tick
from caseflow.engine.errors import NotFound
from caseflow.queries.prognos import Prognosvy, las_prognos
from caseflow.rules.kalender import STOCKHOLM
from caseflow.store.atkomst import SYSTEM
from caseflow.store.session import Databas
from tests.akter import (
    ANTECKNING,
    faktum,
    innehall,
    oppna,
    oppna_friyta,
    oppna_med_tidssteg,
    oppna_partnerkontakt,
    rader,
)
from tests.databas import Verksamhet

INKOM = date(2026, 1, 12)


def forecast(v: Verksamhet, nummer: str, dag: str = "2026-01-12", av: str = "anna") -> Prognosvy:
    return las_prognos(v.db, v.aktor(av), nummer, dag=date.fromisoformat(dag))


def said(vy: Prognosvy, *slag: str) -> list[tuple[str, str]]:
    return [(str(h.dag), h.kod) for h in vy.handelser if h.slag in slag]


def run_every_day(db: Databas, first: date, last: date) -> None:
    """The real loop at eight in the morning, and again until it has nothing more to do that day."""
    day = first
    while day <= last:
        now = datetime.combine(day, time(8), STOCKHOLM)
        while tick(db, now=now).steg:
            pass
        day += timedelta(days=1)


def told_by_the_loop(db: Databas, nummer: str) -> set[tuple[str, int]]:
    """The day on which each bevakning was told, from what the loop wrote."""
    query = (
        "SELECT n.skapad, n.bevakning_nr FROM notis n JOIN akt a ON a.id = n.akt_id"
        " WHERE a.nummer = :nummer AND n.slag = 'forfaller'"
    )
    return {(r["skapad"][:10], r["bevakning_nr"]) for r in rader(db, query, nummer=nummer)}


def taken_by_the_loop(db: Databas, nummer: str) -> list[tuple[str, str]]:
    """The day on which the loop took each step; one that is late is dated the day it fell due."""
    query = (
        "SELECT h.registrerad, h.kod FROM handelse h JOIN akt a ON a.id = h.akt_id"
        " WHERE a.nummer = :nummer AND h.roll = 'system' AND h.typ IN ('steg', 'delsteg') ORDER BY h.seq"
    )
    return [(r["registrerad"][:10], r["kod"]) for r in rader(db, query, nummer=nummer)]


def open_in_the_end(db: Databas, nummer: str) -> set[tuple[int, str]]:
    query = (
        "SELECT b.nr, b.slag FROM bevakning b JOIN akt a ON a.id = b.akt_id"
        " WHERE a.nummer = :nummer AND b.status IN ('oppen', 'kvitterad')"
    )
    return {(r["nr"], r["slag"]) for r in rader(db, query, nummer=nummer)}


def is_what_happened(db: Databas, vy: Prognosvy) -> None:
    due = {(str(h.dag), h.bevakning) for h in vy.handelser if h.slag in {"forfaller", "forfallen"}}
    assert told_by_the_loop(db, vy.akt) == due
    assert taken_by_the_loop(db, vy.akt) == said(vy, "systemet_gor")
    assert open_in_the_end(db, vy.akt) == {(k.bevakning, k.kod) for k in vy.kvar}


def test_the_loop_does_exactly_what_the_forecast_said(verksamhet: Verksamhet) -> None:
    """Akter of each kind, one with a step that time takes, and one that is overdue already."""
    v = verksamhet
    numbers = [
        oppna_med_tidssteg(v),
        oppna(v, "utsatt"),
        oppna(v, "utovare", inkom="2026-01-02"),
        oppna_friyta(v),
        oppna_partnerkontakt(v),
    ]
    told = [las_prognos(v.db, SYSTEM, nummer, dag=INKOM) for nummer in numbers]
    assert said(told[0], "systemet_gor") == [("2026-01-26", "oppna_partnerkontakt")]
    run_every_day(v.db, INKOM, max(vy.till for vy in told) + timedelta(days=5))
    for vy in told:
        assert vy.handelser
        is_what_happened(v.db, vy)


def test_so_it_does_in_every_arende_of_the_demo(sqlite_db: Databas) -> None:
    db = sqlite_db
    first = date(2026, 11, 20)
    prepare_demo(db, "standard", now=datetime.combine(first, time(8), STOCKHOLM))
    numbers = [r["nummer"] for r in rader(db, "SELECT nummer FROM akt ORDER BY id")]
    told = [las_prognos(db, SYSTEM, nummer, dag=first) for nummer in numbers]
    assert len(told) > 5
    run_every_day(db, first, max(vy.till for vy in told) + timedelta(days=5))
    for vy in told:
        is_what_happened(db, vy)


def test_the_same_every_time_and_nothing_is_written(liten_verksamhet: Verksamhet) -> None:
    v = liten_verksamhet
    nummer = oppna_med_tidssteg(v)
    before = innehall(v.db)
    assert forecast(v, nummer) == forecast(v, nummer)
    assert innehall(v.db) == before


def test_what_a_row_says(liten_verksamhet: Verksamhet) -> None:
    v = liten_verksamhet
    nummer = oppna_med_tidssteg(v)
    rows = {(h.slag, h.kod): h.as_dict() for h in forecast(v, nummer).handelser}
    step = rows["systemet_gor", "oppna_partnerkontakt"]
    assert (step["dag"], step["agare"], step["bevakning"]) == (
        "2026-01-26",
        "caseflow",
        rows["forfaller", "oppna_partnerkontakt"]["bevakning"],
    )
    assert step["text"] == "Systemet tar steget. Partnerkontakt: Öppen."
    new = rows["tillkommer", "partnerkontakt_foljs"]
    assert (new["agare"], new["forfaller"]) == ("Anna", "2026-04-26")
    assert new["etikett"] == "Gå igenom samtyckena till partnerkontakt"


def test_the_end_says_what_stays(liten_verksamhet: Verksamhet) -> None:
    v = liten_verksamhet
    nummer = oppna(v, "utovare")
    end = forecast(v, nummer).as_dict()["slut"]
    assert isinstance(end, dict)
    assert (end["dag"], end["fullstandig"]) == ("2026-01-15", True)
    assert [(k["kod"], k["agare"]) for k in end["kvar"]] == [("forsta_kontakt", "Anna")]
    assert end["text"].endswith("En bevakning ligger kvar tills någon gör det som behövs.")


def test_a_right_that_begins_says_what_it_is(liten_verksamhet: Verksamhet) -> None:
    v = liten_verksamhet
    nummer = oppna(v, "utovare")
    given = {"satt": "muntlig", "avser": "Behandling.", "egna_ord": "Jag vill sluta."}
    faktum(v, nummer, "ansokan", given)
    (row,) = [h for h in forecast(v, nummer).handelser if h.kod == "ratt_att_begara_avgorande"]
    assert (str(row.dag), row.kalla) == ("2026-07-12", "12 § FL (2017:900)")
    assert "begära" in row.text


def test_what_somebody_has_set_is_called_what_she_called_it(liten_verksamhet: Verksamhet) -> None:
    v = liten_verksamhet
    nummer = oppna(v, "utovare")
    faktum(v, nummer, "egen_bevakning", {"rubrik": "Ring skolan", "dag": "2026-02-01"})
    assert "Ring skolan" in {h.etikett for h in forecast(v, nummer).handelser}
    faktum(v, nummer, "journalanteckning", ANTECKNING)
    assert "Ring skolan" in {k.etikett for k in forecast(v, nummer).kvar}


@pytest.mark.parametrize("av", ["cecilia", "jon", "kim", "lo"])
def test_who_may_not_open_the_akt_gets_the_same_answer_as_for_none(
    liten_verksamhet: Verksamhet, av: str
) -> None:
    nummer = oppna(liten_verksamhet, "utovare")
    with pytest.raises(NotFound) as caught:
        forecast(liten_verksamhet, nummer, av=av)
    with pytest.raises(NotFound) as missing:
        forecast(liten_verksamhet, "VN-0000-0000-0", av=av)
    assert caught.value.varfor == missing.value.varfor
