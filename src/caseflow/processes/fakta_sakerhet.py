"""Fakta om säkerhet: övervägandet i utövarens ärende, säkerhetsplanen, det som systemet meddelar."""

from __future__ import annotations

from caseflow.engine.field import Field, Kind
from caseflow.engine.process import FactKind
from caseflow.rules.fritext import fritexten_avslojar_ingen
from caseflow.rules.partnerkontakt import sakerhetsinformation_kan_lamnas
from caseflow.rules.roller import Roll

sakerhet_overvagd = FactKind(
    code="sakerhet_overvagd",
    label="Säkerheten är övervägd",
    help="Görs i varje ärende om någon som använder våld, vare sig du känner till någon utsatt eller inte.",
    by=(Roll.HANDLAGGARE, Roll.BEHANDLARE),
    akter=("utovare", "friyta"),
    requires=(fritexten_avslojar_ingen,),
    fields=(
        Field(
            "overvagande",
            "Hur erbjudandet kan påverka dem som är eller kan vara utsatta",
            Kind.TEXT,
            help="Tänk på partner, tidigare partner, barn och andra i hemmet. Nämn ingen vid namn.",
        ),
        Field("atgard", "Vad som behöver göras först", Kind.TEXT, required=False),
    ),
)

sakerhetskontroll = FactKind(
    code="sakerhetskontroll",
    label="Säkerhetskontroll inför avslut",
    help="Görs i varje ärende om någon som använder våld, innan det avslutas.",
    by=(Roll.HANDLAGGARE,),
    akter=("utovare",),
    fields=(
        Field(
            "bedomning", "Vad avslutet kan betyda för dem som är eller kan vara utsatta", Kind.TEXT
        ),
        Field("atgard", "Vad som görs", Kind.TEXT, required=False),
    ),
)

sakerhetsplan = FactKind(
    code="sakerhetsplan",
    label="Säkerhetsplan",
    help="Gör planen tillsammans. Fråga om det är säkert för personen att ha den på papper.",
    by=(Roll.HANDLAGGARE, Roll.BEHANDLARE, Roll.PARTNERKONTAKT),
    akter=("utsatt", "friyta", "partnerkontakt"),
    removes=("sakerhetssignal",),
    requires=(fritexten_avslojar_ingen,),
    fields=(
        Field("innehall", "Planen", Kind.TEXT),
        Field("personens_egna_ord", "Personens egna ord om planen", Kind.TEXT),
        Field(
            "oversedd",
            "Är en tidigare plan sedd över nu?",
            Kind.JA_NEJ,
            help="Svara nej när det är den första planen.",
        ),
    ),
)

sakerhetsbedomning_kontakt = FactKind(
    code="sakerhetsbedomning_kontakt",
    label="Säkerhetsbedömning av en kontakt",
    help="Görs innan någon kontaktas som kan påverka den utsattas säkerhet.",
    by=(Roll.HANDLAGGARE, Roll.PARTNERKONTAKT),
    akter=("utsatt", "partnerkontakt"),
    fields=(
        Field(
            "bedomning",
            "Vad kontakten kan leda till, och hur den görs säkert",
            Kind.TEXT,
        ),
    ),
)

sakerhetssignal = FactKind(
    code="sakerhetssignal",
    label="Säkerheten behöver ses över",
    help="Något har ändrats som kan påverka säkerheten. Vad det är står inte här.",
    by=(Roll.SYSTEM,),
    akter=("utsatt", "friyta", "partnerkontakt"),
    key="seq",
    lasting=True,
    fields=(),
)

sakerhetsuppgift_lamnad = FactKind(
    code="sakerhetsuppgift_lamnad",
    label="Uppgift som rör säkerheten har lämnats",
    help="Det som lämnas bygger på ett samtycke som gäller den dagen.",
    by=(Roll.PARTNERKONTAKT,),
    akter=("partnerkontakt",),
    requires=(sakerhetsinformation_kan_lamnas,),
    fields=(Field("uppgift", "Vad som har lämnats", Kind.TEXT),),
)

FAKTASLAG = (
    sakerhet_overvagd,
    sakerhetskontroll,
    sakerhetsplan,
    sakerhetsbedomning_kontakt,
    sakerhetssignal,
    sakerhetsuppgift_lamnad,
)
