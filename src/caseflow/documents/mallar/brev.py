"""Letters around a beslut: the underlag to answer, the decision itself, and that it is late."""

from __future__ import annotations

from caseflow.documents.mallar.beslut import HITTILLS, PROVADE, UNDERRATTAS_OM
from caseflow.documents.mallar.mall import Brevhuvud, Krav, Mall, Till, Val
from caseflow.documents.underlag import BARA_ATT, bara, utom
from caseflow.engine.field import Field, Kind

_OM_SIG_SJALV = frozenset(
    {"vardnadshavare", "aterstar", "overklagandehanvisning", "uppfoljning_skal", "skal_ensam"}
)
"""Fields of a beslut that say something to us and nothing to the person."""
_TELEFON = Field("telefon", "Telefonnummer att svara på", Kind.RAD)

KOMMUNICERING = Mall(
    kod="kommunicering",
    titel="Läs underlaget före beslutet",
    version="1",
    slag=("utovare", "utsatt"),
    brevhuvud=Brevhuvud.UTANFOR_UTOVARENS,
    beskrivning="Brev med underlaget för ett beslut: till vilken dag personen kan svara, och på vilka sätt.",
    till=Till.PERSONEN,
    laser={
        "ansokan": BARA_ATT,
        "ansokan_atertagen": bara("ansokan"),
        "ansok": BARA_ATT,
        "slutfor_utredning": BARA_ATT,
        "lamna_till_beslut": BARA_ATT,
    },
    kraver=(
        Krav(
            ("slutfor_utredning", "lamna_till_beslut"),
            "ett underlag som är klart",
            "Slutför utredningen, eller lämna prövningen till beslut.",
            lagrum="kommunicering",
        ),
    ),
    lagrum=("kommunicering", "partsinsyn", "tolk", "sekretess"),
    falt=(
        Field(
            "svar_senast",
            "Synpunkter senast",
            Kind.DATUM,
            future=True,
            help="Samma dag som när kommuniceringen registreras.",
        ),
        Field(
            "bilagor",
            "Det som skickas med",
            Kind.TEXT,
            help="En rad för varje handling, till exempel «Utredningen, 12 november 2026, 4 sidor».",
        ),
        _TELEFON,
        Field(
            "namnden",
            "Dag då nämnden möts",
            Kind.DATUM,
            required=False,
            future=True,
            help="Fylls i när nämnden själv beslutar.",
        ),
    ),
    block=("fler_satt",),
)

UNDERRATTELSE = Mall(
    kod="underrattelse",
    titel="Beslut i ditt ärende",
    version="1",
    slag=("utovare", "utsatt"),
    brevhuvud=Brevhuvud.UTANFOR_UTOVARENS,
    beskrivning="Brev till personen med hela beslutet, skälen och hur det överklagas.",
    till=Till.PERSONEN,
    vilar_pa=UNDERRATTAS_OM,
    laser={
        **dict.fromkeys(UNDERRATTAS_OM, utom(*_OM_SIG_SJALV)),
        "ansok": bara("avser", "insats"),
        "rattelse": utom(),
    },
    kraver=(
        Krav(
            UNDERRATTAS_OM,
            "beslutet",
            "Fatta beslutet i ärendet, eller välj vilket beslut brevet gäller.",
            lagrum="underrattelse",
        ),
        Krav(
            UNDERRATTAS_OM,
            "skälen för beslutet",
            "Skriv motiveringen i beslutet.",
            falt=("motivering", "skal"),
            lagrum="motivering",
        ),
    ),
    lagrum=(
        "bistand",
        "motivering",
        "underrattelse",
        "overklagande",
        "hur_man_overklagar",
        "overklagandetid",
        "tolk",
        "sekretess",
    ),
    val=Val(UNDERRATTAS_OM, "Vilket beslut", tidigare=bara("till_och_med")),
    falt=(
        Field(
            "meddelande",
            "Mer till personen",
            Kind.TEXT,
            required=False,
            help="Till exempel när insatsen kan börja. Beslutet och skälen skrivs ut ändå.",
        ),
        HITTILLS,
    ),
    block=("sa_nar_du_oss",),
)

UNDERRATTELSE_FORSENING = Mall(
    kod="underrattelse_forsening",
    titel="Ditt beslut dröjer",
    version="1",
    slag=("utovare", "utsatt"),
    brevhuvud=Brevhuvud.UTANFOR_UTOVARENS,
    beskrivning="Brev om att beslutet dröjer, varför, och vad personen kan begära.",
    till=Till.PERSONEN,
    laser={
        "ansokan": BARA_ATT,
        "ansokan_atertagen": bara("ansokan"),
        "ansok": BARA_ATT,
        **dict.fromkeys(PROVADE, BARA_ATT),
    },
    kraver=(
        Krav(
            ("ansokan", "ansok"),
            "en ansökan som väntar på beslut",
            "Registrera ansökan.",
            lagrum="forsening",
        ),
    ),
    lagrum=("forsening", "begaran_om_avgorande", "tolk", "sekretess"),
    falt=(
        Field(
            "orsak",
            "Varför det dröjer",
            Kind.TEXT,
            help="Skriv till personen, och inget om någon annan.",
        ),
        Field(
            "beraknas_klart",
            "Dag då beslutet väntas vara klart",
            Kind.DATUM,
            required=False,
            future=True,
        ),
    ),
    block=("sa_nar_du_oss",),
)
