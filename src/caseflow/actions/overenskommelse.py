"""What is agreed with a person on how to reach them holds in all of the person's ärenden of the same kind.

The others get it from the system, in the same transaction, with the same values and no word of where it was
agreed. Nothing goes between utövare and utsatt, into or out of a friyta or a partnerkontakt akt, nor between
kommuner.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from sqlalchemy.orm import Session

from caseflow.actions.akthandling import Oppnad
from caseflow.actions.sakerhetssignal import FAULTS, write_system_fact
from caseflow.engine.aktnummer import normal_aktnummer
from caseflow.engine.effect import fact_effect
from caseflow.engine.fakta import Varde
from caseflow.processes import FAKTASLAG
from caseflow.rules.roller import Roll
from caseflow.rules.saker_kontakt import KODORD_ORD
from caseflow.store.akt import by_nummer
from caseflow.store.atkomst import Aktor, opening_role
from caseflow.store.samma_person import (
    SLAG,
    agreed,
    fresh,
    latest_agreed,
    lock_all,
    other_akter,
)
from caseflow.store.skriven import NyHandelse
from caseflow.store.vantande_signal import hold


def lock_the_persons(session: Session, aktor: Aktor, nummer: str, slag: str) -> None:
    """Before an agreement is written: lock every akt that it reaches, if the person may open this one."""
    normal = normal_aktnummer(nummer) if slag == SLAG else None
    akt = by_nummer(session, normal) if normal else None
    if akt is not None and opening_role(aktor, akt.slag, akt.enhet_id) is not None:
        lock_all(session, akt.nummer)


def with_kept_code_word(opened: Oppnad, slag: str, varden: dict[str, Varde]) -> dict[str, Varde]:
    """The values, with the code word there was when one is still agreed and no new one is written."""
    if slag != SLAG or varden.get(KODORD_ORD) or not varden.get("kodord"):
        return varden
    akt = fresh(opened.session, opened.akt.id)
    before = agreed(opened.session, opened.db.ring, akt) if akt else None
    word = before.varden.get(KODORD_ORD) if before else None
    return {**varden, KODORD_ORD: word} if word else varden


def pass_on_agreement(
    opened: Oppnad, slag: str, kort: Mapping[str, Varde], varden: Mapping[str, Varde], *, dag: date
) -> None:
    """Write it in the person's other akter; what cannot be written there now waits for the loop."""
    if slag != SLAG:
        return
    told = {**kort, "av": "system"}
    for nummer in other_akter(opened.session, opened.akt.id):
        try:
            with opened.session.begin_nested():
                write_system_fact(opened, nummer, SLAG, told, dag=dag, varden=varden)
        except FAULTS:
            hold(
                opened.session,
                opened.db.ring,
                nummer,
                SLAG,
                told,
                dag=dag,
                now=opened.now,
                varden=varden,
            )


def begin_with_agreement(opened: Oppnad) -> None:
    """A new akt of a known person starts with what was last agreed with the person."""
    known = latest_agreed(opened.session, opened.db.ring, opened.akt.id)
    if known is None:
        return
    kort = {**known.kort, "av": "system"}
    dag = known.dag or opened.idag
    opened.write(
        NyHandelse(
            typ="system",
            kod=SLAG,
            dag=dag,
            effekt=fact_effect(FAKTASLAG[SLAG], kort, opened.akt.fakta, dag=dag),
            varden=known.varden,
            roll=Roll.SYSTEM,
        )
    )
