"""How far a batch of handlingar has come, for the one who asked for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import case, func, select

from caseflow.engine.errors import NotFound
from caseflow.queries.listning import openable
from caseflow.store.akt import Akt
from caseflow.store.atkomst import Aktor
from caseflow.store.handlingsjobb import KLAR, MISSLYCKAD, VANTAR, Handlingsjobb
from caseflow.store.session import Databas

_VARFOR = {
    "inte_medarbetare": "Den som bad om den arbetar inte här längre. Någon annan får be om den.",
    "not_found": "Du har inte tillgång till akten längre. Den som arbetar i den får göra handlingen.",
    "refused": "Något fattas eller står i vägen ({antal}). Börja på handlingen i akten, så ser du vad.",
    "bad_input": "Den är redan gjord, eller så är något fel ifyllt. Se bland aktens handlingar.",
}
"""By the code of the fault, to the one who asked."""


@dataclass(frozen=True, slots=True)
class Sats:
    """Counts of one batch, and when it was asked for."""

    sats: str
    mall: str
    skapad: datetime
    vantar: int
    klara: int
    misslyckade: int


@dataclass(frozen=True, slots=True)
class Jobbrad:
    """One handling of a batch; `nummer` is empty when the akt may not be opened any more."""

    nummer: str
    status: str
    fel: str
    resultat: int | None

    @property
    def varfor(self) -> str:
        """Why it could not be made and what to do now, as a sentence; empty when nothing went wrong.

        A job keeps only the code of what refused it: what stood in the way is case data, and is read in the akt.
        """
        kod, _, antal = self.fel.partition(" ")
        return _VARFOR.get(kod, self.fel).format(antal=antal.strip("()"))


def satserna(db: Databas, aktor: Aktor) -> tuple[Sats, ...]:
    """The person's own batches, the newest first."""
    first = func.min(Handlingsjobb.skapad)
    counts = (
        func.sum(case((Handlingsjobb.status == status, 1), else_=0))
        for status in (VANTAR, KLAR, MISSLYCKAD)
    )
    query = (
        select(Handlingsjobb.sats, func.min(Handlingsjobb.mall), first, *counts)
        .where(Handlingsjobb.medarbetare_id == aktor.id)
        .group_by(Handlingsjobb.sats)
        .order_by(first.desc())
    )
    with db.read() as session:
        return tuple(Sats(*row) for row in session.execute(query))


def satsen(db: Databas, aktor: Aktor, sats: str) -> tuple[Jobbrad, ...]:
    """Each handling of the batch.

    Raises:
        NotFound: no such batch of this person's.
    """
    query = (
        select(
            case((openable(aktor), Akt.nummer), else_=""),
            Handlingsjobb.status,
            Handlingsjobb.fel,
            Handlingsjobb.resultat,
        )
        .join(Akt, Akt.id == Handlingsjobb.akt_id)
        .where(Handlingsjobb.sats == sats, Handlingsjobb.medarbetare_id == aktor.id)
        .order_by(Akt.nummer)
    )
    with db.read() as session:
        rows = tuple(Jobbrad(*row) for row in session.execute(query))
    if not rows:
        raise NotFound(
            vad=f"Du har ingen sats {sats[:32]}.", gor_nu="Se dina satser med caseflow handlingsko."
        )
    return rows
