"""Planerna: vårdplanen i skyddat boende, genomförandeplanen och den samordnade individuella planen (SIP)."""

from __future__ import annotations

from collections.abc import Iterator

from caseflow.engine.bevakning import Forfall
from caseflow.engine.fakta import Delprocess, Fakta
from caseflow.engine.rule import Sakerhet, hinder, plikt, rutin
from caseflow.rules.delprocess import GENOMGANG
from caseflow.rules.insats import BEVILJAD
from caseflow.rules.kallor import (
    NYA_SOL,
    RUTINER_GALLER,
    SIP_I_SOL,
    SOL,
    SOL_2001,
    SOSFS_2014_5,
    SOSFS_GALLER,
    tid_ur_profilen,
)
from caseflow.rules.lage import Lage
from caseflow.rules.omgang import genomgangens_dag
from caseflow.rules.profil import Profil
from caseflow.rules.rakning import Rakning


@hinder(rutin("uppgifter om en insats"), since=RUTINER_GALLER, om_falt=True)
def insatsen_finns_i_arendet(lage: Lage) -> bool:
    """Uppgiften gäller en insats som finns i ärendet.

    Brister: Det finns ingen insats med det numret i ärendet.
    Gör nu: Ange insatsens nummer. Det står på insatsen i ärendet.
    """
    nummer = lage.falt.get("insats")
    delen = lage.fakta.delprocess(nummer) if isinstance(nummer, int) else None
    return delen is not None and delen.process == "insats"


def insatsen_startade(fakta: Fakta, insats: Delprocess) -> Rakning | None:
    """Från dagen då insatsen startade, tidigast genomgången i ett importerat ärende."""
    start = insats.steg.get("starta_insats")
    dag = (start.dag if start else None) or insats.oppnad
    if insats.tillstand not in {"pagar", "pausad"}:
        return None
    return Rakning.fran_senaste((dag, "Insatsen startade"), (genomgangens_dag(fakta), GENOMGANG))


@plikt(
    tid_ur_profilen(SOL("9 kap. 12 §"), "vardplan_dagar"),
    since=NYA_SOL,
    etikett="Gör en vårdplan",
    utfors_av=("vardplan",),
)
def vardplan_upprattas(fakta: Fakta, profil: Profil) -> Iterator[Forfall]:
    """Den som bor i skyddat boende har en vårdplan: insatserna, målen och personens egen syn på dem.

    Det gäller också vuxna. Pågick boendet redan den 1 juli 2025 räknas därifrån. Lagen anger ingen tid;
    antalet dagar är enhetens eget.

    Om inget görs: Personen bor i skyddat boende utan den plan som lagen kräver.
    """
    gjorda = fakta.alla("vardplan")
    for insats in fakta.av_slag("insats", oppna=True):
        start = insatsen_startade(fakta, insats)
        if start is None or insats.text("form") != "skyddat_boende" or str(insats.id) in gjorda:
            continue
        fran = start.inte_fore(Rakning.fran(NYA_SOL, "Lagens krav började gälla"))
        yield fran.dagar(profil.vardplan_dagar, "vardplan_dagar").forfall(
            nyckel=str(insats.id), delprocess=insats.id
        )


@plikt(
    tid_ur_profilen(SOSFS_2014_5("", Sakerhet.OSAKER), "genomforandeplan_dagar"),
    since=SOSFS_GALLER,
    etikett="Gör en genomförandeplan",
    utfors_av=("genomforandeplan",),
)
def genomforandeplan_gors(fakta: Fakta, profil: Profil) -> Iterator[Forfall]:
    """En beviljad insats bör ha en genomförandeplan, gjord tillsammans med personen.

    Planen säger målet, vad som görs, när och av vem, och när den följs upp. Det är ett allmänt råd och
    inget krav för vuxna. Antalet dagar är enhetens eget.
    """
    gjorda = fakta.alla("genomforandeplan")
    for insats in fakta.av_slag("insats", oppna=True):
        start = insatsen_startade(fakta, insats)
        if start and insats.text("grund") in BEVILJAD and str(insats.id) not in gjorda:
            yield start.dagar(profil.genomforandeplan_dagar, "genomforandeplan_dagar").forfall(
                nyckel=str(insats.id), delprocess=insats.id
            )


@plikt(
    rutin("uppföljning av genomförandeplanen"),
    since=RUTINER_GALLER,
    etikett="Följ upp genomförandeplanen",
    utfors_av=("genomforandeplan",),
)
def genomforandeplan_foljs_upp(fakta: Fakta, _profil: Profil) -> Iterator[Forfall]:
    """Planen följs upp den dag som ni och personen har bestämt."""
    for nummer, plan in fakta.alla("genomforandeplan").items():
        insats = fakta.delprocess(int(nummer))
        foljs_upp = plan.datum("foljs_upp")
        if plan.dag and foljs_upp and insats and not insats.avslutad:
            rakning = Rakning.fran(plan.dag, "Genomförandeplanen gjordes")
            yield rakning.avtalad(foljs_upp, "dagen som står i planen").forfall(
                nyckel=f"{nummer}:{plan.seq}", delprocess=insats.id
            )


def _opaborjad_sip(fakta: Fakta) -> Iterator[Forfall]:
    sip = fakta.senaste("sip")
    if sip and sip.dag and sip.ja("samtycke") and not sip.datum("paborjad"):
        yield Rakning.fran(sip.dag, "Behovet av SIP och samtycket").forfall()


@plikt(
    SOL_2001("2 kap. 7 §", Sakerhet.ALLMAN),
    since=SIP_I_SOL,
    etikett="Börja med den samordnade planen (SIP)",
    utfors_av=("sip",),
)
def sip_paborjas(fakta: Fakta, _profil: Profil) -> Iterator[Forfall]:
    """Behövs en samordnad individuell plan, och vill personen ha en, börjar arbetet utan dröjsmål.

    Om inget görs: Personen får vänta på en plan som lagen säger ska påbörjas direkt.
    """
    yield from _opaborjad_sip(fakta)


@sip_paborjas.amended(SOL("10 kap. 8 och 9 §§"), since=NYA_SOL)
def _sip_genast(fakta: Fakta, _profil: Profil) -> Iterator[Forfall]:
    """Behövs en samordnad individuell plan, och samtycker personen, påbörjas arbetet genast.

    Om inget görs: Personen får vänta på en plan som lagen säger ska påbörjas genast.
    """
    yield from _opaborjad_sip(fakta)


PLIKTER = (
    vardplan_upprattas,
    genomforandeplan_gors,
    genomforandeplan_foljs_upp,
    sip_paborjas,
)
