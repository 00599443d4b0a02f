"""Säker kontakt: hur personen får nås, och när kontakten eller samtycket behöver ses över."""

from __future__ import annotations

from collections.abc import Iterator

from caseflow.engine.bevakning import Forfall
from caseflow.engine.fakta import Fakta
from caseflow.engine.rule import hinder, plikt, rutin
from caseflow.rules.friyta import ar_anonym
from caseflow.rules.kallor import RUTINER_GALLER
from caseflow.rules.lage import Lage
from caseflow.rules.profil import Profil
from caseflow.rules.rakning import Rakning

_KOM_INTE = ("uteblivet", "avbokat_av_klient")


@hinder(rutin("säker kontakt"), since=RUTINER_GALLER)
def saker_kontakt_ar_overenskommen(lage: Lage) -> bool:
    """Ni har kommit överens om hur personen kan nås säkert.

    Brister: Det framgår inte hur personen kan nås utan fara.
    Gör nu: Registrera Säker kontakt: kanal, tider, om meddelande får lämnas och vad som aldrig får göras.
    """
    return lage.fakta.senaste("saker_kontakt") is not None


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
    rutin("översyn av säker kontakt"),
    since=RUTINER_GALLER,
    etikett="Se över hur personen nås säkert",
    utfors_av=("saker_kontakt",),
)
def saker_kontakt_fornyas(fakta: Fakta, _profil: Profil) -> Iterator[Forfall]:
    """Uppgifterna om säker kontakt ses över senast den dag de gäller till.

    Det gäller så länge ni kan behöva höra av er, också inför uppföljningar efter avslutet.

    Om inget görs: Nästa kontakt kan bli farlig för personen.
    """
    kontakt = fakta.senaste("saker_kontakt")
    dag = kontakt.datum("galler_till") if kontakt else None
    behovs = not fakta.avslutad or fakta.av_slag("uppfoljning", oppna=True)
    if kontakt and dag and behovs:
        fran = Rakning.fran(kontakt.dag or dag, "Ni kom överens om säker kontakt")
        yield fran.avtalad(dag, "dagen som uppgifterna gäller till").forfall(
            nyckel=str(kontakt.seq)
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
