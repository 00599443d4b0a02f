"""What a changed rule, profile or definition does to what stands open: the report, and how it is carried out.

`recount` compares what stands open with what is asked for after the change, by a policy for each kind of
bevakning. Its rows are the report; `behallna` and `operations` go into the effect of the event. Everything
else that the event does follows from `bevakning.difference`, as for every other event.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from caseflow.engine.bevakning import (
    Nyckel,
    Oppen,
    Vantad,
    bock,
    expected,
    in_place_of,
    no_longer_kept,
    opening,
)
from caseflow.engine.fakta import Behallen, Fakta, JsonDict
from caseflow.engine.rule import Overgang, Rule


class Atgard(StrEnum):
    """What becomes of one due item."""

    BEHALLS = "behalls"
    """It keeps its day."""
    RAKNAS_OM = "raknas_om"
    """It gets the day, or the source, that the rules give now."""
    FRAGAS = "fragas"
    """It keeps its day until a person has decided."""
    TILLKOMMER = "tillkommer"
    """It has not been asked for before."""
    UPPHOR = "upphor"
    """It is no longer asked for."""


@dataclass(frozen=True, slots=True)
class Andrad:
    """One due item that the change touches. `fore` is what stands open, `efter` what is asked for now."""

    slag: str
    nyckel: str
    nr: int | None
    fore: Vantad | None
    efter: Vantad | None
    policy: Overgang
    atgard: Atgard

    @property
    def key(self) -> Nyckel:
        """Kind and key."""
        return self.slag, self.nyckel

    @property
    def dagen_andras(self) -> bool:
        """Whether a day differs, and not only the source."""
        return _days(self.fore) != _days(self.efter)

    def as_dict(self) -> JsonDict:
        """For `--json`."""
        return {
            "slag": self.slag,
            "nyckel": self.nyckel,
            "nr": self.nr,
            "fore": _said(self.fore),
            "efter": _said(self.efter),
            "policy": self.policy.value,
            "atgard": self.atgard.value,
        }


@dataclass(frozen=True, slots=True)
class Omrakning:
    """The rows of the report, and what the event records so that they come true."""

    rader: tuple[Andrad, ...]
    behallna: dict[str, JsonDict | None]

    def operations(self, oppna: Sequence[Oppen], *, next_nr: int) -> list[JsonDict]:
        """Those that give a new source to what keeps its days: `difference` looks at days alone."""
        standing = {(o.slag, o.nyckel): o for o in oppna}
        ops: list[JsonDict] = []
        for row in self.rader:
            if row.atgard is Atgard.RAKNAS_OM and row.efter and not row.dagen_andras:
                old = standing[row.key]
                ops.append({"op": "ersatt", "nr": old.nr, "av": next_nr})
                ops.append(opening(next_nr, row.efter, replaces=old))
                next_nr += 1
        return ops


def recount(
    plikter: Iterable[Rule[Any]],
    fakta: Fakta,
    profil: object,
    *,
    oppna: Sequence[Oppen],
    fore: Mapping[Nyckel, Vantad],
    policy: Mapping[str, Overgang],
    dag: date,
    annars: Overgang = Overgang.RAKNA_OM,
) -> Omrakning:
    """What differs between what stands open and what is asked for after the change.

    `plikter`, `fakta` and `profil` are those after the change; `oppna` is what stands open, and `fore` says
    of each from where it was counted. `policy` is what becomes of each kind, `annars` of those that it does
    not name. `dag` is the day of the event: who is asked to decide is asked from then.
    """
    rules = tuple(plikter)
    rader = _rows(oppna, fore, expected(rules, fakta, profil), policy, annars)
    behallna = _keepings(rader, dag)
    kept = {k: b for k, b in behallna.items() if b is not None}
    lost = set(no_longer_kept(rules, replace(fakta, behallna=kept), profil))
    return Omrakning(
        tuple(replace(r, atgard=Atgard.UPPHOR) if bock(*r.key) in lost else r for r in rader),
        {k: b.as_dict() if b else None for k, b in behallna.items() if k not in lost},
    )


def _rows(
    oppna: Sequence[Oppen],
    fore: Mapping[Nyckel, Vantad],
    efter: Mapping[Nyckel, Vantad],
    policy: Mapping[str, Overgang],
    annars: Overgang,
) -> tuple[Andrad, ...]:
    numbers = {(o.slag, o.nyckel): o.nr for o in oppna}
    rows = []
    for key in sorted(numbers.keys() | efter.keys()):
        old, new = fore.get(key) if key in numbers else None, efter.get(key)
        if not same(old, new):
            chosen = policy.get(key[0], annars)
            rows.append(Andrad(*key, numbers.get(key), old, new, chosen, _fate(old, new, chosen)))
    return tuple(rows)


def _fate(old: Vantad | None, new: Vantad | None, policy: Overgang) -> Atgard:
    if old is None:
        return Atgard.TILLKOMMER
    if policy is Overgang.RAKNA_OM:
        return Atgard.RAKNAS_OM if new else Atgard.UPPHOR
    if policy is Overgang.FRAGA and _days(old) != _days(new):
        return Atgard.FRAGAS
    return Atgard.BEHALLS  # nobody is asked about a source alone


def _keepings(rows: Sequence[Andrad], dag: date) -> dict[str, Behallen | None]:
    """What is kept. What is counted anew is kept no longer, also where an earlier change kept it."""
    found: dict[str, Behallen | None] = {}
    for row in rows:
        if row.atgard in {Atgard.RAKNAS_OM, Atgard.UPPHOR}:
            found[bock(*row.key)] = None
        elif row.fore and row.nr:
            asked = dag if row.atgard is Atgard.FRAGAS else None
            found[bock(*row.key)] = _keeping(row.nr, row.fore, row.efter, asked)
    return found


def _keeping(nr: int, old: Vantad, new: Vantad | None, fragad: date | None) -> Behallen:
    f = old.forfall
    return Behallen(
        nr=nr,
        raknas_fran=_iso((new or old).forfall.raknas_fran),
        dag=f.dag.isoformat(),
        fonster_fran=_iso(f.fonster_fran),
        yttersta_dag=_iso(f.yttersta_dag),
        kalla=old.kalla,
        typ=old.typ,
        rakning=[term.as_dict() for term in f.termer],
        i_stallet_for=in_place_of(new),
        fragad=_iso(fragad),
    )


def _days(item: Vantad | None) -> tuple[date | None, ...]:
    if item is None:
        return ()
    return item.forfall.dag, item.forfall.fonster_fran, item.forfall.yttersta_dag


def same(one: Vantad | None, other: Vantad | None) -> bool:
    """Whether two say the same days and the same source."""
    if one is None or other is None:
        return one is other
    return _days(one) == _days(other) and one.kalla == other.kalla


def _said(item: Vantad | None) -> JsonDict | None:
    """What is said of one side in the report."""
    if item is None:
        return None
    f = item.forfall
    return {
        "dag": f.dag.isoformat(),
        "fonster_fran": _iso(f.fonster_fran),
        "yttersta_dag": _iso(f.yttersta_dag),
        "raknas_fran": _iso(f.raknas_fran),
        "kalla": item.kalla,
    }


def _iso(dag: date | None) -> str | None:
    return dag.isoformat() if dag else None
