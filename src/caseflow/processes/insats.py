"""Insatsen: från beställning till slut. Den vilar på ett beslut, ett akut skydd eller nämndens villkor."""

from __future__ import annotations

from caseflow.engine.field import Field, Kind
from caseflow.engine.process import Cascade, Opening, Process, State, Transition
from caseflow.processes.insatsfalt import AVSER, FORM, INFORMERAD_11_6, VILLKOR
from caseflow.rules.beslut import perioden_ar_mojlig
from caseflow.rules.insats import (
    formen_finns_i_enheten,
    grupp_foregas_av_bedomningssamtal,
    insats_utan_beslut_ryms_i_laget,
    insatsen_bestalls_i_oppet_arende,
    insatsen_har_ett_gallande_beslut,
    sakerheten_ar_overvagd_infor_slutet,
)
from caseflow.rules.kallor import NYA_SOL
from caseflow.rules.paus import PAUSDAGAR
from caseflow.rules.roller import Roll
from caseflow.rules.sakerhet import sakerheten_ar_overvagd
from caseflow.rules.uppfoljning import uppfoljningar_under_insats

BESTALLD = State(
    "bestalld", label="Beställd", help="Den som ska ge insatsen tar emot beställningen."
)
VANTAR = State(
    "vantar", label="Väntar", help="Mottagen men inte startad. Hör av dig till personen."
)
PAGAR = State("pagar", label="Pågår")
PAUSAD = State("pausad", label="Pausad", help="Insatsen ligger nere en tid och kan tas upp igen.")
GENOMFORD = State("genomford", label="Genomförd", final=True)
AVBRUTEN = State("avbruten", label="Avbruten", final=True)
ATERKALLAD = State("aterkallad", label="Återkallad", final=True, help="Insatsen började aldrig.")

_BEHANDLINGEN_SLUTAR = (
    # Utövarens halva av partnerkontakten slutar med behandlingen, vad som än har hänt i den andra.
    # Pågår en annan insats fortsätter behandlingen, och partnerkontakten med den.
    Cascade(
        "partnerkontakt",
        source=("provas", "samtycke_inhamtat", "begard", "oppen"),
        target="avslutad",
        unless_open="insats",
    ),
)
_ORSAK = Field(
    "orsak",
    "Orsak",
    Kind.VAL,
    choices=(
        ("personen_vill", "Personen vill det själv"),
        ("inte_aterkommit", "Personen har inte återkommit"),
        ("sjukdom", "Sjukdom"),
        ("hakte_eller_anstalt", "Häkte eller fängelse"),
        ("inte_sakert", "Det är inte säkert nu"),
        ("verksamheten", "Ni kan inte ge insatsen just nu"),
        ("flyttat", "Personen har flyttat"),
        ("annan_insats", "En annan insats passar bättre"),
        ("avlidit", "Personen har avlidit"),
        ("annan", "Annan orsak"),
    ),
)
_KOMMENTAR = Field("kommentar", "Kommentar", Kind.TEXT, required=False)

