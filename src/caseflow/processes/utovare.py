"""Ärendet om den som använder våld, från upptäckt till avslut (13 kap. 8 § SoL)."""

from __future__ import annotations

from caseflow.engine.field import Field, Kind
from caseflow.engine.process import Cascade, Opening, Process, State, Transition
from caseflow.processes.andrat_beslut import verkstall_andrat_beslut
from caseflow.processes.avslutande import (
    AVSLUTSORSAK,
    INGET_LAMNAS_OPPET,
    KOMMENTAR,
    UPPFOLJNING_SKAL,
    UPPFOLJNINGAR,
)
from caseflow.processes.beslutsfalt import (
    AVSLAS,
    BEVILJAS,
    DELTAGARE,
    FORE_BESLUT,
    FRAN_OCH_MED,
    LAGRUM,
    MOTIVERING,
    OVERKLAGANDEHANVISNING,
    UTAN_INSATS,
    VARNAS_FORE_BEVILJANDE,
)
from caseflow.processes.insatsfalt import FORM, TILL_OCH_MED
from caseflow.processes.registrering import KALLA
from caseflow.processes.utredningsfalt import (
    BEDOMNING,
    FORSLAG,
    INLEDNING,
    MALSATTNING,
    OM_VALDET,
    ORSAK,
    SKAL,
    VALDETS_ART,
)
from caseflow.rules.ansokan import ingen_oprovad_ansokan
from caseflow.rules.avslut import enkaten_ar_erbjuden, malet_ar_foljt_upp
from caseflow.rules.barn import barn_ar_efterfragade
from caseflow.rules.beslut import perioden_ar_mojlig
from caseflow.rules.friyta import friytan_har_samtal_kvar
from caseflow.rules.inledning import (
    enheten_har_friyta,
    information_ar_lamnad,
    ingen_friyta_ar_oppen,
    ja_eller_ansokan_finns,
)
from caseflow.rules.insats import formen_finns_i_enheten
from caseflow.rules.kallor import NYA_SOL
from caseflow.rules.lagesbevakning import ny_kontakt_ligger_inom_tiden
from caseflow.rules.risk import riskbedomningen_ar_aktuell, slutlig_riskbedomning_finns
from caseflow.rules.roller import Roll
from caseflow.rules.sakerhet import (
    sakerheten_ar_overvagd,
    sakerheten_ar_overvagd_pa_nytt,
    sakerhetskontroll_ar_gjord,
)
from caseflow.rules.utredning import egen_syn_finns

UPPTACKT = State(
    "upptackt",
    label="Upptäckt",
    help="Våld eller risk för våld är känt. Ta en första kontakt.",
)
FORHANDSBEDOMNING = State(
    "forhandsbedomning",
    label="Förhandsbedömning",
    help="Prata om situationen, inställningen till våldet och viljan att förändra. Berätta om hjälpen.",
)
AVVAKTAR = State(
    "avvaktar",
    label="Avvaktar",
    help="Personen vill inte ha hjälp just nu. En ny kontakt är planerad.",
)
UTREDNING = State("utredning", label="Utredning", help="Personen har sagt ja eller ansökt.")
BESLUT = State(
    "beslut",
    label="Beslut",
    help="Utredningen är klar. Personen får se underlaget, och beslutet förbereds.",
)
VERKSTALLIGHET = State(
    "verkstallighet",
    label="Verkställighet",
    help="En insats är beviljad. Följ den, och bedöm risken på nytt.",
)
AVSLUTAT = State(
    "avslutat",
    label="Avslutat",
    final=True,
    help="Uppföljningarna finns kvar. Det går alltid att ta upp ärendet igen.",
)

_PARTNERKONTAKTEN_UPPHOR = Cascade(
    "partnerkontakt",
    source=("provas", "samtycke_inhamtat", "begard", "oppen"),
    target="avslutad",
)
_BEVILJANDE = (
    *FORE_BESLUT,
    formen_finns_i_enheten,
    perioden_ar_mojlig,
    sakerheten_ar_overvagd,
)
_BEVILJAD_INSATS = Opening(
    "insats",
    values={"grund": "beslut"},
    carries=("form", "till_och_med"),
)

