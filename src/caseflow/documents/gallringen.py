"""The trial that a gallringsbeslut rests on: what the rules say of the akt, with what a registrator has answered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from caseflow.engine.fakta import Fakta, Varde
from caseflow.rules.gallring import (
    ANDRA_UPPGIFTER,
    FODD,
    FODELSEDAG,
    SISTA_ANTECKNING,
    Gallringsprovning,
    tidigast_gallring,
)
from caseflow.rules.profil import Profil


@dataclass(frozen=True, slots=True)
class Gallringsfraga:
    """What the rules need of the akt. `sista` is the day of its last note."""

    fakta: Fakta
    profil: Profil
    sista: date | None

    def provad(self, svar: Mapping[str, Varde], dag: date) -> Gallringsprovning:
        """What the rules say on a day; what is not answered in `svar` stands in the way."""
        given: dict[str, Varde] = {ANDRA_UPPGIFTER: svar.get(ANDRA_UPPGIFTER)}
        if self.sista:
            given[SISTA_ANTECKNING] = self.sista.isoformat()
        if isinstance(fodd := svar.get(FODD), str) and fodd:
            given |= {FODD: fodd, FODELSEDAG: date.fromisoformat(fodd).day}
        return tidigast_gallring(self.fakta, self.profil, dag, given)
