"""Tick off a bevakning by hand, where its rule allows that."""

from __future__ import annotations

from datetime import date, datetime

from caseflow.actions.akthandling import Utfort, check_given, open_for
from caseflow.actions.bevakningshandling import open_row, write_operation
from caseflow.engine.bevakning import TICK
from caseflow.engine.errors import Hinder, Refused
from caseflow.processes import REGLER
from caseflow.store.atkomst import Aktor
from caseflow.store.session import Databas


def utfor_bevakning(
    db: Databas, aktor: Aktor, nummer: str, nr: int, *, dag: date, now: datetime
) -> Utfort:
    """Done on `dag`.

    Raises:
        NotFound, BadInput, Refused: no access or not open; the day; it is done by a step, not by a tick.
    """
    with db.write() as session:
        opened = open_for(db, session, aktor, nummer, now=now)
        row = open_row(opened, nr)
        check_given(
            opened, (), {}, dag=dag, earliest=opened.akt.fakta.inkom, what="ärendets början"
        )
        rule = REGLER[row.slag]
        if not rule.bockas_av:
            raise Refused(
                vad=f"«{rule.etikett}» kan inte bockas av.",
                hinder=[
                    Hinder(
                        row.slag,
                        str(rule.on(dag).kalla),
                        "Den blir klar när det den gäller är registrerat.",
                        "Öppna ärendet och registrera det som är gjort.",
                    )
                ],
            )
        # What is ticked off is no longer expected, and so the event itself says that it is done.
        return write_operation(opened, TICK, {}, dag=dag, tick=row)
