"""Who works in which role in which unit on a day: read once, and asked about any number of bevakningar.

Gives the owner that `owner_column` gives; the loop uses this, for a thousand rows ask the database nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from caseflow.rules.roller import AGER_I_AKT, Roll
from caseflow.store.medarbetare import Medarbetare, Uppdrag


@dataclass(frozen=True, slots=True)
class Bemanning:
    """The active medarbetare by (unit id, role), in order of their ids, on one day."""

    i_roll: Mapping[tuple[int, str], tuple[int, ...]]
    _kanda: dict[tuple[object, ...], int | None] = field(default_factory=dict, compare=False)
    """Owners already found: thousands of rows ask the same."""

    def forst(self, enhet_id: int, roll: str) -> int | None:
        """The first with the role in the unit."""
        return next(iter(self.i_roll.get((enhet_id, roll), ())), None)

    def _arbetar(self, medarbetare_id: int | None, enhet_id: int, slag: str) -> int | None:
        """The medarbetare, if in a role that works in such akter in the unit."""
        works = any(
            medarbetare_id in self.i_roll.get((enhet_id, roll), ())
            for roll in AGER_I_AKT.get(slag, ())
        )
        return medarbetare_id if works else None

    def agare(
        self,
        enhet_id: int,
        slag: str,
        *,
        avslutad: bool,
        tilldelad: int | None,
        ansvarig: int | None,
        for_roll: str | None,
    ) -> int | None:
        """The id of the owner; None while the unit has nobody who may own it.

        The safety of a partnerkontakt akt stays among those who may open it, also what is for a role
        outside them.
        """
        asked = (enhet_id, slag, avslutad, tilldelad, ansvarig, for_roll)
        if asked not in self._kanda:
            self._kanda[asked] = self._agare(*asked)
        return self._kanda[asked]

    def _agare(
        self,
        enhet_id: int,
        slag: str,
        avslutad: bool,  # noqa: FBT001 - given by `agare` alone
        tilldelad: int | None,
        ansvarig: int | None,
        for_roll: str | None,
    ) -> int | None:
        assigned = self._arbetar(tilldelad, enhet_id, slag)
        responsible = self._arbetar(ansvarig, enhet_id, slag)
        if slag == "partnerkontakt":
            safety = self.forst(enhet_id, Roll.SAKERHETSSAMORDNARE)
            instead = safety if for_roll is not None else None
            contact = self.forst(enhet_id, Roll.PARTNERKONTAKT)
            order = (assigned, instead, responsible, contact, safety)
        else:
            by_role = self.forst(enhet_id, for_roll) if for_roll is not None else None
            coordinator = self.forst(enhet_id, Roll.SAMORDNARE)
            manager = self.forst(enhet_id, Roll.ENHETSCHEF)
            order = (
                (assigned, by_role, coordinator, manager, responsible)
                if avslutad
                else (assigned, by_role, responsible, coordinator, manager)
            )
        return next((who for who in order if who is not None), None)


def bemanning_on(session: Session, dag: date) -> Bemanning:
    """Who is there on the day, in one question."""
    found: dict[tuple[int, str], list[int]] = {}
    rows = session.execute(
        select(Uppdrag.enhet_id, Uppdrag.roll, Uppdrag.medarbetare_id)
        .join(Medarbetare, Medarbetare.id == Uppdrag.medarbetare_id)
        .where(
            Uppdrag.fran <= dag,
            or_(Uppdrag.till.is_(None), Uppdrag.till >= dag),
            Medarbetare.aktiv.is_(True),
        )
        .order_by(Uppdrag.medarbetare_id)
    )
    for enhet_id, roll, medarbetare_id in rows:
        held = found.setdefault((enhet_id, roll), [])
        if medarbetare_id not in held:
            held.append(medarbetare_id)
    return Bemanning({key: tuple(ids) for key, ids in found.items()})
