"""The plans: for safety, for care, for how an insats is carried out; and the order that starts one.

A safety plan is two handlingar. The one for the akt says what it is. The one for the person is a sheet that says
«Min plan» and nothing of who made it: whoever finds it at home reads neither a unit, a number nor a name. It
cannot be finished until the person has said that paper is safe. Neither exists in an utövare's akt.
"""

from __future__ import annotations

from caseflow.documents import teman
from caseflow.documents.mallar.beslut import AKUT, BIFALL, DELVIS
from caseflow.documents.mallar.mall import Brevhuvud, Krav, Mall, Till, Val
from caseflow.documents.underlag import ALLT, BARA_ATT, bara
from caseflow.engine.field import Field, Kind
from caseflow.rules.roller import Roll

_GOR_SAKERHETSPLANER = (Roll.HANDLAGGARE, Roll.BEHANDLARE, Roll.PARTNERKONTAKT)
_FORDA = ("utsatt", "friyta", "partnerkontakt")
_PLANEN = Krav(
    ("sakerhetsplan",),
    "en säkerhetsplan",
    "Gör en säkerhetsplan tillsammans med personen.",
)

SAKERHETSPLAN = Mall(
    kod="sakerhetsplan",
    titel="Säkerhetsplan",
    version="1",
    slag=_FORDA,
    brevhuvud=Brevhuvud.UTANFOR_UTOVARENS,
    beskrivning="Planen för personens säkerhet, till akten. Bladet till personen är «Min plan».",
    av=_GOR_SAKERHETSPLANER,
    laser={"sakerhetsplan": ALLT, "rattelse": ALLT, "avvikande_mening": ALLT},
    kraver=(_PLANEN,),
    lagrum=("dokumentation", "sekretess"),
    falt=(
        Field(
            "pa_papper",
            "Är det säkert att ha planen på papper?",
            Kind.VAL,
            choices=(
                ("ja", "Ja, personen vill ha den på papper"),
                ("hos_annan", "Bara hos någon annan, som personen litar på"),
                ("nej", "Nej, den finns bara här"),
            ),
            help="Fråga personen varje gång. Vem kan hitta papperet? Vad händer då?",
        ),
        Field(
            "utan_papper",
            "Så kommer personen ihåg planen",
            required=False,
            help="Till exempel genom att gå igenom den en gång till, eller hos någon som personen litar på.",
        ),
        Field("ses_over", "Planen ses över senast", Kind.DATUM, future=True),
    ),
)

MIN_PLAN = Mall(
    kod="min_plan",
    titel="Min plan",
    version="1",
    slag=_FORDA,
    brevhuvud=Brevhuvud.INGET,
    beskrivning="Personens eget blad med planen, utan avsändare, namn och nummer.",
    av=_GOR_SAKERHETSPLANER,
    till=Till.PERSONEN,
    laser={"sakerhetsplan": bara("innehall")},
    kraver=(_PLANEN,),
    falt=(
        Field(
            "sakert",
            "Personen har sagt att det är säkert att ha planen på papper",
            Kind.MASTE_JA,
            help="Fråga i dag. Är svaret nej görs inget blad.",
        ),
        Field(
            "egna_ord",
            "Planen, med ord som personen själv har valt",
            required=False,
            help="Så att någon annan kan läsa dem utan att förstå mer. Lämnas fältet tomt används planen så "
            "som den är registrerad.",
        ),
        Field(
            "kom_ihag",
            "Det personen vill komma ihåg",
            required=False,
            help="Till exempel ett nummer, eller ett ord att säga.",
        ),
    ),
    anonym=True,
    namnlos=True,
)

_BESLUTEN = dict.fromkeys((*BIFALL, *DELVIS, *AKUT), bara("form", "till_och_med"))
_INSATSEN = Field("insatsen", "Insatsen", Kind.RAD, help="Så som den heter i beslutet.")
_DELAKTIGHET = Field(
    "delaktighet",
    "Så har planen gjorts tillsammans",
    help="Hur personen har varit med och bestämt. Har något ändrats efter personens synpunkter skrivs det.",
)

VARDPLAN = Mall(
    kod="vardplan",
    titel="Vårdplan",
    version="1",
    slag=("utovare", "utsatt"),
    brevhuvud=Brevhuvud.UTANFOR_UTOVARENS,
    beskrivning="Insatserna som behövs i boendet, målet och personens egen syn, för en placerad vuxen.",
    till=Till.PERSONEN,
    laser={"vardplan": ALLT, **_BESLUTEN, "rattelse": ALLT, "avvikande_mening": ALLT},
    kraver=(
        Krav(
            ("vardplan",),
            "vårdplanen",
            "Gör vårdplanen tillsammans med personen och registrera den.",
            lagrum="dokumentation",
        ),
    ),
    lagrum=("bistand", "dokumentation", "sekretess"),
    teman=teman.UTOVARES_FRAGOR,
    val=Val(("vardplan",), "Vilken insats", nyckel="insats"),
    falt=(
        _INSATSEN,
        _DELAKTIGHET,
        Field(
            "andra",
            "Vad andra gör",
            required=False,
            help="Vad vården, skolan eller en annan huvudman ansvarar för.",
        ),
        Field("foljs_upp", "Planen följs upp", Kind.DATUM, future=True),
    ),
    block=("andra_planen",),
)

