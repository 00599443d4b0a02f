"""Uppföljningen: när den planeras, vem som gör den, hur många försök, och att den inte glöms."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from caseflow.engine.bevakning import Forfall
from caseflow.engine.fakta import Delprocess, Fakta, Varde
from caseflow.engine.rule import Klockstopp, hinder, plan, plikt, rutin
from caseflow.rules.delprocess import delen_oppnades
from caseflow.rules.friyta import ar_anonym
from caseflow.rules.kalender import plus_dagar, plus_manader
from caseflow.rules.kallor import RUTINER_GALLER
from caseflow.rules.lage import Lage
from caseflow.rules.omgang import i_omgangen
from caseflow.rules.profil import Profil, Uppfoljningspunkt
from caseflow.rules.rakning import Rakning

FORSOK = "forsok_kontakt"
PAUSDAGAR = "pausdagar"
"""Var en insats bär dagarna som den har varit pausad."""
_OPPNA = ("planerad", "kontaktforsok")
_RAKNAS_FRAN = {"insats_start": "Insatsen startade", "avslut": "Ärendet avslutades"}


def insatsernas_behandlare(fakta: Fakta) -> list[str]:
    """De som har hållit i aktens insatser, var och en en gång; i en friyteakt den som började samtalen."""
    funna = [i.text("behandlare") for i in fakta.av_slag("insats")]
    samtalen = fakta.steg.get("paborja_friyta") if fakta.process == "friyta" else None
    if samtalen:
        funna.append(samtalen.text("av"))
    return sorted({b for b in funna if b})


def _planerad(punkt: Uppfoljningspunkt, fakta: Fakta, dag: date) -> dict[str, Varde]:
    planerad = plus_manader(dag, punkt.manader)
    return {
        "punkt": punkt.kod,
        "raknas_fran": punkt.raknas_fran,
        "manader": punkt.manader,
        "planerad": planerad.isoformat(),
        "fonster_fran": max(dag, plus_dagar(planerad, -punkt.dagar_fore)).isoformat(),
        "fonster_till": plus_dagar(planerad, punkt.dagar_efter).isoformat(),
        "insats_behandlare": list(insatsernas_behandlare(fakta)),
    }


@plan(rutin("uppföljning efter avslut", "uppfoljningar"), since=RUTINER_GALLER)
def uppfoljningar_vid_avslut(fakta: Fakta, profil: Profil, dag: date) -> list[dict[str, Varde]]:
    """Efter minst en insats planeras de uppföljningar som enheten har, räknade från avslutet.

    Månader räknas till motsvarande dag, eller till månadens sista dag.
    """
    if not i_omgangen(fakta, "insats"):
        return []
    return [_planerad(punkt, fakta, dag) for punkt in profil.punkter("avslut")]


@plan(rutin("uppföljning under insatsen", "uppfoljningar"), since=RUTINER_GALLER)
def uppfoljningar_under_insats(fakta: Fakta, profil: Profil, dag: date) -> list[dict[str, Varde]]:
    """När en insats startar planeras de uppföljningar som räknas därifrån.

    Är en sådan redan planerad i ärendet tillkommer ingen till: personen ska inte få samma frågor två
    gånger därför att två insatser pågår.
    """
    planerade = {
        u.text("punkt") for u in fakta.av_slag("uppfoljning", oppna=True) if u.tillstand in _OPPNA
    }
    return [
        _planerad(punkt, fakta, dag)
        for punkt in profil.punkter("insats_start")
        if punkt.kod not in planerade
    ]


def pausdagar(fakta: Fakta, uppfoljning: Delprocess) -> int:
    """De dagar som insatsen, som uppföljningen räknas från, verkligen har varit pausad.

    En paus som pågår räknas när den är slut: först då är det känt hur lång den blev.
    """
    nummer = uppfoljning.varden.get("insats")
    insats = fakta.delprocess(nummer) if isinstance(nummer, int) else None
    dagar = insats.varden.get(PAUSDAGAR) if insats else None
    return dagar if isinstance(dagar, int) else 0


def fonster(fakta: Fakta, uppfoljning: Delprocess) -> tuple[date | None, date | None]:
    """Uppföljningens fönster, flyttat med pauserna; tomt där inget fönster är planerat."""
    paus = pausdagar(fakta, uppfoljning)
    fran, till = uppfoljning.datum("fonster_fran"), uppfoljning.datum("fonster_till")
    return (fran and plus_dagar(fran, paus), till and plus_dagar(till, paus))


def _behandlare(lage: Lage) -> set[str]:
    """De som inte själva gör uppföljningen. Den som startade en insats efter planeringen räknas med."""
    planerade = lage.delprocess.varden.get("insats_behandlare") if lage.delprocess else None
    fran_planen = planerade if isinstance(planerade, list) else []
    return {*fran_planen, *insatsernas_behandlare(lage.fakta)}


@hinder(rutin("uppföljning av en annan än behandlaren"), since=RUTINER_GALLER)
def uppfoljningen_gors_av_annan(lage: Lage) -> bool:
    """Uppföljningen görs av någon annan än den som höll i insatsen, om inte ett undantag är medgivet.

    Brister: Du har själv hållit i insatsen, och personen ska kunna svara fritt.
    Gör nu: Be en kollega att ta uppföljningen. Finns det skäl för att du gör den kan samordnaren eller
    enhetschefen medge ett undantag.
    """
    medgivet = lage.delprocess is not None and "medge_undantag" in lage.delprocess.steg
    return medgivet or lage.aktor not in _behandlare(lage)


@hinder(rutin("försök att nå personen", "uppfoljning_forsok_max"), since=RUTINER_GALLER)
def forsok_finns_kvar(lage: Lage) -> bool:
    """Personen söks högst så många gånger som enheten har bestämt.

    Brister: Personen har sökts så många gånger som er rutin säger.
    Gör nu: Nådde du personen går du vidare till Genomför uppföljningen. Annars markerar du att
    personen inte gick att nå.
    """
    return _forsok(lage.delprocess) < lage.profil.uppfoljning_forsok_max


@hinder(rutin("försök att nå personen", "uppfoljning_forsok_max"), since=RUTINER_GALLER)
def forsoken_ar_gjorda(lage: Lage) -> bool:
    """Innan någon räknas som inte nådd är alla försök gjorda.

    Brister: Det finns försök kvar att göra.
    Gör nu: Försök igen vid en annan tid, på det sätt som är säkert. Är det inte säkert att höra av sig
    väljer du i stället att uppföljningen inte är lämplig.
    """
    return _forsok(lage.delprocess) >= lage.profil.uppfoljning_forsok_max


def _forsok(uppfoljning: Delprocess | None) -> int:
    return uppfoljning.antal.get(FORSOK, 0) if uppfoljning else 0


@hinder(rutin("uppföljningens fönster", "uppfoljningar"), since=RUTINER_GALLER)
def fonstret_har_oppnat(lage: Lage) -> bool:
    """Personen söks tidigast när uppföljningens fönster har öppnat.

    Brister: Det är för tidigt för den här uppföljningen.
    Gör nu: Vänta till den första dagen i fönstret. Behövs kontakt tidigare planerar samordnaren en
    egen uppföljning.
    """
    if lage.delprocess is None:
        return True
    fran, _ = fonster(lage.fakta, lage.delprocess)
    return fran is None or lage.dag >= fran


@hinder(rutin("säker kontakt vid uppföljning"), since=RUTINER_GALLER)
def saker_kontakt_galler(lage: Lage) -> bool:
    """Den som är utsatt söks bara på ett sätt som är överenskommet och fortfarande gäller.

    Brister: Det finns inget aktuellt besked om hur personen kan nås utan fara.
    Gör nu: Se över och registrera Säker kontakt innan du hör av dig. Går det inte att veta vad som är
    säkert väljer du att uppföljningen inte är lämplig.
    """
    if lage.fakta.slag != "utsatt":
        return True
    kontakt = lage.fakta.senaste("saker_kontakt")
    till = kontakt.datum("galler_till") if kontakt else None
    return kontakt is not None and (till is None or lage.dag <= till)


@hinder(rutin("uppföljning av anonyma samtal"), since=RUTINER_GALLER)
def personen_kan_foljas_upp(lage: Lage) -> bool:
    """Den som har haft anonyma samtal söks inte upp efteråt.

    Brister: Personen är anonym, så det finns ingen att höra av sig till.
    Gör nu: Ge ett formulär vid sista samtalet, eller en kod som personen själv behåller.
    """
    return lage.fakta.process != "friyta" or not ar_anonym(lage.fakta)


@plikt(
    rutin("uppföljning görs", "uppfoljningar"),
    since=RUTINER_GALLER,
    etikett="Följ upp",
    utfors_av=("genomfor_uppfoljning", "avboj_uppfoljning", "markera_ej_nadd"),
    klockstopp=Klockstopp.BEHALL_RESTEN,
)
def uppfoljning_ska_goras(fakta: Fakta, _profil: Profil) -> Iterator[Forfall]:
    """Varje planerad uppföljning bevakas tills den är gjord, också efter att ärendet avslutats.

    En uppföljning som räknas från insatsens start flyttas med de dagar som insatsen har varit pausad,
    när den tas upp igen. Efter ett försök är det den nya dag som bestämdes, annars fönstrets sista dag,
    eller försökets om fönstret redan har stängt.

    Om inget görs: Ingen får veta hur det har gått för personen.
    """
    for uppfoljning in fakta.av_slag("uppfoljning", oppna=True):
        planerad = planerad_dag(fakta, uppfoljning)
        if planerad:
            yield _efter_forsok(uppfoljning, planerad).forfall(
                nyckel=str(uppfoljning.id),
                fonster_fran=fonster(fakta, uppfoljning)[0],
                delprocess=uppfoljning.id,
            )


def planerad_dag(fakta: Fakta, uppfoljning: Delprocess) -> Rakning | None:
    """Den planerade dagen, räknad från insatsens start eller avslutet, med pauserna.

    Den minns hur många månader profilen sade då den planerades.
    """
    handelse = _RAKNAS_FRAN.get(uppfoljning.text("raknas_fran"), "Uppföljningen planerades")
    fran = delen_oppnades(fakta, uppfoljning, handelse)
    planerad, manader = uppfoljning.datum("planerad"), uppfoljning.varden.get("manader")
    if fran is None or planerad is None:
        return fran or Rakning.fran_senaste((planerad, handelse))
    raknad = fran.manader(manader, "uppfoljningar") if isinstance(manader, int) else fran
    if raknad.dag != planerad:
        # Dagen är vald för hand, eller planerad innan ärendet kom hit.
        raknad = fran.avtalad(planerad, "den planerade dagen")
    return raknad.paus(pausdagar(fakta, uppfoljning))


def _efter_forsok(uppfoljning: Delprocess, planerad: Rakning) -> Rakning:
    """Dagen för nästa försök, om ett redan är gjort."""
    forsok = uppfoljning.steg.get(FORSOK)
    if uppfoljning.tillstand != "kontaktforsok" or not forsok:
        return planerad
    ny_dag = forsok.datum("ny_dag")
    if ny_dag:
        return planerad.avtalad(ny_dag, "den nya dag som ni bestämde")
    tanjd = planerad
    i_planen, slut = uppfoljning.datum("planerad"), uppfoljning.datum("fonster_till")
    if i_planen and slut:
        tanjd = planerad.dagar((slut - i_planen).days, "uppfoljningar")
    return tanjd.tidigast(forsok.dag, "dagen för försöket") if forsok.dag else tanjd


@plikt(
    rutin("det som kommer fram vid uppföljning", "saker_kontakt_dagar"),
    since=RUTINER_GALLER,
    etikett="Ta hand om det som kom fram i uppföljningen",
    utfors_av=("ateraktualisera", "ny_handelse", "skyddsbedomning"),
    bockas_av=True,
)
def uppfoljning_visade_behov(fakta: Fakta, profil: Profil) -> Iterator[Forfall]:
    """Har våld förekommit, eller vill personen ha kontakt igen, tar någon vid direkt.

    Om inget görs: Det personen berättade leder ingen vart.
    """
    for uppfoljning in fakta.av_slag("uppfoljning"):
        gjord = uppfoljning.steg.get("genomfor_uppfoljning")
        if not gjord or not gjord.dag:
            continue
        behov = gjord.text("vald_sedan_dess") == "ja" or gjord.ja("vill_ha_kontakt")
        vidare = (fakta.steg.get("ateraktualisera"), *map(fakta.senaste, _TAR_VID))
        if behov and not any(v.seq > gjord.seq for v in vidare if v):
            fran = Rakning.fran(gjord.dag, "Uppföljningen gjordes")
            rakning = fran.dagar(profil.saker_kontakt_dagar, "saker_kontakt_dagar")
            yield rakning.forfall(nyckel=str(uppfoljning.id), delprocess=uppfoljning.id)


_TAR_VID = ("ny_handelse", "skyddsbedomning")

PLIKTER = (uppfoljning_ska_goras, uppfoljning_visade_behov)
