"""Made-up akter for the survey, the extracts, the disclosures and the disposal."""

from dataclasses import replace
from datetime import UTC, date, datetime

from caseflow.documents.gallringen import Gallringsfraga
from caseflow.documents.underlag import Underlag
from caseflow.engine.fakta import Fakta, Varde
from caseflow.rules.profil import Profil
from tests.documents.berattelser import ANNA, BO
from tests.documents.underlagsbygge import Rad, underlag


def med(grund: Underlag, **varden: Varde) -> Underlag:
    """The same underlag with what is filled in for its handling, by code and as it is read."""
    read = {"nej": "Nej, det är kontrollerat"}
    return replace(
        grund,
        ifyllt=varden,
        ifyllda=tuple((kod, kod, read.get(str(v), str(v))) for kod, v in varden.items() if v),
    )


def enkat(slag: str, sprak: str = "sv", tillfalle: str = "vid_avslut") -> tuple[str, Underlag]:
    return "brukarenkat", med(underlag(slag, sprak=sprak), tillfalle=tillfalle)


JOURNAL: tuple[Rad, ...] = (
    (
        "2026-09-14",
        "journalanteckning",
        ANNA,
        {
            "rubrik": "Första besöket",
            "typ": "kontakt",
            "anteckning": "Personen kommer i tid och berättar varför hen söker hjälp. Vi går igenom vad enheten kan "
            "erbjuda och vad som antecknas.\n\nVi bestämmer att höras i telefon på torsdag.",
            "kalla": "Personen själv",
        },
    ),
    (
        "2026-09-17",
        "journalanteckning",
        BO,
        {
            "rubrik": "Telefonsamtal",
            "typ": "kontakt",
            "anteckning": "Personen berättar att det har varit lugnt hemma sedan i måndags.",
            "kalla": "Personen själv",
        },
    ),
    (
        "2026-10-05",
        "journalanteckning",
        ANNA,
        {
            "rubrik": "Behovet av samtal",
            "typ": "bedomning",
            "anteckning": "Personen har själv sett ett mönster i när våldet sker. Det talar för att samtalen kan "
            "börja där.",
        },
    ),
    ("2026-10-06", "riskbedomning", ANNA, {"anledning": "forsta", "niva": "hog"}),
    (
        "2026-09-28",
        "journalanteckning",
        ANNA,
        {
            "rubrik": "Möte med boendestödet",
            "typ": "samverkan",
            "anteckning": "Boendestödet deltar en stund, som personen har bett om.",
            "kalla": "Boendestödjaren",
        },
    ),
    (
        "2026-10-12",
        "rattelse",
        BO,
        {"handelse": 3, "rattelse": "Samtalet var på fredagen den 18 september."},
    ),
    (
        "2026-10-12",
        "rattelse",
        ANNA,
        {"handelse": 5, "rattelse": "HEMLIG-RATTELSE av något annat."},
    ),
    (
        "2026-10-19",
        "avvikande_mening",
        ANNA,
        {"handelse": 4, "text": "Jag tycker inte att det är ett mönster. Det har hänt två gånger."},
    ),
    (
        "2026-10-19",
        "avvikande_mening",
        ANNA,
        {"text": "Det står inte tillräckligt om hur jag själv har haft det."},
    ),
)


def journal() -> Underlag:
    """A journal in which one note was written down two days after it happened."""
    grund = underlag("utovare", JOURNAL)
    first, *rest = grund.uppgifter
    late = replace(first, registrerad=datetime(2026, 9, 16, 9, tzinfo=UTC))
    return replace(grund, uppgifter=(late, *rest))


BEGARAN: Rad = (
    "2026-11-02",
    "begaran_om_utlamnande",
    ANNA,
    {
        "mottagare": "enskild",
        "vem": "Kim Påhittad",
        "uppgifter": "Alla anteckningar om Robin, och när hen har varit hos er.",
        "andamal": "Till umgängestvisten.",
    },
)
NEKAT: Rad = (
    "2026-11-05",
    "utlamnande",
    ANNA,
    {
        "begaran": 2,
        "mottagare": "enskild",
        "vem": "Kim Påhittad",
        "uppgifter": "Journalanteckningar och besökstider.",
        "andamal": "En tvist om umgänge.",
        "utfall": "nekat",
        "sekretess": "26_1",
        "provning": "HEMLIG-PROVNING: den som frågar har tidigare hotat. Det står inte klart att uppgifterna "
        "kan lämnas utan men.",
        "andras_uppgifter": True,
        "provat_av": "Cecilia Åkerö, enhetschef",
        "skriftligt_beslut": True,
        "delfaende": "2026-11-09",
    },
)
TILL_POLISEN: Rad = (
    "2026-11-12",
    "utlamnande",
    ANNA,
    {
        "mottagare": "polisen",
        "vem": "Polisregion Påhitt, utredare",
        "uppgifter": "Att personen har berättat om hot med vapen den 10 november.",
        "utfall": "delvis",
        "sekretess": "26_1",
        "bestammelse": "grovt_vald_10_18_c",
        "provning": "Risken för ett allvarligt brott är konkret. Insatserna hindras inte.",
        "omstandigheter": "Personen har beskrivit tid och plats.",
        "forbehall": "",
        "kanal": "telefon",
        "andras_uppgifter": True,
        "provat_av": "Cecilia Åkerö, enhetschef",
        "skriftligt_beslut": True,
        "delfaende": "2026-11-12",
    },
)
MED_FORBEHALL: Rad = (
    "2026-11-16",
    "utlamnande",
    ANNA,
    {
        "mottagare": "part",
        "vem": "Robin Ekhöjd",
        "uppgifter": "Utredningen.",
        "utfall": "lamnat_ut",
        "sekretess": "26_1",
        "bestammelse": "forbehall_10_14",
        "provning": "Personen får läsa utredningen men inte sprida den.",
        "forbehall": "Du får inte lägga ut handlingen på nätet.",
        "kanal": "mote",
        "andras_uppgifter": True,
        "provat_av": "Cecilia Åkerö, enhetschef",
        "skriftligt_beslut": True,
        "delfaende": "2026-11-16",
    },
)
SVARET = {
    "begart": "Alla anteckningar om en person som jag har namngett, och när personen har varit hos er.",
    "motivering": "Uppgifter av det här slaget är personliga. Det står inte klart att de kan lämnas ut utan att "
    "den som de gäller, eller någon närstående, lider men.",
    "adress": "Påhittsgatan 1\n100 00 Ekhöjd",
    "beteckning": "UB 2026-17",
}


