"""Follow-ups are given to another than whoever gave the insats, and spread over people and days."""

from collections import Counter
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import insert, select, update

from caseflow.actions.fordela_uppfoljningar import Fordelad, fordela_uppfoljningar
from caseflow.actions.medarbetare import NyMedarbetare, lagg_till
from caseflow.actions.tick import tick
from caseflow.queries.verifiera import verifiera
from caseflow.rules.roller import Roll
from caseflow.store.akt import Akt
from caseflow.store.bevakning import Bevakning
from caseflow.store.uppfoljningslast import FOLLOW_UP
from tests.akter import (
    INKOM,
    OVERVAGD,
    close,
    faktum,
    last,
    oppna,
    oppna_friyta,
    rader,
    steg,
)
from tests.databas import PASSWORD, Verksamhet, at
from tests.store.test_kostnad import counted

ORDERED: dict[str, Any] = {"form": "individuell", "villkor": True, "informerad_11_6": True}
DUE = "2026-04-12"
"""Three months after the insats began on 12 January 2026: a Sunday. The window is 29 March to 10 May."""


def began(v: Verksamhet, *, av: str = "erik") -> str:
    """An ärende where an insats has just begun, so that a follow-up during it is planned."""
    nummer = oppna(v, "utovare")
    faktum(v, nummer, "sakerhet_overvagd", OVERVAGD)
    steg(v, nummer, "paborja_forhandsbedomning")
    steg(v, nummer, "bestall_insats", process="insats", **ORDERED)
    steg(v, nummer, "ta_emot_bestallning", av=av, delprocess=1)
    steg(v, nummer, "starta_insats", av=av, delprocess=1)
    return nummer


def new_behandlare(v: Verksamhet, *names: str) -> None:
    for name in names:
        ny = NyMedarbetare(f"{name}@exempel.se", name.title(), "vast", (Roll.BEHANDLARE,), PASSWORD)
        lagg_till(v.db, ny, fran=date(2020, 1, 1))


def follow_ups(v: Verksamhet) -> list[dict[str, Any]]:
    """The open follow-ups with the name of whom each is given to, in order of akt."""
    return rader(
        v.db,
        "SELECT akt.nummer, b.nr, b.dag, b.tilldelad_av_id AS av, m.namn FROM bevakning b"
        " JOIN akt ON akt.id = b.akt_id LEFT JOIN medarbetare m ON m.id = b.tilldelad_id"
        " WHERE b.slag = 'uppfoljning_ska_goras' AND b.status IN ('oppen', 'kvitterad')"
        " ORDER BY akt.id, b.nr",
    )


def test_another_behandlare_is_given_the_follow_up(verksamhet: Verksamhet) -> None:
    v = verksamhet
    began(v, av="erik")
    began(v, av="fatima")
    assert [(r["namn"], r["av"]) for r in follow_ups(v)] == [("Fatima", None), ("Erik", None)]
    assert verifiera(v.db).fel == []


def test_thirty_on_three_are_ten_each_and_none_for_who_gave_the_insats(
    liten_verksamhet: Verksamhet,
) -> None:
    v = liten_verksamhet
    new_behandlare(v, "moa", "nils")
    for _ in range(30):
        began(v, av="erik")
    assert Counter(r["namn"] for r in follow_ups(v)) == {"Fatima": 10, "Moa": 10, "Nils": 10}


def test_without_another_behandlare_it_is_another_who_does_follow_ups(
    liten_verksamhet: Verksamhet,
) -> None:
    v = liten_verksamhet
    close(v, "fatima")
    began(v)
    assert {r["namn"] for r in follow_ups(v)} <= {"Anna", "Bo", "Gun"}


def test_where_nobody_fits_it_is_left_to_the_samordnare(liten_verksamhet: Verksamhet) -> None:
    v = liten_verksamhet
    nummer = began(v)
    close(v, "fatima", "anna", "bo", "gun")
    with v.db.write() as session:
        session.execute(update(Bevakning).values(status="utford"))
    steg(v, nummer, "planera_uppfoljning", av="gun", process="uppfoljning", planerad="2026-05-04")
    assert [r["namn"] for r in follow_ups(v) if str(r["dag"]) == "2026-05-04"] == [None]


