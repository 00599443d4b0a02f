"""The safe-contact view of an akt: how the person may be reached, and where. The caller logs the opening."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from caseflow.engine.fakta import Fakta
from caseflow.queries.handelser import open_event
from caseflow.queries.handelser_i_akt import Handelsevy, handelsevy
from caseflow.queries.namn import namnen
from caseflow.queries.oppna import open_for_reading
from caseflow.queries.saker_kontakt import Kontaktregler, kontaktregler
from caseflow.store.akt import Akt
from caseflow.store.atkomst import Aktor
from caseflow.store.handelse import Handelse
from caseflow.store.person import Person, identitet
from caseflow.store.session import Databas


@dataclass(frozen=True, slots=True)
class Kontaktvy:
    """Contact details and rules. `var_sakert` is what was said of a safe place, and which day."""

    nummer: str
    slag: str
    roll: str
    skydd: str
    telefon: str
    adress: str
    regler: Kontaktregler | None
    var_sakert: str
    var_sakert_dag: date | None


def visa_kontakt(db: Databas, aktor: Aktor, nummer: str) -> Kontaktvy:
    """The view.

    Raises:
        NotFound: missing, or no role that opens it.
    """
    with db.read() as session:
        akt, roll = open_for_reading(session, aktor, nummer)
        fakta = akt.snapshot
        person = session.get(Person, akt.person_id) if akt.person_id else None
        known = identitet(person, db.ring) if person else None
        protection = _latest(db, session, akt, fakta, "skyddsbedomning")
        return Kontaktvy(
            nummer=akt.nummer,
            slag=akt.slag,
            roll=roll,
            skydd=known.skydd if known else "",
            telefon=known.telefon if known else "",
            adress=known.adress if known else "",
            regler=kontaktregler(_latest(db, session, akt, fakta, "saker_kontakt")),
            var_sakert=str(protection.varden.get("var_sakert") or "") if protection else "",
            var_sakert_dag=protection.dag if protection else None,
        )


def _latest(db: Databas, session: Session, akt: Akt, fakta: Fakta, slag: str) -> Handelsevy | None:
    fact = fakta.senaste(slag)
    row = session.get(Handelse, (akt.id, fact.seq)) if fact else None
    if row is None:
        return None
    return handelsevy(open_event(row, akt.nummer, db.ring.unwrap(akt.nyckel)), namnen(session, akt))
