"""What a person is sent at the beginning: information, an invitation, and the beslut to inleda or not."""

from __future__ import annotations

from caseflow.documents.mallar.mall import ALLA_I_ARENDET, Brevhuvud, Krav, Mall, Till
from caseflow.documents.underlag import BARA_ATT, bara, utom
from caseflow.engine.field import Field, Kind

INFORMATION_INSATSER = Mall(
    kod="information_insatser",
    titel="Stöd som du kan få",
    version="1",
    slag=("utovare", "utsatt", "friyta"),
    brevhuvud=Brevhuvud.UTANFOR_UTOVARENS,
    beskrivning="Information om samtal utan beslut, vad som skrivs ned och hur man ansöker om en insats med beslut.",
    av=ALLA_I_ARENDET,
    till=Till.PERSONEN,
    laser={"sakerhet_overvagd": BARA_ATT},
    kraver=(
        Krav(
            ("sakerhet_overvagd",),
            "att säkerheten för den som har utsatts är övervägd",
            "Överväg säkerheten och registrera det, innan något erbjuds.",
            lagrum="vald_utovare",
            slag=("utovare",),
        ),
    ),
    lagrum=("bistand", "dokumentation", "orosanmalan", "overklagande", "tolk", "sekretess"),
    block=("samtalen", "hjalp"),
)

INBJUDAN = Mall(
    kod="inbjudan",
    titel="Inbjudan till samtal",
    version="1",
    slag=("utovare", "utsatt"),
    brevhuvud=Brevhuvud.UTANFOR_UTOVARENS,
    beskrivning="Inbjudan till ett första samtal: dag, tid och plats, och hur man bokar om.",
    av=ALLA_I_ARENDET,
    till=Till.PERSONEN,
    laser={},
    lagrum=("tolk", "sekretess"),
    falt=(
        Field("datum", "Dag", Kind.DATUM, future=True),
        Field("klockslag", "Klockslag", Kind.KLOCKSLAG),
        Field(
            "satt",
            "Hur samtalet sker",
            Kind.VAL,
            choices=(
                ("besok", "Besök hos oss"),
                ("telefon", "Telefonsamtal"),
                ("video", "Videosamtal"),
            ),
        ),
        Field(
            "plats",
            "Plats, nummer eller länk",
            Kind.RAD,
            help="Vid besök adress och våning, vid telefonsamtal numret som samtalet kommer från.",
        ),
        Field(
            "moter",
            "Vem samtalet är med",
            Kind.RAD,
            required=False,
            help="Lämna tomt om det är den som skriver brevet. Ska namn utelämnas skrivs ingen annan ut.",
        ),
        Field("telefon", "Telefonnummer för att boka om", Kind.RAD),
        Field(
            "tolk",
            "Tolk som är bokad",
            Kind.RAD,
            required=False,
            help="Språket, till exempel «arabiska». Lämna tomt om ingen tolk är bokad.",
        ),
        Field(
            "meddelande",
            "Ett par ord till personen",
            Kind.TEXT,
            required=False,
            help="Skriv så att brevet inte avslöjar något om någon annan öppnar det.",
        ),
    ),
    block=("hitta_hit",),
)

BESLUT_INLEDA = Mall(
    kod="beslut_inleda",
    titel="Beslut om att inleda utredning",
    version="1",
    slag=("utovare", "utsatt"),
    brevhuvud=Brevhuvud.UTANFOR_UTOVARENS,
    beskrivning="Beslutet att inleda eller inte inleda en utredning, med skälen och vad som händer nu.",
    till=Till.PERSONEN,
    vilar_pa=("inled_utredning", "inled_inte_utredning"),
    laser={
        "inled_utredning": bara("grund", "svarsdag", "svarssatt"),
        "inled_inte_utredning": bara("skal"),
        "ansokan": bara("satt", "avser"),
        "ansokan_atertagen": bara("ansokan"),
        "rattelse": utom(),
    },
    kraver=(
        Krav(
            ("inled_utredning", "inled_inte_utredning"),
            "beslutet att inleda eller inte inleda utredning",
            "Inled utredningen i ärendet, eller avsluta utan att inleda.",
            lagrum="inleda_utredning",
        ),
        Krav(
            ("inled_utredning", "inled_inte_utredning"),
            "skälen för beslutet",
            "Registrera vad beslutet grundas på.",
            falt=("grund", "skal"),
            lagrum="motivering",
        ),
    ),
    lagrum=(
        "inleda_utredning",
        "kommunicering",
        "motivering",
        "overklagande",
        "tolk",
        "sekretess",
    ),
    falt=(
        Field(
            "mer_om_skalen",
            "Mer om skälen",
            Kind.TEXT,
            required=False,
            help="Skriv till personen, och bara det som är säkert att låta någon annan läsa.",
        ),
    ),
    block=("sa_nar_du_oss",),
)
