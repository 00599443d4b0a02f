"""One form of all akter that the slice cannot tell apart.

What the slice does not keep is dropped. Numbers of events are replaced by their order where the order is
kept, and else by their round; dates by the side of today on which they lie; delprocesser are sorted and
numbered anew; counters stop at their bound. So the states that can be reached become finitely many.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, TypeAlias

from caseflow.engine.fakta import Delprocess, Fakta, Faktum, Varde
from caseflow.queries.bevis.guarded import START
from caseflow.queries.bevis.slices import ALL, ENDED, Part, Slice, ahead, behind

Key: TypeAlias = tuple[Any, ...]
NEXT = 9000
"""The number of the next event is always one more than this."""
_EARLIER_ROUND, _THIS_ROUND = 500, 5000
_GONE = 0
"""Refers to a delprocess that is no longer kept."""
REFERENCES = frozenset({"insats"})
"""Values of a delprocess that are the number of another."""
_STEP_DAYS = 10


@dataclass(frozen=True, slots=True)
class Canon:
    """Brings an akt to its one form, as the slice sees it on a day."""

    cut: Slice
    dag: date

    def key(self, fakta: Fakta) -> Key:
        """The form as something that can be looked up."""
        fakta = self._without_what_is_over(fakta)
        number = self._numbers(fakta)
        days = self._days(fakta)
        facts = self._facts(fakta, number, days)
        steps = tuple(
            sorted(
                (k, number[f"steg:{k}"], self._values(f.varden, self.cut.steps[k]))
                for k, f in fakta.steg.items()
                if k in self.cut.steps
            )
        )
        counts = _capped(fakta.antal, self.cut.counts)
        rounds = min(fakta.omgang, 2) if self.cut.rounds else 1
        parts = self._parts(fakta, number)
        return (fakta.tillstand, fakta.avslutad, rounds, facts, steps, counts, parts)

    def _without_what_is_over(self, fakta: Fakta) -> Fakta:
        """An akt that has been gone through after an import, or begun anew with nothing, is like any other."""
        gone = set()
        facts = fakta.fakta
        if "genomgang" in facts:
            facts = {k: f for k, f in facts.items() if k != "genomgang"}
            gone.add("registrera_akt")
        first = fakta.steg.get("registrera_akt")
        if first and not self._values(first.varden, self.cut.steps.get("registrera_akt", ())):
            gone.add("registrera_akt")
        start = fakta.steg.get("ateraktualisera")
        if start and not self.cut.rounds and not self._before(fakta, start.seq):
            gone.add("ateraktualisera")
        if not gone:
            return fakta
        steps = {k: f for k, f in fakta.steg.items() if k not in gone}
        return replace(fakta, fakta=facts, steg=steps)

    def _before(self, fakta: Fakta, seq: int) -> bool:
        """Whether anything that is kept happened before that."""
        kept = (f.seq for k, f in fakta.fakta.items() if self._keeps(k))
        return any(n < seq for n in (*kept, *(p.seq for p in fakta.delprocesser)))

    def fakta(self, key: Key, like: Fakta) -> Fakta:
        """The snapshot that stands for all akter with that form."""
        tillstand, avslutad, rounds, facts, steps, counts, parts = key
        return replace(
            like,
            tillstand=tillstand,
            avslutad=avslutad,
            sedan=self.dag,
            inkom=self.dag,
            senaste_dag=self.dag,
            omgang=rounds,
            seq=NEXT,
            fakta={k: self._fact(seq, off, values) for k, seq, off, values in facts},
            steg={k: self._fact(seq, 0, values) for k, seq, values in steps},
            antal=dict(counts),
            delprocesser=tuple(self._part(i, p) for i, p in enumerate(parts, start=1)),
        )

    def _fact(self, seq: int, off: int, values: Key) -> Faktum:
        return Faktum(seq, self.dag + timedelta(days=off), dict(self._back(values)))

    def _part(self, number: int, key: Key) -> Delprocess:
        process, tillstand, avslutad, seq, values, steps, counts = key
        return Delprocess(
            id=number,
            process=process,
            tillstand=tillstand,
            sedan=self.dag,
            oppnad=self.dag,
            seq=seq,
            avslutad=avslutad,
            varden=dict(self._back(values)),
            steg={k: self._fact(s, 0, v) for k, s, v in steps},
            antal=dict(counts),
        )

    def _values(self, values: Mapping[str, Varde], kept: Iterable[str]) -> Key:
        found = []
        for code in kept:
            value = values.get(code)
            if value is None and code not in values:
                continue
            if code in self.cut.dates and isinstance(value, str):
                value = "<" if value < self.dag.isoformat() else ">"
            found.append((code, tuple(value) if isinstance(value, list) else value))
        return tuple(found)

    def _back(self, values: Key) -> Iterable[tuple[str, Varde]]:
        for code, value in values:
            if code in self.cut.dates and isinstance(value, str):
                yield code, behind(self.dag) if value == "<" else ahead(self.dag)
            else:
                yield code, list(value) if isinstance(value, tuple) else value

    def _numbers(self, fakta: Fakta) -> dict[str, int]:
        """The new number of every fact, step and delprocess that is kept, by its name."""
        start = fakta.steg.get("ateraktualisera") if "ateraktualisera" in self.cut.steps else None
        began = start.seq if start else 0
        raw: dict[str, tuple[int, bool]] = {}
        ordered = self.cut.ordered
        for k, f in fakta.fakta.items():
            raw[f"fakta:{k}"] = (f.seq, f"fakta:{k.partition(':')[0]}" in ordered)
        for k, f in fakta.steg.items():
            raw[f"steg:{k}"] = (f.seq, f"steg:{k}" in ordered)
        for p in fakta.delprocesser:
            raw[f"del:{p.id}"] = (p.seq, f"del:{p.process}" in ordered)
            for k, f in p.steg.items():
                raw[f"delsteg:{p.id}:{k}"] = (f.seq, f"delsteg:{k}" in ordered)
        kept_order = sorted({seq for seq, in_order in raw.values() if in_order})
        rank = {s: i + 1 + (START if s > began else 0) for i, s in enumerate(kept_order)}
        out = {}
        for name, (seq, in_order) in raw.items():
            if start and seq == began:
                out[name] = START
            elif in_order:
                out[name] = rank[seq]
            else:
                out[name] = _EARLIER_ROUND if seq < began else _THIS_ROUND
        return out

    def _days(self, fakta: Fakta) -> dict[date, int]:
        """Days that have passed are kept in order, today stands still."""
        if not self.cut.late:
            return {}
        passed = sorted(
            {f.dag for k, f in fakta.fakta.items() if self._keeps(k) and f.dag and f.dag < self.dag}
        )
        return {day: -_STEP_DAYS * i for i, day in enumerate(reversed(passed), start=1)}

    def _keeps(self, key: str) -> bool:
        return self.cut.facts.get(key.partition(":")[0]) is not None

    def _facts(self, fakta: Fakta, number: Mapping[str, int], days: Mapping[date, int]) -> Key:
        found: list[Key] = []
        by_number: dict[str, list[Key]] = {}
        for k, f in fakta.fakta.items():
            kind, _, part = k.partition(":")
            fields = self.cut.facts.get(kind)
            if fields is None:
                continue
            off = days.get(f.dag, 0) if f.dag else 0
            told = (number[f"fakta:{k}"], off, self._values(f.varden, fields))
            if (
                part.isdigit()
            ):  # the number of an event is no name: they are told apart by what they say
                by_number.setdefault(kind, []).append(told)
            else:
                found.append((k, *told))
        for kind, alike in by_number.items():
            found += [(f"{kind}:{i}", *t) for i, t in enumerate(sorted(alike, key=repr), start=1)]
        return tuple(sorted(found, key=repr))

    def _parts(self, fakta: Fakta, number: Mapping[str, int]) -> Key:
        keyed = []
        for p in fakta.delprocesser:
            kept = self.cut.parts[p.process]
            known = kept.ended == ALL or p.tillstand in {*kept.ended, ENDED}
            if p.avslutad and not known:
                continue
            keyed.append((self._part_key(p, kept, number), p.id))
        keyed.sort(key=lambda item: repr(item[0]))
        keyed = _merged(keyed, self.cut.parts)
        place = {id_: i for i, (_, id_) in enumerate(keyed, start=1)}
        return tuple(_with_references(key, place) for key, _ in keyed)

    def _part_key(self, p: Delprocess, kept: Part, number: Mapping[str, int]) -> Key:
        steps = tuple(
            sorted(
                (k, number[f"delsteg:{p.id}:{k}"], self._values(f.varden, kept.steps[k]))
                for k, f in p.steg.items()
                if k in kept.steps
            )
        )
        values = self._values(p.varden, kept.values)
        seq = number[f"del:{p.id}"]
        counts = _capped(p.antal, kept.counts)
        state = ENDED if kept.alike and p.avslutad else p.tillstand
        return (p.process, state, p.avslutad, seq, values, steps, counts)


def _merged(keyed: list[tuple[Key, int]], parts: Mapping[str, Part]) -> list[tuple[Key, int]]:
    """Of those that have ended, one of each; with their counters added up where that is what counts."""
    out: list[tuple[Key, int]] = []
    seen: dict[Key, int] = {}
    for key, id_ in keyed:
        process, _, avslutad, *_, counts = key
        kept = parts[process]
        same = key[:-1] if kept.summed else key
        if not avslutad or same not in seen:
            if avslutad:
                seen[same] = len(out)
            out.append((key, id_))
        elif kept.summed:
            before = dict(out[seen[same]][0][-1])
            total = {k: before.get(k, 0) + dict(counts).get(k, 0) for k in kept.counts}
            out[seen[same]] = ((*same, _capped(total, kept.counts)), out[seen[same]][1])
    return out


def _with_references(key: Key, place: Mapping[int, int]) -> Key:
    process, tillstand, avslutad, seq, values, steps, counts = key
    if not any(code in REFERENCES for code, _ in values):
        return key
    told = tuple(
        (code, place.get(v, _GONE) if code in REFERENCES and v is not None else v)
        for code, v in values
    )
    return (process, tillstand, avslutad, seq, told, steps, counts)


def _capped(counts: Mapping[str, int], bounds: Mapping[str, int]) -> Key:
    return tuple((k, min(counts[k], bound)) for k, bound in bounds.items() if counts.get(k))
