"""Invariant 1: every state and step that the profile has can be reached, and avslutat from everywhere."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeAlias

from caseflow.engine.effect import apply, fact_effect
from caseflow.engine.fakta import Delprocess, Fakta
from caseflow.engine.process import Transition
from caseflow.engine.soundness import soundness
from caseflow.processes.definitioner import Definitioner
from caseflow.queries.bevis.acts import Act
from caseflow.queries.bevis.guarded import ReadProfile
from caseflow.queries.bevis.helpful import READ, Helper, Watched
from caseflow.queries.bevis.invariant import Broken, Memo, Proved
from caseflow.queries.bevis.system import System

Place: TypeAlias = tuple[object, ...]
SIDES: tuple[tuple[tuple[str, int], ...], ...] = (
    (("insats", 2), ("provning", 1)),
    (("insats", 1), ("friyta", 1)),
    (("insats", 1), ("overklagande", 1)),
    (("insats", 1), ("partnerkontakt", 1)),
    (("insats", 1), ("uppfoljning", 3)),
    (("insats", 1), ("uppfoljning", 1)),
)
"""The delprocesser that are explored together, and how many of each may be open at the same time."""


@dataclass(slots=True)
class Ground:
    """Everything that was reached of one kind of akt with some of its delprocesser."""

    places: dict[Place, Fakta] = field(default_factory=dict)
    came: dict[Place, tuple[Place, Act] | None] = field(default_factory=dict)
    edges: list[tuple[Place, Place]] = field(default_factory=list)
    steps: set[tuple[str, str]] = field(default_factory=set)
    states: set[tuple[str, str]] = field(default_factory=set)

    def story(self, place: Place) -> tuple[str, ...]:
        """How the place was reached."""
        lines = []
        while (before := self.came[place]) is not None:
            place, act = before
            lines.append(act.line())
        return tuple(lines[::-1])


def explore_places(
    defs: Definitioner, profil: ReadProfile, dag: date, side: tuple[tuple[str, int], ...]
) -> Ground:
    """From the start, by every step that a helpful person can take."""
    most = {k: n for k, n in side if k in defs.delprocesser}
    helper = Helper(defs, profil, plans="uppfoljning" in most)
    ground = Ground()
    huvud = defs.huvud
    first = apply(
        Watched(slag=defs.slag, process=huvud.code, tillstand=huvud.start.code),
        {
            "steg": "registrera_akt",
            "kort": {"sakerhetsbedomning": True, "dokumentation": _documented(profil)},
            "tillstand": huvud.start.code,
            "avslutad": False,
            "inkom": dag.isoformat(),
        },
        seq=1,
        dag=dag,
    )
    start = _place(first, most)
    ground.states.add(("", first.tillstand))
    ground.places[start], ground.came[start] = first, None
    queue = deque([start])
    while queue:
        place = queue.popleft()
        for act, after in _ways(helper, ground.places[place], most):
            if any(len(after.av_slag(k, oppna=True)) > n for k, n in most.items()):
                continue
            ground.steps.add((act.process, act.code))
            ground.states.add(("", after.tillstand))
            ground.states.update((p.process, p.tillstand) for p in after.delprocesser)
            to = _place(after, most)
            ground.edges.append((place, to))
            if to not in ground.places:
                ground.places[to], ground.came[to] = after, (place, act)
                queue.append(to)
    return ground


def _documented(profil: ReadProfile) -> str:
    ways: tuple[str, ...] = profil.friyta_dokumentation
    return ways[0] if ways else "full"


def _place(fakta: Fakta, most: dict[str, int]) -> Place:
    """Where the akt stands, in the main process and in everything that is open, and whether an ansökan waits."""
    parts = sorted(
        (d.process, d.tillstand, *_known(d, most))
        for d in fakta.delprocesser
        if d.process in most and not d.avslutad
    )
    return (fakta.tillstand, bool(fakta.alla("ansokan")), *parts)


def _known(part: Delprocess, most: dict[str, int]) -> tuple[str, ...]:
    """What more there is to tell of a delprocess, where the way on depends on it."""
    if part.process == "overklagande":
        return (part.text("delfaende"), part.text("sent_men"))
    if most.get("uppfoljning") == 1 and part.process == "uppfoljning":
        return (str(part.antal.get("forsok_kontakt", 0)),)
    return ()


Try: TypeAlias = tuple[Transition, str, Delprocess | None]
"""A step, the delprocess it belongs to, and which one when it is open already."""


def _tries(defs: Definitioner, here: Fakta, most: dict[str, int]) -> Iterator[Try]:
    """Every step that leaves where the akt stands; of delprocesser that stand alike only one."""
    yield from ((step, "", None) for step in defs.huvud.leaving(here.tillstand))
    alike: set[tuple[str, ...]] = set()
    for part in here.delprocesser:
        stands = (part.process, part.tillstand, *_known(part, most))
        if part.process in most and not part.avslutad and stands not in alike:
            alike.add(stands)
            steps = defs.delprocesser[part.process].leaving(part.tillstand)
            yield from ((step, part.process, part) for step in steps)
    for code in most:
        opening = (t for t in defs.delprocesser[code].transitions if not t.source)
        yield from ((step, code, None) for step in opening)


def _ways(helper: Helper, here: Fakta, most: dict[str, int]) -> Iterator[tuple[Act, Fakta]]:
    """Every step from here, taken as it is, or else after what its guards ask for has been registered."""
    dag = here.senaste_dag or date.min
    prepared: dict[frozenset[str], Fakta] = {frozenset(): here}
    for step, process, part in _tries(helper.defs, here, most):
        READ.clear()
        kinds: frozenset[str] = frozenset()
        while True:
            if kinds not in prepared:
                prepared[kinds] = helper.prepared(here, dag, kinds)
            taken = list(helper.taken(step, process, prepared[kinds], part, here))
            yield from taken
            asked = helper.helps()
            if taken or asked == kinds:
                break
            kinds = asked
    yield from _ansokningar(helper, here, dag)


def _ansokningar(helper: Helper, here: Fakta, dag: date) -> Iterator[tuple[Act, Fakta]]:
    """An ansökan comes in, or is taken back."""
    waiting = list(here.alla("ansokan"))
    for code in ("ansokan_atertagen",) if waiting else ("ansokan",):
        kind = helper.defs.faktaslag.get(code)
        if kind is None:
            continue
        values = {"ansokan": int(waiting[0])} if waiting else {}
        if not helper.refused(kind, dict(values), here, None, "a", dag):
            effekt = fact_effect(kind, values, here, dag=dag)
            yield (
                Act(kind, given=values, dag=dag),
                apply(here, effekt, seq=here.seq + 1, dag=dag),
            )


def _all_closed(place: Place, fakta: Fakta) -> bool:
    """Whether it is closed, with no delprocess of those that are explored still open."""
    _, _, *still_open = place
    return fakta.avslutad and not still_open


def without_way_out(ground: Ground) -> list[Place]:
    """The places from which the akt can never be closed together with everything in it."""
    back: dict[Place, list[Place]] = {}
    for a, b in ground.edges:
        back.setdefault(b, []).append(a)
    ends: list[Place] = [p for p, f in ground.places.items() if _all_closed(p, f)]
    found = set(ends)
    while ends:
        for before in back.get(ends.pop(), ()):
            if before not in found:
                found.add(before)
                ends.append(before)
    return [p for p in ground.places if p not in found]


@dataclass(frozen=True, slots=True)
class Reachability:
    """Existence: shown by going there with every guard."""

    number: int = 1
    title: str = "Varje läge och steg som profilen har går att nå, och från varje läge går det att avsluta allt."

    def prove(self, system: System, profil: ReadProfile, dag: date, memo: Memo) -> Proved:
        """As the protocol says; in the processes as the profile has them."""
        out = Proved()
        own = system.in_profile(profil.whole)
        # Så länge inget samtal hålls räcker ett: hur många de får vara prövas i invariant 5.
        profil = ReadProfile(replace(profil.whole, friyta_max=1))
        for slag, whole in system.definitioner.items():
            # Hela processen: i profilens har ett läge som ingen når redan tagits bort.
            for process in whole.processer.values():
                out.broken += [Broken(slag, fault) for fault in soundness(process).fel]
        for defs in own.definitioner.values():
            steps: set[tuple[str, str]] = set()
            states: set[tuple[str, str]] = set()
            for side in [s for s in SIDES if any(k in defs.delprocesser for k, _ in s)] or [()]:

                def reached(
                    defs: Definitioner = defs, side: tuple[tuple[str, int], ...] = side
                ) -> Reached:
                    return _reached(explore_places(defs, profil, dag, side), defs.slag)

                key = (1, defs.slag, side, _versions(defs, side))
                found = memo.once(key, profil, reached)
                out.add(found)
                if isinstance(found, Reached):
                    steps |= found.steps
                    states |= found.places
            out.broken += [Broken(defs.slag, text) for text in _unreached(defs, steps, states)]
        return out


@dataclass(slots=True)
class Reached(Proved):
    """Also which steps were taken, and which states were entered."""

    steps: set[tuple[str, str]] = field(default_factory=set)
    places: set[tuple[str, str]] = field(default_factory=set)


def _reached(ground: Ground, slag: str) -> Reached:
    out = Reached(len(ground.places), len(ground.edges), steps=ground.steps, places=ground.states)
    stuck = without_way_out(ground)
    if stuck:
        text = f"Från läget {_said(stuck[0])} går det inte att avsluta."
        out.broken.append(Broken(slag, text, ground.story(stuck[0])))
    return out


def _versions(defs: Definitioner, side: tuple[tuple[str, int], ...]) -> str:
    """What the side is made of: the main process and the delprocesser in it, and every kind of fact."""
    parts = {k: p for k, p in defs.delprocesser.items() if k in dict(side)}
    return replace(defs, delprocesser=parts).version


def _said(place: Place) -> str:
    main, waits, *parts = place
    told = [str(main), *(["en ansökan väntar"] if waits else [])]
    told += [f"{p[0]} {p[1]}" for p in parts if isinstance(p, tuple)]
    return ", ".join(told)


def _unreached(
    defs: Definitioner, steps: set[tuple[str, str]], states: set[tuple[str, str]]
) -> Iterator[str]:
    for code, process in {"": defs.huvud, **defs.delprocesser}.items():
        for state in process.states:
            if (code, state.code) not in states:
                yield f"{process.label}: läget «{state.label}» går inte att nå."
        for step in process.transitions:
            if (code, step.code) not in steps:
                yield f"{process.label}: steget «{step.label}» går aldrig att ta."


INVARIANT = Reachability()
