"""Varningarna: det som är bra att tänka på innan något sparas, men som inte hindrar."""

from __future__ import annotations

from datetime import date, timedelta

from caseflow.engine.fakta import Delprocess
from caseflow.engine.rule import Sakerhet, rutin, varning
from caseflow.rules.fritext import identitetsspar
from caseflow.rules.friyta import dokumentationssatt
from caseflow.rules.kallor import (
    FL,
    HSLF_2022_39,
    HSLF_GALLER,
    NYA_FL,
    NYA_SOL,
    RUTINER_GALLER,
    SOL,
    SOSFS_2014_5,
    SOSFS_GALLER,
    tid_ur_profilen,
)
from caseflow.rules.lage import Lage
from caseflow.rules.omgang import ar_arende

RADGIVNING = "radgivning_14_4"


@varning(
    tid_ur_profilen(SOSFS_2014_5("4 kap.", Sakerhet.OSAKER), "sen_anteckning_dagar"),
    since=SOSFS_GALLER,
)
def anteckningen_skrivs_i_tid(lage: Lage) -> bool:
    """Det som händer antecknas utan dröjsmål. Hur många dagar som är för sent säger enhetens rutin.

    Frister räknas ändå från dagen då det hände.

    Brister: Det här skrivs in långt efter dagen då det hände.
    Gör nu: Stämmer dagen? Då sparar du som vanligt. Båda dagarna syns, och frister räknas från händelsen.
    """
    dagar = (lage.idag - lage.dag).days if lage.idag else 0
    return dagar <= lage.profil.sen_anteckning_dagar


@varning(SOL("14 kap. 4 §"), since=NYA_SOL, om_falt=True)
def radgivningen_antecknas_utan_personuppgifter(lage: Lage) -> bool:
    """Vid rådgivning behöver personliga förhållanden inte antecknas.

    Brister: Texten ser ut att innehålla ett namn, ett nummer, en adress eller kontaktuppgifter.
    Gör nu: Behövs uppgiften för samtalet? Om inte, ta bort den. Det som sparas går inte att sudda.
    """
    if _dokumentationssatt(lage) != RADGIVNING:
        return True
    return not any(identitetsspar(v) for v in lage.falt.values() if isinstance(v, str))


def _dokumentationssatt(lage: Lage) -> str:
    delen: Delprocess | None = lage.delprocess
    if delen is not None and delen.process != "friyta":
        return ""
    if delen is None and ar_arende(lage.fakta):
        return ""
    return dokumentationssatt(lage.fakta, delen)


@varning(rutin("hur ofta risken bedöms på nytt", "riskbedomning_dagar"), since=RUTINER_GALLER)
def riskbedomningen_ar_farsk(lage: Lage) -> bool:
    """Inför ett beslut är riskbedömningen inte äldre än enheten har bestämt för sin nivå.

    Brister: Riskbedömningen är äldre än den tid som er enhet har för nivån.
    Gör nu: Har något ändrats? Gör en ny bedömning om du är osäker.
    """
    risk = lage.fakta.senaste("riskbedomning")
    dagar = lage.profil.riskbedomning_dagar.get(risk.text("niva")) if risk else None
    if risk is None or risk.dag is None or dagar is None:
        return True
    return lage.dag <= risk.dag + timedelta(days=dagar)


@varning(SOL("11 kap. 1 §", Sakerhet.ALLMAN), since=NYA_SOL)
def beslutet_har_en_ansokan(lage: Lage) -> bool:
    """Ett beslut om en insats svarar oftast på en ansökan. En muntlig räcker.

    Brister: Ingen ansökan är registrerad i ärendet.
    Gör nu: Fråga om personen vill ansöka, och registrera ansökan. Har personen bara sagt ja kan du besluta
    ändå.
    """
    return bool(lage.fakta.alla("ansokan"))


@varning(rutin("upprepat akut skydd"), since=RUTINER_GALLER)
def akut_skydd_upprepas_inte(lage: Lage) -> bool:
    """Ett andra akut skydd i samma ärende är ett tecken på att utredningen behöver bli klar.

    Brister: Akut skydd är redan beviljat i ärendet.
    Gör nu: Ge skyddet om det behövs. Se sedan efter vad som återstår av utredningen.
    """
    return "bevilja_akut_skydd" not in lage.fakta.steg


@varning(FL("25 §"), since=NYA_FL, om_falt=True)
def undantaget_fran_kommunicering_ar_antecknat(lage: Lage) -> bool:
    """Beslutas skydd innan personen fått se underlaget står det varför det inte kunde vänta.

    Brister: Underlaget är inte visat för personen, och det står inte varför beslutet inte kan vänta.
    Gör nu: Skriv en mening under Varför det inte kan vänta. Skyddet går före.
    """
    visat = lage.fakta.senaste("kommunicering") is not None
    return visat or bool(lage.falt.get("kan_inte_vanta"))


@varning(HSLF_2022_39("", Sakerhet.ALLMAN), since=HSLF_GALLER)
def barn_ar_efterfragade_fore_skyddet(lage: Lage) -> bool:
    """Innan någon får skydd frågar ni om det finns barn som behöver följa med.

    Brister: Frågan om barn är inte ställd.
    Gör nu: Fråga innan personen åker. Barn kan vara kvar hos den som använder våld.
    """
    return lage.fakta.senaste("barn_efterfragade") is not None


def _datum(lage: Lage, kod: str) -> date | None:
    varde = lage.falt.get(kod)
    return date.fromisoformat(varde) if isinstance(varde, str) and varde else None


@varning(SOL("19 kap. 1 §"), since=NYA_SOL, om_falt=True)
def orosanmalan_gors_samma_dag(lage: Lage) -> bool:
    """En orosanmälan görs genast, av den som själv misstänker något.

    Brister: Det gick dagar mellan misstanken och anmälan, eller så är anmälan inte gjord än.
    Gör nu: Är den inte gjord gör du den nu. Finns det ett skäl till att det dröjde skriver du det.
    """
    misstanke, anmald = _datum(lage, "misstanke"), _datum(lage, "anmald")
    return misstanke is None or (anmald is not None and anmald <= misstanke)


I_VARJE_HANDLING = (anteckningen_skrivs_i_tid,)
"""Varningar som prövas vad någon än gör i akten."""
