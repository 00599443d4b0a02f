"""The two utredningar: of the person who uses violence, and of the person exposed to it."""

from __future__ import annotations

from caseflow.documents import teman
from caseflow.documents.mallar.mall import Brevhuvud, Krav, Mall
from caseflow.documents.underlag import ALLT, BARA_ATT, Urval, bara, utom

_EGEN_SYN = Krav(
    ("egen_syn",),
    "personens egen syn",
    "Registrera personens egen syn, med personens egna ord.",
    lagrum="dokumentation",
)
_RISK = Krav(
    ("riskbedomning",),
    "en riskbedömning",
    "Gör en riskbedömning.",
    lagrum="riskbedomning",
)
_BARN = Krav(
    ("barn_efterfragade",),
    "om det finns barn",
    "Ställ frågan om barn och registrera svaret.",
    lagrum="dokumentation",
)
_UTREDNING_KLAR = Krav(
    ("slutfor_utredning",),
    "bedömning och förslag",
    "Slutför utredningen.",
    lagrum="dokumentation",
)
_UTREDNINGENS_GANG: dict[str, Urval] = {
    "ansokan": ALLT,
    "ansokan_atertagen": bara("ansokan"),
    "inled_utredning": ALLT,
    "slutfor_utredning": ALLT,
    "egen_syn": ALLT,
    "barn_efterfragade": ALLT,
    "ny_handelse": ALLT,
    "information": ALLT,
    "kommunicering": ALLT,
    "avvikande_mening": ALLT,
    "rattelse": ALLT,
}

UTREDNING_UTOVARE = Mall(
    kod="utredning_utovare",
    titel="Utredning om insatser för att ändra ett våldsamt beteende",
    version="1",
    slag=("utovare",),
    brevhuvud=Brevhuvud.ENHETENS,
    beskrivning="Underlaget för beslut i ett ärende om någon som använder våld.",
    # The person reads this. What others have said, and what protects them, must not be found here.
    laser={
        **_UTREDNINGENS_GANG,
        "sakerhet_overvagd": BARA_ATT,
        "riskbedomning": utom("atgarder", "kalla", "egen_skattning"),
        "barn": bara("barn", "fodelsear"),
        "barnkonsekvensanalys": bara("barn", "analys"),
        "orosanmalan": bara("barn", "anmald"),
    },
    kraver=(
        Krav(
            ("sakerhet_overvagd",),
            "att säkerheten för den som har utsatts är övervägd",
            "Överväg säkerheten och registrera det.",
            lagrum="vald_utovare",
        ),
        _EGEN_SYN,
        _RISK,
        _BARN,
        _UTREDNING_KLAR,
    ),
    lagrum=(
        "inleda_utredning",
        "bistand",
        "vald_utovare",
        "dokumentation",
        "kommunicering",
        "sekretess",
    ),
    teman=teman.UTOVARE,
)

UTREDNING_UTSATT = Mall(
    kod="utredning_utsatt",
    titel="Utredning om stöd och skydd vid våld i nära relation",
    version="1",
    slag=("utsatt",),
    brevhuvud=Brevhuvud.UTANFOR_UTOVARENS,
    beskrivning="Underlaget för beslut i ett ärende om någon som är utsatt för våld.",
    # A copy may be found at home: neither a safe place nor the contents of the plan is printed.
    laser={
        **_UTREDNINGENS_GANG,
        "skyddsbedomning": utom("var_sakert"),
        "sakerhetsplan": BARA_ATT,
        "riskbedomning": ALLT,
        "barn": utom("boende"),
        "barnkonsekvensanalys": ALLT,
        "orosanmalan": bara("barn", "anmald"),
    },
    kraver=(
        _EGEN_SYN,
        _RISK,
        _BARN,
        Krav(
            ("sakerhetsplan",),
            "en säkerhetsplan",
            "Gör en säkerhetsplan tillsammans med personen.",
            lagrum="vald_utsatt",
        ),
        _UTREDNING_KLAR,
    ),
    lagrum=(
        "inleda_utredning",
        "bistand",
        "vald_utsatt",
        "dokumentation",
        "kommunicering",
        "sekretess",
    ),
    teman=teman.UTSATT,
)
