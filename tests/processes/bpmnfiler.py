"""Varje process i några profiler som BPMN, så som `caseflow show` skriver den."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from caseflow import settings
from caseflow.engine.bpmn import as_bpmn
from caseflow.engine.process import Process
from caseflow.processes import PROCESSER
from caseflow.processes.i_profilen import finns_i_profilen, i_profilen
from caseflow.rules.profil import Profil
from caseflow.store.profiler import profiles

DAG = date(2026, 3, 2)
PROFILERNA = profiles(settings.load({}))


@dataclass(frozen=True)
class Fil:
    """En process i en profil, och filen som skrivs av den."""

    profil: Profil
    process: Process
    oppnas_av: tuple[str, ...]

    @property
    def namn(self) -> str:
        return f"{self.profil.id}-{self.process.code}"

    @property
    def xml(self) -> str:
        return as_bpmn(self.process, dag=DAG, subtitle=self.profil.namn, opened_by=self.oppnas_av)

    @property
    def uppgifterna(self) -> set[str]:
        """En uppgift för varje läge som ett steg lämnar."""
        return {
            f"steg__{t.code}__{s}"
            for t in self.process.transitions
            for s in ([k.code for k in t.source] or ["oppnar"])
        }

    @property
    def vagen(self) -> tuple[str, ...]:
        """Den kortaste vägen från början till ett slut: stegens koder."""
        oppnande = [t.code for t in self.process.transitions if not t.source]
        borjan = tuple(oppnande[:1]) if not self.oppnas_av else ()
        ko = deque([(self.process.start.code, borjan)])
        sedda = {self.process.start.code}
        while ko:
            har, vag = ko.popleft()
            if self.process.state(har).final:
                return vag
            for t in self.process.leaving(har):
                if t.target and t.target.code not in sedda:
                    sedda.add(t.target.code)
                    ko.append((t.target.code, (*vag, t.code)))
        raise AssertionError(self.namn)


def oppnas_av(kod: str, profil: Profil) -> tuple[str, ...]:
    return tuple(
        dict.fromkeys(
            t.label
            for p in PROCESSER.values()
            if p.code != kod and finns_i_profilen(p.code, profil)
            for t in i_profilen(p, profil).transitions
            for o in t.opens
            if o.process == kod
        )
    )


def filerna(*profil_ider: str) -> Iterator[Fil]:
    """Filerna av profilerna, eller av alla."""
    for kod in profil_ider or PROFILERNA:
        profil = PROFILERNA[kod]
        for process in PROCESSER.values():
            if finns_i_profilen(process.code, profil):
                yield Fil(profil, i_profilen(process, profil), oppnas_av(process.code, profil))
