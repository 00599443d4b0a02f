"""What falls due: the expected set from facts and profile, and its difference to what is open.

After each event the expected set is computed anew. What is missing is opened, what has another date is
replaced, and what is no longer expected is done (when the event fulfils it) or cancelled.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, TypeAlias

from caseflow.engine.errors import RuleNotInForce
from caseflow.engine.fakta import Behallen, Fakta, JsonDict
from caseflow.engine.rule import Rule

Nyckel: TypeAlias = tuple[str, str]
TICK = "utfor_bevakning"
"""The code of the act that ticks a bevakning off by hand."""


@dataclass(frozen=True, slots=True)
class Term:
    """One term of how a day was counted: the event it counts from, a number of days or months, a pause.

    `slag` is its code, `text` what it is in Swedish, `kalla` where its number stands (lagrum or the profile's
    key) and `dag` the day that the calculation has come to. The first term is the event.
    """

    slag: str
    text: str
    dag: date
    kalla: str = ""
    antal: int | None = None

    def as_dict(self) -> JsonDict:
        """As it is written in the event."""
        return {
            "slag": self.slag,
            "text": self.text,
            "dag": self.dag.isoformat(),
            "kalla": self.kalla,
            "antal": self.antal,
        }


@dataclass(frozen=True, slots=True)
class Forfall:
    """One thing that falls due.

    `dag` is the due day, `fonster_fran` the first day it may be done where there is a window,
    `yttersta_dag` the hard limit of law, and `raknas_fran` the day of the event it counts from.
    `nyckel` tells several of the same kind apart, and `termer` say how `dag` was counted.
    """

    dag: date
    raknas_fran: date | None = None
    nyckel: str = ""
    fonster_fran: date | None = None
    yttersta_dag: date | None = None
    delprocess: int | None = None
    termer: tuple[Term, ...] = ()


@dataclass(frozen=True, slots=True)
class Vantad:
    """A `Forfall` with the rule that asks for it."""

    slag: str
    forfall: Forfall
    kalla: str
    typ: str
    for_roll: str = ""


@dataclass(frozen=True, slots=True)
class Oppen:
    """What is stored of an open bevakning, as far as the difference needs it.

    `tilldelad_av` gave it to whom it is `tilldelad`; `eskalering` is how far it has been said that it is late.
    """

    nr: int
    slag: str
    nyckel: str
    dag: date
    fonster_fran: date | None
    yttersta_dag: date | None
    tilldelad: int | None = None
    tilldelad_av: int | None = None
    eskalering: int = 0


def bock(slag: str, nyckel: str) -> str:
    """How a hand-ticked bevakning is remembered in the snapshot."""
    return f"{slag}|{nyckel}"


def expected(plikter: Iterable[Rule[Any]], fakta: Fakta, profil: object) -> dict[Nyckel, Vantad]:
    """What should be open now.

    Each due item is held to the wording in force on the day it counts from, or to a later one that also
    governs what is already open, once the akt has been brought to it. What keeps its day keeps it.
    """
    rules = tuple(plikter)
    return standing(rules, asked_for(rules, fakta, profil), fakta.bockade)


def asked_for(
    plikter: Sequence[Rule[Any]], fakta: Fakta, profil: object
) -> Mapping[Nyckel, Vantad]:
    """Everything that the rules ask for, whether or not it is ticked off; the costly half of `expected`."""
    found = _counted(plikter, fakta, profil)
    return found | _kept(plikter, found, fakta, profil)


def standing(
    plikter: Sequence[Rule[Any]], asked: Mapping[Nyckel, Vantad], bockade: Sequence[str]
) -> dict[Nyckel, Vantad]:
    """What of it stands when those in `bockade` are ticked off, and while something that stands alone is due."""
    found = {key: wanted for key, wanted in asked.items() if bock(*key) not in bockade}
    alone = {r.kod for r in plikter if r.ensam} & {kod for kod, _ in found}
    if alone:
        kept = alone | {r.kod for r in plikter if r.alltid}
        return {key: wanted for key, wanted in found.items() if key[0] in kept}
    return found


def _counted(
    rules: Iterable[Rule[Any]], fakta: Fakta, profil: object, *, any_wording: bool = False
) -> dict[Nyckel, Vantad]:
    """Everything that the rules ask for as they count it themselves, or that any wording ever asked for."""
    found: dict[Nyckel, Vantad] = {}
    for rule in rules:
        asked: object = None
        said: tuple[Forfall, ...] = ()
        for wording in rule.wordings:
            if wording.function is not asked:  # restated law says the same: it is asked once
                asked = wording.function
                said = tuple(wording.function(fakta, profil))
            for forfall in said:
                try:
                    in_force = rule.governing(forfall.raknas_fran or forfall.dag, fakta.regler_per)
                except RuleNotInForce:
                    continue
                if in_force is wording or any_wording:
                    found[rule.kod, forfall.nyckel] = Vantad(
                        rule.kod, forfall, str(wording.kalla), wording.kalla.typ, rule.for_roll
                    )
    return found


def _kept(
    rules: Sequence[Rule[Any]], counted: Mapping[Nyckel, Vantad], fakta: Fakta, profil: object
) -> dict[Nyckel, Vantad]:
    """What keeps its day: it counts from the same day as then, and the rules give the same as then."""
    if not fakta.behallna:
        return {}
    ever = _counted(rules, fakta, profil, any_wording=True)
    return {
        key: _with_kept_day(asked, kept)
        for key, asked in ever.items()
        if (kept := fakta.behallna.get(bock(*key)))
        and kept.raknas_fran == _iso(asked.forfall.raknas_fran)
        and kept.i_stallet_for == in_place_of(counted.get(key))
    }


def in_place_of(counted: Vantad | None) -> list[str | None]:
    """What the rules give themselves, as it is remembered beside a day that is kept; empty for nothing."""
    if counted is None:
        return []
    return [_iso(counted.forfall.dag), _iso(counted.forfall.yttersta_dag), counted.kalla]


def _with_kept_day(asked: Vantad, kept: Behallen) -> Vantad:
    forfall = replace(
        asked.forfall,
        dag=date.fromisoformat(kept.dag),
        fonster_fran=_day(kept.fonster_fran),
        yttersta_dag=_day(kept.yttersta_dag),
        termer=terms_from(kept.rakning),
    )
    return Vantad(asked.slag, forfall, kept.kalla, kept.typ, asked.for_roll)


def terms_from(rakning: Iterable[Mapping[str, Any]]) -> tuple[Term, ...]:
    """The terms of a calculation as they were written in an event."""
    return tuple(Term(**{**term, "dag": date.fromisoformat(term["dag"])}) for term in rakning)


def no_longer_kept(plikter: Iterable[Rule[Any]], fakta: Fakta, profil: object) -> list[str]:
    """What kept its day and has ended, or is counted from something new: it is forgotten."""
    if not fakta.behallna:
        return []
    rules = tuple(plikter)
    kept = _kept(rules, _counted(rules, fakta, profil), fakta, profil)
    return sorted(set(fakta.behallna) - {bock(*key) for key in kept})


def _iso(dag: date | None) -> str | None:
    return dag.isoformat() if dag else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def difference(
    wanted: Mapping[Nyckel, Vantad],
    open_: Sequence[Oppen],
    *,
    fulfils: Mapping[str, tuple[str, ...]],
    kod: str,
    next_nr: int,
) -> list[JsonDict]:
    """The operations that turn the open set into the wanted one, as they are written in the event.

    `fulfils` gives, per kind, the step and fact codes that count as doing it; `kod` is this event's code.
    """
    ops: list[JsonDict] = []
    present = {(o.slag, o.nyckel): o for o in open_}
    for key, old in sorted(present.items(), key=lambda item: item[1].nr):
        if key not in wanted:
            done = kod == TICK or kod in fulfils.get(old.slag, ())
            ops.append({"op": "utford" if done else "avbruten", "nr": old.nr})
    for key, new in sorted(wanted.items()):
        old_row = present.get(key)
        if old_row and _same(old_row, new.forfall):
            continue
        if old_row:
            ops.append({"op": "ersatt", "nr": old_row.nr, "av": next_nr})
        ops.append(opening(next_nr, new, replaces=old_row))
        next_nr += 1
    return ops


def _same(old: Oppen, new: Forfall) -> bool:
    return (old.dag, old.fonster_fran, old.yttersta_dag) == (
        new.dag,
        new.fonster_fran,
        new.yttersta_dag,
    )


def opening(nr: int, new: Vantad, *, replaces: Oppen | None) -> JsonDict:
    """The operation that opens a bevakning, in the place of another or as the first of its kind."""
    f = new.forfall
    opened: JsonDict = {
        "op": "oppna",
        "nr": nr,
        "slag": new.slag,
        "nyckel": f.nyckel,
        "dag": f.dag.isoformat(),
        "fonster_fran": _iso(f.fonster_fran),
        "yttersta_dag": _iso(f.yttersta_dag),
        "raknas_fran": _iso(f.raknas_fran),
        "delprocess": f.delprocess,
        "kalla": new.kalla,
        "typ": new.typ,
        "rakning": [term.as_dict() for term in f.termer],
        "ersatter": replaces.nr if replaces else None,
    }
    if new.for_roll:
        opened["for_roll"] = new.for_roll
    if replaces and replaces.tilldelad is not None:
        # A new day does not take it from who was given it, nor forget who gave it.
        opened |= {"tilldelad": replaces.tilldelad, "tilldelad_av": replaces.tilldelad_av}
    if replaces and replaces.eskalering and f.dag <= replaces.dag:
        # Those who know that it is late are not told again of a row that has got no later day.
        opened["eskalering"] = replaces.eskalering
    return opened
