"""Views of an akt that give out what the slice keeps and refuse everything else.

A guard is the real one and is handed these in the place of the snapshot. What it reads is therefore known:
if it looks at anything that the slice has left out it stops with `OutsideSlice`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from caseflow.engine.fakta import Delprocess, Fakta, Faktum
from caseflow.processes.definitioner import Definitioner
from caseflow.queries.bevis.slices import ENDED, Slice
from caseflow.rules.profil import Profil, Uppfoljningspunkt

START = 1000
"""The number of the event that began the round, when there has been more than one."""


_POINTS = "punkter "


class OutsideSlice(Exception):
    """Something was read that the slice does not keep."""


class Kept(dict[str, Any]):
    """A mapping that can be asked only for what is kept."""

    __slots__ = ("closed", "open")

    def __init__(
        self,
        content: Mapping[str, Any],
        open_: Iterable[str] | None = None,
        closed: Iterable[str] = (),
    ) -> None:
        super().__init__(content)
        self.open = None if open_ is None else frozenset(open_)
        self.closed = closed if isinstance(closed, frozenset) else frozenset(closed)

    def _check(self, key: object) -> None:
        if key in self.closed or (self.open is not None and key not in self.open):
            raise OutsideSlice(str(key))

    def get(self, key: str, default: Any = None) -> Any:  # noqa: ANN401 - as the mapping it stands for
        self._check(key)
        return super().get(key, default)

    def __getitem__(self, key: str) -> Any:  # noqa: ANN401 - as above
        self._check(key)
        return super().__getitem__(key)

    def __contains__(self, key: object) -> bool:
        self._check(key)
        return super().__contains__(key)


class RoundNumber(int):
    """The number of an event of which only the round is known: it is compared with the round's start."""

    def _check(self, other: object) -> None:
        if other not in {0, START}:
            raise OutsideSlice("ordningen mellan två händelser")

    def __gt__(self, other: int) -> bool:
        self._check(other)
        return int(self) > int(other)

    def __lt__(self, other: int) -> bool:
        self._check(other)
        return int(self) < int(other)

    def __ge__(self, other: int) -> bool:
        self._check(other)
        return int(self) >= int(other)

    def __le__(self, other: int) -> bool:
        self._check(other)
        return int(self) <= int(other)


class SeenFact:
    """A fact or a step as far as it is kept."""

    __slots__ = ("dag", "seq", "varden")

    def __init__(self, fact: Faktum, fields: Iterable[str], *, ordered: bool) -> None:
        self.seq = fact.seq if ordered or fact.seq == START else RoundNumber(fact.seq)
        self.dag = fact.dag
        self.varden = Kept(fact.varden, fields)

    datum: ClassVar[Any] = Faktum.datum
    text: ClassVar[Any] = Faktum.text
    ja: ClassVar[Any] = Faktum.ja
    not_before: ClassVar[Any] = Faktum.not_before


class SeenPart:
    """A delprocess as far as it is kept."""

    __slots__ = (
        "_tillstand", "antal", "avslutad", "id", "oppnad", "process", "sedan", "seq", "steg", "varden",
    )  # fmt: skip

    def __init__(self, part: Delprocess, cut: Slice) -> None:
        kept = cut.parts[part.process]
        self.id, self.process, self._tillstand = part.id, part.process, part.tillstand
        self.sedan, self.oppnad, self.avslutad = part.sedan, part.oppnad, part.avslutad
        self.seq = part.seq if f"del:{part.process}" in cut.ordered else RoundNumber(part.seq)
        self.varden = Kept(part.varden, kept.values)
        self.antal = Kept(part.antal, kept.counts)
        self.steg = Kept(
            {
                k: SeenFact(f, kept.steps[k], ordered=f"delsteg:{k}" in cut.ordered)
                for k, f in part.steg.items()
            },
            kept.steps,
        )

    @property
    def tillstand(self) -> str:
        """The state, when it is kept."""
        if self._tillstand == ENDED:
            raise OutsideSlice(f"{self.process}.tillstand")
        return self._tillstand

    text: ClassVar[Any] = Delprocess.text
    datum: ClassVar[Any] = Delprocess.datum


class _Absent:
    """Stands for all delprocesser of a kind that is not kept: it can be passed by but not looked at."""

    __slots__ = ("process",)

    def __init__(self, process: str) -> None:
        self.process = process

    def __getattr__(self, name: str) -> object:
        raise OutsideSlice(f"{self.process}.{name}")


