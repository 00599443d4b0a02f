"""Helgdagar enligt lagen (1989:253) och de dagar som 2 § lagen (1930:173) likställer med dem."""

from __future__ import annotations

from datetime import date, timedelta

_LORDAG = 5
_FASTA = ((1, 1), (1, 6), (5, 1), (6, 6), (12, 25), (12, 26))
_LIKSTALLDA_AFTNAR = ((12, 24), (12, 31))
_RORLIGA = (-2, 0, 1, 39, 49)
"""Dagar från påskdagen: långfredag, påskdag, annandag påsk, Kristi himmelsfärd, pingstdag."""
_DAGAR_I_VECKAN = 7


def paskdagen(ar: int) -> date:
    """Påskdagen enligt den gregorianska beräkningen (Meeus, Jones och Butcher)."""
    a, (b, c) = ar % 19, divmod(ar, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    l_ = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 19 * l_) // 433
    manad, dag = divmod(h + l_ - 7 * m + 114, 31)
    return date(ar, manad, dag + 1)


def _lordagen_fran(dag: date) -> date:
    """Den första lördagen från och med dagen."""
    return dag + timedelta(days=(_LORDAG - dag.weekday()) % _DAGAR_I_VECKAN)


def ar_helgdag(dag: date) -> bool:
    """Om dagen är söndag, helgdag eller likställd med helgdag (lördag och de tre aftnarna)."""
    midsommardagen = _lordagen_fran(date(dag.year, 6, 20))
    return (
        dag.weekday() >= _LORDAG
        or (dag.month, dag.day) in _FASTA + _LIKSTALLDA_AFTNAR
        or (dag - paskdagen(dag.year)).days in _RORLIGA
        or dag == midsommardagen - timedelta(days=1)
    )


def nasta_vardag(dag: date) -> date:
    """Dagen själv om den är en vardag, annars nästa vardag (2 § lagen 1930:173)."""
    while ar_helgdag(dag):
        dag += timedelta(days=1)
    return dag
