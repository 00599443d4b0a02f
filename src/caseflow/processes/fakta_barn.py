"""Fakta om barnen i en vuxens ärende. Barnets eget ärende finns hos barnenheten."""

from __future__ import annotations

from caseflow.engine.field import Field, Kind
from caseflow.engine.process import FactKind
from caseflow.rules.fritext import fritexten_avslojar_ingen
from caseflow.rules.roller import Roll
from caseflow.rules.varningar import orosanmalan_gors_samma_dag

BARNEN = (
    ("barn_1", "Barn 1"),
    ("barn_2", "Barn 2"),
    ("barn_3", "Barn 3"),
    ("barn_4", "Barn 4"),
    ("barn_5", "Barn 5"),
    ("barn_6", "Barn 6"),
    ("barn_7", "Barn 7"),
    ("barn_8", "Barn 8"),
    ("barn_9", "Barn 9"),
    ("barn_10", "Barn 10"),
)
BARN = Field("barn", "Vilket barn", Kind.VAL, choices=BARNEN)

barn = FactKind(
    code="barn",
    label="Barn",
    help="Ett barn i taget. Använd samma nummer för samma barn i hela ärendet.",
    by=(Roll.HANDLAGGARE, Roll.BEHANDLARE, Roll.PARTNERKONTAKT),
    akter=("utovare", "utsatt", "partnerkontakt"),
    key="barn",
    lasting=True,
    fields=(
        BARN,
        Field(
            "fodelsear",
            "Födelseår",
            Kind.HELTAL,
            required=False,
            low=1900,
            high=2100,
        ),
        Field(
            "boende",
            "Var barnet bor",
            Kind.VAL,
            choices=(
                ("hos_personen", "Hos personen"),
                ("vaxelvis", "Växelvis"),
                ("hos_andra_foraldern", "Hos den andra föräldern"),
                ("placerat", "Placerat"),
                ("annat", "På annat håll"),
                ("okant", "Vet inte"),
            ),
        ),
        Field("uppgifter", "Vad du vet om barnets situation", Kind.TEXT, required=False),
    ),
)

barn_efterfragade = FactKind(
    code="barn_efterfragade",
    label="Frågan om barn är ställd",
    help="Fråga i varje ärende. Ett nej eller ett uteblivet svar är också ett svar.",
    by=(Roll.HANDLAGGARE, Roll.BEHANDLARE, Roll.PARTNERKONTAKT),
    akter=("utovare", "utsatt", "partnerkontakt"),
    fields=(
        Field(
            "svar",
            "Finns det barn?",
            Kind.VAL,
            choices=(
                ("finns", "Ja"),
                ("finns_inte", "Nej"),
                ("vill_inte_svara", "Personen vill inte svara"),
            ),
        ),
        Field("uppgifter", "Det som kom fram", Kind.TEXT, required=False),
    ),
)

orosanmalan = FactKind(
    code="orosanmalan",
    label="Oro för barn och orosanmälan",
    help="Den som misstänker att ett barn far illa anmäler själv, genast. Låt ingen annan göra det åt dig.",
    by=(
        Roll.HANDLAGGARE,
        Roll.BESLUTSFATTARE,
        Roll.BEHANDLARE,
        Roll.PARTNERKONTAKT,
        Roll.SAMORDNARE,
        Roll.ENHETSCHEF,
    ),
    akter=("utovare", "utsatt", "friyta", "partnerkontakt"),
    key="barn",
    lasting=True,
    requires=(fritexten_avslojar_ingen,),
    varnar=(orosanmalan_gors_samma_dag,),
    fields=(
        Field(
            "barn",
            "Vilket barn",
            Kind.VAL,
            choices=(*BARNEN, ("okant", "Okänt barn eller flera barn")),
        ),
        Field("misstanke", "Dag då misstanken kom", Kind.DATUM),
        Field(
            "anmald",
            "Dag då anmälan gjordes",
            Kind.DATUM,
            required=False,
            help="Lämnar du fältet tomt bevakas anmälan tills du fyller i dagen.",
        ),
        Field("orsak", "Vad oron gäller", Kind.TEXT),
    ),
)

barnkonsekvensanalys = FactKind(
    code="barnkonsekvensanalys",
    label="Barnkonsekvensanalys",
    help="Vad beslutet betyder för just det här barnet. Undvik formuleringar som passar alla barn.",
    by=(Roll.HANDLAGGARE,),
    akter=("utovare", "utsatt"),
    key="barn",
    fields=(
        BARN,
        Field("analys", "Vad beslutet kan betyda för barnet", Kind.TEXT),
        Field(
            "barnets_rost",
            "Barnets egen röst",
            Kind.TEXT,
            help="Vad barnet själv har sagt och till vem. Har barnet inte fått frågan skriver du varför.",
        ),
    ),
)

FAKTASLAG = (barn, barn_efterfragade, orosanmalan, barnkonsekvensanalys)