class SeenFakta:
    """The snapshot as far as the slice keeps it."""

    def __init__(self, fakta: Fakta, cut: Slice, defs: Definitioner) -> None:
        """`defs` say what an akt of the kind can hold at all: of the rest there is never any."""
        kept = {k for k, fields in cut.facts.items() if fields is not None}
        possible = {*defs.faktaslag, *(k.awaits for k in defs.faktaslag.values())}
        self._hidden = frozenset(possible - kept)
        kinds = defs.delprocesser
        self._parts, self._kinds = cut.parts, frozenset(kinds)
        self.slag, self.process = fakta.slag, fakta.process
        self.tillstand, self.avslutad = fakta.tillstand, fakta.avslutad
        self.sedan, self.inkom, self.senaste_dag = fakta.sedan, fakta.inkom, fakta.senaste_dag
        self.bockade = fakta.bockade
        if cut.rounds:
            self.omgang = fakta.omgang
        self.regler_per, self.behallna = fakta.regler_per, fakta.behallna
        facts = {k: self._fact(k, f, cut) for k, f in fakta.fakta.items()}
        self.fakta = Kept(facts, closed=self._hidden)
        self.steg = Kept(
            {
                k: SeenFact(f, cut.steps[k], ordered=f"steg:{k}" in cut.ordered)
                for k, f in fakta.steg.items()
            },
            cut.steps,
        )
        self.antal = Kept(fakta.antal, cut.counts)
        seen = [SeenPart(p, cut) for p in fakta.delprocesser]
        absent = [_Absent(k) for k in self._kinds if k not in cut.parts or not cut.parts[k].ended]
        self.delprocesser: tuple[Any, ...] = (*seen, *absent)
        self._seen = seen

    @staticmethod
    def _fact(key: str, fact: Faktum, cut: Slice) -> SeenFact:
        kind = key.partition(":")[0]
        return SeenFact(fact, cut.facts[kind] or (), ordered=f"fakta:{kind}" in cut.ordered)

    def __getattr__(self, name: str) -> object:
        raise OutsideSlice(name)

    def senaste(self, slag: str) -> SeenFact | None:
        """As `Fakta.senaste`."""
        found: SeenFact | None = self.fakta.get(slag)
        return found

    def alla(self, slag: str) -> dict[str, SeenFact]:
        """As `Fakta.alla`."""
        if slag in self._hidden:
            raise OutsideSlice(slag)
        prefix = f"{slag}:"
        return {k.removeprefix(prefix): f for k, f in self.fakta.items() if k.startswith(prefix)}

    def delprocess(self, id_: int) -> SeenPart | None:
        """As `Fakta.delprocess`."""
        return next((p for p in self._seen if p.id == id_), None)

    def av_slag(self, process: str, *, oppna: bool = False) -> tuple[SeenPart, ...]:
        """As `Fakta.av_slag`."""
        if process not in self._kinds:
            return ()
        if process not in self._parts or not (oppna or self._parts[process].ended):
            raise OutsideSlice(process)
        return tuple(p for p in self._seen if p.process == process and not (oppna and p.avslutad))


class ReadProfile:
    """The profile, remembering what has been read of it: two profiles that agree there are proved at once."""

    def __init__(self, profil: Profil) -> None:
        self._profil = profil
        self.read: dict[str, object] = {}
        self.allowed: frozenset[str] | None = None

    @property
    def whole(self) -> Profil:
        """The profile itself, for what builds on all of it."""
        return self._profil

    def only(self, names: frozenset[str] | None) -> None:
        """From now on nothing but these values can be read; None: everything."""
        self.allowed = names

    def punkter(self, raknas_fran: str) -> tuple[Uppfoljningspunkt, ...]:
        """As `Profil.punkter`; only those are read."""
        if self.allowed is not None and "uppfoljningar" not in self.allowed:
            raise OutsideSlice("profil.uppfoljningar")
        points = self._profil.punkter(raknas_fran)
        self.read[f"{_POINTS}{raknas_fran}"] = points
        return points

    def agrees(self, read: Mapping[str, object]) -> bool:
        """Whether this profile says the same where something has been read."""
        return all(self._value(name) == value for name, value in read.items())

    def _value(self, name: str) -> object:
        if name.startswith(_POINTS):
            return self._profil.punkter(name.removeprefix(_POINTS))
        return getattr(self._profil, name)

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - as the profile it stands for
        member = getattr(type(self._profil), name, None)
        if callable(member):
            return member.__get__(self)
        if self.allowed is not None and name not in self.allowed:
            raise OutsideSlice(f"profil.{name}")
        value = getattr(self._profil, name)
        self.read[name] = value
        return value
