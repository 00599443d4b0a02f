"""A handling reaches its reader: by letter, at a meeting, or in another safe way."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from caseflow.actions.akthandling import (
    Oppnad,
    Utfort,
    check_given,
    done,
    open_for,
    short_with_actor,
)
from caseflow.documents.mallar import MALLAR, som_fardigstaller
from caseflow.documents.mallar.mall import Till
from caseflow.engine.errors import BadInput, Refused
from caseflow.engine.fakta import Varde
from caseflow.processes.handlingar import SATT
from caseflow.rules.brev import brevets_hinder, samtyckets_hinder
from caseflow.rules.roller import AGER_I_AKT
from caseflow.store.append import append
from caseflow.store.atkomst import Aktor
from caseflow.store.handling import LAMNAD, Handling, handlingar_i
from caseflow.store.handlingsatkomst import handlingen, refuse_reader
from caseflow.store.person import Person
from caseflow.store.session import Databas
from caseflow.store.skriven import NyHandelse

BREV = frozenset({"brev", "rekommenderat_brev"})
TILL_ANDRA = frozenset({Till.UTFORAREN, Till.MYNDIGHET, Till.NAMNDEN, Till.DEN_SOM_BEGAR})
"""Whose address is no secret of the person's."""


def lamna_handling(
    db: Databas,
    aktor: Aktor,
    nummer: str,
    seq: int,
    given: Mapping[str, object],
    *,
    dag: date,
    now: datetime,
) -> Utfort:
    """Note how and on which day a finished handling was handed over or sent.

    Raises:
        NotFound: no such akt for this person, or no such handling.
        BadInput: the day or the way; it is handed over already, or not of a kind that leaves.
        Refused: a letter would break the safe-contact rules of that day.
    """
    with db.write() as session:
        opened = open_for(db, session, aktor, nummer, now=now)
        handling = handlingen(session, opened.akt.id, seq)
        refuse_reader(aktor, opened.akt, som_fardigstaller(handling.mall))
        values = check_given(
            opened,
            (SATT,),
            given,
            dag=dag,
            earliest=handling.dag,
            what="handlingen färdigställdes,",
        )
        if handling.lamnad is not None:
            raise BadInput(
                vad="Handlingen är redan lämnad.",
                varfor=f"Det gjordes {handling.lamnad.isoformat()}.",
                gor_nu="Behöver den lämnas igen gör du en anteckning i journalen.",
            )
        refuse_replaced(session, handling)
        refuse_unsafe(opened, handling, values, dag=dag)
        kort: dict[str, Varde] = {"handling": seq, "titel": handling.titel, **values}
        ny = NyHandelse(
            typ="handling",
            kod=LAMNAD,
            dag=dag,
            effekt={"kort": short_with_actor(kort, aktor)},
            varden=kort,
            av=aktor.id,
            roll=opened.acting_role(AGER_I_AKT[opened.akt.slag]),
        )
        opened.akt, event = append(session, db.ring, opened.akt, ny, now=now)
        return done(opened.akt, event)


def refuse_replaced(session: Session, handling: Handling) -> None:
    """The wrong letter is not sent when there is a right one.

    Raises:
        BadInput: a later handling takes its place.
    """
    rows = handlingar_i(session, handling.akt_id)
    later = next((h for h in rows if h.ersatter == handling.seq), None)
    if later is not None:
        raise BadInput(
            vad="Handlingen är ersatt av en nyare.",
            varfor=f"Den som gäller är händelse {later.seq}.",
            gor_nu="Lämna den i stället.",
        )


def refuse_unsafe(
    opened: Oppnad, handling: Handling, values: Mapping[str, Varde], *, dag: date
) -> None:
    """What may reach the person is sent as a letter only where a letter is safe, and never without its consent.

    What stays in the akt is tried too: nothing else than the person's own copy of it is sent as a letter.

    Raises:
        Refused: it is not.
    """
    if found := samtyckets_hinder(handling.mall, opened.akt.fakta, opened.profil, dag):
        raise Refused(vad=f"{handling.titel} kan inte lämnas.", hinder=found)
    mall = MALLAR.get(handling.mall)
    if values["satt"] not in BREV or (mall is not None and mall.till in TILL_ANDRA):
        return
    asked = select(Person.skydd).where(Person.id == opened.akt.person_id)
    skydd = opened.session.scalar(asked) or ""
    if found := brevets_hinder(opened.akt.fakta, opened.profil, dag, skydd):
        raise Refused(vad=f"{handling.titel} kan inte skickas med brev.", hinder=found)
