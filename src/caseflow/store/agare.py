"""Who owns a bevakning: tilldelad, else the akt's ansvarig, else the unit's samordnare, else its enhetschef.

After avslut the samordnare owns what remains. Nothing is without an owner while the unit has either.
"""

from __future__ import annotations

from datetime import date

from sqlalchemy import ColumnElement, and_, case, func, or_, select
from sqlalchemy.orm import Session

from caseflow.engine.errors import CaseflowError
from caseflow.rules.roller import Roll
from caseflow.store.akt import Akt
from caseflow.store.bevakning import Bevakning
from caseflow.store.medarbetare import Medarbetare, Uppdrag


def _first_with(roll: Roll, dag: date) -> ColumnElement[int | None]:
    """The first active medarbetare with the role in the akt's unit."""
    return (
        select(func.min(Uppdrag.medarbetare_id))
        .join(Medarbetare, Medarbetare.id == Uppdrag.medarbetare_id)
        .where(
            Uppdrag.enhet_id == Akt.enhet_id,
            Uppdrag.roll == roll.value,
            Uppdrag.fran <= dag,
            or_(Uppdrag.till.is_(None), Uppdrag.till >= dag),
            Medarbetare.aktiv.is_(True),
        )
        .correlate(Akt)
        .scalar_subquery()
    )


def _active(column: ColumnElement[int | None], dag: date) -> ColumnElement[int | None]:
    """The medarbetare in the column, if still active with some uppdrag in the akt's unit."""
    return (
        select(func.min(Uppdrag.medarbetare_id))
        .join(Medarbetare, Medarbetare.id == Uppdrag.medarbetare_id)
        .where(
            Uppdrag.medarbetare_id == column,
            Uppdrag.enhet_id == Akt.enhet_id,
            Uppdrag.fran <= dag,
            or_(Uppdrag.till.is_(None), Uppdrag.till >= dag),
            Medarbetare.aktiv.is_(True),
        )
        .correlate(Akt, Bevakning)
        .scalar_subquery()
    )


def owner_column(dag: date) -> ColumnElement[int | None]:
    """The owner's id, for a query over Bevakning joined with Akt.

    The safety of a partnerkontakt akt stays among those who may open it: there the last resort is the
    partnerkontakt role, never the unit's samordnare.
    """
    coordinator = _first_with(Roll.SAMORDNARE, dag)
    manager = _first_with(Roll.ENHETSCHEF, dag)
    contact = _first_with(Roll.PARTNERKONTAKT, dag)
    safety = _first_with(Roll.SAKERHETSSAMORDNARE, dag)
    assigned = _active(Bevakning.tilldelad_id, dag)  # type: ignore[arg-type] # an ORM attribute
    responsible = _active(Akt.ansvarig_id, dag)  # type: ignore[arg-type] # as above
    return case(
        (Akt.slag == "partnerkontakt", func.coalesce(assigned, responsible, contact, safety)),
        (
            and_(Akt.avslutad.is_(True), Akt.slag != "partnerkontakt"),
            func.coalesce(assigned, coordinator, manager, responsible),
        ),
        else_=func.coalesce(assigned, responsible, coordinator, manager),
    )


def owner_of(session: Session, akt: Akt, bevakning: Bevakning, dag: date) -> int:
    """The owner of one bevakning on a day.

    Raises:
        CaseflowError: the unit has nobody left; that must be seen, never swallowed.
    """
    owner = session.scalar(
        select(owner_column(dag))
        .select_from(Bevakning)
        .join(Akt, Akt.id == Bevakning.akt_id)
        .where(Bevakning.akt_id == akt.id, Bevakning.nr == bevakning.nr)
    )
    if owner is None:
        raise CaseflowError(
            vad=f"Bevakning {bevakning.nr} i {akt.nummer} har ingen ägare.",
            varfor="Enheten har varken ansvarig, samordnare eller enhetschef.",
            gor_nu="Ge någon uppdraget samordnare i enheten.",
        )
    return owner
