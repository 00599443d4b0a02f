"""Days and times as they are said: «20 nov», «i dag», «3 dagar sen», «4 dagar kvar», «09.14»."""

from __future__ import annotations

from datetime import date, datetime

from caseflow.rules.kalender import STOCKHOLM

_MANADER = (
    "januari februari mars april maj juni juli augusti september oktober november december"
).split()
_KORTA = "jan feb mar apr maj jun jul aug sep okt nov dec".split()
_VECKODAGAR = "måndag tisdag onsdag torsdag fredag lördag söndag".split()
_SJALVKLART_DAGAR = 180


def kort_manad(dag: date) -> str:
    """«nov»."""
    return _KORTA[dag.month - 1]


def kort_dag(dag: date | None, idag: date) -> str:
    """«20 nov»; with the year when it is another year and further away than half a year."""
    if dag is None:
        return "okänt datum"
    text = f"{dag.day} {kort_manad(dag)}"
    near = abs((dag - idag).days) <= _SJALVKLART_DAGAR
    return text if dag.year == idag.year or near else f"{text} {dag.year}"


def dagspann(fran: date, till: date, idag: date) -> str:
    """«18–20 okt», «18 okt–3 nov»; the year once, and only where `kort_dag` has it."""
    end = kort_dag(till, idag)
    if (fran.year, fran.month) == (till.year, till.month):
        return f"{fran.day}–{end}" if fran.day != till.day else end
    if fran.year == till.year:
        return f"{fran.day} {kort_manad(fran)}–{end}"
    return f"{kort_dag(fran, idag)}–{end}"


def lang_dag(dag: date | None) -> str:
    """«20 november 2026»."""
    if dag is None:
        return "okänt datum"
    return f"{dag.day} {_MANADER[dag.month - 1]} {dag.year}"


def dag_i_text(dag: date | None, idag: date) -> str:
    """«20 november», with the year as in `kort_dag`."""
    if dag is None:
        return "okänt datum"
    near = dag.year == idag.year or abs((dag - idag).days) <= _SJALVKLART_DAGAR
    text = f"{dag.day} {_MANADER[dag.month - 1]}"
    return text if near else f"{text} {dag.year}"


def veckodag(dag: date) -> str:
    """«onsdag»."""
    return _VECKODAGAR[dag.weekday()]


def antal_dagar(antal: int) -> str:
    """«1 dag», «3 dagar»."""
    return f"{antal} dag" if antal == 1 else f"{antal} dagar"


def kvar(dag: date, idag: date) -> str:
    """How far away a due day is: «3 dagar sen», «i går», «i dag», «i morgon», «4 dagar kvar»."""
    skillnad = (dag - idag).days
    named = {-1: "1 dag sen", 0: "i dag", 1: "i morgon"}
    if skillnad in named:
        return named[skillnad]
    return f"{skillnad} dagar kvar" if skillnad > 0 else f"{-skillnad} dagar sen"


def ton(dag: date, idag: date) -> str:
    """The tone of a due day: late, today or later."""
    if dag < idag:
        return "late"
    return "today" if dag == idag else "later"


def klocka(ogonblick: datetime) -> str:
    """The Swedish time of a moment: «09.14»."""
    return ogonblick.astimezone(STOCKHOLM).strftime("%H.%M")


def dag_och_tid(ogonblick: datetime, idag: date) -> str:
    """«20 nov 09.14», «i dag 09.14»."""
    dag = ogonblick.astimezone(STOCKHOLM).date()
    return f"{'i dag' if dag == idag else kort_dag(dag, idag)} {klocka(ogonblick)}"


def uppraknat(delar: list[str]) -> str:
    """«a, b och c»."""
    if len(delar) < 2:  # noqa: PLR2004 - one part needs no joining word
        return "".join(delar)
    return f"{', '.join(delar[:-1])} och {delar[-1]}"
