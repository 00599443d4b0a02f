"""Prövningen av en ny ansökan medan beviljade insatser pågår: förlängning, ändring eller en ny insats."""

from __future__ import annotations

from caseflow.engine.field import Field, Kind
from caseflow.engine.process import Opening, Process, State, Transition
from caseflow.processes.beslutsfalt import (
    AVSLAS,
    BARNEN_FOLJER_MED,
    BEVILJAS,
    DELTAGARE,
    LAGRUM,
    MOTIVERING,
    OVERKLAGANDEHANVISNING,
)
from caseflow.processes.insatsfalt import AVSER, FORMER, TILL_OCH_MED
from caseflow.processes.utredningsfalt import BEDOMNING, FORSLAG
from caseflow.rules.barn import vardnadshavarna_ar_tillfragade
from caseflow.rules.beslut import (
    kommunicering_ar_gjord,
    perioden_ar_mojlig,
    tiden_for_synpunkter_har_gatt,
)
from caseflow.rules.delegation import (
    barnets_beslut_fattas_av_ratt_instans,
    beslutet_ryms_i_delegationen,
)
from caseflow.rules.insats import formen_finns_i_enheten
from caseflow.rules.kallor import NYA_SOL
from caseflow.rules.provning import (
    ansokan_kommer_under_verkstalligheten,
    forlangningen_galler_langre,
    formen_foljer_ansokan,
    insatsen_ar_namngiven,
    kommuniceringen_galler_ansokan,
    provningen_avgors_av_annan,
)
from caseflow.rules.risk import riskbedomningen_ar_aktuell
from caseflow.rules.roller import Roll
from caseflow.rules.sakerhet import sakerheten_ar_overvagd

ANSOKT = State("ansokt", label="Ansökt", help="Personen har ansökt om mer, eller om något annat.")
UTREDS = State(
    "utreds", label="Utreds", help="Utred inte mer än som behövs. Mycket är redan berättat."
)
BESLUT = State("beslut", label="Beslut", help="Förslaget ligger hos den som beslutar.")
BIFALL = State("bifall", label="Bifall", final=True)
DELVIS = State("delvis", label="Delvis bifall", final=True)
AVSLAG = State(
    "avslag", label="Avslag", final=True, help="Det som redan är beviljat gäller till sitt slut."
)
ATERKALLAD = State("aterkallad", label="Återkallad", final=True)

_FORM = Field(
    "form",
    "Form på en ny insats",
    Kind.VAL,
    required=False,
    choices=FORMER,
    help="Fyll bara i när ansökan gäller en ny insats. Före grupp hålls ett bedömningssamtal.",
)
_NY_INSATS = Opening(
    "insats",
    values={"grund": "beslut"},
    carries=("form", "till_och_med", "barn_foljer_med", "vardnadshavare"),
    when="form",
)
_MOT_PERSONEN = (
    kommunicering_ar_gjord,
    kommuniceringen_galler_ansokan,
    tiden_for_synpunkter_har_gatt,
)
_BEVILJANDE = (
    provningen_avgors_av_annan,
    beslutet_ryms_i_delegationen,
    perioden_ar_mojlig,
    forlangningen_galler_langre,
    formen_foljer_ansokan,
    formen_finns_i_enheten,
    riskbedomningen_ar_aktuell,
    sakerheten_ar_overvagd,
    vardnadshavarna_ar_tillfragade,
    barnets_beslut_fattas_av_ratt_instans,
)

