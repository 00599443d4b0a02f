"""Fakta om det som nämnden, utskottet och arkivet bestämmer utanför caseflow."""

from __future__ import annotations

from caseflow.engine.field import Field, Kind
from caseflow.engine.process import FactKind
from caseflow.rules.delegation import (
    barnets_beslut_fattas_av_ratt_instans,
    barnets_insats_ar_registrerad,
)
from caseflow.rules.delegationsordning import BESLUT_SOM_DELEGERAS
from caseflow.rules.fritext import fritexten_avslojar_ingen
from caseflow.rules.gallring import stoppet_finns_att_hava
from caseflow.rules.roller import Roll

_PARAGRAF = Field(
    "paragraf",
    "Paragraf i protokollet, eller beslutets nummer",
    Kind.RAD,
    help="Så att beslutet går att hitta.",
)
_INSTANS = Field(
    "instans",
    "Vem som har beslutat",
    Kind.VAL,
    choices=(
        ("utskott", "Utskottet"),
        ("namnd", "Nämnden"),
        ("ordforande", "Ordföranden eller en annan utsedd ledamot"),
    ),
)

namndens_beslut = FactKind(
    code="namndens_beslut",
    label="Nämndens beslut",
    help="När beslutet inte fattas på delegation. Registrera det, och ta sedan steget i ärendet.",
    by=(Roll.BESLUTSFATTARE, Roll.HANDLAGGARE, Roll.REGISTRATOR),
    akter=("utovare", "utsatt"),
    key="galler",
    fields=(
        Field("galler", "Vad det gäller", Kind.VAL, choices=tuple(BESLUT_SOM_DELEGERAS.items())),
        _INSTANS,
        _PARAGRAF,
        Field("innehall", "Vad som har beslutats", Kind.TEXT, required=False),
    ),
)

barnets_beslut = FactKind(
    code="barnets_beslut",
    label="Beslut om barnets insats",
    help="Ett barn som följer med till skyddat boende får ett eget beslut. Vem som fattar det står i lagen.",
    by=(Roll.BESLUTSFATTARE, Roll.HANDLAGGARE, Roll.REGISTRATOR),
    akter=("utsatt",),
    requires=(barnets_insats_ar_registrerad, barnets_beslut_fattas_av_ratt_instans),
    fields=(
        Field(
            "barnets_beslut",
            "Vem som har beslutat",
            Kind.VAL,
            choices=(
                ("utskott", "Utskottet"),
                ("namnd", "Nämnden"),
                ("ordforande", "Ordföranden: omedelbar insats"),
            ),
        ),
        Field(
            "vardnadshavare",
            "Vad beslutet bygger på",
            Kind.VAL,
            choices=(
                ("samtycke", "Vårdnadshavarnas samtycke"),
                ("omedelbar_insats", "Omedelbar insats utan den ena vårdnadshavarens samtycke"),
                ("domstol", "Förvaltningsrättens avgörande"),
            ),
        ),
        _PARAGRAF,
    ),
)

gallringsstopp = FactKind(
    code="gallringsstopp",
    label="Stopp för gallring",
    help="Akten behövs, till exempel i en tvist eller en tillsyn. Den gallras inte förrän stoppet hävs.",
    by=(Roll.REGISTRATOR, Roll.ENHETSCHEF, Roll.SAKERHETSSAMORDNARE),
    akter=("utovare", "utsatt", "friyta", "partnerkontakt"),
    lasting=True,
    requires=(fritexten_avslojar_ingen,),
    fields=(Field("skal", "Varför akten behövs", Kind.TEXT),),
)

gallringsstopp_havt = FactKind(
    code="gallringsstopp_havt",
    label="Stoppet för gallring är hävt",
    help="Skälet finns inte längre.",
    by=(Roll.REGISTRATOR, Roll.ENHETSCHEF, Roll.SAKERHETSSAMORDNARE),
    akter=("utovare", "utsatt", "friyta", "partnerkontakt"),
    removes=("gallringsstopp",),
    requires=(stoppet_finns_att_hava, fritexten_avslojar_ingen),
    fields=(Field("skal", "Varför akten inte behövs längre", Kind.TEXT),),
)

FAKTASLAG = (namndens_beslut, barnets_beslut, gallringsstopp, gallringsstopp_havt)