def test_a_new_day_does_not_take_it_from_whom_it_was_given(liten_verksamhet: Verksamhet) -> None:
    v = liten_verksamhet
    nummer = began(v)
    (before,) = follow_ups(v)
    steg(v, nummer, "boka_uppfoljning", av="gun", delprocess=2, bokad_dag="2026-04-20")
    (after,) = follow_ups(v)
    assert (after["namn"], str(after["dag"])) == (before["namn"], "2026-04-20")
    assert after["nr"] != before["nr"]


def test_a_friyta_follow_up_goes_to_another_than_who_talked(liten_verksamhet: Verksamhet) -> None:
    v = liten_verksamhet
    nummer = oppna_friyta(v)
    steg(v, nummer, "paborja_friyta", av="erik", villkor=True, informerad_11_6=True)
    steg(v, nummer, "planera_uppfoljning", av="gun", process="uppfoljning", planerad="2026-05-04")
    assert [r["namn"] for r in follow_ups(v)] == ["Fatima"]


def test_an_act_that_plans_nothing_asks_nothing_about_load(liten_verksamhet: Verksamhet) -> None:
    v = liten_verksamhet
    nummer = began(v)
    with counted(v.db) as statements:
        faktum(v, nummer, "sakerhet_overvagd", OVERVAGD)
        steg(v, nummer, "boka_uppfoljning", av="gun", delprocess=2, bokad_dag="2026-04-20")
    assert not [s for s in statements if "FROM uppdrag JOIN medarbetare" in s]
    with counted(v.db) as statements:
        began(v)
    assert sum("FROM uppdrag JOIN medarbetare" in s for s in statements) == 1


def distribute(
    v: Verksamhet, valda: list[tuple[str, int]], av: str = "gun"
) -> tuple[Fordelad, ...]:
    return fordela_uppfoljningar(v.db, v.aktor(av), valda, now=at(INKOM))


def days_of(v: Verksamhet) -> list[tuple[str, int, str]]:
    return [(r["nummer"], r["nr"], str(r["dag"])) for r in follow_ups(v)]


def marked(v: Verksamhet) -> list[tuple[str, int]]:
    return [(r["nummer"], r["nr"]) for r in follow_ups(v)]


def test_marked_follow_ups_are_spread_over_people_and_weekdays(verksamhet: Verksamhet) -> None:
    """Six a day: fourteen on the same Sunday become the Monday, the Friday and the Tuesday nearest."""
    v = verksamhet
    new_behandlare(v, "moa")
    for _ in range(14):
        began(v)
    svar = distribute(v, marked(v))
    assert not [s.skal for s in svar if s.skal]
    rows = follow_ups(v)
    assert Counter(str(r["dag"]) for r in rows) == {
        "2026-04-13": 6,
        "2026-04-10": 6,
        "2026-04-14": 2,
    }
    assert Counter(r["namn"] for r in rows) == {"Fatima": 7, "Moa": 7}
    assert {(s.nummer, s.nr, s.dag.isoformat(), s.vem) for s in svar if s.dag} == {
        (r["nummer"], r["nr"], str(r["dag"]), r["namn"]) for r in rows
    }
    assert verifiera(v.db).fel == []


def test_to_spread_again_changes_nothing(liten_verksamhet: Verksamhet) -> None:
    v = liten_verksamhet
    new_behandlare(v, "moa")
    for _ in range(8):
        began(v)
    distribute(v, marked(v))
    before = follow_ups(v)
    assert not any(s.flyttad or s.tilldelad for s in distribute(v, marked(v)))
    assert follow_ups(v) == before


def test_what_stops_one_stops_no_other(liten_verksamhet: Verksamhet) -> None:
    v = liten_verksamhet
    nummer = began(v)
    (row,) = marked(v)
    other = next(o.nr for o in last(v.db, nummer).oppna if o.slag != "uppfoljning_ska_goras")
    svar = distribute(v, [("UTO-2026-0999", 1), (nummer, other), (nummer, 9999), row])
    why = {(s.nummer, s.nr): s.skal for s in svar}
    assert "finns inte" in why["UTO-2026-0999", 1]
    assert why[nummer, other] == "Det är ingen uppföljning."
    assert "är inte öppen" in why[nummer, 9999]
    assert next(s for s in svar if s.flyttad).dag == date(2026, 4, 13)


def test_only_a_leader_distributes(liten_verksamhet: Verksamhet) -> None:
    v = liten_verksamhet
    began(v)
    before = follow_ups(v)
    (svar,) = distribute(v, marked(v), av="erik")
    assert svar.skal.startswith("Det görs av samordnare eller enhetschef")
    assert follow_ups(v) == before


