"""A rule that gets one more wording for as long as a test lasts: the real rule, amended as the law amends it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta

from caseflow.engine.bevakning import Forfall
from caseflow.engine.fakta import Fakta
from caseflow.engine.rule import Lag, Overgang
from caseflow.rules.lagesbevakning import forsta_kontakt
from caseflow.rules.profil import Profil

ANDRING = Lag("ändringslagen", "2026:1", "ÄL")
BORJAR = date(2026, 2, 1)


def tio_dagar_till(fakta: Fakta, profil: Profil) -> Iterator[Forfall]:
    """En första kontakt tas inom enhetens tid och tio dagar till."""
    for forfall in forsta_kontakt.wordings[0].function(fakta, profil):
        yield replace(forfall, dag=forfall.dag + timedelta(days=10))


@contextmanager
def langre_tid_for_forsta_kontakten(overgang: Overgang) -> Iterator[None]:
    """From BORJAR there are ten more days for the first contact in an ärende about an utövare."""
    forsta_kontakt.add(ANDRING("1 §"), BORJAR, tio_dagar_till, overgang)
    try:
        yield
    finally:
        forsta_kontakt.wordings.pop()
