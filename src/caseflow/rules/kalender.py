"""Räkning med dagar, veckor och månader. Alla dagar är kalenderdagar om inget annat sägs."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

STOCKHOLM = ZoneInfo("Europe/Stockholm")


def plus_manader(dag: date, manader: int) -> date:
    """Motsvarande dag så många månader senare, annars månadens sista dag (1 § lagen 1930:173).

    31 augusti plus sex månader är 28 eller 29 februari.
    """
    ar, manad = divmod(dag.year * 12 + dag.month - 1 + manader, 12)
    return date(ar, manad + 1, min(dag.day, monthrange(ar, manad + 1)[1]))


def plus_dagar(dag: date, dagar: int) -> date:
    """Dagen så många kalenderdagar senare (eller tidigare, om talet är negativt)."""
    return dag + timedelta(days=dagar)


def kvartalets_slut(dag: date) -> date:
    """Sista dagen i det kalenderkvartal som dagen ligger i."""
    manad = dag.month + (-dag.month) % 3
    return date(dag.year, manad, monthrange(dag.year, manad)[1])


def svenskt_klockslag(ogonblick: datetime) -> str:
    """Klockslaget på väggen i Sverige vid ett ögonblick (med tidszon), TT:MM."""
    return ogonblick.astimezone(STOCKHOLM).strftime("%H:%M")


def svensk_dag(ogonblick: datetime) -> date:
    """Dagen i Sverige vid ett ögonblick (med tidszon)."""
    return ogonblick.astimezone(STOCKHOLM).date()
