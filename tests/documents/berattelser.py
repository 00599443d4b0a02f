"""Two made-up akter, with as much in them as an ordinary one has."""

from tests.documents.underlagsbygge import Rad

ANNA = "Anna Lindö, handlaggare"
BO = "Bo Ståhlö, behandlare"
CECILIA = "Cecilia Åkerö, beslutsfattare"

UTOVARE: tuple[Rad, ...] = (
    (
        "2026-09-14",
        "information",
        ANNA,
        {"innehall": ["insatser_11_6", "friyta", "anteckningar"], "satt": "bada"},
    ),
    (
        "2026-09-14",
        "sakerhet_overvagd",
        ANNA,
        {"overvagande": "HEMLIGT-OM-DEN-ANDRA: hon bor kvar i lägenheten.", "atgard": "Samråd."},
    ),
    (
        "2026-09-28",
        "ansokan",
        ANNA,
        {
            "satt": "muntlig",
            "avser": "Samtal för att sluta använda våld och hot i relationer.",
            "egna_ord": "Jag vill inte bli som min pappa. Jag vill att barnen ska kunna vara hemma utan "
            "att lyssna "
            "efter hur jag låter när jag kommer in genom dörren.",
        },
    ),
    (
        "2026-09-30",
        "inled_utredning",
        ANNA,
        {"grund": "ansokan", "svarsdag": "2026-09-28", "svarssatt": "muntligt"},
    ),
    (
        "2026-10-05",
        "barn_efterfragade",
        ANNA,
        {
            "svar": "finns",
            "uppgifter": "Två barn. Båda har varit hemma vid flera av händelserna, den yngsta också i "
            "samma rum.",
        },
    ),
    (
        "2026-10-05",
        "barn",
        ANNA,
        {
            "barn": "barn_1",
            "fodelsear": 2017,
            "boende": "vaxelvis",
            "uppgifter": "Sover dåligt sedan i våras, enligt skolan.",
        },
    ),
    ("2026-10-05", "barn", ANNA, {"barn": "barn_2", "fodelsear": 2021, "boende": "vaxelvis"}),
    (
        "2026-10-06",
        "orosanmalan",
        ANNA,
        {
            "barn": "barn_1",
            "misstanke": "2026-10-05",
            "anmald": "2026-10-05",
            "orsak": "HEMLIG-ORSAK till anmälan.",
        },
    ),
    (
        "2026-10-07",
        "riskbedomning",
        ANNA,
        {
            "anledning": "forsta",
            "instrument": "sara",
            "standardiserad": True,
            "niva": "hog",
            "skal": "Uppgifter: två händelser det senaste halvåret, den senare med knuff mot en vägg. "
            "Alkohol vid båda. "
            "Bedömning: risken för nytt våld är hög så länge konflikten om umgänget pågår.",
            "egen_skattning": 4,
            "atgarder": "HEMLIGA-ATGARDER.",
            "kalla": "flera",
        },
    ),
    (
        "2026-10-19",
        "ny_handelse",
        ANNA,
        {
            "typ": "polisanmalan",
            "beskrivning": "Polisanmälan om ofredande den 17 oktober. Personen berättar själv om den "
            "vid besöket.",
        },
    ),
    (
        "2026-11-02",
        "egen_syn",
        ANNA,
        {
            "egna_ord": "Jag har skyllt på att vi bråkar. Men det är jag som slår sönder saker och det "
            "är jag som har tagit "
            "i henne. Det är svårt att säga högt.\n\nJag vill ha någon att prata med som inte dömer, "
            "men som inte "
            "heller låter mig slippa undan. Helst på kvällstid, för jag vill inte förlora jobbet."
        },
    ),
    (
        "2026-11-09",
        "riskbedomning",
        ANNA,
        {
            "anledning": "ny_handelse",
            "instrument": "sara",
            "standardiserad": True,
            "niva": "medel",
            "skal": "Uppgifter: inga nya händelser efter den 17 oktober. Personen har slutat dricka på "
            "vardagar och bor sedan "
            "den 20 oktober hos en vän.\n\nBedömning: risken är medelhög. Den ökar om samtalen inte "
            "kommer i gång, och "
            "inför beslutet om umgänge i december.",
            "egen_skattning": 3,
            "atgarder": "HEMLIGA-ATGARDER.",
            "kalla": "flera",
        },
    ),
    (
        "2026-11-10",
        "barnkonsekvensanalys",
        ANNA,
        {
            "barn": "barn_1",
            "analys": "Barnet behöver att våldet upphör och att båda hemmen är lugna. Att föräldern får "
            "behandling kan göra "
            "vardagen tryggare, men bara om umgänget ordnas så att barnet inte behöver vara budbärare.",
            "barnets_rost": "HEMLIG-ROST från barnet.",
        },
    ),
    (
        "2026-11-11",
        "sakerhet_overvagd",
        ANNA,
        {"overvagande": "HEMLIGT-OM-DEN-ANDRA igen."},
    ),
    (
        "2026-11-12",
        "slutfor_utredning",
        ANNA,
        {
            "valdets_art": "Personen berättar om våld mot en tidigare partner under fyra år. Första "
            "gången: ett grepp om armen, "
            "2022. Senaste gången: knuff mot en vägg, augusti 2026. Värsta gången: strypgrepp i januari "
            "2025. Mellan "
            "gångerna har personen hotat, slagit sönder saker och kontrollerat telefon och pengar.",
            "motivation": "Personen vill sluta med våldet och har kommit till alla besök. Det som talar "
            "emot är rädsla att "
            "förlora arbetet om det blir känt.",
            "behov": "Arbetar heltid, skift. Dricker mest på helger. Sover dåligt. Har en vän som vet. "
            "Växte upp med en "
            "pappa som slog.",
            "malsattning": "Att kunna bli arg utan att någon blir rädd för mig.",
            "bedomning": "Våldet är upprepat och allvarligt. Personen tar ett växande eget ansvar för "
            "det och är motiverad. "
            "Behovet av insatser kan inte tillgodoses på annat sätt: stödlinjen och friytan har prövats "
            "och räcker inte.\n\n"
            "Individuella samtal bör föregå grupp, eftersom personen ännu har svårt att sätta ord på "
            "händelserna inför "
            "andra. Säkerheten för den som har utsatts är övervägd inför erbjudandet.",
            "forslag": "Att personen beviljas individuella samtal en gång i veckan under sex månader.",
        },
    ),
    (
        "2026-11-13",
        "kommunicering",
        ANNA,
        {
            "satt": "mote",
            "svar_senast": "2026-11-20",
            "svar": "Det stämmer i stort. Jag vill att det står att jag själv ringde första gången.",
        },
    ),
)

