"""The published figures of SU-Kvinnofrid come out of the register of 3 070 ärenden, exactly."""

import tomllib
from fractions import Fraction
from typing import Any

import pytest

from caseflow.queries.statistik.avrundning import avrunda, procent
from caseflow.queries.statistik.matt import antal, medel
from caseflow.queries.statistik.tabell import tabell
from caseflow.queries.statistik.villkor import tolka
from tests.queries.registerrader import alla_rader
from tests.registerfil import DATA

ORAKEL: list[dict[str, Any]] = tomllib.loads(
    (DATA / "orakel_su_kvinnofrid.toml").read_text("utf-8")
)["orakel"]
FLERVAL = {"stod_och_insatser", "samverkan"}


def med(matt: str) -> list[Any]:
    return [pytest.param(o, id=o["id"]) for o in ORAKEL if o["matt"] == matt and o["reproduceras"]]


def andel(namnare: str, taljare: str) -> Fraction:
    svar = antal(alla_rader(), tolka(taljare), tolka(namnare), full=True)
    assert svar.antal is not None
    assert svar.av
    return Fraction(100 * svar.antal, svar.av)


def snitt(namnare: str, medel_av: str) -> float:
    uttryck = f"antal({medel_av})" if medel_av in FLERVAL else medel_av
    svar = medel(alla_rader(), uttryck, tolka(namnare), full=True)
    assert svar.medel is not None
    return svar.medel


@pytest.mark.parametrize("orakel", med("antal"))
def test_antal(orakel: dict[str, Any]) -> None:
    taljare = orakel.get("taljare")
    namnare = tolka(orakel["namnare"])
    svar = (
        antal(alla_rader(), tolka(taljare), namnare, full=True)
        if taljare
        else antal(alla_rader(), namnare, full=True)
    )
    assert svar.antal == orakel["varde"]


@pytest.mark.parametrize("orakel", med("andel"))
def test_andel(orakel: dict[str, Any]) -> None:
    svar = antal(alla_rader(), tolka(orakel["taljare"]), tolka(orakel["namnare"]), full=True)
    assert svar.procent == orakel["varde"]
    assert svar.av == orakel.get("n", svar.av)
    assert svar.antal == orakel.get("taljare_antal", svar.antal)


@pytest.mark.parametrize("orakel", med("medel"))
def test_medel(orakel: dict[str, Any]) -> None:
    assert snitt(orakel["namnare"], orakel["medel_av"]) == orakel["varde"]


@pytest.mark.parametrize("orakel", med("ungefar"))
def test_ungefar(orakel: dict[str, Any]) -> None:
    assert orakel["lagst"] <= andel(orakel["namnare"], orakel["taljare"]) <= orakel["hogst"]


@pytest.mark.parametrize("orakel", med("jamforelse"))
def test_jamforelse(orakel: dict[str, Any]) -> None:
    if "medel_av" in orakel:
        skillnad = Fraction(str(snitt(orakel["namnare"], orakel["medel_av"]))) - Fraction(
            str(snitt(orakel["namnare_b"], orakel["medel_av"]))
        )
    else:
        skillnad = andel(orakel["namnare"], orakel["taljare"]) - andel(
            orakel["namnare_b"], orakel["taljare"]
        )
    match orakel["relation"]:
        case ">":
            assert skillnad > 0
        case "<":
            assert skillnad < 0
        case "=":
            assert abs(skillnad) <= Fraction(str(orakel.get("tolerans", 2)))
        case relation:
            raise AssertionError(relation)


@pytest.mark.parametrize("orakel", med("svar"))
def test_svar(orakel: dict[str, Any]) -> None:
    svar = tabell(alla_rader(), orakel["svar_i"], villkor=tolka(orakel["namnare"]), full=True)
    assert svar.alla.antal_svar == orakel["varde"]


@pytest.mark.parametrize("orakel", med("hogst_kommun"))
def test_hogst_kommun(orakel: dict[str, Any]) -> None:
    namnare, taljare = tolka(orakel["namnare"]), tolka(orakel["taljare"])
    alla = tabell(alla_rader(), "kommun", full=True).alla.svar
    bast = max(
        alla,
        key=lambda kommun: andel(f"{namnare.text} & kommun={kommun.kod}", taljare.text),
    )
    har = tolka(f"{namnare.text} & kommun={bast.kod}")
    svar = antal(alla_rader(), taljare, har, full=True)
    assert svar.procent == orakel["varde"]
    assert bast.antal is not None
    assert bast.antal < orakel["arenden_under"]


def test_every_kind_of_oracle_is_tried() -> None:
    assert {o["matt"] for o in ORAKEL} == {
        "antal",
        "andel",
        "medel",
        "ungefar",
        "jamforelse",
        "svar",
        "hogst_kommun",
    }
    assert sum(o["reproduceras"] for o in ORAKEL) == 283


def test_konsfordelningen_as_published() -> None:
    svar = tabell(alla_rader(), "kon").as_dict()
    assert svar == {
        "variabel": "kon",
        "etikett": "Kön",
        "villkor": "",
        "flera_svar": False,
        "antal_arenden": 3070,
        "besvarade": 3048,
        "obesvarade": 22,
        "antal_svar": 3048,
        "undertryckt": False,
        "svar": [
            {"kod": "1", "etikett": "Kvinna", "antal": 2858, "procent": 94, "undertryckt": False},
            {"kod": "2", "etikett": "Man", "antal": 190, "procent": 6, "undertryckt": False},
        ],
    }


@pytest.mark.parametrize(
    ("varde", "decimaler", "avrundat"),
    [
        (Fraction(1, 2), 0, Fraction(1)),
        (Fraction(5, 2), 0, Fraction(3)),
        (Fraction(-1, 2), 0, Fraction(0)),
        (Fraction(235, 100), 1, Fraction(24, 10)),
        (Fraction(234999, 100000), 1, Fraction(23, 10)),
    ],
)
def test_half_is_rounded_up(varde: Fraction, decimaler: int, avrundat: Fraction) -> None:
    assert avrunda(varde, decimaler) == avrundat


def test_per_cent_of_nothing_is_nothing() -> None:
    assert procent(0, 0) is None
