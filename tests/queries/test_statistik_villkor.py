"""The language of conditions, held against an evaluator so small that it can be read at a glance."""

import re
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseflow.engine.errors import BadInput
from caseflow.queries.statistik.storheter import STORHETER, harled
from caseflow.queries.statistik.villkor import tolka, tolka_alla
from tests.queries.registerrader import alla_rader


def codes(cell: str) -> int:
    return len([code for code in cell.split("|") if code not in ("", "0")])


def holds(condition: str, row: Mapping[str, str]) -> bool:
    """Every part in turn, with nothing checked."""
    for part in condition.split(" & "):
        name, op, value = re.split("(>=|<=|=)", part.lstrip("!"), maxsplit=1)
        cell = row.get(name.removeprefix("antal(").removesuffix(")"), "")
        number = int(cell) if cell.isdigit() else None
        if name.startswith("antal("):
            number = codes(cell)
        if value in ("*", "-"):
            true = (cell != "") is (value == "*")
        elif op == ">=":
            true = number is not None and number >= int(value)
        elif op == "<=":
            true = number is not None and number <= int(value)
        elif ".." in value:
            low, high = map(int, value.split(".."))
            true = number is not None and low <= number <= high
        elif name.startswith("antal("):
            true = number == int(value)
        else:
            true = bool(set(value.split("|")) & set(cell.split("|")))
        if true == part.startswith("!"):
            return False
    return True


CODED = [s for s in STORHETER.values() if s.slag in {"val", "flerval"}]
NUMBERS = ["alder", "dagar"]


@st.composite
def parts(draw: st.DrawFn) -> str:
    coded = draw(st.sampled_from(CODED))
    low = draw(st.integers(0, 120))
    size = draw(st.integers(0, 5))
    name = draw(st.sampled_from(NUMBERS))
    chosen = draw(st.lists(st.sampled_from(list(coded.koder)), min_size=1, max_size=3))
    part = draw(
        st.sampled_from(
            [
                f"{coded.kod}=*",
                f"{coded.kod}=-",
                f"{coded.kod}={'|'.join(chosen)}",
                f"antal({coded.kod})={size}",
                f"antal({coded.kod})>={size}",
                f"antal({coded.kod})<={size}",
                f"antal({coded.kod})={size}..{size + 2}",
                f"{name}>={low}",
                f"{name}<={low}",
                f"{name}={low}..{low + 40}",
            ]
        )
    )
    return draw(st.sampled_from(["", "!"])) + part


ROWS = st.sampled_from(range(3070))


@given(st.lists(parts(), min_size=1, max_size=3).map(" & ".join), st.lists(ROWS, max_size=30))
def test_agrees_with_the_small_evaluator(condition: str, chosen: list[int]) -> None:
    asked = tolka(condition)
    for place in chosen:
        row = alla_rader()[place]
        assert asked(row) is holds(condition, row)


@pytest.mark.parametrize(
    ("condition", "count"),
    [
        ("", 3070),
        ("  ", 3070),
        ("kon=1", 2858),
        ("!kon=1", 212),
        ("kon = 1 &alder>= 65", 82),
        ("kon=1|2", 3048),
        ("kon=1..2", 3048),
        ("upprepad_skattning_risk=*", 1716),
        ("klientforslag=*", 272),
        ("samverkan_kommentar=*", 233),
        ("datum_avslut=2022-01-01..2022-12-31", 1076),
        ("datum_avslut>=2023-01-01", 1380),
        ("datum_avslut=2022-01-02", 1),
        ("invanarklass=-14999", 212),
        ("kommun=K01|K02", 476),
        ("alder=18|19", 100),
    ],
)
def test_counts(condition: str, count: int) -> None:
    assert sum(map(tolka(condition), alla_rader())) == count


def test_several_conditions_must_all_hold() -> None:
    both = tolka_alla(["kon=1", "", "alder=*"])
    assert both.text == "kon=1 & alder=*"
    assert both({"kon": "1", "alder": "30"})
    assert not both({"kon": "1"})


@pytest.mark.parametrize(
    ("condition", "says"),
    [
        ("kon", "går inte att förstå"),
        ("kon=1 &", "ett & för mycket"),
        ("!!kon=1", "går inte att förstå"),
        ("antal(kon=1", "går inte att förstå"),
        ("konn=1", "Menade du kon"),
        ("xyzzy=1", "Välj en av: verksamhet"),
        ("kon=3", "3 är inget svar på Kön. Svaren är 1 (Kvinna), 2 (Man)"),
        ("avslutsorsak=8", "8 är inget svar"),
        ("kon=1|", "Svaren är"),
        ("kommun=|K01", "Tomt är inget svar"),
        ("stod_och_insatser>=2", "antal(stod_och_insatser)>=2"),
        ("stod_och_insatser=1..3", "ingen ordning"),
        ("kommun>=2", "ingen ordning"),
        ("alder=arton", "ett heltal"),
        ("alder>=9999999", "ett heltal"),
        ("alder=24..18", "bakvänt"),
        ("alder>=*", "ett heltal"),
        ("antal(alder)=2", "inga koder att räkna"),
        ("antal(risk)=*", "ett heltal"),
        ("datum_avslut=2022", "ett datum"),
        ("datum_avslut>=2022-02-30", "ett datum"),
        ("klient=P-100001", "klient=*"),
        ("handlaggare=H-K01-1", "fritext eller en enskild persons"),
        ("arende_id=A00001", "arende_id=*"),
        ("kon=" + "1|" * 1000, "för långt"),
        ("kon=" + "9" * 500, "…"),
    ],
)
def test_what_cannot_be_understood_is_explained(condition: str, says: str) -> None:
    with pytest.raises(BadInput) as refused:
        tolka(condition)
    assert says in refused.value.message
    assert refused.value.gor_nu


@given(st.text(max_size=40) | st.from_regex(r"!?(antal\()?[a-z_]{1,12}\)?(=|<=|>=).{0,6}"))
def test_any_text_is_a_condition_or_refused(text: str) -> None:
    try:
        condition = tolka(text)
    except BadInput:
        return
    assert condition({}) in (True, False)


def test_what_is_derived() -> None:
    row = harled(
        {"datum_aktualisering": "2022-03-01", "datum_avslut": "2022-03-31", "delaktighet": "6"},
        [
            {"instrument": "6", "niva": "3"},
            {"instrument": "1", "niva": "2"},
            {"instrument": "6", "niva": "3"},
        ],
    )
    assert (row["dagar"], row["enkat"], row["risk"], row["risk_niva"]) == (
        "30",
        "1",
        "6|1|6",
        "2|3",
    )
    assert harled({"datum_avslut": "2022-03-31"}) == {
        "datum_avslut": "2022-03-31",
        "risk": "",
        "risk_niva": "",
    }
