"""Every step from here: allowed, or refused with each rule, its source and the way out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from caseflow.engine.errors import Hinder
from caseflow.engine.fakta import Delprocess, Fakta, JsonDict
from caseflow.engine.field import json_schema
from caseflow.engine.process import FactKind, Process, Transition
from caseflow.engine.trial import Lage, failing, role_hinder
from caseflow.processes.definitioner import Definitioner
from caseflow.processes.i_profilen import steget_i_profilen
from caseflow.queries.regelkatalog import regelsida
from caseflow.queries.vad_hander_sedan import (
    Sedan,
    Vagen,
    foljder,
    forfaller_nu,
    vad_hander_sedan,
)
from caseflow.queries.varningar import redan_nu
from caseflow.rules.overgang import rattsdag
from caseflow.rules.profil import Profil
from caseflow.rules.roller import Roll
from caseflow.store.agarens_handling import open_to_owner
from caseflow.store.akt import Akt
from caseflow.store.atkomst import Aktor, open_akt
from caseflow.store.definition import definitioner_of
from caseflow.store.profilversion import profile_of
from caseflow.store.session import Databas


@dataclass(frozen=True, slots=True)
class _Prov:
    """The situation that steps are tried in."""

    akt: Akt
    definitioner: Definitioner
    fakta: Fakta
    profil: Profil
    aktor: Aktor
    roll: str
    dag: date
    nu: frozenset[tuple[str, str]] = frozenset()


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
    sedan: tuple[Sedan, ...] = ()
    """What must be done after the step; nothing is said of a step that cannot be taken now."""
    varningar: tuple[Hinder, ...] = ()
    """What to think of before it is done: it may be done all the same."""

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
            "hinder": [h.as_dict() | {"lank": regelsida(h.regel)} for h in self.hinder],
            "varningar": [v.as_dict() | {"lank": regelsida(v.regel)} for v in self.varningar],
            "falt": json_schema(self.steg.fields),
            "foljder": list(self.foljder),
            "hjalp": self.hjalp,
            "nasta": [s.as_dict() for s in self.sedan],
        }


def prova_steg(db: Databas, aktor: Aktor, nummer: str, *, dag: date) -> list[Stegprov]:
    """The steps of the main process and of each open delprocess, and those that open one.

    Raises:
        NotFound: missing, or no role that opens it.
    """
    with db.read() as session:
        akt, roll = open_akt(session, aktor, nummer)
        profil = profile_of(session, db.settings, akt.profil, akt.profil_version)
        known = definitioner_of(session, akt.slag, akt.process_version)
        return tried(akt, known, profil, aktor, roll, dag=dag)


def tried(
    akt: Akt, known: Definitioner, profil: Profil, aktor: Aktor, roll: str, *, dag: date
) -> list[Stegprov]:
    """As `prova_steg`, for an akt that is already read, with the definitions that it runs on."""
    fakta = akt.snapshot
    prov = _Prov(akt, known, fakta, profil, aktor, roll, dag, forfaller_nu(fakta, profil))
    main = known.huvud
    found = [_try(prov, step, main, None) for step in _offered(prov, main.leaving(fakta.tillstand))]
    for part in prov.fakta.delprocesser:
        process = known.processer.get(part.process)
        if process is None:  # long closed, and gone from the definitions
            continue
        leaving = _offered(prov, process.leaving(part.tillstand))
        found += [_try(prov, step, process, part) for step in leaving]
    for process in known.delprocesser.values():
        opening = _offered(prov, (t for t in process.transitions if not t.source))
        found += [_try(prov, step, process, None) for step in opening]
    return [p for p in found if not _systems_own(p.steg)]


def _offered(prov: _Prov, steps: Iterable[Transition]) -> Iterator[Transition]:
    """The steps that the municipality has, with the choices that it has; the others are not shown.

    Taken all the same, such a step is refused by the rule that makes it missing.
    """
    for step in steps:
        offered = steget_i_profilen(step, prov.profil, prov.akt.slag)
        if offered is not None:
            yield offered


def tried_facts(
    session: Session,
    akt: Akt,
    known: Definitioner,
    profil: Profil,
    aktor: Aktor,
    roll: str,
    *,
    dag: date,
) -> list[Stegprov]:
    """The kinds of facts that can be registered in the akt, tried in the same way."""
    prov = _Prov(akt, known, akt.snapshot, profil, aktor, roll, dag)
    kinds = [open_to_owner(session, akt, k, aktor, dag) for k in known.faktaslag.values()]
    return [_try(prov, k, known.huvud, None) for k in kinds if not _systems_own(k)]


def _systems_own(step: Transition | FactKind) -> bool:
    return all(r.value == Roll.SYSTEM for r in step.by)


def _try(
    prov: _Prov, step: Transition | FactKind, process: Process, part: Delprocess | None
) -> Stegprov:
    aktor = prov.aktor
    held = aktor.roller(prov.akt.enhet_id)
    acting = next((r.value for r in step.by if r.value in held), prov.roll)
    who = str(aktor.id) if aktor.id is not None else "system"
    fakta, profil, dag = prov.fakta, prov.profil, prov.dag
    lage: Lage[Any] = Lage(
        fakta,
        profil,
        dag,
        {},
        who,
        acting,
        part,
        rattsdag=rattsdag(fakta, profil, dag),
        kod=step.code,
        roller=held,
    )
    before_fields = [r for r in step.requires if not r.om_falt]
    hinder = (*role_hinder(step.by, acting), *failing(before_fields, lage))
    sedan: tuple[Sedan, ...] = ()
    if isinstance(step, Transition) and not hinder:
        sedan = vad_hander_sedan(
            Vagen(prov.definitioner, step, process, part, who, dag), fakta, profil, prov.nu
        )
    return Stegprov(
        kod=step.code,
        etikett=step.label,
        process=process.code,
        delprocess=part.id if part else None,
        hinder=hinder,
        hjalp=step.help,
        varningar=redan_nu(step, lage),
        steg=step,
        foljder=foljder(step, prov.definitioner),
        sedan=sedan,
    )
