"""Who may be given an akt or a bevakning: somebody active with a role for it in the akt's unit."""

from __future__ import annotations

from collections.abc import Collection

from caseflow.actions.akthandling import Oppnad
from caseflow.engine.errors import BadInput
from caseflow.rules.roller import Roll
from caseflow.store.atkomst import aktor_for
from caseflow.store.medarbetare import Medarbetare, by_epost


def receiver(opened: Oppnad, epost: str, roller: Collection[Roll]) -> Medarbetare:
    """The medarbetare with that address, who holds one of the roles in the akt's unit today.

    Raises:
        BadInput: missing, disabled, or without such a role. The answer is the same.
    """
    found = by_epost(opened.session, epost)
    if found is not None and found.aktiv:
        held = aktor_for(opened.session, found, opened.idag).roller(opened.akt.enhet_id)
        if set(roller) & set(held):
            return found
    *first, last = (r.etikett for r in roller)
    names = f"{', '.join(first)} eller {last}" if first else last
    raise BadInput(
        vad="Det går inte att lämna över dit.",
        varfor=f"Den du väljer måste vara {names} i enheten.",
        falt={"epost": f"Mottagare: välj någon i enheten som är {names}."},
    )
