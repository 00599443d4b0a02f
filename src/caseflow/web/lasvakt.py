"""Every opening of an akt is written in the read log before the page is shown, and so is every refusal.

A page with pictures of its sides is one look, and one row: the row of the page covers its pictures.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

from caseflow.actions.logga_lasning import log_reading
from caseflow.engine.aktnummer import normal_aktnummer
from caseflow.engine.errors import NotFound, Refused
from caseflow.web.heltal import heltal
from caseflow.web.visit import Visit

ONE_LOOK = timedelta(minutes=10)
"""A picture that is fetched later than so after its page was opened is a look of its own."""
_DIGITS = 12
ANSVARIG = "ansvarig"
ROLL_I_ENHETEN = "roll i enheten"
_ROLLEN = frozenset({"rollen_far_gora_det", "utkast_ar_for_handlaggningen"})


def logga(visit: Visit, nummer: str, roll: str, vad: str, *, ansvarig: bool = False) -> str:
    """One opened part. Gives back the ground that was written."""
    grund = ANSVARIG if ansvarig else ROLL_I_ENHETEN
    log_reading(visit.db, visit.aktor, roll, nummer, vad, grund, now=visit.now)
    return grund


@contextmanager
def nekad_loggas(visit: Visit, nummer: str, vad: str) -> Iterator[None]:
    """What is missing and what is forbidden are logged alike, so that neither takes longer than the other.

    So is what the person's role may not do. Other rules that stand in the way say nothing of access.
    """
    try:
        yield
    except (NotFound, Refused) as fault:
        if isinstance(fault, Refused) and _ROLLEN.isdisjoint(h.regel for h in fault.hinder):
            raise
        held = next((roll for _, roll in visit.aktor.uppdrag), "ingen")
        normal = normal_aktnummer(nummer) or "okänt"
        log_reading(
            visit.db, visit.aktor, held, normal, vad, "nekad", now=visit.now, utfall="nekad"
        )
        raise


def look_mark(visit: Visit, nummer: str, vad: str, innehall: str) -> str:
    """What a page that has been logged as `vad` puts in the addresses of its pictures.

    It holds when the page was opened, and is sealed with a key that no reader has, to the person, the session, the
    part and what was on the pages (`innehall`): so nobody can make one, and it covers what the page showed alone.
    """
    return _mark(visit, nummer, vad, innehall, int(visit.now.timestamp()))


def covered(visit: Visit, mark: str, nummer: str, vad: str, innehall: str) -> bool:
    """Whether the row of the page covers the picture: the same look at the same content."""
    when = mark.partition("-")[0]
    seconds = heltal(when, _DIGITS)
    if seconds is None:
        return False
    expected = _mark(visit, nummer, vad, innehall, seconds)
    if not hmac.compare_digest(mark.encode(), expected.encode()):
        return False  # before the number is a time: anybody may have written any number there
    return visit.now - datetime.fromtimestamp(seconds, UTC) <= ONE_LOOK


def _mark(visit: Visit, nummer: str, vad: str, innehall: str, when: int) -> str:
    sealed = "\n".join((str(visit.aktor.id), visit.csrf, nummer, vad, str(when), innehall))
    return f"{when}-{visit.db.ring.index_of('titt', sealed).hex()}"
