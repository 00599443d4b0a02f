"""Ärendet om den som är utsatt för våld, från aktualisering till avslut (13 kap. 1 § SoL)."""

from __future__ import annotations

from caseflow.engine.field import Field, Kind
from caseflow.engine.process import Opening, Process, State, Transition
from caseflow.processes.akut_skydd import bevilja_akut_skydd
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
    BARNEN_FOLJER_MED,
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
    ORSAK,
    SKAL,
    VALDETS_ART,
)
from caseflow.rules.ansokan import ingen_oprovad_ansokan
from caseflow.rules.avslut import enkaten_ar_erbjuden, malet_ar_foljt_upp
from caseflow.rules.barn import (
    barn_ar_efterfragade,
    barnen_ar_beskrivna,
    vardnadshavarna_ar_tillfragade,
)
from caseflow.rules.beslut import perioden_ar_mojlig
from caseflow.rules.delegation import barnets_beslut_fattas_av_ratt_instans, vem_beslutar_for_barnet
from caseflow.rules.friyta import friytan_har_samtal_kvar
from caseflow.rules.inledning import (
    enheten_har_friyta,
    information_ar_lamnad,
    ingen_friyta_ar_oppen,
    ja_eller_ansokan_finns,
)
from caseflow.rules.kallor import NYA_SOL
from caseflow.rules.lagesbevakning import ny_kontakt_ligger_inom_tiden
from caseflow.rules.risk import (
    riskbedomningen_ar_aktuell,
    riskbedomningen_vilar_pa_metod,
    slutlig_riskbedomning_finns,
)
from caseflow.rules.roller import Roll
from caseflow.rules.saker_kontakt import saker_kontakt_ar_overenskommen
from caseflow.rules.sakerhet import (
    kontakten_ar_sakerhetsbedomd,
    personen_ar_i_sakerhet,
    sakerhetsplan_finns,
    sakerhetsplanen_ar_oversedd,
    skyddsbedomning_ar_gjord,
)
from caseflow.rules.utredning import egen_syn_finns

AKTUALISERAD = State(
    "aktualiserad",
    label="Aktualiserad",
    help="Gör en skyddsbedömning i dag.",
)
FORHANDSBEDOMNING = State(
    "forhandsbedomning",
    label="Förhandsbedömning",
    help="Ta reda på vad som behövs och om personen vill ha hjälp. Bestäm hur personen nås säkert.",
)
AVVAKTAR = State(
    "avvaktar",
    label="Avvaktar",
    help="Personen vill inte ha hjälp just nu. Ni har bestämt en säker väg tillbaka.",
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
    help="Uppföljningarna finns kvar. Personen är alltid välkommen tillbaka.",
)

_BEVILJANDE = (
    *FORE_BESLUT,
    perioden_ar_mojlig,
    vardnadshavarna_ar_tillfragade,
    barnets_beslut_fattas_av_ratt_instans,
)
_VARNAS = (*VARNAS_FORE_BEVILJANDE, vem_beslutar_for_barnet)
_BEVILJAD_INSATS = Opening(
    "insats",
    values={"grund": "beslut"},
    carries=("form", "till_och_med", "barn_foljer_med", "vardnadshavare"),
)

