"""What passes on: a report of worry for a child, a summary the person has approved, and the closing summary."""

from __future__ import annotations

from caseflow.documents import teman
from caseflow.documents.mallar.beslut import AKUT, AVSLAG, BIFALL, DELVIS
from caseflow.documents.mallar.mall import ALLA_I_ARENDET, Brevhuvud, Krav, Mall, Namnval, Till, Val
from caseflow.documents.underlag import ALLT, BARA_ATT, bara
from caseflow.engine.field import Field, Kind
from caseflow.rules.roller import Roll

OROSANMALAN = Mall(
    kod="orosanmalan",
    titel="Orosanmälan",
    version="2",
    slag=("utovare", "utsatt", "friyta", "partnerkontakt"),
    # Both guardians may read it: the unit would say that somebody has contact there.
    brevhuvud=Brevhuvud.DISKRET,
    beskrivning="Anmälan till barnenheten från den som misstänker att ett barn far illa.",
    # Whoever suspects reports; nobody does it in another's place.
    av=(*ALLA_I_ARENDET, Roll.ENHETSCHEF),
    till=Till.MYNDIGHET,
    laser={
        "orosanmalan": ALLT,
        "barn": bara("barn", "fodelsear"),
        "rattelse": ALLT,
    },
    kraver=(
        Krav(
            ("orosanmalan",),
            "vad oron gäller, och när misstanken kom",
            "Registrera oron.",
            lagrum="orosanmalan",
        ),
    ),
    lagrum=("orosanmalan", "sekretess"),
    namnval=Namnval("vuxen", barn="barnet", andra=frozenset({"mottagare", "nas"})),
    val=Val(("orosanmalan",), "Vilket barn", nyckel="barn", foljer=("barn",)),
    falt=(
        Field("mottagare", "Till", Kind.RAD, help="Enheten som tar emot anmälningar om barn."),
        Field(
            "barnet",
            "Barnet",
            Kind.RAD,
            help="Namn och personnummer om de är kända, annars det som gör att barnet kan hittas.",
        ),
        Field(
            "om_barnet",
            "Det som är känt om barnet",
            help="Vad barnet har varit med om och hur barnet mår, och vem som har berättat det. Skriv aldrig "
            "var en förälder finns eller bor, om det kan vara farligt.",
        ),
        Field(
            "skydd_nu",
            "Behöver barnet skydd genast?",
            Kind.VAL,
            choices=(("ja", "Ja"), ("nej", "Nej"), ("vet_inte", "Vet inte")),
            help="Ring också mottagningen, eller 112, om det är bråttom.",
        ),
        Field("varfor_nu", "Varför barnet behöver skydd", required=False),
        Field(
            "vuxen",
            "Ska namnet på personen i ärendet stå i anmälan?",
            Kind.VAL,
            choices=(("ja", "Ja"), ("nej", "Nej, det kan vara farligt eller behövs inte")),
            help="Båda vårdnadshavarna kan i regel läsa anmälan. Namnet visar att personen har kontakt här. "
            "Är svaret nej står varken namn eller aktnummer där, utan en beteckning att söka på.",
        ),
        Field(
            "vet",
            "Vet vårdnadshavarna om anmälan?",
            Kind.VAL,
            choices=(
                ("ja", "Ja"),
                ("en", "En av dem vet"),
                ("nej", "Nej"),
                ("inte_sakert", "Nej, det är inte säkert att berätta"),
            ),
        ),
        Field(
            "hur_kontakta",
            "Att tänka på vid kontakt med familjen",
            required=False,
            help="Till exempel att ringa den som anmäler först.",
        ),
        Field("nas", "Den som anmäler nås", Kind.RAD, help="Telefon till arbetet, och tider."),
        Field("vill_veta", "Vill den som anmäler veta om en utredning inleds?", Kind.JA_NEJ),
    ),
)

_GODKAND = (
    Field(
        "godkand",
        "Personen har läst eller hört hela texten och godkänt att den lämnas till mottagaren",
        Kind.MASTE_JA,
    ),
    Field("godkand_dag", "Dag då personen godkände", Kind.DATUM),
    Field(
        "godkand_hur",
        "Hur personen godkände",
        Kind.VAL,
        choices=(("muntligt", "Muntligt"), ("skriftligt", "Skriftligt")),
    ),
)

