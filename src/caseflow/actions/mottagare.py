"""Who may be given an akt or a bevakning: somebody active who may open that akt."""

from __future__ import annotations

from caseflow.actions.akthandling import Oppnad
from caseflow.engine.errors import BadInput
from caseflow.store.atkomst import aktor_for, opening_role
from caseflow.store.medarbetare import Medarbetare, by_epost


def receiver(opened: Oppnad, epost: str) -> Medarbetare:
    """The medarbetare with that address.

    Raises:
        BadInput: missing, disabled, or without a role that opens the akt. The answer is the same.
    """
    found = by_epost(opened.session, epost)
    allowed = (
        found is not None
        and found.aktiv
        and opening_role(
            aktor_for(opened.session, found, opened.idag), opened.akt.slag, opened.akt.enhet_id
        )
    )
    if found is None or not allowed:
        raise BadInput(
            vad="Det går inte att lämna över dit.",
            falt={
                "epost": "Mottagare: välj någon i enheten som arbetar med den här sortens ärenden."
            },
        )
    return found
