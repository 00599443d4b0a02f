"""Överklagandet: från att det kommer in till att domstolen har avgjort det (43–46 §§ FL)."""

from __future__ import annotations

from caseflow.engine.field import Field, Kind
from caseflow.engine.process import Process, State, Transition
from caseflow.processes.beslutsfalt import MOTIVERING, OVERKLAGANDEHANVISNING
from caseflow.rules.delegation import beslutet_ryms_i_delegationen
from caseflow.rules.kallor import NYA_FL
from caseflow.rules.overklagande import overklagandet_kom_for_sent, overklagandet_ska_provas
from caseflow.rules.roller import Roll

INKOMMET = State("inkommet", label="Inkommet", help="Pröva om överklagandet kom in i rätt tid.")
RATTIDSPROVAT = State("rattidsprovat", label="Rättidsprövat")
OMPROVAT = State(
    "omprovat", label="Omprövat", help="Lämna över till domstolen, också om ni ändrat."
)
OVERLAMNAT = State("overlamnat", label="Överlämnat", help="Domstolen prövar överklagandet.")
AVGJORT = State("avgjort", label="Avgjort", final=True)
AVVISAT = State("avvisat", label="Avvisat", final=True)

_MYNDIGHETEN = (Roll.BESLUTSFATTARE, Roll.REGISTRATOR)

overklagande = Process(
    code="overklagande",
    label="Överklagande",
    since=NYA_FL,
    start=INKOMMET,
    states=(INKOMMET, RATTIDSPROVAT, OMPROVAT, OVERLAMNAT, AVGJORT, AVVISAT),
    transitions=(
        Transition(
            code="ta_emot_overklagande",
            label="Ta emot överklagande",
            source=(),
            target=INKOMMET,
            by=_MYNDIGHETEN,
            fields=(
                Field(
                    "inkom",
                    "Dag då överklagandet kom in",
                    Kind.DATUM,
                    help="Dagen då det nådde er, också om det var en lördag eller kom till fel brevlåda.",
                ),
                Field(
                    "beslutsdag",
                    "Dag för beslutet som överklagas",
                    Kind.DATUM,
                    required=False,
                ),
                Field(
                    "avser",
                    "Vad som överklagas",
                    Kind.VAL,
                    required=False,
                    choices=(
                        ("beslut", "Beslutet i ärendet"),
                        ("avslag_pa_begaran", "Avslaget på en begäran om att ansökan avgörs"),
                    ),
                    help="Lämna tomt om det gäller beslutet i ärendet.",
                ),
            ),
            carries=("inkom", "avser"),
            help="Går alltid att registrera, också i ett avslutat ärende och när tiden verkar ha gått ut.",
        ),
        Transition(
            code="prova_rattid",
            label="Pröva om det kom in i tid",
            source=(INKOMMET, RATTIDSPROVAT),
            target=RATTIDSPROVAT,
            by=_MYNDIGHETEN,
            fields=(
                Field(
                    "delfaende",
                    "Dag då personen fick del av beslutet",
                    Kind.DATUM,
                    required=False,
                    help="Lämna tomt om ni inte kan visa vilken dag det var. Då prövas överklagandet.",
                ),
                Field(
                    "sent_men",
                    "Finns det skäl att pröva det även om det är sent?",
                    Kind.VAL,
                    choices=(
                        ("nej", "Nej"),
                        ("felaktig_upplysning", "Ja, ni gav fel upplysning om hur man överklagar"),
                        ("kom_till_domstolen", "Ja, det kom till domstolen i tid"),
                    ),
                ),
            ),
            carries=("delfaende", "sent_men"),
            help="Tre veckor från dagen då personen fick del av beslutet (44 § FL). Blev det fel prövar du igen.",
        ),
        Transition(
            code="avvisa_overklagande",
            label="Avvisa överklagandet",
            source=(RATTIDSPROVAT,),
            target=AVVISAT,
            by=(Roll.BESLUTSFATTARE,),
            fields=(MOTIVERING, OVERKLAGANDEHANVISNING),
            requires=(overklagandet_kom_for_sent, beslutet_ryms_i_delegationen),
            help="Bara när det har kommit in för sent. Andra skäl prövas av domstolen.",
        ),
        Transition(
            code="omprova_beslut",
            label="Ompröva beslutet",
            source=(RATTIDSPROVAT,),
            target=OMPROVAT,
            by=(Roll.BESLUTSFATTARE,),
            fields=(
                Field(
                    "utfall",
                    "Hur det blev",
                    Kind.VAL,
                    choices=(
                        ("star_fast", "Beslutet står fast"),
                        ("andras_delvis", "Beslutet ändras delvis"),
                        ("andras_helt", "Beslutet ändras så som personen vill"),
                    ),
                ),
                MOTIVERING,
            ),
            requires=(overklagandet_ska_provas, beslutet_ryms_i_delegationen),
            help="Se efter om beslutet ska ändras (37–39 §§ FL).",
        ),
        Transition(
            code="overlamna_till_domstol",
            label="Lämna över till domstolen",
            source=(OMPROVAT,),
            target=OVERLAMNAT,
            by=_MYNDIGHETEN,
            fields=(
                Field(
                    "domstol",
                    "Domstol",
                    Kind.VAL,
                    choices=(
                        ("forvaltningsratten", "Förvaltningsrätten"),
                        ("kammarratten", "Kammarrätten"),
                    ),
                ),
                Field(
                    "handlingar",
                    "Överklagandet, beslutet och ärendets handlingar är med",
                    Kind.MASTE_JA,
                ),
            ),
            help="Skyndsamt (46 § FL). Har ni ändrat beslutet skickas också det nya med.",
        ),
        Transition(
            code="registrera_avgorande",
            label="Registrera domstolens avgörande",
            source=(OVERLAMNAT,),
            target=AVGJORT,
            by=_MYNDIGHETEN,
            fields=(
                Field(
                    "utfall",
                    "Vad domstolen har bestämt",
                    Kind.VAL,
                    choices=(
                        ("avslag", "Överklagandet avslås"),
                        ("bifall", "Personen får rätt"),
                        ("delvis_bifall", "Personen får delvis rätt"),
                        ("aterforvisat", "Ärendet lämnas tillbaka till er"),
                        ("avskrivet", "Målet skrivs av"),
                        ("avvisat", "Överklagandet avvisas"),
                    ),
                ),
                Field("innebord", "Vad det betyder för er", Kind.TEXT, required=False),
            ),
            help="När domstolens dom eller beslut har kommit till er.",
        ),
    ),
)
