"""From the rules of one day to those of another: the wordings that begin, and what they change in an akt."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Any

from caseflow.engine.bevakning import Nyckel, Oppen, Vantad, expected
from caseflow.engine.fakta import Fakta, JsonDict
from caseflow.engine.omrakning import Andrad, Omrakning, recount, same
from caseflow.engine.rule import Overgang, Rule, Wording


class Orsak(StrEnum):
    """Why a due item would get another day or source."""

    LYDELSE = "lydelse"
    """A wording that begins in the period governs what is open too."""
    TIDIGARE = "tidigare_lydelse"
    """So did one that began before the period, and the akt has not been brought to it."""
    AVVIKELSE = "avvikelse"
    """What stands open is not what the rules give, whatever the day: the rule has been corrected."""


@dataclass(frozen=True, slots=True)
class Regelbyte:
    """From the rules of `fran` to those of `till`. `policy` names what becomes of a kind of bevakning."""

    fran: date
    till: date
    policy: Mapping[str, Overgang] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Lydelse:
    """A wording that begins in a period; `fore` is the one it follows, None for a new rule."""

    regel: Rule[Any]
    ny: Wording[Any]
    fore: Wording[Any] | None

    @property
    def samma_innehall(self) -> bool:
        """Whether only the citation is new."""
        return self.fore is not None and self.fore.function is self.ny.function

    def as_dict(self) -> JsonDict:
        """For `--json`."""
        return {
            "regel": self.regel.kod,
            "slag": self.regel.slag.value,
            "etikett": self.regel.etikett,
            "sedan": self.ny.since.isoformat(),
            "kalla": str(self.ny.kalla),
            "kalla_fore": str(self.fore.kalla) if self.fore else None,
            "samma_innehall": self.samma_innehall,
            "overgang": self.ny.overgang.value,
            "text": self.ny.meaning,
        }


@dataclass(frozen=True, slots=True)
class Jamforelse:
    """What a change does in one akt, and why: `orsaker` by kind and key."""

    omrakning: Omrakning
    orsaker: Mapping[Nyckel, Orsak]

    @property
    def rader(self) -> tuple[Andrad, ...]:
        """The rows of the report."""
        return self.omrakning.rader

    def rows_as_dict(self) -> list[JsonDict]:
        """For `--json`."""
        return [{**row.as_dict(), "orsak": self.orsaker[row.key].value} for row in self.rader]


def beginning(rules: Iterable[Rule[Any]], byte: Regelbyte) -> list[Lydelse]:
    """The wordings that begin after `fran` and no later than `till`, by day and rule."""
    found = [
        Lydelse(rule, wording, rule.wordings[i - 1] if i else None)
        for rule in rules
        for i, wording in enumerate(rule.wordings)
        if byte.fran < wording.since <= byte.till
    ]
    return sorted(found, key=lambda one: (one.ny.since, one.regel.kod))


def brought_to(fakta: Fakta, dag: date) -> Fakta:
    """The snapshot held to the rules of a day; never back to those of an earlier one."""
    return replace(fakta, regler_per=max(fakta.regler_per or dag, dag))


def compare(
    plikter: Sequence[Rule[Any]],
    fakta: Fakta,
    profil: object,
    *,
    oppna: Sequence[Oppen],
    fore: Mapping[Nyckel, Vantad],
    byte: Regelbyte,
    dag: date,
) -> Jamforelse:
    """What would differ in an akt from what stands open in it, if it was brought to the rules of `till`.

    A kind that `byte.policy` does not name follows its own wording, or is counted anew when it stands
    otherwise than the rules say: the next event in the akt would count it anew in any case.
    """
    made = recount(
        plikter,
        brought_to(fakta, byte.till),
        profil,
        oppna=oppna,
        fore=fore,
        policy=_wordings_own(plikter, byte.till) | dict(byte.policy),
        dag=dag,
    )
    if not made.rader:
        return Jamforelse(made, {})
    now = expected(plikter, fakta, profil)
    before = expected(plikter, brought_to(fakta, byte.fran), profil)
    causes = {
        row.key: _cause(row, now.get(row.key), before.get(row.key), _at(oppna, fore, row.key))
        for row in made.rader
    }
    return Jamforelse(made, causes)


def _at(oppna: Sequence[Oppen], fore: Mapping[Nyckel, Vantad], key: Nyckel) -> Vantad | None:
    stands = any((o.slag, o.nyckel) == key for o in oppna)
    return fore.get(key) if stands else None


def _cause(row: Andrad, now: Vantad | None, before: Vantad | None, open_: Vantad | None) -> Orsak:
    if not same(now, open_):
        return Orsak.AVVIKELSE
    return Orsak.TIDIGARE if same(before, row.efter) else Orsak.LYDELSE


def _wordings_own(plikter: Iterable[Rule[Any]], dag: date) -> dict[str, Overgang]:
    """What the latest wording that governs what is open says itself of its kind."""
    found: dict[str, Overgang] = {}
    for rule in plikter:
        for wording in rule.wordings:
            if wording.since <= dag and wording.overgang is not Overgang.BEHALL:
                found[rule.kod] = wording.overgang
    return found