def genomford(dag: str, **varden: Varde) -> Rad:
    """A follow-up that was made."""
    said: dict[str, Varde] = {
        "satt": "besok",
        "vald_sedan_dess": "nej",
        "egna_ord": "Jag sover bättre. Det är svårast på söndagar.",
        "vill_ha_kontakt": False,
    }
    return (dag, "genomfor_uppfoljning", BO, {**said, **varden})


STARTAD: Rad = ("2026-12-01", "starta_insats", ANNA, {})
AVSLUTAD: Rad = ("2027-06-07", "avsluta", ANNA, {"avslutsorsak": "malet_natt"})
UNDER_INSATS = underlag(
    "utsatt",
    (STARTAD, genomford("2027-03-02")),
    rubrik="Uppföljning under insats",
    planerad=date(2027, 3, 1),
)
VID_AVSLUT = underlag(
    "utsatt",
    (STARTAD, AVSLUTAD, genomford("2027-06-09", enkat="besvarad")),
    rubrik="Uppföljning vid avslut",
    planerad=date(2027, 6, 7),
)


FAKTA = Fakta(
    "utsatt",
    "utsatt",
    "avslutat",
    sedan=date(2021, 3, 8),
    inkom=date(2020, 9, 7),
    avslutad=True,
    senaste_dag=date(2021, 3, 8),
)
FRAGAN = Gallringsfraga(FAKTA, Profil(id="ekhojd", namn="Ekhöjds kommun"), date(2021, 3, 8))
PROVAT: dict[str, Varde] = {
    "fodd": "1988-03-13",
    "andra_uppgifter": "nej",
    "skal": "Fem år har gått. Ingen har frågat efter akten, och den behövs inte för någon tillsyn.",
}


def gallras(fraga: Gallringsfraga | None = FRAGAN, **varden: Varde) -> Underlag:
    """An akt that was closed in 2021, with what a registrator has answered about it."""
    grund = underlag(
        "utsatt",
        (("2021-03-08", "avsluta", ANNA, {"avslutsorsak": "malet_natt"}),),
        oppnat=date(2020, 9, 7),
        gallring=fraga,
    )
    return med(grund, **{**PROVAT, **varden})


UNDERLAG: dict[str, tuple[str, Underlag]] = {
    "journal": ("journalutskrift", med(journal(), andamal="Personen vill läsa sin journal")),
    "journal_period": (
        "journalutskrift",
        med(journal(), fran="2026-09-15", till="2026-09-30"),
    ),
    "utlamnande_nekat": ("utlamnande", underlag("utsatt", (BEGARAN, NEKAT))),
    "utlamnande_polisen": (
        "utlamnande",
        med(underlag("utsatt", (BEGARAN, NEKAT, TILL_POLISEN)), valt="4"),
    ),
    "svar_nekat": (
        "beslut_utlamnande",
        med(underlag("utsatt", (BEGARAN, NEKAT)), **SVARET),
    ),
    "svar_forbehall": (
        "beslut_utlamnande",
        med(
            underlag("utsatt", (MED_FORBEHALL,)),
            begart="Min utredning.",
            motivering="Du får läsa den. Om den sprids kan andra ta skada.",
        ),
    ),
    "uppfoljning_under": ("uppfoljning", UNDER_INSATS),
    "uppfoljning_vid_avslut": ("uppfoljning", VID_AVSLUT),
    "gallring": ("gallringsbeslut", gallras()),
    "gallring_delvis": (
        "gallringsbeslut",
        gallras(behalls="Beslutet om skyddat boende lämnas till kommunarkivet."),
    ),
    "enkat_utsatt": enkat("utsatt"),
    "enkat_utovare": enkat("utovare", tillfalle="sex_manader"),
    "enkat_friyta": enkat("friyta"),
    "enkat_engelska": enkat("utovare", "en"),
    "enkat_arabiska": enkat("utsatt", "ar"),
    "enkat_somaliska": enkat("utovare", "so", "sex_manader"),
}
