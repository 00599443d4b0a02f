"""Invariant 5: friyta never exceeds its maximum, and an anonymous akt has no identity."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from caseflow.engine.field import Kind
from caseflow.engine.process import FactKind, Transition
from caseflow.processes.definitioner import Definitioner
from caseflow.processes.registrering import FRIYTA, PERSON
from caseflow.queries.bevis.explore import Change, Watch
from caseflow.queries.bevis.guarded import ReadProfile
from caseflow.queries.bevis.invariant import Broken, Safety
from caseflow.queries.bevis.slices import ALL, Part, Slice
from caseflow.queries.bevis.system import System
from caseflow.rules.omgang import ARENDEN

_GENOMFORT = "samtal:genomfort"
_TALKS = {"samtal": None}
_IDENTITY = frozenset(f.code for f in PERSON) - {"pseudonym"}
_SCREENS = "fritexten_avslojar_ingen"
_KNOWN_BY_CHOICE = frozenset({"samtycke_till_koppling_finns", "personen_kan_foljas_upp"})
"""Guards that let nothing be written in an anonymous akt, or only what the person agreed to become known by."""


def _cuts(defs: Definitioner, profil: ReadProfile) -> Sequence[Slice]:
    if defs.slag not in {*ARENDEN, "friyta"}:
        return ()
    bound = profil.friyta_max + 1
    cut = Slice(
        name="samtal",
        slag=defs.slag,
        facts=_TALKS,
        domains={"utfall": ("genomfort", "uteblivet")},
        profile=frozenset({"friyta_max"}),
        relied_on=frozenset({"samtalet_ryms_i_friytan"}),
    )
    if defs.slag == "friyta":
        return (replace(cut, counts={_GENOMFORT: bound}),)
    part = Part(
        counts={_GENOMFORT: bound},
        steps={"avsluta_friyta": ()},
        ended=ALL,
        summed=True,
    )
    return (replace(cut, steps={"ateraktualisera": ()}, parts={"friyta": part}),)


def _held(change: Change) -> int:
    """The talks in the akt: in an ärende those of every friyta that has been open in this round."""
    if change.after.process == "friyta":
        return change.after.antal.get(_GENOMFORT, 0)
    return sum(p.antal.get(_GENOMFORT, 0) for p in change.after.av_slag("friyta"))


def _wrong(_memory: None, change: Change) -> str:
    if change.act.code != "samtal" or change.act.given.get("utfall") != "genomfort":
        return ""
    most = change.profil.friyta_max
    if _held(change) > most:
        return f"Fler samtal på friyta än de {most} som enheten erbjuder."
    inside = change.part_before
    begun = inside.tillstand if inside else change.before.tillstand
    if begun == "erbjuden":
        return "Ett samtal på friyta är genomfört innan det är bestämt hur samtalen dokumenteras."
    return ""


def _written(defs: Definitioner) -> Iterator[tuple[Transition | FactKind, bool]]:
    """Everything that can be written in the akt, and whether the system writes it."""
    for process in defs.processer.values():
        for step in process.transitions:
            yield step, all(r.value == "system" for r in step.by)
    for kind in defs.faktaslag.values():
        yield kind, all(r.value == "system" for r in kind.by)


def _identities(system: System) -> Sequence[Broken]:
    """An anonymous akt has no field for an identity, and every free text in it is screened."""
    defs = system.definitioner.get("friyta")
    if defs is None:
        return ()
    found = [
        Broken("friyta", f"En friyteakt har ett fält för identitet: {f.label}.")
        for f in FRIYTA
        if f.code in _IDENTITY
    ]
    for item, by_system in _written(defs):
        if any(f.code in _IDENTITY for f in item.fields):
            found.append(
                Broken("friyta", f"«{item.label}» har ett fält för identitet i en anonym akt.")
            )
        texts = [f for f in item.fields if f.kind in {Kind.TEXT, Kind.RAD}]
        rules = {r.kod for r in item.requires}
        if texts and not by_system and not rules & {_SCREENS, *_KNOWN_BY_CHOICE}:
            if isinstance(item, Transition) and item.source and _only_in(defs, item):
                continue
            found.append(
                Broken(
                    "friyta",
                    f"«{item.label}» har fritext som inte granskas i en anonym akt "
                    f"({texts[0].label}).",
                )
            )
    return found


def _only_in(defs: Definitioner, item: Transition) -> bool:
    """Whether the step belongs to a delprocess that an anonymous akt never opens."""
    for process in defs.delprocesser.values():
        if item in process.transitions:
            opening = [t for t in process.transitions if not t.source]
            return all({r.kod for r in t.requires} & _KNOWN_BY_CHOICE for t in opening)
    return False


INVARIANT = Safety(
    5,
    "Friytan har aldrig fler samtal än profilens högsta antal, och en anonym akt har ingen identitet.",
    _cuts,
    lambda _system, _cut: Watch(wrong=_wrong),
    _identities,
)
