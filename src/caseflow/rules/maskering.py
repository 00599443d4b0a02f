"""Vad en uppgift i en kopia kan maskeras med stöd av: lagrummen, sedan när de gäller och för vem kopian kan vara.

Att en uppgift maskeras bestämmer alltid en människa. Tabellen säger bara vad det kan vila på.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from caseflow.engine.rule import Kalla, Sakerhet
from caseflow.rules.kallor import (
    BARN_I_SKYDDAT_BOENDE_GALLER,
    FL,
    OSL,
    OSL_GALLER,
    UTELAMNANDE_GALLER,
)

PARTSINSYN, ANNAN_ENHET, VARDNADSHAVARE = "partsinsyn", "annan_enhet", "vardnadshavare"
"""Vem en kopia är till."""
ALLA = frozenset({PARTSINSYN, ANNAN_ENHET, VARDNADSHAVARE})


@dataclass(frozen=True, slots=True)
class Maskeringsgrund:
    """Ett lagrum att maskera med stöd av. `lydelser` är dagar då det börjat gälla, med hänvisningen.

    `bara_tjansteman`: det skyddar bara namnen på dem som arbetar i ärendet.
    """

    namn: str
    lydelser: tuple[tuple[date, Kalla], ...]
    andamal: frozenset[str] = ALLA
    bara_tjansteman: bool = False

    def den(self, dag: date) -> Kalla | None:
        """Hänvisningen så som den är den dagen; None när lagrummet inte gäller än."""
        gallande = [kalla for sedan, kalla in self.lydelser if sedan <= dag]
        return gallande[-1] if gallande else None


GRUNDER: Mapping[str, Maskeringsgrund] = {
    "26_1": Maskeringsgrund("Enskilda hos socialtjänsten", ((OSL_GALLER, OSL("26 kap. 1 §")),)),
    "26_2": Maskeringsgrund(
        "Var ett barn vistas, mot en förälder",
        ((OSL_GALLER, OSL("26 kap. 2 §")),),
        frozenset({PARTSINSYN, VARDNADSHAVARE}),
    ),
    "26_3": Maskeringsgrund("Familjerådgivning", ((OSL_GALLER, OSL("26 kap. 3 §")),)),
    "26_5": Maskeringsgrund("Den som har anmält", ((OSL_GALLER, OSL("26 kap. 5 §")),)),
    "26_14_c": Maskeringsgrund(
        "Adressen till ett skyddat boende",
        ((BARN_I_SKYDDAT_BOENDE_GALLER, OSL("26 kap. 14 c §", Sakerhet.OSAKER)),),
    ),
    "21_3": Maskeringsgrund("Adress och telefon vid hot", ((OSL_GALLER, OSL("21 kap. 3 §")),)),
    "12_3": Maskeringsgrund(
        "Barnet lider betydande men om vårdnadshavaren får veta",
        ((OSL_GALLER, OSL("12 kap. 3 §")),),
        frozenset({VARDNADSHAVARE}),
    ),
    "10_3": Maskeringsgrund(
        "Synnerlig vikt att det inte röjs för parten",
        ((OSL_GALLER, OSL("10 kap. 3 §")),),
        frozenset({PARTSINSYN}),
    ),
    "fl_33": Maskeringsgrund(
        "Namnet på den som beslutat, när hot befaras",
        ((UTELAMNANDE_GALLER, FL("33 §")),),
        bara_tjansteman=True,
    ),
}
"""Lagrummen att välja bland, under koden som sparas."""


def grunder_for(andamal: str, dag: date) -> dict[str, tuple[str, Kalla]]:
    """Kod -> namn och hänvisning, för det som gäller den dagen och kan användas för ändamålet."""
    return {
        kod: (grund.namn, kalla)
        for kod, grund in GRUNDER.items()
        if andamal in grund.andamal and (kalla := grund.den(dag)) is not None
    }


def kort_lagrum(kalla: Kalla) -> str:
    """«26 kap. 1 § OSL»: utan SFS-nummer, så som det står i en maskering."""
    return kalla.text.rpartition(" (")[0] or kalla.text
