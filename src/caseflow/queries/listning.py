"""Which akter stand in a person's lists: own ones, those one has something to do in, for leaders the unit's."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from sqlalchemy import ColumnElement, and_, exists, false, or_, select

from caseflow.rules.provning import provning_avgors
from caseflow.rules.roller import OPPNAR_AKT, Roll
from caseflow.store.agare import owner_column
from caseflow.store.akt import Akt
from caseflow.store.atkomst import Aktor, opening_role
from caseflow.store.bevakning import OPEN, Bevakning

LEADERS = (Roll.SAMORDNARE, Roll.ENHETSCHEF)


def openable(aktor: Aktor) -> ColumnElement[bool]:
    """The akter that the person may open at all: a condition on Akt."""
    pairs = [
        and_(Akt.enhet_id == enhet, Akt.slag.in_(slag))
        for enhet in aktor.enheter()
        if (slag := [s for s in OPPNAR_AKT if opening_role(aktor, s, enhet)])
    ]
    return and_(Akt.synlig.is_(True), or_(false(), *pairs))


def awaiting_decision(aktor: Aktor) -> ColumnElement[bool]:
    """Ärenden that wait for a decision where the person decides, in the main process or a prövning."""
    return and_(
        Akt.enhet_id.in_(aktor.enheter(Roll.BESLUTSFATTARE)),
        Akt.avslutad.is_(False),
        or_(
            Akt.tillstand == "beslut",
            exists().where(
                Bevakning.akt_id == Akt.id,
                Bevakning.status.in_(OPEN),
                # A prövning in «beslut» has this one open until it is decided.
                Bevakning.slag == provning_avgors.kod,
            ),
        ),
    )


def own_or_led(
    aktor: Aktor, dag: date, *, whole_unit: bool, held: Collection[int] = ()
) -> ColumnElement[bool]:
    """The akter that belong in the person's list: a condition on Akt, narrower than `openable`.

    `held` are the akter one treats in (see i_arbete). A beslutsfattare also gets what waits for a decision.
    With `whole_unit` a samordnare or enhetschef also gets every akt of the unit. A partnerkontakt akt
    that nobody holds falls to one person (see store.agare), so there the owner is asked for.
    """
    mine = [
        # What remains in a closed akt has passed to the samordnare.
        and_(Akt.ansvarig_id == aktor.id, Akt.avslutad.is_(False)),
        exists().where(
            Bevakning.akt_id == Akt.id,
            Bevakning.status.in_(OPEN),
            Bevakning.tilldelad_id == aktor.id,
        ),
    ]
    if held:
        mine.append(Akt.id.in_(held))
    if aktor.har(Roll.BESLUTSFATTARE):
        mine.append(awaiting_decision(aktor))
    if whole_unit:
        mine.append(Akt.enhet_id.in_(aktor.enheter(*LEADERS)))
    if aktor.har(Roll.PARTNERKONTAKT) or aktor.har(Roll.SAKERHETSSAMORDNARE):
        mine.append(
            and_(
                Akt.slag == "partnerkontakt",
                exists(
                    select(Bevakning.nr)
                    .where(
                        Bevakning.akt_id == Akt.id,
                        Bevakning.status.in_(OPEN),
                        owner_column(dag) == aktor.id,
                    )
                    .correlate(Akt)
                ),
            )
        )
    return and_(openable(aktor), or_(*mine))
