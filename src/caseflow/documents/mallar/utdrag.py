"""Extracts and records of the akt itself: the journal, a disclosure, the refusal of one."""

from __future__ import annotations

from caseflow.documents.mallar.mall import ALLA_I_ARENDET, Brevhuvud, Krav, Mall, Till, Val
from caseflow.documents.underlag import ALLT, bara
from caseflow.engine.field import Field, Kind
from caseflow.rules.roller import Roll

JOURNALUTSKRIFT = Mall(
    kod="journalutskrift",
    titel="Journalutskrift",
    version="1",
    slag=("utovare", "utsatt", "friyta", "partnerkontakt"),
    brevhuvud=Brevhuvud.UTANFOR_UTOVARENS,
    beskrivning="Journalanteckningarna i den ordning det hände, med rättelserna bredvid det som stod från början.",
    av=(*ALLA_I_ARENDET, Roll.ENHETSCHEF, Roll.REGISTRATOR),
    laser={"journalanteckning": ALLT, "rattelse": ALLT, "avvikande_mening": ALLT},
    lagrum=("dokumentation", "partsinsyn", "sekretess"),
    falt=(
        Field(
            "fran",
            "Från och med",
            Kind.DATUM,
            required=False,
            help="Lämna tomt för att börja med den första anteckningen. En lång journal delas upp i perioder.",
        ),
        Field(
            "till",
            "Till och med",
            Kind.DATUM,
            required=False,
            help="Lämna tomt för att ta med allt.",
        ),
        Field(
            "andamal",
            "Varför utskriften görs",
            Kind.RAD,
            required=False,
            help="Till exempel att personen vill läsa sin journal.",
        ),
    ),
    hela_akten=True,
    period=True,
    mest_sidor=350,  # about two thousand short notes; a longer journal is made period by period
)

_AKTER = ("utovare", "utsatt", "friyta", "partnerkontakt")
_PROVAR = (
    Roll.HANDLAGGARE,
    Roll.BESLUTSFATTARE,
    Roll.PARTNERKONTAKT,
    Roll.ENHETSCHEF,
    Roll.REGISTRATOR,
)
_VILKET = Val(("utlamnande",), "Vilket utlämnande det gäller")
_PROVNINGEN = Krav(
    ("utlamnande",),
    "prövningen av om uppgifterna lämnas ut",
    "Registrera utlämnandet, också när inget lämnas ut.",
    lagrum="sekretess",
)

UTLAMNANDE = Mall(
    kod="utlamnande",
    titel="Prövning av utlämnande",
    version="1",
    slag=_AKTER,
    brevhuvud=Brevhuvud.UTANFOR_UTOVARENS,
    beskrivning="Vem som ville ha uppgifter, vilken sekretess som gällde, hur det prövades och vad det blev.",
    av=_PROVAR,
    laser={"utlamnande": ALLT, "begaran_om_utlamnande": ALLT, "rattelse": ALLT},
    kraver=(_PROVNINGEN,),
    lagrum=("sekretess", "utlamnande_nekas", "utlamnande_overklagas", "overklagandetid"),
    val=_VILKET,
    hela_akten=True,
)

BESLUT_UTLAMNANDE = Mall(
    kod="beslut_utlamnande",
    titel="Beslut om begäran om uppgifter",
    version="1",
    slag=_AKTER,
    # The unit would say what the data that were asked for are about.
    brevhuvud=Brevhuvud.DISKRET,
    beskrivning="Svaret till den som har begärt uppgifter, med skälen och hur ett nej överklagas.",
    av=_PROVAR,
    till=Till.DEN_SOM_BEGAR,
    # A stranger reads this. Neither the trial nor the akt may be found here: not even that there is an akt. What
    # protects the data is left out too: a section on addresses would tell that there is one to protect.
    laser={
        "utlamnande": bara("begaran", "mottagare", "vem", "utfall", "forbehall", "provat_av"),
        "begaran_om_utlamnande": bara("uppgifter"),
    },
    kraver=(_PROVNINGEN,),
    lagrum=(
        "sekretess",
        "utlamnande_nekas",
        "utlamnande_overklagas",
        "hur_man_overklagar",
        "overklagandetid",
    ),
    falt=(
        Field(
            "begart",
            "Vad som har begärts",
            Kind.TEXT,
            help="Med den frågandes egna ord. Lägg inte till något som bara enheten vet.",
        ),
        Field(
            "motivering",
            "Skälen för beslutet",
            Kind.TEXT,
            help="Skriv så att ingen kan förstå om någon finns hos enheten: «uppgifter av det här slaget».",
        ),
        Field("adress", "Mottagarens adress", Kind.TEXT, required=False, max_length=300),
        Field(
            "beteckning",
            "Beteckning för begäran",
            Kind.RAD,
            required=False,
            help="Till exempel numret i diariet. Aktnumret skrivs inte i brevet.",
        ),
    ),
    val=_VILKET,
    hela_akten=True,
    block=("sa_nar_du_oss",),
    namnlos=True,
)
