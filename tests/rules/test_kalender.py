"""Månader vid månadsslut och skottdagar, och vilken dag det är i Sverige."""

from calendar import isleap, monthrange
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseflow.rules.kalender import kvartalets_slut, plus_dagar, plus_manader, svensk_dag

DAGAR = st.dates(date(2000, 1, 1), date(2080, 12, 31))


@pytest.mark.parametrize(
    ("dag", "manader", "till"),
    [
        ("2025-08-31", 6, "2026-02-28"),
        ("2027-08-31", 6, "2028-02-29"),
        ("2028-02-29", 6, "2028-08-29"),
        ("2028-02-29", 12, "2029-02-28"),
        ("2027-02-28", 12, "2028-02-28"),
        ("2025-12-31", 2, "2026-02-28"),
        ("2025-10-31", 1, "2025-11-30"),
        ("2026-01-30", 1, "2026-02-28"),
        ("2026-03-31", -1, "2026-02-28"),
        ("2026-01-15", -1, "2025-12-15"),
        ("2026-01-31", 0, "2026-01-31"),
        ("2099-12-31", 2, "2100-02-28"),
    ],
)
def test_motsvarande_dag_annars_manadens_sista(dag: str, manader: int, till: str) -> None:
    assert plus_manader(date.fromisoformat(dag), manader) == date.fromisoformat(till)


@pytest.mark.parametrize("ar", range(2020, 2041))
def test_varje_dag_pa_aret_kommer_till_samma_tal_eller_manadens_sista_dag(ar: int) -> None:
    """1 § lagen (1930:173), räknad här med en manad i taget."""
    dag = date(ar, 1, 1)
    while dag.year == ar:
        at, manad = ar, dag.month
        for antal in range(25):
            vantad = date(at, manad, min(dag.day, monthrange(at, manad)[1]))
            assert plus_manader(dag, antal) == vantad
            at, manad = (at + 1, 1) if manad == 12 else (at, manad + 1)
        dag += timedelta(days=1)


@given(dag=DAGAR, manader=st.integers(0, 240))
def test_en_senare_dag_ger_aldrig_en_tidigare_frist(dag: date, manader: int) -> None:
    morgon = dag + timedelta(days=1)
    assert plus_manader(dag, manader) <= plus_manader(morgon, manader)


@given(dag=DAGAR, manader=st.integers(0, 240))
def test_ratt_manad_och_aldrig_ett_storre_tal(dag: date, manader: int) -> None:
    till = plus_manader(dag, manader)
    assert (till.year * 12 + till.month) - (dag.year * 12 + dag.month) == manader
    assert till.day <= dag.day
    assert till.day == dag.day or (till + timedelta(days=1)).day == 1


def test_skottdagen_finns_bara_under_skottar() -> None:
    for ar in range(2020, 2041):
        assert plus_manader(date(ar, 1, 31), 1).day == (29 if isleap(ar) else 28)


@given(dag=DAGAR, antal=st.integers(-500, 500))
def test_dagar_fram_och_tillbaka(dag: date, antal: int) -> None:
    assert plus_dagar(plus_dagar(dag, antal), -antal) == dag


@given(dag=DAGAR)
def test_kvartalets_slut_ar_den_forsta_kvartalsdagen_fran_dagen(dag: date) -> None:
    slut = kvartalets_slut(dag)
    assert (slut.month, slut.day) in {(3, 31), (6, 30), (9, 30), (12, 31)}
    assert timedelta() <= slut - dag < timedelta(days=92)


@pytest.mark.parametrize(
    ("ogonblick", "dag"),
    [
        pytest.param("2026-01-14T22:59:59", "2026-01-14", id="vinter, strax före midnatt"),
        pytest.param("2026-01-14T23:00:00", "2026-01-15", id="vinter, midnatt"),
        pytest.param("2026-07-14T21:59:59", "2026-07-14", id="sommar, strax före midnatt"),
        pytest.param("2026-07-14T22:00:00", "2026-07-15", id="sommar, midnatt"),
        pytest.param("2026-03-28T22:59:59", "2026-03-28", id="natten då sommartiden börjar"),
        pytest.param("2026-03-28T23:00:00", "2026-03-29", id="dygnet med 23 timmar börjar"),
        pytest.param("2026-03-29T21:59:59", "2026-03-29", id="dygnet med 23 timmar slutar"),
        pytest.param("2026-03-29T22:00:00", "2026-03-30", id="dagen efter"),
        pytest.param("2026-10-24T22:00:00", "2026-10-25", id="dygnet med 25 timmar börjar"),
        pytest.param("2026-10-25T00:30:00", "2026-10-25", id="halv tre, första gången"),
        pytest.param("2026-10-25T01:30:00", "2026-10-25", id="halv tre, andra gången"),
        pytest.param("2026-10-25T22:59:59", "2026-10-25", id="dygnet med 25 timmar slutar"),
        pytest.param("2026-10-25T23:00:00", "2026-10-26", id="dagen efter det"),
        pytest.param("2025-12-31T23:00:00", "2026-01-01", id="nyår"),
    ],
)
def test_dagen_i_sverige(ogonblick: str, dag: str) -> None:
    nu = datetime.fromisoformat(ogonblick).replace(tzinfo=UTC)
    assert svensk_dag(nu) == date.fromisoformat(dag)
    for zon in ("America/New_York", "Asia/Tokyo", "Europe/Stockholm"):
        assert svensk_dag(nu.astimezone(ZoneInfo(zon))) == date.fromisoformat(dag)


@given(dag=st.dates(date(2020, 1, 1), date(2040, 12, 31)))
def test_varje_dygn_har_23_24_eller_25_timmar_och_inget_dygn_hoppas_over(dag: date) -> None:
    start = datetime(dag.year, dag.month, dag.day, tzinfo=UTC) - timedelta(hours=3)
    timmar = [start + timedelta(hours=n) for n in range(31)]
    assert sum(svensk_dag(t) == dag for t in timmar) in {23, 24, 25}
