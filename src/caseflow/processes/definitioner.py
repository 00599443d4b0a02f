"""Definitionerna: allt som en akt av ett slag går efter, med en version som följer av innehållet.

En akt behåller de definitioner den började med. De sparas första gången en akt börjar med dem, så att
den kan köras på dem också när programmet har fått nya.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from caseflow.engine.definition import (
    Kodregister,
    behaviour,
    checksum,
    kind_data,
    kind_from,
    process_data,
    process_from,
)
from caseflow.engine.errors import IntegrityFault
from caseflow.engine.fakta import JsonDict
from caseflow.engine.process import FactKind, Process, Transition
from caseflow.processes import DELPROCESSER, FAKTASLAG, HUVUDPROCESS, PROCESSER, REGLER
from caseflow.rules.roller import Roll


@dataclass(frozen=True)
class Definitioner:
    """Huvudprocessen, delprocesserna bredvid den och faktaslagen för ett slag av akt."""

    slag: str
    huvud: Process
    delprocesser: Mapping[str, Process]
    faktaslag: Mapping[str, FactKind]

    @cached_property
    def version(self) -> str:
        """Tolv hexsiffror av det som styr; namn och hjälptexter ändrar den inte."""
        return checksum(
            {
                "slag": self.slag,
                "huvud": behaviour(self.huvud),
                "delprocesser": {k: behaviour(p) for k, p in self.delprocesser.items()},
                "faktaslag": {k: behaviour(f) for k, f in self.faktaslag.items()},
            }
        )

    @cached_property
    def processer(self) -> Mapping[str, Process]:
        """Huvudprocessen och delprocesserna under sina koder."""
        return {**self.delprocesser, self.huvud.code: self.huvud}

    @cached_property
    def varaktiga(self) -> tuple[str, ...]:
        """Det som överlever en ny omgång: varaktiga fakta, och det som ännu väntar på ett svar."""
        lasting = [k.code for k in self.faktaslag.values() if k.lasting]
        marks = ({k.awaits, *k.raises[:1]} - {""} for k in self.faktaslag.values())
        return (*lasting, *(mark for each in marks for mark in sorted(each)))

    def steg(self, kod: str) -> Transition | None:
        """Steget med den koden: i huvudprocessen först, sedan i delprocesserna."""
        for process in (self.huvud, *self.delprocesser.values()):
            found = process.transition(kod)
            if found is not None:
                return found
        return None

    def tillstandets_namn(self, process: str, kod: str) -> str:
        """Namnet på ett läge i en av processerna, eller en tom text när det inte finns."""
        known = self.processer.get(process)
        return next((s.label for s in known.states if s.code == kod), "") if known else ""

    def as_dict(self) -> JsonDict:
        """Allt innehåll som JSON-data, namn och hjälptexter också."""
        return {
            "huvud": process_data(self.huvud),
            "delprocesser": [process_data(p) for p in self.delprocesser.values()],
            "faktaslag": [kind_data(f) for f in self.faktaslag.values()],
        }


_REGISTER = Kodregister(REGLER, {roll.value: roll for roll in Roll})


def ur_innehall(slag: str, innehall: Mapping[str, Any]) -> Definitioner:
    """Definitionerna ur det som `as_dict` gav.

    Raises:
        IntegrityFault: något i innehållet är okänt eller saknas.
    """
    try:
        delar = [process_from(d, _REGISTER) for d in innehall["delprocesser"]]
        fakta = [kind_from(d, _REGISTER) for d in innehall["faktaslag"]]
        huvud = process_from(innehall["huvud"], _REGISTER)
    except (KeyError, TypeError) as fel:
        raise IntegrityFault(
            vad=f"De sparade definitionerna för «{slag[:20]}» går inte att läsa.",
            varfor=f"Innehållet är inte helt: {fel}.",
            gor_nu="Kör caseflow verify och kontakta den som ansvarar för driften.",
        ) from fel
    return Definitioner(slag, huvud, {p.code: p for p in delar}, {f.code: f for f in fakta})


@cache
def definitioner_for(slag: str) -> Definitioner:
    """Dagens definitioner för ett slag av akt."""
    return Definitioner(
        slag,
        HUVUDPROCESS[slag],
        {kod: PROCESSER[kod] for kod in DELPROCESSER[slag]},
        {k.code: k for k in FAKTASLAG.values() if not k.akter or slag in k.akter},
    )
