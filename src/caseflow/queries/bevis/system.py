"""What is proved: the definitions and duties of each kind of akt, as one profile has them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from caseflow.engine.process import Process
from caseflow.engine.rule import Rule
from caseflow.processes import HUVUDPROCESS, plikter_for
from caseflow.processes.definitioner import Definitioner, definitioner_for
from caseflow.processes.i_profilen import finns_i_profilen, i_profilen
from caseflow.rules.profil import Profil


@dataclass(frozen=True, slots=True)
class System:
    """The definitions by kind of akt, and what can fall due there."""

    definitioner: Mapping[str, Definitioner]
    plikter: Mapping[str, tuple[Rule[Any], ...]]

    def in_profile(self, profil: Profil) -> System:
        """Only the kinds of akter, processes, states and steps that the profile has."""
        return replace(
            self,
            definitioner={
                slag: _in_profile(defs, profil)
                for slag, defs in self.definitioner.items()
                if finns_i_profilen(defs.huvud.code, profil)
            },
        )

    def only(self, slag: str) -> System:
        """One kind of akt by itself."""
        return replace(self, definitioner={slag: self.definitioner[slag]})


def _in_profile(defs: Definitioner, profil: Profil) -> Definitioner:
    parts: dict[str, Process] = {
        code: i_profilen(p, profil)
        for code, p in defs.delprocesser.items()
        if finns_i_profilen(code, profil)
    }
    return replace(defs, huvud=i_profilen(defs.huvud, profil), delprocesser=parts)


def todays_system() -> System:
    """The definitions that caseflow runs on now."""
    return System(
        {slag: definitioner_for(slag) for slag in HUVUDPROCESS},
        {slag: plikter_for(slag) for slag in HUVUDPROCESS},
    )
