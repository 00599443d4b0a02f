"""Delegationen: beslutet fattas av den som nämnden har utsett, och barnets beslut av rätt instans."""

from __future__ import annotations

from collections.abc import Iterator

from caseflow.engine.bevakning import Forfall
from caseflow.engine.fakta import Fakta, Faktum
from caseflow.engine.rule import Sakerhet, hinder, plikt, rutin, varning
from caseflow.rules.delegationsordning import instanser_for_barnet
from caseflow.rules.kallor import (
    BARN_I_SKYDDAT_BOENDE,
    BARN_I_SKYDDAT_BOENDE_GALLER,
    GAMLA_SOL,
    KL,
    NYA_KL,
    NYA_SOL,
    RUTINER_GALLER,
    SOL,
    SOL_2001,
)
from caseflow.rules.lage import Lage
from caseflow.rules.profil import Profil
from caseflow.rules.rakning import Rakning

MED_BARN = ("bevilja_akut_skydd", "bevilja", "bevilja_delvis")
"""Besluten där barn kan följa med till ett skyddat boende."""


@hinder(KL("6 kap. 37 §"), since=NYA_KL)
def beslutet_ryms_i_delegationen(lage: Lage) -> bool:
    """Beslutet fattas av någon som nämnden har gett rätt att fatta det.

    Står beslutet inte i enhetens tabell fattas det av beslutsfattaren. Hör det till nämnden eller utskottet
    registreras deras beslut först, med paragraf och dag.

    Brister: Enligt er delegationsordning fattas beslutet av någon annan.
    Gör nu: Be den som får besluta, eller registrera nämndens beslut under Nämndens beslut.
    """
    ratta = tuple(lage.profil.delegation.get(lage.kod, ()))
    if not ratta or {lage.roll, *lage.roller} & set(ratta):
        return True
    fattat = lage.fakta.alla("namndens_beslut").get(lage.kod)
    return fattat is not None and fattat.text("instans") in ratta and _hor_hit(lage, fattat)


def _hor_hit(lage: Lage, fattat: Faktum) -> bool:
    """Nämndens beslut gäller ett beslut, och det som utreds nu: inte ett som redan är fattat."""
    forra = lage.fakta.steg.get(lage.kod)
    if lage.delprocess is not None:
        return fattat.seq > lage.delprocess.seq
    return forra is None or fattat.seq > forra.seq


@hinder(
    rutin("fyra ögon vid akut skydd", "fyra_ogon_akut_skydd"), since=RUTINER_GALLER, om_falt=True
)
def akut_skydd_beslutas_av_annan(lage: Lage) -> bool:
    """Den som beviljar akut skydd är en annan än den som gjort skyddsbedömningen, eller skriver varför inte.

    Brister: Du har själv gjort skyddsbedömningen, och i er enhet är det två personer om ett beslut.
    Gör nu: Be en annan beslutsfattare. Går det inte att vänta skriver du ett skäl till att en ensam beslutar.
    """
    bedomning = lage.fakta.senaste("skyddsbedomning")
    ensam = bedomning is not None and bedomning.text("av") == lage.aktor and bool(lage.aktor)
    return not lage.profil.fyra_ogon_akut_skydd or not ensam or bool(lage.falt.get("skal_ensam"))


def _barn_foljer_med(lage: Lage) -> bool:
    return lage.falt.get("barn_foljer_med") == "ja"


@hinder(SOL_2001("10 kap. 4 §"), since=GAMLA_SOL, om_falt=True)
def barnets_beslut_fattas_av_ratt_instans(lage: Lage) -> bool:
    """Ett barns insats i skyddat boende beslutas av nämnden eller dess utskott.

    Är det bråttom och en vårdnadshavare inte samtycker får ordföranden besluta om en omedelbar insats.

    Brister: Ordföranden kan inte fatta det beslutet ensam.
    Gör nu: Lyft barnets insats till utskottet. Ordföranden beslutar bara om en omedelbar insats.
    """
    omedelbar = lage.falt.get("vardnadshavare") == "omedelbar_insats"
    beslut = "barnets_omedelbara_insats" if omedelbar else "barnets_insats"
    vem = lage.falt.get("barnets_beslut")
    return vem in {None, "vantar"} or vem in instanser_for_barnet(beslut)


barnets_beslut_fattas_av_ratt_instans.restated(SOL("30 kap. 6 och 8 §§"), since=NYA_SOL)


@hinder(rutin("barn som följer med till skyddat boende"), since=RUTINER_GALLER)
def barnets_insats_ar_registrerad(lage: Lage) -> bool:
    """Beslutet hör till ett barn som följer med till ett skyddat boende.

    Brister: Det finns inget beslut i ärendet där barn följer med till skyddat boende.
    Gör nu: Registrera först skyddet och att barn följer med.
    """
    return any(
        beslut.text("barn_foljer_med") == "ja"
        for kod in MED_BARN
        if (beslut := lage.fakta.steg.get(kod))
    )


@varning(BARN_I_SKYDDAT_BOENDE("4 kap. 1 §"), since=BARN_I_SKYDDAT_BOENDE_GALLER, om_falt=True)
def vem_beslutar_for_barnet(lage: Lage) -> bool:
    """När barn följer med står det vem som beslutat för barnet.

    Brister: Ett barn följer med, men det framgår inte vem som har beslutat om barnets egen insats.
    Gör nu: Skyddet väntar inte. Se till att utskottet eller ordföranden beslutar för barnet, och registrera
    det under Beslut om barnets insats.
    """
    return not _barn_foljer_med(lage) or lage.falt.get("barnets_beslut") not in {None, "vantar"}


def _utan_barnets_beslut(fakta: Fakta) -> Iterator[Faktum]:
    """Besluten där barn följer med och det inte är registrerat vem som beslutat för barnen."""
    fattat = fakta.senaste("barnets_beslut")
    for kod in MED_BARN:
        beslut = fakta.steg.get(kod)
        if beslut is None or beslut.text("barn_foljer_med") != "ja":
            continue
        namnt = beslut.text("barnets_beslut") not in {"", "vantar"}
        if not namnt and not (fattat and fattat.not_before(beslut)):
            yield beslut


@plikt(
    SOL_2001("10 kap. 4 §", Sakerhet.ALLMAN),
    since=BARN_I_SKYDDAT_BOENDE_GALLER,
    etikett="Se till att någon beslutar för barnet",
    utfors_av=("barnets_beslut",),
)
def barnets_beslut_ska_fattas(fakta: Fakta, _profil: Profil) -> Iterator[Forfall]:
    """Barnet får ett eget beslut samma dag som det följer med till skyddat boende.

    Förälderns beslut räcker inte. Utskottet beslutar, och ordföranden när det är bråttom.

    Om inget görs: Barnet bor i boendet utan ett beslut som gäller barnet.
    """
    if fakta.avslutad:
        return
    for beslut in _utan_barnets_beslut(fakta):
        if beslut.dag:
            yield Rakning.fran(beslut.dag, "Barnet följde med").forfall(nyckel=str(beslut.seq))


barnets_beslut_ska_fattas.restated(SOL("30 kap. 6 och 8 §§"), since=NYA_SOL)


def namndens_eget_beslut(fakta: Fakta, kod: str, seq: int) -> str:
    """Instansen som hade beslutat innan steget med numret togs, eller en tom text när det var på delegation."""
    fattat = fakta.alla("namndens_beslut").get(kod)
    return fattat.text("instans") if fattat is not None and fattat.seq < seq else ""


PLIKTER = (barnets_beslut_ska_fattas,)
