"""Who owns a bevakning.

Tilldelad, else the role it is for, else the akt's ansvarig, else the unit's samordnare, else its enhetschef.
After avslut the samordnare owns what remains. Nothing is without an owner while the unit has either.
"""

from __future__ import annotations

from datetime import date

from sqlalchemy import ColumnElement, and_, case, func, or_, select

from caseflow.rules.roller import AGER_I_AKT, Roll
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
    """The medarbetare in the column, if still active with a role that works in such akter in the unit."""
    works = or_(
        *(
            and_(Akt.slag == slag, Uppdrag.roll.in_([r.value for r in roller]))
            for slag, roller in AGER_I_AKT.items()
        )
    )
    return (
        select(func.min(Uppdrag.medarbetare_id))
        .join(Medarbetare, Medarbetare.id == Uppdrag.medarbetare_id)
        .where(
            Uppdrag.medarbetare_id == column,
            Uppdrag.enhet_id == Akt.enhet_id,
            Uppdrag.fran <= dag,
            or_(Uppdrag.till.is_(None), Uppdrag.till >= dag),
            Medarbetare.aktiv.is_(True),
            works,
        )
        .correlate(Akt, Bevakning)
        .scalar_subquery()
    )


def _by_role(dag: date) -> ColumnElement[int | None]:
    """The first active medarbetare with the role that the bevakning is for."""
    return (
        select(func.min(Uppdrag.medarbetare_id))
        .join(Medarbetare, Medarbetare.id == Uppdrag.medarbetare_id)
        .where(
            Uppdrag.enhet_id == Akt.enhet_id,
            Uppdrag.roll == Bevakning.for_roll,
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
    # What is for the enhetschef is for the säkerhetssamordnare in an akt that the enhetschef may not open.
    instead = case((Bevakning.for_roll.is_not(None), safety))
    by_role = case((Bevakning.for_roll.is_not(None), _by_role(dag)))
    return case(
        (
            Akt.slag == "partnerkontakt",
            func.coalesce(assigned, instead, responsible, contact, safety),
        ),
        (
            and_(Akt.avslutad.is_(True), Akt.slag != "partnerkontakt"),
            func.coalesce(assigned, by_role, coordinator, manager, responsible),
        ),
        else_=func.coalesce(assigned, by_role, responsible, coordinator, manager),
    )
