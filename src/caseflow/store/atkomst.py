"""Who acts, and what they may open. The answer is the same for what is missing and what is forbidden."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from caseflow.engine.aktnummer import normal_aktnummer
from caseflow.engine.errors import NotFound
from caseflow.rules.roller import OPPNAR_AKT, Roll
from caseflow.store.akt import Akt, by_nummer
from caseflow.store.medarbetare import Medarbetare, uppdrag_on


@dataclass(frozen=True, slots=True)
class Aktor:
    """The one who acts. `uppdrag` are (enhet id, role) in force today; `id` None is the system."""

    id: int | None
    namn: str
    epost: str = ""
    uppdrag: tuple[tuple[int, str], ...] = ()

    def roller(self, enhet_id: int) -> tuple[str, ...]:
        """The roles in a unit."""
        return tuple(roll for enhet, roll in self.uppdrag if enhet == enhet_id)

    def enheter(self, *roller: Roll) -> tuple[int, ...]:
        """The units where the person has any of the roles (any role at all when none is named)."""
        found = {e for e, roll in self.uppdrag if not roller or roll in roller}
        return tuple(sorted(found))

    def har(self, roll: Roll) -> bool:
        """Whether the person has the role in any unit."""
        return any(r == roll for _, r in self.uppdrag)


SYSTEM = Aktor(None, "caseflow")


def aktor_for(session: Session, medarbetare: Medarbetare, dag: date) -> Aktor:
    """The acting person with the uppdrag of that day."""
    uppdrag = tuple((u.enhet_id, u.roll) for u in uppdrag_on(session, medarbetare.id, dag))
    return Aktor(medarbetare.id, medarbetare.namn, medarbetare.epost, uppdrag)


def finns_inte(nummer: str) -> NotFound:
    """The one answer for an akt that is missing and one that may not be opened."""
    return NotFound(
        vad=f"Ärendet {nummer[:20]} finns inte, eller så har du inte tillgång till det.",
        gor_nu="Kontrollera numret. Behöver du samråda om säkerhet, vänd dig till säkerhetssamordnaren.",
    )


def opening_role(aktor: Aktor, slag: str, enhet_id: int) -> str | None:
    """The role under which the person may open an akt of that kind in that unit, or None."""
    if aktor.id is None:
        return Roll.SYSTEM
    held = aktor.roller(enhet_id)
    return next((roll.value for roll in OPPNAR_AKT[slag] if roll in held), None)


def require_access(aktor: Aktor, akt: Akt | None, nummer: str) -> str:
    """The role under which the akt may be opened.

    Raises:
        NotFound: it does not exist, or the person has no role that opens it.
    """
    roll = opening_role(aktor, akt.slag, akt.enhet_id) if akt else None
    if roll is None:
        raise finns_inte(nummer)
    return roll


def open_akt(session: Session, aktor: Aktor, nummer: str) -> tuple[Akt, str]:
    """The akt, not locked, and the role it is opened under.

    Raises:
        NotFound: it does not exist, or the person has no role that opens it.
    """
    normal = normal_aktnummer(nummer)
    akt = by_nummer(session, normal) if normal else None
    roll = require_access(aktor, akt, nummer)
    if akt is None:
        raise finns_inte(nummer)
    return akt, roll