BIFALL: Rad = (
    "2026-11-22",
    "bevilja",
    CECILIA,
    {
        "lagrum": "bistand",
        "beviljas": "Individuella samtal för att sluta använda våld, en gång i veckan.",
        "form": "individuell",
        "fran_och_med": "2026-12-01",
        "till_och_med": "2027-05-31",
        "motivering": "Utredningen visar att du har använt våld vid flera tillfällen och att du vill ha "
        "hjälp att sluta. Du behöver "
        "samtal med någon som är utbildad för det, och du kan inte få det behovet tillgodosett på annat "
        "sätt.\n\n"
        "Du har haft fem samtal utan beslut. De har hjälpt, men de räcker inte. Därför har du rätt till "
        "samtalen.",
    },
)
DELVIS: Rad = (
    "2026-11-22",
    "bevilja_delvis",
    CECILIA,
    {
        **BIFALL[3],
        "avslas": "Ersättning för resor till samtalen.",
        "overklagandehanvisning": True,
    },
)
AVSLAG: Rad = (
    "2026-11-22",
    "avsla",
    CECILIA,
    {
        "lagrum": "bistand",
        "avslas": "Samtal hos en annan verksamhet än kommunens egen.",
        "motivering": "Kommunens egen verksamhet kan ge de samtal du behöver, och du kan börja inom två "
        "veckor.",
        "overklagandehanvisning": True,
    },
)

