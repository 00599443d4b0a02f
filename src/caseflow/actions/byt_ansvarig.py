"""Give an akt to another medarbetare."""

from __future__ import annotations

from datetime import datetime

from caseflow.actions.akthandling import Utfort, open_for, short_with_actor
from caseflow.actions.mottagare import receiver
from caseflow.engine.errors import Refused
from caseflow.engine.trial import role_hinder
from caseflow.rules.roller import ANSVARAR_FOR_AKT, Roll
from caseflow.store.atkomst import Aktor
from caseflow.store.session import Databas
from caseflow.store.skriven import NyHandelse

BY = (Roll.SAMORDNARE, Roll.ENHETSCHEF, Roll.HANDLAGGARE, Roll.BEHANDLARE, Roll.PARTNERKONTAKT)


def byt_ansvarig(db: Databas, aktor: Aktor, nummer: str, epost: str, *, now: datetime) -> Utfort:
    """The akt's owner from now on. The history says who gave it to whom.

    Raises:
        NotFound, Refused, BadInput: no access; role; the receiver has no role that owns such an akt.
    """
    with db.write() as session:
        opened = open_for(db, session, aktor, nummer, now=now)
        roll = opened.acting_role(BY)
        found = role_hinder(BY, roll)
        if found:
            raise Refused(vad="Ärendet kan inte lämnas över.", hinder=found)
        to = receiver(opened, epost, ANSVARAR_FOR_AKT[opened.akt.slag])
        kort = short_with_actor({"till": str(to.id)}, aktor)
        return opened.write(
            NyHandelse(
                typ="system",
                kod="byt_ansvarig",
                dag=opened.idag,
                effekt={"steg": "byt_ansvarig", "kort": kort, "ansvarig": to.id},
                varden={"till": to.namn},
                av=aktor.id,
                roll=roll,
            )
        )
