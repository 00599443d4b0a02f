"""Pausen i en insats: vilka uppföljningar som vilar under den, hur många dagar den varade, och när den tog slut."""

from __future__ import annotations

from datetime import date

from caseflow.engine.fakta import Delprocess, Fakta

PAUSDAGAR = "pausdagar"
"""Var en insats bär dagarna som den har varit pausad och sedan togs upp igen."""


def _insatsen(fakta: Fakta, uppfoljning: Delprocess) -> Delprocess | None:
    """Insatsen som uppföljningen räknas från; None för den som räknas från annat."""
    nummer = uppfoljning.varden.get("insats")
    return fakta.delprocess(nummer) if isinstance(nummer, int) else None


def pausad_insats(fakta: Fakta, uppfoljning: Delprocess) -> Delprocess | None:
    """Insatsen som uppföljningen räknas från, när den är pausad: då vilar uppföljningen.

    Under tiden bevakas pausen själv, av «Ta ställning till pausen».
    """
    insats = _insatsen(fakta, uppfoljning)
    return insats if insats and insats.tillstand == "pausad" else None


def pausdagar(fakta: Fakta, uppfoljning: Delprocess) -> int:
    """De kalenderdagar som insatsen, som uppföljningen räknas från, verkligen har varit pausad.

    En paus som pågår räknas när den är slut: först då är det känt hur lång den blev. Den är slut när insatsen
    tas upp igen, eller slutar utan att ha gjort det.
    """
    insats = _insatsen(fakta, uppfoljning)
    if insats is None:
        return 0
    dagar, sista = insats.varden.get(PAUSDAGAR), _pausen_den_slutade_i(insats)
    till_slutet = (insats.sedan - sista).days if sista and insats.sedan else 0
    return (dagar if isinstance(dagar, int) else 0) + till_slutet


def pausen_slutade(fakta: Fakta, uppfoljning: Delprocess) -> date | None:
    """Dagen då den senaste pausen tog slut; None när ingen har tagit slut."""
    insats = _insatsen(fakta, uppfoljning)
    if insats is None:
        return None
    if insats.tillstand == "pagar":
        return insats.sedan if insats.varden.get(PAUSDAGAR) is not None else None
    if not insats.avslutad:
        return None
    upptagen = insats.steg.get("ateruppta_insats")
    return insats.sedan if _pausen_den_slutade_i(insats) else upptagen.dag if upptagen else None


def _pausen_den_slutade_i(insats: Delprocess) -> date | None:
    """Första dagen i pausen, när insatsen har slutat utan att tas upp igen."""
    if not insats.avslutad:
        return None
    pausad, upptagen = insats.steg.get("pausa_insats"), insats.steg.get("ateruppta_insats")
    aldrig = pausad is not None and (upptagen is None or upptagen.seq < pausad.seq)
    return pausad.dag if pausad and aldrig else None
