"""Barn som följer med till skyddat boende: domstolens frister, övervägandena och den namngivna personen.

Allt upphör när förälderns insats upphör. Ett beslut om barnet är alltid barnets eget; här bevakas det som
föräldern och barnet har gemensamt.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from caseflow.engine.bevakning import Forfall
from caseflow.engine.fakta import Delprocess, Fakta
from caseflow.engine.rule import Overgang, Rule, Sakerhet, frist, plikt
from caseflow.rules.kallor import (
    BARN_I_SKYDDAT_BOENDE,
    BARN_I_SKYDDAT_BOENDE_GALLER,
    NYA_SOL,
    SOF,
    SOL,
)
from caseflow.rules.profil import Profil
from caseflow.rules.rakning import Rakning

_BORJAR_INTE = ("bestalld", "vantar")
_BOR_MED_PERSONEN = ("hos_personen", "vaxelvis", "okant")


def _med_barn(fakta: Fakta) -> Iterator[Delprocess]:
    """Öppna insatser i skyddat boende där barn följer med föräldern."""
    for insats in fakta.av_slag("insats", oppna=True):
        if insats.text("form") == "skyddat_boende" and insats.text("barn_foljer_med") == "ja":
            yield insats


def _placeringen(insats: Delprocess) -> Rakning | None:
    """Från dagen då placeringen började; innan den är känd från beslutet, som aldrig ger för lång tid."""
    start = insats.steg.get("starta_insats")
    if start and start.dag:
        return Rakning.fran(start.dag, "Placeringen började")
    return Rakning.fran_senaste((insats.oppnad, "Beslutet, för placeringen har inte börjat än"))


def _forfall(
    insats: Delprocess,
    fran: Rakning | None,
    frist_: Rule[Any],
    profil: Profil,
    fakta: Fakta,
    *,
    nyckel: str = "",
) -> Iterator[Forfall]:
    if fran is not None and fran.start >= BARN_I_SKYDDAT_BOENDE_GALLER:
        rakning = fran.enligt(frist_, profil, fakta.regler_per)
        yield rakning.forfall(
            nyckel=nyckel or str(insats.id), yttersta_dag=rakning.dag, delprocess=insats.id
        )


@frist(BARN_I_SKYDDAT_BOENDE("4 kap."), since=BARN_I_SKYDDAT_BOENDE_GALLER)
def frist_for_understallning(fran: Rakning, _profil: Profil) -> Rakning:
    """Ett beslut om omedelbar insats för barnet underställs förvaltningsrätten inom en vecka."""
    return fran.veckor(1)


@frist(BARN_I_SKYDDAT_BOENDE("4 kap."), since=BARN_I_SKYDDAT_BOENDE_GALLER)
def frist_for_ansokan_om_barnets_insats(fran: Rakning, _profil: Profil) -> Rakning:
    """Ansökan om barnets insats görs inom sex veckor från den dag placeringen började."""
    return fran.veckor(6)


@frist(BARN_I_SKYDDAT_BOENDE("", Sakerhet.ALLMAN), since=BARN_I_SKYDDAT_BOENDE_GALLER)
def frist_for_att_borja_barnets_insats(fran: Rakning, _profil: Profil) -> Rakning:
    """En insats som domstolen har beviljat för barnet börjar inom fyra veckor."""
    return fran.veckor(4)


@frist(BARN_I_SKYDDAT_BOENDE("5 kap. 3 §"), since=BARN_I_SKYDDAT_BOENDE_GALLER)
def frist_for_overvagande(fran: Rakning, _profil: Profil) -> Rakning:
    """Barnets insats övervägs minst en gång var sjätte månad."""
    return fran.manader(6)


frist_for_overvagande.restated(SOL("22 kap. 13 §"), since=NYA_SOL, overgang=Overgang.RAKNA_OM)


@frist(BARN_I_SKYDDAT_BOENDE("5 kap. 4 och 6 §§"), since=BARN_I_SKYDDAT_BOENDE_GALLER)
def frist_for_overvagande_av_barnets_skydd(fran: Rakning, _profil: Profil) -> Rakning:
    """Hemlig vistelseort och begränsat umgänge övervägs minst en gång var sjätte månad."""
    return fran.manader(6)


@plikt(
    BARN_I_SKYDDAT_BOENDE("4 kap."),
    since=BARN_I_SKYDDAT_BOENDE_GALLER,
    etikett="Underställ barnets omedelbara insats",
    utfors_av=("understallning_av_barnets_insats",),
    bockas_av=True,
)
def understall_barnets_insats(fakta: Fakta, profil: Profil) -> Iterator[Forfall]:
    """Ett beslut om omedelbar insats för ett barn underställs förvaltningsrätten inom en vecka.

    Om inget görs: Beslutet upphör att gälla, och barnet saknar ett beslut om att få bo där.
    """
    gjorda = fakta.alla("understallning_av_barnets_insats")
    for insats in _med_barn(fakta):
        if insats.text("vardnadshavare") == "omedelbar_insats" and str(insats.id) not in gjorda:
            fran = Rakning.fran_senaste((insats.oppnad, "Beslutet om omedelbar insats"))
            yield from _forfall(insats, fran, frist_for_understallning, profil, fakta)


@plikt(
    BARN_I_SKYDDAT_BOENDE("4 kap."),
    since=BARN_I_SKYDDAT_BOENDE_GALLER,
    etikett="Ansök om barnets insats hos förvaltningsrätten",
    utfors_av=("ansokan_om_barnets_insats", "domstolens_besked_om_barnet"),
    bockas_av=True,
)
def ansok_om_barnets_insats(fakta: Fakta, profil: Profil) -> Iterator[Forfall]:
    """Samtycker inte båda vårdnadshavarna ansöker nämnden hos förvaltningsrätten inom sex veckor.

    Tiden räknas från dagen då placeringen började. Innan den är känd räknas den från beslutet.

    Om inget görs: Den omedelbara insatsen upphör, och barnet saknar ett beslut om att få bo där.
    """
    sokta, besked = (
        fakta.alla("ansokan_om_barnets_insats"),
        fakta.alla("domstolens_besked_om_barnet"),
    )
    for insats in _med_barn(fakta):
        avgjort = besked.get(str(insats.id))
        if str(insats.id) in sokta or (avgjort and avgjort.text("utfall") != "galler"):
            continue
        if insats.text("vardnadshavare") in {"omedelbar_insats", "ansokan_hos_domstol"}:
            fran = _placeringen(insats)
            yield from _forfall(insats, fran, frist_for_ansokan_om_barnets_insats, profil, fakta)


@plikt(
    BARN_I_SKYDDAT_BOENDE("", Sakerhet.ALLMAN),
    since=BARN_I_SKYDDAT_BOENDE_GALLER,
    etikett="Barnets beviljade insats ska börja",
    utfors_av=("starta_insats",),
)
def barnets_insats_borjar(fakta: Fakta, profil: Profil) -> Iterator[Forfall]:
    """En insats som domstolen har beviljat för barnet börjar inom fyra veckor.

    Om inget görs: Beslutet om barnets insats upphör att gälla, och nämnden får ansöka på nytt.
    """
    besked = fakta.alla("domstolens_besked_om_barnet")
    for insats in _med_barn(fakta):
        beviljat = besked.get(str(insats.id))
        if beviljat and beviljat.text("utfall") == "beviljad" and insats.tillstand in _BORJAR_INTE:
            fran = Rakning.fran_senaste((beviljat.dag, "Domstolen beviljade insatsen"))
            yield from _forfall(insats, fran, frist_for_att_borja_barnets_insats, profil, fakta)


@plikt(
    BARN_I_SKYDDAT_BOENDE("5 kap. 3 §"),
    since=BARN_I_SKYDDAT_BOENDE_GALLER,
    etikett="Överväg barnets insats i skyddat boende",
    utfors_av=("overvagande",),
)
def overvag_barnets_insats(fakta: Fakta, profil: Profil) -> Iterator[Forfall]:
    """Ett barns insats i skyddat boende övervägs minst en gång var sjätte månad, så länge den pågår.

    Varje övervägande börjar en ny tid.

    Om inget görs: Ingen har prövat om barnet fortfarande behöver insatsen, så som lagen kräver.
    """
    gjorda = fakta.alla("overvagande")
    for insats in _med_barn(fakta):
        senast, fran = gjorda.get(str(insats.id)), _placeringen(insats)
        if senast and senast.dag:
            fran = Rakning.fran(senast.dag, "Det senaste övervägandet")
        nyckel = f"{insats.id}:{fran.start.isoformat()}" if fran else ""
        yield from _forfall(insats, fran, frist_for_overvagande, profil, fakta, nyckel=nyckel)


# Ett övervägande efter bytet görs enligt den nya lagen, också när insatsen beviljades före. Dagarna är desamma.
overvag_barnets_insats.restated(SOL("22 kap. 13 §"), since=NYA_SOL, overgang=Overgang.RAKNA_OM)


@plikt(
    BARN_I_SKYDDAT_BOENDE("5 kap. 4 och 6 §§"),
    since=BARN_I_SKYDDAT_BOENDE_GALLER,
    etikett="Överväg barnets skydd: hemlig vistelseort eller umgänge",
    utfors_av=("barnets_skydd",),
)
def overvag_barnets_skydd(fakta: Fakta, profil: Profil) -> Iterator[Forfall]:
    """Ett beslut om hemlig vistelseort eller umgänge övervägs minst en gång var sjätte månad.

    Om inget görs: Ingen har prövat om begränsningen fortfarande behövs, så som lagen kräver.
    """
    boende = next(_med_barn(fakta), None)
    for galler, beslut in fakta.alla("barnets_skydd").items():
        if boende and beslut.dag and beslut.text("hur") != "upphor":
            fran = Rakning.fran(beslut.dag, "Beslutet, eller det senaste övervägandet")
            yield from _forfall(
                boende,
                fran,
                frist_for_overvagande_av_barnets_skydd,
                profil,
                fakta,
                nyckel=f"{galler}:{beslut.dag.isoformat()}",
            )


@plikt(
    SOF("6 kap. 5 och 6 §§"),
    since=NYA_SOL,
    etikett="Barnet i skyddat boende behöver en namngiven person",
    utfors_av=("namngiven_person", "barn"),
)
def barnet_har_en_namngiven_person(fakta: Fakta, _profil: Profil) -> Iterator[Forfall]:
    """Varje barn i skyddat boende har en namngiven person för information, säkerhet och kontakt.

    Pågick boendet redan den 1 juli 2025 räknas därifrån.

    Om inget görs: Barnet vet inte vem det ska vända sig till.
    """
    namngivna = fakta.alla("namngiven_person")
    barnen = [b for b, f in fakta.alla("barn").items() if f.text("boende") in _BOR_MED_PERSONEN]
    for insats in _med_barn(fakta):
        fran = _placeringen(insats)
        if fran is None or insats.tillstand in _BORJAR_INTE:
            continue
        fran = fran.inte_fore(Rakning.fran(NYA_SOL, "Lagens krav började gälla"))
        for barn in barnen or ["okant"]:
            if barn not in namngivna:
                yield fran.forfall(nyckel=f"{insats.id}:{barn}", delprocess=insats.id)


PLIKTER = (
    understall_barnets_insats,
    ansok_om_barnets_insats,
    barnets_insats_borjar,
    overvag_barnets_insats,
    overvag_barnets_skydd,
    barnet_har_en_namngiven_person,
)
