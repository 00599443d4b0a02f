"""What is for a role is done by whoever has come to own it, where the unit has nobody in the role.

Else it would stand for ever: owned, told and said further, and open to nobody.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from caseflow.engine.process import FactKind
from caseflow.processes import REGLER
from caseflow.rules.roller import AGER_I_AKT, Roll
from caseflow.store.agare import owner_column
from caseflow.store.akt import Akt
from caseflow.store.append import LastAkt
from caseflow.store.atkomst import Aktor
from caseflow.store.bevakning import OPEN, Bevakning

_FOR_A_ROLE = {
    code: tuple(r.kod for r in REGLER.values() if r.for_roll and code in r.utfors_av)
    for rule in REGLER.values()
    if rule.for_roll
    for code in rule.utfors_av
}
"""What fulfils a bevakning that is for a role -> the kinds of those bevakningar."""


def open_to_owner(
    session: Session, akt: Akt | LastAkt, kind: FactKind, aktor: Aktor, dag: date
) -> FactKind:
    """The kind of fact, open also to the person who owns what it fulfils on the day; else as it is."""
    held = aktor.roller(akt.enhet_id)
    kinds = _FOR_A_ROLE.get(kind.code)
    if aktor.id is None or not kinds or any(r.value in held for r in kind.by):
        return kind
    owned = session.execute(
        select(Bevakning.nr)
        .join(Akt, Akt.id == Bevakning.akt_id)
        .where(
            Bevakning.akt_id == akt.id,
            Bevakning.status.in_(OPEN),
            Bevakning.slag.in_(kinds),
            owner_column(dag) == aktor.id,
        )
        .limit(1)
    ).first()
    if owned is None:
        return kind
    works = tuple(Roll(r) for r in held if r in AGER_I_AKT.get(akt.slag, ()))
    return replace(kind, by=(*kind.by, *works))
