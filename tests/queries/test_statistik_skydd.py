"""What is withheld cannot be worked out: tried with exact linear algebra on random tables."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caseflow.queries.statistik.skydd import GRANS, Cell, skydda

COUNTS = st.integers(0, 9) | st.integers(0, 200)


def with_totals(inner: list[list[int]]) -> list[list[int]]:
    rows = [[*row, sum(row)] for row in inner]
    return [*rows, [sum(column) for column in zip(*rows, strict=True)]]


TABLES = st.tuples(st.integers(2, 6), st.integers(1, 6)).flatmap(
    lambda size: st.lists(
        st.lists(COUNTS, min_size=size[1], max_size=size[1]), min_size=size[0], max_size=size[0]
    )
)


def determined(unknown: list[Cell], lines: list[list[Cell]]) -> set[Cell]:
    """The unknown cells that the lines' sums determine: Gauss-Jordan, then rows with one cell."""
    equations = [
        [Fraction(line[-1] == cell) * -1 + Fraction(cell in line[:-1]) for cell in unknown]
        for line in lines
    ]
    pivots = 0
    for column in range(len(unknown)):
        pivot = next((r for r in range(pivots, len(equations)) if equations[r][column]), None)
        if pivot is None:
            continue
        equations[pivots], equations[pivot] = equations[pivot], equations[pivots]
        lead = equations[pivots][column]
        equations[pivots] = [x / lead for x in equations[pivots]]
        for other, row in enumerate(equations):
            if other != pivots and row[column]:
                factor = row[column]
                equations[other] = [
                    x - factor * y for x, y in zip(row, equations[pivots], strict=True)
                ]
        pivots += 1
    alone = [[place for place, x in enumerate(row) if x] for row in equations]
    return {unknown[places[0]] for places in alone if len(places) == 1}


def lines_of(table: list[list[int]], *, rows: bool, columns: bool) -> list[list[Cell]]:
    """The lines that add up, the total last."""
    height, width = len(table), len(table[0])
    lines: list[list[Cell]] = []
    if rows:
        lines += [[(r, c) for r in range(height)] for c in range(width)]
    if columns:
        lines += [[(r, c) for c in range(width)] for r in range(height)]
    return lines


@settings(max_examples=300)
@given(TABLES)
def test_no_withheld_cell_can_be_worked_out(inner: list[list[int]]) -> None:
    table = with_totals(inner)
    hidden = skydda(table, rader_delar=True, kolumner_delar=True)
    lines = lines_of(table, rows=True, columns=True)
    assert determined(sorted(hidden), lines) == set()
    for *cells, total in lines:
        withheld = [table[r][c] for r, c in cells if (r, c) in hidden]
        if total not in hidden and withheld and table[total[0]][total[1]]:
            assert len(withheld) > 1
            assert sum(withheld) >= GRANS


def small(table: list[list[int]]) -> set[Cell]:
    return {
        (r, c) for r, row in enumerate(table) for c, count in enumerate(row) if 0 < count < GRANS
    }


@given(TABLES, st.booleans(), st.booleans())
def test_no_small_count_is_shown(inner: list[list[int]], rows: bool, columns: bool) -> None:  # noqa: FBT001 - hypothesis gives them
    table = with_totals(inner)
    assert small(table) <= skydda(table, rader_delar=rows, kolumner_delar=columns)


@given(TABLES)
def test_the_totals_are_withheld_as_in_their_own_table(inner: list[list[int]]) -> None:
    """Or the table of one variable would show what the divided one withholds."""
    table = with_totals(inner)
    height, width = len(table), len(table[0])
    hidden = skydda(table, rader_delar=True, kolumner_delar=True)
    by_row = skydda([[row[-1]] for row in table], rader_delar=True, kolumner_delar=False)
    assert {r for r, c in hidden if c == width - 1} == {r for r, _ in by_row}
    by_column = skydda([[x] for x in table[-1]], rader_delar=True, kolumner_delar=False)
    assert {c for r, c in hidden if r == height - 1} == {c for c, _ in by_column}


@given(TABLES)
def test_a_table_of_large_counts_is_shown_whole(inner: list[list[int]]) -> None:
    large = with_totals([[count + GRANS for count in row] for row in inner])
    assert skydda(large, rader_delar=True, kolumner_delar=True) == set()


@pytest.mark.parametrize(
    ("column", "withheld"),
    [
        ([50, 40, 0], set()),
        ([50, 3, 0], {0, 1}),
        ([50, 40, 3], {1, 2}),
        ([50, 40, 6, 3], {2, 3}),
        ([50, 1, 1], {0, 1, 2}),  # two that are 2 together are 1 each
        ([50, 6, 1, 1], {1, 2, 3}),
        ([50, 2, 3], {1, 2}),
        ([2, 1, 0], {0, 1, 2, 3}),  # all of them are too few: nothing is shown
        ([0, 0, 0], set()),
    ],
)
def test_one_variable(column: list[int], withheld: set[int]) -> None:
    table = [[count] for count in [*column, sum(column)]]
    assert skydda(table, rader_delar=True, kolumner_delar=False) == {(r, 0) for r in withheld}


def test_overlapping_answers() -> None:
    """97 of 100 chose the first: the three who did not are as few as three who did."""
    table = [[97], [50], [3], [100], [20], [120]]
    assert skydda(table, rader_delar=False, kolumner_delar=False) == {(0, 0), (2, 0)}


def test_who_did_not_answer_may_be_too_few() -> None:
    table = [[60], [57], [3], [100]]
    assert skydda(table, rader_delar=False, kolumner_delar=False) == {(2, 0)}
    table = [[97], [57], [3], [100]]  # and the three are those who did not choose the first
    assert skydda(table, rader_delar=False, kolumner_delar=False) == {(0, 0), (2, 0)}


def test_two_blocks_joined_by_one_cell() -> None:
    """Each line withholds two or more, and still the joining cell follows from the totals."""
    inner = [
        [2, 2, 90, 90],
        [2, 2, 90, 90],
        [90, 4, 2, 2],
        [90, 90, 2, 2],
    ]
    table = with_totals(inner)
    hidden = skydda(table, rader_delar=True, kolumner_delar=True)
    assert hidden > small(table)
    assert not determined(sorted(hidden), lines_of(table, rows=True, columns=True))
