"""Riskbedömningen: när den ska finnas, vad den vilar på, och när den görs om.

Föreskrifterna kräver en riskbedömning i utredningen. Hur ofta den görs om säger enhetens rutin.
"""

from __future__ import annotations

from collections.abc import Iterator

from caseflow.engine.bevakning import Forfall
from caseflow.engine.fakta import Fakta
from caseflow.engine.rule import Sakerhet, hinder, plikt, rutin
from caseflow.rules.delprocess import GENOMGANG, laget_borjade
from caseflow.rules.kallor import HSLF_2022_39, HSLF_GALLER, RUTINER_GALLER, tid_ur_profilen
from caseflow.rules.lage import Lage
from caseflow.rules.omgang import ar_arende, beviljande, genomgangens_dag
from caseflow.rules.profil import Profil
from caseflow.rules.rakning import Rakning
from caseflow.rules.roller import Roll

OBEDOMD = "obedomd_handelse"
"""Märket på en händelse som kan höja risken, tills risken har bedömts samma dag eller senare."""
HOJD_RISK = "hojd_risk"
"""Märket på en riskbedömning med högre nivå än den förra, tills enhetschefen har tagit del av den."""
_BEDOMS_LOPANDE = ("utredning", "beslut", "verkstallighet")


def alla_handelser_ar_bedomda(fakta: Fakta) -> bool:
    """Om risken har bedömts efter varje händelse som kan höja den, också en som registrerats sent."""
    return not fakta.alla(OBEDOMD)


@hinder(HSLF_2022_39(""), since=HSLF_GALLER)
def riskbedomningen_ar_aktuell(lage: Lage) -> bool:
    """Risken för ytterligare våld är bedömd, efter den senaste händelsen som kan höja den.

    Brister: Det finns ingen riskbedömning som är gjord efter den senaste händelsen.
    Gör nu: Gör en ny riskbedömning och registrera den.
    """
    return lage.fakta.senaste("riskbedomning") is not None and alla_handelser_ar_bedomda(lage.fakta)


@hinder(HSLF_2022_39(""), since=HSLF_GALLER)
def riskbedomningen_vilar_pa_metod(lage: Lage) -> bool:
    """Riskbedömningen är gjord med en standardiserad metod, eller så finns ett skäl till att inte.

    Brister: Riskbedömningen är gjord utan standardiserad metod, och skälet saknas.
    Gör nu: Gör om bedömningen med en standardiserad metod, eller registrera den igen med ditt skäl.
    """
    risk = lage.fakta.senaste("riskbedomning")
    return risk is not None and (risk.ja("standardiserad") or risk.ja("skal_utan_metod"))


@hinder(rutin("riskbedömning inför avslut"), since=RUTINER_GALLER)
def slutlig_riskbedomning_finns(lage: Lage) -> bool:
    """Risken är bedömd inför avslutet: sedan insatsen beviljades och efter den senaste händelsen.

    Brister: Det finns ingen riskbedömning från tiden efter att insatsen beviljades, eller så har
    något hänt sedan dess.
    Gör nu: Gör en avslutande riskbedömning och registrera den.
    """
    risk = lage.fakta.senaste("riskbedomning")
    return (
        risk is not None
        and risk.not_before(beviljande(lage.fakta))
        and alla_handelser_ar_bedomda(lage.fakta)
    )


@plikt(
    rutin("hur ofta risken bedöms på nytt", "riskbedomning_dagar"),
    since=RUTINER_GALLER,
    etikett="Ny riskbedömning",
    utfors_av=("riskbedomning",),
)
def riskbedomning_pa_nytt(fakta: Fakta, profil: Profil) -> Iterator[Forfall]:
    """Risken bedöms på nytt med det tidsavstånd som enheten har för bedömningens nivå.

    Finns ingen bedömning än räknas det kortaste avståndet, från dagen då läget började.

    Om inget görs: Ni arbetar efter en bedömning som kan vara för gammal.
    """
    if not ar_arende(fakta) or fakta.tillstand not in _BEDOMS_LOPANDE:
        return
    risk = fakta.senaste("riskbedomning")
    kortast = min(profil.riskbedomning_dagar.values())
    dagar = profil.riskbedomning_dagar.get(risk.text("niva"), kortast) if risk else kortast
    bedomd = Rakning.fran_senaste((risk.dag if risk else None, "Den senaste riskbedömningen"))
    fran = bedomd or laget_borjade(fakta, "Läget började, och risken är inte bedömd än")
    genomgang = genomgangens_dag(fakta)
    if fran and genomgang and fran.dag < genomgang:
        fran = Rakning.fran(genomgang, GENOMGANG)
    if fran:
        rakning = fran.dagar(dagar, "riskbedomning_dagar")
        yield rakning.forfall(nyckel=str(risk.seq) if risk else "")


