"""Every step from here: allowed, or refused with each rule, its source and the way out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from caseflow.engine.errors import Hinder
from caseflow.engine.fakta import Delprocess, Fakta, JsonDict
from caseflow.engine.field import json_schema
from caseflow.engine.process import FactKind, Process, Transition
from caseflow.engine.rule import Rule
from caseflow.engine.trial import Lage, failing, role_hinder
from caseflow.processes import DELPROCESSER, FAKTASLAG, HUVUDPROCESS, PROCESSER
from caseflow.queries.oppna import open_for_reading
from caseflow.rules.profil import Profil
from caseflow.rules.roller import Roll
from caseflow.store.akt import Akt
from caseflow.store.atkomst import Aktor
from caseflow.store.profilversion import profile_of
from caseflow.store.session import Databas


@dataclass(frozen=True, slots=True)
class Stegprov:
    """One step or fact tried on a day without fields. `delprocess` is None in the main process."""

    kod: str
    etikett: str
    process: str
    delprocess: int | None
    hinder: tuple[Hinder, ...]
    hjalp: str
    steg: Transition | FactKind
    foljder: tuple[str, ...]

    @property
    def tillaten(self) -> bool:
        """Whether nothing stands in the way but the fields."""
        return not self.hinder

    def as_dict(self) -> JsonDict:
        """The stable keys."""
        return {
            "kod": self.kod,
            "etikett": self.etikett,
            "process": self.process,
            "delprocess": self.delprocess,
            "tillaten": self.tillaten,
            "hinder": [h.as_dict() for h in self.hinder],
            "falt": json_schema(self.steg.fields),
            "foljder": list(self.foljder),
        }


def prova_steg(db: Databas, aktor: Aktor, nummer: str, *, dag: date) -> list[Stegprov]:
    """The steps of the main process and of each open delprocess, and those that open one.

    Raises:
        NotFound: missing, or no role that opens it.
    """
    with db.read() as session:
        akt, roll = open_for_reading(session, aktor, nummer)
        profil = profile_of(session, db.settings, akt.profil, akt.profil_version)
        return tried(akt, profil, aktor, roll, dag=dag)


def tried(akt: Akt, profil: Profil, aktor: Aktor, roll: str, *, dag: date) -> list[Stegprov]:
    """As `prova_steg`, for an akt that is already read."""
    fakta = akt.snapshot
    main = HUVUDPROCESS[akt.slag]
    found = [
        _try(step, main, None, fakta, profil, aktor, akt, roll, dag)
        for step in main.leaving(fakta.tillstand)
    ]
    for part in fakta.delprocesser:
        process = PROCESSER[part.process]
        found += [
            _try(step, process, part, fakta, profil, aktor, akt, roll, dag)
            for step in process.leaving(part.tillstand)
        ]
    for kod in DELPROCESSER[akt.slag]:
        found += [
            _try(step, PROCESSER[kod], None, fakta, profil, aktor, akt, roll, dag)
            for step in PROCESSER[kod].transitions
            if not step.source
        ]
    return [p for p in found if not _systems_own(p.steg)]


def tried_facts(akt: Akt, profil: Profil, aktor: Aktor, roll: str, *, dag: date) -> list[Stegprov]:
    """The kinds of facts that can be registered in the akt, tried in the same way."""
    fakta = akt.snapshot
    kinds = [
        k
        for k in FAKTASLAG.values()
        if (not k.akter or akt.slag in k.akter) and not _systems_own(k)
    ]
    return [
        _try(k, HUVUDPROCESS[akt.slag], None, fakta, profil, aktor, akt, roll, dag) for k in kinds
    ]


def _systems_own(step: Transition | FactKind) -> bool:
    return all(r.value == Roll.SYSTEM for r in step.by)


def _try(  # noqa: PLR0913 - the parts of a situation
    step: Transition | FactKind,
    process: Process,
    part: Delprocess | None,
    fakta: Fakta,
    profil: Profil,
    aktor: Aktor,
    akt: Akt,
    roll: str,
    dag: date,
) -> Stegprov:
    held = aktor.roller(akt.enhet_id)
    acting = next((r.value for r in step.by if r.value in held), roll)
    who = str(aktor.id) if aktor.id is not None else "system"
    lage: Lage[Any] = Lage(fakta, profil, dag, {"av": who}, who, acting, part)
    rules: Iterable[Rule[Any]] = step.requires
    hinder = [*role_hinder(step.by, acting), *failing([r for r in rules if not r.om_falt], lage)]
    return Stegprov(
        kod=step.code,
        etikett=step.label,
        process=process.code,
        delprocess=part.id if part else None,
        hinder=tuple(hinder),
        hjalp=step.help,
        steg=step,
        foljder=_consequences(step),
    )


def _consequences(step: Transition | FactKind) -> tuple[str, ...]:
    """What the step leads to, in words."""
    if isinstance(step, FactKind):
        return ()
    out = [f"Läget blir «{step.target.label}»."] if step.target else []
    out += [f"{PROCESSER[o.process].label} öppnas." for o in step.opens]
    return tuple(out)
