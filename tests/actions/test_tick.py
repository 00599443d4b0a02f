"""One pass of the loop: what is due is told once, to the right person, also when a day was missed."""

from datetime import UTC, date, datetime

import pytest

from caseflow.actions.byt_ansvarig import byt_ansvarig
from caseflow.actions.kvittera_bevakning import kvittera_bevakning
from caseflow.actions.medarbetare import stang_av
from caseflow.actions.tick import Tick, tick, tick_installation
from caseflow.actions.tilldela_bevakning import tilldela_bevakning
from caseflow.engine.errors import CaseflowError
from caseflow.queries.verifiera import verifiera
from tests.akter import (
    OVERVAGD,
    faktum,
    innehall,
    last,
    oppna,
    oppna_med_tidssteg,
    oppna_partnerkontakt,
    rader,
    steg,
)
from tests.databas import Verksamhet, at


def notes(v: Verksamhet) -> list[tuple[str, int]]:
    """Which owners were told, and how many days late, in the order the notes were made."""
    query = (
        "SELECT namn, sen_dagar FROM notis JOIN medarbetare m ON m.id = medarbetare_id"
        " WHERE notis.slag = 'forfaller' ORDER BY notis.id"
    )
    return [(r["namn"], r["sen_dagar"]) for r in rader(v.db, query)]


def run(v: Verksamhet, dag: str) -> Tick:
    return tick(v.db, now=at(dag))


def without_heartbeat(v: Verksamhet) -> dict[str, list[str]]:
    """Everything but when the last pass went through."""
    return {table: rows for table, rows in innehall(v.db).items() if table != "hjartslag"}


def remind(v: Verksamhet, nummer: str, dag: str, av: str = "anna") -> int:
    """A bevakning of somebody's own; its number."""
    given = {"rubrik": "Ring", "dag": dag}
    done = faktum(v, nummer, "egen_bevakning", given, av=av)
    return next(int(str(op["nr"])) for op in done.bevakningar if op["op"] == "oppna")


def test_what_is_due_becomes_a_note_once(verksamhet: Verksamhet) -> None:
    v = verksamhet
    oppna(v, "utovare")  # first contact within three days
    assert run(v, "2026-01-14") == Tick(0, 0)
    assert run(v, "2026-01-15") == Tick(1, 0)
    before = without_heartbeat(v)
    assert run(v, "2026-01-15") == run(v, "2026-01-16") == Tick(0, 0)
    assert without_heartbeat(v) == before
    assert notes(v) == [("Anna", 0)]
    assert verifiera(v.db).fel == []


def test_missed_days_are_caught_up_in_order_with_how_late_they_are(verksamhet: Verksamhet) -> None:
    v = verksamhet
    for namn, inkom in (("bo", "2026-01-14"), ("anna", "2026-01-12"), ("bo", "2026-01-13")):
        oppna(v, "utovare", av=namn, inkom=inkom)
    assert run(v, "2026-01-20") == Tick(3, 0, eskalerade=3)
    assert notes(v) == [("Anna", 5), ("Bo", 4), ("Bo", 3)]


def test_what_was_done_in_time_is_not_told(liten_verksamhet: Verksamhet) -> None:
    v = liten_verksamhet
    nummer = oppna(v, "utovare")
    steg(v, nummer, "paborja_forhandsbedomning", "2026-01-13")
    assert run(v, "2026-01-15") == Tick(0, 0)


def test_what_is_acknowledged_is_still_told_when_its_day_comes(
    liten_verksamhet: Verksamhet,
) -> None:
    v = liten_verksamhet
    nummer = oppna(v, "utovare")
    kvittera_bevakning(v.db, v.aktor("anna"), nummer, 1, now=at("2026-01-13"))
    assert run(v, "2026-01-15").notiser == 1


def test_what_gets_another_day_is_told_again_when_that_comes(liten_verksamhet: Verksamhet) -> None:
    v = liten_verksamhet
    nummer = oppna(v, "utovare")
    steg(v, nummer, "paborja_forhandsbedomning", "2026-01-12")
    assert run(v, "2026-01-26").notiser == 1
    given = {"innehall": ["friyta"], "satt": "muntligt"}
    faktum(v, nummer, "information", given, "2026-01-26")
    steg(v, nummer, "tacka_nej", "2026-01-26", fragan_stalld=True, ny_kontakt="2026-02-10")
    assert run(v, "2026-02-09").notiser == 0
    assert run(v, "2026-02-10").notiser == 1


@pytest.mark.parametrize(
    ("moment", "told"),
    [
        (datetime(2026, 1, 14, 22, 59, tzinfo=UTC), 0),
        (datetime(2026, 1, 14, 23, 0, tzinfo=UTC), 1),
        (datetime(2026, 1, 15, 0, 0, tzinfo=UTC), 1),
    ],
)
def test_the_day_is_the_swedish_day(
    liten_verksamhet: Verksamhet, moment: datetime, told: int
) -> None:
    oppna(liten_verksamhet, "utovare")
    assert tick(liten_verksamhet.db, now=moment).notiser == told


@pytest.mark.parametrize(("hour", "told"), [(21, 0), (22, 1)])
def test_in_summer_the_day_begins_an_hour_earlier(
    liten_verksamhet: Verksamhet, hour: int, told: int
) -> None:
    oppna(liten_verksamhet, "utovare", inkom="2026-03-27")  # summer time begins on the 29th
    moment = datetime(2026, 3, 29, hour, 30, tzinfo=UTC)
    assert tick(liten_verksamhet.db, now=moment).notiser == told


