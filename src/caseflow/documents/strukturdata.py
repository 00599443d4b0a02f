"""What a handling says, as data: what its archive copy carries beside the pages.

The keys are stable. Only what the template could read is in it: nothing that the page does not rest on.
"""

from __future__ import annotations

from caseflow.documents.mallar.mall import VALT
from caseflow.documents.render import Framstalld
from caseflow.documents.underlag import Underlag, Uppgift


def data_of(handling: Framstalld) -> dict[str, object]:
    """The structured data of a finished handling; days as ISO 8601, codes beside their Swedish text."""
    grund = handling.lasbart
    return {
        "format": "caseflow-handling/1",
        "mall": handling.mall.kod,
        "mallversion": handling.mall.version,
        "titel": grund.rubrik or handling.mall.titel,
        "sprak": grund.sprak,
        "akt": grund.aktnummer,
        "beteckning": grund.beteckning or None,
        "slag": grund.slag,
        "kommun": grund.kommun,
        "enhet": grund.enhet,
        "person": _person(grund),
        "upprattad": grund.skapad.isoformat(),
        "upprattad_av": None if grund.utelamna_tjansteman else grund.skapad_av,
        "upprattad_roll": grund.skapad_av_roll,
        "ersatter": grund.ersatter or None,
        "skal": grund.skal or None,
        "ifyllt": {kod: grund.ifyllt.get(kod) for kod in sorted(grund.ifyllt) if kod != VALT},
        "uppgifter": [_uppgift(grund, u) for u in grund.uppgifter],
        "lagrum": {k: grund.lagrum[k] for k in handling.mall.lagrum if k in grund.lagrum},
    }


def _person(grund: Underlag) -> dict[str, object]:
    """Who it is about, as far as the page says it."""
    if grund.skydd:
        return {"skyddade_uppgifter": True}
    return {
        "namn": grund.person_namn or None,
        "personnummer": grund.personnummer or None,
        "kod": grund.pseudonym or None,
        "skyddade_uppgifter": False,
    }


def _uppgift(grund: Underlag, u: Uppgift) -> dict[str, object]:
    return {
        "handelse": u.seq,
        "kod": u.kod,
        "etikett": u.etikett,
        "dag": u.dag.isoformat() if u.dag else None,
        "registrerad": u.registrerad.isoformat(),
        "av": None if grund.utelamna_tjansteman else u.av,
        "roll": u.roll,
        "falt": [{"kod": kod, "etikett": namn, "text": text} for kod, namn, text in u.falt],
    }
