"""What guards read: an immutable, bounded snapshot of one akt.

It holds the latest fact of each kind (or of each key), the last time each step was taken, the
delprocesser with their counters, and no free text: a text field stands as `True`. Its size depends on
how many kinds of things have happened, never on how many times.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import Any, TypeAlias

Varde: TypeAlias = "str | int | bool | list[str] | None"
JsonDict: TypeAlias = "dict[str, object]"


@dataclass(frozen=True, slots=True)
class Faktum:
    """One registered fact or taken step. `dag` is the day it happened, None when unknown."""

    seq: int
    dag: date | None
    varden: Mapping[str, Varde] = field(default_factory=dict)

    def datum(self, kod: str) -> date | None:
        """A date field of the fact, or None when it is absent."""
        value = self.varden.get(kod)
        return date.fromisoformat(value) if isinstance(value, str) and value else None

    def text(self, kod: str) -> str:
        """A code field of the fact, or the empty string."""
        value = self.varden.get(kod)
        return value if isinstance(value, str) else ""

    def ja(self, kod: str) -> bool:
        """Whether a yes/no or text field is filled in."""
        return bool(self.varden.get(kod))

    def not_before(self, other: Faktum | None) -> bool:
        """Whether this happened after `other`; on the same or an unknown day the later registered wins."""
        if other is None:
            return True
        if self.dag is not None and other.dag is not None and self.dag != other.dag:
            return self.dag > other.dag
        return self.seq > other.seq


@dataclass(frozen=True, slots=True)
class Behallen:
    """A due item that keeps its day although the rules now count another; `nr` is its bevakning's number.

    It holds while the item counts from `raknas_fran` and the rules still give the day and the hard limit
    in `i_stallet_for`: when something new has happened in the akt it is counted like everything else.
    `fragad` is the day since which a person is asked to decide, None when it has been decided.
    """

    nr: int
    raknas_fran: str | None
    dag: str
    fonster_fran: str | None
    yttersta_dag: str | None
    kalla: str
    typ: str
    rakning: list[JsonDict]
    i_stallet_for: list[str | None]
    fragad: str | None = None

    def as_dict(self) -> JsonDict:
        """JSON-ready; the fields by name."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Delprocess:
    """One delprocess inside the akt. `id` counts from 1 within the akt."""

    id: int
    process: str
    tillstand: str
    sedan: date | None
    oppnad: date | None
    seq: int
    avslutad: bool = False
    varden: Mapping[str, Varde] = field(default_factory=dict)
    steg: Mapping[str, Faktum] = field(default_factory=dict)
    antal: Mapping[str, int] = field(default_factory=dict)

    def text(self, kod: str) -> str:
        """A code that the delprocess carries, such as `grund`, or the empty string."""
        value = self.varden.get(kod)
        return value if isinstance(value, str) else ""

    def datum(self, kod: str) -> date | None:
        """A date that the delprocess carries, or None."""
        value = self.text(kod)
        return date.fromisoformat(value) if value else None