GENOMFORANDEPLAN = Mall(
    kod="genomforandeplan",
    titel="Genomförandeplan",
    version="1",
    slag=("utovare", "utsatt"),
    brevhuvud=Brevhuvud.UTANFOR_UTOVARENS,
    beskrivning="Hur insatsen går till: målet, vad som görs, när, hur och av vem.",
    av=(Roll.BEHANDLARE, Roll.HANDLAGGARE),
    till=Till.PERSONEN,
    laser={
        "genomforandeplan": ALLT,
        **_BESLUTEN,
        "bestall_insats": bara("form", "till_och_med"),
        "rattelse": ALLT,
        "avvikande_mening": ALLT,
    },
    kraver=(
        Krav(
            ("genomforandeplan",),
            "genomförandeplanen",
            "Gör planen tillsammans med personen och registrera den.",
            lagrum="dokumentation",
        ),
        Krav(
            ("genomforandeplan",),
            "dagen då planen följs upp",
            "Bestäm en dag tillsammans och registrera planen med den.",
            falt=("foljs_upp",),
        ),
    ),
    lagrum=("dokumentation", "sekretess"),
    teman=teman.UTOVARES_FRAGOR,
    val=Val(("genomforandeplan",), "Vilken insats", nyckel="insats"),
    falt=(
        _INSATSEN,
        Field("ansvarig", "Ansvarig för planen", Kind.RAD, help="Namn eller funktion."),
        _DELAKTIGHET,
        Field(
            "umgange",
            "Umgänge och kontakt med närstående",
            required=False,
            help="När planen påverkar det. Skriv bara det som är säkert.",
        ),
        Field(
            "vardnadshavarens_syn",
            "Vårdnadshavarens syn",
            required=False,
            help="När planen också gäller ett barn.",
        ),
    ),
    block=("andra_planen",),
)

_BESTALLDA = (*BIFALL, *DELVIS, "bestall_insats")

BESTALLNING = Mall(
    kod="bestallning",
    titel="Beställning av insats",
    version="1",
    slag=("utovare", "utsatt"),
    # The performer has to know who orders.
    brevhuvud=Brevhuvud.ENHETENS,
    beskrivning="Det som utföraren behöver veta för att börja, och vad som ska komma tillbaka.",
    till=Till.UTFORAREN,
    # Only what the performer needs: not what has happened, not the grounds, not the code word.
    laser={
        **dict.fromkeys(_BESTALLDA, bara("beviljas", "form", "fran_och_med", "till_och_med")),
        "slutfor_utredning": bara("malsattning"),
        "saker_kontakt": bara(
            "kanal", "tider", "lamna_meddelande", "kodord", "aldrig", "galler_till"
        ),
        "riskbedomning": bara("niva"),
        "sakerhet_overvagd": BARA_ATT,
    },
    kraver=(
        Krav(_BESTALLDA, "beslutet eller beställningen", "Fatta beslutet, eller beställ insatsen."),
        Krav(
            ("saker_kontakt",),
            "hur personen nås säkert",
            "Registrera hur personen kan nås utan fara.",
        ),
        Krav(
            ("sakerhet_overvagd",),
            "att säkerheten för den som har utsatts är övervägd",
            "Överväg säkerheten och registrera det.",
            lagrum="vald_utovare",
            slag=("utovare",),
        ),
    ),
    lagrum=("dokumentation", "sekretess"),
    val=Val(_BESTALLDA, "Vilken insats"),
    falt=(
        Field(
            "utforare", "Till", Kind.RAD, help="Verksamheten eller funktionen, ingen e-postadress."
        ),
        Field(
            "mal",
            "Målet, när det inte står i utredningen",
            required=False,
            help="Med personens egna ord. Finns målet i utredningen hämtas det därifrån.",
        ),
        Field(
            "behover_veta",
            "Det utföraren behöver veta för att ge insatsen",
            required=False,
            help="Till exempel tolk, barnpassning, kvällstid. Inget om vad som har hänt, och inget om den "
            "andra parten.",
        ),
        Field(
            "tillbaka",
            "Det som rapporteras tillbaka",
            Kind.FLERVAL,
            choices=(
                ("narvaro", "Om personen kommer till samtalen"),
                ("risk", "Genast, om något tyder på att risken har ändrats"),
                ("forslag", "Förslag om förlängning eller ändring"),
                ("slut", "När insatsen slutar, och hur det gick med målet"),
            ),
        ),
        Field("tillbaka_nar", "När och till vem", Kind.RAD),
    ),
)

PLANER = (SAKERHETSPLAN, MIN_PLAN, VARDPLAN, GENOMFORANDEPLAN, BESTALLNING)