utsatt = Process(
    code="utsatt",
    label="Ärende om den som är utsatt för våld",
    since=NYA_SOL,
    start=AKTUALISERAD,
    states=(
        AKTUALISERAD,
        FORHANDSBEDOMNING,
        AVVAKTAR,
        UTREDNING,
        BESLUT,
        VERKSTALLIGHET,
        AVSLUTAT,
    ),
    transitions=(
        Transition(
            code="gor_skyddsbedomning",
            label="Gå vidare efter skyddsbedömningen",
            source=(AKTUALISERAD,),
            target=FORHANDSBEDOMNING,
            by=(Roll.HANDLAGGARE,),
            requires=(skyddsbedomning_ar_gjord, barn_ar_efterfragade),
            help="När skyddsbedömningen är registrerad och frågan om barn är ställd.",
        ),
        bevilja_akut_skydd(
            AKTUALISERAD, FORHANDSBEDOMNING, AVVAKTAR, UTREDNING, BESLUT, VERKSTALLIGHET
        ),
        Transition(
            code="erbjud_friyta",
            label="Erbjud friyta",
            source=(FORHANDSBEDOMNING, AVVAKTAR, UTREDNING),
            by=(Roll.HANDLAGGARE,),
            requires=(enheten_har_friyta, ingen_friyta_ar_oppen, friytan_har_samtal_kvar),
            opens=(Opening("friyta"),),
            help="Samtal utan beslut. Behandlaren tar vid.",
        ),
        Transition(
            code="omvand_partnerkontakt",
            label="Kontakta den som använder våld, på personens initiativ",
            source=(FORHANDSBEDOMNING, AVVAKTAR, UTREDNING, BESLUT, VERKSTALLIGHET),
            by=(Roll.HANDLAGGARE,),
            fields=(
                Field(
                    "innehall",
                    "Vad som får sägas",
                    Kind.TEXT,
                    help="Det som personen har godkänt, och inget mer.",
                ),
            ),
            requires=(personen_ar_i_sakerhet, kontakten_ar_sakerhetsbedomd),
            help="Bara när personen är i säkerhet och kontakten är bedömd.",
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
            requires=(
                information_ar_lamnad,
                saker_kontakt_ar_overenskommen,
                ny_kontakt_ligger_inom_tiden,
            ),
            help="Att vänta, gå och komma tillbaka är vanligt. Bestäm en säker väg tillbaka.",
        ),
        Transition(
            code="ta_ny_kontakt",
            label="Ta ny kontakt",
            source=(AVVAKTAR,),
            target=FORHANDSBEDOMNING,
            by=(Roll.HANDLAGGARE,),
            requires=(saker_kontakt_ar_overenskommen,),
            help="Bara på det sätt och de tider som är säkra.",
        ),
        Transition(
            code="inled_utredning",
            label="Inled utredning",
            source=(FORHANDSBEDOMNING,),
            target=UTREDNING,
            by=(Roll.HANDLAGGARE,),
            fields=INLEDNING,
            requires=(ja_eller_ansokan_finns,),
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
                Field("behov_nu", "Behov just nu", Kind.TEXT),
                Field("behov_snart", "Behov inom kort", Kind.TEXT),
                Field("behov_langre_fram", "Behov längre fram", Kind.TEXT),
                MALSATTNING,
                BEDOMNING,
                FORSLAG,
            ),
            requires=(
                riskbedomningen_ar_aktuell,
                riskbedomningen_vilar_pa_metod,
                sakerhetsplan_finns,
                egen_syn_finns,
                barn_ar_efterfragade,
                barnen_ar_beskrivna,
            ),
            document="utredning_utsatt",
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
                *BARNEN_FOLJER_MED,
                MOTIVERING,
                DELTAGARE,
            ),
            requires=_BEVILJANDE,
            varnar=_VARNAS,
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
                *BARNEN_FOLJER_MED,
                MOTIVERING,
                OVERKLAGANDEHANVISNING,
                DELTAGARE,
            ),
            requires=_BEVILJANDE,
            varnar=_VARNAS,
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
                sakerhetsplanen_ar_oversedd,
                enkaten_ar_erbjuden,
            ),
            opens=(UPPFOLJNINGAR,),
            help="Uppföljningarna planeras samtidigt.",
        ),
        verkstall_andrat_beslut(
            VERKSTALLIGHET,
            AVSLUTAT,
            target=VERKSTALLIGHET,
            insats=_BEVILJAD_INSATS,
            fields=BARNEN_FOLJER_MED,
            requires=(vardnadshavarna_ar_tillfragade, barnets_beslut_fattas_av_ratt_instans),
        ),
        Transition(
            code="ateraktualisera",
            label="Ta upp ärendet igen",
            source=(AVSLUTAT,),
            target=AKTUALISERAD,
            by=(Roll.HANDLAGGARE,),
            fields=(KALLA, KOMMENTAR),
            renews=True,
            help="Att komma tillbaka är vanligt. Det som redan är berättat finns kvar.",
        ),
    ),
)
