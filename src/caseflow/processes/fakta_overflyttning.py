"""Fakta om överflyttning av ärendet till eller från en annan kommun."""

from __future__ import annotations

from caseflow.engine.field import Field, Kind
from caseflow.engine.process import FactKind
from caseflow.rules.overflyttning import begaran_om_overflyttning_finns, svaret_har_drojt_en_manad
from caseflow.rules.roller import Roll

_ARENDEN = ("utovare", "utsatt")
_BEGARAN = Field(
    "begaran",
    "Händelsenumret för begäran",
    Kind.HELTAL,
    low=1,
    high=1_000_000_000,
    help="Numret står vid begäran i tidslinjen.",
)

overflyttning_begard = FactKind(
    code="overflyttning_begard",
    label="Begäran om att flytta över ärendet",
    help="Skriftligt. Datumet är dagen då begäran lämnades eller kom in (29 kap. 10 § SoL).",
    by=(Roll.HANDLAGGARE, Roll.BESLUTSFATTARE, Roll.REGISTRATOR),
    akter=_ARENDEN,
    key="seq",
    lasting=True,
    fields=(
        Field(
            "riktning",
            "Vem som begär",
            Kind.VAL,
            choices=(
                ("fran_oss", "Ni begär att en annan kommun tar över"),
                ("till_oss", "En annan kommun begär att ni tar över"),
            ),
        ),
        Field(
            "kommun",
            "Den andra kommunen",
            Kind.RAD,
            help="Har personen skyddade uppgifter: tänk på vem som kan läsa det här.",
        ),
        Field("skriftlig", "Begäran är skriftlig", Kind.MASTE_JA),
        Field("skal", "Varför ärendet bör flyttas över", Kind.TEXT),
    ),
)

overflyttning_svar = FactKind(
    code="overflyttning_svar",
    label="Svar om överflyttning",
    help="Svaret lämnas genast. Registrera här också vad IVO har bestämt.",
    by=(Roll.HANDLAGGARE, Roll.BESLUTSFATTARE, Roll.REGISTRATOR),
    akter=_ARENDEN,
    removes=("overflyttning_begard:{begaran}", "overflyttning_hos_ivo:{begaran}"),
    requires=(begaran_om_overflyttning_finns,),
    fields=(
        _BEGARAN,
        Field(
            "utfall",
            "Svaret",
            Kind.VAL,
            choices=(
                ("ja", "Ja, ärendet flyttas över"),
                ("nej", "Nej, ärendet flyttas inte över"),
                ("tas_tillbaka", "Begäran tas tillbaka"),
            ),
        ),
        Field("skal", "Skäl", Kind.TEXT, required=False),
    ),
)

overflyttning_hos_ivo = FactKind(
    code="overflyttning_hos_ivo",
    label="Frågan om överflyttning är lämnad till IVO",
    help="När svaret har dröjt en månad, eller när kommunerna inte är överens (29 kap. 11 § SoL).",
    by=(Roll.HANDLAGGARE, Roll.BESLUTSFATTARE, Roll.REGISTRATOR),
    akter=_ARENDEN,
    key="begaran",
    lasting=True,
    requires=(svaret_har_drojt_en_manad,),
    fields=(
        _BEGARAN,
        Field(
            "skal",
            "Varför",
            Kind.VAL,
            choices=(
                ("inget_svar", "Inget svar på en månad"),
                ("inte_overens", "Kommunerna är inte överens"),
            ),
        ),
    ),
)

FAKTASLAG = (overflyttning_begard, overflyttning_svar, overflyttning_hos_ivo)