OVERLAMNING = Mall(
    kod="overlamning",
    titel="Överlämning",
    version="1",
    slag=("utovare", "utsatt", "friyta"),
    # The receiver has to know who hands over.
    brevhuvud=Brevhuvud.ENHETENS,
    beskrivning="En sammanfattning som personen har godkänt, så att ingen behöver berätta allt en gång till.",
    av=ALLA_I_ARENDET,
    till=Till.MYNDIGHET,
    # Only what the person has approved; not even how many talks there were.
    laser={
        "friyta_kopplad": bara("sammanfattning", "godkand"),
        "friyta_mottagen": bara("sammanfattning"),
    },
    kraver=(
        Krav(
            ("friyta_kopplad", "friyta_mottagen"),
            "en sammanfattning som personen har godkänt",
            "Skriv den tillsammans med personen, i fältet bredvid utkastet.",
            eller="sammanfattning",
        ),
    ),
    lagrum=("samtycke", "sekretess"),
    falt=(
        Field("mottagare", "Till", Kind.RAD, help="Enheten eller verksamheten som tar vid."),
        Field(
            "sammanfattning",
            "Sammanfattningen",
            required=False,
            help="Bara det som personen vill att mottagaren får veta. Finns en godkänd sammanfattning från "
            "friytan lämnas fältet tomt.",
        ),
        Field(
            "egna_ord",
            "Personens egna ord till den som tar emot",
            required=False,
            help="Om personen vill säga något själv.",
        ),
        *_GODKAND,
    ),
    block=("att_andra_sig",),
)

AVSLUTSSAMMANFATTNING = Mall(
    kod="avslutssammanfattning",
    titel="Avslutssammanfattning",
    version="1",
    slag=("utovare", "utsatt", "friyta"),
    brevhuvud=Brevhuvud.UTANFOR_UTOVARENS,
    beskrivning="Vad personen sökte, vad som gavs, hur det gick och hur man kommer tillbaka.",
    av=ALLA_I_ARENDET,
    # The person reads this, and a copy may lie at home: of what concerns safety only that it is done.
    laser={
        "ansokan": bara("avser", "egna_ord"),
        "ansokan_atertagen": bara("ansokan"),
        **dict.fromkeys(
            (*BIFALL, *DELVIS), bara("beviljas", "form", "fran_och_med", "till_och_med")
        ),
        **dict.fromkeys(AVSLAG, bara("avslas")),
        **dict.fromkeys(AKUT, bara("till_och_med")),
        "starta_insats": BARA_ATT,
        "slutfor_insats": bara("sammanfattning"),
        "avbryt_insats": BARA_ATT,
        "paborja_friyta": BARA_ATT,
        "avsluta_friyta": bara("slut"),
        "samtal": bara("utfall"),
        "slutfor_utredning": bara("malsattning"),
        "maluppfoljning": ALLT,
        "riskbedomning": bara("anledning", "instrument", "niva"),
        "sakerhetskontroll": BARA_ATT,
        "sakerhetsplan": bara("oversedd"),
        "planera_uppfoljning": bara("planerad"),
        "avsluta": bara("avslutsorsak"),
    },
    kraver=(
        Krav(
            ("ansokan",),
            "vad personen sökte hjälp för",
            "Skriv det i fältet bredvid utkastet.",
            eller="sokte",
        ),
        Krav(
            (*BIFALL, *DELVIS, *AKUT, "starta_insats", "paborja_friyta"),
            "vilket stöd som har getts",
            "Skriv det i fältet bredvid utkastet.",
            eller="gavs",
        ),
        Krav(
            ("maluppfoljning",),
            "uppföljning av personens eget mål",
            "Gå igenom målet tillsammans och registrera hur det gick.",
            lagrum="dokumentation",
            slag=("utovare", "utsatt"),
        ),
        Krav(
            ("riskbedomning",),
            "en riskbedömning inför avslut",
            "Gör en riskbedömning.",
            lagrum="riskbedomning",
            slag=("utovare", "utsatt"),
        ),
        Krav(
            ("sakerhetskontroll",),
            "säkerhetskontrollen inför avslut",
            "Gör säkerhetskontrollen och registrera den.",
            lagrum="vald_utovare",
            slag=("utovare",),
        ),
        Krav(
            ("sakerhetsplan",),
            "att säkerhetsplanen är sedd över",
            "Gå igenom säkerhetsplanen tillsammans och registrera det.",
            lagrum="vald_utsatt",
            slag=("utsatt",),
        ),
    ),
    lagrum=("dokumentation", "sekretess", "vald_utovare", "vald_utsatt", "riskbedomning"),
    teman=teman.UTOVARES_FRAGOR,
    falt=(
        Field(
            "sokte",
            "Det personen sökte hjälp för",
            required=False,
            help="Lämnas tomt när ansökan säger det.",
        ),
        Field(
            "gavs",
            "Mer om det stöd som har getts",
            required=False,
            help="Inget av det som har sagts i samtalen.",
        ),
        Field(
            "egna_ord",
            "Personens egna ord om hur det har gått",
            help="Vill personen inte säga något skrivs det.",
        ),
        Field(
            "uppfoljningar",
            "Uppföljningar som är planerade",
            help="När, av vem och hur. Den som är anonym söks aldrig upp efteråt.",
        ),
    ),
    block=("tillbaka",),
)

OVERGANGAR = (OROSANMALAN, OVERLAMNING, AVSLUTSSAMMANFATTNING)
