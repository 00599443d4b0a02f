"""De 29 gemensamma variablerna i SU-Kvinnofrid 2021–2023, som rena data.

Källa: SKR 2024, Socialtjänstens stöd till våldsutsatta vuxna, bilaga 2 (koder och SUV-nummer).
Etiketterna är kortade kodlistetiketter. Källan säger inte vilka variabler som är flerval; det
framgår av diagramnoterna (6, 8, 9 och 12) och löptexten. Registret har en kolumn per variabel och
en per kommentar; riskskattningen upprepas och har därför en egen fil. Nivåerna 1–3 är filens skala:
källan anger bara en skala från låg till hög risk.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from caseflow.processes.variabler.bakgrund import BAKGRUND
from caseflow.processes.variabler.insats import INSATS
from caseflow.processes.variabler.utfall import UTFALL
from caseflow.processes.variabler.variabel import Fas, Typ, Variabel, koder

__all__ = [
    "BRUKARFRAGOR",
    "HOGSTA_ALDER",
    "LAGSTA_ALDER",
    "NYCKEL",
    "PER_KOD",
    "REGISTERKOLUMNER",
    "RISKFASER",
    "RISKKOLUMNER",
    "RISKNIVAER",
    "RISKVARIABEL",
    "SKILJETECKEN",
    "VARIABLER",
    "Fas",
    "Typ",
    "Variabel",
]

VARIABLER: Final[tuple[Variabel, ...]] = (*BAKGRUND, *INSATS, *UTFALL)
PER_KOD: Final[Mapping[str, Variabel]] = MappingProxyType({v.kod: v for v in VARIABLER})

SKILJETECKEN: Final = ";"
NYCKEL: Final = "arende_id"
"""Registrets tekniska nyckel; den ingår inte i de 29."""

LAGSTA_ALDER: Final = 18
HOGSTA_ALDER: Final = 120

RISKVARIABEL: Final = PER_KOD["upprepad_skattning_risk"]
RISKKOLUMNER: Final = (NYCKEL, "datum", "fas", "instrument", "niva")
RISKFASER: Final[Mapping[str, str]] = MappingProxyType(
    {"fore": "Före insats", "under": "Under insats", "efter": "Efter insats"}
)
RISKNIVAER: Final[Mapping[int, str]] = koder("Nivå 1 (lägst)", "Nivå 2", "Nivå 3 (högst)")

BRUKARFRAGOR: Final = tuple(v.kod for v in VARIABLER if v.fas == "brukaruppfoljning")
"""De fem frågor som brukaren själv svarar på; är någon besvarad finns en enkät."""


def _kolumner() -> tuple[str, ...]:
    kolumner = [NYCKEL]
    for variabel in VARIABLER:
        if variabel is RISKVARIABEL:
            continue
        kolumner.append(variabel.kod)
        if variabel.kommentar:
            kolumner.append(variabel.kommentarskolumn)
    return tuple(kolumner)


REGISTERKOLUMNER: Final = _kolumner()
