"""Every opening of an akt is written in the read log before the page is shown, and so is every refusal."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from caseflow.actions.logga_lasning import log_reading
from caseflow.engine.aktnummer import normal_aktnummer
from caseflow.engine.errors import NotFound, Refused
from caseflow.web.visit import Visit

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
