"""The trial that a gallringsbeslut rests on: what the rules say of the akt, with what a registrator has answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from caseflow.documents.underlag import Underlag
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

    def provad(self, underlag: Underlag) -> Gallringsprovning:
        """What the rules say the day the handling is made; what is not filled in stands in the way."""
        given: dict[str, Varde] = {ANDRA_UPPGIFTER: underlag.ifyllt.get(ANDRA_UPPGIFTER)}
        if self.sista:
            given[SISTA_ANTECKNING] = self.sista.isoformat()
        if fodd := underlag.ifylld_dag(FODD):
            given |= {FODD: fodd.isoformat(), FODELSEDAG: fodd.day}
        return tidigast_gallring(self.fakta, self.profil, underlag.dag, given)
