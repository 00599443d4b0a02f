"""Ask for work that the system has given up, or waits with, to be tried again at the next pass."""

from __future__ import annotations

from datetime import datetime

from caseflow.engine.errors import NotFound
from caseflow.rules.roller import OPPNAR_AKT, Roll
from caseflow.store.akt import Akt
from caseflow.store.arbetsfel import Arbetsfel
from caseflow.store.atkomst import Aktor
from caseflow.store.session import Databas


def forsok_igen(db: Databas, aktor: Aktor, fel_id: int, now: datetime) -> None:
    """The work is tried at the next pass. The number of tries so far is kept.

    An administrator may ask for any; an enhetschef for what is in an akt of the own unit that an
    enhetschef may open.

    Raises:
        NotFound: it is not there any more, or it is not for this person: the answer is the same.
    """
    with db.write() as session:
        fel = session.get(Arbetsfel, fel_id, with_for_update=True)
        akt = session.get(Akt, fel.akt_id) if fel and fel.akt_id is not None else None
        if fel is None or not may_see(aktor, akt):
            raise NotFound(
                vad="Det finns inget sådant arbete att försöka igen.",
                varfor="Det kan ha gått igenom sedan du öppnade sidan.",
                gor_nu="Ladda om sidan.",
            )
        fel.dod, fel.nasta = None, now


def may_see(aktor: Aktor, akt: Akt | None) -> bool:
    """Whether the person may know of work that failed in the akt; without akt only an administrator may."""
    if aktor.har(Roll.ADMINISTRATOR):
        return True
    return (
        akt is not None
        and Roll.ENHETSCHEF in OPPNAR_AKT[akt.slag]
        and akt.enhet_id in aktor.enheter(Roll.ENHETSCHEF)
    )
