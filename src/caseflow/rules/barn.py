"""Barnen i en vuxens ärende: frågan ställs, oron anmäls, och det som gäller barn i skyddat boende."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from caseflow.engine.bevakning import Forfall
from caseflow.engine.fakta import Delprocess, Fakta
from caseflow.engine.rule import frist, hinder, plikt
from caseflow.rules.kalender import plus_manader
from caseflow.rules.kallor import (
    BARN_I_SKYDDAT_BOENDE,
    BARN_I_SKYDDAT_BOENDE_GALLER,
    GAMLA_SOL,
    HSLF_2022_39,
    HSLF_GALLER,
    NYA_SOL,
    SOL,
    SOL_2001,
)
from caseflow.rules.lage import Lage
from caseflow.rules.profil import Profil


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
    """Den som misstänker att ett barn far illa anmäler det genast, och gör det själv."""
    for barn, anmalan in fakta.alla("orosanmalan").items():
        misstanke = anmalan.datum("misstanke")
        if misstanke and not anmalan.datum("anmald"):
            yield Forfall(misstanke, raknas_fran=misstanke, yttersta_dag=misstanke, nyckel=barn)


orosanmalan_genast.restated(SOL("19 kap. 1 §"), since=NYA_SOL)


def _med_barn(fakta: Fakta) -> Iterator[Delprocess]:
    """Öppna insatser i skyddat boende där barn följer med föräldern."""
    for insats in fakta.av_slag("insats", oppna=True):
        if insats.text("form") == "skyddat_boende" and insats.text("barn_foljer_med") == "ja":
            yield insats


@frist(BARN_I_SKYDDAT_BOENDE("4 kap."), since=BARN_I_SKYDDAT_BOENDE_GALLER)
def frist_for_understallning(fran: date, _profil: Profil) -> date:
    """En omedelbar insats för barnet underställs förvaltningsrätten inom en vecka."""
    return fran + timedelta(weeks=1)


@frist(BARN_I_SKYDDAT_BOENDE("4 kap."), since=BARN_I_SKYDDAT_BOENDE_GALLER)
def frist_for_ansokan_om_barnets_insats(fran: date, _profil: Profil) -> date:
    """Ansökan om barnets insats görs inom sex veckor från den dag placeringen började."""
    return fran + timedelta(weeks=6)


@frist(BARN_I_SKYDDAT_BOENDE("5 kap. 3 §"), since=BARN_I_SKYDDAT_BOENDE_GALLER)
def frist_for_overvagande(fran: date, _profil: Profil) -> date:
    """Barnets insats övervägs minst en gång var sjätte månad."""
    return plus_manader(fran, 6)


frist_for_overvagande.restated(SOL("22 kap. 13 §"), since=NYA_SOL)


@plikt(
    BARN_I_SKYDDAT_BOENDE("4 kap."),
    since=BARN_I_SKYDDAT_BOENDE_GALLER,
    etikett="Underställ barnets omedelbara insats",
    bockas_av=True,
)
def understall_barnets_insats(fakta: Fakta, profil: Profil) -> Iterator[Forfall]:
    """En omedelbar insats för ett barn underställs i tid, annars upphör den."""
    yield from _for_barnet(fakta, profil, ("omedelbar_insats",), "vecka")


@plikt(
    BARN_I_SKYDDAT_BOENDE("4 kap."),
    since=BARN_I_SKYDDAT_BOENDE_GALLER,
    etikett="Ansök om barnets insats hos förvaltningsrätten",
    bockas_av=True,
)
def ansok_om_barnets_insats(fakta: Fakta, profil: Profil) -> Iterator[Forfall]:
    """Samtycker inte båda vårdnadshavarna ansöker nämnden hos förvaltningsrätten i tid."""
    yield from _for_barnet(fakta, profil, ("omedelbar_insats", "ansokan_hos_domstol"), "ansokan")


@plikt(
    BARN_I_SKYDDAT_BOENDE("5 kap. 3 §"),
    since=BARN_I_SKYDDAT_BOENDE_GALLER,
    etikett="Överväg barnets insats i skyddat boende",
    bockas_av=True,
)
def overvag_barnets_insats(fakta: Fakta, profil: Profil) -> Iterator[Forfall]:
    """Ett barns insats i skyddat boende övervägs minst en gång var sjätte månad."""
    yield from _for_barnet(fakta, profil, (), "overvagande")


overvag_barnets_insats.restated(SOL("22 kap. 13 §"), since=NYA_SOL)


_FRISTER = {
    "vecka": frist_for_understallning,
    "ansokan": frist_for_ansokan_om_barnets_insats,
    "overvagande": frist_for_overvagande,
}


def _for_barnet(
    fakta: Fakta, profil: Profil, vardnad: tuple[str, ...], slag: str
) -> Iterator[Forfall]:
    """Räknas från beslutet om insatsen, som aldrig är senare än dagen då placeringen började."""
    for insats in _med_barn(fakta):
        fran = insats.oppnad
        if fran is None or fran < BARN_I_SKYDDAT_BOENDE_GALLER:
            continue
        if not vardnad or insats.text("vardnadshavare") in vardnad:
            sista = _FRISTER[slag].on(fran).function(fran, profil)
            yield Forfall(
                sista,
                raknas_fran=fran,
                yttersta_dag=sista,
                nyckel=str(insats.id),
                delprocess=insats.id,
            )


PLIKTER = (
    orosanmalan_genast,
    understall_barnets_insats,
    ansok_om_barnets_insats,
    overvag_barnets_insats,
)
