"""När en regel eller en profil har ändrats och någon ska välja: behålla dagen, eller räkna om den."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from caseflow.engine.bevakning import Forfall
from caseflow.engine.fakta import Behallen, Fakta
from caseflow.engine.rule import hinder, plikt, rutin
from caseflow.rules.kallor import RUTINER_GALLER
from caseflow.rules.lage import Lage
from caseflow.rules.profil import Profil
from caseflow.rules.rakning import Rakning
from caseflow.rules.roller import Roll

_LEDER = (Roll.ENHETSCHEF, Roll.SAMORDNARE)
RAKNAR_OM: dict[str, tuple[Roll, ...]] = {
    "utovare": _LEDER,
    "utsatt": _LEDER,
    "friyta": _LEDER,
    "partnerkontakt": (Roll.PARTNERKONTAKT, Roll.SAKERHETSSAMORDNARE),
}
"""Vem som för in ändrade regler i akter av ett slag. I en partnerkontaktakt gör de det som får öppna den."""


def fragade(fakta: Fakta) -> dict[str, Behallen]:
    """Det som väntar på ett val: bevakningens nummer -> dagen som den behåller så länge."""
    return {str(b.nr): b for b in fakta.behallna.values() if b.fragad}


@hinder(rutin("ny räkning när en regel har ändrats"), since=RUTINER_GALLER)
def ny_rakning_vantar_pa_val(lage: Lage) -> bool:
    """Den som väljer mellan den gamla och den nya dagen gör det för en bevakning som väntar på valet.

    Brister: Ingen sådan bevakning väntar på att någon väljer dag.
    Gör nu: Ladda om ärendet. Valet kan redan vara gjort av någon annan.
    """
    vantar = fragade(lage.fakta)
    nummer = lage.falt.get("bevakning")
    return str(nummer) in vantar if nummer is not None else bool(vantar)


@plikt(
    rutin("ny räkning när en regel har ändrats", "genomgang_dagar"),
    since=RUTINER_GALLER,
    etikett="Välj dag: en regel har ändrats",
    utfors_av=("ny_rakning_vald",),
    alltid=True,
)
def ta_stallning_till_ny_rakning(fakta: Fakta, profil: Profil) -> Iterator[Forfall]:
    """En ändrad regel ger en annan dag, och någon väljer om den gamla dagen ska stå kvar.

    Valet görs innan någon av de två dagarna har kommit, om det går.

    Om inget görs: Den gamla dagen står kvar. Frågan ligger öppen tills någon har valt.
    """
    for nummer, b in fragade(fakta).items():
        fran = date.fromisoformat(b.fragad or b.dag)
        dagar = [b.dag, *b.i_stallet_for[:1]]
        forst = max(fran, min(date.fromisoformat(d) for d in dagar if d))
        rakning = Rakning.fran(fran, "Regeln ändrades i ärendet")
        rakning = rakning.dagar(profil.genomgang_dagar, "genomgang_dagar")
        yield rakning.senast(forst, "den första av de två dagarna").forfall(nyckel=nummer)


PLIKTER = (ta_stallning_till_ny_rakning,)
