from datetime import date

import pytest

from caseflow.rules.helgdagar import ar_helgdag, nasta_vardag, paskdagen


@pytest.mark.parametrize(
    ("ar", "dag"),
    [(2024, "2024-03-31"), (2025, "2025-04-20"), (2026, "2026-04-05"), (2038, "2038-04-25")],
)
def test_paskdagen(ar: int, dag: str) -> None:
    assert paskdagen(ar) == date.fromisoformat(dag)


@pytest.mark.parametrize(
    "dag",
    [
        "2026-01-01",
        "2026-01-06",
        "2026-04-03",
        "2026-04-06",
        "2026-05-01",
        "2026-05-14",
        "2026-05-24",
        "2025-06-06",
        "2026-06-19",
        "2026-06-20",
        "2026-10-31",
        "2026-12-24",
        "2026-12-25",
        "2026-12-31",
        "2026-03-14",
        "2026-03-15",
    ],
)
def test_helgdagar_och_de_dagar_som_raknas_som_helgdagar(dag: str) -> None:
    assert ar_helgdag(date.fromisoformat(dag))


@pytest.mark.parametrize(
    "dag", ["2026-04-02", "2026-04-30", "2026-06-18", "2026-05-15", "2026-03-09"]
)
def test_klamdagar_och_dagar_fore_helg_ar_vardagar(dag: str) -> None:
    assert not ar_helgdag(date.fromisoformat(dag))


@pytest.mark.parametrize(
    ("dag", "vardag"),
    [
        ("2026-03-10", "2026-03-10"),
        ("2026-03-14", "2026-03-16"),
        ("2026-04-03", "2026-04-07"),
        ("2026-12-24", "2026-12-28"),
        ("2026-12-31", "2027-01-04"),
    ],
)
def test_nasta_vardag(dag: str, vardag: str) -> None:
    assert nasta_vardag(date.fromisoformat(dag)) == date.fromisoformat(vardag)
