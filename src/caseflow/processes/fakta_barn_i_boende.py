"""Fakta om barn som följer med till skyddat boende: domstolen, övervägandena och den namngivna personen."""

from __future__ import annotations

from caseflow.engine.field import Field, Kind
from caseflow.engine.process import FactKind
from caseflow.processes.fakta_barn import BARNEN
from caseflow.processes.fakta_planer import INSATS
from caseflow.rules.planer import insatsen_finns_i_arendet
from caseflow.rules.roller import Roll

_MYNDIGHETEN = (Roll.HANDLAGGARE, Roll.BESLUTSFATTARE, Roll.REGISTRATOR)

understallning_av_barnets_insats = FactKind(
    code="understallning_av_barnets_insats",
    label="Beslutet om barnets insats är underställt",
    help="Datumet är dagen då beslutet lämnades till förvaltningsrätten.",
    by=_MYNDIGHETEN,
    akter=("utsatt",),
    key="insats",
    requires=(insatsen_finns_i_arendet,),
    fields=(INSATS,),
)

ansokan_om_barnets_insats = FactKind(
    code="ansokan_om_barnets_insats",
    label="Ansökan om barnets insats hos förvaltningsrätten",
    help="Datumet är dagen då ansökan lämnades.",
    by=_MYNDIGHETEN,
    akter=("utsatt",),
    key="insats",
    requires=(insatsen_finns_i_arendet,),
    fields=(
        INSATS,
        Field(
            "innehall",
            "Ansökan tar upp barnets förhållanden, grunden, informationen som lämnats och barnets inställning",
            Kind.MASTE_JA,
        ),
    ),
)

domstolens_besked_om_barnet = FactKind(
    code="domstolens_besked_om_barnet",
    label="Domstolens besked om barnets insats",
    help="Datumet är dagen för domstolens beslut. En beviljad insats börjar inom fyra veckor.",
    by=_MYNDIGHETEN,
    akter=("utsatt",),
    key="insats",
    requires=(insatsen_finns_i_arendet,),
    fields=(
        INSATS,
        Field(
            "utfall",
            "Vad domstolen har bestämt",
            Kind.VAL,
            choices=(
                ("galler", "Den omedelbara insatsen gäller"),
                ("upphavd", "Den omedelbara insatsen upphävs"),
                ("beviljad", "Insatsen för barnet beviljas"),
                ("avslag", "Ansökan avslås"),
            ),
        ),
    ),
)

overvagande = FactKind(
    code="overvagande",
    label="Övervägande av barnets insats",
    help="Minst en gång var sjätte månad så länge barnet bor i skyddat boende. Varje gång börjar en ny tid.",
    by=(Roll.HANDLAGGARE, Roll.BESLUTSFATTARE),
    akter=("utsatt",),
    key="insats",
    requires=(insatsen_finns_i_arendet,),
    fields=(
        INSATS,
        Field(
            "utfall",
            "Vad övervägandet ledde till",
            Kind.VAL,
            choices=(
                ("behovs", "Barnet behöver insatsen också framöver"),
                ("upphor", "Insatsen ska upphöra"),
            ),
        ),
        Field("barnets_rost", "Barnets egen röst", Kind.TEXT),
        Field("skal", "Vad du grundar det på", Kind.TEXT),
    ),
)

barnets_skydd = FactKind(
    code="barnets_skydd",
    label="Hemlig vistelseort eller umgänge för barnet",
    help="Registrera beslutet, och varje övervägande av det. Det övervägs minst en gång var sjätte månad.",
    by=(Roll.HANDLAGGARE, Roll.BESLUTSFATTARE),
    akter=("utsatt",),
    key="galler",
    fields=(
        Field(
            "galler",
            "Vad det gäller",
            Kind.VAL,
            choices=(("vistelseort", "Hemlig vistelseort"), ("umgange", "Umgänge")),
        ),
        Field(
            "hur",
            "Vad som är bestämt",
            Kind.VAL,
            choices=(
                ("beslutat", "Beslutat"),
                ("fortsatter", "Övervägt: fortsätter"),
                ("upphor", "Upphör"),
            ),
        ),
        Field("skal", "Skäl", Kind.TEXT, help="Skriv ingen adress här."),
    ),
)

namngiven_person = FactKind(
    code="namngiven_person",
    label="Namngiven person för barnet i boendet",
    help="Den som barnet vänder sig till i boendet: information, säkerhetsplanering, kontakt och uppföljning.",
    by=(Roll.HANDLAGGARE, Roll.BEHANDLARE),
    akter=("utsatt",),
    key="barn",
    fields=(
        Field(
            "barn",
            "Vilket barn",
            Kind.VAL,
            choices=(*BARNEN, ("okant", "Barnet är inte registrerat än")),
        ),
        Field("namn", "Personens namn", Kind.RAD),
        Field("sakerhetsplanering", "Säkerhetsplanering för barnet", Kind.TEXT, required=False),
    ),
)

FAKTASLAG = (
    understallning_av_barnets_insats,
    ansokan_om_barnets_insats,
    domstolens_besked_om_barnet,
    overvagande,
    barnets_skydd,
    namngiven_person,
)