provning = Process(
    code="provning",
    label="Prövning av ny ansökan",
    since=NYA_SOL,
    start=ANSOKT,
    states=(ANSOKT, UTREDS, BESLUT, BIFALL, DELVIS, AVSLAG, ATERKALLAD),
    transitions=(
        Transition(
            code="ansok",
            label="Ta emot ny ansökan",
            source=(),
            target=ANSOKT,
            by=(Roll.HANDLAGGARE,),
            fields=(
                AVSER,
                Field(
                    "insats",
                    "Nummer på insatsen",
                    Kind.HELTAL,
                    required=False,
                    low=1,
                    help="Behövs när flera insatser pågår. Numret står på insatsen i ärendet.",
                ),
                Field(
                    "ansokan_satt",
                    "Hur ansökan lämnades",
                    Kind.VAL,
                    choices=(("muntlig", "Muntligt"), ("skriftlig", "Skriftligt")),
                ),
                Field(
                    "egen_ansokan",
                    "Personen ansöker själv",
                    Kind.MASTE_JA,
                    help="En behandlare kan föreslå mer stöd, men bara personen själv kan ansöka.",
                ),
                Field(
                    "egna_ord",
                    "Personens egna ord om vad hen vill",
                    Kind.TEXT,
                    required=False,
                ),
            ),
            requires=(ansokan_kommer_under_verkstalligheten, insatsen_ar_namngiven),
            carries=("avser", "insats"),
            help="En muntlig ansökan räknas. Datumet är dagen då personen ansökte.",
        ),
        Transition(
            code="utred_ansokan",
            label="Börja utreda ansökan",
            source=(ANSOKT,),
            target=UTREDS,
            by=(Roll.HANDLAGGARE,),
            help="När du börjar utreda det som personen har ansökt om.",
        ),
        Transition(
            code="lamna_till_beslut",
            label="Lämna till beslut",
            source=(UTREDS,),
            target=BESLUT,
            by=(Roll.HANDLAGGARE,),
            fields=(BEDOMNING, FORSLAG),
            requires=(riskbedomningen_ar_aktuell,),
            help="När utredningen är klar. Den som beslutar tar vid.",
        ),
        Transition(
            code="bifall_ansokan",
            label="Bifall ansökan",
            source=(BESLUT,),
            target=BIFALL,
            by=(Roll.BESLUTSFATTARE,),
            fields=(
                LAGRUM,
                BEVILJAS,
                _FORM,
                TILL_OCH_MED,
                *BARNEN_FOLJER_MED,
                MOTIVERING,
                DELTAGARE,
            ),
            requires=_BEVILJANDE,
            opens=(_NY_INSATS,),
            carries=("till_och_med",),
            document="beslut",
            help="Gäller ansökan en ny insats beställs den samtidigt.",
        ),
        Transition(
            code="bifall_delvis",
            label="Bifall delvis",
            source=(BESLUT,),
            target=DELVIS,
            by=(Roll.BESLUTSFATTARE,),
            fields=(
                LAGRUM,
                BEVILJAS,
                AVSLAS,
                _FORM,
                TILL_OCH_MED,
                *BARNEN_FOLJER_MED,
                MOTIVERING,
                OVERKLAGANDEHANVISNING,
                DELTAGARE,
            ),
            requires=(*_BEVILJANDE, *_MOT_PERSONEN),
            opens=(_NY_INSATS,),
            carries=("till_och_med",),
            document="beslut",
            help="En del beviljas och en del avslås. Personen kan överklaga det som avslås.",
        ),
        Transition(
            code="avsla_ansokan",
            label="Avslå ansökan",
            source=(BESLUT,),
            target=AVSLAG,
            by=(Roll.BESLUTSFATTARE,),
            fields=(LAGRUM, AVSLAS, MOTIVERING, OVERKLAGANDEHANVISNING, DELTAGARE),
            requires=(provningen_avgors_av_annan, riskbedomningen_ar_aktuell, *_MOT_PERSONEN),
            document="beslut",
            help="Insatser som redan är beviljade fortsätter till sitt slut.",
        ),
        Transition(
            code="aterkalla_ansokan",
            label="Personen tar tillbaka ansökan",
            source=(ANSOKT, UTREDS, BESLUT),
            target=ATERKALLAD,
            by=(Roll.HANDLAGGARE,),
            fields=(
                Field(
                    "satt",
                    "Hur",
                    Kind.VAL,
                    choices=(("muntligt", "Muntligt"), ("skriftligt", "Skriftligt")),
                ),
            ),
            help="Bara personen själv kan ta tillbaka sin ansökan.",
        ),
    ),
)
