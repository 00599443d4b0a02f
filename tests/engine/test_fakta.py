"""The snapshot: what it answers, and that it survives being written down."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseflow.engine.fakta import Delprocess, Fakta, Faktum

DAYS = st.none() | st.dates(date(1990, 1, 1), date(2099, 12, 31))
CODES = st.text("abcdefghij_", min_size=1, max_size=12)
VALUES = (
    st.none()
    | st.booleans()
    | st.integers(-1000, 1_000_000)
    | st.text(max_size=20)
    | st.lists(st.text(max_size=8), max_size=3)
)
FACTS = st.builds(Faktum, st.integers(1, 10_000), DAYS, st.dictionaries(CODES, VALUES, max_size=4))
COUNTS = st.dictionaries(CODES, st.integers(0, 99), max_size=3)
PARTS = st.builds(
    Delprocess,
    id=st.integers(1, 50),
    process=CODES,
    tillstand=CODES,
    sedan=DAYS,
    oppnad=DAYS,
    seq=st.integers(1, 10_000),
    avslutad=st.booleans(),
    varden=st.dictionaries(CODES, VALUES, max_size=3),
    steg=st.dictionaries(CODES, FACTS, max_size=3),
    antal=COUNTS,
)
SNAPSHOTS = st.builds(
    Fakta,
    slag=CODES,
    process=CODES,
    tillstand=CODES,
    sedan=DAYS,
    inkom=DAYS,
    avslutad=st.booleans(),
    ursprung=st.sampled_from(["live", "import"]),
    omgang=st.integers(1, 9),
    seq=st.integers(0, 10_000),
    senaste_dag=DAYS,
    fakta=st.dictionaries(CODES, FACTS, max_size=4),
    steg=st.dictionaries(CODES, FACTS, max_size=4),
    antal=COUNTS,
    delprocesser=st.lists(PARTS, max_size=3).map(tuple),
    bockade=st.lists(CODES, max_size=3).map(tuple),
)


@given(SNAPSHOTS)
def test_a_snapshot_survives_being_written_as_json(fakta: Fakta) -> None:
    assert Fakta.from_dict(json.loads(json.dumps(fakta.as_dict()))) == fakta


@given(SNAPSHOTS)
def test_equal_snapshots_are_written_alike_whatever_their_order(fakta: Fakta) -> None:
    """Replay compares what is stored: the order in which keys arrived must not show."""
    data = fakta.as_dict()
    again = Fakta.from_dict(
        {k: dict(reversed(v.items())) if isinstance(v, dict) else v for k, v in data.items()}
    )
    assert json.dumps(again.as_dict()) == json.dumps(data)


EARLY, LATE = date(2026, 1, 1), date(2026, 2, 1)


@pytest.mark.parametrize(
    ("one", "other", "after"),
    [
        (Faktum(2, LATE), Faktum(1, EARLY), True),
        (Faktum(2, EARLY), Faktum(1, LATE), False),
        (Faktum(2, EARLY), Faktum(1, EARLY), True),
        (Faktum(1, EARLY), Faktum(2, EARLY), False),
        (Faktum(2, None), Faktum(1, LATE), True),
        (Faktum(1, LATE), Faktum(2, None), False),
        (Faktum(1, None), None, True),
    ],
)
def test_what_happened_last_stands_and_on_the_same_day_what_was_registered_last(
    one: Faktum, other: Faktum | None, *, after: bool
) -> None:
    assert one.not_before(other) is after


def test_a_field_of_a_fact_is_read_by_what_it_is() -> None:
    fact = Faktum(1, EARLY, {"dag": "2026-03-01", "kod": "ja", "text": True, "tal": 0, "tom": ""})
    assert fact.datum("dag") == date(2026, 3, 1)
    assert fact.datum("tom") is fact.datum("saknas") is fact.datum("text") is None
    assert (fact.text("kod"), fact.text("text"), fact.text("saknas")) == ("ja", "", "")
    assert (fact.ja("text"), fact.ja("tal"), fact.ja("saknas")) == (True, False, False)


def test_facts_and_delprocesser_are_found_by_kind() -> None:
    oppen = Delprocess(1, "insats", "pagar", EARLY, EARLY, 3, varden={"till": "2026-05-01"})
    stangd = Delprocess(2, "insats", "genomford", LATE, EARLY, 4, avslutad=True)
    fakta = Fakta(
        "utsatt",
        "utsatt",
        "utredning",
        fakta={
            "samtycke:a": Faktum(1, EARLY),
            "samtycke:b": Faktum(2, LATE),
            "enkat": Faktum(3, None),
        },
        delprocesser=(oppen, stangd),
    )
    assert fakta.alla("samtycke") == {"a": Faktum(1, EARLY), "b": Faktum(2, LATE)}
    assert fakta.alla("samty") == {}
    assert fakta.senaste("enkat") == Faktum(3, None)
    assert fakta.av_slag("insats") == (oppen, stangd)
    assert fakta.av_slag("insats", oppna=True) == (oppen,)
    assert fakta.delprocess(2) is stangd
    assert fakta.delprocess(3) is None
    assert oppen.datum("till") == date(2026, 5, 1)
    assert stangd.datum("till") is None
