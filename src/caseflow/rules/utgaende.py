"""Det som går ut till personen: inget samtal, brev eller meddelande får bryta det som är bestämt om säker kontakt.

Reglerna läser det senaste som är bestämt. De gäller kontakt som ni tar. När personen själv hör av sig är det
ingen utgående kontakt, och är någon i fara ringer ni 112.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from caseflow.engine.fakta import Fakta, Faktum, Varde
from caseflow.engine.rule import Rule, hinder, rutin
from caseflow.rules.friyta import ar_anonym
from caseflow.rules.kallor import OSL, OSL_GALLER, RUTINER_GALLER
from caseflow.rules.lage import Lage
from caseflow.rules.uppfoljning import FORSOK

INITIATIV, PERSONEN = "initiativ", "personen"
"""Fältet som säger vem som hörde av sig, och svaret då det var personen själv."""
KANALER = (
    ("samtal", "Samtal i telefon"),
    ("sms", "Sms"),
    ("epost", "E-post"),
    ("brev", "Brev"),
    ("digitalt_mote", "Digitalt möte"),
    ("besok", "Möte hos er"),
    ("hembesok", "Hembesök"),
    ("via_annan", "Genom någon personen litar på"),
)
"""Sätten att höra av sig, med sina namn."""
OVERENSKOMMEN = {
    "samtal": "telefon",
    "sms": "sms",
    "epost": "epost",
    "brev": "brev",
    "digitalt_mote": "digitalt_mote",
    "besok": "pa_plats",
    "hembesok": "hembesok",
    "via_annan": "via_annan",
}
"""Varje sätt att höra av sig, och svaret om säker kontakt som tillåter det."""
LAMNAR_INGET = frozenset({"samtal", "digitalt_mote", "besok"})
"""Det som inte lämnar något efter sig som någon annan kan se."""
AUTOMATISKA = frozenset({"sms", "epost", "brev"})
"""Det som går ut utan att en person möter en annan."""
TILL_ADRESSEN = frozenset({"brev", "hembesok"})
UTAN_KLOCKSLAG = frozenset({"brev", "via_annan"})
"""Det som kommer fram när som helst, så att ett klockslag inte säger något."""
DAGAR = ("man", "tis", "ons", "tor", "fre", "lor", "son")
"""Veckans dagar i ordning, så som de står i uppgifterna om säker kontakt."""
_KRAVER_REGLER = frozenset({"utsatt", "partnerkontakt"})
_VECKA = len(DAGAR)


def dagen_passar(kontakt: Faktum, dag: date) -> bool:
    """Om veckodagen är en av de säkra. Är inga dagar angivna passar alla."""
    dagar = kontakt.varden.get("dagar")
    return not isinstance(dagar, list) or DAGAR[dag.weekday()] in dagar


def klockslaget_passar(kontakt: Faktum, klockslag: str) -> bool:
    """Om klockslaget är från och med den första säkra tiden, och före den sista.

    Klockslag är svensk tid på väggklockan, TT:MM. Är inga tider angivna passar alla.
    """
    fran, till = kontakt.text("fran"), kontakt.text("till")
    return not fran or not till or fran <= klockslag < till


def har_tider(kontakt: Faktum) -> bool:
    """Om de säkra tiderna går att pröva. Annars står de bara i ord, och den som hör av sig läser dem."""
    return bool(kontakt.text("fran") and kontakt.text("till"))


def har_gatt_ut(kontakt: Faktum, dag: date) -> bool:
    """Om uppgifterna har slutat gälla. De gäller hela sin sista dag."""
    till = kontakt.datum("galler_till")
    return till is not None and dag > till


def nasta_sakra_tid(kontakt: Faktum, dag: date, klockslag: str) -> tuple[date, str] | None:
    """Dagen och klockslaget då det blir säkert nästa gång, om det är spärrat nu.

    Ger None om det är säkert redan, om ingen dag de närmaste sju passar, eller om uppgifterna har gått ut då.
    """
    oppnar = kontakt.text("fran") if har_tider(kontakt) else "00:00"
    if dagen_passar(kontakt, dag) and klockslaget_passar(kontakt, klockslag):
        return None
    for steg in range(_VECKA + 1):
        senare = dag + timedelta(days=steg)
        if har_gatt_ut(kontakt, senare):
            return None
        if dagen_passar(kontakt, senare) and (steg or klockslag < oppnar):
            return senare, oppnar
    return None


def _kontakt(fakta: Fakta) -> Faktum | None:
    return fakta.senaste("saker_kontakt")


def _ni_hor_av_er(lage: Lage) -> bool:
    return lage.falt.get(INITIATIV) != PERSONEN


def _forsoket_som_nadde(lage: Lage) -> Faktum | None:
    """Det senaste kontaktförsöket, om personen nåddes då och det står hur och när."""
    forsok = lage.delprocess.steg.get(FORSOK) if lage.delprocess else None
    natt = forsok is not None and forsok.text("utfall") == "natt"
    return forsok if natt and forsok and forsok.text("kanal") and forsok.text("klockslag") else None


def _det_som_provas(lage: Lage) -> Mapping[str, Varde] | None:
    """Hur och när ni hör av er; None när det inte är ni, när det inte står, eller när det är prövat redan.

    Står inget eget gäller det försök då personen nåddes. Det prövades den dagen, och prövas på nytt för en
    senare dag. Att det står prövas för sig.
    """
    if not _ni_hor_av_er(lage):
        return None
    if lage.falt.get("kanal"):
        return lage.falt
    forsok = _forsoket_som_nadde(lage)
    return None if forsok is None or forsok.dag == lage.dag else forsok.varden


@hinder(rutin("säker kontakt vid uppföljning"), since=RUTINER_GALLER)
def saker_kontakt_galler(lage: Lage) -> bool:
    """Den som är utsatt söks bara på ett sätt som är överenskommet och fortfarande gäller.

    Brister: Det finns inget aktuellt besked om hur personen kan nås utan fara.
    Gör nu: Se över och registrera Säker kontakt innan du hör av dig. Går det inte att veta vad som är
    säkert väljer du att uppföljningen inte är lämplig.
    """
    kontakt = _kontakt(lage.fakta)
    if lage.fakta.slag not in _KRAVER_REGLER:
        return True
    return kontakt is not None and not har_gatt_ut(kontakt, lage.dag)


@hinder(rutin("säker kontakt"), since=RUTINER_GALLER)
def uppgifterna_har_inte_gatt_ut(lage: Lage) -> bool:
    """Uppgifter om säker kontakt används inte efter den dag de gäller till.

    För den som är utsatt prövas det tillsammans med att uppgifterna finns.

    Brister: Uppgifterna om säker kontakt har gått ut.
    Gör nu: Gå igenom dem och bekräfta dem igen innan du hör av dig.
    """
    kontakt = _kontakt(lage.fakta)
    if kontakt is None or lage.fakta.slag in _KRAVER_REGLER:
        return True
    return not har_gatt_ut(kontakt, lage.dag)


@hinder(rutin("anonyma samtal"), since=RUTINER_GALLER)
def anonym_person_soks_inte(lage: Lage) -> bool:
    """Den som har anonyma samtal hör av sig själv. Ni söker inte upp personen.

    Brister: Personen är anonym, och ni hör inte av er.
    Gör nu: Vänta tills personen hör av sig. Lämna det som behöver sägas vid nästa samtal.
    """
    return lage.fakta.process != "friyta" or not ar_anonym(lage.fakta)


@hinder(rutin("säker kontakt"), since=RUTINER_GALLER, om_falt=True)
def kanalen_ar_overenskommen(lage: Lage) -> bool:
    """Ni hör av er på ett sätt som är överenskommet med personen.

    Har ni inte kommit överens om något används bara det som inte lämnar något efter sig: ett samtal, ett
    digitalt möte eller ett möte hos er.

    Brister: Det är inte överenskommet att ni får höra av er på det sättet.
    Gör nu: Välj ett sätt som är överenskommet, eller gå igenom Säker kontakt med personen först.
    """
    falt, kontakt = _det_som_provas(lage), _kontakt(lage.fakta)
    if falt is None:
        return True
    kanal = str(falt.get("kanal") or "")
    if kontakt is None:
        return kanal in LAMNAR_INGET
    valda = kontakt.varden.get("kanal")
    return isinstance(valda, list) and OVERENSKOMMEN.get(kanal) in valda


@hinder(rutin("säkra tider"), since=RUTINER_GALLER, om_falt=True)
def dagen_ar_saker(lage: Lage) -> bool:
    """Ni hör av er en veckodag som är säker för personen.

    Brister: Det är inte en av personens säkra dagar.
    Gör nu: Vänta till nästa dag som är säker. Är någon i fara ringer du 112.
    """
    falt, kontakt = _det_som_provas(lage), _kontakt(lage.fakta)
    if falt is None or kontakt is None or falt.get("kanal") in UTAN_KLOCKSLAG:
        return True
    return dagen_passar(kontakt, lage.dag)


@hinder(rutin("säkra tider"), since=RUTINER_GALLER, om_falt=True)
def klockslaget_ar_sakert(lage: Lage) -> bool:
    """Ni hör av er en tid på dagen som är säker för personen.

    Den första tiden räknas med. När den sista är inne är det för sent.

    Brister: Klockslaget ligger utanför personens säkra tider.
    Gör nu: Vänta till nästa tid som är säker. Är någon i fara ringer du 112.
    """
    falt, kontakt = _det_som_provas(lage), _kontakt(lage.fakta)
    if falt is None or kontakt is None or falt.get("kanal") in UTAN_KLOCKSLAG:
        return True
    return klockslaget_passar(kontakt, str(falt.get("klockslag") or ""))


@hinder(rutin("meddelanden"), since=RUTINER_GALLER, om_falt=True)
def rostmeddelande_lamnas_med_lov(lage: Lage) -> bool:
    """Ett meddelande lämnas i röstbrevlådan eller hos någon annan bara om personen har sagt att det går bra.

    Ett sms och ett mejl är sätt som ni kommer överens om för sig. Är inget överenskommet lämnas inget.

    Brister: Det får inte lämnas något meddelande.
    Gör nu: Lägg på utan att säga något, och försök igen en annan säker tid.
    """
    kontakt = _kontakt(lage.fakta)
    if not lage.falt.get("lamnas_meddelande"):
        return True
    return kontakt is not None and kontakt.ja("lamna_meddelande")


@hinder(rutin("osäker adress"), since=RUTINER_GALLER, om_falt=True)
def adressen_ar_saker(lage: Lage) -> bool:
    """Inget skickas till en adress där det kan öppnas eller ses av någon som är farlig för personen.

    Brister: Adressen är inte säker för personen.
    Gör nu: Lämna det när ni ses, eller fråga vart det kan skickas och registrera Säker kontakt.
    """
    falt, kontakt = _det_som_provas(lage), _kontakt(lage.fakta)
    osaker = kontakt is not None and kontakt.ja("osaker_adress")
    return falt is None or not osaker or falt.get("kanal") not in TILL_ADRESSEN


@hinder(OSL("21 kap. 3 §"), since=OSL_GALLER, om_falt=True)
def skyddad_person_nas_for_hand(lage: Lage) -> bool:
    """Den som har skyddade personuppgifter nås av en person, aldrig genom något som går ut av sig självt.

    Brister: Personen har skyddade uppgifter, och sättet går inte att lita på.
    Gör nu: Ring själv eller ses. Behöver något skickas går det genom Skatteverkets förmedling, för hand.
    """
    falt = _det_som_provas(lage)
    return falt is None or not lage.utanfor.get("skydd") or falt.get("kanal") not in AUTOMATISKA


@hinder(rutin("säker kontakt vid uppföljning"), since=RUTINER_GALLER, om_falt=True)
def kontakten_ar_redovisad(lage: Lage) -> bool:
    """Har ni hört av er för uppföljningen står det hur och när, så att det kan prövas om det var säkert.

    Det står i kontaktförsöket då personen nåddes, eller i uppföljningen själv. När personen själv hör av sig
    är det ingen utgående kontakt.

    Brister: Det står inte hur och när ni hörde av er.
    Gör nu: Hörde personen av sig själv väljer du det. Annars registrerar du kontaktförsöket, eller fyller i
    hur, vilket klockslag och att du har följt det som är bestämt om säker kontakt.
    """
    if not _ni_hor_av_er(lage):
        return True
    if any(lage.falt.get(kod) for kod in _OM_KONTAKTEN):
        return all(lage.falt.get(kod) for kod in _OM_KONTAKTEN)
    return _forsoket_som_nadde(lage) is not None


_OM_KONTAKTEN = ("kanal", "klockslag", "saker_kontakt")


@hinder(rutin("säker kontakt vid uppföljning"), since=RUTINER_GALLER, om_falt=True)
def kontakten_vilar_pa_ett_besked(lage: Lage) -> bool:
    """När ni hör av er för en uppföljning finns ett besked om säker kontakt som gäller den dagen.

    Den som är utsatt hörs bara då. För andra räcker det att uppgifter som finns inte har gått ut. Nåddes
    personen samma dag är det prövat i försöket.

    Brister: Det finns inget besked om säker kontakt som gäller den dagen.
    Gör nu: Se över och registrera Säker kontakt innan du hör av dig. Hörde personen av sig själv väljer du
    det.
    """
    kontakt = _kontakt(lage.fakta)
    if _det_som_provas(lage) is None:
        return True
    if kontakt is None:
        return lage.fakta.slag not in _KRAVER_REGLER
    return not har_gatt_ut(kontakt, lage.dag)


@hinder(rutin("brev om handläggningen"), since=RUTINER_GALLER, om_falt=True)
def brevet_gar_fram_sakert(lage: Lage) -> bool:
    """En underrättelse går med brev bara om ett brev kan komma fram utan fara.

    Personen har rätt att få veta, men inte på ett sätt som är farligt. Den som använder våld får ett brev
    också när inget är överenskommet.

    Brister: Ett brev kan bli farligt för personen.
    Gör nu: Lämna underrättelsen vid ett möte eller på ett sätt som är överenskommet, och välj det sättet.
    """
    if lage.falt.get("satt") != "brev":
        return True
    kontakt = _kontakt(lage.fakta)
    if lage.utanfor.get("skydd"):
        return False
    if kontakt is None:
        return lage.fakta.slag not in _KRAVER_REGLER
    valda = kontakt.varden.get("kanal")
    overenskommet = isinstance(valda, list) and "brev" in valda
    return overenskommet and not kontakt.ja("osaker_adress") and not har_gatt_ut(kontakt, lage.dag)


KANALENS: tuple[Rule[Any], ...] = (
    kanalen_ar_overenskommen,
    dagen_ar_saker,
    klockslaget_ar_sakert,
    rostmeddelande_lamnas_med_lov,
    adressen_ar_saker,
    skyddad_person_nas_for_hand,
)
"""Det som beror på hur och när ni hör av er."""

SAMTALETS: tuple[Rule[Any], ...] = (
    kontakten_ar_redovisad,
    kontakten_vilar_pa_ett_besked,
    *KANALENS,
)
"""Det som prövas när en uppföljning är gjord: om ni hörde av er, var det säkert?"""

UTGAENDE: tuple[Rule[Any], ...] = (
    saker_kontakt_galler,
    uppgifterna_har_inte_gatt_ut,
    anonym_person_soks_inte,
    *KANALENS,
)
"""Allt som prövas innan något går ut till personen."""

KRAVER_SKYDD: frozenset[str] = frozenset(
    {skyddad_person_nas_for_hand.kod, brevet_gar_fram_sakert.kod}
)
"""Reglerna som behöver veta om personen har skyddade uppgifter."""
