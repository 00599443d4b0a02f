"""Which open bevakningar stand in a person's list, who owns each, and how the list is narrowed.

The owner follows from a few columns that many rows share. So it is found once for each combination of
them, and the database is only asked for rows with certain combinations.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, case, false, func, or_, tuple_

from caseflow.queries.listning import LEADERS, openable
from caseflow.queries.mina_arenden import week_end
from caseflow.rules.uppfoljning import uppfoljning_ska_goras
from caseflow.store.akt import Akt
from caseflow.store.atkomst import Aktor
from caseflow.store.bemanning import Bemanning
from caseflow.store.bevakning import OPEN, Bevakning

UPPFOLJNING = uppfoljning_ska_goras.kod
"""What a day holds a certain number of: the kind of bevakning that is a follow-up."""

INGEN, SAKNAS, JAG = "ingen", "saknas", "jag"
STANGER, OPPNA, OPPNAR = "stanger", "oppna", "oppnar"
ESKALERAD = "eskalerad"
_MONTH = 30
_DECEMBER = 12


@dataclass(frozen=True, slots=True)
class Bevakningsfilter:
    """What is shown; empty texts narrow nothing.

    `agare` is "ingen" (nobody was chosen), "saknas" (nobody owns it), "jag" or a medarbetare's id. `nar` is
    "sen", "idag", "vecka", "manad" or "eskalerad"; `fonster` is "stanger" (this week), "oppna" or "oppnar"
    (next month). `dag` is one due day, and `enhet` the id of one of the units.
    """

    slag: str = ""
    spar: str = ""
    agare: str = ""
    nar: str = ""
    fonster: str = ""
    dag: date | None = None
    enhet: int | None = None

    def __bool__(self) -> bool:
        """Whether anything is narrowed."""
        return any((self.slag, self.spar, self.agare, self.nar, self.fonster, self.dag, self.enhet))


class Nyckel(NamedTuple):
    """What decides who owns a bevakning: thousands of rows share a few of these."""

    enhet_id: int
    akt_slag: str
    avslutad: bool
    tilldelad_id: int | None
    ansvarig_id: int | None
    for_roll: str | None


KEY = (
    Akt.enhet_id,
    Akt.slag.label("akt_slag"),
    Akt.avslutad,
    Bevakning.tilldelad_id,
    Akt.ansvarig_id,
    Bevakning.for_roll,
)
"""The columns of a `Nyckel`, in its order."""


def key_of(row: Any) -> Nyckel:  # noqa: ANN401 - a row of any query that selects them
    """The key of a row that holds the columns of `KEY`."""
    return Nyckel(
        row.enhet_id,
        row.akt_slag,
        row.avslutad,
        row.tilldelad_id,
        row.ansvarig_id,
        row.for_roll,
    )


_COMPARED = tuple_(
    Akt.enhet_id,
    Akt.slag,
    Akt.avslutad,
    func.coalesce(Bevakning.tilldelad_id, 0),
    func.coalesce(Akt.ansvarig_id, 0),
    func.coalesce(Bevakning.for_roll, ""),
)


@dataclass(frozen=True, slots=True)
class Agd:
    """Who owns it, and whether somebody was chosen for it who still works in the akt."""

    agare: int | None
    vald: bool


def agd(bemanning: Bemanning, key: Nyckel) -> Agd:
    """The owner by what decides it."""
    agare = bemanning.agare(
        key.enhet_id,
        key.akt_slag,
        avslutad=key.avslutad,
        tilldelad=key.tilldelad_id,
        ansvarig=key.ansvarig_id,
        for_roll=key.for_roll,
    )
    chosen = agare in {key.tilldelad_id, key.ansvarig_id} or key.for_roll is not None
    return Agd(agare, agare is not None and chosen)


def open_rows(aktor: Aktor) -> ColumnElement[bool]:
    """Every open bevakning in akter that the person may open: a condition on Bevakning joined with Akt."""
    return and_(Bevakning.status.in_(OPEN), openable(aktor))


def narrowed(
    filter_: Bevakningsfilter, aktor: Aktor, dag: date, agda: Mapping[Nyckel, Agd]
) -> ColumnElement[bool]:
    """The rows of the person's list that the filter lets through. `agda` are all keys that occur in the list."""
    units = aktor.enheter(*LEADERS)
    elsewhere = [key for key in agda if key.enhet_id not in units]
    listed = or_(Akt.enhet_id.in_(units), _among(elsewhere))
    return and_(open_rows(aktor), listed, *_conditions(filter_, aktor, dag, agda))


def _among(keys: Collection[Nyckel]) -> ColumnElement[bool]:
    if not keys:
        return false()
    return _COMPARED.in_(
        [
            (*key[:3], key.tilldelad_id or 0, key.ansvarig_id or 0, key.for_roll or "")
            for key in keys
        ]
    )


def _conditions(
    filter_: Bevakningsfilter, aktor: Aktor, dag: date, agda: Mapping[Nyckel, Agd]
) -> Iterator[ColumnElement[bool]]:
    if filter_.slag:
        yield Bevakning.slag == filter_.slag
    if filter_.spar:
        yield Akt.slag == filter_.spar
    if filter_.enhet is not None:
        yield Akt.enhet_id == filter_.enhet
    if filter_.dag is not None:
        yield Bevakning.dag == filter_.dag
    if filter_.nar:
        yield {
            "sen": Bevakning.dag < dag,
            "idag": Bevakning.dag == dag,
            "vecka": Bevakning.dag <= week_end(dag),
            "manad": Bevakning.dag <= dag + timedelta(days=_MONTH),
            ESKALERAD: Bevakning.eskalering > 0,
        }[filter_.nar]
    if filter_.fonster:
        yield _window(filter_.fonster, dag)
    if filter_.agare == INGEN:
        yield _among([key for key, a in agda.items() if not a.vald])
    elif filter_.agare == SAKNAS:
        yield _among([key for key, a in agda.items() if a.agare is None])
    elif filter_.agare:
        wanted = aktor.id if filter_.agare == JAG else int(filter_.agare)
        yield _among([key for key, a in agda.items() if a.agare == wanted])


def _window(which: str, dag: date) -> ColumnElement[bool]:
    """Windows that close this week, are open, or open next month."""
    late = Bevakning.yttersta_dag > Bevakning.dag
    last = case((late, Bevakning.yttersta_dag), else_=Bevakning.dag)
    if which == OPPNAR:
        return Bevakning.fonster_fran.between(*next_month(dag))
    still = and_(Bevakning.fonster_fran <= dag, last >= dag)
    return and_(still, last <= week_end(dag)) if which == STANGER else still


def next_month(dag: date) -> tuple[date, date]:
    """The first and the last day of the next calendar month."""
    year, month = (dag.year + 1, 1) if dag.month == _DECEMBER else (dag.year, dag.month + 1)
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])
