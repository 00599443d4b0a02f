"""Register an ärende about one person, identified or by a code."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from caseflow.actions.oppna_akt import Registrering, check_identity, enhet_for, open_akt
from caseflow.engine.field import check, short
from caseflow.processes.registrering import ARENDE, PERSON
from caseflow.rules.kalender import svensk_dag
from caseflow.rules.roller import Roll
from caseflow.store.atkomst import Aktor
from caseflow.store.session import Databas

BY = (Roll.HANDLAGGARE, Roll.SAMORDNARE, Roll.ENHETSCHEF)


def registrera_arende(
    db: Databas, aktor: Aktor, given: Mapping[str, object], *, now: datetime
) -> str:
    """The new aktnummer. A handläggare who registers becomes ansvarig; else the samordnare distributes.

    Raises:
        BadInput: fields; every fault at once.
        Refused: no role in the unit that registers.
    """
    today = svensk_dag(now)
    values = check((*ARENDE, *PERSON), given, today=today)
    person = check_identity({f.code: values.pop(f.code, None) for f in PERSON})
    with db.write() as session:
        enhet, roll = enhet_for(session, aktor, str(values["enhet"]), BY)
        kort = short(ARENDE, values)
        kort.pop("enhet")
        opened = open_akt(
            db,
            session,
            aktor,
            enhet,
            roll,
            Registrering(
                slag=str(values["slag"]),
                inkom=date.fromisoformat(str(values["inkom"])),
                varden=values,
                kort=kort,
                person=person,
                ansvarig=aktor.id if roll == Roll.HANDLAGGARE else None,
            ),
            now=now,
        )
        return opened.akt.nummer
