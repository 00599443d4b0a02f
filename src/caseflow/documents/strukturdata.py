"""What a handling says, as data: what its archive copy carries beside the pages.

The keys are stable. Only what the template could read is in it: nothing that the page does not rest on. Of a nameless
handling it says no more of the akt than the page does.
"""

from __future__ import annotations

from caseflow.documents.mallar.mall import VALT
from caseflow.documents.render import Framstalld
from caseflow.documents.underlag import Underlag, Uppgift

_OM_EN_HANDELSE = frozenset({"handelse", "begaran"})
"""Fields that hold the number of another event."""


def data_of(handling: Framstalld) -> dict[str, object]:
    """The structured data of a finished handling; days as ISO 8601, codes beside their Swedish text."""
    grund = handling.lasbart
    namnlos = handling.mall.ar_namnlos(grund.ifyllt)
    told = {} if namnlos else {"slag": grund.slag, "person": _person(grund)}
    return {
        "format": "caseflow-handling/1",
        "mall": handling.mall.kod,
        "mallversion": handling.mall.version,
        "titel": grund.rubrik or handling.mall.titel,
        "sprak": grund.sprak,
        "akt": grund.aktnummer,
        "beteckning": grund.beteckning or None,
        "kommun": grund.kommun,
        "enhet": grund.enhet,
        **told,
        "upprattad": grund.skapad.isoformat(),
        "upprattad_av": None if grund.utelamna_tjansteman else grund.skapad_av,
        "upprattad_roll": _roll(grund, grund.skapad_av_roll, namnlos=namnlos),
        **_rattelsen(handling),
        "ifyllt": {kod: grund.ifyllt.get(kod) for kod in sorted(grund.ifyllt) if kod != VALT},
        "uppgifter": [_uppgift(grund, u, namnlos=namnlos) for u in grund.uppgifter],
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


def _rattelsen(handling: Framstalld) -> dict[str, object]:
    """What it corrects and why; of one that is always nameless the page says neither."""
    grund = handling.lasbart
    if handling.mall.namnlos:
        return {}
    return {"ersatter": grund.ersatter or None, "skal": grund.skal or None}


def _roll(grund: Underlag, roll: str, *, namnlos: bool) -> str:
    """The code of the role; in a nameless handling as the page names it, which is of no kind of akt."""
    return grund.vem("", roll) if namnlos else roll


def _uppgift(grund: Underlag, u: Uppgift, *, namnlos: bool) -> dict[str, object]:
    return {
        **({} if namnlos else {"handelse": u.seq}),
        "kod": u.kod,
        "etikett": u.etikett,
        "dag": u.dag.isoformat() if u.dag else None,
        "registrerad": (u.skriven if namnlos else u.registrerad).isoformat(),
        "av": None if grund.utelamna_tjansteman else u.av,
        "roll": _roll(grund, u.roll, namnlos=namnlos),
        "falt": [
            {"kod": kod, "etikett": namn, "text": text}
            for kod, namn, text in u.falt
            if not (namnlos and kod in _OM_EN_HANDELSE)
        ],
    }
