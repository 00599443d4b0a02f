"""Records come out as they were written: random valid registers, and files that changed on the way."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caseflow.actions.register import granskare
from caseflow.actions.register.fel import MOST_FAULTS
from caseflow.actions.register.granskning import Registerpost, granska, las_poster
from caseflow.actions.register.personnummer import ser_ut_som_personnummer
from caseflow.engine.errors import BadInput
from caseflow.processes.variabler import (
    NYCKEL,
    PER_KOD,
    REGISTERKOLUMNER,
    RISKFASER,
    RISKKOLUMNER,
    VARIABLER,
    Variabel,
)
from tests.registerfil import DATA, FELAKTIGA, GILTIG, IDAG, register_med, skriv_csv

FIRST = date(2021, 1, 1)

# Everything that may stand in a text: no control signs, nothing that turns or hides it.
LETTERS = st.characters(exclude_categories=["Cc", "Cf", "Cs", "Cn", "Zl", "Zp"])
LINE = st.text(LETTERS, max_size=30).filter(lambda text: not ser_ut_som_personnummer(text))
TEXT = st.text(LETTERS | st.sampled_from('\n\t;"'), max_size=60).filter(
    lambda text: not ser_ut_som_personnummer(text)
)


def svar(variabel: Variabel) -> st.SearchStrategy[str]:
    """A valid cell of a variable that is not a date, or an empty one."""
    if variabel.kod == "kommun":
        return st.sampled_from(["", "K01", "Malmö", "Upplands Väsby"])
    if variabel.kod == "klientforslag":
        return TEXT
    if variabel.typ == "fritext":
        return LINE
    if variabel.typ == "heltal":
        return st.just("") | st.integers(18, 120).map(str)
    koder = list(variabel.svarsalternativ)
    if variabel.typ == "val":
        return st.sampled_from(["", *map(str, koder)])
    flera = st.lists(st.sampled_from(koder), unique=True).map(
        lambda valda: "|".join(map(str, sorted(valda)))
    )
    return flera | st.sampled_from([str(kod) for kod in variabel.tillagg] or [""])


@st.composite
def poster(draw: st.DrawFn) -> tuple[dict[str, str], list[dict[str, str]]]:
    """One record, with ratings; the dates in order as far as they are known."""
    cells = {v.kod: draw(svar(v)) for v in VARIABLER if v.typ != "datum" and not v.upprepas}
    cells |= {v.kommentarskolumn: draw(TEXT) for v in VARIABLER if v.kommentar}
    days = sorted(draw(st.lists(st.integers(0, 1_000), min_size=3, max_size=3)))
    known = draw(st.lists(st.booleans(), min_size=3, max_size=3))
    known[1] = known[1] and bool(cells["stod_och_insatser"])
    for kolumn, day, ar_kant in zip(
        ("datum_aktualisering", "datum_insats", "datum_avslut"), days, known, strict=True
    ):
        cells[kolumn] = (FIRST + timedelta(day)).isoformat() if ar_kant else ""
    rating = st.fixed_dictionaries(
        {
            "datum": st.integers(days[0], 1_000).map(
                lambda day: (FIRST + timedelta(day)).isoformat()
            ),
            "fas": st.sampled_from(list(RISKFASER)),
            "instrument": st.integers(1, 6).map(str),
            "niva": st.integers(1, 3).map(str),
        }
    )
    return cells, draw(st.lists(rating, max_size=3))


def expected(
    rad: int, arende_id: str, cells: dict[str, str], ratings: list[dict[str, str]]
) -> Registerpost:
    return Registerpost(
        rad=rad,
        arende_id=arende_id,
        varden={k: v for k, v in cells.items() if v and k in PER_KOD},
        kommentarer={
            k.removesuffix("_kommentar"): v for k, v in cells.items() if v and k not in PER_KOD
        },
        skattningar=ratings,
    )


@settings(max_examples=60)
@given(
    given_posts=st.lists(poster(), min_size=1, max_size=4),
    radslut=st.sampled_from(["\n", "\r\n"]),
    shuffled=st.permutations(REGISTERKOLUMNER),
)
def test_a_random_register_comes_out_as_it_went_in(
    tmp_path_factory: pytest.TempPathFactory,
    given_posts: list[tuple[dict[str, str], list[dict[str, str]]]],
    radslut: str,
    shuffled: list[str],
) -> None:
    folder = tmp_path_factory.mktemp("register")
    named = [(f"Å-{number}/x", *post) for number, post in enumerate(given_posts)]
    register = skriv_csv(
        folder / "r.csv", shuffled, [{NYCKEL: i, **cells} for i, cells, _ in named], radslut
    )
    rows = [{NYCKEL: i, **rating} for i, _, ratings in named for rating in ratings]
    risk = skriv_csv(folder / "risk.csv", RISKKOLUMNER, rows, radslut)

    granskning = granska(register, risk, idag=IDAG)

    assert granskning.fel == []
    assert (granskning.antal_rader, granskning.antal_skattningar) == (len(named), len(rows))
    assert list(las_poster(register, risk, granskning)) == [
        expected(rad, *post) for rad, post in enumerate(named, start=2)
    ]


def test_the_register_of_3070() -> None:
    register, risk = DATA / "register_utsatta.csv", DATA / "register_utsatta_risk.csv"
    posts = list(las_poster(register, risk, granska(register, risk, idag=IDAG)))
    assert len(posts) == len({post.arende_id for post in posts}) == 3070
    assert sum(len(post.skattningar) for post in posts) == 2588
    assert sum(post.varden.get("kon") == "1" for post in posts) == 2858
    assert sum("datum_aktualisering" not in post.varden for post in posts) == 253
    assert sum("utovare_av_valdet" in post.kommentarer for post in posts) == 140
    assert posts[2].skattningar[0] == {
        "datum": "2023-01-02",
        "fas": "fore",
        "instrument": "6",
        "niva": "1",
    }


def test_codes_come_out_in_rising_order(tmp_path: Path) -> None:
    register = register_med(tmp_path / "r.csv", stod_och_insatser="10|4|3")
    (post,) = las_poster(register, None, granska(register, idag=IDAG))
    assert post.varden["stod_och_insatser"] == "3|4|10"


def test_a_file_with_faults_gives_no_records() -> None:
    path = FELAKTIGA / "07_kod_okand.csv"
    with pytest.raises(BadInput, match="1 fel"):
        next(las_poster(path, None, granska(path, idag=IDAG)))


@pytest.mark.parametrize("changed", ["register", "risk"])
def test_a_file_changed_after_the_check_gives_no_records(tmp_path: Path, changed: str) -> None:
    register = register_med(tmp_path / "register.csv")
    risk = skriv_csv(tmp_path / "risk.csv", RISKKOLUMNER, [])
    granskning = granska(register, risk, idag=IDAG)
    with (tmp_path / f"{changed}.csv").open("a") as fil:
        fil.write("\n")
    with pytest.raises(BadInput, match="ändrats"):
        next(las_poster(register, risk, granskning))


def test_a_risk_file_that_was_not_checked_gives_no_records(tmp_path: Path) -> None:
    register = register_med(tmp_path / "register.csv")
    risk = skriv_csv(tmp_path / "risk.csv", RISKKOLUMNER, [])
    with pytest.raises(BadInput, match="granskades"):
        next(las_poster(register, risk, granska(register, idag=IDAG)))


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="finns inte"):
        granska(tmp_path / "nej.csv", idag=IDAG)


def test_faults_beyond_the_limit_are_counted(tmp_path: Path) -> None:
    rows = [{**GILTIG, NYCKEL: f"F{n}", "kon": "3"} for n in range(MOST_FAULTS + 5)]
    register = skriv_csv(tmp_path / "r.csv", REGISTERKOLUMNER, rows)
    risk = skriv_csv(tmp_path / "risk.csv", RISKKOLUMNER, [{NYCKEL: "F1"}])
    granskning = granska(register, risk, idag=IDAG)
    assert len(granskning.fel) == MOST_FAULTS
    assert granskning.antal_fel == MOST_FAULTS + 5 + 4
    assert granskning.antal_utelamnade == 9


def test_a_file_beyond_the_limit_is_not_read_to_its_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(granskare, "MOST_POSTS", 3)
    rows: list[dict[str, Any]] = [{**GILTIG, NYCKEL: f"F{n}"} for n in range(9)]
    granskning = granska(skriv_csv(tmp_path / "r.csv", REGISTERKOLUMNER, rows), idag=IDAG)
    assert [(f.rad, f.orsak) for f in granskning.fel] == [(5, "for_manga_rader")]
    assert granskning.antal_rader == 3
