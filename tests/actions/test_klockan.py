"""The clock: what is due is told once and on its Swedish day, whatever the server's clock does."""

from datetime import date, datetime, timedelta

import pytest

from caseflow.actions.register_fact import register_fact
from caseflow.actions.tick import Tick, tick
from caseflow.engine.errors import BadInput
from caseflow.queries.drift import driftlage
from caseflow.queries.forfallande import forfallande
from caseflow.queries.hjartslaget import LEVER, OVISST, STILLA, hjartslaget, laget
from caseflow.queries.mina_arenden import Grupp, grupp_of
from caseflow.queries.tidslinje import tidslinje
from caseflow.queries.verifiera import verifiera
from caseflow.rules.kalender import svensk_dag
from tests.akter import ANTECKNING, rader
from tests.databas import Verksamhet
from tests.klocka import (
    HOUR,
    besked,
    first_told,
    klockan,
    moments_between,
    quiet,
    remind,
    without_heartbeat,
)


@pytest.mark.parametrize(
    ("dagar", "timmar"),
    [
        (("2026-03-28", "2026-03-29", "2026-03-30"), 23),  # 02.30 does not exist
        (("2026-10-24", "2026-10-25", "2026-10-26"), 25),  # 02.30 comes twice
    ],
    ids=["to summer time", "to winter time"],
)
def test_a_pass_each_hour_tells_each_once_and_at_midnight(
    verksamhet: Verksamhet, dagar: tuple[str, ...], timmar: int
) -> None:
    v = verksamhet
    inkom = (date.fromisoformat(dagar[0]) - timedelta(days=3)).isoformat()
    nummer = quiet(v, inkom)
    due = {remind(v, nummer, dag, nar=inkom): dag for dag in dagar}
    start = klockan(f"{dagar[0]}T00:00") - 4 * HOUR
    each_hour = moments_between(start, klockan(f"{dagar[2]}T23:00"))
    assert len([m for m in each_hour if svensk_dag(m).isoformat() == dagar[1]]) == timmar
    told = first_told(v, each_hour)
    assert {nr: told[nr] for nr in due} == {nr: klockan(f"{d}T00:00") for nr, d in due.items()}
    assert {late for *_, late in besked(v, "forfaller")} == {0}
    assert verifiera(v.db).fel == []


@pytest.mark.parametrize(
    "moments",
    [
        [klockan("2026-03-29T02:30"), klockan("2026-03-29T02:30", fold=1)],  # never on the wall
        [klockan("2026-10-25T02:30"), klockan("2026-10-25T02:30", fold=1)],  # twice on the wall
        [klockan("2026-10-25T02:30", fold=1), klockan("2026-10-25T02:30")],  # the later one first
    ],
    ids=["missing", "twice", "twice and backwards"],
)
def test_half_past_two_is_one_day_whichever_it_is(
    liten_verksamhet: Verksamhet, moments: list[datetime]
) -> None:
    v = liten_verksamhet
    dag = moments[0].date()
    inkom = (dag - timedelta(days=5)).isoformat()
    nummer = quiet(v, inkom)
    remind(v, nummer, dag.isoformat(), nar=inkom)
    remind(v, nummer, (dag + timedelta(days=1)).isoformat(), nar=inkom)
    assert {svensk_dag(m) for m in moments} == {dag}
    assert [tick(v.db, now=m) for m in moments] == [Tick(1, 0), Tick(0, 0)]
    assert [late for *_, late in besked(v)] == [0]


def test_the_hours_of_a_day_never_make_something_late(verksamhet: Verksamhet) -> None:
    """A day of 23 or 25 hours is one day when lateness is counted."""
    v = verksamhet
    for dag in ("2026-03-28", "2026-10-24"):
        inkom = (date.fromisoformat(dag) - timedelta(days=2)).isoformat()
        nr = remind(v, quiet(v, inkom), dag, nar=inkom)
        tick(v.db, now=klockan(f"{dag}T23:59") + timedelta(days=1))
        newest = max(akt_id for _, akt_id, *_ in besked(v))
        assert [n[4] for n in besked(v, "forfaller") if n[1:3] == (newest, nr)] == [1]


# --- midnight, New Year, the leap day ---------------------------------------------------------------


