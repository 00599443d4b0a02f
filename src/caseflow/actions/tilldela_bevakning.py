"""Give a bevakning to somebody."""

from __future__ import annotations

from datetime import datetime

from caseflow.actions.akthandling import Utfort, open_for
from caseflow.actions.bevakningshandling import open_row, write_operation
from caseflow.actions.mottagare import receiver
from caseflow.rules.roller import AGER_I_AKT
from caseflow.store.atkomst import Aktor
from caseflow.store.session import Databas


def tilldela_bevakning(
    db: Databas, aktor: Aktor, nummer: str, nr: int, epost: str, *, now: datetime
) -> Utfort:
    """The bevakning's owner from now on.

    Raises:
        NotFound, BadInput: no access or not open; the receiver does not work in such akter.
    """
    with db.write() as session:
        opened = open_for(db, session, aktor, nummer, now=now)
        open_row(opened, nr)
        to = receiver(opened, epost, AGER_I_AKT[opened.akt.slag])
        return write_operation(
            opened,
            "tilldela_bevakning",
            {"op": "tilldela", "nr": nr, "till": to.id, "av": aktor.id},
            dag=opened.idag,
            varden={"till": to.namn},
        )
