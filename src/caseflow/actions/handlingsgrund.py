"""What the acts on handlingar share: the handling that one corrects, and what may be written in one.

Not a use case of its own: the actions on drafts and handlingar are built on it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from caseflow.documents.mallar.mall import Mall
from caseflow.engine.errors import BadInput, Refused
from caseflow.engine.fakta import Fakta, Varde
from caseflow.engine.trial import Lage, failing
from caseflow.rules.fritext import fritexten_avslojar_ingen
from caseflow.rules.profil import Profil
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


MOTTAGARE = frozenset({"mottagare", "utforare", "nas"})
"""Fields that name another activity, or whoever writes, and never the person."""
FOR_HAND = (
    "Skriv «Fylls i för hand» i fältet, och skriv namn och nummer på den utskrivna anmälan. Anmälan görs"
    " genast, också ur anonyma samtal."
)


def refuse_identity(
    fakta: Fakta, profil: Profil, varden: Mapping[str, Varde], mall: Mall, *, dag: date
) -> None:
    """In anonymous talks nothing that is filled in may show who the person is, as in every fact.

    Raises:
        Refused: a text does.
    """
    written = {k: v for k, v in varden.items() if k not in MOTTAGARE}
    lage: Lage[Any] = Lage(fakta, profil, dag, written)
    found = failing((fritexten_avslojar_ingen,), lage)
    if found and mall.kod == "orosanmalan":
        found = [replace(h, gor_nu=FOR_HAND) for h in found]
    if found:
        raise Refused(vad=f"{mall.titel} kan inte sparas så.", hinder=found)


def filled(varden: Mapping[str, Varde]) -> dict[str, Varde]:
    """Only what holds something."""
    return {k: v for k, v in varden.items() if v not in (None, "", [])}
