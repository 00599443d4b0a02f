"""Anteckningar, egna bevakningar och rättelser."""

from __future__ import annotations

from caseflow.engine.field import Field, Kind
from caseflow.engine.process import FactKind
from caseflow.rules.dokumentation import handelsen_finns
from caseflow.rules.fritext import fritexten_avslojar_ingen
from caseflow.rules.lagesbevakning import egen_bevakning_finns
from caseflow.rules.roller import Roll
from caseflow.rules.varningar import radgivningen_antecknas_utan_personuppgifter

_SKRIVER = (
    Roll.HANDLAGGARE,
    Roll.BESLUTSFATTARE,
    Roll.BEHANDLARE,
    Roll.PARTNERKONTAKT,
    Roll.SAMORDNARE,
    Roll.ENHETSCHEF,
)
_AKTER = ("utovare", "utsatt", "friyta", "partnerkontakt")
_HANDELSE = Field(
    "handelse",
    "Händelsens nummer",
    Kind.HELTAL,
    low=1,
    high=1_000_000_000,
    help="Numret står i tidslinjen.",
)

journalanteckning = FactKind(
    code="journalanteckning",
    label="Journalanteckning",
    help="Datumet är dagen då det hände. Skriv det som har betydelse, och så att personen kan läsa det.",
    by=_SKRIVER,
    akter=_AKTER,
    removes=("sakerhetssignal",),
    requires=(fritexten_avslojar_ingen,),
    varnar=(radgivningen_antecknas_utan_personuppgifter,),
    fields=(
        Field("rubrik", "Rubrik", Kind.RAD),
        Field(
            "typ",
            "Vad det gäller",
            Kind.VAL,
            choices=(
                ("kontakt", "Kontakt med personen"),
                ("mote", "Möte"),
                ("samverkan", "Samverkan med andra"),
                ("handelse", "Något som har hänt"),
                ("bedomning", "Bedömning"),
                ("ovrigt", "Annat"),
            ),
        ),
        Field(
            "anteckning",
            "Anteckning",
            Kind.TEXT,
            help="Skriv uppgifter för sig och bedömningar för sig.",
        ),
        Field("kalla", "Vem uppgiften kommer från", Kind.RAD, required=False),
    ),
)

egen_bevakning = FactKind(
    code="egen_bevakning",
    label="Egen bevakning",
    help="Något du vill bli påmind om. Den finns kvar tills du registrerar att den är klar.",
    by=_SKRIVER,
    akter=_AKTER,
    key="seq",
    lasting=True,
    requires=(fritexten_avslojar_ingen,),
    fields=(
        Field("rubrik", "Vad som ska göras", Kind.RAD),
        Field("dag", "Senast", Kind.DATUM, future=True),
    ),
)

egen_bevakning_klar = FactKind(
    code="egen_bevakning_klar",
    label="Egen bevakning klar",
    help="Det du ville bli påmind om är gjort.",
    by=_SKRIVER,
    akter=_AKTER,
    removes=("egen_bevakning:{bevakning}",),
    requires=(egen_bevakning_finns,),
    fields=(
        Field(
            "bevakning",
            "Bevakningens händelsenummer",
            Kind.HELTAL,
            low=1,
            high=1_000_000_000,
            help="Numret står vid bevakningen i tidslinjen.",
        ),
    ),
)

rattelse = FactKind(
    code="rattelse",
    label="Rättelse",
    help="Det som stod från början går fortfarande att läsa. Rättelsen visas bredvid.",
    by=_SKRIVER,
    akter=_AKTER,
    requires=(handelsen_finns, fritexten_avslojar_ingen),
    fields=(_HANDELSE, Field("rattelse", "Så här ska det vara", Kind.TEXT)),
)

avvikande_mening = FactKind(
    code="avvikande_mening",
    label="Personens avvikande mening",
    help="Tycker personen att en uppgift är fel antecknas det.",
    by=_SKRIVER,
    akter=_AKTER,
    requires=(handelsen_finns, fritexten_avslojar_ingen),
    fields=(
        Field(
            "handelse",
            "Händelsens nummer",
            Kind.HELTAL,
            required=False,
            low=1,
            high=1_000_000_000,
            help="Numret står i tidslinjen. Lämna tomt om det gäller flera uppgifter.",
        ),
        Field("text", "Vad personen säger", Kind.TEXT),
    ),
)

FAKTASLAG = (
    journalanteckning,
    egen_bevakning,
    egen_bevakning_klar,
    rattelse,
    avvikande_mening,
)
