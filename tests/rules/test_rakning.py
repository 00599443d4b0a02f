"""Uträkningen: leden, deras text och källa, och fristen som säger sitt lagrum själv."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseflow.engine.bevakning import Term
from caseflow.engine.rule import Lag, Overgang, frist
from caseflow.rules.kallor import LAGSTADGAD_TID
from caseflow.rules.profil import Profil
from caseflow.rules.rakning import Rakning, sista_dag
from tests.faktabygge import PROFIL

LAG = Lag("provlagen", "2001:1", "PL")
FORSTA, ANDRA, TREDJE = date(2010, 1, 1), date(2020, 1, 1), date(2025, 7, 1)
ONSDAG = date(2026, 3, 11)


@frist(LAG("1 §"), since=FORSTA)
def provfrist(fran: Rakning, _profil: Profil) -> Rakning:
    """Svar inom två veckor."""
    return fran.veckor(2)


@provfrist.amended(LAG("1 § i lydelse 2019:9"), since=ANDRA)
def _kortare(fran: Rakning, _profil: Profil) -> Rakning:
    """Svar inom tio dagar."""
    return fran.dagar(10)


provfrist.restated(LAG("7 §"), since=TREDJE, overgang=Overgang.RAKNA_OM)


def test_en_utrakning_minns_varje_led() -> None:
    rakning = (
        Rakning.fran(date(2025, 8, 31), "Ansökan")
        .manader(6, "utredning_manader")
        .paus(10)
        .senast(date(2026, 3, 1), "innan beslutet går ut")
        .rullad()
    )
    assert rakning.forfall(nyckel="3", delprocess=2).termer == (
        Term("fran", "Ansökan", date(2025, 8, 31)),
        Term("manader", "+6 månader", date(2026, 2, 28), "utredning_manader", 6),
        Term("paus", "+10 dagar då det var pausat", date(2026, 3, 10), "", 10),
        Term("senast", "innan beslutet går ut", date(2026, 3, 1)),
        Term(
            "vardag",
            "till nästa vardag, för dagen är en söndag",
            date(2026, 3, 2),
            str(LAGSTADGAD_TID("2 §")),
            1,
        ),
    )
    assert (rakning.start, rakning.dag) == (date(2025, 8, 31), date(2026, 3, 2))


@pytest.mark.parametrize(
    ("rakning", "text"),
    [
        (Rakning.fran(ONSDAG, "X").dagar(1, "a"), "+1 dag"),
        (Rakning.fran(ONSDAG, "X").dagar(3, "a"), "+3 dagar"),
        (Rakning.fran(ONSDAG, "X").dagar(-42, "a"), "-42 dagar"),
        (Rakning.fran(ONSDAG, "X").dagar(-1, "a"), "-1 dag"),
        (Rakning.fran(ONSDAG, "X").veckor(1, "a"), "+1 vecka"),
        (Rakning.fran(ONSDAG, "X").veckor(4, "a"), "+4 veckor"),
        (Rakning.fran(ONSDAG, "X").manader(1, "a"), "+1 månad"),
        (Rakning.fran(ONSDAG, "X").manader(0, "a"), "samma dag"),
        (Rakning.fran(ONSDAG, "X").paus(1), "+1 dag då det var pausat"),
    ],
)
def test_ledet_sags_pa_svenska(rakning: Rakning, text: str) -> None:
    assert rakning.termer[-1].text == text


@pytest.mark.parametrize(
    ("fran", "till", "kalla"),
    [
        pytest.param(
            "2019-12-31", "2020-01-14", "1 § PL (2001:1)", id="första lydelsens sista dag"
        ),
        pytest.param("2020-01-01", "2020-01-11", "1 § i lydelse 2019:9 PL (2001:1)", id="andra"),
        pytest.param("2025-06-30", "2025-07-10", "1 § i lydelse 2019:9 PL (2001:1)", id="sista"),
        pytest.param(
            "2025-07-01", "2025-07-11", "7 § PL (2001:1)", id="samma innehåll, ny paragraf"
        ),
    ],
)
def test_fristen_tar_lydelsen_pa_handelsens_dag_och_sager_dess_lagrum(
    fran: str, till: str, kalla: str
) -> None:
    dag = date.fromisoformat(fran)
    rakning = Rakning.fran(dag, "Frågan").enligt(provfrist, PROFIL)
    assert (rakning.dag.isoformat(), rakning.termer[-1].kalla) == (till, kalla)
    assert sista_dag(provfrist, dag, PROFIL) == rakning.dag


def test_en_akt_som_forts_over_till_nya_regler_far_den_nya_lydelsen() -> None:
    fran = Rakning.fran(date(2025, 6, 30), "Frågan")
    assert fran.enligt(provfrist, PROFIL, TREDJE).termer[-1].kalla == "7 § PL (2001:1)"
    fore = date(2025, 6, 30)
    assert "2019:9" in fran.enligt(provfrist, PROFIL, fore).termer[-1].kalla


def test_fristen_ror_inte_led_som_redan_har_en_kalla() -> None:
    fran = Rakning.fran(ONSDAG, "Frågan").dagar(3, "beslut_dagar").enligt(provfrist, PROFIL)
    assert [t.kalla for t in fran.termer] == ["", "beslut_dagar", "7 § PL (2001:1)"]


def test_noll_pausdagar_och_en_vardag_blir_inget_led() -> None:
    rakning = Rakning.fran(ONSDAG, "X").paus(0).rullad()
    rakning = rakning.senast(ONSDAG, "y").tidigast(ONSDAG, "z")
    assert [t.slag for t in rakning.termer] == ["fran"]


def test_den_senaste_handelsen_och_den_forsta_nar_de_ar_samma_dag() -> None:
    tva = Rakning.fran_senaste((date(2026, 1, 1), "Ett"), (None, "Okänt"), (ONSDAG, "Två"))
    assert tva
    assert (tva.dag, tva.termer[0].text) == (ONSDAG, "Två")
    lika = Rakning.fran_senaste((ONSDAG, "Först"), (ONSDAG, "Sedan"))
    assert lika
    assert lika.termer[0].text == "Först"
    assert Rakning.fran_senaste((None, "Okänt")) is None
    assert tva.inte_fore(None, lika).termer[0].text == "Två"


@given(
    fran=st.dates(date(2015, 1, 1), date(2050, 1, 1)),
    ned=st.lists(
        st.tuples(st.sampled_from(["dagar", "veckor", "manader", "paus"]), st.integers(0, 30))
    ),
)
def test_dagen_ar_alltid_det_sista_ledets(fran: date, ned: list[tuple[str, int]]) -> None:
    rakning = Rakning.fran(fran, "X")
    for slag, antal in ned:
        rakning = rakning.paus(antal) if slag == "paus" else getattr(rakning, slag)(antal, "k")
    assert rakning.dag == rakning.termer[-1].dag
    assert rakning.start == fran
    dagarna = [t.dag for t in rakning.termer]
    assert dagarna == sorted(dagarna)
