"""Tables and single figures: what is counted, in which form it is given, and what is withheld."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseflow.engine.errors import BadInput
from caseflow.queries.statistik.matt import antal, medel
from caseflow.queries.statistik.skydd import GRANS
from caseflow.queries.statistik.storheter import STORHETER, harled
from caseflow.queries.statistik.tabell import EJ_BESVARAD, Tabell, tabell
from caseflow.queries.statistik.villkor import tolka
from tests.queries.registerrader import alla_rader

COUNTABLE = [kod for kod, s in STORHETER.items() if s.slag != "text"]


def rows(**cells: int) -> list[dict[str, str]]:
    """So many rows with kon=1, kon=2 and without."""
    return (
        [{"kon": "1"}] * cells.get("kvinnor", 0)
        + [{"kon": "2"}] * cells.get("man", 0)
        + [{}] * cells.get("obesvarade", 0)
    )


def shown(table: Tabell) -> dict[str, int | None]:
    return {svar.kod: svar.antal for svar in table.alla.svar}


def test_several_answers_count_once_each_and_together() -> None:
    table = tabell(
        [{"samverkan": "1|5"}] * 6 + [{"samverkan": "0"}] * 5 + [{"samverkan": ""}] * 7,
        "samverkan",
    )
    assert {k: v for k, v in shown(table).items() if v} == {"0": 5, "1": 6, "5": 6}
    assert (table.alla.besvarade, table.alla.obesvarade, table.alla.antal_svar) == (11, 7, 12)
    assert table.alla.svar[1].procent == 55


def test_a_repeated_rating_is_one_arende_and_two_answers() -> None:
    rating = {"instrument": "6", "niva": "2"}
    table = tabell([harled({}, [rating, rating])] * 5, "upprepad_skattning_risk")
    assert table.variabel.kod == "risk"
    assert shown(table)["6"] == 5
    assert table.alla.antal_svar == 10


@pytest.mark.parametrize(
    ("variabel", "cell", "kod", "etikett"),
    [
        ("alder", "18", "18..24", "18–24 år"),
        ("alder", "74", "65..74", "65–74 år"),
        ("alder", "75", "75..120", "75 år och äldre"),
        ("alder", "17", "0..17", "Under 18 år"),
        ("dagar", "0", "0..0", "Samma dag"),
        ("dagar", "90", "1..90", "1–90 dagar"),
        ("dagar", "720", "631..720", "631–720 dagar"),
        ("dagar", "721", "721..99999", "Mer än 720 dagar"),
        ("datum_avslut", "2022-06-01", "2022-01-01..2022-12-31", "2022"),
        ("kommun", "K01", "K01", "K01"),
        ("invanarklass", "-14999", "-14999", "-14999"),
        ("enkat", "1", "1", "Minst en fråga besvarad"),
    ],
)
def test_classes(variabel: str, cell: str, kod: str, etikett: str) -> None:
    (svar,) = tabell([{variabel: cell}] * 5, variabel).alla.svar
    assert (svar.kod, svar.etikett, svar.antal, svar.procent) == (kod, etikett, 5, 100)
    assert tolka(f"{variabel}={kod}")({variabel: cell})


@pytest.mark.parametrize("variabel", COUNTABLE)
def test_every_answer_is_a_condition_that_counts_the_same(variabel: str) -> None:
    """The code of an answer can be put in a condition, so a figure can be followed up."""
    table = tabell(alla_rader(), variabel, full=True)
    for svar in table.alla.svar:
        found = antal(alla_rader(), tolka(f"{table.variabel.kod}={svar.kod}"), full=True)
        assert found.antal == svar.antal
    assert (table.alla.besvarade, table.alla.obesvarade) == (
        antal(alla_rader(), tolka(f"{variabel}=*"), full=True).antal,
        antal(alla_rader(), tolka(f"{variabel}=-"), full=True).antal,
    )


def test_divided() -> None:
    table = tabell(alla_rader(), "valdets_grad", uppdelning="hedersrelaterat_vald", full=True)
    assert [grupp.kod for grupp in table.grupper] == ["1", "2", "3", EJ_BESVARAD]
    for grupp in table.grupper:
        cell = f"hedersrelaterat_vald={grupp.kod}"
        for svar in grupp.svar:
            asked = tolka(f"{cell} & valdets_grad={svar.kod}")
            assert svar.antal == antal(alla_rader(), asked, full=True).antal
    assert sum(grupp.antal_arenden or 0 for grupp in table.grupper) == 3070


def test_the_form_of_a_divided_table() -> None:
    given = tabell(
        [{"kon": "1", "verksamhet": "1"}] * 6 + [{"kon": "1"}] * 5,
        "verksamhet",
        uppdelning="kon",
        villkor=tolka("kon=1"),
    ).as_dict()
    assert json.loads(json.dumps(given)) == given
    assert given["villkor"] == "kon=1"
    assert given["uppdelning"] == {"kod": "kon", "etikett": "Kön"}
    grupper: Any = given["grupper"]
    assert [(g["kod"], g["etikett"], g["antal_arenden"]) for g in grupper] == [
        ("1", "Kvinna", 11),
        ("2", "Man", 0),
        ("-", "Ej besvarad", 0),
    ]
    assert grupper[0]["svar"][0] == {
        "kod": "1",
        "etikett": "Myndighet",
        "antal": 6,
        "procent": 100,
        "undertryckt": False,
    }
    assert grupper[1]["svar"][0]["procent"] is None


def test_a_small_group_is_withheld_and_so_is_the_way_to_it() -> None:
    table = tabell(rows(kvinnor=40, man=3), "kon")
    assert shown(table) == {"1": None, "2": None}
    assert table.undertryckt
    assert table.as_dict()["antal_arenden"] == 43
    assert shown(tabell(rows(kvinnor=40, man=3), "kon", full=True)) == {"1": 40, "2": 3}


def test_few_unanswered_withhold_the_number_of_answers_and_the_shares() -> None:
    alla = tabell(rows(kvinnor=40, man=9, obesvarade=2), "kon").alla
    assert (alla.antal_arenden, alla.besvarade, alla.obesvarade) == (51, None, None)
    assert [(s.antal, s.procent) for s in alla.svar] == [(40, None), (None, None)]
    assert alla.antal_svar is None


def test_a_table_of_few_shows_nothing() -> None:
    alla = tabell(rows(kvinnor=4), "kon").alla
    assert (alla.antal_arenden, alla.besvarade, alla.obesvarade) == (None, None, None)
    assert {s.antal for s in alla.svar} == {None}


def test_nobody_is_nobody_to_protect() -> None:
    table = tabell(rows(kvinnor=40), "kon")
    assert shown(table) == {"1": 40, "2": 0}
    assert not table.undertryckt
    assert shown(tabell([], "kon")) == {"1": 0, "2": 0}


ANSWERS = st.sampled_from([*COUNTABLE])


@given(ANSWERS, ANSWERS, st.integers(0, 3000), st.integers(0, 120))
def test_no_small_number_of_the_register_is_ever_shown(
    variabel: str, uppdelning: str, start: int, size: int
) -> None:
    chosen = alla_rader()[start : start + size]
    if STORHETER[variabel] is STORHETER[uppdelning]:
        return
    table = tabell(chosen, variabel, uppdelning=uppdelning)
    for grupp in (table.alla, *table.grupper):
        numbers = {grupp.antal_arenden, grupp.besvarade, grupp.obesvarade}
        numbers |= {svar.antal for svar in grupp.svar}
        assert not numbers & set(range(1, GRANS))
        if grupp.besvarade is None:
            assert {svar.procent for svar in grupp.svar} == {None}


@pytest.mark.parametrize(
    ("variabel", "uppdelning", "says"),
    [
        ("konn", None, "Menade du kon"),
        ("klient", None, "kan inte sammanställas"),
        ("klientforslag", None, "--count klientforslag=*"),
        ("kon", "handlaggare", "kan inte sammanställas"),
        ("kon", "kon", "på sig själv"),
        ("risk", "upprepad_skattning_risk", "på sig själv"),
    ],
)
def test_what_cannot_be_counted_is_explained(
    variabel: str, uppdelning: str | None, says: str
) -> None:
    with pytest.raises(BadInput, match=says.replace("*", r"\*")):
        tabell([], variabel, uppdelning=uppdelning)


@pytest.mark.parametrize(
    ("kvinnor", "man", "expected"),
    [
        (30, 10, {"antal": 30, "av": 40, "andel": 0.75, "procent": 75}),
        (7, 9, {"antal": 7, "av": 16, "andel": 0.4375, "procent": 44}),
        (2, 30, {"antal": None, "av": 32, "andel": None, "procent": None}),
        (30, 2, {"antal": None, "av": 32, "andel": None, "procent": None}),
        (0, 30, {"antal": 0, "av": 30, "andel": 0.0, "procent": 0}),
        (2, 1, {"antal": None, "av": None, "andel": None, "procent": None}),
        (0, 0, {"antal": 0, "av": 0, "andel": None, "procent": None}),
    ],
)
def test_count(kvinnor: int, man: int, expected: dict[str, float | None]) -> None:
    given = antal(rows(kvinnor=kvinnor, man=man, obesvarade=3), tolka("kon=1"), tolka("kon=*"))
    withheld = expected["antal"] is None
    assert given.as_dict() == {**expected, "undertryckt": withheld}


def test_count_of_few_in_full() -> None:
    given = antal(rows(kvinnor=1, man=2), tolka("kon=1"), full=True)
    assert given.as_dict() == {
        "antal": 1,
        "av": 3,
        "andel": 0.3333,
        "procent": 33,
        "undertryckt": False,
    }


def test_mean() -> None:
    some = [{"alder": "20"}, {"alder": "21"}] * 3 + [{}]
    assert medel(some, "alder").as_dict() == {"medel": 20.5, "antal": 6, "undertryckt": False}
    few = medel(some, "alder", tolka("alder=20"))
    assert few.as_dict() == {"medel": None, "antal": None, "undertryckt": True}
    assert medel(some, "alder", tolka("alder=20"), full=True).medel == 20.0
    assert medel(some, " antal( samverkan ) ").as_dict() == {
        "medel": 0.0,
        "antal": 7,
        "undertryckt": False,
    }
    assert medel([], "dagar").as_dict() == {"medel": None, "antal": 0, "undertryckt": False}


@pytest.mark.parametrize(
    ("uttryck", "says"),
    [
        ("kon", "inget tal"),
        ("samverkan", "Skriv antal\\(samverkan\\)"),
        ("antal(alder)", "Skriv alder"),
        ("medel alder", "inte att förstå"),
        ("antal(konn)", "Menade du kon"),
    ],
)
def test_what_has_no_mean_is_explained(uttryck: str, says: str) -> None:
    with pytest.raises(BadInput, match=says):
        medel([], uttryck)
