"""The assessments: before an utredning, of the risk, and of what a beslut means for one barn."""

from __future__ import annotations

from caseflow.documents import teman
from caseflow.documents.mallar.mall import Brevhuvud, Krav, Mall, Val
from caseflow.documents.underlag import ALLT, BARA_ATT, Urval, bara, utom
from caseflow.engine.field import Field, Kind
from caseflow.rules.roller import Roll

OM_ANDRA_I_RISKEN = ("atgarder", "kalla", "egen_skattning")
"""Fields of a riskbedömning that may say something of the other party: never in what an utövare reads."""
_DE_SOM_BEDOMER = (Roll.HANDLAGGARE, Roll.BEHANDLARE, Roll.BESLUTSFATTARE)
_SAKERHET = Krav(
    ("sakerhet_overvagd",),
    "att säkerheten för den som har utsatts är övervägd",
    "Överväg säkerheten och registrera det.",
    lagrum="vald_utovare",
)
_EGEN_SYN = Krav(
    ("egen_syn",),
    "personens egen syn",
    "Registrera personens egen syn, med personens egna ord.",
    lagrum="dokumentation",
)
_BARN = Krav(
    ("barn_efterfragade",),
    "om det finns barn",
    "Ställ frågan om barn och registrera svaret.",
    lagrum="dokumentation",
)
_INFORMATION = Krav(
    ("information",),
    "vilken information personen har fått",
    "Berätta om hjälpen och registrera vad personen har fått veta.",
    lagrum="dokumentation",
)

_KONTAKTEN = Field(
    "kontakten",
    "Hur kontakten kom till",
    help="Vem som tog den, hur och varför. Ange vem uppgiften kommer från.",
)
_SITUATION = Field(
    "situation",
    "Situationen nu",
    help="Det som är känt, och vem som har berättat det. Bedömningen skrivs för sig.",
)
_BEDOMNING = Field(
    "bedomning",
    "Bedömning",
    help="Varför det ena eller det andra behövs, för just den här personen.",
)
_FORSLAG = Field(
    "foreslas",
    "Det som föreslås",
    Kind.VAL,
    choices=(
        ("utredning", "En utredning inleds"),
        ("utan_beslut", "Samtal utan beslut erbjuds"),
        ("ny_kontakt", "Ingen utredning nu, en ny kontakt planeras"),
        ("hanvisning", "Personen hänvisas till en annan verksamhet"),
        ("ingen_utredning", "Ingen utredning inleds"),
    ),
)
_FORSLAGET = Field("forslaget", "Mer om förslaget", required=False)

_FORE_UTREDNING: dict[str, Urval] = {
    "egen_syn": ALLT,
    "information": ALLT,
    "information_11_6": ALLT,
    "barn_efterfragade": ALLT,
    "orosanmalan": bara("barn", "anmald"),
    "ny_handelse": ALLT,
    "ansokan": ALLT,
    "ansokan_atertagen": bara("ansokan"),
    "tacka_nej": bara("svar", "ny_kontakt"),
    "erbjud_friyta": BARA_ATT,
    "inled_utredning": ALLT,
    "avvikande_mening": ALLT,
    "rattelse": ALLT,
}

FORHANDSBEDOMNING_UTOVARE = Mall(
    kod="forhandsbedomning_utovare",
    titel="Förhandsbedömning",
    version="1",
    slag=("utovare",),
    brevhuvud=Brevhuvud.ENHETENS,
    beskrivning="Situationen, inställningen till våldet och viljan att förändra, och vad som föreslås.",
    # The person reads this: nothing of the other party, and of the children only that they exist.
    laser={**_FORE_UTREDNING, "sakerhet_overvagd": BARA_ATT, "barn": bara("barn", "fodelsear")},
    kraver=(_SAKERHET, _BARN, _INFORMATION, _EGEN_SYN),
    lagrum=("inleda_utredning", "vald_utovare", "dokumentation", "sekretess"),
    teman=teman.UTOVARES_FRAGOR,
    falt=(
        _KONTAKTEN,
        _SITUATION,
        Field(
            "installning",
            "Inställning till våldet",
            help="Vad personen berättar om våldet, om sitt ansvar och om följderna. Inga uppgifter från "
            "någon som har utsatts.",
        ),
        Field(
            "motivation",
            "Vilja att förändra",
            help="Vad personen vill själv, vad som talar emot och vad som kan göra det lättare.",
        ),
        _BEDOMNING,
        _FORSLAG,
        _FORSLAGET,
    ),
)

