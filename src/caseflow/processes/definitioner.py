"""Definitionerna: allt som en akt av ett slag går efter, med en version som följer av innehållet.

En akt behåller de definitioner den började med. De sparas första gången en akt börjar med dem, så att
den kan köras på dem också när programmet har fått nya.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache, cached_property
from typing import Any, TypeVar

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
from caseflow.engine.field import Field
from caseflow.engine.process import FactKind, Process, Transition
from caseflow.engine.rule import Rule
from caseflow.processes import DELPROCESSER, FAKTASLAG, HUVUDPROCESS, PROCESSER, REGLER
from caseflow.rules.roller import Roll
from caseflow.rules.utgaende import SAMTALETS, UTGAENDE, brevet_gar_fram_sakert

H = TypeVar("H", Transition, FactKind)

_GAR_UT = frozenset(regel.kod for regel in (*UTGAENDE, *SAMTALETS, brevet_gar_fram_sakert))
_KONTAKTEN = frozenset({"saker_kontakt", "utgaende_kontakt"})
"""Faktaslagen om hur personen nås, och om att ni hör av er."""


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


def med_dagens_kontakt(gamla: Definitioner) -> Definitioner:
    """Äldre definitioner, där det som går ut till personen ändå prövas som i dag.

    Allt annat i akten går efter det den började med. Men vad som är farligt för personen beror inte på när
    ärendet öppnades, så fälten och reglerna för säker kontakt är dagens. Versionen är aktens egen.
    """
    i_dag = definitioner_for(gamla.slag)
    faktaslag = {
        kod: _som_i_dag(slag, i_dag.faktaslag.get(kod)) for kod, slag in gamla.faktaslag.items()
    }
    faktaslag |= {
        kod: slag
        for kod, slag in i_dag.faktaslag.items()
        if kod in _KONTAKTEN and kod not in faktaslag
    }
    found = Definitioner(
        gamla.slag,
        _stegen_som_i_dag(gamla.huvud, i_dag.huvud),
        {
            kod: _stegen_som_i_dag(process, i_dag.delprocesser.get(kod))
            for kod, process in gamla.delprocesser.items()
        },
        faktaslag,
    )
    vars(found)["version"] = gamla.version  # vad akten går efter, så som det är sparat
    return found


def _stegen_som_i_dag(process: Process, i_dag: Process | None) -> Process:
    if i_dag is None:
        return process
    steg = tuple(_som_i_dag(t, i_dag.transition(t.code)) for t in process.transitions)
    return replace(process, transitions=steg)


def _som_i_dag(gammalt: H, nytt: H | None) -> H:
    """Det gamla med dagens fält och med de regler om säker kontakt som saknas."""
    if nytt is None:
        return gammalt
    nya: tuple[Field, ...] = nytt.fields
    kontakt = gammalt.code in _KONTAKTEN
    if not (kontakt or any(r.kod in _GAR_UT for r in nytt.requires)):
        return gammalt
    redan = {r.kod for r in gammalt.requires}
    saknas: tuple[Rule[Any], ...] = tuple(
        r for r in nytt.requires if r.kod not in redan and (kontakt or r.kod in _GAR_UT)
    )
    koder = {f.code for f in nya}
    egna: tuple[Field, ...] = tuple(f for f in gammalt.fields if f.code not in koder)
    return replace(gammalt, fields=(*nya, *egna), requires=(*gammalt.requires, *saknas))
