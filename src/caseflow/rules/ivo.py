"""Rapporten om gynnande beslut som inte har verkställts: varje kvartal, och när insatsen börjar."""

from __future__ import annotations

from collections.abc import Iterator

from caseflow.engine.bevakning import Forfall
from caseflow.engine.fakta import Delprocess, Fakta, Faktum
from caseflow.engine.rule import Sakerhet, plikt
from caseflow.rules.delprocess import delen_oppnades, delens_lage_borjade
from caseflow.rules.insats import BEVILJAD, frist_for_verkstallighet
from caseflow.rules.kalender import kvartalets_slut, plus_dagar
from caseflow.rules.kallor import GAMLA_SOL, NYA_SOL, SOL, SOL_2001, tid_ur_profilen
from caseflow.rules.profil import Profil
from caseflow.rules.rakning import Rakning

VERKSTALLT = "verkstallt"
_VANTAR = ("bestalld", "vantar")
_BORJAR = ("starta_insats", "ateruppta_insats")


def _vantan(fakta: Fakta, insats: Delprocess) -> tuple[Rakning | None, int]:
    """Från när insatsen har väntat eller legat nere, och numret på händelsen som det började med."""
    if insats.text("grund") in BEVILJAD and insats.tillstand in _VANTAR:
        return delen_oppnades(fakta, insats, "Beslutet"), insats.seq
    paus = insats.steg.get("pausa_insats")
    if insats.text("grund") in BEVILJAD and insats.tillstand == "pausad":
        borjade = delens_lage_borjade(fakta, insats, "Insatsen avbröts")
        return borjade, paus.seq if paus else insats.seq
    return None, 0


def _nasta_kvartal(rakning: Rakning, rapport: Faktum | None) -> Rakning:
    """Kvartalet som nästa rapport gäller: det där tre månader nåddes, sedan varje kvartal för sig.

    En rapport gäller det senaste kvartal som har gått ut, eller det första om den lämnas före dess slut.
    """
    rakning = rakning.kvartalsslut()
    if rapport is None or rapport.dag is None:
        return rakning
    rapporterat = rakning.dag
    while kvartalets_slut(plus_dagar(rapporterat, 1)) <= rapport.dag:
        rapporterat = kvartalets_slut(plus_dagar(rapporterat, 1))
    return rakning.avtalad(plus_dagar(rapporterat, 1), "ny rapport varje kvartal").kvartalsslut()


@plikt(
    tid_ur_profilen(SOL_2001("16 kap. 6 f–6 h §§", Sakerhet.ALLMAN), "ivo_rapport_dagar"),
    since=GAMLA_SOL,
    etikett="Rapportera beslutet som inte har verkställts",
    utfors_av=("ivo_rapport", *_BORJAR),
)
def ivo_rapport_varje_kvartal(fakta: Fakta, profil: Profil) -> Iterator[Forfall]:
    """Ett beslut som inte har verkställts på tre månader rapporteras varje kvartal så länge det varar.

    Rapporten lämnas till IVO och till kommunens revisorer. Detsamma gäller en insats som legat nere i
    tre månader. Vilken dag efter kvartalets slut är enhetens egen rutin.

    Om inget görs: Kommunen har inte rapporterat som lagen kräver. Förvaltningsrätten kan besluta om en
    särskild avgift för ett beslut som dröjer oskäligt länge.
    """
    rapporter = fakta.alla("ivo_rapport")
    for insats in fakta.av_slag("insats", oppna=True):
        vantan, borjade = _vantan(fakta, insats)
        if vantan is None:
            continue
        rapport = rapporter.get(str(insats.id))
        if rapport and rapport.seq < borjade:
            rapport = None
        tre_manader = vantan.enligt(frist_for_verkstallighet, profil, fakta.regler_per)
        rakning = _nasta_kvartal(tre_manader, rapport)
        yield rakning.dagar(profil.ivo_rapport_dagar, "ivo_rapport_dagar").forfall(
            nyckel=f"{insats.id}:{rakning.dag.isoformat()}", delprocess=insats.id
        )


ivo_rapport_varje_kvartal.restated(
    tid_ur_profilen(SOL("34 kap. 1–3 §§"), "ivo_rapport_dagar"), since=NYA_SOL
)


@plikt(
    tid_ur_profilen(SOL_2001("16 kap. 6 f–6 h §§", Sakerhet.ALLMAN), "ivo_rapport_dagar"),
    since=GAMLA_SOL,
    etikett="Rapportera att insatsen har börjat",
    utfors_av=("ivo_rapport",),
)
def ivo_rapport_nar_insatsen_borjar(fakta: Fakta, profil: Profil) -> Iterator[Forfall]:
    """När ett rapporterat beslut verkställs rapporteras också det.

    Om inget görs: Beslutet står kvar som inte verkställt hos IVO och revisorerna.
    """
    rapporter = fakta.alla("ivo_rapport")
    for insats in fakta.av_slag("insats"):
        rapport = rapporter.get(str(insats.id))
        if rapport is None or rapport.text("galler") == VERKSTALLT:
            continue
        for kod in _BORJAR:
            borjade = insats.steg.get(kod)
            if borjade and borjade.dag and borjade.seq > rapport.seq:
                rakning = Rakning.fran(borjade.dag, "Insatsen började")
                yield rakning.dagar(profil.ivo_rapport_dagar, "ivo_rapport_dagar").forfall(
                    nyckel=str(insats.id), delprocess=insats.id
                )


ivo_rapport_nar_insatsen_borjar.restated(
    tid_ur_profilen(SOL("34 kap. 1–3 §§"), "ivo_rapport_dagar"), since=NYA_SOL
)

PLIKTER = (ivo_rapport_varje_kvartal, ivo_rapport_nar_insatsen_borjar)
