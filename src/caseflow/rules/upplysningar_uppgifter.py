"""Bra att veta enligt lagen, om uppgifterna: sekretess, sökning, åtkomst och gallring.

En upplysning hindrar inget och bevakar inget. Funktionen säger om den hör hemma i akten just nu.
"""

from __future__ import annotations

from caseflow.engine.fakta import Fakta
from caseflow.engine.rule import Sakerhet, upplysning
from caseflow.rules.kallor import (
    ATKOMST_KONTROLLERAS,
    GAMLA_SOL,
    NYA_SOL,
    OSL,
    OSL_GALLER,
    SOL,
    SOL_2001,
    SOLPUF,
    SOLPUL,
    SOLPUL_GALLER,
)
from caseflow.rules.omgang import ar_arende
from caseflow.rules.profil import Profil
from caseflow.rules.upplysningar_barn import finns_barn


@upplysning(OSL("26 kap. 1 §"), since=OSL_GALLER)
def sekretess_ar_utgangslaget(fakta: Fakta, _profil: Profil) -> bool:
    """Uppgifter om personliga förhållanden är hemliga om det inte står klart att ingen lider men.

    Det gäller i högst 70 år, och gäller personen och alla närstående.
    """
    return ar_arende(fakta) or fakta.slag == "partnerkontakt"


@upplysning(OSL("26 kap. 2 §"), since=OSL_GALLER)
def barnets_vistelseort_mot_en_foralder(fakta: Fakta, _profil: Profil) -> bool:
    """Var ett barn vistas kan vara hemligt också för den ena föräldern."""
    return finns_barn(fakta)


@upplysning(OSL("12 kap. 3 §"), since=OSL_GALLER)
def barnets_uppgifter_mot_vardnadshavaren(fakta: Fakta, _profil: Profil) -> bool:
    """En vårdnadshavare får inte veta uppgifter om barnet om barnet då kan lida betydande men."""
    return finns_barn(fakta)


@upplysning(OSL("26 kap. 5 §"), since=OSL_GALLER)
def den_som_anmalt_skyddas(fakta: Fakta, _profil: Profil) -> bool:
    """Vem som har anmält är hemligt för den anmälan gäller, när det finns fara för våld eller annat allvar."""
    registrerad = fakta.steg.get("registrera_akt")
    return registrerad is not None and registrerad.text("kalla") in {"anhorig", "annat"}


@upplysning(OSL("26 kap. 7 §"), since=OSL_GALLER)
def beslut_som_inte_ar_hemliga(fakta: Fakta, _profil: Profil) -> bool:
    """Beslut om omhändertagande och vård utan samtycke är inte hemliga.

    Detsamma gäller beslut om skyddat boende för ett barn när bara en vårdnadshavare har samtyckt. Vad som
    står i beslutet behöver därför vägas.
    """
    return any(d.text("barn_foljer_med") == "ja" for d in fakta.av_slag("insats"))


@upplysning(OSL("26 kap. 14 c §"), since=OSL_GALLER)
def skyddade_boendets_adress(fakta: Fakta, _profil: Profil) -> bool:
    """Uppgift om var ett skyddat boende ligger är hemlig."""
    return any(d.text("form") == "skyddat_boende" for d in fakta.av_slag("insats"))


@upplysning(OSL("5 kap. 5 §"), since=OSL_GALLER)
def en_sekretessmarkering_ar_en_varning(fakta: Fakta, _profil: Profil) -> bool:
    """En sekretessmarkering säger vilken bestämmelse som kan gälla, dagen och myndigheten.

    Den är en varning och inget beslut: varje begäran prövas för sig.
    """
    return ar_arende(fakta) and bool(fakta.alla("begaran_om_utlamnande"))


@upplysning(SOL("15 kap. 7–9 §§"), since=NYA_SOL)
def skyldigheter_att_lamna_uppgifter(fakta: Fakta, _profil: Profil) -> bool:
    """Nämnden lämnar i vissa fall uppgift om vem som vistas i ett boende, och uppgifter mellan nämnder.

    Har personen skyddad folkbokföring gäller särskilda regler. Fråga er jurist.
    """
    return bool(fakta.alla("begaran_om_utlamnande"))


@upplysning(SOLPUL("7 § och 7 a §"), since=SOLPUL_GALLER)
def kansliga_uppgifter_bara_nar_det_behovs(fakta: Fakta, _profil: Profil) -> bool:
    """Känsliga uppgifter och personnummer behandlas när de har lämnats i ett ärende eller är nödvändiga.

    I en sammanställning står de inte, utom beslut med lagrum och det som behövs för uppföljning och kvalitet.
    """
    return not fakta.avslutad


@upplysning(SOLPUL("10 §"), since=ATKOMST_KONTROLLERAS)
def lasningar_loggas_och_kontrolleras(fakta: Fakta, _profil: Profil) -> bool:
    """Den som öppnar en akt gör det för att det behövs i arbetet. Varje läsning skrivs upp och kontrolleras.

    Kontrollerna är systematiska och återkommande. Hur ofta bestämmer ni själva.
    """
    return not fakta.avslutad


@upplysning(SOLPUF("15 §"), since=SOLPUL_GALLER)
def sokning_bara_pa_namn_och_nummer(fakta: Fakta, _profil: Profil) -> bool:
    """I handläggningen söks akter bara på namn, personnummer, samordningsnummer eller ärendenummer.

    Därför går det inte att söka i fritext eller på risknivå här. För uppföljning, och för orosanmälningar
    om barn, gäller andra regler.
    """
    return not fakta.avslutad


@upplysning(SOL_2001("12 kap. 1 §"), since=GAMLA_SOL)
def sammanstallningar_gallras(fakta: Fakta, _profil: Profil) -> bool:
    """Uppgifter i en sammanställning gallras fem år efter att de förhållanden de gäller har upphört."""
    return ar_arende(fakta) and fakta.avslutad


sammanstallningar_gallras.restated(SOL("16 kap. 1 §"), since=NYA_SOL)


@upplysning(SOL("16 kap. 2 §", Sakerhet.ALLMAN), since=NYA_SOL)
def avtal_om_barn_sparas_till_18(fakta: Fakta, _profil: Profil) -> bool:
    """Godkända avtal om vårdnad, boende och umgänge gallras inte innan barnet har fyllt 18 år."""
    return fakta.avslutad and finns_barn(fakta)


@upplysning(SOL("17 kap. 2–5 §§"), since=NYA_SOL)
def privata_utforare_gallrar_efter_tva_ar(fakta: Fakta, _profil: Profil) -> bool:
    """En privat utförare gallrar sin dokumentation efter två år, och lämnar placerade barns akter till nämnden."""
    return fakta.avslutad and bool(fakta.av_slag("insats"))
