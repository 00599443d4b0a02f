"""Uppföljningen: när den planeras, vem som gör den, hur många försök, och att den inte glöms."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from caseflow.engine.bevakning import Forfall
from caseflow.engine.fakta import Delprocess, Fakta, Faktum, Varde
from caseflow.engine.rule import Klockstopp, hinder, plan, plikt, rutin, varning
from caseflow.rules.delprocess import delen_oppnades
from caseflow.rules.friyta import ar_anonym
from caseflow.rules.helgdagar import ar_helgdag
from caseflow.rules.kalender import plus_dagar, plus_manader
from caseflow.rules.kallor import RUTINER_GALLER
from caseflow.rules.lage import Lage
from caseflow.rules.omgang import i_omgangen
from caseflow.rules.paus import pausad_insats, pausdagar, pausen_slutade
from caseflow.rules.profil import Profil, Uppfoljningspunkt
from caseflow.rules.rakning import Rakning

FORSOK = "forsok_kontakt"
BOKAD_DAG = "bokad_dag"
"""Fältet i bokningen, och värdet där uppföljningen bär dagen tills någon har sökt personen."""
TIDIGARE_BEHANDLARE = "tidigare_behandlare"
"""Var en insats bär dem som höll i den innan den lämnades över."""
_OPPNA = ("planerad", "kontaktforsok")
_INTE_NADD = ("ej_svar", "ej_sakert")
_RAKNAS_FRAN = {"insats_start": "Insatsen startade", "avslut": "Ärendet avslutades"}


def insatsernas_behandlare(fakta: Fakta) -> list[str]:
    """De som har hållit i aktens insatser, var och en en gång; i en friyteakt den som började samtalen.

    Den som har lämnat över en insats räknas också.
    """
    insatser = fakta.av_slag("insats")
    funna = [i.text("behandlare") for i in insatser]
    for fore in (i.varden.get(TIDIGARE_BEHANDLARE) for i in insatser):
        funna += fore if isinstance(fore, list) else []
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


def _som_ska_goras(fakta: Fakta) -> Iterator[tuple[Delprocess, Rakning]]:
    """De öppna uppföljningarna som inte vilar, var och en med sin planerade dag."""
    for uppfoljning in fakta.av_slag("uppfoljning", oppna=True):
        planerad = planerad_dag(fakta, uppfoljning)
        if planerad and not pausad_insats(fakta, uppfoljning):
            yield uppfoljning, planerad


def fonster(fakta: Fakta, uppfoljning: Delprocess) -> tuple[date | None, date | None]:
    """Uppföljningens fönster, flyttat med pauserna; tomt där inget fönster är planerat."""
    paus = pausdagar(fakta, uppfoljning)
    fran, till = uppfoljning.datum("fonster_fran"), uppfoljning.datum("fonster_till")
    return (fran and plus_dagar(fran, paus), till and plus_dagar(till, paus))


def behandlarna(fakta: Fakta, uppfoljning: Delprocess | None) -> set[str]:
    """De som inte själva gör uppföljningen. Den som startade en insats efter planeringen räknas med."""
    planerade = uppfoljning.varden.get("insats_behandlare") if uppfoljning else None
    fran_planen = planerade if isinstance(planerade, list) else []
    return {*fran_planen, *insatsernas_behandlare(fakta)}


@hinder(rutin("uppföljning av en annan än behandlaren"), since=RUTINER_GALLER)
def uppfoljningen_gors_av_annan(lage: Lage) -> bool:
    """Uppföljningen görs av någon annan än den som höll i insatsen, om inte ett undantag är medgivet.

    Brister: Du har själv hållit i insatsen, och personen ska kunna svara fritt.
    Gör nu: Be en kollega att ta uppföljningen. Finns det skäl för att du gör den kan samordnaren eller
    enhetschefen medge ett undantag.
    """
    medgivet = lage.delprocess is not None and "medge_undantag" in lage.delprocess.steg
    return medgivet or lage.aktor not in behandlarna(lage.fakta, lage.delprocess)


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


def _dagen_som_bokas(lage: Lage) -> date | None:
    return Faktum(0, None, lage.falt).datum(BOKAD_DAG)


@hinder(rutin("uppföljningens fönster", "uppfoljningar"), since=RUTINER_GALLER, om_falt=True)
def bokad_dag_ligger_i_fonstret(lage: Lage) -> bool:
    """En uppföljning bokas på en dag i sitt fönster, så att svaren går att jämföra.

    Fönstret flyttas med de dagar som insatsen har varit pausad.

    Brister: Dagen ligger utanför uppföljningens fönster.
    Gör nu: Välj en dag från fönstrets första till dess sista. Har fönstret stängt söker du personen nu, och
    bestämmer en ny dag tillsammans.
    """
    bokad = _dagen_som_bokas(lage)
    if bokad is None or lage.delprocess is None:
        return True
    return _inom(bokad, *fonster(lage.fakta, lage.delprocess))


@hinder(rutin("uppföljningens fönster", "uppfoljningar"), since=RUTINER_GALLER, om_falt=True)
def bokad_dag_har_inte_varit(lage: Lage) -> bool:
    """En uppföljning bokas på dagen då den bokas, eller senare.

    Brister: Dagen har redan varit.
    Gör nu: Välj i dag eller en senare dag.
    """
    bokad = _dagen_som_bokas(lage)
    return bokad is None or bokad >= lage.dag


@varning(rutin("uppföljning på vardagar"), since=RUTINER_GALLER, om_falt=True)
def bokad_dag_ar_en_vardag(lage: Lage) -> bool:
    """En uppföljning bokas på en vardag, om inget annat är bestämt med personen.

    Brister: Dagen är en lördag, en söndag eller en helgdag.
    Gör nu: Är det så ni har bestämt behöver du inte göra något. Annars bokar du en vardag.
    """
    bokad = _dagen_som_bokas(lage)
    return bokad is None or not ar_helgdag(bokad)


def _inom(dag: date, fran: date | None, till: date | None) -> bool:
    return (fran is None or dag >= fran) and (till is None or dag <= till)


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
    utfors_av=(
        "genomfor_uppfoljning",
        "avboj_uppfoljning",
        "markera_ej_nadd",
        "bedom_olamplig_uppfoljning",
    ),
    klockstopp=Klockstopp.BEHALL_RESTEN,
)
def uppfoljning_ska_goras(fakta: Fakta, _profil: Profil) -> Iterator[Forfall]:
    """Varje planerad uppföljning bevakas tills den är gjord, också efter att ärendet avslutats.

    En uppföljning som räknas från insatsens start vilar medan insatsen är pausad, och flyttas med de dagar som
    pausen varade. Är en dag bokad gäller den, så länge den ligger i fönstret. Efter ett försök är det den nya dag
    som bestämdes, annars fönstrets sista dag, eller försökets om fönstret redan har stängt. Har den dagen
    varit när pausen är slut gäller dagen då pausen slutade.

    Om inget görs: Ingen får veta hur det har gått för personen.
    """
    for uppfoljning, planerad in _som_ska_goras(fakta):
        yield _bokad_eller_efter_forsok(fakta, uppfoljning, planerad).forfall(
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


def _bokad_eller_efter_forsok(fakta: Fakta, uppfoljning: Delprocess, planerad: Rakning) -> Rakning:
    """Den bokade dagen om den ligger i fönstret. Ett försök förbrukar bokningen."""
    bokad = uppfoljning.datum(BOKAD_DAG)
    if bokad is None or not _inom(bokad, *fonster(fakta, uppfoljning)):
        raknad = _efter_forsok(uppfoljning, planerad)
    else:
        raknad = planerad.avtalad(bokad, "den bokade dagen")
    return raknad if raknad is planerad else _efter_pausen(fakta, uppfoljning, raknad)


def _efter_pausen(fakta: Fakta, uppfoljning: Delprocess, raknad: Rakning) -> Rakning:
    """En dag som bestämdes i förväg, tidigast då pausen tog slut: ingen kunde göra det under pausen."""
    slut = pausen_slutade(fakta, uppfoljning)
    return raknad.tidigast(slut, "dagen då pausen tog slut") if slut else raknad


def _efter_forsok(uppfoljning: Delprocess, planerad: Rakning) -> Rakning:
    """Dagen för nästa försök, om ett redan är gjort."""
    forsok = uppfoljning.steg.get(FORSOK)
    if uppfoljning.tillstand != "kontaktforsok" or not forsok:
        return planerad
    ny_dag = forsok.datum("ny_dag")
    if ny_dag:
        return planerad.avtalad(ny_dag, "den nya dag som ni bestämde")
    return _sista_dagen(uppfoljning, planerad, forsok)


def _sista_dagen(uppfoljning: Delprocess, planerad: Rakning, forsok: Faktum) -> Rakning:
    """Fönstrets sista dag, eller försökets om fönstret redan hade stängt."""
    tanjd = planerad
    i_planen, slut = uppfoljning.datum("planerad"), uppfoljning.datum("fonster_till")
    if i_planen and slut:
        tanjd = planerad.dagar((slut - i_planen).days, "uppfoljningar")
    return tanjd.tidigast(forsok.dag, "dagen för försöket") if forsok.dag else tanjd


@plikt(
    rutin("försök att nå personen", "uppfoljning_forsok_max"),
    since=RUTINER_GALLER,
    etikett="Systemet skriver att personen inte gick att nå",
    utfors_av=("markera_ej_nadd",),
    utloser="markera_ej_nadd",
    klockstopp=Klockstopp.BEHALL_RESTEN,
)
def ej_nadd_skrivs(fakta: Fakta, profil: Profil) -> Iterator[Forfall]:
    """När försöken är slut väntar uppföljningen ut sitt fönster, och räknas sedan som inte nådd.

    Dagen är den efter fönstrets sista, eller efter försöket om fönstret redan hade stängt. Hör personen av
    sig innan dess gör ni uppföljningen som vanligt. Den som nåddes, eller som ni har bestämt en ny dag
    med, räknas inte som inte nådd. Är insatsen pausad väntar också det.

    Om inget görs: Systemet skriver den dagen att personen inte gick att nå.
    """
    for uppfoljning, planerad in _som_ska_goras(fakta):
        forsok = uppfoljning.steg.get(FORSOK)
        slut = _forsok(uppfoljning) >= profil.uppfoljning_forsok_max
        if slut and forsok and forsok.text("utfall") in _INTE_NADD:
            sist = _sista_dagen(uppfoljning, planerad, forsok)
            sist = _efter_pausen(fakta, uppfoljning, sist)
            dagen_efter = sist.tidigast(plus_dagar(sist.dag, 1), "dagen efter")
            yield dagen_efter.forfall(nyckel=str(uppfoljning.id), delprocess=uppfoljning.id)


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

PLIKTER = (uppfoljning_ska_goras, ej_nadd_skrivs, uppfoljning_visade_behov)
