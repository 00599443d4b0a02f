"""Who an akt is about. Shown by an act of its own that the caller logs."""

from __future__ import annotations

from dataclasses import dataclass

from caseflow.store.atkomst import Aktor, open_akt
from caseflow.store.person import Identitet, Person, identitet
from caseflow.store.session import Databas


@dataclass(frozen=True, slots=True)
class Identitetsvy:
    """The identity in the clear, or None when the akt has no person; `roll` is who asks."""

    nummer: str
    slag: str
    roll: str
    identitet: Identitet | None


def visa_identitet(db: Databas, aktor: Aktor, nummer: str) -> Identitetsvy:
    """The identity of the person in the akt.

    Raises:
        NotFound: the akt is missing or may not be opened: the answer is the same.
    """
    with db.read() as session:
        akt, roll = open_akt(session, aktor, nummer)
        person = session.get(Person, akt.person_id) if akt.person_id else None
        known = identitet(person, db.ring) if person else None
        return Identitetsvy(akt.nummer, akt.slag, roll, known)