FORHANDSBEDOMNING_UTSATT = Mall(
    kod="forhandsbedomning_utsatt",
    titel="Förhandsbedömning",
    version="1",
    slag=("utsatt",),
    brevhuvud=Brevhuvud.UTANFOR_UTOVARENS,
    beskrivning="Skyddsbedömningen, vad som behövs genast och om personen vill ha hjälp.",
    # A copy may be found at home: neither a safe place nor how the person is reached is printed.
    laser={
        **_FORE_UTREDNING,
        "skyddsbedomning": utom("var_sakert"),
        "saker_kontakt": BARA_ATT,
        "barn": utom("boende"),
    },
    kraver=(
        Krav(
            ("skyddsbedomning",),
            "en skyddsbedömning",
            "Gör skyddsbedömningen i dag.",
            lagrum="vald_utsatt",
        ),
        _BARN,
        _INFORMATION,
        _EGEN_SYN,
    ),
    lagrum=("inleda_utredning", "vald_utsatt", "dokumentation", "sekretess"),
    teman=teman.UTSATTAS_FRAGOR,
    falt=(
        _KONTAKTEN,
        _SITUATION,
        Field(
            "akuta_behov",
            "Det som behövs genast",
            help="Skydd, vård, pengar, mat, någonstans att sova, barnens behov. Skriv ingen adress.",
        ),
        _BEDOMNING,
        _FORSLAG,
        _FORSLAGET,
    ),
)

_OM_RISKEN: dict[str, Urval] = {
    "ny_handelse": ALLT,
    "avvikande_mening": ALLT,
    "rattelse": ALLT,
}
_RISKEN = Krav(
    ("riskbedomning",), "en riskbedömning", "Gör en riskbedömning.", lagrum="riskbedomning"
)
_VILKEN_RISK = Val(
    ("riskbedomning",),
    "Vilken riskbedömning",
    tidigare=bara("anledning", "instrument", "standardiserad", "niva"),
)
_PERSONENS_SYN = Field(
    "personens_syn",
    "Personens egen syn på risken",
    help="Med personens egna ord. Vill personen inte säga något skrivs det.",
)
_NASTA = (
    Field(
        "nasta",
        "Nästa bedömning senast",
        Kind.DATUM,
        future=True,
        help="Enhetens rutin anger den längsta tiden. Något som höjer risken kräver en ny bedömning före det.",
    ),
    Field("nasta_vem", "Görs av", Kind.RAD, help="Namn eller funktion."),
)

RISKBEDOMNING_UTOVARE = Mall(
    kod="riskbedomning_utovare",
    titel="Riskbedömning",
    version="1",
    slag=("utovare",),
    brevhuvud=Brevhuvud.ENHETENS,
    beskrivning="Risken för att personen använder våld igen, så som den bedöms en viss dag.",
    # The same fields are left out as in the utredning: the person reads this.
    laser={
        **_OM_RISKEN,
        "riskbedomning": utom(*OM_ANDRA_I_RISKEN),
        "sakerhet_overvagd": BARA_ATT,
    },
    kraver=(_RISKEN, _SAKERHET),
    lagrum=("riskbedomning", "vald_utovare", "dokumentation", "sekretess"),
    teman=teman.UTOVARES_FRAGOR,
    av=_DE_SOM_BEDOMER,
    val=_VILKEN_RISK,
    falt=(
        _PERSONENS_SYN,
        Field(
            "tillsammans",
            "Det personen gör för att minska risken",
            help="Det ni har kommit överens om. Nämn ingen annan, och inget om hur någon annan skyddas.",
        ),
        *_NASTA,
    ),
)

RISKBEDOMNING_UTSATT = Mall(
    kod="riskbedomning_utsatt",
    titel="Riskbedömning",
    version="1",
    slag=("utsatt",),
    brevhuvud=Brevhuvud.UTANFOR_UTOVARENS,
    beskrivning="Risken för att personen utsätts för mer våld, så som den bedöms en viss dag.",
    laser={**_OM_RISKEN, "riskbedomning": ALLT, "sakerhetsplan": BARA_ATT},
    kraver=(_RISKEN,),
    lagrum=("riskbedomning", "vald_utsatt", "dokumentation", "sekretess"),
    av=_DE_SOM_BEDOMER,
    val=_VILKEN_RISK,
    falt=(_PERSONENS_SYN, *_NASTA),
)

