"""Insatsen: vad den vilar på, när den får starta och sluta, och klockorna medan den väntar eller pågår."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from caseflow.engine.bevakning import Forfall
from caseflow.engine.fakta import Delprocess, Fakta
from caseflow.engine.rule import Klockstopp, Overgang, frist, hinder, plikt, rutin
from caseflow.rules.delprocess import (
    delen_oppnades,
    delens_lage_borjade,
    senast_antecknat,
    senast_hort,
)
from caseflow.rules.kallor import GAMLA_SOL, NYA_SOL, RUTINER_GALLER, SOL, SOL_2001
from caseflow.rules.lage import Lage
from caseflow.rules.omgang import beviljande, i_omgangen
from caseflow.rules.profil import Profil
from caseflow.rules.rakning import Rakning

BEVILJAD = ("beslut", "akut")
"""Grunder som är beslut om en insats. Grunden utan_beslut är en insats enligt 11 kap. 5 § SoL."""

_BESLUTET = "Beslutet om insatsen"
_VANTAR = ("bestalld", "vantar")
_FORLANGER = ("forlangning", "andring")
_BIFALLEN = ("bifall", "delvis")


def provningar_av(fakta: Fakta, insats: Delprocess) -> tuple[Delprocess, ...]:
    """Prövningarna om att förlänga eller ändra insatsen, i ordning.

    En prövning som inte namnger någon insats gäller den som pågår.
    """
    return tuple(
        p
        for p in fakta.av_slag("provning")
        if p.text("avser") in _FORLANGER
        and p.seq > insats.seq
        and p.varden.get("insats") in {None, insats.id}
    )


def galler_till(fakta: Fakta, insats: Delprocess) -> date | None:
    """Sista dagen som beslutet gäller, med de förlängningar som beviljats; None utan slutdag."""
    dagar = [insats.datum("till_och_med")]
    dagar += [
        p.datum("till_och_med") for p in provningar_av(fakta, insats) if p.tillstand in _BIFALLEN
    ]
    return max((d for d in dagar if d), default=None)


@hinder(rutin("insatser i öppna ärenden"), since=RUTINER_GALLER)
def insatsen_bestalls_i_oppet_arende(lage: Lage) -> bool:
    """En insats beställs i ett öppet ärende.

    Brister: Ärendet är avslutat.
    Gör nu: Ta upp ärendet på nytt med Återaktualisera och beställ insatsen sedan.
    """
    return not lage.fakta.avslutad


@hinder(rutin("insats under utredning", "insats_under_utredning"), since=RUTINER_GALLER)
def insats_utan_beslut_ryms_i_laget(lage: Lage) -> bool:
    """Medan utredningen pågår ges insatser utan beslut bara om enheten har valt det.

    Brister: Er enhet ger inte insatser utan beslut medan utredningen pågår.
    Gör nu: Vänta tills beslutet är fattat. Behöver personen stöd nu prövar du friyta eller annat
    öppet stöd.
    """
    return lage.fakta.tillstand not in {"utredning", "beslut"} or lage.profil.insats_under_utredning


@hinder(rutin("beslut bakom varje beviljad insats"), since=RUTINER_GALLER)
def insatsen_har_ett_gallande_beslut(lage: Lage) -> bool:
    """En beviljad insats vilar på ett bifall eller ett akut skydd, och beslutet gäller den dagen.

    En insats utan beslut behöver inget.

    Brister: Det finns inget beslut om insatsen som gäller den dagen.
    Gör nu: Kontrollera beslutets sista dag. Vill personen ha mer tid hjälper du till med en ansökan.
    """
    insats = lage.delprocess
    if insats is None or insats.text("grund") not in BEVILJAD:
        return True
    till = galler_till(lage.fakta, insats)
    return _vilar_pa_beslut(lage.fakta, insats) and (till is None or lage.dag <= till)


def _vilar_pa_beslut(fakta: Fakta, insats: Delprocess) -> bool:
    if insats.text("grund") == "akut":
        return "bevilja_akut_skydd" in fakta.steg
    provade = (p.tillstand in _BIFALLEN for p in i_omgangen(fakta, "provning"))
    return beviljande(fakta) is not None or any(provade)


@hinder(rutin("insats i grupp", "grupp"), since=RUTINER_GALLER, om_falt=True)
def formen_finns_i_enheten(lage: Lage) -> bool:
    """Insatser i grupp för den som använder våld beviljas och beställs bara där grupper finns.

    Profilens uppgift gäller insatser för den som använder våld; för den som är utsatt säger den inget.

    Brister: Er enhet har inga grupper för den som använder våld.
    Gör nu: Välj en annan form, till exempel individuella samtal.
    """
    vald = lage.falt.get("form") == "grupp" and lage.fakta.slag == "utovare"
    return not vald or lage.profil.grupp


@hinder(rutin("bedömningssamtal före grupp"), since=RUTINER_GALLER, om_falt=True)
def grupp_foregas_av_bedomningssamtal(lage: Lage) -> bool:
    """Den som ska gå i grupp har först haft ett bedömningssamtal.

    Brister: Insatsen ges i grupp, och inget bedömningssamtal är hållet.
    Gör nu: Håll ett bedömningssamtal. Passar gruppen inte nu kan insatsen börja individuellt.
    """
    grupp = lage.delprocess is not None and lage.delprocess.text("form") == "grupp"
    return not grupp or lage.falt.get("bedomningssamtal") is True


@hinder(rutin("säkerheten när en insats slutar"), since=RUTINER_GALLER)
def sakerheten_ar_overvagd_infor_slutet(lage: Lage) -> bool:
    """När en insats för den som använder våld slutar är säkerheten övervägd sedan den startade.

    Brister: Säkerheten för dem som kan vara utsatta är inte övervägd sedan insatsen startade.
    Gör nu: Registrera Säkerheten är övervägd: tänk igenom vad det betyder att insatsen slutar.
    """
    if lage.fakta.slag != "utovare" or lage.delprocess is None:
        return True
    overvagd = lage.fakta.senaste("sakerhet_overvagd")
    return overvagd is not None and overvagd.not_before(lage.delprocess.steg.get("starta_insats"))


@frist(SOL_2001("16 kap. 6 f §"), since=GAMLA_SOL)
def frist_for_verkstallighet(fran: Rakning, _profil: Profil) -> Rakning:
    """Ett beslut som inte verkställts inom tre månader rapporteras, också när insatsen har avbrutits.

    Tiden räknas från beslutet eller från dagen då insatsen avbröts.
    """
    return fran.manader(3)


frist_for_verkstallighet.restated(SOL("34 kap. 1 §"), since=NYA_SOL, overgang=Overgang.RAKNA_OM)


@plikt(
    SOL_2001("16 kap. 6 f §"),
    since=GAMLA_SOL,
    etikett="Beviljad insats har inte kommit igång",
    utfors_av=("starta_insats", "ateruppta_insats"),
    klockstopp=Klockstopp.BORJA_OM,
)
def ej_verkstallt(fakta: Fakta, profil: Profil) -> Iterator[Forfall]:
    """En beviljad insats som inte börjat, eller som legat nere, tre månader rapporteras till IVO.

    Rapporten lämnas en gång i kvartalet till IVO och kommunens revisorer, och när insatsen börjar.
    Varje avbrott räknas för sig: de tre månaderna börjar om när insatsen pausas.

    Om inget görs: Beslutet ska rapporteras, och förvaltningsrätten kan besluta om en särskild avgift.
    """
    for insats in fakta.av_slag("insats", oppna=True):
        fran = None
        if insats.tillstand in _VANTAR:
            fran = delen_oppnades(fakta, insats, _BESLUTET)
        elif insats.tillstand == "pausad":
            fran = delens_lage_borjade(fakta, insats, "Insatsen pausades")
        if fran and insats.text("grund") in BEVILJAD:
            rakning = fran.enligt(frist_for_verkstallighet, profil, fakta.regler_per)
            yield _forfall(insats, rakning, yttersta_dag=rakning.dag)


# Dagarna är desamma. Rapporten lämnas enligt den lag som gäller när den lämnas, så det som stod öppet när
# lagen byttes kan föras över till det nya lagrummet. Någon övergångsregel som säger något annat är inte läst.
ej_verkstallt.restated(SOL("34 kap. 1 §"), since=NYA_SOL, overgang=Overgang.RAKNA_OM)


@plikt(
    rutin("kontakt medan personen väntar", "vantan_kontroll_dagar"),
    since=RUTINER_GALLER,
    etikett="Hör av dig medan personen väntar",
    utfors_av=("starta_insats", "aterkalla_insats", "samtal", "journalanteckning"),
)
def insats_vantar(fakta: Fakta, profil: Profil) -> Iterator[Forfall]:
    """Den som väntar på en insats får höra ifrån er, och väntan prövas på nytt.

    Väntan räknas från dagen då insatsen begärdes eller beviljades, inte från när den togs emot.

    Om inget görs: Personen väntar utan att veta vad som händer.
    """
    for insats in fakta.av_slag("insats", oppna=True):
        start = delen_oppnades(fakta, insats, "Insatsen beviljades eller begärdes")
        if insats.tillstand in _VANTAR and start:
            fran = start.inte_fore(senast_antecknat(fakta))
            if insats.tillstand == "vantar":
                fran = fran.inte_fore(senast_hort(fakta, insats, "Beställningen togs emot"))
            dagar = profil.vantan_kontroll_dagar
            yield _forfall(insats, fran.dagar(dagar, "vantan_kontroll_dagar"))


@plikt(
    rutin("pausade insatser", "paus_kontroll_dagar"),
    since=RUTINER_GALLER,
    etikett="Ta ställning till pausen",
    utfors_av=("ateruppta_insats", "slutfor_insats", "avbryt_insats", "journalanteckning"),
    klockstopp=Klockstopp.BORJA_OM,
)
def insats_pausad(fakta: Fakta, profil: Profil) -> Iterator[Forfall]:
    """En pausad insats ses över: om den kan tas upp igen, och vad personen behöver under tiden.

    Om inget görs: Insatsen kan bli liggande utan att någon har bestämt det.
    """
    for insats, fran in _nar_det_tystnat(fakta, "pausad", "Insatsen pausades"):
        yield _forfall(insats, fran.dagar(profil.paus_kontroll_dagar, "paus_kontroll_dagar"))


@plikt(
    rutin("insatser som tystnat", "vantan_kontroll_dagar"),
    since=RUTINER_GALLER,
    etikett="Följ insatsen",
    utfors_av=("samtal", "journalanteckning", "slutfor_insats", "avbryt_insats", "pausa_insats"),
    klockstopp=Klockstopp.BORJA_OM,
)
def insats_foljs(fakta: Fakta, profil: Profil) -> Iterator[Forfall]:
    """En insats som pågår lämnas inte utan att någon märker att det har blivit tyst.

    Om inget görs: Det kan bli tyst utan att någon märker det.
    """
    for insats, fran in _nar_det_tystnat(fakta, "pagar", "Insatsen startade eller togs upp igen"):
        yield _forfall(insats, fran.dagar(profil.vantan_kontroll_dagar, "vantan_kontroll_dagar"))


def _nar_det_tystnat(
    fakta: Fakta, tillstand: str, handelse: str
) -> Iterator[tuple[Delprocess, Rakning]]:
    """Insatserna i läget, var och en med uträkningen från det som senast hördes."""
    for insats in fakta.av_slag("insats", oppna=True):
        fran = senast_hort(fakta, insats, handelse)
        if insats.tillstand == tillstand and fran:
            yield insats, fran


@plikt(
    rutin("påminnelse innan ett beslut går ut", "utgang_paminnelse_dagar"),
    since=RUTINER_GALLER,
    etikett="Beslutet går snart ut: fråga om fortsättningen",
    utfors_av=("ansok",),
    bockas_av=True,
    klockstopp=Klockstopp.BEHALL_DAGEN,
)
def insats_utgar(fakta: Fakta, profil: Profil) -> Iterator[Forfall]:
    """I god tid innan beslutet går ut frågar ni om personen vill ansöka om mer.

    Har en prövning om fortsättningen redan begärts, eller avslutats utan bifall, behövs ingen
    påminnelse.

    Om inget görs: Insatsen kan ta slut innan någon har frågat personen.
    """
    for insats in fakta.av_slag("insats", oppna=True):
        start, till = delen_oppnades(fakta, insats, _BESLUTET), galler_till(fakta, insats)
        provade = provningar_av(fakta, insats)
        if start and till and not (provade and provade[-1].tillstand not in _BIFALLEN):
            fore = start.avtalad(till, "beslutets sista dag")
            fore = fore.dagar(-profil.utgang_paminnelse_dagar, "utgang_paminnelse_dagar")
            paminn = fore.tidigast(start.dag, "inte före beslutet")
            yield _forfall(insats, paminn, nyckel=f"{insats.id}:{till.isoformat()}")


@plikt(
    rutin("insatsen har ett beslut så länge den pågår"),
    since=RUTINER_GALLER,
    etikett="Beslutets sista dag",
    utfors_av=("slutfor_insats", "avbryt_insats", "aterkalla_insats", "bifall_ansokan"),
    klockstopp=Klockstopp.BEHALL_DAGEN,
)
def insatsen_slutar(fakta: Fakta, _profil: Profil) -> Iterator[Forfall]:
    """Senast beslutets sista dag är insatsen avslutad eller ett nytt beslut fattat.

    Beslutet gäller till sin sista dag också när insatsen är pausad.

    Om inget görs: Beslutet slutar gälla, och insatsen pågår utan beslut.
    """
    for insats in fakta.av_slag("insats", oppna=True):
        start, till = delen_oppnades(fakta, insats, _BESLUTET), galler_till(fakta, insats)
        if start and till:
            slutar = start.avtalad(till, "beslutets sista dag")
            yield _forfall(insats, slutar.tidigast(start.dag, "inte före beslutet"))


@plikt(
    rutin("förslag från behandlaren", "forsta_kontakt_dagar"),
    since=RUTINER_GALLER,
    etikett="Fråga personen om förslaget från behandlaren",
    utfors_av=("ansok",),
    bockas_av=True,
    klockstopp=Klockstopp.BEHALL_DAGEN,
)
def forslag_tas_upp(fakta: Fakta, profil: Profil) -> Iterator[Forfall]:
    """En behandlares förslag om mer eller något annat tas upp med personen, som själv ansöker.

    Om inget görs: Personen får inte veta vad behandlaren föreslår.
    """
    for insats in fakta.av_slag("insats", oppna=True):
        forslag = insats.steg.get("foresla_provning")
        sokt = forslag and any(p.seq > forslag.seq for p in fakta.av_slag("provning"))
        if forslag and forslag.dag and not sokt:
            fran = Rakning.fran(forslag.dag, "Behandlarens förslag")
            rakning = fran.dagar(profil.forsta_kontakt_dagar, "forsta_kontakt_dagar")
            yield _forfall(insats, rakning, nyckel=f"{insats.id}:{forslag.seq}")


@plikt(
    rutin("korta beslut i följd för familjer", "kort_beslut_dagar"),
    since=RUTINER_GALLER,
    etikett="Flera korta beslut i följd: kan familjen få lugn?",
    bockas_av=True,
    klockstopp=Klockstopp.BEHALL_DAGEN,
)
def korta_beslut_ses_over(fakta: Fakta, profil: Profil) -> Iterator[Forfall]:
    """När en familj i skyddat boende fått mycket korta beslut efter varandra ses det över."""
    if fakta.avslutad or not fakta.alla("barn"):
        return
    boenden = [i for i in i_omgangen(fakta, "insats") if i.text("form") == "skyddat_boende"]
    for tidigare, senare in pairwise(sorted(boenden, key=lambda insats: insats.seq)):
        dag = senare.oppnad
        if dag and _ar_kort(tidigare, profil) and _ar_kort(senare, profil):
            yield _forfall(senare, Rakning.fran(dag, "Det senaste korta beslutet"))


def _ar_kort(insats: Delprocess, profil: Profil) -> bool:
    till = insats.datum("till_och_med")
    return bool(till and insats.oppnad and (till - insats.oppnad).days < profil.kort_beslut_dagar)


def _forfall(
    insats: Delprocess, rakning: Rakning, *, nyckel: str = "", yttersta_dag: date | None = None
) -> Forfall:
    return rakning.forfall(
        nyckel=nyckel or str(insats.id), yttersta_dag=yttersta_dag, delprocess=insats.id
    )


PLIKTER = (
    ej_verkstallt,
    insats_vantar,
    insats_pausad,
    insats_foljs,
    insats_utgar,
    insatsen_slutar,
    forslag_tas_upp,
    korta_beslut_ses_over,
)
