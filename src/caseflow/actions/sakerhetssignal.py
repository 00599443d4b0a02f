"""What one side's act means on the other side of a sealed relation, done by the system itself.

Only from the utövare's akt outwards, never back: an utsatt is given a bevakning to look over the safety,
a partnerkontakt akt is told of the two consents and of their withdrawal. Nothing of it is seen, counted or
refused on the utövare's side, and the signal carries no reason.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from caseflow.actions.akthandling import Oppnad, open_for
from caseflow.engine.effect import fact_effect
from caseflow.engine.fakta import Varde
from caseflow.processes import FAKTASLAG
from caseflow.rules.roller import Roll
from caseflow.store.atkomst import SYSTEM
from caseflow.store.relation import relations_of
from caseflow.store.skriven import NyHandelse

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
SAMTYCKEN = frozenset({"roja_behandling", "lamna_sakerhetsinformation"})


def signal_other_side(opened: Oppnad, kod: str, kort: Mapping[str, Varde], *, dag: date) -> None:
    """Raise what the act calls for in the related akter, in the same transaction."""
    samtycke = kod in {"samtycke", "samtycke_atertaget"} and kort.get("andamal") in SAMTYCKEN
    if opened.akt.slag != "utovare" or not (samtycke or kod in SAKERHETSKODER):
        return
    for koppling in relations_of(opened.session, opened.db.ring, opened.akt.nummer):
        nummer, slag = koppling.other(opened.akt.nummer)
        if slag == "utsatt" and kod in SAKERHETSKODER:
            write_system_fact(opened, nummer, "sakerhetssignal", {}, dag=opened.idag)
        if slag == "partnerkontakt" and samtycke:
            mirrored = {"andamal": kort["andamal"], "givet": kod == "samtycke"}
            # A withdrawal holds from the moment it is known, whatever day it is dated.
            day = dag if kod == "samtycke" else opened.idag
            write_system_fact(opened, nummer, "samtycke_speglat", mirrored, dag=day)


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
    kind = FAKTASLAG[slag]
    other.write(
        NyHandelse(
            typ="system",
            kod=slag,
            dag=dag,
            effekt=fact_effect(kind, kort, other.akt.fakta, dag=dag),
            varden=kort if varden is None else varden,
            roll=Roll.SYSTEM,
        )
    )
