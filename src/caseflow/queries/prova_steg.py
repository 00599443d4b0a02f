"""Every step from here: allowed, or refused with each rule, its source and the way out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from caseflow.engine.errors import Hinder
from caseflow.engine.fakta import Delprocess, Fakta, JsonDict
from caseflow.engine.field import json_schema
from caseflow.engine.process import FactKind, Process, Transition
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
class _Prov:
    """The situation that steps are tried in."""

    akt: Akt
    fakta: Fakta
    profil: Profil
    aktor: Aktor
    roll: str
    dag: date


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
    prov = _Prov(akt, akt.snapshot, profil, aktor, roll, dag)
    main = HUVUDPROCESS[akt.slag]
    found = [_try(prov, step, main, None) for step in main.leaving(prov.fakta.tillstand)]
    for part in prov.fakta.delprocesser:
        process = PROCESSER[part.process]
        found += [_try(prov, step, process, part) for step in process.leaving(part.tillstand)]
    for kod in DELPROCESSER[akt.slag]:
        opening = (t for t in PROCESSER[kod].transitions if not t.source)
        found += [_try(prov, step, PROCESSER[kod], None) for step in opening]
    return [p for p in found if not _systems_own(p.steg)]


def tried_facts(akt: Akt, profil: Profil, aktor: Aktor, roll: str, *, dag: date) -> list[Stegprov]:
    """The kinds of facts that can be registered in the akt, tried in the same way."""
    prov = _Prov(akt, akt.snapshot, profil, aktor, roll, dag)
    kinds = (k for k in FAKTASLAG.values() if not k.akter or akt.slag in k.akter)
    return [_try(prov, k, HUVUDPROCESS[akt.slag], None) for k in kinds if not _systems_own(k)]


def _systems_own(step: Transition | FactKind) -> bool:
    return all(r.value == Roll.SYSTEM for r in step.by)


def _try(
    prov: _Prov, step: Transition | FactKind, process: Process, part: Delprocess | None
) -> Stegprov:
    aktor = prov.aktor
    held = aktor.roller(prov.akt.enhet_id)
    acting = next((r.value for r in step.by if r.value in held), prov.roll)
    who = str(aktor.id) if aktor.id is not None else "system"
    lage: Lage[Any] = Lage(prov.fakta, prov.profil, prov.dag, {}, who, acting, part)
    before_fields = [r for r in step.requires if not r.om_falt]
    return Stegprov(
        kod=step.code,
        etikett=step.label,
        process=process.code,
        delprocess=part.id if part else None,
        hinder=(*role_hinder(step.by, acting), *failing(before_fields, lage)),
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
