"""When a closed akt may be disposed of, how the day was counted, and what stands in the way."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from caseflow.engine.bevakning import Term
from caseflow.engine.errors import Hinder
from caseflow.rules.gallring import SISTA_ANTECKNING, tidigast_gallring
from caseflow.rules.profil import Profil
from caseflow.store.akt import Akt
from caseflow.store.atkomst import Aktor, open_akt
from caseflow.store.profilversion import profile_of
from caseflow.store.session import Databas
from caseflow.store.sista_anteckning import last_note


@dataclass(frozen=True, slots=True)
class Gallringsvy:
    """`tidigast` is None when the akt is kept for ever; `termer` say how the day was counted.

    `hinder` is everything that stands in the way now, also what nobody has answered yet.
    """

    tidigast: date | None
    senast: date | None
    aldrig: bool
    termer: tuple[Term, ...]
    hinder: tuple[Hinder, ...]


def gallring(db: Databas, aktor: Aktor, nummer: str, *, dag: date) -> Gallringsvy | None:
    """As `gallringsvy`, for an akt by its number. The caller logs the reading.

    Raises:
        NotFound: missing, or no role that opens it.
    """
    with db.read() as session:
        akt, _ = open_akt(session, aktor, nummer)
        profil = profile_of(session, db.settings, akt.profil, akt.profil_version)
        return gallringsvy(session, akt, profil, dag)


def gallringsvy(session: Session, akt: Akt, profil: Profil, dag: date) -> Gallringsvy | None:
    """What the rules say of the akt on a day; None while it is open.

    What stands outside the akt (other data on the person, the day of birth) is not looked up here: until a
    registrator has answered, it stands in the way.
    """
    fakta = akt.snapshot
    if not fakta.avslutad:
        return None
    last = last_note(session, akt)
    given = {SISTA_ANTECKNING: last.isoformat()} if last else {}
    found = tidigast_gallring(fakta, profil, dag, given)
    return Gallringsvy(
        tidigast=found.tidigast.dag if found.tidigast else None,
        senast=found.senast,
        aldrig=found.aldrig,
        termer=found.tidigast.termer if found.tidigast else (),
        hinder=found.hindren,
    )
