"""Överklagandet: rättidsprövning, omprövning och överlämnande (43–46 §§ FL)."""

from __future__ import annotations

from collections.abc import Iterator

from caseflow.engine.bevakning import Forfall
from caseflow.engine.fakta import Delprocess, Fakta
from caseflow.engine.rule import hinder, plikt, rutin
from caseflow.rules.beslut import frist_for_overklagande
from caseflow.rules.delprocess import delen_oppnades, delens_lage_borjade
from caseflow.rules.kallor import FL, NYA_FL, RUTINER_GALLER
from caseflow.rules.lage import Lage
from caseflow.rules.profil import Profil
from caseflow.rules.rakning import Rakning

_HOS_OSS = ("inkommet", "rattidsprovat", "omprovat")
_INKOM = "Överklagandet kom in"
_ATGARD_KRAVS = ("bifall", "delvis_bifall", "aterforvisat")


def kom_i_tid(overklagande: Delprocess, profil: Profil) -> bool:
    """Om överklagandet ska prövas som inkommet i rätt tid (44 och 45 §§ FL).

    Är dagen då personen fick del av beslutet okänd går det inte att säga att tiden har gått ut. Ett
    sent överklagande prövas ändå om förseningen beror på en felaktig upplysning från myndigheten,
    eller om det kom till domstolen i tid.
    """
    inkom, delfaende = overklagande.datum("inkom"), overklagande.datum("delfaende")
    if inkom is None or delfaende is None:
        return True
    if overklagande.text("sent_men") in {"felaktig_upplysning", "kom_till_domstolen"}:
        return True
    tre_veckor = Rakning.fran(delfaende, "Delfåendet").enligt(frist_for_overklagande, profil)
    return inkom <= tre_veckor.rullad().dag


@hinder(FL("45 §"), since=NYA_FL)
def overklagandet_kom_for_sent(lage: Lage) -> bool:
    """Ett överklagande avvisas bara när det har kommit in för sent.

    Brister: Överklagandet ska räknas som inkommet i rätt tid.
    Gör nu: Gå vidare med Ompröva beslutet och lämna sedan över till domstolen.
    """
    return lage.delprocess is not None and not kom_i_tid(lage.delprocess, lage.profil)


@hinder(FL("45 §"), since=NYA_FL)
def overklagandet_ska_provas(lage: Lage) -> bool:
    """Ett överklagande som ska räknas som inkommet i rätt tid lämnas vidare.

    Brister: Överklagandet har kommit in mer än tre veckor efter att personen fick del av beslutet.
    Gör nu: Avvisa överklagandet och berätta hur personen kan överklaga det. Blev det fel i
    rättidsprövningen prövar du igen.
    """
    return lage.delprocess is not None and kom_i_tid(lage.delprocess, lage.profil)


@plikt(
    rutin("tid för att lämna över ett överklagande", "overklagande_dagar"),
    since=RUTINER_GALLER,
    etikett="För överklagandet vidare",
    utfors_av=("overlamna_till_domstol", "avvisa_overklagande"),
)
def overklagande_vidare(fakta: Fakta, profil: Profil) -> Iterator[Forfall]:
    """Ett överklagande prövas och lämnas över skyndsamt, räknat från dagen det kom in.

    Lagen säger skyndsamt (46 § FL). Antalet dagar är enhetens eget.

    Om inget görs: Domstolen får vänta på överklagandet, och personen på sitt svar.
    """
    for overklagande in fakta.av_slag("overklagande", oppna=True):
        fran = Rakning.fran_senaste((overklagande.datum("inkom"), _INKOM))
        fran = fran or delen_oppnades(fakta, overklagande, _INKOM)
        if overklagande.tillstand in _HOS_OSS and fran:
            yield _forfall(
                overklagande, fran.dagar(profil.overklagande_dagar, "overklagande_dagar")
            )


@plikt(
    rutin("koll av mål hos domstolen", "overklagande_kontroll_manader"),
    since=RUTINER_GALLER,
    etikett="Hör med domstolen hur det går",
    utfors_av=("registrera_avgorande",),
)
def avgorande_inhamtas(fakta: Fakta, profil: Profil) -> Iterator[Forfall]:
    """Ett överlämnat överklagande följs tills domstolen har avgjort det.

    Om inget görs: Ett avgörande kan ha kommit utan att ni har sett det.
    """
    for overklagande in fakta.av_slag("overklagande", oppna=True):
        fran = delens_lage_borjade(fakta, overklagande, "Överklagandet lämnades till domstolen")
        if overklagande.tillstand == "overlamnat" and fran:
            manader = profil.overklagande_kontroll_manader
            yield _forfall(overklagande, fran.manader(manader, "overklagande_kontroll_manader"))


@plikt(
    rutin("det domstolen har bestämt", "forsta_kontakt_dagar"),
    since=RUTINER_GALLER,
    etikett="Gör det som domstolen har bestämt",
    bockas_av=True,
)
def avgorandet_foljs(fakta: Fakta, profil: Profil) -> Iterator[Forfall]:
    """När domstolen ger personen rätt, eller lämnar tillbaka ärendet, tar ni vid direkt.

    Om inget görs: Personen får inte det som domstolen har bestämt.
    """
    for overklagande in fakta.av_slag("overklagande"):
        dom = overklagande.steg.get("registrera_avgorande")
        if dom and dom.dag and dom.text("utfall") in _ATGARD_KRAVS:
            fran = Rakning.fran(dom.dag, "Domstolens avgörande")
            yield _forfall(
                overklagande, fran.dagar(profil.forsta_kontakt_dagar, "forsta_kontakt_dagar")
            )


def _forfall(overklagande: Delprocess, rakning: Rakning) -> Forfall:
    return rakning.forfall(nyckel=str(overklagande.id), delprocess=overklagande.id)


PLIKTER = (overklagande_vidare, avgorande_inhamtas, avgorandet_foljs)
