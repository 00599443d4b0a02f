"""Rollerna i verksamheten. En person kan ha flera; varje handling loggas under den roll den görs i."""

from __future__ import annotations

from enum import StrEnum


class Roll(StrEnum):
    """En roll i en enhet. Koden lagras och ändras aldrig."""

    HANDLAGGARE = "handlaggare"
    BESLUTSFATTARE = "beslutsfattare"
    BEHANDLARE = "behandlare"
    PARTNERKONTAKT = "partnerkontakt"
    SAMORDNARE = "samordnare"
    SAKERHETSSAMORDNARE = "sakerhetssamordnare"
    ENHETSCHEF = "enhetschef"
    VERKSAMHETSUTVECKLARE = "verksamhetsutvecklare"
    REGISTRATOR = "registrator"
    ADMINISTRATOR = "administrator"
    REVISOR = "revisor"
    SYSTEM = "system"

    @property
    def etikett(self) -> str:
        """Rollen som den skrivs ut."""
        return _ETIKETTER[self]


_ETIKETTER = {
    Roll.HANDLAGGARE: "handläggare",
    Roll.BESLUTSFATTARE: "beslutsfattare",
    Roll.BEHANDLARE: "behandlare",
    Roll.PARTNERKONTAKT: "partnerkontakt",
    Roll.SAMORDNARE: "samordnare",
    Roll.SAKERHETSSAMORDNARE: "säkerhetssamordnare",
    Roll.ENHETSCHEF: "enhetschef",
    Roll.VERKSAMHETSUTVECKLARE: "verksamhetsutvecklare",
    Roll.REGISTRATOR: "registrator",
    Roll.ADMINISTRATOR: "administratör",
    Roll.REVISOR: "revisor",
    Roll.SYSTEM: "systemet",
}

OPPNAR_AKT: dict[str, tuple[Roll, ...]] = {
    "utovare": (
        Roll.HANDLAGGARE,
        Roll.BESLUTSFATTARE,
        Roll.BEHANDLARE,
        Roll.SAMORDNARE,
        Roll.ENHETSCHEF,
        Roll.REGISTRATOR,
        Roll.REVISOR,
    ),
    "utsatt": (
        Roll.HANDLAGGARE,
        Roll.BESLUTSFATTARE,
        Roll.BEHANDLARE,
        Roll.SAMORDNARE,
        Roll.ENHETSCHEF,
        Roll.REGISTRATOR,
        Roll.REVISOR,
    ),
    "friyta": (Roll.BEHANDLARE, Roll.SAMORDNARE, Roll.ENHETSCHEF, Roll.REVISOR),
    "partnerkontakt": (Roll.PARTNERKONTAKT, Roll.SAKERHETSSAMORDNARE, Roll.REVISOR),
}
"""Vilka roller i aktens enhet som alls får öppna en akt av ett slag. Alla andra får svaret att den inte finns."""

AGER_I_AKT: dict[str, tuple[Roll, ...]] = {
    slag: tuple(r for r in roller if r not in {Roll.REVISOR, Roll.REGISTRATOR})
    for slag, roller in OPPNAR_AKT.items()
}
"""Vilka roller som kan äga något att göra i en akt av ett slag: de som öppnar den för att arbeta i den."""

ANSVARAR_FOR_AKT: dict[str, tuple[Roll, ...]] = {
    "utovare": (Roll.HANDLAGGARE,),
    "utsatt": (Roll.HANDLAGGARE,),
    "friyta": (Roll.BEHANDLARE,),
    "partnerkontakt": (Roll.PARTNERKONTAKT,),
}
"""Vilken roll i aktens enhet den som är ansvarig för en akt av ett slag har."""
