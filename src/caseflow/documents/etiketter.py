"""Names as a handling writes them.

Labels of fields and steps are written for whoever fills in the form («Din bedömning», «Slutför utredningen»);
whoever reads the handling is somebody else. What has no name of its own here keeps its label.
"""

from __future__ import annotations

from dataclasses import replace

from caseflow.documents.underlag import Underlag, Uppgift

HANDELSER = {
    "inled_utredning": "Utredningen inledd",
    "slutfor_utredning": "Utredningen slutförd",
    "barn": "Uppgift om barn",
    "barn_efterfragade": "Frågan om barn",
    "ny_handelse": "Ny händelse",
    "orosanmalan": "Orosanmälan",
    "information": "Information till personen",
    "sakerhetsplan": "En säkerhetsplan är gjord",
    "genomfor_uppfoljning": "Uppföljning",
    "avboj_uppfoljning": "Personen avböjde uppföljningen",
    "markera_ej_nadd": "Personen kunde inte nås",
    "bedom_olamplig_uppfoljning": "Uppföljningen bedömdes inte vara lämplig",
    "avsluta": "Ärendet avslutat",
    "utlamnande": "Prövning av utlämnande",
    "information_11_6": "Information om att ansöka",
    "tacka_nej": "Personen vill inte ha hjälp just nu",
    "erbjud_friyta": "Samtal utan beslut är erbjudna",
    "saker_kontakt": "Det är bestämt hur personen nås säkert",
    "starta_insats": "Insatsen började",
    "slutfor_insats": "Insatsen genomförd",
    "avbryt_insats": "Insatsen slutade",
    "paborja_friyta": "Samtalen började",
    "avsluta_friyta": "Samtalen slutade",
    "sakerhetskontroll": "Säkerheten är kontrollerad inför avslut",
}
KALLOR = {
    "ansokan": "personen själv",
    "egen_syn": "personen själv",
    "avvikande_mening": "personen själv",
    "inled_utredning": "beslutet att inleda utredning",
    "slutfor_utredning": "utredningen",
    "riskbedomning": "riskbedömningen",
    "skyddsbedomning": "skyddsbedömningen",
    "sakerhetsplan": "säkerhetsplanen",
    "barnkonsekvensanalys": "barnkonsekvensanalysen",
    "orosanmalan": "orosanmälan",
    "vardplan": "vårdplanen",
    "genomforandeplan": "genomförandeplanen",
    "maluppfoljning": "uppföljningen av målet",
    "kommunicering": "kommuniceringen",
    "genomfor_uppfoljning": "personen själv",
}
FALT = {
    ("riskbedomning", "anledning"): "Anledning till bedömningen",
    ("riskbedomning", "niva"): "Risknivå",
    ("riskbedomning", "standardiserad"): "Standardiserad metod",
    ("riskbedomning", "skal"): "Det som bedömningen grundas på",
    ("riskbedomning", "kalla"): "Var uppgifterna kommer ifrån",
    ("ny_handelse", "beskrivning"): "Det som är känt",
    ("skyddsbedomning", "bedomning"): "Bedömning och åtgärder",
    ("barn", "uppgifter"): "Barnets situation",
    ("barnkonsekvensanalys", "analys"): "Vad beslutet kan betyda för barnet",
    ("slutfor_utredning", "bedomning"): "Bedömning",
    ("saker_kontakt", "tider"): "Tider som är säkra",
    ("saker_kontakt", "kanal"): "Sätt som är säkra",
    ("saker_kontakt", "galler_till"): "Gås igenom igen senast",
    ("inled_utredning", "svarssatt"): "Hur personen svarade",
    ("orosanmalan", "anmald"): "Anmälan gjordes",
    ("genomfor_uppfoljning", "satt"): "Så gjordes den",
    ("genomfor_uppfoljning", "initiativ"): "Vem som hörde av sig",
    ("genomfor_uppfoljning", "vald_sedan_dess"): "Har våld eller hot förekommit?",
    ("genomfor_uppfoljning", "vill_ha_kontakt"): "Vill personen ha kontakt?",
    ("bedom_olamplig_uppfoljning", "skal"): "Bedömning",
    ("utlamnande", "begaran"): "Begäran, händelse",
    ("utlamnande", "mottagare"): "Mottagaren är",
    ("utlamnande", "vem"): "Namn",
    ("utlamnande", "omstandigheter"): "Omständigheterna som bestämmelsen kräver",
}


VARDEN = {
    ("genomfor_uppfoljning", "initiativ", "vi"): "Enheten",
    ("genomfor_uppfoljning", "initiativ", "personen"): "Personen själv",
    ("utlamnande", "kanal", "telefon"): "Telefon, efter att enheten har ringt upp",
    (
        "utlamnande",
        "bestammelse",
        "nodvandigt_10_2",
    ): "Nödvändigt för den egna uppgiften (10 kap. 2 § OSL)",
    ("samtal", "utfall", "avbokat_av_verksamhet"): "Avbokat av verksamheten",
    ("avsluta", "avslutsorsak", "resursskal"): "Verksamheten kan inte ge stödet längre",
    ("saker_kontakt", "kanal", "pa_plats"): "Besök hos verksamheten",
    ("forsok_kontakt", "utfall", "ombokat"): "En annan dag bestämdes",
    ("bedom_olamplig_uppfoljning", "orsak", "ny_kontakt"): "Personen har kontakt med enheten igen",
}


def med_etiketter(underlag: Underlag) -> Underlag:
    """The same underlag, with the names that a handling uses."""
    return replace(underlag, uppgifter=tuple(_renamed(u) for u in underlag.uppgifter))


def kalla(uppgift: Uppgift) -> str:
    """Where a statement comes from, after «Uppgift från»."""
    return KALLOR.get(uppgift.kod) or f"anteckningen «{uppgift.etikett}»"


def _renamed(uppgift: Uppgift) -> Uppgift:
    return replace(
        uppgift,
        etikett=HANDELSER.get(uppgift.kod, uppgift.etikett),
        falt=tuple(
            (
                kod,
                FALT.get((uppgift.kod, kod), etikett),
                _as_read(uppgift, kod, text),
            )
            for kod, etikett, text in uppgift.falt
        ),
    )


def _as_read(uppgift: Uppgift, kod: str, text: str) -> str:
    """The value with the name a handling uses, also among several."""
    value = uppgift.varden.get(kod)
    chosen = value if isinstance(value, list) else [value]
    words = text.split(", ") if isinstance(value, list) else [text]
    if len(words) != len(chosen):
        return text
    return ", ".join(
        VARDEN.get((uppgift.kod, kod, str(v)), word) for v, word in zip(chosen, words, strict=True)
    )
