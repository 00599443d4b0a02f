"""What the acts on handlingar share: the handling that one corrects, and how it is named.

Not a use case of its own: the actions on drafts and handlingar are built on it.
"""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy.orm import Session

from caseflow.documents.mallar.mall import Mall
from caseflow.documents.skrivtext import dag_lang
from caseflow.engine.errors import BadInput
from caseflow.engine.fakta import Varde
from caseflow.store.handling import Handling, handlingar_i
from caseflow.store.handlingsatkomst import handlingen


def ersatt(session: Session, akt_id: int, mall: Mall, seq: int | None) -> Handling | None:
    """The handling that a new one corrects.

    Raises:
        BadInput: it is of another kind, is a copy, or has been replaced already.
    """
    if seq is None:
        return None
    before = handlingen(session, akt_id, seq)
    later = next((h for h in handlingar_i(session, akt_id) if h.ersatter == seq), None)
    if before.mall == mall.kod and before.kopia_av is None and later is None:
        return before
    raise BadInput(
        vad="Handlingen kan inte rättas så.",
        varfor="Den är redan ersatt av en nyare."
        if later
        else "En rättelse görs med samma mall, och inte på en kopia.",
        gor_nu=f"Rätta den nyaste i stället (händelse {later.seq})."
        if later
        else "Välj handlingen som ska rättas.",
    )


def beskriven(handling: Handling | None) -> str:
    """How the new one names the one it replaces: «Beslut, 12 november 2026 (händelse 14)»."""
    if handling is None:
        return ""
    return f"{handling.titel}, {dag_lang(handling.dag)} (händelse {handling.seq})"


def filled(varden: Mapping[str, Varde]) -> dict[str, Varde]:
    """Only what holds something."""
    return {k: v for k, v in varden.items() if v not in (None, "", [])}
