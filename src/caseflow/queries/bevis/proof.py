"""The proof: every invariant, for every profile, within bounds that are told with the result."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, fields, replace
from datetime import date
from multiprocessing import get_context

from caseflow.engine.fakta import JsonDict
from caseflow.queries.bevis import (
    aterkallat,
    avslut,
    bifall,
    egen_akt,
    friytan,
    nabarhet,
    refusals,
    sakerheten,
    tystnad,
    uppfoljaren,
)
from caseflow.queries.bevis.guarded import ReadProfile
from caseflow.queries.bevis.invariant import Broken, Invariant, Memo, Proved
from caseflow.queries.bevis.system import System, todays_system
from caseflow.rules.profil import Profil, Uppfoljningspunkt

INVARIANTS: tuple[Invariant, ...] = (
    nabarhet.INVARIANT,
    bifall.INVARIANT,
    egen_akt.INVARIANT,
    sakerheten.INVARIANT,
    friytan.INVARIANT,
    avslut.INVARIANT,
    uppfoljaren.INVARIANT,
    tystnad.INVARIANT,
    aterkallat.INVARIANT,
    refusals.INVARIANT,
)
"""The ten, by their numbers in docs/beviset.md."""

BOUNDS = (
    "En öppen delprocess av varje slag åt gången, utom två insatser och tre uppföljningar, och högst två "
    "ansökningar samtidigt. Varje invariant prövas i snitt (docs/beviset.md säger vilka, och var gränsen är "
    "snävare): där finns det av akten som invarianten läser, och en regel som läser något annat räknas som "
    "uppfylld. "
    "Av dagar finns ordningen och om de har passerat, inte hur långt det är mellan dem. Definitionerna och "
    "lydelserna är de som gäller i dag. Nåbarhet visas med en medarbetare som registrerar det som krävs."
)

_BIGGEST = (1, 2, 7, 8)
"""The invariants that take longest, first: so that two workers end at about the same time."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """One invariant for one profile."""

    number: int
    states: int
    changes: int
    broken: tuple[Broken, ...]

    def as_dict(self) -> JsonDict:
        """For `--json`."""
        return {
            "nummer": self.number,
            "tillstand": self.states,
            "overgangar": self.changes,
            "fel": [b.as_dict() for b in self.broken],
        }


@dataclass(frozen=True, slots=True)
class ProfileOutcome:
    """All ten for one profile; `like` is the one before it that it cannot be told apart from."""

    profil: str
    outcomes: tuple[Outcome, ...]
    like: str = ""

    @property
    def states(self) -> int:
        """How many states were explored for the profile."""
        return sum(o.states for o in self.outcomes)

    @property
    def broken(self) -> tuple[Broken, ...]:
        """Everything that is wrong."""
        return tuple(b for o in self.outcomes for b in o.broken)


_ONLY_READ = frozenset({"id", "namn", "kommunkod", "kallor", "beskrivning", "harkomst"})
"""What a profile says about itself, to people."""


def abstracted(profil: Profil) -> Profil:
    """The profile without what only moves a day: names, numbers of days, how long after a follow-up is."""
    plain = Profil("", "")
    same = {
        f.name: getattr(plain, f.name)
        for f in fields(Profil)
        if f.name.endswith(("_dagar", "_manader")) or f.name in _ONLY_READ
    }
    points = tuple(
        Uppfoljningspunkt(f"{p.raknas_fran}_{i}", "", p.raknas_fran, 0, 0, 0)
        for start in ("insats_start", "avslut")
        for i, p in enumerate(profil.punkter(start))
    )
    return replace(profil, **same, uppfoljningar=points)


Told = Callable[[int, int], None]
"""Told how many of how many pieces are done."""


def prove(
    profiles: Sequence[Profil],
    dag: date,
    *,
    system: System | None = None,
    invariants: Sequence[Invariant] = INVARIANTS,
    workers: int = 1,
    told: Told = lambda _done, _of: None,
) -> list[ProfileOutcome]:
    """Prove the invariants for the profiles with the definitions and wordings of a day.

    `system` is what is proved: today's definitions, or a copy of them; it is proved in this process.
    """
    distinct: list[Profil] = []
    place = []
    for profil in profiles:
        seen = abstracted(profil)
        if seen not in distinct:
            distinct.append(seen)
        place.append(distinct.index(seen))
    whole = system or todays_system()
    pieces = sorted(
        ((i, slag) for i, _ in enumerate(invariants) for slag in whole.definitioner),
        key=lambda piece: invariants[piece[0]].number not in _BIGGEST,
    )
    done: dict[tuple[int, str], list[Proved]] = {}
    if workers > 1 and system is None:
        with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
            jobs = {
                p: pool.submit(_todays_piece, invariants[p[0]].number, p[1], distinct, dag)
                for p in pieces
            }
            for n, (piece, job) in enumerate(jobs.items(), start=1):
                done[piece] = job.result()
                told(n, len(pieces))
    else:
        for n, piece in enumerate(pieces, start=1):
            done[piece] = prove_piece(invariants[piece[0]], whole.only(piece[1]), distinct, dag)
            told(n, len(pieces))
    first: dict[int, str] = {}
    out = []
    for profil, at in zip(profiles, place, strict=True):
        outcomes = tuple(
            _outcome(inv, [done[i, slag][at] for slag in whole.definitioner])
            for i, inv in enumerate(invariants)
        )
        out.append(ProfileOutcome(profil.id, outcomes, first.get(at, "")))
        first.setdefault(at, profil.id)
    return out


def _outcome(invariant: Invariant, parts: list[Proved]) -> Outcome:
    broken = tuple(dict.fromkeys(b for p in parts for b in p.broken))
    states, changes = sum(p.states for p in parts), sum(p.changes for p in parts)
    return Outcome(invariant.number, states, changes, broken)


def _todays_piece(number: int, slag: str, profiles: list[Profil], dag: date) -> list[Proved]:
    """In a process of its own."""
    invariant = next(i for i in INVARIANTS if i.number == number)
    return prove_piece(invariant, todays_system().only(slag), profiles, dag)


def prove_piece(
    invariant: Invariant, system: System, profiles: Sequence[Profil], dag: date
) -> list[Proved]:
    """One invariant for every profile; what agrees between them is explored once."""
    memo = Memo()
    return [invariant.prove(system, ReadProfile(p), dag, memo) for p in profiles]
