"""Beslutet: kommunicering, vem som fattar det, perioden, delfåendet och tiden för överklagande."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from caseflow.engine.bevakning import Forfall
from caseflow.engine.fakta import Fakta, Faktum
from caseflow.engine.rule import frist, hinder, plikt, rutin
from caseflow.rules.kallor import FL, NYA_FL, RUTINER_GALLER
from caseflow.rules.lage import Lage
from caseflow.rules.omgang import i_omgangen, senaste_steg
from caseflow.rules.profil import Profil
from caseflow.rules.rakning import Rakning


@hinder(FL("25 §"), since=NYA_FL)
def kommunicering_ar_gjord(lage: Lage) -> bool:
    """Personen har fått se underlaget före beslutet, eller så finns ett undantag med skäl.

    Brister: Det framgår inte att personen har fått ta del av underlaget för beslutet.
    Gör nu: Registrera Kommunicering. Gäller ett undantag anger du vilket och skriver varför.
    """
    gjord = lage.fakta.senaste("kommunicering")
    if gjord is None:
        return False
    return gjord.text("satt") != "undantag" or (gjord.ja("undantag") and gjord.ja("skal"))


@hinder(FL("25 §"), since=NYA_FL)
def tiden_for_synpunkter_har_gatt(lage: Lage) -> bool:
    """Beslut fattas när personen har svarat eller tiden för synpunkter har gått ut.

    Brister: Personen har fortfarande tid kvar att lämna synpunkter.
    Gör nu: Vänta till dagen efter svarsdagen, eller registrera personens svar. Det räcker att hen har
    sagt att hen inte har något att tillägga.
    """
    gjord = lage.fakta.senaste("kommunicering")
    svarsdag = gjord.datum("svar_senast") if gjord else None
    return gjord is None or svarsdag is None or gjord.ja("svar") or lage.dag > svarsdag


@hinder(rutin("två personer vid beslut", "fyra_ogon"), since=RUTINER_GALLER)
def beslutet_fattas_av_annan(lage: Lage) -> bool:
    """Den som beslutar är en annan än den som slutförde utredningen.

    Brister: Du har själv slutfört utredningen, och i er enhet är det två personer om ett beslut.
    Gör nu: Be en annan beslutsfattare i enheten att fatta beslutet.
    """
    utredning = lage.fakta.steg.get("slutfor_utredning")
    utredare = utredning.text("av") if utredning else ""
    return not lage.profil.fyra_ogon or not utredare or utredare != lage.aktor


@hinder(rutin("beslutets period"), since=RUTINER_GALLER, om_falt=True)
def perioden_ar_mojlig(lage: Lage) -> bool:
    """Perioden slutar inte före den börjar och inte före beslutet.

    Brister: Periodens sista dag ligger före dess första dag eller före beslutet.
    Gör nu: Kontrollera datumen för perioden.
    """
    till, fran = _falt_datum(lage, "till_och_med"), _falt_datum(lage, "fran_och_med")
    return till is None or till >= max(lage.dag, fran or lage.dag)


def _falt_datum(lage: Lage, kod: str) -> date | None:
    varde = lage.falt.get(kod)
    return date.fromisoformat(varde) if isinstance(varde, str) and varde else None


@frist(FL("44 §"), since=NYA_FL)
def frist_for_overklagande(fran: Rakning, _profil: Profil) -> Rakning:
    """Den som vill överklaga gör det inom tre veckor från den dag då hen fick del av beslutet.

    Är sista dagen en lördag, söndag eller helgdag räcker nästa vardag (2 § lagen 1930:173). Den dagen
    hör till personen; de tre veckorna står kvar i uträkningen.
    """
    return fran.veckor(3)


def _overklagbart(fakta: Fakta) -> Faktum | None:
    """Det senaste beslutet som helt eller delvis gick personen emot, om det inte redan överklagats."""
    senast = senaste_steg(fakta, "avsla", "bevilja_delvis")
    for provning in i_omgangen(fakta, "provning"):
        for kod in ("avsla_ansokan", "bifall_delvis"):
            beslut = provning.steg.get(kod)
            if beslut and beslut.not_before(senast):
                senast = beslut
    andrat = fakta.senaste("andring_av_beslut")
    if andrat and andrat.text("utfall") == "till_nackdel" and andrat.not_before(senast):
        senast = andrat
    overklaganden = (
        d for d in i_omgangen(fakta, "overklagande") if d.text("avser") != "avslag_pa_begaran"
    )
    if senast and any(d.seq > senast.seq for d in overklaganden):
        return None
    return senast


@plikt(
    rutin("besked om beslut", "delfaende_dagar"),
    since=RUTINER_GALLER,
    etikett="Ta reda på när personen fick del av beslutet",
    utfors_av=("delfaende", "ta_emot_overklagande"),
)
def delfaende_saknas(fakta: Fakta, profil: Profil) -> Iterator[Forfall]:
    """Dagen då personen fick del av beslutet registreras, för därifrån räknas tiden att överklaga.

    Om inget görs: Ingen vet när tiden att överklaga går ut.
    """
    beslut = _overklagbart(fakta)
    delfaende = fakta.senaste("delfaende")
    if beslut and beslut.dag and not (delfaende and delfaende.not_before(beslut)):
        rakning = Rakning.fran(beslut.dag, "Beslutet")
        yield rakning.dagar(profil.delfaende_dagar, "delfaende_dagar").forfall()


@plikt(
    FL("44 §"),
    since=NYA_FL,
    etikett="Sista dag att överklaga",
    utfors_av=("ta_emot_overklagande",),
    bockas_av=True,
)
def overklagandetid_ut(fakta: Fakta, profil: Profil) -> Iterator[Forfall]:
    """Tiden att överklaga går ut tre veckor efter att personen fick del av beslutet.

    Den yttersta dagen är de tre veckorna. Är den en lördag, söndag, helgdag eller afton får personen
    överklaga också nästa vardag, och det är den dagen som bevakas.

    Om inget görs: Tiden att överklaga är slut. Ett överklagande som kommer senare avvisas oftast.
    """
    beslut = _overklagbart(fakta)
    delfaende = fakta.senaste("delfaende")
    if not (beslut and delfaende and delfaende.dag and delfaende.not_before(beslut)):
        return
    if delfaende.dag >= NYA_FL:
        tre_veckor = Rakning.fran(delfaende.dag, "Personen fick del av beslutet").enligt(
            frist_for_overklagande, profil, fakta.regler_per
        )
        yield tre_veckor.rullad().forfall(yttersta_dag=tre_veckor.dag, nyckel=str(beslut.seq))


@plikt(
    rutin("komplettering efter akut skydd", "skyddsplikt_dagar"),
    since=RUTINER_GALLER,
    etikett="Komplettera efter akut skydd",
    utfors_av=("slutfor_utredning", "avbryt_utredning", "inled_inte_utredning"),
)
def akut_skydd_komplettera(fakta: Fakta, profil: Profil) -> Iterator[Forfall]:
    """Det som fattades när akut skydd beviljades görs klart: utredning, riskbedömning, plan, barn.

    Om inget görs: Det akuta skyddet vilar på uppgifter som ingen har kompletterat.
    """
    akut = fakta.steg.get("bevilja_akut_skydd")
    utredning = fakta.steg.get("slutfor_utredning")
    if akut and akut.dag and not fakta.avslutad and not (utredning and utredning.not_before(akut)):
        rakning = Rakning.fran(akut.dag, "Akut skydd beviljades")
        yield rakning.dagar(profil.skyddsplikt_dagar, "skyddsplikt_dagar").forfall()


PLIKTER = (delfaende_saknas, overklagandetid_ut, akut_skydd_komplettera)
