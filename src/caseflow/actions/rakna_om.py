"""Bring one akt to the rules of a day: what differs is kept, counted anew or asked about, by an event."""

from __future__ import annotations

from datetime import datetime

from caseflow.actions.akthandling import Utfort, open_for
from caseflow.engine.effect import Effekt
from caseflow.engine.errors import BadInput, Refused
from caseflow.engine.regelbyte import Regelbyte, brought_to, compare
from caseflow.engine.trial import role_hinder
from caseflow.processes import plikter_for
from caseflow.rules.ny_rakning import RAKNAR_OM
from caseflow.store.atkomst import Aktor
from caseflow.store.bevakning import open_in
from caseflow.store.session import Databas
from caseflow.store.skriven import NyHandelse

KOD = "omrakning"


def rakna_om(
    db: Databas, aktor: Aktor, nummer: str, byte: Regelbyte, *, skal: str, now: datetime
) -> Utfort | None:
    """The event, or None when nothing differs any more: it may be run twice.

    Raises:
        NotFound: missing, or no role that opens it.
        BadInput: the day has not come, or the reason is missing.
        Refused: the role does not recount in such akter.
    """
    with db.write() as session:
        opened = open_for(db, session, aktor, nummer, now=now)
        if not skal.strip() or byte.till > opened.idag:
            raise BadInput(
                vad="Ärendet kan inte räknas om än.",
                varfor="En regel som inte har börjat gälla kan inte användas, och ett skäl behövs.",
                gor_nu="Ange en dag till och med i dag, och skriv varför.",
            )
        by = RAKNAR_OM[opened.akt.slag]
        roll = opened.acting_role(by)
        found = role_hinder(by, roll)
        if found:
            raise Refused(vad="Ärendet kan inte räknas om.", hinder=found)
        akt = opened.akt
        rows = open_in(session, [akt.id]).get(akt.id, [])
        made = compare(
            plikter_for(akt.slag),
            akt.fakta,
            opened.profil,
            oppna=akt.oppna,
            fore={(r.slag, r.nyckel): r.vantad for r in rows},
            byte=byte,
            dag=opened.idag,
        ).omrakning
        if not made.rader:
            return None
        day = brought_to(akt.fakta, byte.till).regler_per
        assert day is not None  # noqa: S101 - brought there on the line above
        effekt: Effekt = {
            "kort": {"av": str(aktor.id)},
            "regler_per": day.isoformat(),
            "behallna": made.behallna,
            "bevakningar": made.operations(akt.oppna, next_nr=akt.bevakning_nr + 1),
        }
        varden = {"skal": skal.strip(), "regler_per": day.isoformat()}
        return opened.write(
            NyHandelse(KOD, KOD, opened.idag, effekt, varden, av=aktor.id, roll=roll)
        )
