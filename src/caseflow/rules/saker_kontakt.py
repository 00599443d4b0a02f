"""Säker kontakt: hur personen får nås, och när kontakten eller samtycket behöver ses över."""

from __future__ import annotations

from collections.abc import Iterator

from caseflow.engine.bevakning import Forfall
from caseflow.engine.fakta import Fakta, Faktum
from caseflow.engine.rule import hinder, plikt, rutin
from caseflow.rules.friyta import ar_anonym
from caseflow.rules.kalender import plus_dagar
from caseflow.rules.kallor import RUTINER_GALLER
from caseflow.rules.lage import Lage
from caseflow.rules.profil import Profil
from caseflow.rules.rakning import Rakning

KODORD_ORD = "kodord_ord"
"""Fältet med själva kodordet. Det står i den krypterade händelsen och visas bara vid ett kontaktförsök."""
_KOM_INTE = ("uteblivet", "avbokat_av_klient")


@hinder(rutin("säker kontakt"), since=RUTINER_GALLER)
def saker_kontakt_ar_overenskommen(lage: Lage) -> bool:
    """Ni har kommit överens om hur personen kan nås säkert.

    Brister: Det framgår inte hur personen kan nås utan fara.
    Gör nu: Registrera Säker kontakt: kanal, tider, om meddelande får lämnas och vad som aldrig får göras.
    """
    return lage.fakta.senaste("saker_kontakt") is not None


def _svar(lage: Lage) -> Faktum:
    """Svaren i formuläret, lästa som ett faktum."""
    return Faktum(0, lage.dag, lage.falt)


@hinder(rutin("översyn av säker kontakt"), since=RUTINER_GALLER, om_falt=True)
def uppgifterna_galler_fran_i_dag(lage: Lage) -> bool:
    """Uppgifterna gäller minst den dag då ni kommer överens om dem.

    Brister: Dagen då uppgifterna slutar gälla har redan varit.
    Gör nu: Välj en dag från och med dagen då ni kom överens.
    """
    till = _svar(lage).datum("galler_till")
    return till is None or till >= lage.dag


@hinder(
    rutin("översyn av säker kontakt", "saker_kontakt_hogst_dagar"),
    since=RUTINER_GALLER,
    om_falt=True,
)
def dagen_ligger_inte_for_langt_fram(lage: Lage) -> bool:
    """Uppgifterna gäller högst så länge som enheten har bestämt, räknat från dagen då ni kom överens.

    Brister: Uppgifterna skulle gälla längre än enheten har bestämt.
    Gör nu: Välj en tidigare dag. Då går ni igenom uppgifterna igen och kan bekräfta dem.
    """
    till = _svar(lage).datum("galler_till")
    return till is None or till <= plus_dagar(lage.dag, lage.profil.saker_kontakt_hogst_dagar)


@hinder(rutin("säkra tider"), since=RUTINER_GALLER, om_falt=True)
def tiderna_borjar_fore_slutet(lage: Lage) -> bool:
    """Säkra tider har både en början och ett slut samma dag.

    Brister: Tiderna går inte ihop: en av dem saknas, eller så slutar de före de börjar.
    Gör nu: Fyll i båda tiderna, den tidigare först, eller lämna båda tomma. Går det över midnatt skriver du det
    i ord och anger den del som är säkrast.
    """
    fran, till = _svar(lage).text("fran"), _svar(lage).text("till")
    return fran < till if fran and till else not (fran or till)


@hinder(rutin("osäker adress"), since=RUTINER_GALLER, om_falt=True)
def brev_gar_till_en_saker_adress(lage: Lage) -> bool:
    """Brev och hembesök är bara säkra sätt när adressen är säker.

    Brister: Adressen är osäker, men brev eller hembesök är valt.
    Gör nu: Ta bort brev och hembesök, eller svara nej på att adressen är osäker.
    """
    valda = lage.falt.get("kanal")
    dit = isinstance(valda, list) and bool({"brev", "hembesok"} & set(valda))
    return not (lage.falt.get("osaker_adress") and dit)


@hinder(rutin("kodord"), since=RUTINER_GALLER, om_falt=True)
def kodordet_ar_bestamt(lage: Lage) -> bool:
    """Ett kodord skrivs bara när ett är bestämt.

    Brister: Du har skrivit ett kodord men svarat att inget är bestämt.
    Gör nu: Svara ja på att ett kodord är bestämt, eller ta bort ordet.
    """
    return not lage.falt.get(KODORD_ORD) or bool(lage.falt.get("kodord"))


@hinder(rutin("återtaget samtycke"), since=RUTINER_GALLER, om_falt=True)
def samtycket_ar_inte_aldre_an_ett_atertagande(lage: Lage) -> bool:
    """Ett samtycke som skrivs in i efterhand gäller inte om personen har tagit tillbaka det sedan dess.

    Brister: Personen har tagit tillbaka samtycket efter den dagen.
    Gör nu: Har personen samtyckt igen anger du dagen då det skedde.
    """
    atertaget = lage.fakta.alla("samtycke_atertaget").get(str(lage.falt.get("andamal")))
    return atertaget is None or atertaget.dag is None or atertaget.dag <= lage.dag


