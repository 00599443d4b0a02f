"""What stands in made-up akter for assessments, plans and hand-overs, and what is filled in; with secrets planted."""

from caseflow.engine.fakta import Varde
from tests.documents import berattelser
from tests.documents.berattelser import ANNA, BO, CECILIA
from tests.documents.underlagsbygge import Rad

NASTA: dict[str, Varde] = {"nasta": "2027-02-09", "nasta_vem": "Ansvarig handläggare"}

FORHANDS_UTOVARE: dict[str, Varde] = {
    "kontakten": "Personen ringde själv den 7 september, efter att ha sett en affisch på vårdcentralen. "
    "Uppgiften kommer från personen.",
    "situation": "Personen bor växelvis med sina barn och arbetar skift. Alkohol förekommer på helger. Sover "
    "dåligt sedan i våras. Allt enligt personen själv.",
    "installning": "Personen säger att det som har hänt är våld och att det är fel. Personen lägger en del på "
    "alkoholen och på grälen, men säger också: «Det är jag som slår sönder saker.»",
    "motivation": "Personen vill sluta för barnens skull. Det som talar emot är rädslan att arbetsgivaren får "
    "veta. Kvällstider gör det lättare att komma.",
    "bedomning": "Våldet är upprepat och risken för barnen är verklig. Personen är motiverad nu, och "
    "motivationen kan vara kort. Samtal utan beslut räcker inte ensamt.",
    "foreslas": "utredning",
    "forslaget": "Utredningen inleds samma dag som personen säger ja.",
}
FORHANDS_UTSATT: dict[str, Varde] = {
    "kontakten": "Personen kom till mottagningen tillsammans med en kollega.",
    "situation": "Personen har levt med hot och slag sedan 2019, enligt personen själv. Ett barn har sett och "
    "hört. Personen arbetar deltid.",
    "akuta_behov": "Någon att ringa dagtid, och hjälp att ta kontakt med vårdcentralen.",
    "bedomning": "Personen behöver stöd och en plan för sin säkerhet. Behoven går inte att överblicka utan en "
    "utredning.",
    "foreslas": "utredning",
}
RISK_UTOVARE: dict[str, Varde] = {
    "personens_syn": "Jag tror inte att det händer igen om jag inte dricker. Men jag litar inte på mig själv "
    "när vi ska bestämma om helgerna.",
    "tillsammans": "Personen dricker inte före umgänget, går ut när ilskan kommer och ringer sin vän. Ett "
    "samtal i veckan är bokat.",
    **NASTA,
}
RISK_UTSATT: dict[str, Varde] = {
    "personens_syn": "Jag tror att det är lugnare nu, men jag går fortfarande omvägar.",
    **NASTA,
}
BARN_UTOVARE: dict[str, Varde] = {
    "valt": "barn_1",
    "beslutet": "Individuella samtal för föräldern, en gång i veckan under sex månader.",
    "situation": "Barnet går i tredje klass och bor hos personen varannan vecka. Personen berättar att barnet "
    "sover dåligt och vill ha lampan tänd.",
    "risk": "Barnet har hört och sett våldet. Risken är störst när barnet lämnas och hämtas.",
    "vardnad": "Personen är vårdnadshavare. Personen har fått veta att analysen görs och vad den handlar om.",
}
BARN_UTSATT: dict[str, Varde] = {
    "beslutet": "Stödsamtal och hjälp att ordna ett eget boende.",
    "risk": "Barnet kan möta våldet igen vid överlämningar så länge umgänget inte är ordnat.",
    "vardnad": "Vårdnaden är gemensam. Personen vet att barnet kan få eget stöd, och vad som krävs för det.",
}