def fill(v: Verksamhet) -> None:
    """Six more follow-ups on every day of the window, in an akt of their own."""
    other = began(v)
    with v.db.write() as session:
        akt_id = session.scalar(select(Akt.id).where(Akt.nummer == other))
        one = session.scalars(
            select(Bevakning).where(Bevakning.akt_id == akt_id, Bevakning.slag == FOLLOW_UP)
        ).one()
        same = {c.key: getattr(one, c.key) for c in Bevakning.__table__.columns}
        days = [date(2026, 3, 29) + timedelta(days=n) for n in range(43)]
        session.execute(
            insert(Bevakning),
            [{**same, "nr": 100 + n, "dag": dag} for n, dag in enumerate(6 * days)],
        )


@pytest.mark.parametrize(
    ("planned", "nar", "skal"),
    [
        pytest.param("own", INKOM, "vald för hand", id="planned by hand"),
        pytest.param("agreed", "2026-04-01", "bestämd med personen", id="agreed with the person"),
        pytest.param("late", "2026-05-11", "stängde 2026-05-10", id="the window has closed"),
        pytest.param("full", INKOM, "full", id="every day is full"),
    ],
)
def test_a_day_that_cannot_be_chosen_stands_and_says_why(
    liten_verksamhet: Verksamhet, planned: str, nar: str, skal: str
) -> None:
    v = liten_verksamhet
    nummer = began(v)
    if planned == "own":
        steg(
            v, nummer, "planera_uppfoljning", av="gun", process="uppfoljning", planerad="2026-03-02"
        )
    if planned == "agreed":
        steg(
            v,
            nummer,
            "forsok_kontakt",
            "2026-04-01",
            av="fatima",
            delprocess=2,
            saker_kontakt=True,
            kanal="samtal",
            klockslag="12:30",
            utfall="ombokat",
            ny_dag="2026-04-15",
        )
    if planned == "full":
        fill(v)
    row = next(r for r in reversed(marked(v)) if r[0] == nummer)
    before = [(n, nr, dag) for n, nr, dag in days_of(v) if n == nummer]
    (svar,) = fordela_uppfoljningar(v.db, v.aktor("gun"), [row], now=at(nar))
    assert skal in svar.skal
    assert not svar.flyttad
    assert [(n, nr, dag) for n, nr, dag in days_of(v) if n == nummer] == before


def attempt(v: Verksamhet, nummer: str, dag: str, utfall: str = "ej_svar") -> None:
    steg(
        v,
        nummer,
        "forsok_kontakt",
        dag,
        av="fatima",
        delprocess=2,
        saker_kontakt=True,
        kanal="samtal",
        klockslag="12:30",
        utfall=utfall,
    )


def state(v: Verksamhet, nummer: str) -> tuple[str, date | None]:
    part = last(v.db, nummer).fakta.delprocess(2)
    assert part is not None
    return part.tillstand, part.sedan


def test_the_system_writes_who_was_not_reached_when_the_window_has_closed(
    verksamhet: Verksamhet,
) -> None:
    """The day after the last day, 10 May, however late the pass is."""
    v = verksamhet
    nummer = began(v)
    for dag in ("2026-04-01", "2026-04-08", "2026-04-15"):
        attempt(v, nummer, dag)
    tick(v.db, now=at("2026-05-10"))
    assert state(v, nummer)[0] == "kontaktforsok"
    tick(v.db, now=at("2026-05-20"))
    assert state(v, nummer) == ("ej_nadd", date(2026, 5, 11))
    assert follow_ups(v) == []
    (row,) = rader(v.db, "SELECT av, roll FROM handelse WHERE kod = 'markera_ej_nadd'")
    assert row == {"av": None, "roll": "system"}
    assert verifiera(v.db).fel == []


def test_whoever_was_reached_is_never_written_as_not_reached(liten_verksamhet: Verksamhet) -> None:
    v = liten_verksamhet
    nummer = began(v)
    for dag, utfall in (
        ("2026-04-01", "ej_svar"),
        ("2026-04-08", "ej_svar"),
        ("2026-04-15", "natt"),
    ):
        attempt(v, nummer, dag, utfall)
    tick(v.db, now=at("2026-06-20"))
    assert state(v, nummer)[0] == "kontaktforsok"
