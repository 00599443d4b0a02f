"""Who in a unit can do follow-ups and how many each of them already has, in one question."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from caseflow.rules.fordelning import Kandidat
from caseflow.rules.roller import Roll
from caseflow.rules.uppfoljning import uppfoljning_ska_goras
from caseflow.store.akt import Akt
from caseflow.store.bevakning import OPEN, Bevakning
from caseflow.store.medarbetare import Medarbetare, Uppdrag

FOLLOW_UP = uppfoljning_ska_goras.kod


def candidates(
    session: Session,
    enhet_id: int,
    roller: Collection[Roll],
    *,
    idag: date,
    fran: date,
    till: date,
) -> list[Kandidat]:
    """Those active in the unit today with one of the roles; their open follow-ups due from `fran` to `till`.

    Someone with several uppdrag stands once, with the longest of them.
    """
    rows = session.execute(
        select(
            Uppdrag.medarbetare_id,
            Uppdrag.roll,
            Uppdrag.till,
            Bevakning.dag,
            func.count(Bevakning.nr).label("antal"),
        )
        .join(Medarbetare, Medarbetare.id == Uppdrag.medarbetare_id)
        .outerjoin(
            Bevakning,
            and_(
                Bevakning.tilldelad_id == Uppdrag.medarbetare_id,
                Bevakning.slag == FOLLOW_UP,
                Bevakning.status.in_(OPEN),
                Bevakning.dag.between(fran, till),
            ),
        )
        .where(
            Uppdrag.enhet_id == enhet_id,
            Uppdrag.roll.in_([r.value for r in roller]),
            Uppdrag.fran <= idag,
            or_(Uppdrag.till.is_(None), Uppdrag.till >= idag),
            Medarbetare.aktiv.is_(True),
        )
        .group_by(Uppdrag.id, Uppdrag.medarbetare_id, Uppdrag.roll, Uppdrag.till, Bevakning.dag)
        .order_by(Uppdrag.medarbetare_id)
    ).all()
    found: dict[int, Kandidat] = {}
    for id_, roll, last, dag, antal in rows:
        known = found.get(id_)
        found[id_] = Kandidat(
            id_,
            behandlare=roll == Roll.BEHANDLARE or (known is not None and known.behandlare),
            till=_later(last, known),
            per_dag={**(known.per_dag if known else {}), **({dag: antal} if antal else {})},
        )
    return list(found.values())


def _later(till: date | None, known: Kandidat | None) -> date | None:
    if known is None:
        return till
    return None if till is None or known.till is None else max(till, known.till)


def given_before(
    session: Session, akt_id: int, nycklar: Collection[str]
) -> dict[str, tuple[int, int | None]]:
    """To whom follow-ups that were cancelled had been given, and by whom: their keys -> (to, by)."""
    rows = session.execute(
        select(Bevakning.nyckel, Bevakning.tilldelad_id, Bevakning.tilldelad_av_id)
        .where(
            Bevakning.akt_id == akt_id,
            Bevakning.slag == FOLLOW_UP,
            Bevakning.status == "avbruten",
            Bevakning.nyckel.in_(nycklar),
        )
        .order_by(Bevakning.nr)
    ).all()
    latest = {nyckel: (till, av) for nyckel, till, av in rows}
    return {nyckel: (till, av) for nyckel, (till, av) in latest.items() if till is not None}


def due_per_day(session: Session, enhet_id: int, *, fran: date, till: date) -> dict[date, int]:
    """How many open follow-ups of the unit are due each day from `fran` to `till`."""
    rows = session.execute(
        select(Bevakning.dag, func.count().label("antal"))
        .join(Akt, Akt.id == Bevakning.akt_id)
        .where(
            Akt.enhet_id == enhet_id,
            Bevakning.slag == FOLLOW_UP,
            Bevakning.status.in_(OPEN),
            Bevakning.dag.between(fran, till),
        )
        .group_by(Bevakning.dag)
    )
    return {row.dag: row.antal for row in rows}
