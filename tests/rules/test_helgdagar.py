"""Helgdagarna räknas om här, oberoende av paketet som reglerna använder, efter lagarnas text."""

import subprocess
import sys
from datetime import date, timedelta

import pytest

from caseflow.rules.helgdagar import ar_helgdag, dagens_namn, nasta_vardag

FORSTA, SISTA = 2020, 2040
DAGARNA = [
    date(FORSTA, 1, 1) + timedelta(days=n)
    for n in range((date(SISTA, 12, 31) - date(FORSTA, 1, 1)).days + 1)
]
LORDAG, SONDAG = 5, 6


def paskdagen(ar: int) -> date:
    """Söndagen efter den kyrkliga fullmånen den 21 mars eller senare (Gauss, för 1900-2099)."""
    fullmane = (19 * (ar % 19) + 24) % 30
    veckodag = (2 * (ar % 4) + 4 * (ar % 7) + 6 * fullmane + 5) % 7
    dagar = fullmane + veckodag
    # Gauss undantag: två år av hundra hamnar regeln en vecka för sent.
    if dagar == 35 or (dagar == 34 and fullmane == 28 and ar % 19 > 10):
        dagar -= 7
    return date(ar, 3, 22) + timedelta(days=dagar)


def lordagen_mellan(forst: date, sist: date) -> date:
    """Den enda lördagen i spannet."""
    (lordag,) = (
        forst + timedelta(days=n)
        for n in range((sist - forst).days + 1)
        if (forst + timedelta(days=n)).weekday() == LORDAG
    )
    return lordag


def allmanna_helgdagar(ar: int) -> dict[date, str]:
    """1 § lagen (1989:253), utom de vanliga söndagarna, i lagens ordning."""
    pask = paskdagen(ar)
    return {
        date(ar, 1, 1): "nyårsdagen",
        date(ar, 1, 6): "trettondedag jul",
        date(ar, 5, 1): "första maj",
        date(ar, 12, 25): "juldagen",
        date(ar, 12, 26): "annandag jul",
        pask - timedelta(days=2): "långfredagen",
        pask: "påskdagen",
        pask + timedelta(days=1): "annandag påsk",
        pask + timedelta(days=39): "Kristi himmelsfärdsdag",
        pask + timedelta(days=49): "pingstdagen",
        date(ar, 6, 6): "nationaldagen",
        lordagen_mellan(date(ar, 6, 20), date(ar, 6, 26)): "midsommardagen",
        lordagen_mellan(date(ar, 10, 31), date(ar, 11, 6)): "alla helgons dag",
    }


def raknas_som_helgdag(dag: date) -> bool:
    """2 § lagen (1930:173): söndag, annan allmän helgdag, lördag, midsommarafton, julafton, nyårsafton."""
    helgdagar = allmanna_helgdagar(dag.year)
    midsommarafton = next(d for d, n in helgdagar.items() if n == "midsommardagen") - timedelta(1)
    return (
        dag.weekday() in {LORDAG, SONDAG}
        or dag in helgdagar
        or dag in {midsommarafton, date(dag.year, 12, 24), date(dag.year, 12, 31)}
    )


@pytest.mark.parametrize("ar", range(FORSTA, SISTA + 1))
def test_varje_dag_under_aret_stammer_med_lagarnas_text(ar: int) -> None:
    arets = [d for d in DAGARNA if d.year == ar]
    assert [d for d in arets if ar_helgdag(d) != raknas_som_helgdag(d)] == []


@pytest.mark.parametrize("ar", range(FORSTA, SISTA + 1))
def test_varje_helgdag_har_sitt_namn(ar: int) -> None:
    for dag, namn in allmanna_helgdagar(ar).items():
        # Två helgdagar kan falla på samma dag; då nämns båda.
        assert namn.lower() in dagens_namn(dag), (dag, namn)


@pytest.mark.parametrize(
    ("ar", "dag"),
    [
        (2024, "2024-03-31"),
        (2025, "2025-04-20"),
        (2026, "2026-04-05"),
        (2038, "2038-04-25"),
        (1954, "1954-04-18"),
        (1981, "1981-04-19"),
    ],
)
def test_testets_egen_paskdag_stammer_med_almanackan(ar: int, dag: str) -> None:
    assert paskdagen(ar) == date.fromisoformat(dag)


@pytest.mark.parametrize(
    ("dag", "namn"),
    [
        ("2026-03-14", "en lördag"),
        ("2026-03-15", "en söndag"),
        ("2026-06-19", "midsommarafton"),
        ("2026-06-20", "midsommardagen"),
        ("2026-10-31", "alla helgons dag"),
        ("2026-12-24", "julafton"),
        ("2026-12-31", "nyårsafton"),
        ("2027-12-25", "juldagen"),
        ("2026-03-13", ""),
    ],
)
def test_dagen_sager_varfor_den_raknas_som_helgdag(dag: str, namn: str) -> None:
    assert dagens_namn(date.fromisoformat(dag)) == namn


@pytest.mark.parametrize(
    "dag",
    ["2026-04-02", "2026-04-04", "2026-04-30", "2026-06-18", "2026-05-15", "2026-10-30"],
)
def test_dagen_fore_storhelg_och_klamdagen_har_ingen_egen_verkan(dag: str) -> None:
    """Skärtorsdag, valborg, klämdag: vardagar. Påskafton räknas bara för att den är en lördag."""
    given = date.fromisoformat(dag)
    assert dagens_namn(given) == ("en lördag" if given.weekday() == LORDAG else "")


@pytest.mark.parametrize(
    ("dag", "vardag"),
    [
        ("2026-03-10", "2026-03-10"),
        ("2026-03-14", "2026-03-16"),
        ("2026-04-03", "2026-04-07"),
        ("2026-06-19", "2026-06-22"),
        ("2026-12-24", "2026-12-28"),
        ("2026-12-31", "2027-01-04"),
        ("2027-12-31", "2028-01-03"),
    ],
)
def test_nasta_vardag(dag: str, vardag: str) -> None:
    assert nasta_vardag(date.fromisoformat(dag)) == date.fromisoformat(vardag)


def test_nasta_vardag_ar_aldrig_tidigare_och_alltid_en_vardag() -> None:
    for dag in DAGARNA:
        vardag = nasta_vardag(dag)
        assert vardag >= dag
        assert not raknas_som_helgdag(vardag)
        mellan = [dag + timedelta(days=n) for n in range((vardag - dag).days)]
        assert all(raknas_som_helgdag(d) for d in mellan)


def test_paketet_laddas_forst_nar_en_helgdag_behovs() -> None:
    """Det kostar en tiondels sekund, som inget kommando ska vänta på i onödan."""
    sagt = "import sys, caseflow.processes, caseflow.cli; print('holidays' in sys.modules)"
    svar = subprocess.run([sys.executable, "-c", sagt], check=True, capture_output=True, text=True)
    assert svar.stdout == "False\n"
