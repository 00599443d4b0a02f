"""Friyta: samtal utan beslut. Hur många, hur de dokumenteras, och vad som bevakas."""

from __future__ import annotations

from collections.abc import Iterator

from caseflow.engine.bevakning import Forfall
from caseflow.engine.fakta import Delprocess, Fakta, Faktum
from caseflow.engine.rule import hinder, plikt, rutin
from caseflow.rules.delprocess import delens_lage_borjade, senast_hort
from caseflow.rules.kallor import NYA_SOL, OSL, OSL_GALLER, RUTINER_GALLER, SOL
from caseflow.rules.lage import Lage
from caseflow.rules.omgang import GENOMFORT_SAMTAL, ar_arende
from caseflow.rules.profil import Profil
from caseflow.rules.rakning import Rakning

ANONYM = "anonym_14_5"
_VIDARE = ("inled_utredning", "slutfor_utredning", "ateraktualisera")


def friytorna(fakta: Fakta) -> tuple[Delprocess, ...]:
    """Friytekontakterna i akten: ärendets delprocesser, eller akten själv när den är en friyta.

    Akten själv visas som en delprocess med nummer 0.
    """
    if fakta.process != "friyta":
        return fakta.av_slag("friyta")
    return (
        Delprocess(
            id=0,
            process="friyta",
            tillstand=fakta.tillstand,
            sedan=fakta.sedan or fakta.inkom,
            oppnad=fakta.inkom,
            seq=0,
            avslutad=fakta.avslutad,
            steg=fakta.steg,
            antal=fakta.antal,
        ),
    )


def dokumentationssatt(fakta: Fakta, friyta: Delprocess | None = None) -> str:
    """Hur friytan dokumenteras: full, radgivning_14_4 eller anonym_14_5; tomt innan det är valt.

    Utan `friyta` gäller frågan akten själv. Där är sättet valt när akten öppnades.
    """
    if friyta is not None and friyta.id:
        return friyta.text("dokumentation")
    uppgifter = [fakta.steg.get(kod) for kod in ("registrera_akt", "paborja_friyta")]
    return next((u.text("dokumentation") for u in uppgifter if u and u.text("dokumentation")), "")


def ar_anonym(fakta: Fakta, friyta: Delprocess | None = None) -> bool:
    """Om samtalen dokumenteras utan uppgifter som visar vem personen är (14 kap. 5 § SoL)."""
    return dokumentationssatt(fakta, friyta) == ANONYM


def anvanda_samtal(fakta: Fakta) -> int:
    """Hur många samtal på friyta som genomförts: i ärendets omgång, eller i friyteakten.

    En friyta som var öppen när ärendet togs upp igen räknas med, också samtalen före det.
    """
    if not ar_arende(fakta):
        return fakta.antal.get(GENOMFORT_SAMTAL, 0)
    start = fakta.steg.get("ateraktualisera")
    oppna = (f for f in fakta.av_slag("friyta") if _var_oppen_efter(f, start.seq if start else 0))
    return sum(f.antal.get(GENOMFORT_SAMTAL, 0) for f in oppna)


def _var_oppen_efter(friyta: Delprocess, seq: int) -> bool:
    slut = friyta.steg.get("avsluta_friyta")
    return not friyta.avslutad or friyta.seq > seq or (slut is not None and slut.seq > seq)


@hinder(OSL("12 kap. 2 §"), since=OSL_GALLER)
def samtycke_till_koppling_finns(lage: Lage) -> bool:
    """Personen samtycker till att friytekontakten kopplas till ett ärende.

    Brister: Personens samtycke till att koppla kontakten saknas eller är återtaget.
    Gör nu: Prata med personen. Registrera samtycket om personen vill.
    """
    return "koppla_friyta" in lage.fakta.alla("samtycke")


def _valt(lage: Lage) -> str:
    falt = lage.falt.get("dokumentation")
    return falt if isinstance(falt, str) else dokumentationssatt(lage.fakta, lage.delprocess)


