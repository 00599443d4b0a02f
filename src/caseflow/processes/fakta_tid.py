"""Fakta om handläggningens tid: att beslutet dröjer, en begäran om avgörande, och svaret på den."""

from __future__ import annotations

from caseflow.engine.field import Field, Kind
from caseflow.engine.process import FactKind
from caseflow.processes.beslutsfalt import MOTIVERING, OVERKLAGANDEHANVISNING
from caseflow.rules.handlaggningstid import (
    begaran_ar_avslagen,
    begaran_galler_en_oavgjord_ansokan,
    begaran_gors_en_gang,
    begaran_vantar_pa_svar,
    sex_manader_har_gatt,
)
from caseflow.rules.roller import Roll

_ARENDEN = ("utovare", "utsatt")
_ANSOKAN = Field(
    "ansokan",
    "Ansökans händelsenummer",
    Kind.HELTAL,
    low=1,
    high=1_000_000_000,
    help="Numret står vid ansökan i tidslinjen.",
)

underrattelse_om_forsening = FactKind(
    code="underrattelse_om_forsening",
    label="Personen har fått veta att beslutet dröjer",
    help="Berätta i god tid, och på ett sätt som är säkert för personen (11 § FL).",
    by=(Roll.HANDLAGGARE, Roll.BESLUTSFATTARE),
    akter=_ARENDEN,
    fields=(
        Field(
            "orsak", "Varför det dröjer", Kind.TEXT, help="Så som personen har fått det förklarat."
        ),
        Field(
            "satt",
            "Hur",
            Kind.VAL,
            choices=(("muntligt", "Muntligt"), ("skriftligt", "Skriftligt")),
        ),
        Field(
            "beraknas_klart",
            "Dag då ni räknar med att vara klara",
            Kind.DATUM,
            required=False,
            future=True,
            help="Är ni inte klara då får ni en påminnelse om att höra av er igen.",
        ),
    ),
)

begaran_om_avgorande = FactKind(
    code="begaran_om_avgorande",
    label="Begäran om att ansökan avgörs",
    help="Datumet är dagen då begäran kom in. Svaret lämnas inom fyra veckor (12 § FL).",
    by=(Roll.HANDLAGGARE, Roll.BESLUTSFATTARE, Roll.REGISTRATOR),
    akter=_ARENDEN,
    key="ansokan",
    requires=(begaran_galler_en_oavgjord_ansokan, sex_manader_har_gatt, begaran_gors_en_gang),
    fields=(
        _ANSOKAN,
        Field(
            "skriftlig",
            "Begäran är skriftlig",
            Kind.MASTE_JA,
            help="Är den muntlig hjälper du personen att skriva ned den.",
        ),
    ),
)

avslag_pa_begaran = FactKind(
    code="avslag_pa_begaran",
    label="Avslag på begäran om avgörande",
    help="Ett särskilt beslut, som går att överklaga. Ansökan ska fortfarande avgöras (12 § FL).",
    by=(Roll.BESLUTSFATTARE,),
    akter=_ARENDEN,
    key="ansokan",
    requires=(begaran_vantar_pa_svar,),
    fields=(_ANSOKAN, MOTIVERING, OVERKLAGANDEHANVISNING),
)

delfaende_av_avslag = FactKind(
    code="delfaende_av_avslag",
    label="Personen har fått del av avslaget på sin begäran",
    help="Datumet är dagen då personen fick del av avslaget. Därifrån räknas tiden att överklaga det.",
    by=(Roll.HANDLAGGARE, Roll.BESLUTSFATTARE, Roll.REGISTRATOR),
    akter=_ARENDEN,
    key="ansokan",
    requires=(begaran_ar_avslagen,),
    fields=(
        _ANSOKAN,
        Field(
            "satt",
            "Hur",
            Kind.VAL,
            choices=(
                ("muntligt", "Muntligt, och beslutet lämnades samtidigt"),
                ("kvitto", "Undertecknat delgivningskvitto"),
                ("rekommenderat_brev", "Rekommenderat brev"),
                ("digitalt", "Digitalt, med kvittens"),
                ("annat", "Annat sätt"),
            ),
        ),
    ),
)

FAKTASLAG = (
    underrattelse_om_forsening,
    begaran_om_avgorande,
    avslag_pa_begaran,
    delfaende_av_avslag,
)