insats = Process(
    code="insats",
    label="Insats",
    since=NYA_SOL,
    start=BESTALLD,
    states=(BESTALLD, VANTAR, PAGAR, PAUSAD, GENOMFORD, AVBRUTEN, ATERKALLAD),
    transitions=(
        Transition(
            code="bestall_insats",
            label="Beställ insats utan beslut",
            source=(),
            target=BESTALLD,
            by=(Roll.HANDLAGGARE, Roll.BEHANDLARE),
            fields=(
                FORM,
                Field(
                    "till_och_med",
                    "Till och med",
                    Kind.DATUM,
                    required=False,
                    future=True,
                    help="Fyll i om insatsen ges en bestämd tid.",
                ),
                VILLKOR,
                INFORMERAD_11_6,
            ),
            requires=(
                insatsen_bestalls_i_oppet_arende,
                insats_utan_beslut_ryms_i_laget,
                formen_finns_i_enheten,
                perioden_ar_mojlig,
                sakerheten_ar_overvagd,
            ),
            values={"grund": "utan_beslut"},
            carries=("form", "till_och_med"),
            help="En insats som ges enligt nämndens villkor, utan prövning (11 kap. 5 § SoL). En beviljad "
            "insats beställs av beslutet.",
        ),
        Transition(
            code="ta_emot_bestallning",
            label="Ta emot beställningen",
            source=(BESTALLD,),
            target=VANTAR,
            by=(Roll.BEHANDLARE,),
            fields=(
                Field("meddelande", "Besked till den som beställt", Kind.TEXT, required=False),
            ),
            help="Boka själv in personen, så att ingen behöver ringa åt någon annan.",
        ),
        Transition(
            code="starta_insats",
            label="Starta insatsen",
            source=(VANTAR,),
            target=PAGAR,
            by=(Roll.BEHANDLARE,),
            fields=(
                Field(
                    "bedomningssamtal",
                    "Har ni haft ett bedömningssamtal?",
                    Kind.JA_NEJ,
                    required=False,
                    help="Behövs före grupp.",
                ),
            ),
            requires=(
                insatsen_har_ett_gallande_beslut,
                grupp_foregas_av_bedomningssamtal,
                sakerheten_ar_overvagd,
            ),
            opens=(Opening("uppfoljning", each=uppfoljningar_under_insats, parent="insats"),),
            carries=("behandlare",),
            help="Dagen då personen kom första gången. Du som startar räknas som insatsens behandlare.",
        ),
        Transition(
            code="foresla_provning",
            label="Föreslå förlängning eller ändring",
            source=(PAGAR, PAUSAD),
            by=(Roll.BEHANDLARE,),
            fields=(
                AVSER,
                Field("forslag", "Ditt förslag och varför", Kind.TEXT),
            ),
            help="Handläggaren frågar personen, som själv avgör om hen vill ansöka.",
        ),
        Transition(
            code="pausa_insats",
            label="Pausa insatsen",
            source=(PAGAR,),
            target=PAUSAD,
            by=(Roll.BEHANDLARE, Roll.HANDLAGGARE),
            fields=(_ORSAK, _KOMMENTAR),
            help="När insatsen ska fortsätta senare. Uppföljningar under insatsen vilar så länge. Gäller ett beslut "
            "räknas tre månader härifrån.",
        ),
        Transition(
            code="ateruppta_insats",
            label="Återuppta insatsen",
            source=(PAUSAD,),
            target=PAGAR,
            by=(Roll.BEHANDLARE,),
            requires=(insatsen_har_ett_gallande_beslut, sakerheten_ar_overvagd),
            counts_days=PAUSDAGAR,
            help="Uppföljningar som räknas från insatsens start har vilat. De flyttas med dagarna som den var "
            "pausad.",
        ),
        Transition(
            code="slutfor_insats",
            label="Slutför insatsen",
            source=(PAGAR, PAUSAD),
            target=GENOMFORD,
            by=(Roll.BEHANDLARE,),
            fields=(
                Field(
                    "sammanfattning",
                    "Kort om hur det har gått",
                    Kind.TEXT,
                    required=False,
                    help="Utgå från personens egna ord.",
                ),
            ),
            requires=(sakerheten_ar_overvagd, sakerheten_ar_overvagd_infor_slutet),
            cascades=_BEHANDLINGEN_SLUTAR,
            help="När insatsen är genomförd. Prata med personen om hur det har gått.",
        ),
        Transition(
            code="avbryt_insats",
            label="Avbryt insatsen",
            source=(PAGAR, PAUSAD),
            target=AVBRUTEN,
            by=(Roll.BEHANDLARE, Roll.HANDLAGGARE),
            fields=(_ORSAK, _KOMMENTAR),
            requires=(sakerheten_ar_overvagd, sakerheten_ar_overvagd_infor_slutet),
            cascades=_BEHANDLINGEN_SLUTAR,
            help="När insatsen inte ska fortsätta. Ska den fortsätta senare pausar du i stället, så att "
            "tiden till rapporten om ej verkställda beslut räknas rätt.",
        ),
        Transition(
            code="aterkalla_insats",
            label="Återkalla insatsen",
            source=(BESTALLD, VANTAR),
            target=ATERKALLAD,
            by=(Roll.HANDLAGGARE, Roll.BEHANDLARE),
            fields=(_ORSAK, _KOMMENTAR),
            cascades=_BEHANDLINGEN_SLUTAR,
            help="När insatsen inte ska börja alls.",
        ),
    ),
)