SEN_ANSOKAN = berattelser.UTOVARE[:9]
INFORMATION: Rad = (
    "2026-09-08",
    "information",
    ANNA,
    {"innehall": ["insatser_11_6", "hjalplinje", "anteckningar"], "satt": "muntligt"},
)
SAKER_KONTAKT: Rad = (
    "2026-09-08",
    "saker_kontakt",
    ANNA,
    {
        "kanal": ["telefon", "pa_plats"],
        "dagar": ["man", "tis"],
        "fran": "09:00",
        "till": "11:00",
        "tider": "Måndag och tisdag 9–11",
        "lamna_meddelande": False,
        "kodord": True,
        "aldrig": "Ring aldrig på kvällen, och lämna aldrig ett meddelande till någon annan.",
        "galler_till": "2027-03-01",
    },
)
EGEN_SYN_TIDIGT: Rad = (
    "2026-09-21",
    "egen_syn",
    ANNA,
    {"egna_ord": "Jag vill prata med någon. Jag vill inte att barnen ska vara rädda."},
)
UTSATT = (*berattelser.UTSATT, INFORMATION, SAKER_KONTAKT)


PLANEN: dict[str, Varde] = {
    "innehall": "Blir det oroligt går jag ut och tar promenaden förbi biblioteket. Väskan står hos Kim. Jag ringer "
    "Kim och säger att jag glömde boken.",
    "personens_egna_ord": "Jag vill kunna gå innan det smäller. Det känns bättre när jag vet vart.",
    "oversedd": True,
}
SAKERHETSPLAN: tuple[Rad, ...] = (
    (
        "2026-10-05",
        "sakerhetsplan",
        ANNA,
        {**PLANEN, "innehall": "Förra planen.", "oversedd": False},
    ),
    ("2026-11-16", "sakerhetsplan", ANNA, PLANEN),
)
PLAN_FRIYTA: tuple[Rad, ...] = tuple(
    (dag, kod, BO, varden) for dag, kod, _, varden in SAKERHETSPLAN
)

