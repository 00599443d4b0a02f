"""Helgdagar enligt lagen (1989:253) och de dagar som 2 § lagen (1930:173) likställer med dem.

Helgdagarna kommer ur paketet `holidays`; testerna räknar om dem dag för dag mot lagens text. Lördag,
midsommarafton, julafton och nyårsafton är inga helgdagar men räknas som sådana i 2 § lagen (1930:173).
En dag före storhelg och en klämdag är vanliga vardagar.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

_LORDAG, _SONDAG = 5, 6
_AFTNAR = {(12, 24): "julafton", (12, 31): "nyårsafton"}
_MIDSOMMARDAGEN = "Midsommardagen"
_EN_DAG = timedelta(days=1)


@lru_cache(maxsize=64)
def _arets_helgdagar(ar: int) -> dict[date, str]:
    """Årets helgdagar utom vanliga söndagar, med svenska namn.

    Paketet tar ungefär en tiondels sekund att ladda. Därför laddas det när en helgdag behövs, inte av
    den som bara frågar efter hjälptexten till ett kommando.
    """
    from holidays import country_holidays  # noqa: PLC0415 - see above

    return dict(country_holidays("SE", years=ar, language="sv"))


def dagens_namn(dag: date) -> str:
    """Vad som gör att dagen räknas som helgdag, som «en lördag» eller «midsommarafton»; annars tomt."""
    helgdag = _arets_helgdagar(dag.year).get(dag, "")
    if helgdag:
        return helgdag.replace("; ", " och ").lower()
    if _MIDSOMMARDAGEN in _arets_helgdagar(dag.year).get(dag + _EN_DAG, ""):
        return "midsommarafton"
    veckodag = {_LORDAG: "en lördag", _SONDAG: "en söndag"}.get(dag.weekday(), "")
    return _AFTNAR.get((dag.month, dag.day), veckodag)


def ar_helgdag(dag: date) -> bool:
    """Om dagen är söndag, helgdag eller likställd med helgdag (lördag och de tre aftnarna)."""
    return bool(dagens_namn(dag))


def nasta_vardag(dag: date) -> date:
    """Dagen själv om den är en vardag, annars nästa vardag (2 § lagen 1930:173)."""
    while ar_helgdag(dag):
        dag += _EN_DAG
    return dag