_VILKET_BARN = Val(
    ("barnkonsekvensanalys", "barn"), "Vilket barn", nyckel="barn", foljer=("orosanmalan",)
)
_ANALYSEN = Krav(
    ("barnkonsekvensanalys",),
    "analysen av vad beslutet kan betyda för barnet",
    "Gör en barnkonsekvensanalys för just det här barnet.",
    falt=("analys",),
)
_BESLUTET = Field(
    "beslutet",
    "Beslutet som analysen gäller",
    help="Det som ska beslutas, i en eller två meningar.",
)
_RISK_FOR_BARNET = Field(
    "risk",
    "Risken för barnet",
    help="Våldet som barnet lever med eller kan möta igen, också vid umgänge och överlämningar.",
)
_VARDNAD = "Vem som är vårdnadshavare, vad som är sagt till vem och vad de tycker."

BARNKONSEKVENSANALYS_UTOVARE = Mall(
    kod="barnkonsekvensanalys_utovare",
    titel="Barnkonsekvensanalys",
    version="1",
    slag=("utovare",),
    # Both guardians may read it in the child's akt.
    brevhuvud=Brevhuvud.DISKRET,
    beskrivning="Vad ett beslut om en förälder som använder våld kan betyda för ett visst barn.",
    # The parent reads this: what the child has said, and where the child lives, could come back at it.
    laser={
        "barnkonsekvensanalys": bara("barn", "analys"),
        "barn": bara("barn", "fodelsear"),
        "orosanmalan": bara("barn", "anmald"),
        "avvikande_mening": ALLT,
        "rattelse": ALLT,
    },
    kraver=(_ANALYSEN,),
    lagrum=("vald_utovare", "dokumentation", "sekretess"),
    teman=teman.UTOVARES_FRAGOR,
    val=_VILKET_BARN,
    falt=(
        _BESLUTET,
        Field(
            "situation",
            "Barnets situation",
            help="Bara det som föräldern själv har berättat eller redan vet. Inget om var barnet bor när "
            "det inte bor hos föräldern.",
        ),
        Field(
            "barnets_egna_ord",
            "Barnets egen röst",
            required=False,
            help="Bara det som barnet självt vill att föräldern får veta. Annars lämnas fältet tomt, och "
            "inget om barnets röst skrivs ut.",
        ),
        _RISK_FOR_BARNET,
        Field(
            "vardnad",
            "Vårdnadshavare",
            help="Är personen vårdnadshavare, och vad har personen fått veta? Skriv inget om den andra "
            "föräldern.",
        ),
    ),
)

BARNKONSEKVENSANALYS_UTSATT = Mall(
    kod="barnkonsekvensanalys_utsatt",
    titel="Barnkonsekvensanalys",
    version="1",
    slag=("utsatt",),
    # Both guardians may read it in the child's akt.
    brevhuvud=Brevhuvud.DISKRET,
    beskrivning="Vad ett beslut om en förälder som är utsatt för våld kan betyda för ett visst barn.",
    laser={
        "barnkonsekvensanalys": ALLT,
        "barn": utom("boende"),
        "orosanmalan": bara("barn", "anmald"),
        "avvikande_mening": ALLT,
        "rattelse": ALLT,
    },
    kraver=(
        Krav(
            ("barn",),
            "barnets situation",
            "Registrera barnet och det som är känt om barnets situation.",
            falt=("uppgifter",),
        ),
        Krav(
            ("barnkonsekvensanalys",),
            "barnets egen röst, eller varför barnet inte har fått frågan",
            "Gör en barnkonsekvensanalys för just det här barnet.",
            falt=("barnets_rost",),
        ),
        _ANALYSEN,
    ),
    lagrum=("vald_utsatt", "dokumentation", "sekretess"),
    val=_VILKET_BARN,
    falt=(_BESLUTET, _RISK_FOR_BARNET, Field("vardnad", "Vårdnadshavare", help=_VARDNAD)),
)

BEDOMNINGAR = (
    FORHANDSBEDOMNING_UTOVARE,
    FORHANDSBEDOMNING_UTSATT,
    RISKBEDOMNING_UTOVARE,
    RISKBEDOMNING_UTSATT,
    BARNKONSEKVENSANALYS_UTOVARE,
    BARNKONSEKVENSANALYS_UTSATT,
)