@dataclass(frozen=True, slots=True)
class Fakta:
    """The snapshot. `inkom` is the day the matter reached the unit; `omgang` counts rounds from 1.

    `regler_per` is the day whose rules the akt has been brought to, when a change governs what was open,
    and `behallna` what keeps its day all the same: «kind|key» -> the day that was kept.
    """

    slag: str
    process: str
    tillstand: str
    sedan: date | None = None
    inkom: date | None = None
    avslutad: bool = False
    ursprung: str = "live"
    omgang: int = 1
    seq: int = 0
    senaste_dag: date | None = None
    fakta: Mapping[str, Faktum] = field(default_factory=dict)
    steg: Mapping[str, Faktum] = field(default_factory=dict)
    antal: Mapping[str, int] = field(default_factory=dict)
    delprocesser: tuple[Delprocess, ...] = ()
    bockade: tuple[str, ...] = ()
    regler_per: date | None = None
    behallna: Mapping[str, Behallen] = field(default_factory=dict)
    _by_key: dict[str, dict[str, Faktum]] | None = field(
        default=None, init=False, repr=False, compare=False
    )

    def senaste(self, slag: str) -> Faktum | None:
        """The latest fact of a kind without key."""
        return self.fakta.get(slag)

    def alla(self, slag: str) -> dict[str, Faktum]:
        """The latest fact of each key of a keyed kind: key -> fact."""
        found = self._by_key
        if found is None:  # the rules ask for some forty kinds of each snapshot: it is sorted once
            found = _by_kind_and_key(self.fakta)
            object.__setattr__(self, "_by_key", found)
        return dict(found.get(slag, ()))

    def delprocess(self, id_: int) -> Delprocess | None:
        """The delprocess with that number, or None."""
        return next((d for d in self.delprocesser if d.id == id_), None)

    def av_slag(self, process: str, *, oppna: bool = False) -> tuple[Delprocess, ...]:
        """The delprocesser of a kind, only the open ones when asked so."""
        if not self.delprocesser:
            return ()
        return tuple(
            d for d in self.delprocesser if d.process == process and not (oppna and d.avslutad)
        )

    def as_dict(self) -> JsonDict:
        """JSON-ready; `from_dict` gives back an equal snapshot."""
        return {
            "slag": self.slag,
            "process": self.process,
            "tillstand": self.tillstand,
            "sedan": _iso(self.sedan),
            "inkom": _iso(self.inkom),
            "avslutad": self.avslutad,
            "ursprung": self.ursprung,
            "omgang": self.omgang,
            "seq": self.seq,
            "senaste_dag": _iso(self.senaste_dag),
            "fakta": {k: _fact(f) for k, f in sorted(self.fakta.items())},
            "steg": {k: _fact(f) for k, f in sorted(self.steg.items())},
            "antal": dict(sorted(self.antal.items())),
            "delprocesser": [
                {
                    "id": d.id,
                    "process": d.process,
                    "tillstand": d.tillstand,
                    "sedan": _iso(d.sedan),
                    "oppnad": _iso(d.oppnad),
                    "seq": d.seq,
                    "avslutad": d.avslutad,
                    "varden": dict(sorted(d.varden.items())),
                    "steg": {k: _fact(f) for k, f in sorted(d.steg.items())},
                    "antal": dict(sorted(d.antal.items())),
                }
                for d in self.delprocesser
            ],
            "bockade": list(self.bockade),
            "regler_per": _iso(self.regler_per),
            **({"behallna": _kept(self.behallna)} if self.behallna else {}),
        }

    @classmethod
    def from_dict(cls, data: JsonDict) -> Fakta:
        """The inverse of `as_dict`; the data must come from there."""
        raw: dict[str, Any] = dict(data)
        for key in ("sedan", "inkom", "senaste_dag", "regler_per"):
            raw[key] = _date(raw.get(key))
        raw["fakta"] = _facts(raw["fakta"])
        raw["steg"] = _facts(raw["steg"])
        raw["delprocesser"] = tuple(
            Delprocess(
                **{
                    **d,
                    "sedan": _date(d["sedan"]),
                    "oppnad": _date(d["oppnad"]),
                    "steg": _facts(d["steg"]),
                }
            )
            for d in raw["delprocesser"]
        )
        raw["bockade"] = tuple(raw["bockade"])
        raw["behallna"] = {k: Behallen(**b) for k, b in raw.get("behallna", {}).items()}
        return cls(**raw)

    def with_delprocess(self, changed: Delprocess) -> Fakta:
        """The snapshot with one delprocess replaced, or added when its number is new."""
        others = tuple(d for d in self.delprocesser if d.id != changed.id)
        return replace(
            self, delprocesser=tuple(sorted((*others, changed), key=lambda part: part.id))
        )


def _by_kind_and_key(facts: Mapping[str, Faktum]) -> dict[str, dict[str, Faktum]]:
    found: dict[str, dict[str, Faktum]] = {}
    for whole, fact in facts.items():
        kind, colon, key = whole.partition(":")
        if colon:
            found.setdefault(kind, {})[key] = fact
    return found


def _iso(dag: date | None) -> str | None:
    return dag.isoformat() if dag else None


def _date(value: object) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else None


def _kept(behallna: Mapping[str, Behallen]) -> JsonDict:
    return {k: b.as_dict() for k, b in sorted(behallna.items())}


def _fact(fact: Faktum) -> list[object]:
    return [fact.seq, _iso(fact.dag), dict(sorted(fact.varden.items()))]


def _facts(data: object) -> dict[str, Faktum]:
    assert isinstance(data, dict)  # noqa: S101 - written by as_dict
    return {k: Faktum(seq, _date(dag), varden) for k, (seq, dag, varden) in data.items()}
