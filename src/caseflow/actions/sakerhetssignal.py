"""What one side's act means on the other side of a sealed relation, done by the system itself.

Only from the utövare's akt outwards, never back: an utsatt is given a bevakning to look over the safety,
a partnerkontakt akt is told of the two consents and of their withdrawal. Nothing of it is seen, counted or
refused on the utövare's side, and the signal carries no reason.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from caseflow.actions.akthandling import Oppnad, open_for
from caseflow.engine.effect import fact_effect
from caseflow.engine.errors import CaseflowError
from caseflow.engine.fakta import Varde
from caseflow.processes import FAKTASLAG
from caseflow.rules.roller import Roll
from caseflow.store.atkomst import SYSTEM
from caseflow.store.relation import relations_of
from caseflow.store.session import Databas
from caseflow.store.skriven import NyHandelse
from caseflow.store.vantande_signal import hold

FAULTS = (CaseflowError, SQLAlchemyError, LookupError, TypeError, ValueError)
"""What a damaged akt can raise. One akt's fault must not reach another."""
SAKERHETSKODER = frozenset(
    {
        "sakerhet_overvagd",
        "sakerhetskontroll",
        "ny_handelse",
        "starta_insats",
        "slutfor_insats",
        "avbryt_insats",
    }
)
MIRRORED = "samtycke_speglat"
"""What a partnerkontakt akt is told of a consent, by its purpose."""
SAMTYCKEN = frozenset({"roja_behandling", "lamna_sakerhetsinformation"})


def signal_other_side(opened: Oppnad, kod: str, kort: Mapping[str, Varde], *, dag: date) -> None:
    """Raise what the act calls for in the related akter, in the same transaction."""
    samtycke = kod in {"samtycke", "samtycke_atertaget"} and kort.get("andamal") in SAMTYCKEN
    if opened.akt.slag != "utovare" or not (samtycke or kod in SAKERHETSKODER):
        return
    relations = relations_of(opened.session, opened.db.ring, opened.akt.nummer)
    # Always in the order of their numbers: two acts that reach the same akter must not wait for each other.
    for nummer, slag in sorted(k.other(opened.akt.nummer) for k in relations):
        if slag == "utsatt" and kod in SAKERHETSKODER:
            _send(opened, nummer, "sakerhetssignal", {}, dag=opened.idag)
        if slag == "partnerkontakt" and samtycke:
            mirrored = {"andamal": kort["andamal"], "givet": kod == "samtycke"}
            # A withdrawal holds from the moment it is known, whatever day it is dated.
            day = dag if kod == "samtycke" else opened.idag
            _send(opened, nummer, MIRRORED, mirrored, dag=day)


def _send(opened: Oppnad, nummer: str, slag: str, kort: Mapping[str, Varde], *, dag: date) -> None:
    """Deliver at once; what cannot be delivered waits, and this side's act is none the wiser."""
    try:
        with opened.session.begin_nested():
            write_system_fact(opened, nummer, slag, kort, dag=dag)
    except FAULTS:
        hold(opened.session, opened.db.ring, nummer, slag, kort, dag=dag, now=opened.now)


def deliver_to(
    db: Databas, session: Session, content: Mapping[str, object], *, now: datetime
) -> None:
    """Deliver what has waited, in a transaction that is already open."""
    kort: dict[str, Varde] = content["kort"]  # type: ignore[assignment] # written by hold
    varden: dict[str, Varde] = content.get("varden", kort)  # type: ignore[assignment] # as above
    other = open_for(db, session, SYSTEM, str(content["nummer"]), now=now)
    _write(other, str(content["slag"]), kort, varden, date.fromisoformat(str(content["dag"])))


def write_system_fact(
    opened: Oppnad,
    nummer: str,
    slag: str,
    kort: Mapping[str, Varde],
    *,
    dag: date,
    varden: Mapping[str, Varde] | None = None,
) -> None:
    """Register a fact as the system in another akt, inside the same transaction.

    `varden` are the full values where they hold more than `kort`.
    """
    other = open_for(opened.db, opened.session, SYSTEM, nummer, now=opened.now)
    _write(other, slag, kort, kort if varden is None else varden, dag)


def _write(
    other: Oppnad, slag: str, kort: Mapping[str, Varde], varden: Mapping[str, Varde], dag: date
) -> None:
    # A signal is never lost because the akt began before there was such a one.
    kind = other.definitioner.faktaslag.get(slag) or FAKTASLAG[slag]
    other.write(
        NyHandelse(
            typ="system",
            kod=slag,
            dag=dag,
            effekt=fact_effect(kind, kort, other.akt.fakta, dag=dag),
            varden=varden,
            roll=Roll.SYSTEM,
        )
    )