AKUT: Rad = (
    "2026-11-01",
    "bevilja_akut_skydd",
    CECILIA,
    {"motivering": "HEMLIGA-SKAL.", "till_och_med": "2027-01-31"},
)
VARDPLAN: Rad = (
    "2026-11-10",
    "vardplan",
    ANNA,
    {
        "insats": 1,
        "insatser": "Skyddat boende till och med den 31 januari. Stödsamtal i boendet varje vecka. Hjälp att söka "
        "egen bostad och att ansöka om kontaktförbud.",
        "malsattning": "Att sova en hel natt, och att själv bestämma vem som får komma hem till mig.",
        "egen_syn": "Planen är bra. Jag vill ha hjälp med myndigheterna först och samtalen sedan.",
        "umgange": "Umgänget är uppskjutet tills familjerätten har hört av sig. Mormor ringer barnet på söndagar.",
        "vardnadshavarens_syn": "Jag är ensam vårdnadshavare och vill att barnet får börja i skolan nära boendet.",
    },
)
GENOMFORANDE: Rad = (
    "2026-11-22",
    "genomforandeplan",
    BO,
    {
        "insats": 1,
        "malsattning": "Att kunna bli arg utan att någon blir rädd för mig.",
        "genomforande": "Vi ses tisdagar klockan 17.30, en timme. De fyra första gångerna går vi igenom tre händelser: "
        "den första, den senaste och den värsta. Sedan arbetar vi med ansvar, följder och vad som går att göra "
        "i stället. Bo Ståhlö håller i samtalen.\n\nBlir det svårt att komma flyttar vi tiden inom veckan.",
        "andra": "Vårdcentralen hjälper till med sömnen. Beroendemottagningen har tid i januari.",
        "egen_syn": "Det är rätt saker. Jag tycker att det är jobbigast att prata om den värsta gången.",
        "foljs_upp": "2027-03-02",
    },
)
PLANER_IFYLLT: dict[str, Varde] = {
    "insatsen": "Individuella samtal",
    "delaktighet": "Du har valt tid och ordning. Efter ditt förslag går vi igenom den senaste gången först.",
}
BESTALLNING: dict[str, Varde] = {
    "utforare": "Behandlarna på Relationsvåldscentrum",
    "behover_veta": "Kvällstid, eftersom personen arbetar skift. Ingen tolk.",
    "tillbaka": ["narvaro", "risk", "forslag", "slut"],
    "tillbaka_nar": "Varje månad till ansvarig handläggare",
}
OROSANMALAN: dict[str, Varde] = {
    "valt": "barn_1",
    "mottagare": "Mottagningen för barn och unga",
    "barnet": "Elev i årskurs 3 på Ekhöjdsskolan, född 2017",
    "om_barnet": "Barnet har varit hemma vid flera händelser, enligt föräldern. Skolan har berättat att barnet sover "
    "dåligt och somnar på lektionerna.",
    "skydd_nu": "nej",
    "varfor_nu": "Föräldern bor sedan oktober inte i samma hem. Läget kan ändras inför beslutet om umgänge.",
    "vuxen": "ja",
    "vet": "en",
    "hur_kontakta": "Den andra föräldern vet inte att skolan har hört av sig.",
    "nas": "010-000 00 00, vardagar 9–15",
    "vill_veta": True,
}
GODKAND: dict[str, Varde] = {
    "mottagare": "Relationsvåldsteamet i Ekhöjd",
    "godkand": True,
    "godkand_dag": "2026-11-21",
    "godkand_hur": "muntligt",
}
KOPPLAD: Rad = (
    "2026-11-20",
    "friyta_kopplad",
    BO,
    {
        "arende": "VN-2222-3333-4",
        "sammanfattning": "Vi har setts fem gånger. Det som har hjälpt är att få ord på vad som händer strax före, och "
        "att någon frågar utan att döma. Det som är kvar är att våga prata om den värsta gången.",
        "godkand": True,
    },
)
SAMTALEN: tuple[Rad, ...] = (
    (
        "2026-12-01",
        "samtal",
        BO,
        {
            "utfall": "genomfort",
            "form": "individuellt",
            "kanal": "besok",
            "anteckning": "HEMLIGT i samtalet.",
        },
    ),
    (
        "2026-12-08",
        "samtal",
        BO,
        {"utfall": "uteblivet", "form": "individuellt", "kanal": "besok", "orsak": "sjukdom"},
    ),
    ("2026-12-15", "samtal", BO, {"utfall": "genomfort", "form": "individuellt", "kanal": "besok"}),
)
MALET: Rad = (
    "2027-05-24",
    "maluppfoljning",
    BO,
    {
        "utfall": "positiv_malet_inte_natt",
        "kommentar": "Personen går undan i tid och säger till. Det är fortfarande svårt kring helgerna.",
    },
)
AVSLUT_UTOVARE: tuple[Rad, ...] = (
    *berattelser.UTOVARE,
    berattelser.BIFALL,
    *SAMTALEN,
    MALET,
    (
        "2027-05-25",
        "riskbedomning",
        ANNA,
        {
            "anledning": "infor_avslut",
            "instrument": "sara",
            "standardiserad": True,
            "niva": "lag",
            "skal": "HEMLIGT-OM-DEN-ANDRA i grunderna.",
            "atgarder": "HEMLIGA-ATGARDER.",
            "kalla": "flera",
        },
    ),
    ("2027-05-26", "sakerhetskontroll", ANNA, {"bedomning": "HEMLIGT-OM-DEN-ANDRA inför avslut."}),
    (
        "2027-05-31",
        "slutfor_insats",
        BO,
        {"sammanfattning": "Personen har kommit till nästan alla samtal."},
    ),
    (
        "2027-06-01",
        "avsluta",
        ANNA,
        {"avslutsorsak": "malet_natt", "kommentar": "HEMLIG kommentar."},
    ),
)
AVSLUT_UTSATT: tuple[Rad, ...] = (
    *UTSATT,
    MALET,
    (
        "2027-05-24",
        "sakerhetsplan",
        ANNA,
        {**PLANEN, "innehall": "HEMLIG-PLAN igen.", "personens_egna_ord": "HEMLIGT."},
    ),
    ("2027-06-01", "avsluta", ANNA, {"avslutsorsak": "malet_natt"}),
)
AVSLUT_FRIYTA: tuple[Rad, ...] = (
    ("2026-10-06", "paborja_friyta", BO, {"villkor": True, "informerad_11_6": True}),
    *SAMTALEN,
    ("2026-12-18", "avsluta_friyta", BO, {"slut": "vill_ansoka", "uppfoljning_satt": "formular"}),
)
AVSLUT: dict[str, Varde] = {
    "egna_ord": "Jag trodde inte att jag skulle kunna prata om det. Nu kan jag det, i alla fall här.",
    "uppfoljningar": "Ett samtal om sex månader, av någon annan än den som höll i samtalen.",
}
