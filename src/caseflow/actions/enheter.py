"""Add a unit."""

from __future__ import annotations

import re

from sqlalchemy import select

from caseflow.actions.initiera import NyEnhet, ensure_units
from caseflow.engine.errors import BadInput
from caseflow.store.enhet import Enhet
from caseflow.store.session import Databas

_KOD = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")
_LONGEST_NAME = 120


def lagg_till_enhet(db: Databas, ny: NyEnhet) -> None:
    """Add the unit.

    Raises:
        BadInput: its code is taken or cannot be one, or it has no name.
        ProfileInvalid: the profile does not exist or does not load.
    """
    faults = {}
    if not _KOD.fullmatch(ny.kod):
        faults["kod"] = "Kod: skriv 1–40 tecken: a–z, siffror, bindestreck."
    if not ny.namn.strip() or len(ny.namn) > _LONGEST_NAME:
        faults["namn"] = f"Namn: skriv 1–{_LONGEST_NAME} tecken."
    with db.read() as session:
        if session.scalar(select(Enhet.id).where(Enhet.kod == ny.kod)):
            faults["kod"] = f"Kod: «{ny.kod}» finns redan."
    if faults:
        raise BadInput(vad="Enheten kan inte läggas till.", falt=faults)
    ensure_units(db, (ny,))