def test_the_last_minute_and_the_first_of_a_year(verksamhet: Verksamhet) -> None:
    v = verksamhet
    nummer = quiet(v, "2026-12-28")
    old, new = (remind(v, nummer, d, nar="2026-12-28") for d in ("2026-12-31", "2027-01-01"))
    passes = ("2026-12-30T23:59", "2026-12-31T00:00", "2026-12-31T23:59", "2027-01-01T00:00")
    told = first_told(v, [klockan(p) for p in passes])
    assert told == {old: klockan("2026-12-31T00:00"), new: klockan("2027-01-01T00:00")}
    gun = v.aktor("gun")
    lists = {
        dag: [(r.dag, r.agare) for r in forfallande(v.db, gun, on=date.fromisoformat(dag))]
        for dag in ("2026-12-30", "2026-12-31", "2027-01-01")
    }
    assert lists == {
        "2026-12-30": [],
        "2026-12-31": [("2026-12-31", "Anna")],
        "2027-01-01": [("2026-12-31", "Anna"), ("2027-01-01", "Anna")],
    }
    late = forfallande(v.db, gun, on=date(2027, 1, 1), today=date(2027, 1, 1), sena=True)
    assert [r.dag for r in late] == ["2026-12-31"]


def test_the_leap_day_is_a_day_and_the_last_of_february_another_year(
    verksamhet: Verksamhet,
) -> None:
    v = verksamhet
    nummer = quiet(v, "2028-02-26")
    due = {
        remind(v, nummer, dag, nar="2028-02-26"): dag
        for dag in ("2028-02-28", "2028-02-29", "2028-03-01")
    }
    noons = moments_between(
        klockan("2028-02-27T12:00"), klockan("2028-03-02T12:00"), timedelta(days=1)
    )
    told = first_told(v, noons)
    assert {nr: svensk_dag(m).isoformat() for nr, m in told.items() if nr in due} == due
    (bisextile,) = (nr for nr, dag in due.items() if dag == "2028-02-29")
    (row,) = (r for r in besked(v, "forfaller") if r[2] == bisextile)
    assert row[-1] == 0


@pytest.mark.parametrize(
    ("idag", "forfaller", "grupp"),
    [
        ("2026-12-31", "2027-01-03", Grupp.VECKA),  # Sunday of week 53
        ("2026-12-31", "2027-01-04", Grupp.SENARE),  # Monday of week 1
        ("2027-01-03", "2027-01-04", Grupp.SENARE),
        ("2027-01-01", "2027-01-01", Grupp.IDAG),
        ("2027-01-01", "2026-12-31", Grupp.SEN),
        ("2028-02-28", "2028-02-29", Grupp.VECKA),
        ("2028-03-01", "2028-02-29", Grupp.SEN),
        ("2026-03-28", "2026-03-29", Grupp.VECKA),
        ("2026-10-24", "2026-10-26", Grupp.SENARE),
    ],
)
def test_the_week_of_a_list_is_that_of_the_almanac(idag: str, forfaller: str, grupp: Grupp) -> None:
    assert grupp_of(date.fromisoformat(forfaller), date.fromisoformat(idag)) is grupp


# --- a clock that goes wrong -------------------------------------------------------------------------


def test_an_hour_back_in_mid_day_doubles_and_loses_nothing(verksamhet: Verksamhet) -> None:
    v = verksamhet
    nummer = quiet(v, "2026-01-12")
    remind(v, nummer, "2026-01-14", nar="2026-01-12")
    noon = klockan("2026-01-14T12:00")
    assert tick(v.db, now=noon).notiser == 1
    before = without_heartbeat(v)
    for minutes in range(-60, 61, 15):
        tick(v.db, now=noon + timedelta(minutes=minutes))
    assert without_heartbeat(v) == before
    assert hjartslaget(v.db, now=noon + HOUR) == (LEVER, True)
    assert hjartslaget(v.db, now=noon + HOUR + timedelta(minutes=6)) == (STILLA, False)


