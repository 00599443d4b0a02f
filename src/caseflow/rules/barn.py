"""Barnen i en vuxens ärende: frågan ställs, oron anmäls, och vårdnaden är klarlagd."""

from __future__ import annotations

from collections.abc import Iterator

from caseflow.engine.bevakning import Forfall
from caseflow.engine.fakta import Fakta, Faktum
from caseflow.engine.rule import hinder, plikt
from caseflow.rules.kallor import GAMLA_SOL, HSLF_2022_39, HSLF_GALLER, NYA_SOL, SOL, SOL_2001
from caseflow.rules.lage import Lage
from caseflow.rules.profil import Profil
from caseflow.rules.rakning import Rakning


@hinder(HSLF_2022_39(""), since=HSLF_GALLER)
def barn_ar_efterfragade(lage: Lage) -> bool:
    """Frågan om barn är ställd.

    Brister: Det framgår inte om du har frågat om barn.
    Gör nu: Fråga om det finns barn och registrera svaret. Vill personen inte svara registrerar du det.
    """
    return lage.fakta.senaste("barn_efterfragade") is not None


@hinder(HSLF_2022_39(""), since=HSLF_GALLER)
def barnen_ar_beskrivna(lage: Lage) -> bool:
    """Finns det barn är varje känt barn registrerat i ärendet.

    Brister: Det finns barn, men inget barn är registrerat i ärendet.
    Gör nu: Registrera varje barn för sig: var barnet bor och vad du vet om barnets situation.
    """
    svar = lage.fakta.senaste("barn_efterfragade")
    return svar is None or svar.text("svar") != "finns" or bool(lage.fakta.alla("barn"))


@hinder(SOL("22 kap. 5 §"), since=NYA_SOL, om_falt=True)
def vardnadshavarna_ar_tillfragade(lage: Lage) -> bool:
    """Ett barn följer med till skyddat boende när vårdnaden är klarlagd.

    Barnet bor där tillsammans med en vårdnadshavare som själv får insatsen.

    Brister: Barn följer med till det skyddade boendet, men det framgår inte vad som gäller för vårdnaden.
    Gör nu: Ange om vårdnadshavarna samtycker, om personen är ensam vårdnadshavare eller om frågan går
    till domstol enligt lagen (2024:79).
    """
    if lage.falt.get("barn_foljer_med") != "ja":
        return True
    return bool(lage.falt.get("vardnadshavare"))


@plikt(
    SOL_2001("14 kap. 1 §"),
    since=GAMLA_SOL,
    etikett="Gör orosanmälan genast",
    utfors_av=("orosanmalan",),
)
def orosanmalan_genast(fakta: Fakta, _profil: Profil) -> Iterator[Forfall]:
    """Den som misstänker att ett barn far illa anmäler det genast, och gör det själv.

    Om inget görs: Barnet kan vara utan skydd, och anmälan ska fortfarande göras. Plikten är personlig:
    ingen annan kan göra den åt dig.
    """
    for barn, anmalan in fakta.alla("orosanmalan").items():
        misstanke = anmalan.datum("misstanke")
        if misstanke and not anmalan.datum("anmald"):
            rakning = Rakning.fran(misstanke, "Misstanken")
            yield rakning.forfall(yttersta_dag=misstanke, nyckel=barn)


orosanmalan_genast.restated(SOL("19 kap. 1 §"), since=NYA_SOL)


def dagar_till_anmalan(anmalan: Faktum) -> int | None:
    """Hur många dagar det gick från misstanken till anmälan; None medan den inte är gjord.

    Anmälan görs genast, så ett annat tal än noll är något att fråga sig varför.
    """
    misstanke, anmald = anmalan.datum("misstanke"), anmalan.datum("anmald")
    return (anmald - misstanke).days if misstanke and anmald else None


PLIKTER = (orosanmalan_genast,)
