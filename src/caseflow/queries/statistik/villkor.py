"""The language of conditions: which ärenden a figure is about.

Parts are joined by &, and all of them must hold; ! before a part turns it round.

    kon=1          the cell holds code 1; kon=1|3 any of the codes
    kon=*          answered; kon=- not answered
    alder=18..24   from and to; alder>=65, alder<=64; also of dates and of single codes
    antal(risk)=2  how many codes the cell holds (0 is none); also >=, <= and from and to

What is not answered meets no comparison but `-`; `antal` counts it as none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from caseflow.engine.errors import BadInput
from caseflow.queries.statistik.storheter import Storhet, koder_i, storhet

Rad = Mapping[str, str]
_Prov = Callable[[str], bool]
"""Whether a cell meets a comparison."""

_LONGEST: Final = 2_000
_PART: Final = re.compile(
    r"(?P<negation>!?)\s*(?:antal\(\s*(?P<raknad>\w+)\s*\)|(?P<kod>\w+))"
    r"\s*(?P<op>>=|<=|=)\s*(?P<varde>.+)"
)
_NUMBER: Final = re.compile(r"[0-9]{1,6}")
_RANGE: Final = re.compile(r"(?P<fran>[0-9-]+)\.\.(?P<till>[0-9-]+)")

_EXAMPLES: Final = (
    "Skriv till exempel kon=1, kon=1|2, kon=*, kon=-, alder=18..24, alder>=65 eller antal(risk)=2, "
    "åtskilda av &. Ett ! framför vänder på delen."
)


@dataclass(frozen=True, slots=True)
class _Del:
    kod: str
    prov: _Prov
    negerad: bool

    def galler(self, rad: Rad) -> bool:
        return self.prov(rad.get(self.kod, "")) is not self.negerad


@dataclass(frozen=True, slots=True)
class Villkor:
    """A condition that can be asked of a row. Without parts it holds for every row."""

    text: str
    delar: tuple[_Del, ...]

    def __call__(self, rad: Rad) -> bool:
        """Whether every part holds for the row."""
        return all(del_.galler(rad) for del_ in self.delar)


ALLA: Final = Villkor("", ())
"""Every ärende."""


def tolka(text: str) -> Villkor:
    """The condition that a text says. Raises `BadInput` that says which part is wrong, and why."""
    if len(text) > _LONGEST:
        raise BadInput(
            vad="Villkoret är för långt.",
            varfor=f"Det har {len(text)} tecken, och det mesta som tas emot är {_LONGEST}.",
            gor_nu="Dela upp frågan.",
        )
    if not text.strip():
        return ALLA
    return Villkor(text.strip(), tuple(_tolka_del(del_.strip()) for del_ in text.split("&")))


def tolka_alla(texter: Iterable[str]) -> Villkor:
    """One condition of several that must all hold; empty ones say nothing."""
    return tolka(" & ".join(text.strip() for text in texter if text.strip()))


def _fel(del_: str, varfor: str, gor_nu: str = _EXAMPLES) -> BadInput:
    shown = del_ if len(del_) <= 80 else f"{del_[:80]}…"  # noqa: PLR2004 - a line on the screen
    return BadInput(vad=f"Villkoret ”{shown}” kan inte användas.", varfor=varfor, gor_nu=gor_nu)


def _tolka_del(del_: str) -> _Del:
    if not del_:
        raise _fel(del_, "En del är tom: det står ett & för mycket.")
    found = _PART.fullmatch(del_)
    if found is None:
        raise _fel(del_, "Det går inte att förstå.")
    raknad, op, varde = found["raknad"], found["op"], found["varde"].strip()
    fraga = storhet(raknad or found["kod"])
    prov = _antalsprov(del_, fraga, op, varde) if raknad else _cellprov(del_, fraga, op, varde)
    return _Del(fraga.kod, prov, bool(found["negation"]))


def _antalsprov(del_: str, fraga: Storhet, op: str, varde: str) -> _Prov:
    if fraga.slag not in {"val", "flerval"}:
        raise _fel(
            del_, f"{fraga.etikett} har inga koder att räkna.", "antal() räknar koderna i en cell."
        )
    galler = _jamforelse(del_, op, varde, _tal)
    return lambda cell: galler(len(koder_i(cell)))


def _cellprov(del_: str, fraga: Storhet, op: str, varde: str) -> _Prov:
    if op == "=" and varde == "*":
        return bool
    if op == "=" and varde == "-":
        return lambda cell: not cell
    if fraga.slag == "text":
        raise _fel(
            del_,
            f"{fraga.etikett} är fritext eller en enskild persons uppgift.",
            f"Fråga bara om den är besvarad: {fraga.kod}=* eller {fraga.kod}=-.",
        )
    if fraga.slag == "datum":
        galler = _jamforelse(del_, op, varde, _dag)
        return lambda cell: cell != "" and galler(date.fromisoformat(cell).toordinal())
    if fraga.slag == "heltal":
        galler = _jamforelse(del_, op, varde, _tal)
        return lambda cell: cell != "" and galler(int(cell))
    return _kodprov(del_, fraga, op, varde)


def _kodprov(del_: str, fraga: Storhet, op: str, varde: str) -> _Prov:
    if op != "=" or ".." in varde:
        if fraga.slag != "val":
            raise _fel(
                del_,
                f"{fraga.etikett} har ingen ordning att jämföra i.",
                f"Räkna upp koderna: {fraga.kod}=1|2, eller räkna dem: antal({fraga.kod})>=2.",
            )
        galler = _jamforelse(del_, op, varde, _tal)
        return lambda cell: cell != "" and galler(int(cell))
    koder = frozenset(kod.strip() for kod in varde.split("|"))
    okanda = sorted(koder - fraga.koder.keys()) if fraga.koder else [k for k in koder if not k]
    if okanda:
        lista = ", ".join(f"{kod} ({svar})" for kod, svar in fraga.koder.items())
        raise _fel(
            del_,
            f"{', '.join(okanda) or 'Tomt'} är inget svar på {fraga.etikett}.",
            f"Svaren är {lista}." if lista else "Skriv ett värde efter likhetstecknet.",
        )
    return lambda cell: not koder.isdisjoint(cell.split("|"))


def _jamforelse(
    del_: str, op: str, varde: str, las: Callable[[str, str], int]
) -> Callable[[int], bool]:
    """The comparison with a number, or with a day as its ordinal; `las` reads either."""
    if op == ">=":
        minst = las(del_, varde)
        return lambda x: x >= minst
    if op == "<=":
        mest = las(del_, varde)
        return lambda x: x <= mest
    if found := _RANGE.fullmatch(varde):
        fran, till = las(del_, found["fran"]), las(del_, found["till"])
        if fran > till:
            raise _fel(del_, "Det står bakvänt: det första värdet är större än det andra.")
        return lambda x: fran <= x <= till
    values = frozenset(las(del_, part.strip()) for part in varde.split("|"))
    return lambda x: x in values


def _tal(del_: str, text: str) -> int:
    if not _NUMBER.fullmatch(text):
        raise _fel(del_, "Här ska det stå ett heltal med högst sex siffror.")
    return int(text)


def _dag(del_: str, text: str) -> int:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise _fel(
            del_,
            "Här ska det stå ett datum, ÅÅÅÅ-MM-DD.",
            "Ett helt år skrivs 2022-01-01..2022-12-31.",
        ) from None
    return day.toordinal()
