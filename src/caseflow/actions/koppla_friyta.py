"""Tie a friytekontakt to an ärende, with the person's consent and only the summary the person approved."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from caseflow.actions.akthandling import Utfort, open_for
from caseflow.actions.register_fact import perform_fact
from caseflow.actions.sakerhetssignal import write_system_fact
from caseflow.engine.aktnummer import normal_aktnummer
from caseflow.engine.errors import BadInput
from caseflow.store.append import lock
from caseflow.store.atkomst import Aktor, opening_role
from caseflow.store.session import Databas


def koppla_friyta(
    db: Databas,
    aktor: Aktor,
    nummer: str,
    given: Mapping[str, object],
    *,
    dag: date,
    now: datetime,
) -> Utfort:
    """Register the tie in the friytekontakt, and the approved summary in the ärende: both or neither.

    Raises:
        NotFound: no such friytekontakt for this person.
        BadInput: fields, day, or an ärende that this person may not open.
        Refused: role, or the person's consent is missing.
    """
    arende = normal_aktnummer(str(given.get("arende", ""))) or ""
    with db.write() as session:
        opened = open_for(db, session, aktor, nummer, now=now)
        target = lock(session, arende)
        if (
            target is None
            or target.slag not in {"utovare", "utsatt"}
            or opening_role(aktor, target.slag, target.enhet_id) is None
        ):
            raise BadInput(
                vad="Kontakten kan inte kopplas.",
                falt={
                    "arende": "Ärendets nummer: det finns inget ärende med det numret som du kan öppna."
                },
            )
        held = opened.akt.fakta.antal.get("samtal:genomfort", 0)
        utfort = perform_fact(opened, "friyta_kopplad", {**given, "arende": arende}, dag=dag)
        write_system_fact(
            opened,
            arende,
            "friyta_mottagen",
            {"sammanfattning": True, "genomforda_samtal": held},
            dag=dag,
            varden={"sammanfattning": str(given["sammanfattning"]), "genomforda_samtal": held},
        )
        return utfort
