"""Invariant 10: every refusal names its rules, somebody may take every step, and no refusal knows of a relation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from caseflow.engine.effect import apply, fact_effect
from caseflow.engine.fakta import Delprocess, Fakta
from caseflow.engine.process import FactKind, Transition
from caseflow.engine.trial import Lage, failing
from caseflow.processes.definitioner import Definitioner
from caseflow.queries.bevis.guarded import ReadProfile
from caseflow.queries.bevis.helpful import is_the_systems
from caseflow.queries.bevis.invariant import Broken, Memo, Proved
from caseflow.queries.bevis.nabarhet import explore_places
from caseflow.queries.bevis.system import System
from caseflow.rules.profil import DOKUMENTATION, Profil
from caseflow.rules.roller import OPPNAR_AKT, Roll

SIGNAL = "sakerhetssignal"
FROM_THE_OTHER_SIDE = frozenset({SIGNAL, "samtycke_speglat"})
"""What the system tells an akt of another. An utövare's akt is never told anything."""
_EVERYTHING_ON = Profil(
    "", "", friyta_dokumentation=DOKUMENTATION, anonym_beslut="Nämndens beslut", fyra_ogon=True
)
"""What refusals read is the same in every profile: it is tried where the most is chosen."""
_ROLES = frozenset(r.value for r in Roll)


def _everything(defs: Definitioner) -> Iterator[Transition | FactKind]:
    for process in defs.processer.values():
        yield from process.transitions
    yield from defs.faktaslag.values()


def _named_in_full(defs: Definitioner) -> Iterator[str]:
    """Every guard says in each of its wordings what is wrong, by which source, and what to do now."""
    seen = set()
    for item in _everything(defs):
        for rule in item.requires:
            if rule.kod in seen:
                continue
            seen.add(rule.kod)
            for wording in rule.wordings:
                if not (wording.brister and wording.gor_nu and str(wording.kalla)):
                    yield f"Regeln {rule.kod} säger inte vad som brister, varför och vad man gör nu."
                    break


def _somebody(defs: Definitioner) -> Iterator[str]:
    """Every step and fact has a role that exists and that may open such an akt."""
    opens = {r.value for r in OPPNAR_AKT.get(defs.slag, ())} | {Roll.SYSTEM.value}
    for item in _everything(defs):
        roles = {r.value for r in item.by}
        if not roles <= _ROLES:
            yield f"«{item.label}» görs av en roll som inte finns."
        elif not roles & opens:
            yield f"«{item.label}» görs inte av någon roll som får öppna akten."


def _told(defs: Definitioner) -> Iterator[str]:
    """Nothing of what the system passes on can stand in an utövare's akt."""
    if defs.slag == "utovare":
        for code in sorted(FROM_THE_OTHER_SIDE & defs.faktaslag.keys()):
            yield f"Ett ärende om en utövare kan få veta något från den andra sidan ({code})."


@dataclass(frozen=True, slots=True)
class Refusals:
    """Read from the definitions, and tried in every place that can be reached."""

    number: int = 10
    title: str = (
        "Varje nej namnger sina regler, varje steg har en roll som får ta det, och inget nej beror på den "
        "förseglade relationen."
    )

    def prove(self, system: System, profil: ReadProfile, dag: date, memo: Memo) -> Proved:
        """As the protocol says."""
        out = Proved()
        profil = ReadProfile(_EVERYTHING_ON)
        for defs in system.definitioner.values():
            texts = [*_named_in_full(defs), *_somebody(defs), *_told(defs)]
            out.broken += [Broken(defs.slag, text) for text in texts]
            out.add(memo.once((10, defs.slag), profil, lambda d=defs: _alike(d, profil, dag)))  # type: ignore[misc] # the loop's own akt
        return out


def _alike(defs: Definitioner, profil: ReadProfile, dag: date) -> Proved:
    """Every refusal in every place, with and without a signal from the other side."""
    out = Proved()
    kind = defs.faktaslag.get(SIGNAL)
    ground = explore_places(defs, profil, dag, (("insats", 1), ("uppfoljning", 1)))
    for place, here in ground.places.items():
        out.states += 1
        told = here
        if kind is not None:
            told = apply(here, fact_effect(kind, {}, here, dag=dag), seq=here.seq + 1, dag=dag)
        for item, part in _tried(defs, here):
            out.changes += 1
            before, after = (_refusals(item, part, f, profil, dag) for f in (here, told))
            text = ""
            if before != after:
                text = f"Nejet till «{item.label}» beror på den förseglade relationen."
            elif any(not (h.kalla and h.text and h.gor_nu) for h in before):
                text = f"Nejet till «{item.label}» säger inte varför."
            if text:
                out.broken.append(Broken(defs.slag, text, ground.story(place)))
                return out
    return out


def _tried(
    defs: Definitioner, here: Fakta
) -> Iterator[tuple[Transition | FactKind, Delprocess | None]]:
    for step in defs.huvud.leaving(here.tillstand):
        yield step, None
    for part in here.delprocesser:
        process = defs.delprocesser.get(part.process)
        for step in process.leaving(part.tillstand) if process else ():
            yield step, part
    for process in defs.delprocesser.values():
        yield from ((t, None) for t in process.transitions if not t.source)
    yield from ((k, None) for k in defs.faktaslag.values() if not is_the_systems(k))


def _refusals(
    item: Transition | FactKind,
    part: Delprocess | None,
    fakta: Fakta,
    profil: ReadProfile,
    dag: date,
) -> list[Any]:
    roll = next((r.value for r in item.by), "")
    values = {"andamal": "roja_behandling", "utfall": "genomfort"}
    lage: Lage[Any] = Lage(
        fakta, profil, dag, values, "a", roll, part, kod=item.code, roller=(roll,), idag=dag
    )
    return failing(item.requires, lage)


INVARIANT = Refusals()