@hinder(rutin("antal samtal på friyta", "friyta_max"), since=RUTINER_GALLER, om_falt=True)
def samtalet_ryms_i_friytan(lage: Lage) -> bool:
    """Samtalen på friyta är högst så många som enheten har bestämt.

    Brister: Alla samtal som er enhet erbjuder på friyta är använda.
    Gör nu: Avsluta friytan. Vill personen fortsätta prata hjälper du till med en ansökan.
    """
    delen = lage.delprocess
    inom = delen.process if delen else lage.fakta.process
    if inom != "friyta" or lage.falt.get("utfall") != "genomfort":
        return True
    return anvanda_samtal(lage.fakta) < lage.profil.friyta_max


@hinder(rutin("samtalen på friyta börjar med ett besked"), since=RUTINER_GALLER, om_falt=True)
def samtalet_halls_i_en_borjad_friyta(lage: Lage) -> bool:
    """Ett samtal på friyta genomförs när friytan har börjat: då vet personen vad som skrivs ned.

    Att boka, avboka eller inte komma går att registrera redan innan.

    Brister: Friytan är erbjuden men har inte börjat.
    Gör nu: Ta först steget Börja samtalen. Berätta då hur samtalen dokumenteras.
    """
    delen = lage.delprocess
    inom = delen.process if delen else lage.fakta.process
    tillstand = delen.tillstand if delen else lage.fakta.tillstand
    genomfort = lage.falt.get("utfall") == "genomfort"
    return inom != "friyta" or not genomfort or tillstand == "pagar"


@hinder(rutin("antal samtal på friyta", "friyta_max"), since=RUTINER_GALLER)
def friytan_har_samtal_kvar(lage: Lage) -> bool:
    """Det finns samtal kvar på friyta när samtalen börjar.

    Brister: Alla samtal som er enhet erbjuder på friyta är använda.
    Gör nu: Avsluta friytan. Vill personen fortsätta prata hjälper du till med en ansökan.
    """
    return anvanda_samtal(lage.fakta) < lage.profil.friyta_max


@hinder(
    rutin("dokumentation av friyta", "friyta_dokumentation"), since=RUTINER_GALLER, om_falt=True
)
def dokumentationssattet_ar_valt(lage: Lage) -> bool:
    """Innan samtalen börjar är det valt hur de dokumenteras, bland sätten som enheten använder.

    Brister: Det är inte valt hur samtalen dokumenteras, eller så används sättet inte i er enhet.
    Gör nu: Kom överens med personen och välj ett av sätten som er enhet använder.
    """
    return _valt(lage) in lage.profil.friyta_dokumentation


@hinder(rutin("anonyma samtal på friyta", "anonym_beslut"), since=RUTINER_GALLER, om_falt=True)
def anonymitet_har_namndens_beslut(lage: Lage) -> bool:
    """Läget utan identitet finns från den 1 juli 2025.

    Brister: Före den 1 juli 2025 fanns inget beslut om anonym dokumentation att bygga på.
    Gör nu: Välj ett annat sätt att dokumentera samtalen, eller rätta dagen.
    """
    return _valt(lage) != ANONYM


@anonymitet_har_namndens_beslut.amended(SOL("14 kap. 5 §"), since=NYA_SOL)
def _nu_med_beslut(lage: Lage) -> bool:
    """Uppgifter som visar vem personen är utelämnas bara när nämnden har beslutat det.

    Brister: Er nämnd har inte beslutat att samtalen på friyta får dokumenteras utan identitet.
    Gör nu: Välj ett annat sätt att dokumentera samtalen, eller ta upp frågan med enhetschefen.
    """
    return _valt(lage) != ANONYM or bool(lage.profil.anonym_beslut)


@hinder(
    rutin("dokumentation av friyta", "friyta_dokumentation"), since=RUTINER_GALLER, om_falt=True
)
def dokumentationssattet_star_fast(lage: Lage) -> bool:
    """Det sätt att dokumentera som personen fått besked om gäller så länge kontakten varar.

    Brister: Ett annat sätt att dokumentera är redan valt i kontakten, och det går inte att byta.
    Gör nu: Lämna valet tomt. Vill den som är anonym bli känd knyts kontakten till ett ärende, med
    personens samtycke.
    """
    tidigare = dokumentationssatt(lage.fakta, lage.delprocess)
    return not tidigare or _valt(lage) == tidigare


