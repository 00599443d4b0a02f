"""Uppföljningen: hur har det gått? Den planeras vid insatsens start och vid avslut, och lever vidare efteråt."""

from __future__ import annotations

from caseflow.engine.field import Field, Kind
from caseflow.engine.process import Process, State, Transition
from caseflow.processes.kontaktfalt import KONTAKTEN, SAMTALET
from caseflow.rules.kallor import NYA_SOL
from caseflow.rules.roller import Roll
from caseflow.rules.uppfoljning import (
    BOKAD_DAG,
    bokad_dag_ar_en_vardag,
    bokad_dag_har_inte_varit,
    bokad_dag_ligger_i_fonstret,
    fonstret_har_oppnat,
    forsok_finns_kvar,
    forsoken_ar_gjorda,
    personen_kan_foljas_upp,
    uppfoljningen_gors_av_annan,
)
from caseflow.rules.utgaende import (
    KANALENS,
    SAMTALETS,
    saker_kontakt_galler,
    uppgifterna_har_inte_gatt_ut,
)

PLANERAD = State("planerad", label="Planerad")
KONTAKTFORSOK = State("kontaktforsok", label="Kontakt söks")
GENOMFORD = State("genomford", label="Genomförd", final=True)
AVBOJD = State("avbojd", label="Personen avböjde", final=True)
EJ_NADD = State("ej_nadd", label="Gick inte att nå", final=True)
OLAMPLIG = State("olamplig", label="Inte lämplig", final=True)

_UTFORARE = (Roll.BEHANDLARE, Roll.SAMORDNARE, Roll.HANDLAGGARE)

