"""The geometry of the diagrams, and days as they are said."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest

from caseflow.queries.riskutveckling import Riskhandelse, Riskpunkt
from caseflow.queries.spar import Spar
from caseflow.web.arendesida import riskmening, sanks
from caseflow.web.datumtext import (
    dag_och_tid,
    dagspann,
    kort_dag,
    kvar,
    lang_dag,
    ton,
    uppraknat,
)
from caseflow.web.diagram import riskdiagram, spardiagram

IDAG = date(2026, 11, 23)


def spar(fran: date | None, till: date | None = None, **more: object) -> Spar:
    given: dict[str, object] = {
        "process": "insats",
        "namn": "Insats",
        "tillstand": "Pågår",
        "delprocess": 1,
        "fran": fran,
        "till": till,
        "pagar": till is None,
        **more,
    }
    return Spar(**given)  # type: ignore[arg-type] # a table of examples


def risk(*levels: tuple[date | None, str], instrument: str = "sara") -> list[Riskpunkt]:
    return [
        Riskpunkt(seq, dag, niva, instrument, "Anna") for seq, (dag, niva) in enumerate(levels, 1)
    ]


def per_cent(x: str) -> float:
    return float(x.removesuffix("%"))


def test_every_shape_lies_on_the_axis_and_today_too() -> None:
    drawn = spardiagram(
        [
            spar(date(2026, 8, 17), date(2026, 10, 2)),
            spar(date(2026, 10, 13), vantas_till=date(2027, 2, 13)),
            spar(date(2026, 12, 1), startat=False, vantas_till=date(2030, 1, 1)),
        ],
        IDAG,
    )
    assert drawn
    for bana in drawn.banor:
        for s in bana.staplar:
            assert 0 <= per_cent(s.x) <= per_cent(s.x) + per_cent(s.bredd) <= 100.1
    assert 0 < per_cent(drawn.idag) < 100
    assert drawn.streck[0].text == "aug"


def test_what_runs_ends_today_and_what_is_allowed_goes_on_dashed() -> None:
    drawn = spardiagram([spar(date(2026, 10, 13), vantas_till=date(2027, 2, 13))], IDAG)
    assert drawn
    waits, runs = drawn.banor[0].staplar
    assert (waits.sort, runs.sort) == ("vantas", "pagar")
    assert waits.x == drawn.idag
    assert per_cent(runs.x) + per_cent(runs.bredd) == pytest.approx(per_cent(drawn.idag), abs=0.2)


def test_what_has_not_begun_is_no_bar() -> None:
    drawn = spardiagram([spar(date(2026, 11, 1), startat=False)], IDAG)
    assert drawn
    assert drawn.banor[0].staplar == ()


def test_a_track_without_a_known_day_is_not_drawn() -> None:
    assert spardiagram([spar(None)], IDAG) is None


@pytest.mark.parametrize("years", [0, 1, 2, 5, 20])
def test_the_axis_never_has_more_marks_than_fit(years: int) -> None:
    drawn = spardiagram([spar(IDAG - timedelta(days=365 * years + 1))], IDAG)
    assert drawn
    assert 1 <= len(drawn.streck) <= 9


def test_a_level_holds_until_the_next_assessment_and_dashed_until_today() -> None:
    drawn = riskdiagram(
        risk((date(2026, 8, 19), "medel"), (date(2026, 10, 2), "mycket_hog")), (), IDAG
    )
    assert drawn
    held, step, since = drawn.linjer
    assert held.y1 == held.y2 == drawn.punkter[0].y
    assert step.x1 == step.x2 == drawn.punkter[1].x
    assert since.streckad
    assert since.x2 == drawn.idag
    assert drawn.punkter[1].y < drawn.punkter[0].y


def test_an_assessment_of_today_stands_at_today() -> None:
    drawn = riskdiagram(risk((IDAG, "hog")), (), IDAG)
    assert drawn
    assert drawn.linjer == ()
    assert drawn.punkter[0].x == drawn.idag


def test_labels_never_run_into_each_other() -> None:
    days = [(IDAG - timedelta(days=100 - 3 * n), "hog") for n in range(30)]
    drawn = riskdiagram(risk(*days), (), IDAG)
    assert drawn
    shown = [per_cent(p.x) for p in drawn.punkter if p.etikett] + [per_cent(drawn.idag)]
    assert all(b - a >= 13.9 for a, b in pairwise(shown))


def test_what_raised_the_risk_is_numbered_and_what_was_before_the_first_is_left_out() -> None:
    raised = [
        Riskhandelse(1, date(2026, 7, 1), "Hot"),
        Riskhandelse(2, date(2026, 9, 1), "Separation"),
    ]
    drawn = riskdiagram(risk((date(2026, 8, 1), "hog")), raised, IDAG)
    assert drawn
    assert [(f.nummer, f.typ) for f in drawn.flaggor] == [(1, "Separation")]


def test_assessments_of_unknown_day_are_told_but_not_drawn() -> None:
    points = risk((None, "hog"))
    assert riskdiagram(points, (), IDAG) is None
    assert riskmening(points, IDAG) == "Hög risk."


@pytest.mark.parametrize(
    ("levels", "said"),
    [
        ((), ""),
        (((date(2026, 11, 1), "lag"),), "Låg risk. Bedömd 1 november."),
        (
            ((date(2026, 8, 1), "lag"), (date(2026, 9, 1), "hog"), (date(2026, 10, 1), "hog")),
            "Hög risk. Höjd från låg den 1 september. Bedömd tre gånger med en metod.",
        ),
    ],
)
def test_the_sentence_of_the_curve(levels: tuple[tuple[date, str], ...], said: str) -> None:
    assert riskmening(risk(*levels), IDAG) == said


@pytest.mark.parametrize(
    ("niva", "lower"),
    [("lag", True), ("medel", True), ("hog", False), ("mycket_hog", False), ("", False)],
)
def test_what_lowers_a_level(niva: str, *, lower: bool) -> None:
    assert sanks(niva, risk((IDAG, "hog"))[0]) is lower
    assert not sanks(niva, None)


@pytest.mark.parametrize(
    ("dag", "said", "tone"),
    [
        (date(2026, 11, 20), "3 dagar sen", "late"),
        (date(2026, 11, 22), "1 dag sen", "late"),
        (date(2026, 11, 23), "i dag", "today"),
        (date(2026, 11, 24), "i morgon", None),
        (date(2026, 12, 23), "30 dagar kvar", "later"),
    ],
)
def test_how_far_away_a_day_is(dag: date, said: str, tone: str | None) -> None:
    assert kvar(dag, IDAG) == said
    if tone:
        assert ton(dag, IDAG) == tone


@pytest.mark.parametrize(
    ("fran", "till", "said"),
    [
        (date(2026, 10, 18), date(2026, 10, 20), "18–20 okt"),
        (date(2026, 10, 18), date(2026, 10, 18), "18 okt"),
        (date(2026, 10, 18), date(2026, 11, 3), "18 okt–3 nov"),
        (date(2025, 1, 18), date(2025, 1, 20), "18–20 jan 2025"),
        (date(2025, 12, 18), date(2026, 1, 20), "18 dec 2025–20 jan"),
    ],
)
def test_a_span_says_the_year_only_where_it_is_needed(fran: date, till: date, said: str) -> None:
    assert dagspann(fran, till, IDAG) == said


def test_days_times_and_lists_in_words() -> None:
    assert kort_dag(None, IDAG) == "okänt datum"
    assert kort_dag(date(2024, 11, 20), IDAG) == "20 nov 2024"
    assert lang_dag(date(2026, 11, 20)) == "20 november 2026"
    assert dag_och_tid(datetime(2026, 11, 23, 8, 14, tzinfo=UTC), IDAG) == "i dag 09.14"
    assert dag_och_tid(datetime(2026, 7, 1, 22, 30, tzinfo=UTC), IDAG) == "2 jul 00.30"
    assert uppraknat(["a", "b", "c"]) == "a, b och c"
    assert uppraknat([]) == ""