@plikt(
    rutin("riskbedömning efter en händelse", "risk_efter_handelse_dagar"),
    since=RUTINER_GALLER,
    etikett="Riskbedömning efter ny händelse",
    utfors_av=("riskbedomning",),
)
def riskbedomning_efter_handelse(fakta: Fakta, profil: Profil) -> Iterator[Forfall]:
    """En händelse som kan höja risken följs av en ny riskbedömning inom enhetens tid.

    Det gäller varje händelse för sig, och också när ärendet är avslutat. En senare händelse flyttar
    aldrig fram dagen för en tidigare.

    Om inget görs: Risken kan ha ökat utan att någon har bedömt det.
    """
    for nyckel, handelse in fakta.alla(OBEDOMD).items():
        if handelse.dag:
            fran = Rakning.fran(handelse.dag, "Händelsen som kan höja risken")
            rakning = fran.dagar(profil.risk_efter_handelse_dagar, "risk_efter_handelse_dagar")
            yield rakning.forfall(nyckel=nyckel)


@plikt(
    tid_ur_profilen(HSLF_2022_39("", Sakerhet.ALLMAN), "risk_efter_handelse_dagar"),
    since=HSLF_GALLER,
    etikett="Riskbedömning efter akut skydd",
    utfors_av=("riskbedomning",),
)
def riskbedomning_efter_akut_skydd(fakta: Fakta, profil: Profil) -> Iterator[Forfall]:
    """En placering föregås av en riskbedömning. I ett akut läge kommer skyddet först, och den görs sedan.

    Skyddet får inte vänta på bedömningen. Antalet dagar är enhetens eget.

    Om inget görs: Ingen vet hur farligt läget är, och skyddet kan vara för litet eller ta slut för tidigt.
    """
    akut, risk = fakta.steg.get("bevilja_akut_skydd"), fakta.senaste("riskbedomning")
    if akut and akut.dag and risk is None and not fakta.avslutad:
        rakning = Rakning.fran(akut.dag, "Akut skydd beviljades")
        dagar = profil.risk_efter_handelse_dagar
        yield rakning.dagar(dagar, "risk_efter_handelse_dagar").forfall()


@plikt(
    rutin("besked till enhetschefen om höjd risk"),
    since=RUTINER_GALLER,
    etikett="Ta del av den höjda risken",
    utfors_av=("hojd_risk_sedd",),
    for_roll=Roll.ENHETSCHEF,
    alltid=True,
)
def hojd_risk_till_enhetschef(fakta: Fakta, _profil: Profil) -> Iterator[Forfall]:
    """Bedöms risken högre än förra gången får enhetschefen veta det den dag då den bedömdes.

    I en akt om partnerkontakt är det säkerhetssamordnaren. En senare bedömning tar inte bort beskedet,
    också om den är lägre: den som leder arbetet ska ha sett att risken steg.

    Om inget görs: Den som kan sätta in mer skydd vet inte att risken har stigit.
    """
    for nyckel, bedomd in fakta.alla(HOJD_RISK).items():
        if bedomd.dag:
            fran = Rakning.fran(bedomd.dag, "Risken bedömdes högre än förra gången")
            yield fran.forfall(nyckel=nyckel)


PLIKTER = (riskbedomning_pa_nytt, riskbedomning_efter_handelse, riskbedomning_efter_akut_skydd)
