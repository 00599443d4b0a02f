"""The coverage of the follow-ups: how they stand on a day, by point and quarter and by who does them."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import update

from caseflow.actions.tick import tick
from caseflow.queries.uppfoljningstackning import (
    INGEN,
    SYSTEMET,
    Tackning,
    Uppfoljningstackning,
    uppfoljningstackning,
)
from caseflow.store.bevakning import Bevakning
from tests.actions.test_uppfoljare import attempt, began
from tests.akter import steg
from tests.databas import Verksamhet, at

UNDER = "Uppföljning under insats"
SVAREN: dict[str, Any] = {
    "satt": "telefon",
    "vald_sedan_dess": "nej",
    "egna_ord": "Det är lugnare.",
    "vill_ha_kontakt": False,
}


def stands(v: Verksamhet, dag: str, *, av: str = "gun", **span: date) -> Uppfoljningstackning:
    return uppfoljningstackning(v.db, v.aktor(av), dag=date.fromisoformat(dag), **span)


def done(v: Verksamhet, nummer: str, dag: str) -> None:
    attempt(v, nummer, dag, "natt")
    steg(v, nummer, "genomfor_uppfoljning", dag, av="fatima", delprocess=2, **SVAREN)


@pytest.mark.parametrize(
    ("dag", "antal"),
    [
        pytest.param("2026-03-28", Tackning(kommer=1), id="before the window"),
        pytest.param("2026-03-29", Tackning(i_fonstret=1), id="its first day"),
        pytest.param("2026-05-10", Tackning(i_fonstret=1), id="its last day"),
        pytest.param("2026-05-11", Tackning(sena=1), id="after it"),
    ],
)
def test_an_open_follow_up_stands_by_its_window(
    liten_verksamhet: Verksamhet, dag: str, antal: Tackning
) -> None:
    v = liten_verksamhet
    began(v)
    found = stands(v, dag)
    assert found.alla == antal
    (row,) = found.per_punkt
    assert (row.enhet, row.punkt, row.kvartal) == ("Relationsvåld Väst", UNDER, "2026 kvartal 2")
    assert [(r.vem, r.antal) for r in found.per_utforare] == [("Fatima", antal)]


def test_each_outcome_is_counted_by_who_ended_it(verksamhet: Verksamhet) -> None:
    v = verksamhet
    reached, declined, unsuited, missed, waits = (began(v) for _ in range(5))
    done(v, reached, "2026-04-13")
    part: dict[str, Any] = {"delprocess": 2}
    steg(v, declined, "avboj_uppfoljning", "2026-04-13", av="fatima", **part)
    steg(v, unsuited, "bedom_olamplig_uppfoljning", "2026-04-13", av="gun", orsak="flyttat", **part)
    for dag in ("2026-04-01", "2026-04-08", "2026-04-15"):
        attempt(v, missed, dag)
    tick(v.db, now=at("2026-05-11"))
    steg(v, waits, "planera_uppfoljning", av="gun", process="uppfoljning", planerad="2026-12-31")
    found = stands(v, "2026-05-11")
    assert found.alla == Tackning(
        genomforda=1, avbojda=1, olampliga=1, ej_nadda=1, sena=1, kommer=1
    )
    assert (found.alla.planerade, found.alla.forfallna, found.alla.andel) == (6, 5, 20)
    assert [(r.punkt, r.kvartal, r.antal.planerade) for r in found.per_punkt] == [
        (UNDER, "2026 kvartal 2", 5),
        ("Egen uppföljning", "2026 kvartal 4", 1),
    ]
    assert {r.vem: r.antal for r in found.per_utforare} == {
        "Fatima": Tackning(genomforda=1, avbojda=1, sena=1, kommer=1),
        "Gun": Tackning(olampliga=1),
        SYSTEMET: Tackning(ej_nadda=1),
    }


def test_only_the_leaders_of_the_unit_see_its_figures(liten_verksamhet: Verksamhet) -> None:
    v = liten_verksamhet
    began(v)
    for av in ("gun", "hans"):
        assert stands(v, "2026-05-11", av=av).alla.planerade == 1
    for av in ("erik", "cecilia", "jon", "kim", "lo"):
        assert stands(v, "2026-05-11", av=av) == Uppfoljningstackning(Tackning(), (), ())


def test_the_period_is_by_the_planned_day(liten_verksamhet: Verksamhet) -> None:
    v = liten_verksamhet
    began(v)
    planned = date(2026, 4, 12)
    assert stands(v, "2026-05-11", fran=planned, till=planned).alla.planerade == 1
    assert stands(v, "2026-05-11", fran=date(2026, 4, 13)).alla.planerade == 0
    assert stands(v, "2026-05-11", till=date(2026, 4, 11)).alla.planerade == 0


def test_what_nobody_was_chosen_for_stands_so(liten_verksamhet: Verksamhet) -> None:
    v = liten_verksamhet
    began(v)
    with v.db.write() as session:
        session.execute(update(Bevakning).values(tilldelad_id=None))
    assert [r.vem for r in stands(v, "2026-04-12").per_utforare] == [INGEN]


@pytest.mark.parametrize(
    ("gjorda", "sena", "andel"), [(1, 1, 50), (1, 7, 13), (2, 1, 67), (0, 0, None), (0, 3, 0)]
)
def test_the_share_is_rounded_half_up(gjorda: int, sena: int, andel: int | None) -> None:
    assert Tackning(genomforda=gjorda, sena=sena, kommer=9).andel == andel
