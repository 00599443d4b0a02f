"""Partnerkontakten i utövarens ärende: bara utövarens egen halva.

Den säger aldrig om någon finns, nåddes eller svarade. «Öppen» sätts av tiden och «avslutad» av att
behandlingen slutar.
"""

from __future__ import annotations

from caseflow.engine.field import Field, Kind
from caseflow.engine.process import Process, State, Transition
from caseflow.rules.kallor import NYA_SOL
from caseflow.rules.partnerkontakt import (
    bada_samtyckena_ar_lamnade,
    behandling_ar_pa_vag,
    enheten_har_partnerkontakt,
    ingen_annan_partnerkontakt_ar_oppen,
    personen_ar_inte_anonym,
)
from caseflow.rules.roller import Roll
from caseflow.rules.sakerhet import sakerheten_ar_overvagd

PROVAS = State("provas", label="Frågan är väckt", help="Prata om vad partnerkontakt är och varför.")
SAMTYCKE_INHAMTAT = State("samtycke_inhamtat", label="Samtycke inhämtat")
BEGARD = State("begard", label="Begärd", help="Inget mer behövs från personen.")
OPPEN = State("oppen", label="Öppen", help="Läget följer tiden. Det säger inget om någon annan.")
AVSLUTAD = State("avslutad", label="Avslutad", final=True)
AVBOJD_AV_UTOVAREN = State(
    "avbojd_av_utovaren",
    label="Personen vill inte",
    final=True,
    help="Behandlingen fortsätter som förut.",
)

partnerkontakt = Process(
    code="partnerkontakt",
    label="Partnerkontakt",
    since=NYA_SOL,
    start=PROVAS,
    states=(PROVAS, SAMTYCKE_INHAMTAT, BEGARD, OPPEN, AVSLUTAD, AVBOJD_AV_UTOVAREN),
    transitions=(
        Transition(
            code="prova_partnerkontakt",
            label="Ta upp partnerkontakt",
            source=(),
            target=PROVAS,
            by=(Roll.BEHANDLARE, Roll.HANDLAGGARE),
            requires=(
                enheten_har_partnerkontakt,
                personen_ar_inte_anonym,
                behandling_ar_pa_vag,
                ingen_annan_partnerkontakt_ar_oppen,
                sakerheten_ar_overvagd,
            ),
            help="Helst i början av behandlingen.",
        ),
        Transition(
            code="inhamta_samtycke",
            label="Båda samtyckena är lämnade",
            source=(PROVAS,),
            target=SAMTYCKE_INHAMTAT,
            by=(Roll.BEHANDLARE,),
            requires=(bada_samtyckena_ar_lamnade,),
            help="Ett till att behandlingen berättas, ett till att säkerhetsinformation lämnas vidare.",
        ),
        Transition(
            code="begar_partnerkontakt",
            label="Begär partnerkontakt",
            source=(SAMTYCKE_INHAMTAT,),
            target=BEGARD,
            by=(Roll.BEHANDLARE,),
            fields=(
                Field(
                    "inget_besked",
                    "Personen vet att hen inte får veta vad som händer sedan",
                    Kind.MASTE_JA,
                    help="Varken du eller personen får något svar. Det är en del av tryggheten.",
                ),
            ),
            requires=(bada_samtyckena_ar_lamnade,),
            help="Den som arbetar med partnerkontakt tar vid. Hur det går står inte i ärendet.",
        ),
        Transition(
            code="registrera_avbojd",
            label="Personen vill inte",
            source=(PROVAS, SAMTYCKE_INHAMTAT),
            target=AVBOJD_AV_UTOVAREN,
            by=(Roll.BEHANDLARE, Roll.HANDLAGGARE),
            help="Ett nej påverkar inte behandlingen. Frågan kan tas upp igen.",
        ),
        Transition(
            code="oppna_partnerkontakt",
            label="Partnerkontakten räknas som öppen",
            source=(BEGARD,),
            target=OPPEN,
            by=(Roll.SYSTEM,),
            help="Sker efter en bestämd tid, alltid likadant.",
        ),
        Transition(
            code="avsluta_partnerkontakt",
            label="Partnerkontakten räknas som avslutad",
            source=(PROVAS, SAMTYCKE_INHAMTAT, BEGARD, OPPEN),
            target=AVSLUTAD,
            by=(Roll.SYSTEM,),
            help="Sker när behandlingen slutar, alltid likadant.",
        ),
    ),
)
