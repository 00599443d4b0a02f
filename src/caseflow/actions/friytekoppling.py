"""What it means in the ärende that a friytekontakt is tied to it: the summary that the person approved."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from caseflow.actions.akthandling import Oppnad
from caseflow.actions.sakerhetssignal import write_system_fact
from caseflow.engine.aktnummer import normal_aktnummer
from caseflow.engine.errors import BadInput
from caseflow.engine.fakta import Varde
from caseflow.store.append import lock
from caseflow.store.atkomst import opening_role

KOPPLAD = "friyta_kopplad"


def target_of(opened: Oppnad, values: Mapping[str, Varde], *, dag: date) -> str:
    """The number of the ärende to tie to.

    Raises:
        BadInput: there is none that this person may open, or it came in after the day of the tie.
    """
    normal = normal_aktnummer(str(values["arende"]))
    target = lock(opened.session, normal) if normal else None
    if (
        target is None
        or target.slag not in {"utovare", "utsatt"}
        or opening_role(opened.aktor, target.slag, target.enhet_id) is None
    ):
        fault = "Ärendets nummer: det finns inget ärende med det numret som du kan öppna."
        raise BadInput(vad="Kontakten kan inte kopplas.", falt={"arende": fault})
    inkom = target.fakta.inkom
    if inkom is not None and dag < inkom:
        fault = f"Datum: ärendet öppnades {inkom.isoformat()}. Ange den dagen eller senare."
        raise BadInput(vad="Datumet stämmer inte.", falt={"datum": fault})
    return target.nummer


def pass_on_summary(opened: Oppnad, values: Mapping[str, Varde], *, dag: date) -> None:
    """Write the summary, and how many talks were held, in the ärende; nothing else goes along."""
    held = opened.akt.fakta.antal.get("samtal:genomfort", 0)
    write_system_fact(
        opened,
        str(values["arende"]),
        "friyta_mottagen",
        {"sammanfattning": True, "genomforda_samtal": held},
        dag=dag,
        varden={"sammanfattning": values["sammanfattning"], "genomforda_samtal": held},
    )
