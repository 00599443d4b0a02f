"""Open a friytekontakt: a person known by a code only."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from caseflow.actions.oppna_akt import Registrering, enhet_for, open_akt
from caseflow.engine.errors import Hinder, Refused
from caseflow.engine.field import check, short
from caseflow.processes.registrering import FRIYTA
from caseflow.rules.kalender import svensk_dag
from caseflow.rules.roller import Roll
from caseflow.store.atkomst import Aktor
from caseflow.store.person import Identitet
from caseflow.store.profiler import profiles
from caseflow.store.session import Databas


def registrera_friyta(
    db: Databas, aktor: Aktor, given: Mapping[str, object], *, now: datetime
) -> str:
    """The new aktnummer. In the anonymous mode not even the code is stored as a person.

    Raises:
        BadInput: fields; every fault at once.
        Refused: no role, or the profile has no friyta or not that way of documenting.
    """
    values = check(FRIYTA, given, today=svensk_dag(now))
    with db.write() as session:
        enhet, roll = enhet_for(session, aktor, str(values["enhet"]), (Roll.BEHANDLARE,))
        profil = profiles(db.settings)[enhet.profil]
        mode = str(values["dokumentation"])
        if not profil.friyta or mode not in profil.friyta_dokumentation:
            raise Refused(
                vad="Friytekontakten kan inte öppnas.",
                hinder=[
                    Hinder(
                        "friyta_ar_tillaten",
                        "14 kap. 3–5 §§ SoL (2025:400) och kommunens profil",
                        "Enheten erbjuder inte friyta med det sättet att dokumentera.",
                        "Välj ett annat sätt, eller fråga enhetschefen vad nämnden har beslutat.",
                    )
                ],
            )
        kod = str(values.pop("kod"))
        kort = short(FRIYTA, values)
        kort.pop("enhet")
        opened = open_akt(
            db,
            session,
            aktor,
            enhet,
            roll,
            Registrering(
                slag="friyta",
                inkom=date.fromisoformat(str(values["inkom"])),
                varden=values,
                kort=kort,
                person=None if mode == "anonym_14_5" else Identitet(pseudonym=kod),
                ansvarig=aktor.id,
            ),
            now=now,
        )
        return opened.akt.nummer
