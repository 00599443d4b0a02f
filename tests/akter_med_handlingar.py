"""An ärende that has come as far as a beslut, from which most handlingar can be made. Only for tests."""

from typing import Any

from tests.akter import OVERVAGD, RISK, SKYDD, faktum, oppna, steg
from tests.databas import Verksamhet

INLEDD, UTREDD, BESLUTAD = "2026-01-13", "2026-02-02", "2026-02-04"
UTREDNINGEN: dict[str, Any] = {
    "valdets_art": "Slag och hot.",
    "motivation": "God.",
    "behov": "Behandling.",
    "malsattning": "Mina barn ska vara trygga hos mig.",
    "bedomning": "Behov finns.",
    "forslag": "Sex månader.",
}
BIFALL: dict[str, Any] = {
    "lagrum": "bistand",
    "beviljas": "Samtal varje vecka.",
    "form": "individuell",
    "fran_och_med": "2026-02-09",
    "till_och_med": "2026-08-08",
    "motivering": "Du har ansökt om hjälp och behöver behandling.",
}
ORO: dict[str, Any] = {
    "mottagare": "Barnenheten",
    "barnet": "Fylls i för hand",
    "om_barnet": "Går i skolan.",
    "skydd_nu": "vet_inte",
    "vuxen": "nej",
    "vet": "nej",
    "nas": "010-000 00 00",
    "vill_veta": "ja",
}
"""What an orosanmälan asks for that does not stand in the akt; the adult is not named."""


def med_skyddsbedomning(v: Verksamhet) -> str:
    """An ärende of an utsatt whose need of protection has been assessed."""
    nummer = oppna(v, "utsatt")
    faktum(v, nummer, "skyddsbedomning", SKYDD)
    faktum(v, nummer, "barn_efterfragade", {"svar": "finns_inte"})
    steg(v, nummer, "gor_skyddsbedomning")
    return nummer


def med_utredning(v: Verksamhet, **given: Any) -> str:
    """An ärende of an utövare with a finished utredning that has been shown to him."""
    nummer = oppna(v, "utovare", **given)
    steg(v, nummer, "paborja_forhandsbedomning")
    faktum(v, nummer, "sakerhet_overvagd", OVERVAGD)
    faktum(v, nummer, "ansokan", {"satt": "muntlig", "avser": "Behandling."}, INLEDD)
    svar: dict[str, Any] = {"grund": "ansokan", "svarsdag": INLEDD, "svarssatt": "muntligt"}
    steg(v, nummer, "inled_utredning", INLEDD, **svar)
    faktum(v, nummer, "riskbedomning", {**RISK, "anledning": "infor_beslut"}, UTREDD)
    faktum(v, nummer, "egen_syn", {"egna_ord": "Jag vill lära mig att gå därifrån."}, UTREDD)
    faktum(v, nummer, "barn_efterfragade", {"svar": "finns_inte"}, UTREDD)
    faktum(v, nummer, "sakerhet_overvagd", OVERVAGD, UTREDD)
    steg(v, nummer, "slutfor_utredning", UTREDD, **UTREDNINGEN)
    faktum(v, nummer, "kommunicering", {"satt": "mote", "svar": "Det stämmer."}, UTREDD)
    return nummer


def med_beslut(v: Verksamhet, **given: Any) -> str:
    """The same with a bifall."""
    nummer = med_utredning(v, **given)
    steg(v, nummer, "bevilja", BESLUTAD, av="disa", **BIFALL)
    return nummer
