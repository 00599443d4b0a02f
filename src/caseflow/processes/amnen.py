"""Ämnena som regelverket läses under: en svensk rubrik för varje fil med regler, i läsordning."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from caseflow.engine.rule import Rule

AMNEN: Mapping[str, str] = {
    "inledning": "Att börja: förhandsbedömning och utredning",
    "handlaggningstid": "Tiden för handläggningen",
    "ansokan": "Ansökan",
    "information": "Det personen ska få veta",
    "saker_kontakt": "Säker kontakt",
    "utgaende": "Säker kontakt",
    "sakerhet": "Skydd och säkerhet",
    "risk": "Riskbedömning",
    "barn": "Barn",
    "barn_i_boende": "Barn i skyddat boende",
    "utredning": "Utredning och kommunicering",
    "delegation": "Delegation",
    "beslut": "Beslut",
    "underrattelse": "Underrättelse om beslut",
    "andring": "Ändring av beslut",
    "overklagande": "Överklagande",
    "planer": "Planer",
    "insats": "Insats",
    "ivo": "Rapport om beslut som inte är verkställda",
    "provning": "Prövning av ny ansökan",
    "friyta": "Friyta",
    "partnerkontakt": "Partnerkontakt",
    "avslut": "Avslut",
    "uppfoljning": "Uppföljning",
    "enkat": "Uppföljning",
    "overflyttning": "Överflyttning till en annan kommun",
    "dokumentation": "Dokumentation",
    "fritext": "Dokumentation",
    "varningar": "Att tänka på",
    "begaran_om_utlamnande": "Att lämna ut uppgifter",
    "utlamnande": "Att lämna ut uppgifter",
    "gallring": "Gallring",
    "lagesbevakning": "Att inget blir liggande",
    "eskalering": "Att inget blir liggande",
    "ny_rakning": "När regler och profiler ändras",
    "overgang": "När regler och profiler ändras",
    "upplysningar": "Bra att veta: handläggningen",
    "barnenheten": "Bra att veta: barnen",
    "upplysningar_barn": "Bra att veta: barnen",
    "upplysningar_uppgifter": "Bra att veta: uppgifterna",
}
"""Filens namn i `rules` och dess rubrik. Två filer kan ha samma rubrik."""

OVRIGT = "Övrigt"
"""För en regel i en fil utan rubrik. Ett test ser till att ingen hamnar här."""


def amne(regel: Rule[Any]) -> str:
    """Rubriken som regeln läses under."""
    fil = regel.wordings[0].function.__module__.rpartition(".")[2]
    return AMNEN.get(fil, OVRIGT)


def amnen_i_ordning() -> tuple[str, ...]:
    """Rubrikerna i läsordning."""
    return tuple(dict.fromkeys((*AMNEN.values(), OVRIGT)))
