"""Dagen då varje läge senast ska ses över. Tiderna för vuxna är lokala rutiner, inte lag."""

from __future__ import annotations

from collections.abc import Iterator

from caseflow.engine.bevakning import Forfall
from caseflow.engine.fakta import Fakta, Faktum
from caseflow.engine.rule import hinder, plikt, rutin
from caseflow.rules.delprocess import arendet_kom_in, laget_borjade
from caseflow.rules.kalender import plus_dagar
from caseflow.rules.kallor import RUTINER_GALLER
from caseflow.rules.lage import Lage
from caseflow.rules.omgang import ar_arende, importdag
from caseflow.rules.profil import Profil
from caseflow.rules.rakning import Rakning

_NEJ = "Personen tackade nej"


def _efter(fran: Rakning | None, dagar: int, nyckel: str) -> Iterator[Forfall]:
    if fran is not None:
        yield fran.dagar(dagar, nyckel).forfall()


def _i_lage(fakta: Fakta, tillstand: str) -> bool:
    return ar_arende(fakta) and fakta.tillstand == tillstand


@plikt(
    rutin("första kontakt", "forsta_kontakt_dagar"),
    since=RUTINER_GALLER,
    etikett="Ta första kontakten",
    utfors_av=("paborja_forhandsbedomning", "hanvisa"),
)
def forsta_kontakt(fakta: Fakta, profil: Profil) -> Iterator[Forfall]:
    """Den som upptäckts använda våld får en första kontakt inom enhetens tid.

    Tiden räknas från dagen uppgiften kom in, för viljan att ta emot hjälp kan vara kort.

    Om inget görs: Viljan att ta emot hjälp kan hinna gå över.
    """
    if _i_lage(fakta, "upptackt"):
        yield from _efter(
            arendet_kom_in(fakta), profil.forsta_kontakt_dagar, "forsta_kontakt_dagar"
        )


@plikt(
    rutin("skyddsbedömning av vuxna samma dag"),
    since=RUTINER_GALLER,
    etikett="Gör en skyddsbedömning",
    utfors_av=("gor_skyddsbedomning",),
)
def skyddsbedomning_samma_dag(fakta: Fakta, _profil: Profil) -> Iterator[Forfall]:
    """Den som söker hjälp mot våld får en skyddsbedömning samma dag.

    Lagen ställer kravet för barn och unga (20 kap. 1 § SoL). För vuxna är det en rutin.

    Om inget görs: Ingen vet om personen är i säkerhet.
    """
    inkom = arendet_kom_in(fakta)
    if _i_lage(fakta, "aktualiserad") and inkom:
        yield inkom.forfall()


@plikt(
    rutin("tid för förhandsbedömning av vuxna", "forhandsbedomning_dagar"),
    since=RUTINER_GALLER,
    etikett="Avsluta förhandsbedömningen",
    utfors_av=("inled_utredning", "inled_inte_utredning", "tacka_nej", "hanvisa"),
)
def forhandsbedomning_klar(fakta: Fakta, profil: Profil) -> Iterator[Forfall]:
    """En förhandsbedömning av en vuxen är klar inom enhetens tid.

    Lagens fjorton dagar gäller barn och unga (20 kap. 2 § SoL).

    Om inget görs: Personen vet inte om ni går vidare.
    """
    if _i_lage(fakta, "forhandsbedomning"):
        fran = laget_borjade(fakta, "Förhandsbedömningen påbörjades")
        yield from _efter(fran, profil.forhandsbedomning_dagar, "forhandsbedomning_dagar")


@plikt(
    rutin("ny kontakt efter ett nej", "ny_kontakt_dagar"),
    since=RUTINER_GALLER,
    etikett="Ta ny kontakt",
    utfors_av=("ta_ny_kontakt",),
)
def ny_kontakt(fakta: Fakta, profil: Profil) -> Iterator[Forfall]:
    """Den som tackat nej får en ny kontakt, den dag ni kommit överens om eller enligt rutinen.

    Om inget görs: Den som tackade nej får inte frågan igen.
    """
    if not _i_lage(fakta, "avvaktar"):
        return
    nej = fakta.steg.get("tacka_nej")
    avtalad = nej.datum("ny_kontakt") if nej else None
    if nej and avtalad:
        fran = Rakning.fran(nej.dag or avtalad, _NEJ)
        yield fran.avtalad(avtalad, "dagen ni kom överens om").forfall()
    else:
        yield from _efter(laget_borjade(fakta, _NEJ), profil.ny_kontakt_dagar, "ny_kontakt_dagar")