utovare = Process(
    code="utovare",
    label="Ärende om den som använder våld",
    since=NYA_SOL,
    start=UPPTACKT,
    states=(
        UPPTACKT,
        FORHANDSBEDOMNING,
        AVVAKTAR,
        UTREDNING,
        BESLUT,
        VERKSTALLIGHET,
        AVSLUTAT,
    ),
    transitions=(
        Transition(
            code="paborja_forhandsbedomning",
            label="Påbörja förhandsbedömning",
            source=(UPPTACKT,),
            target=FORHANDSBEDOMNING,
            by=(Roll.HANDLAGGARE,),
            help="När du har fått kontakt med personen.",
        ),
        Transition(
            code="erbjud_friyta",
            label="Erbjud friyta",
            source=(UPPTACKT, FORHANDSBEDOMNING, AVVAKTAR, UTREDNING),
            by=(Roll.HANDLAGGARE,),
            requires=(
                enheten_har_friyta,
                ingen_friyta_ar_oppen,
                friytan_har_samtal_kvar,
                sakerheten_ar_overvagd,
            ),
            opens=(Opening("friyta"),),
            help="Samtal utan beslut. Behandlaren tar vid.",
        ),
        Transition(
            code="tacka_nej",
            label="Registrera ett nej till hjälp",
            source=(FORHANDSBEDOMNING,),
            target=AVVAKTAR,
            by=(Roll.HANDLAGGARE,),
            fields=(
                Field("fragan_stalld", "Personen har fått frågan om hjälp", Kind.MASTE_JA),
                Field("svar", "Vad personen sa", Kind.TEXT, required=False),
                Field(
                    "ny_kontakt",
                    "Dag för ny kontakt",
                    Kind.DATUM,
                    required=False,
                    future=True,
                    help="Lämna tomt om ni inte kommit överens om en dag. Då gäller er rutin.",
                ),
            ),
            requires=(information_ar_lamnad, ny_kontakt_ligger_inom_tiden),
            help="Ett nej i dag kan bli ett ja längre fram. En ny kontakt planeras.",
        ),
        Transition(
            code="ta_ny_kontakt",
            label="Ta ny kontakt",
            source=(AVVAKTAR,),
            target=FORHANDSBEDOMNING,
            by=(Roll.HANDLAGGARE,),
            help="När ni pratar igen.",
        ),
        Transition(
            code="hanvisa",
            label="Hänvisa till annan utförare",
            source=(UPPTACKT, FORHANDSBEDOMNING, AVVAKTAR),
            target=AVSLUTAT,
            by=(Roll.HANDLAGGARE,),
            fields=(
                Field(
                    "utforare",
                    "Vem personen hänvisas till",
                    Kind.RAD,
                    help="Verksamhetens namn.",
                ),
                KOMMENTAR,
                UPPFOLJNING_SKAL,
            ),
            requires=(
                ingen_oprovad_ansokan,
                sakerheten_ar_overvagd,
                *INGET_LAMNAS_OPPET,
            ),
            opens=(UPPFOLJNINGAR,),
            cascades=(_PARTNERKONTAKTEN_UPPHOR,),
            help="När en annan verksamhet tar vid och ni inte utreder.",
        ),
        Transition(
            code="inled_utredning",
            label="Inled utredning",
            source=(FORHANDSBEDOMNING,),
            target=UTREDNING,
            by=(Roll.HANDLAGGARE,),
            fields=INLEDNING,
            requires=(ja_eller_ansokan_finns, sakerheten_ar_overvagd),
            help="När personen säger ja eller har ansökt. En ansökan utreds alltid.",
        ),
        Transition(
            code="inled_inte_utredning",
            label="Avsluta utan att inleda utredning",
            source=(FORHANDSBEDOMNING, AVVAKTAR),
            target=AVSLUTAT,
            by=(Roll.HANDLAGGARE,),
            fields=(ORSAK, SKAL, UPPFOLJNING_SKAL),
            requires=(ingen_oprovad_ansokan, *INGET_LAMNAS_OPPET),
            opens=(UPPFOLJNINGAR,),
            cascades=(_PARTNERKONTAKTEN_UPPHOR,),
            help="En pågående friyta får fortsätta.",
        ),
        Transition(
            code="slutfor_utredning",
            label="Slutför utredningen",
            source=(UTREDNING,),
            target=BESLUT,
            by=(Roll.HANDLAGGARE,),
            fields=(
                VALDETS_ART,
                Field(
                    "motivation",
                    "Inställning till våldet och till förändring",
                    Kind.TEXT,
                ),
                *OM_VALDET,
                Field(
                    "behov",
                    "Behov",
                    Kind.TEXT,
                    help="Till exempel hälsa, beroende, boende, ekonomi, nätverk och föräldraskap.",
                ),
                MALSATTNING,
                BEDOMNING,
                FORSLAG,
            ),
            requires=(
                riskbedomningen_ar_aktuell,
                egen_syn_finns,
                barn_ar_efterfragade,
                sakerheten_ar_overvagd_pa_nytt,
            ),
            document="utredning_utovare",
            help="Utredningen lämnas till beslut. Visa underlaget för personen.",
        ),
        Transition(
            code="avbryt_utredning",
            label="Avbryt utredningen",
            source=(UTREDNING,),
            target=AVSLUTAT,
            by=(Roll.HANDLAGGARE,),
            fields=(ORSAK, SKAL, UPPFOLJNING_SKAL),
            requires=(ingen_oprovad_ansokan, *INGET_LAMNAS_OPPET),
            opens=(UPPFOLJNINGAR,),
            cascades=(_PARTNERKONTAKTEN_UPPHOR,),
            help="När personen inte längre vill, och ingen ansökan finns kvar att avgöra.",
        ),
        Transition(
            code="bevilja",
            label="Bevilja",
            source=(BESLUT,),
            target=VERKSTALLIGHET,
            by=(Roll.BESLUTSFATTARE,),
            fields=(
                LAGRUM,
                BEVILJAS,
                FORM,
                FRAN_OCH_MED,
                TILL_OCH_MED,
                MOTIVERING,
                DELTAGARE,
            ),
            requires=_BEVILJANDE,
            varnar=VARNAS_FORE_BEVILJANDE,
            opens=(_BEVILJAD_INSATS,),
            removes=("ansokan",),
            document="beslut",
            help="Insatsen beställs samtidigt.",
        ),
        Transition(
            code="bevilja_delvis",
            label="Bevilja delvis",
            source=(BESLUT,),
            target=VERKSTALLIGHET,
            by=(Roll.BESLUTSFATTARE,),
            fields=(
                LAGRUM,
                BEVILJAS,
                AVSLAS,
                FORM,
                FRAN_OCH_MED,
                TILL_OCH_MED,
                MOTIVERING,
                OVERKLAGANDEHANVISNING,
                DELTAGARE,
            ),
            requires=_BEVILJANDE,
            varnar=VARNAS_FORE_BEVILJANDE,
            opens=(_BEVILJAD_INSATS,),
            removes=("ansokan",),
            document="beslut",
            help="En del beviljas och en del avslås. Personen kan överklaga det som avslås.",
        ),
        Transition(
            code="avsla",
            label="Avslå",
            source=(BESLUT,),
            target=AVSLUTAT,
            by=(Roll.BESLUTSFATTARE,),
            fields=(
                LAGRUM,
                AVSLAS,
                MOTIVERING,
                OVERKLAGANDEHANVISNING,
                DELTAGARE,
                UPPFOLJNING_SKAL,
            ),
            requires=(*FORE_BESLUT, *INGET_LAMNAS_OPPET),
            opens=(UPPFOLJNINGAR,),
            cascades=(_PARTNERKONTAKTEN_UPPHOR,),
            removes=("ansokan",),
            document="beslut",
            help="Tiden att överklaga räknas från dagen då personen får del av beslutet.",
        ),
        Transition(
            code="avsluta_utan_insats",
            label="Avsluta utan insats",
            source=(BESLUT,),
            target=AVSLUTAT,
            by=(Roll.BESLUTSFATTARE,),
            fields=(ORSAK, SKAL, UPPFOLJNING_SKAL),
            requires=(*UTAN_INSATS, *INGET_LAMNAS_OPPET),
            opens=(UPPFOLJNINGAR,),
            cascades=(_PARTNERKONTAKTEN_UPPHOR,),
            document="beslut",
            help="När utredningen inte leder till någon insats och ingen ansökan finns att avgöra.",
        ),
        Transition(
            code="avsluta",
            label="Avsluta ärendet",
            source=(VERKSTALLIGHET,),
            target=AVSLUTAT,
            by=(Roll.HANDLAGGARE,),
            fields=(AVSLUTSORSAK, KOMMENTAR, UPPFOLJNING_SKAL),
            requires=(
                *INGET_LAMNAS_OPPET,
                ingen_oprovad_ansokan,
                malet_ar_foljt_upp,
                slutlig_riskbedomning_finns,
                sakerhetskontroll_ar_gjord,
                enkaten_ar_erbjuden,
            ),
            opens=(UPPFOLJNINGAR,),
            cascades=(_PARTNERKONTAKTEN_UPPHOR,),
            help="Uppföljningarna planeras samtidigt.",
        ),
        verkstall_andrat_beslut(
            VERKSTALLIGHET,
            AVSLUTAT,
            target=VERKSTALLIGHET,
            insats=_BEVILJAD_INSATS,
            requires=(formen_finns_i_enheten, sakerheten_ar_overvagd),
        ),
        Transition(
            code="ateraktualisera",
            label="Ta upp ärendet igen",
            source=(AVSLUTAT,),
            target=UPPTACKT,
            by=(Roll.HANDLAGGARE,),
            fields=(KALLA, KOMMENTAR),
            renews=True,
            help="Ingen behöver börja om från början. Det som redan är berättat finns kvar.",
        ),
    ),
)