UTSATT: tuple[Rad, ...] = (
    (
        "2026-09-07",
        "skyddsbedomning",
        ANNA,
        {
            "akut_risk": False,
            "sakert_nu": True,
            "var_sakert": "HEMLIG-PLATS hos en syster.",
            "barn_finns": "finns",
            "andra_i_risk": "finns_inte",
            "bedomning": "Personen är i säkerhet i dag. Vi har kommit överens om hur vi hörs och om vad "
            "som händer om det "
            "blir akut. Ny bedömning görs så snart något ändras.",
        },
    ),
    (
        "2026-09-14",
        "ansokan",
        ANNA,
        {
            "satt": "skriftlig",
            "avser": "Stödsamtal, och hjälp att ordna ett eget boende.",
            "egna_ord": "Jag vill kunna sova. Jag vill bestämma själv när jag ska berätta för barnen.",
        },
    ),
    (
        "2026-09-15",
        "inled_utredning",
        ANNA,
        {"grund": "ansokan", "svarsdag": "2026-09-14", "svarssatt": "skriftligt"},
    ),
    ("2026-09-22", "barn_efterfragade", ANNA, {"svar": "finns"}),
    (
        "2026-09-22",
        "barn",
        ANNA,
        {
            "barn": "barn_1",
            "fodelsear": 2018,
            "boende": "hos_personen",
            "uppgifter": "Har sett och hört våldet.",
        },
    ),
    (
        "2026-10-02",
        "riskbedomning",
        ANNA,
        {
            "anledning": "forsta",
            "instrument": "freda_farlighet",
            "standardiserad": True,
            "niva": "hog",
            "skal": "Personen svarar ja på nio av frågorna. Den egna skattningen är lägre, och vi har "
            "pratat om det.",
            "egen_skattning": 5,
            "atgarder": "Ny bedömning om två veckor.",
            "kalla": "personen",
        },
    ),
    (
        "2026-10-05",
        "sakerhetsplan",
        ANNA,
        {
            "innehall": "HEMLIG-PLAN.",
            "personens_egna_ord": "HEMLIGT i planen.",
            "oversedd": False,
        },
    ),
    (
        "2026-10-12",
        "egen_syn",
        ANNA,
        {
            "egna_ord": "Jag trodde länge att det var jag som gjorde fel. Nu vet jag inte vad jag tror."
        },
    ),
    (
        "2026-10-19",
        "barnkonsekvensanalys",
        ANNA,
        {
            "barn": "barn_1",
            "analys": "Ett eget boende gör att barnet kan stanna i samma skola.",
            "barnets_rost": "«Jag vill att vi bor där ingen skriker.» Sagt till barnhandläggaren 15 oktober.",
        },
    ),
    (
        "2026-10-26",
        "slutfor_utredning",
        ANNA,
        {
            "valdets_art": "Fysiskt, psykiskt och ekonomiskt våld från en tidigare partner sedan 2019, "
            "enligt personen själv.",
            "behov_nu": "Någon att ringa dagtid, och hjälp med en ansökan om kontaktförbud.",
            "behov_snart": "Stödsamtal varje vecka. Hjälp att söka bostad.",
            "behov_langre_fram": "Stöd inför rättegången.",
            "malsattning": "Att sova en hel natt.",
            "bedomning": "Personen har behov av stödsamtal som inte kan tillgodoses på annat sätt.",
            "forslag": "Att personen beviljas individuella stödsamtal i sex månader.",
        },
    ),
)

UPPFOLJNING: tuple[Rad, ...] = (
    ("2027-06-07", "avsluta", ANNA, {"avslutsorsak": "malet_natt", "kommentar": "INTE-HIT."}),
    (
        "2027-11-30",
        "forsok_kontakt",
        BO,
        {"kanal": "samtal", "klockslag": "10:00", "saker_kontakt": True, "utfall": "ej_svar"},
    ),
    (
        "2027-12-03",
        "forsok_kontakt",
        BO,
        {"kanal": "samtal", "klockslag": "10:00", "saker_kontakt": True, "utfall": "natt"},
    ),
    (
        "2027-12-07",
        "genomfor_uppfoljning",
        BO,
        {
            "satt": "telefon",
            "vald_sedan_dess": "nej",
            "egna_ord": "Jag har inte slagit eller hotat sedan samtalen slutade. Det är fortfarande "
            "svårt när vi ska bestämma "
            "om helgerna. Då går jag ut och ringer min vän, som vi sa.\n\nJag hade velat ha ett samtal "
            "till efter ett par "
            "månader.",
            "vill_ha_kontakt": True,
            "enkat": "besvarad",
        },
    ),
)