@hinder(
    rutin("längsta tid till en ny kontakt", "ny_kontakt_hogst_dagar"),
    since=RUTINER_GALLER,
    om_falt=True,
)
def ny_kontakt_ligger_inom_tiden(lage: Lage) -> bool:
    """En avtalad ny kontakt ligger inom den tid som enheten har bestämt, så att ingen glöms bort.

    Brister: Dagen för ny kontakt ligger längre fram än er enhet låter någon vänta.
    Gör nu: Välj en tidigare dag. Vill personen inte bli kontaktad förrän senare kan ni komma överens om
    en ny dag då.
    """
    avtalad = Faktum(0, None, lage.falt).datum("ny_kontakt")
    hogst = plus_dagar(lage.dag, lage.profil.ny_kontakt_hogst_dagar)
    return avtalad is None or avtalad <= hogst


@plikt(
    rutin("utredningstid för vuxna", "utredning_manader"),
    since=RUTINER_GALLER,
    etikett="Slutför utredningen",
    utfors_av=("slutfor_utredning", "avbryt_utredning"),
)
def utredning_klar(fakta: Fakta, profil: Profil) -> Iterator[Forfall]:
    """En utredning av en vuxen är klar inom enhetens tid.

    Lagens fyra månader gäller barn och unga (20 kap. 3 § SoL).

    Om inget görs: Personen får vänta längre än enheten har lovat.
    """
    fran = laget_borjade(fakta, "Utredningen inleddes")
    if _i_lage(fakta, "utredning") and fran:
        yield fran.manader(profil.utredning_manader, "utredning_manader").forfall()


@plikt(
    rutin("beslut efter slutförd utredning", "beslut_dagar"),
    since=RUTINER_GALLER,
    etikett="Fatta beslut",
    utfors_av=("bevilja", "bevilja_delvis", "avsla", "avsluta_utan_insats"),
)
def beslut_fattat(fakta: Fakta, profil: Profil) -> Iterator[Forfall]:
    """Beslut fattas inom enhetens tid efter att utredningen slutförts.

    Om inget görs: Personen får vänta på sitt beslut.
    """
    if _i_lage(fakta, "beslut"):
        fran = laget_borjade(fakta, "Utredningen slutfördes")
        yield from _efter(fran, profil.beslut_dagar, "beslut_dagar")


@hinder(rutin("egen bevakning"), since=RUTINER_GALLER, om_falt=True)
def egen_bevakning_finns(lage: Lage) -> bool:
    """Den bevakning som är klar finns och är inte redan klarmarkerad.

    Brister: Det finns ingen öppen egen bevakning med det numret.
    Gör nu: Ange bevakningens händelsenummer. Det står i tidslinjen.
    """
    return str(lage.falt.get("bevakning")) in lage.fakta.alla("egen_bevakning")


@plikt(
    rutin("egen bevakning"),
    since=RUTINER_GALLER,
    etikett="Egen bevakning",
    utfors_av=("egen_bevakning_klar",),
    alltid=True,
)
def egen_bevakning(fakta: Fakta, _profil: Profil) -> Iterator[Forfall]:
    """Det någon själv har bestämt sig för att komma ihåg finns kvar tills det är gjort."""
    egna = fakta.alla("egen_bevakning").items()
    yield from (
        Rakning.fran(b.dag or dag, "Bevakningen skrevs")
        .avtalad(dag, "dagen som valdes")
        .forfall(nyckel=nummer)
        for nummer, b in egna
        if (dag := b.datum("dag"))
    )


@plikt(
    rutin("genomgång av importerade ärenden", "genomgang_dagar"),
    since=RUTINER_GALLER,
    etikett="Gå igenom det importerade ärendet",
    utfors_av=("genomgang",),
    ensam=True,
)
def genomgang_av_importerat(fakta: Fakta, profil: Profil) -> Iterator[Forfall]:
    """Ett öppet ärende som kommit in genom import gås igenom innan något annat bevakas i det.

    Tiden räknas från importdagen. Gamla dagar väcker inga påminnelser.

    Om inget görs: Inget annat bevakas i ärendet förrän det är genomgånget.
    """
    if ar_arende(fakta) and not fakta.avslutad and not fakta.senaste("genomgang"):
        fran = Rakning.fran_senaste((importdag(fakta), "Ärendet importerades"))
        yield from _efter(fran, profil.genomgang_dagar, "genomgang_dagar")


PLIKTER = (
    forsta_kontakt,
    skyddsbedomning_samma_dag,
    forhandsbedomning_klar,
    ny_kontakt,
    utredning_klar,
    beslut_fattat,
    egen_bevakning,
    genomgang_av_importerat,
)