def test_a_bevakning_belongs_to_whom_it_is_given_then_to_ansvarig(
    liten_verksamhet: Verksamhet,
) -> None:
    v = liten_verksamhet
    given, kept = oppna(v, "utovare"), oppna(v, "utovare")
    tilldela_bevakning(v.db, v.aktor("gun"), given, 1, "erik@exempel.se", now=at("2026-01-12"))
    byt_ansvarig(v.db, v.aktor("gun"), kept, "bo@exempel.se", now=at("2026-01-12"))
    run(v, "2026-01-15")
    assert notes(v) == [("Erik", 0), ("Bo", 0)]


@pytest.mark.parametrize(
    ("gone", "owner"),
    [
        ((), "Anna"),
        (("anna",), "Gun"),
        (("anna", "gun"), "Hans"),
    ],
)
def test_who_is_gone_owns_nothing(
    liten_verksamhet: Verksamhet, gone: tuple[str, ...], owner: str
) -> None:
    v = liten_verksamhet
    oppna(v, "utovare")
    for namn in gone:
        stang_av(v.db, f"{namn}@exempel.se", dag=date(2026, 1, 13))
    run(v, "2026-01-15")
    assert notes(v) == [(owner, 0)]


def test_what_nobody_is_ansvarig_for_belongs_to_the_samordnare(
    liten_verksamhet: Verksamhet,
) -> None:
    oppna(liten_verksamhet, "utovare", av="hans")
    run(liten_verksamhet, "2026-01-15")
    assert notes(liten_verksamhet) == [("Gun", 0)]


def test_after_avslut_what_remains_belongs_to_the_samordnare(verksamhet: Verksamhet) -> None:
    v = verksamhet
    nummer = oppna(v, "utovare")
    faktum(v, nummer, "sakerhet_overvagd", OVERVAGD)
    remind(v, nummer, "2026-02-01")
    given_to_bo = remind(v, nummer, "2026-02-02")
    tilldela_bevakning(
        v.db, v.aktor("gun"), nummer, given_to_bo, "bo@exempel.se", now=at("2026-01-12")
    )
    steg(v, nummer, "hanvisa", utforare="Jouren")
    assert run(v, "2026-02-02") == Tick(2, 0)
    assert notes(v) == [("Gun", 1), ("Bo", 0)]


def test_a_partnerkontakt_never_reaches_those_who_may_not_open_it(
    liten_verksamhet: Verksamhet,
) -> None:
    v = liten_verksamhet
    oppna_partnerkontakt(v)
    stang_av(v.db, "jon@exempel.se", dag=date(2026, 1, 13))
    run(v, "2026-01-15")
    assert notes(v) == [("Kim", 0)]


def test_what_nobody_owns_is_said_aloud_and_stops_nobody_elses_note(
    verksamhet: Verksamhet,
) -> None:
    v = verksamhet
    alone = oppna(v, "utovare")
    oppna(v, "utovare", av="cecilia", enhet="ost", inkom="2026-01-13")
    for namn in ("anna", "gun", "hans"):
        stang_av(v.db, f"{namn}@exempel.se", dag=date(2026, 1, 13))
    with pytest.raises(CaseflowError) as caught:
        run(v, "2026-01-16")
    assert "har ingen ägare" in caught.value.vad
    assert alone in caught.value.message
    assert "samordnare" in caught.value.gor_nu
    assert notes(v) == [("Cecilia", 0)]


def test_a_note_carries_no_personal_data(liten_verksamhet: Verksamhet) -> None:
    v = liten_verksamhet
    oppna(v, "utovare", namn="Nils Påhittad")
    run(v, "2026-01-15")
    (row,) = rader(v.db, "SELECT * FROM notis")
    assert set(row) == {
        "id",
        "medarbetare_id",
        "akt_id",
        "bevakning_nr",
        "slag",
        "sen_dagar",
        "skapad",
        "last",
        "epost_id",
    }
    assert row["slag"] == "forfaller"


@pytest.mark.parametrize("first_pass", ["2026-01-26", "2026-02-20"])
def test_time_alone_opens_the_partnerkontakt(verksamhet: Verksamhet, first_pass: str) -> None:
    """Two weeks after it was asked for, whatever has happened elsewhere, also when the pass comes late."""
    v = verksamhet
    nummer = oppna_med_tidssteg(v)
    assert run(v, "2026-01-25").steg == 0
    assert run(v, first_pass).steg == 1
    assert run(v, first_pass).steg == 0
    part = last(v.db, nummer).fakta.delprocess(2)
    assert part is not None
    assert (part.tillstand, part.sedan) == ("oppen", date(2026, 1, 26))
    (row,) = rader(v.db, "SELECT av, roll, typ FROM handelse WHERE kod = 'oppna_partnerkontakt'")
    assert row == {"av": None, "roll": "system", "typ": "delsteg"}
    assert verifiera(v.db).fel == []


def test_nobody_takes_the_step_that_belongs_to_time(liten_verksamhet: Verksamhet) -> None:
    v = liten_verksamhet
    nummer = oppna_med_tidssteg(v)
    for namn in ("anna", "erik", "gun", "hans"):
        with pytest.raises(CaseflowError, match="Det görs av systemet"):
            steg(v, nummer, "oppna_partnerkontakt", av=namn, delprocess=2)


def test_a_worker_that_knows_only_the_settings_makes_the_same_pass(verksamhet: Verksamhet) -> None:
    v = verksamhet
    oppna(v, "utovare")
    assert tick_installation(v.db.settings, now=at("2026-01-15")) == Tick(1, 0)
    assert tick_installation(v.db.settings, now=at("2026-01-15")) == Tick(0, 0)
    assert notes(v) == [("Anna", 0)]