def test_a_heartbeat_ahead_of_the_clock_is_no_sign_of_life(verksamhet: Verksamhet) -> None:
    v = verksamhet
    noon = klockan("2026-01-14T12:00")
    minute = timedelta(minutes=1)
    tick(v.db, now=noon)
    assert hjartslaget(v.db, now=noon - 4 * minute) == (LEVER, True), (
        "two clocks may differ a little"
    )
    assert hjartslaget(v.db, now=noon - HOUR) == (OVISST, False)
    assert driftlage(v.db, v.aktor("lo"), now=noon - HOUR).stilla
    tick(v.db, now=noon - HOUR + minute)
    assert hjartslaget(v.db, now=noon - HOUR + 2 * minute) == (LEVER, True)
    assert not driftlage(v.db, v.aktor("lo"), now=noon - HOUR + 2 * minute).stilla
    assert hjartslaget(v.db, now=noon - HOUR + 6 * minute) == (STILLA, False)
    tick(v.db, now=noon + HOUR)
    assert hjartslaget(v.db, now=noon + HOUR + minute) == (LEVER, True)


def test_the_loop_here_is_not_alive_because_the_clock_went_back() -> None:
    noon, five = klockan("2026-01-14T12:00"), timedelta(minutes=5)
    assert laget(noon, five, now=noon - HOUR) == (OVISST, False)
    assert laget(noon, five, now=noon + timedelta(minutes=4)) == (LEVER, True)
    assert laget(noon, five, now=noon + five) == (STILLA, False)


def test_events_written_while_the_clock_was_back_keep_their_order(verksamhet: Verksamhet) -> None:
    """The order of the events is their number; `registrerad` is what the clock said."""
    v = verksamhet
    nummer = quiet(v, "2026-01-12")
    clock = [klockan(f"2026-01-14T{t}") for t in ("12:00", "12:30", "11:35", "11:50", "12:40")]
    for n, moment in enumerate(clock):
        noted = {**ANTECKNING, "rubrik": f"Anteckning {n}"}
        dag = svensk_dag(moment)
        register_fact(
            v.db, v.aktor("anna"), nummer, "journalanteckning", noted, dag=dag, now=moment
        )
        tick(v.db, now=moment)
    query = "SELECT seq, registrerad FROM handelse WHERE kod = 'journalanteckning' ORDER BY seq"
    stored = rader(v.db, query)
    assert [datetime.fromisoformat(r["registrerad"]) for r in stored] == clock
    assert [r["seq"] for r in stored] == list(range(stored[0]["seq"], stored[0]["seq"] + 5))
    read = [e.seq for e in tidslinje(v.db, v.aktor("anna"), nummer)]
    assert read == list(range(1, stored[-1]["seq"] + 1))
    assert verifiera(v.db).fel == []


def test_an_hour_back_over_midnight(verksamhet: Verksamhet) -> None:
    v = verksamhet
    nummer = quiet(v, "2026-01-12")
    nr = remind(v, nummer, "2026-01-14", nar="2026-01-12")
    clock = [klockan(f"2026-01-{t}") for t in ("14T00:30", "13T23:45", "14T00:15", "14T00:45")]
    assert first_told(v, clock) == {nr: clock[0]}
    with pytest.raises(BadInput, match="2026-01-14 har inte varit än"):
        register_fact(
            v.db,
            v.aktor("anna"),
            nummer,
            "journalanteckning",
            ANTECKNING,
            dag=date(2026, 1, 14),
            now=clock[1],
        )
    assert verifiera(v.db).fel == []


def test_a_day_ahead_and_back_again(verksamhet: Verksamhet) -> None:
    """What was told too early is not told again; nothing that was written then is undone."""
    v = verksamhet
    nummer = quiet(v, "2026-01-12")
    early = remind(v, nummer, "2026-01-15", nar="2026-01-12")
    later = remind(v, nummer, "2026-01-16", nar="2026-01-12")
    late = remind(v, nummer, "2026-01-12", nar="2026-01-12")  # the samordnare hears of it the 15th
    clock = [klockan(f"2026-01-{t}T09:00") for t in ("14", "15", "14", "15", "16")]
    assert first_told(v, clock) == {late: clock[0], early: clock[1], later: clock[4]}
    said = [(namn, nr) for namn, _, nr, _, _ in besked(v, "eskalerad")]
    assert said == [("Gun", late)]
    events = rader(v.db, "SELECT seq FROM handelse WHERE kod = 'eskalera_bevakning'")
    assert len(events) == 1
    assert verifiera(v.db).fel == []


# --- a stop of three weeks ---------------------------------------------------------------------------