@hinder(rutin("återtaget samtycke"), since=RUTINER_GALLER, om_falt=True)
def samtycke_finns_att_aterta(lage: Lage) -> bool:
    """Det samtycke som tas tillbaka är lämnat.

    Brister: Det finns inget sådant samtycke i ärendet.
    Gör nu: Kontrollera vilket samtycke det gäller. Utan samtycke får inget lämnas ut.
    """
    return str(lage.falt.get("andamal")) in lage.fakta.alla("samtycke")


@plikt(
    rutin("säker kontakt efter uteblivet samtal", "saker_kontakt_dagar"),
    since=RUTINER_GALLER,
    etikett="Säker kontakt efter samtal som inte blev av",
    utfors_av=("samtal",),
    bockas_av=True,
)
def saker_kontakt_efter_uteblivet(fakta: Fakta, profil: Profil) -> Iterator[Forfall]:
    """Kommer personen inte till ett samtal hör ni av er, på det sätt som är säkert.

    Det kan vara ett tecken på fara. Det är aldrig en förseelse.

    Om inget görs: Ingen vet om personen är i fara.
    """
    if not ar_anonym(fakta):
        yield from _efter_samtal_som_inte_blev_av(fakta, profil)


@plikt(
    rutin("uteblivet samtal i anonym kontakt", "saker_kontakt_dagar"),
    since=RUTINER_GALLER,
    etikett="Gå igenom samtalet som inte blev av, utan att ta kontakt",
    utfors_av=("samtal",),
    bockas_av=True,
)
def uteblivet_i_anonym_kontakt(fakta: Fakta, profil: Profil) -> Iterator[Forfall]:
    """Kommer en anonym person inte till ett samtal går ni igenom det, utan att söka upp personen."""
    if ar_anonym(fakta):
        yield from _efter_samtal_som_inte_blev_av(fakta, profil)


def _efter_samtal_som_inte_blev_av(fakta: Fakta, profil: Profil) -> Iterator[Forfall]:
    samtal = fakta.senaste("samtal")
    if samtal and samtal.dag and samtal.text("utfall") in _KOM_INTE:
        fran = Rakning.fran(samtal.dag, "Samtalet som inte blev av")
        rakning = fran.dagar(profil.saker_kontakt_dagar, "saker_kontakt_dagar")
        yield rakning.forfall(nyckel=str(samtal.seq))


@plikt(
    rutin("översyn av säker kontakt", "saker_kontakt_fornya_dagar"),
    since=RUTINER_GALLER,
    etikett="Se över hur personen nås säkert",
    utfors_av=("saker_kontakt",),
)
def saker_kontakt_fornyas(fakta: Fakta, profil: Profil) -> Iterator[Forfall]:
    """Uppgifterna om säker kontakt ses över senast den dag de gäller till.

    Det gäller så länge ni kan behöva höra av er, också inför uppföljningar efter avslutet. Det kan göras en tid
    i förväg, så att ingen dag blir utan giltiga uppgifter. Dagen efter får inget gå ut till personen.

    Om inget görs: Nästa kontakt kan bli farlig för personen.
    """
    kontakt = fakta.senaste("saker_kontakt")
    dag = kontakt.datum("galler_till") if kontakt else None
    behovs = not fakta.avslutad or fakta.av_slag("uppfoljning", oppna=True)
    if kontakt and dag and behovs:
        fran = Rakning.fran(kontakt.dag or dag, "Ni kom överens om säker kontakt")
        oppnar = plus_dagar(dag, -profil.saker_kontakt_fornya_dagar)
        yield fran.avtalad(dag, "dagen som uppgifterna gäller till").forfall(
            nyckel=str(kontakt.seq), fonster_fran=max(oppnar, kontakt.dag or oppnar)
        )


@plikt(
    rutin("säker kontakt efter återtaget samtycke", "saker_kontakt_dagar"),
    since=RUTINER_GALLER,
    etikett="Säker kontakt efter återtaget samtycke",
    bockas_av=True,
    alltid=True,
)
def saker_kontakt_efter_atertaget_samtycke(fakta: Fakta, profil: Profil) -> Iterator[Forfall]:
    """Tas ett samtycke tillbaka upphör utlämnandet genast, och ni ser över säkerheten.

    Stödet till den som är utsatt fortsätter oförändrat.

    Om inget görs: Ingen har tänkt igenom vad återtagandet betyder för säkerheten.
    """
    for slag in ("samtycke_atertaget", "samtycke_speglat"):
        for andamal, samtycke in fakta.alla(slag).items():
            if samtycke.dag and not (slag == "samtycke_speglat" and samtycke.ja("givet")):
                fran = Rakning.fran(samtycke.dag, "Samtycket togs tillbaka")
                rakning = fran.dagar(profil.saker_kontakt_dagar, "saker_kontakt_dagar")
                yield rakning.forfall(nyckel=f"{andamal}:{samtycke.seq}")


PLIKTER = (
    saker_kontakt_efter_uteblivet,
    uteblivet_i_anonym_kontakt,
    saker_kontakt_fornyas,
    saker_kontakt_efter_atertaget_samtycke,
)
