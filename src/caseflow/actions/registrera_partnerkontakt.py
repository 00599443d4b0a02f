"""Open a partnerkontakt akt: her own akt, never part of the utövare's."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from caseflow.actions.oppna_akt import Registrering, check_identity, enhet_for, open_akt
from caseflow.engine.errors import Refused
from caseflow.engine.field import check, short
from caseflow.processes.i_profilen import akten_hindras
from caseflow.processes.registrering import PARTNERKONTAKT, PERSON
from caseflow.rules.kalender import svensk_dag
from caseflow.rules.roller import Roll
from caseflow.store.atkomst import Aktor
from caseflow.store.profiler import profiles
from caseflow.store.session import Databas


def registrera_partnerkontakt(
    db: Databas, aktor: Aktor, given: Mapping[str, object], *, now: datetime
) -> str:
    """The new aktnummer; it begins with the safety assessment done, and nothing offered.

    Raises:
        BadInput: fields; every fault at once.
        Refused: the person does not work with partnerkontakt in the unit, or the unit has none.
    """
    values = check((*PARTNERKONTAKT, *PERSON), given, today=svensk_dag(now))
    person = check_identity({f.code: values.pop(f.code, None) for f in PERSON})
    with db.write() as session:
        enhet, roll = enhet_for(session, aktor, str(values["enhet"]), (Roll.PARTNERKONTAKT,))
        inkom = date.fromisoformat(str(values["inkom"]))
        hinder = akten_hindras("partnerkontakt", profiles(db.settings)[enhet.profil], inkom)
        if hinder:
            raise Refused(vad="Akten för partnerkontakt kan inte öppnas.", hinder=hinder)
        kort = short(PARTNERKONTAKT, values)
        kort.pop("enhet")
        opened = open_akt(
            db,
            session,
            aktor,
            enhet,
            roll,
            Registrering(
                slag="partnerkontakt",
                inkom=inkom,
                varden=values,
                kort=kort,
                person=person,
                ansvarig=aktor.id,
            ),
            now=now,
        )
        return opened.akt.nummer
