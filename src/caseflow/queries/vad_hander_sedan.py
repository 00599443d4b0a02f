"""What a step leads to: where the process then stands, and what must then be done, by which rule and when.

The step is taken on a copy of the snapshot, twice, with different answers in its fields. What comes out
the same both times follows from the step; where only the day differs, it follows the answers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from caseflow.engine.bevakning import Vantad, expected
from caseflow.engine.effect import apply, delstep_effect, step_effect
from caseflow.engine.fakta import Delprocess, Fakta, JsonDict, Varde
from caseflow.engine.field import Field, Kind
from caseflow.engine.process import FactKind, Process, Transition
from caseflow.processes import REGLER, plikter_for
from caseflow.processes.definitioner import Definitioner
from caseflow.queries.kalltext import Kallvy, kallvy
from caseflow.rules.profil import Profil

_SOON, _LATER = 30, 60


@dataclass(frozen=True, slots=True)
class Sedan:
    """Something that must be done after the step. `dag` is None when the answers decide the day."""

    regel: str
    etikett: str
    dag: date | None
    kalla: Kallvy

    @property
    def mening(self) -> str:
        """What and when, as in «Slutför utredningen: 2026-03-20.»."""
        when = self.dag.isoformat() if self.dag else "dagen följer av det du fyller i"
        return f"{self.etikett}: {when}."

    def as_dict(self) -> JsonDict:
        """The stable keys."""
        return {
            "regel": self.regel,
            "text": self.mening,
            "dag": self.dag.isoformat() if self.dag else None,
            "kalla": self.kalla.text,
            "typ": str(self.kalla.typ),
        }


@dataclass(frozen=True, slots=True)
class Vagen:
    """The step to be taken: by which definitions, in which process and delprocess, by whom and when."""

    definitioner: Definitioner
    steg: Transition
    process: Process
    delprocess: Delprocess | None
    av: str
    dag: date


def foljder(step: Transition | FactKind, known: Definitioner) -> tuple[str, ...]:
    """Where the process stands after the step and what it opens, in words."""
    if isinstance(step, FactKind):
        return ()
    out = [f"Läget blir «{step.target.label}»."] if step.target else []
    out += [f"{known.processer[o.process].label} öppnas." for o in step.opens]
    return tuple(dict.fromkeys(out))


def forfaller_nu(fakta: Fakta, profil: Profil) -> frozenset[tuple[str, str]]:
    """What is due already, by kind and key: no step adds it."""
    return frozenset(expected(plikter_for(fakta.slag), fakta, profil))


def vad_hander_sedan(
    vagen: Vagen, fakta: Fakta, profil: Profil, nu: frozenset[tuple[str, str]]
) -> tuple[Sedan, ...]:
    """What must be done after the step that nobody had to do before it, what is due first standing first."""
    soon = _after(vagen, fakta, profil, _SOON)
    later = _after(vagen, fakta, profil, _LATER)
    found: dict[str, Sedan] = {}
    for key in soon.keys() & later.keys() - nu:
        one, other = soon[key].forfall.dag, later[key].forfall.dag
        new = _sedan(soon[key], one if one == other else None)
        held = found.setdefault(new.regel, new)
        if (new.dag or date.max) < (held.dag or date.max):
            found[new.regel] = new
    return tuple(sorted(found.values(), key=lambda s: (s.dag or date.max, s.regel)))


def _sedan(wanted: Vantad, dag: date | None) -> Sedan:
    label = REGLER[wanted.slag].etikett
    return Sedan(wanted.slag, label, dag, kallvy(wanted.typ, wanted.kalla))


def _after(
    vagen: Vagen, fakta: Fakta, profil: Profil, days: int
) -> Mapping[tuple[str, str], Vantad]:
    kort: dict[str, Varde] = {"av": vagen.av}
    if "behandlare" in vagen.steg.carries:
        kort["behandlare"] = vagen.av
    for field in vagen.steg.fields:
        asked = field.required and field.kind not in {Kind.TEXT, Kind.RAD}
        # A day may be left out: the first time it is.
        if asked or (field.kind is Kind.DATUM and days == _LATER):
            kort[field.code] = _answer(field, vagen.dag, days)
    if vagen.process.code == vagen.definitioner.huvud.code:
        effekt = step_effect(
            vagen.steg,
            vagen.process,
            fakta,
            kort,
            processes=vagen.definitioner.processer,
            profil=profil,
            dag=vagen.dag,
            lasting=vagen.definitioner.varaktiga,
        )
    else:
        effekt = delstep_effect(
            vagen.steg,
            vagen.process,
            fakta,
            vagen.delprocess,
            kort,
            processes=vagen.definitioner.processer,
            profil=profil,
            dag=vagen.dag,
        )
    after = apply(fakta, effekt, seq=fakta.seq + 1, dag=vagen.dag)
    return expected(plikter_for(fakta.slag), after, profil)


def _answer(field: Field, dag: date, days: int) -> Varde:
    """An answer that the field could have, and another when `days` is another."""
    first = days == _SOON
    codes = [kod for kod, _ in field.choices]
    match field.kind:
        case Kind.DATUM:
            return (dag + timedelta(days=days)).isoformat()
        case Kind.VAL:
            return codes[0 if first else -1]
        case Kind.FLERVAL:
            return codes[:1] if first else codes[-1:]
        case Kind.HELTAL:
            return (field.low or 0) + (0 if first else 1)
        case Kind.JA_NEJ:
            return first
        case _:
            return "12:00" if field.kind is Kind.KLOCKSLAG else True
