"""What is late is said to the samordnare and then the enhetschef: an event each, once, however late the pass."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from sqlalchemy import text

from caseflow.actions.medarbetare import stang_av
from caseflow.actions.tick import Tick, tick
from caseflow.actions.tilldela_bevakning import tilldela_bevakning
from caseflow.engine.errors import CaseflowError
from caseflow.queries.verifiera import verifiera
from caseflow.store.akt import free
from tests.actions.test_tick import run
from tests.akter import ANTECKNING, faktum, innehall, last, oppna, oppna_partnerkontakt, rader, steg
from tests.databas import Verksamhet, at


def said(v: Verksamhet) -> list[tuple[str, int, int]]:
    """To whom what is late has been said: name, number of the bevakning, how many days late."""
    query = (
        "SELECT namn, bevakning_nr, sen_dagar FROM notis n JOIN medarbetare m ON m.id = medarbetare_id"
        " WHERE n.slag = 'eskalerad' ORDER BY n.id"
    )
    return [(r["namn"], r["bevakning_nr"], r["sen_dagar"]) for r in rader(v.db, query)]


def levels(v: Verksamhet) -> list[int]:
    query = "SELECT eskalering FROM bevakning WHERE status = 'oppen' ORDER BY akt_id, nr"
    return [r["eskalering"] for r in rader(v.db, query)]


def events(v: Verksamhet) -> list[dict[str, object]]:
    query = "SELECT seq, typ, av, roll, handelsedatum FROM handelse WHERE kod = 'eskalera_bevakning' ORDER BY seq"
    return rader(v.db, query)


def test_first_the_samordnare_then_the_enhetschef_each_on_its_day(verksamhet: Verksamhet) -> None:
    v = verksamhet
    oppna(v, "utovare")  # due on the 15th
    assert run(v, "2026-01-17").eskalerade == 0
    assert run(v, "2026-01-18") == Tick(0, 0, eskalerade=1)
    assert said(v) == [("Gun", 1, 3)]
    assert run(v, "2026-01-21") == Tick(0, 0)
    assert run(v, "2026-01-22") == Tick(0, 0, eskalerade=1)
    assert said(v) == [("Gun", 1, 3), ("Hans", 1, 7)]
    assert run(v, "2026-03-22") == Tick(0, 0)
    assert levels(v) == [2]
    assert [(e["typ"], e["av"], e["roll"]) for e in events(v)] == [("system", None, "system")] * 2
    assert verifiera(v.db).fel == []


def test_a_late_pass_tells_both_in_one_event_for_all_of_the_akt(verksamhet: Verksamhet) -> None:
    v = verksamhet
    nummer = oppna(v, "utovare")
    for dag in ("2026-01-14", "2026-01-19"):
        faktum(v, nummer, "egen_bevakning", {"rubrik": "Ring", "dag": dag})
    assert run(v, "2026-01-22").eskalerade == 3
    assert len(events(v)) == 1
    assert sorted(said(v)) == [
        ("Gun", 1, 7),
        ("Gun", 2, 8),
        ("Gun", 3, 3),
        ("Hans", 1, 7),
        ("Hans", 2, 8),
    ]
    assert levels(v) == [2, 2, 1]
    assert run(v, "2026-01-22") == Tick(0, 0)
    assert verifiera(v.db).fel == []


def test_what_the_law_limits_goes_straight_to_the_enhetschef_the_day_after(
    verksamhet: Verksamhet,
) -> None:
    v = verksamhet
    nummer = oppna(v, "utovare")
    given = {"barn": "okant", "misstanke": "2026-01-12", "orsak": "Barnet är i hemmet."}
    faktum(v, nummer, "orosanmalan", given)
    (row,) = rader(
        v.db, "SELECT nr, dag, yttersta_dag FROM bevakning WHERE yttersta_dag IS NOT NULL"
    )
    assert str(row["dag"]) == str(row["yttersta_dag"]) == "2026-01-12"
    assert run(v, "2026-01-12").eskalerade == 0
    assert run(v, "2026-01-13").eskalerade == 1
    assert said(v) == [("Hans", row["nr"], 1)]
    assert run(v, "2026-01-17") == Tick(1, 0), "the samordnare was passed over, also later"
    assert verifiera(v.db).fel == []


def test_what_is_done_in_time_is_said_to_nobody_and_a_new_day_begins_anew(
    liten_verksamhet: Verksamhet,
) -> None:
    v = liten_verksamhet
    nummer = oppna(v, "utovare")
    assert run(v, "2026-01-18").eskalerade == 1
    steg(v, nummer, "paborja_forhandsbedomning", "2026-01-18")
    assert run(v, "2026-01-22") == Tick(0, 0)
    assert [r["eskalering"] for r in rader(v.db, "SELECT eskalering FROM bevakning")] == [1, 0]


@pytest.mark.parametrize(("changed", "level"), [("yttersta_dag", 1), ("dag", 0)])
def test_what_is_replaced_with_no_later_day_is_not_said_once_more(
    liten_verksamhet: Verksamhet, changed: str, level: int
) -> None:
    v = liten_verksamhet
    nummer = oppna(v, "utovare")
    tilldela_bevakning(v.db, v.aktor("gun"), nummer, 1, "bo@exempel.se", now=at("2026-01-12"))
    assert run(v, "2026-01-18").eskalerade == 1
    with (
        v.db.write() as session
    ):  # as if the rules had given it another limit, or an earlier day, then
        session.execute(text(f"UPDATE bevakning SET {changed} = '2026-01-14'"))
    faktum(v, nummer, "journalanteckning", ANTECKNING, "2026-01-18")
    row = rader(v.db, "SELECT * FROM bevakning WHERE status = 'oppen'")[0]
    gun, bo = v.aktor("gun").id, v.aktor("bo").id
    assert (row["nr"], row["tilldelad_id"], row["tilldelad_av_id"]) == (2, bo, gun)
    assert row["eskalering"] == level
    assert run(v, "2026-01-18").eskalerade == 1 - level


def test_the_samordnare_who_owns_it_is_told_too_and_then_the_enhetschef(
    liten_verksamhet: Verksamhet,
) -> None:
    v = liten_verksamhet
    nummer = oppna(v, "utovare")
    tilldela_bevakning(v.db, v.aktor("gun"), nummer, 1, "gun@exempel.se", now=at("2026-01-12"))
    run(v, "2026-01-18")
    run(v, "2026-01-22")
    assert [who for who, _, _ in said(v)] == ["Gun", "Hans"]


@pytest.mark.parametrize(
    ("gone", "heard", "reached"),
    [("gun", "Hans", 2), ("hans", "Gun", 1)],
)
def test_where_one_of_them_is_missing_the_other_hears_it(
    liten_verksamhet: Verksamhet, gone: str, heard: str, reached: int
) -> None:
    v = liten_verksamhet
    oppna(v, "utovare")
    stang_av(v.db, f"{gone}@exempel.se", dag=date(2026, 1, 13))
    assert run(v, "2026-01-18").eskalerade == 1
    assert levels(v) == [reached]
    run(v, "2026-01-22")
    assert said(v) == [(heard, 1, 3)]
    assert levels(v) == [2]


def test_where_both_are_missing_it_is_said_aloud_each_time(liten_verksamhet: Verksamhet) -> None:
    v = liten_verksamhet
    nummer = oppna(v, "utovare")
    for gone in ("gun", "hans"):
        stang_av(v.db, f"{gone}@exempel.se", dag=date(2026, 1, 13))
    assert run(v, "2026-01-17").notiser == 1
    for dag in ("2026-01-18", "2026-02-18"):
        with pytest.raises(CaseflowError, match=nummer) as caught:
            run(v, dag)
        assert "ingen att säga det till" in caught.value.vad
    assert events(v) == []


@pytest.mark.parametrize(("another", "heard"), [(False, ["Kim"]), (True, ["Erik", "Kim"])])
def test_a_partnerkontakt_is_said_only_to_those_who_may_open_it(
    verksamhet: Verksamhet, *, another: bool, heard: list[str]
) -> None:
    """Another partnerkontakt if there is one, else the säkerhetssamordnare; never samordnare or enhetschef."""
    v = verksamhet
    oppna_partnerkontakt(v)
    if another:
        with v.db.write() as session:
            session.execute(
                text(
                    "UPDATE uppdrag SET roll = 'partnerkontakt' WHERE medarbetare_id ="
                    " (SELECT id FROM medarbetare WHERE epost = 'erik@exempel.se')"
                )
            )
    (row,) = rader(v.db, "SELECT dag FROM bevakning WHERE status = 'oppen'")
    due = date.fromisoformat(str(row["dag"]))
    run(v, due.replace(day=due.day + 3).isoformat())
    run(v, due.replace(day=due.day + 7).isoformat())
    assert [who for who, _, _ in said(v)] == heard
    assert levels(v) == [2]
    assert verifiera(v.db).fel == []


def test_the_profile_that_the_akt_began_with_decides(liten_verksamhet: Verksamhet) -> None:
    v = liten_verksamhet
    own = v.db.settings.data / "profiler"
    own.mkdir()
    oppna(v, "utovare")
    before = innehall(v.db)["profilversion"]
    assert len(before) == 1, "the version is kept, with its days"
    assert run(v, "2026-01-18").eskalerade == 1


def test_what_somebody_holds_just_now_is_said_by_the_next_pass(
    postgres_db_verksamhet: Verksamhet,
) -> None:
    v = postgres_db_verksamhet
    held, other = oppna(v, "utovare"), oppna(v, "utovare")
    with v.db.write() as session:
        assert free(session, last(v.db, held).id)
        assert run(v, "2026-01-18").eskalerade == 1
        assert levels(v) == [0, 1]
    assert run(v, "2026-01-18").eskalerade == 1
    assert levels(v) == [1, 1]
    assert last(v.db, other).seq == last(v.db, held).seq


@pytest.fixture
def postgres_db_verksamhet(request: pytest.FixtureRequest) -> Verksamhet:
    return Verksamhet(request.getfixturevalue("postgres_db"))


def test_two_passes_at_once_say_it_once(verksamhet: Verksamhet) -> None:
    v = verksamhet
    for _ in range(10):
        oppna(v, "utovare")
    barrier = Barrier(3)

    def one_pass(_: int) -> Tick:
        barrier.wait(timeout=30)
        return tick(v.db, now=at("2026-01-18"))

    with ThreadPoolExecutor(3) as pool:
        made = list(pool.map(one_pass, range(3)))
    tick(v.db, now=at("2026-01-18"))
    assert sum(m.notiser for m in made) == 10
    assert len(said(v)) == len(events(v)) == 10
    assert levels(v) == [1] * 10
    assert verifiera(v.db).fel == []


def test_a_note_in_the_akt_is_still_possible_after_it_and_counts_from_its_own_day(
    liten_verksamhet: Verksamhet,
) -> None:
    """The event of the system stands in nobody's way, also not for what is registered afterwards."""
    v = liten_verksamhet
    nummer = oppna(v, "utovare")
    run(v, "2026-01-18")
    faktum(v, nummer, "journalanteckning", ANTECKNING, "2026-01-13", nar="2026-01-19")
    steg(v, nummer, "paborja_forhandsbedomning", "2026-01-14", nar="2026-01-19")
    assert last(v.db, nummer).fakta.sedan == date(2026, 1, 14)
