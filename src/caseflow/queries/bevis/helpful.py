"""Somebody who wants the akt to go on: who registers what is needed, and fills in what is asked for.

Existence is shown by doing it with the real guards, all of them. Nothing is assumed to hold.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from caseflow.engine.effect import Effekt, apply, fact_effect
from caseflow.engine.fakta import Delprocess, Fakta, Faktum, Varde
from caseflow.engine.field import Field, Kind, short
from caseflow.engine.process import FactKind, Transition
from caseflow.engine.trial import Lage, failing
from caseflow.processes.definitioner import Definitioner
from caseflow.queries.bevis.acts import Act, effect_of
from caseflow.queries.bevis.guarded import ReadProfile
from caseflow.rules.roller import Roll

HINDERS = frozenset(
    "ansokan ansokan_atertagen samtycke_atertaget ny_handelse genomgang egen_bevakning "
    "egen_bevakning_klar sakerhetssignal gallringsstopp gallringsstopp_havt".split()
)
"""Facts that do not help anybody forward, or that are acts of their own in the exploration."""
_GOOD: dict[str, dict[str, Varde]] = {
    "skyddsbedomning": {"akut_risk": False, "sakert_nu": True},
    "kommunicering": {"satt": "mote"},
    "saker_kontakt": {
        "dagar": ["man", "tis", "ons", "tor", "fre", "lor", "son"],
        "fran": "08:00",
        "till": "17:00",
        "osaker_adress": False,
    },
    "barn_efterfragade": {"svar": "finns_inte"},
    "andring_av_beslut": {"utfall": "till_formans"},
}
"""The values that make a fact a help, where the first choice is not it."""
LATER = timedelta(days=400)
"""When every window for a follow-up has opened."""
_AGO = timedelta(days=60)
_SHORT_CHOICE = 8
_CHOSEN = ("avser", "utfall", "delfaende")
"""Fields whose value decides what can follow."""


READ: set[str] = set()
"""The kinds of facts that guards have asked for since it was emptied."""


class Watched(Fakta):
    """The real snapshot, remembering which kinds of facts it was asked for. What it becomes is watched too."""

    __slots__ = ()

    def senaste(self, slag: str) -> Faktum | None:
        """As `Fakta.senaste`."""
        READ.add(slag)
        return self.fakta.get(slag)

    def alla(self, slag: str) -> dict[str, Faktum]:
        """As `Fakta.alla`."""
        READ.add(slag)
        return Fakta.alla(self, slag)


@dataclass(frozen=True, slots=True)
class Helper:
    """Knows the definitions and the profile; follow-ups are planned only where they are explored."""

    defs: Definitioner
    profil: ReadProfile
    plans: bool

    def helps(self) -> frozenset[str]:
        """The kinds of facts that were asked for and that somebody can register; also what answers a mark."""
        asked = set(READ)
        for kind in self.defs.faktaslag.values():
            if asked & set(kind.answers):
                asked.add(kind.code)
        return frozenset((asked & self.defs.faktaslag.keys()) - HINDERS)

    def prepared(self, fakta: Fakta, dag: date, kinds: frozenset[str]) -> Fakta:
        """The akt after those kinds of facts have been registered, as far as they can be."""
        for kind in self.defs.faktaslag.values():
            if kind.code not in kinds or (kind.within and fakta.process not in kind.within):
                continue
            for values in self._each_key(kind, dag):
                fakta = self._registered(kind, values, fakta, dag)
        return fakta

    def _each_key(self, kind: FactKind, dag: date) -> Iterator[dict[str, Varde]]:
        values = {f.code: good(f, dag) for f in kind.fields} | _GOOD.get(kind.code, {})
        key = next((f for f in kind.fields if f.code == kind.key), None)
        if key is None or not 1 < len(key.choices) <= _SHORT_CHOICE:
            yield values
            return
        for code, _ in key.choices:
            yield {**values, key.code: code}

    def _registered(
        self, kind: FactKind, values: dict[str, Varde], fakta: Fakta, dag: date
    ) -> Fakta:
        if self.refused(kind, values, fakta, None, "a", dag):
            return fakta
        kort = {**short(kind.fields, values), "av": "a"}
        effekt: Effekt = fact_effect(kind, kort, fakta, dag=dag)
        return apply(fakta, effekt, seq=fakta.seq + 1, dag=dag)

    def refused(
        self,
        item: Transition | FactKind,
        values: dict[str, Varde],
        fakta: Fakta,
        part: Delprocess | None,
        actor: str,
        dag: date,
        *,
        fields: bool = True,
    ) -> bool:
        """Whether any guard stands in the way, in each of the roles; of the fields only when asked."""
        rules = [r for r in item.requires if fields or not r.om_falt]
        if not rules:
            return False
        for role in item.by:
            lage: Lage[Any] = Lage(
                fakta,
                self.profil,
                dag,
                values,
                actor,
                role.value,
                part,
                kod=item.code,
                roller=(role.value,),
                idag=dag,
            )
            if not failing(rules, lage):
                return False
        return True

    def taken(
        self, step: Transition, process: str, fakta: Fakta, part: Delprocess | None, start: Fakta
    ) -> Iterator[tuple[Act, Fakta]]:
        """The step taken in the ways that lead to different places; `start` is the akt before the help."""
        today = fakta.senaste_dag or date.min
        for dag in (today, today + LATER):
            for actor in ("a", "b"):
                if self.refused(step, {}, fakta, part, actor, dag, fields=False):
                    continue
                found = False
                ways: set[tuple[object, ...]] = set()
                for values in self._values(step, fakta, start, dag):
                    way = self._way(step, values)
                    if way in ways or self.refused(step, values, fakta, part, actor, dag):
                        continue
                    found = True
                    ways.add(way)
                    stop = not self._leads_apart(step)
                    act = Act(step, process, part.id if part else None, values, actor, dag)
                    effekt = effect_of(act, self.defs, fakta, self.profil, plans=self.plans)
                    yield act, apply(fakta, effekt, seq=fakta.seq + 1, dag=dag)
                    if stop:
                        break
                if found:
                    return

    @staticmethod
    def _leads_apart(step: Transition) -> bool:
        """Whether different values can lead to different places."""
        return any(f.code in _CHOSEN for f in step.fields) or any(
            o.unless or o.when for o in step.opens
        )

    @staticmethod
    def _way(step: Transition, values: dict[str, Varde]) -> tuple[object, ...]:
        """What the values decide of where the step leads."""
        filled = {c for o in step.opens for c in (o.unless, o.when) if c}
        return (*(bool(values.get(c)) for c in sorted(filled)), *map(values.get, _CHOSEN))

    def _values(
        self, step: Transition, fakta: Fakta, start: Fakta, dag: date
    ) -> Iterator[dict[str, Varde]]:
        """Only what is required; everything; and then one choice changed at a time."""
        full = {f.code: _named(f, start, good(f, dag)) for f in step.fields}
        needed = {f.code: full[f.code] for f in step.fields if f.required}
        yield needed
        yield full
        later = dag + timedelta(days=30 * (len(fakta.delprocesser) + 2))
        for f in step.fields:
            for other in _others(f, dag, later):
                yield {**needed, f.code: other}
                yield {**full, f.code: other}
            if not f.required:
                yield {k: v for k, v in full.items() if k != f.code}
                yield {**needed, f.code: full[f.code]}


def _others(f: Field, dag: date, later: date) -> list[Varde]:
    if f.kind is Kind.VAL:
        return [code for code, _ in f.choices[1:]]
    if f.kind is Kind.JA_NEJ:
        return [False]
    if f.kind is Kind.DATUM:
        return [later.isoformat()] if f.future else [(dag - _AGO).isoformat()]
    return []


def _named(f: Field, fakta: Fakta, else_: Varde) -> Varde:
    """A field that holds the number of something: of the last that there is."""
    if f.code == "insats":
        return next((p.id for p in fakta.av_slag("insats", oppna=True)), None)
    return else_


def good(f: Field, dag: date) -> Varde:
    """An answer that stands in nobody's way."""
    match f.kind:
        case Kind.VAL:
            return f.choices[0][0] if f.choices else None
        case Kind.FLERVAL:
            return [f.choices[0][0]] if f.choices else []
        case Kind.JA_NEJ | Kind.MASTE_JA:
            return True
        case Kind.DATUM:
            return (dag + timedelta(days=30) if f.future else dag).isoformat()
        case Kind.HELTAL:
            return max(f.low, 0)
        case _:
            return "12:00" if f.kind is Kind.KLOCKSLAG else "Text"


def is_the_systems(item: Transition | FactKind) -> bool:
    """Whether the system alone does it."""
    return all(r.value == Roll.SYSTEM.value for r in item.by)