uppfoljning = Process(
    code="uppfoljning",
    label="Uppföljning",
    since=NYA_SOL,
    start=PLANERAD,
    states=(PLANERAD, KONTAKTFORSOK, GENOMFORD, AVBOJD, EJ_NADD, OLAMPLIG),
    transitions=(
        Transition(
            code="planera_uppfoljning",
            label="Planera en uppföljning",
            source=(),
            target=PLANERAD,
            by=(Roll.SAMORDNARE,),
            fields=(
                Field("planerad", "Planerad dag", Kind.DATUM, future=True),
                Field("anledning", "Anledning", Kind.RAD, required=False),
            ),
            requires=(personen_kan_foljas_upp,),
            values={"punkt": "egen", "raknas_fran": "egen"},
            carries=("planerad",),
            help="Utöver dem som planeras av sig själva.",
        ),
        Transition(
            code="medge_undantag",
            label="Medge att behandlaren följer upp",
            source=(PLANERAD, KONTAKTFORSOK),
            by=(Roll.SAMORDNARE, Roll.ENHETSCHEF),
            fields=(
                Field(
                    "undantag_skal",
                    "Skäl",
                    Kind.TEXT,
                    help="Till exempel att personen själv har bett om det. Att det är ont om tid räcker inte.",
                ),
            ),
            help="Huvudregeln är att en annan än behandlaren frågar, så att personen kan svara fritt.",
        ),
        Transition(
            code="boka_uppfoljning",
            label="Boka en dag för uppföljningen",
            source=(PLANERAD, KONTAKTFORSOK),
            by=(Roll.SAMORDNARE, Roll.ENHETSCHEF, Roll.BEHANDLARE, Roll.HANDLAGGARE),
            fields=(
                Field(
                    BOKAD_DAG,
                    "Bokad dag",
                    Kind.DATUM,
                    future=True,
                    help="En dag i uppföljningens fönster. Då påminns den som ska höra av sig.",
                ),
            ),
            requires=(bokad_dag_ligger_i_fonstret, bokad_dag_har_inte_varit),
            varnar=(bokad_dag_ar_en_vardag,),
            carries=(BOKAD_DAG,),
            help="Flyttar dagen inom fönstret. Fönstret ändras inte.",
        ),
        Transition(
            code="forsok_kontakt",
            label="Registrera ett kontaktförsök",
            source=(PLANERAD, KONTAKTFORSOK),
            target=KONTAKTFORSOK,
            by=_UTFORARE,
            fields=(
                *KONTAKTEN,
                Field(
                    "utfall",
                    "Hur det gick",
                    Kind.VAL,
                    choices=(
                        ("natt", "Personen nåddes"),
                        ("ej_svar", "Inget svar"),
                        ("ej_sakert", "Personen kunde inte prata säkert"),
                        ("ombokat", "Ni bestämde en annan dag"),
                    ),
                ),
                Field(
                    "ny_dag",
                    "Ny dag",
                    Kind.DATUM,
                    required=False,
                    future=True,
                    help="Om ni bestämde en annan dag.",
                ),
            ),
            requires=(
                forsok_finns_kvar,
                fonstret_har_oppnat,
                saker_kontakt_galler,
                uppgifterna_har_inte_gatt_ut,
                uppfoljningen_gors_av_annan,
                *KANALENS,
            ),
            values={BOKAD_DAG: None},
            help="Att ringa ger fler svar än att skicka något.",
        ),
        Transition(
            code="genomfor_uppfoljning",
            label="Genomför uppföljningen",
            source=(KONTAKTFORSOK,),
            target=GENOMFORD,
            by=_UTFORARE,
            fields=(
                Field(
                    "satt",
                    "Hur",
                    Kind.VAL,
                    choices=(
                        ("telefon", "Telefon"),
                        ("besok", "Besök"),
                        ("video", "Video"),
                        ("enkat", "Enkät"),
                    ),
                ),
                *SAMTALET,
                Field(
                    "vald_sedan_dess",
                    "Har våld eller hot förekommit sedan insatsen?",
                    Kind.VAL,
                    choices=(
                        ("nej", "Nej"),
                        ("ja", "Ja"),
                        ("vill_inte_svara", "Vill inte svara"),
                        ("inte_fragat", "Frågan kunde inte ställas säkert"),
                    ),
                ),
                Field(
                    "egna_ord",
                    "Personens egna ord om hur det har gått",
                    Kind.TEXT,
                ),
                Field(
                    "vill_ha_kontakt",
                    "Vill personen ha kontakt igen?",
                    Kind.JA_NEJ,
                    help="Svara ja så påminns ni nästa dag.",
                ),
                Field(
                    "enkat",
                    "Enkät",
                    Kind.VAL,
                    required=False,
                    choices=(
                        ("besvarad", "Besvarad"),
                        ("avbojd", "Personen avböjde"),
                        ("inte_erbjuden", "Inte erbjuden"),
                    ),
                ),
            ),
            requires=(uppfoljningen_gors_av_annan, *SAMTALETS),
            document="uppfoljning",
            help="När du har pratat med personen om hur det har gått.",
        ),
        Transition(
            code="avboj_uppfoljning",
            label="Personen vill inte följas upp",
            source=(PLANERAD, KONTAKTFORSOK),
            target=AVBOJD,
            by=_UTFORARE,
            help="Det är personens val. Berätta att hen är välkommen att höra av sig.",
        ),
        Transition(
            code="markera_ej_nadd",
            label="Personen gick inte att nå",
            source=(KONTAKTFORSOK,),
            target=EJ_NADD,
            by=(*_UTFORARE, Roll.SYSTEM),
            requires=(forsoken_ar_gjorda,),
            help="När försöken att nå personen är gjorda. Gör du inget skriver systemet det när fönstret "
            "har stängt.",
        ),
        Transition(
            code="bedom_olamplig_uppfoljning",
            label="Bedöm att uppföljningen inte är lämplig",
            source=(PLANERAD, KONTAKTFORSOK),
            target=OLAMPLIG,
            by=_UTFORARE,
            fields=(
                Field(
                    "orsak",
                    "Orsak",
                    Kind.VAL,
                    choices=(
                        ("inte_sakert", "Det är inte säkert att höra av sig"),
                        ("ny_kontakt", "Personen har kontakt med er igen"),
                        ("senare_uppfoljning", "En senare uppföljning ersätter den"),
                        ("flyttat", "Personen har flyttat"),
                        ("avlidit", "Personen har avlidit"),
                        ("annan", "Annan orsak"),
                    ),
                ),
                Field("skal", "Din bedömning", Kind.TEXT, required=False),
            ),
            help="När en kontakt kan göra det farligare för personen. Skriv varför.",
        ),
    ),
)