@plikt(
    rutin("tid till första samtalet på friyta", "forsta_kontakt_dagar"),
    since=RUTINER_GALLER,
    etikett="Börja samtalen på friyta",
    utfors_av=("paborja_friyta", "avsluta_friyta"),
)
def friyta_paborjas(fakta: Fakta, profil: Profil) -> Iterator[Forfall]:
    """Den som fått samtal erbjudna får komma snart, för viljan att prata kan vara kort.

    Om inget görs: Viljan att prata kan hinna gå över.
    """
    for friyta in friytorna(fakta):
        fran = delens_lage_borjade(fakta, friyta, "Samtalen erbjöds")
        if friyta.tillstand == "erbjuden" and fran:
            yield _forfall(friyta, fran.dagar(profil.forsta_kontakt_dagar, "forsta_kontakt_dagar"))


@plikt(
    rutin("friyta som tystnat", "ny_kontakt_dagar"),
    since=RUTINER_GALLER,
    etikett="Följ upp samtalen på friyta",
    utfors_av=("samtal", "journalanteckning", "avsluta_friyta"),
)
def friyta_foljs(fakta: Fakta, profil: Profil) -> Iterator[Forfall]:
    """En påbörjad friyta lämnas inte utan att någon märker att samtalen har tystnat.

    Om inget görs: Samtalen kan tystna utan att någon märker det.
    """
    for friyta in friytorna(fakta):
        fran = senast_hort(fakta, friyta, "Samtalen påbörjades")
        if friyta.tillstand == "pagar" and fran:
            yield _forfall(friyta, fran.dagar(profil.ny_kontakt_dagar, "ny_kontakt_dagar"))


@plikt(
    rutin("när samtalen på friyta är använda", "forsta_kontakt_dagar"),
    since=RUTINER_GALLER,
    etikett="Bestäm med personen hur det blir efter friytan",
    utfors_av=("avsluta_friyta",),
)
def friyta_samtalen_ar_anvanda(fakta: Fakta, profil: Profil) -> Iterator[Forfall]:
    """När det sista samtalet är genomfört bestäms vad som kommer sedan: ansökan, annat stöd, slut.

    Om inget görs: Personen vet inte vad som kommer sedan.
    """
    samtal = fakta.senaste("samtal")
    if not samtal or anvanda_samtal(fakta) < profil.friyta_max:
        return
    for friyta in friytorna(fakta):
        if friyta.tillstand == "pagar" and samtal.dag:
            fran = Rakning.fran(samtal.dag, "Det sista samtalet")
            yield _forfall(friyta, fran.dagar(profil.forsta_kontakt_dagar, "forsta_kontakt_dagar"))


@plikt(
    rutin("önskan om att ansöka tas vidare", "forsta_kontakt_dagar"),
    since=RUTINER_GALLER,
    etikett="Hjälp till med ansökan",
    utfors_av=("ansokan", "ansok", "inled_utredning"),
    bockas_av=True,
)
def friyta_vill_ansoka(fakta: Fakta, profil: Profil) -> Iterator[Forfall]:
    """Den som vill ansöka efter friytan får hjälp vidare och behöver inte börja om.

    Om inget görs: Den som vill ansöka får ingen hjälp med det.
    """
    for friyta in friytorna(fakta):
        slut = friyta.steg.get("avsluta_friyta")
        vill = slut is not None and slut.text("slut") == "vill_ansoka"
        if slut and slut.dag and vill and not _tagen_vidare(fakta, slut):
            fran = Rakning.fran(slut.dag, "Friytan avslutades")
            yield _forfall(friyta, fran.dagar(profil.forsta_kontakt_dagar, "forsta_kontakt_dagar"))


def _tagen_vidare(fakta: Fakta, slut: Faktum) -> bool:
    """Om en ansökan, prövning, utredning eller ny omgång har kommit efter friytans slut."""
    senare = [fakta.steg[kod] for kod in _VIDARE if kod in fakta.steg]
    senare += fakta.alla("ansokan").values()
    numren = [s.seq for s in senare] + [p.seq for p in fakta.av_slag("provning")]
    return max(numren, default=0) > slut.seq


def _forfall(friyta: Delprocess, rakning: Rakning) -> Forfall:
    return rakning.forfall(nyckel=str(friyta.id or ""), delprocess=friyta.id or None)


PLIKTER = (friyta_paborjas, friyta_foljs, friyta_samtalen_ar_anvanda, friyta_vill_ansoka)
