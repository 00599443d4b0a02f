"""Fakta om utlämnande: en begäran som kommit in, och prövningen av vad som lämnas till vem och varför."""

from __future__ import annotations

from caseflow.engine.field import Field, Kind
from caseflow.engine.process import FactKind
from caseflow.rules.begaran_om_utlamnande import begaran_finns_att_besvara
from caseflow.rules.fritext import fritexten_avslojar_ingen
from caseflow.rules.roller import Roll
from caseflow.rules.utlamnande import BESTAMMELSER, GRANSKAS, SKYLDIGHETER

_PROVAR = (
    Roll.HANDLAGGARE,
    Roll.BESLUTSFATTARE,
    Roll.PARTNERKONTAKT,
    Roll.ENHETSCHEF,
    Roll.REGISTRATOR,
)
_AKTER = ("utovare", "utsatt", "friyta", "partnerkontakt")
_MOTTAGARE = Field(
    "mottagare",
    "Vem som vill ha uppgiften",
    Kind.VAL,
    choices=(
        ("part", "Personen själv, eller personens ombud"),
        ("enskild", "Någon annan enskild"),
        ("polisen", "Polisen"),
        ("aklagare", "Åklagare"),
        ("domstol", "Domstol"),
        ("kriminalvarden", "Kriminalvården"),
        ("socialnamnd", "En annan socialnämnd"),
        ("halso_sjukvard", "Hälso- och sjukvården"),
        ("annan_myndighet", "En annan myndighet"),
        ("annan", "En annan verksamhet, till exempel en jour"),
    ),
)

begaran_om_utlamnande = FactKind(
    code="begaran_om_utlamnande",
    label="Begäran om uppgifter",
    help="Datumet är dagen då begäran kom in. Svara aldrig direkt om någon finns hos er.",
    by=(*_PROVAR, Roll.BEHANDLARE, Roll.SAMORDNARE),
    akter=_AKTER,
    key="seq",
    lasting=True,
    requires=(fritexten_avslojar_ingen,),
    fields=(
        _MOTTAGARE,
        Field(
            "vem",
            "Namn, och vilken myndighet eller verksamhet",
            Kind.RAD,
            help="Den som frågar behöver inte säga vem hen är för att få en allmän handling prövad.",
            required=False,
        ),
        Field("uppgifter", "Vilka uppgifter det gäller", Kind.TEXT),
        Field("andamal", "Vad uppgifterna ska användas till", Kind.TEXT, required=False),
    ),
)

utlamnande = FactKind(
    code="utlamnande",
    label="Utlämnande av uppgifter",
    help="Skrivs varje gång uppgifter lämnas till någon utanför er, och när ni säger nej.",
    by=_PROVAR,
    akter=_AKTER,
    key="seq",
    lasting=True,
    removes=("begaran_om_utlamnande:{begaran}",),
    requires=(begaran_finns_att_besvara, *GRANSKAS, fritexten_avslojar_ingen),
    fields=(
        Field(
            "begaran",
            "Begärans händelsenummer",
            Kind.HELTAL,
            required=False,
            low=1,
            high=1_000_000_000,
            help="Lämna tomt när ni lämnar uppgiften på eget initiativ.",
        ),
        _MOTTAGARE,
        Field("vem", "Vem som får eller inte får uppgiften", Kind.RAD),
        Field("uppgifter", "Vilka uppgifter", Kind.TEXT),
        Field("andamal", "Vad de ska användas till", Kind.TEXT, required=False),
        Field(
            "utfall",
            "Vad det blev",
            Kind.VAL,
            choices=(
                ("lamnat_ut", "Uppgifterna lämnas ut"),
                ("delvis", "En del lämnas ut"),
                ("nekat", "Inget lämnas ut"),
            ),
        ),
        Field(
            "sekretess",
            "Vad som skyddar uppgiften",
            Kind.VAL,
            choices=(
                ("26_1", "26 kap. 1 §: enskilda hos socialtjänsten"),
                ("26_1_a", "26 kap. 1 a §"),
                ("26_3", "26 kap. 3 §: familjerådgivning"),
                ("26_4", "26 kap. 4 §"),
                ("26_5", "26 kap. 5 §: den som har anmält"),
                ("26_6", "26 kap. 6 §"),
                ("26_14_c", "26 kap. 14 c §: adressen till ett skyddat boende"),
                ("21_3", "21 kap. 3 §: adress och telefon vid hot"),
                ("annan", "En annan bestämmelse"),
                ("ingen", "Ingen sekretess"),
            ),
        ),
        Field(
            "bestammelse",
            "Bestämmelsen som gör att uppgiften får lämnas",
            Kind.VAL,
            required=False,
            choices=tuple(
                (kod, f"{namn} ({regel.wordings[-1].kalla.text})")
                for kod, (namn, regel) in BESTAMMELSER.items()
            ),
            help="Lämna tomt när inget lämnas ut. När den började gälla står på regelns sida.",
        ),
        Field(
            "skyldighet",
            "Skyldigheten",
            Kind.VAL,
            required=False,
            choices=tuple((kod, namn) for kod, (namn, _) in SKYLDIGHETER.items()),
            help="Fylls i när uppgiften lämnas för att en lag kräver det.",
        ),
        Field(
            "provning",
            "Prövningen",
            Kind.TEXT,
            help="Vad som talar för och emot: vem kan ta skada, vad står på spel, hur har det vägts. Det är "
            "din bedömning.",
        ),
        Field(
            "omstandigheter",
            "Omständigheterna som bestämmelsen kräver",
            Kind.TEXT,
            required=False,
        ),
        Field(
            "synnerliga_skal",
            "Synnerlig vikt eller synnerliga skäl",
            Kind.TEXT,
            required=False,
            help="Fylls i när en part eller polisen inte får det som lagen annars ger dem rätt till.",
        ),
        Field(
            "under_21",
            "Är personen under 21 år?",
            Kind.VAL,
            required=False,
            choices=(("ja", "Ja"), ("nej", "Nej")),
        ),
        Field(
            "fall_26_9",
            "Varför vården eller socialtjänsten behöver uppgiften",
            Kind.VAL,
            required=False,
            choices=(
                ("under_18", "Personen är under 18 år"),
                ("missbruk", "Missbruk"),
                ("tvangsvard", "Vård med tvång"),
                ("gravid", "Personen är gravid"),
            ),
        ),
        Field(
            "forbehall",
            "Förbehåll",
            Kind.TEXT,
            required=False,
            help="Vad mottagaren inte får göra med uppgiften.",
        ),
        Field(
            "kanal",
            "Hur uppgiften lämnas",
            Kind.VAL,
            required=False,
            choices=(
                ("mote", "Vid ett möte"),
                ("telefon", "Telefon, efter att ni ringt upp"),
                ("rekommenderat_brev", "Rekommenderat brev eller bud"),
                ("brev", "Vanligt brev"),
                ("saker_meddelandetjanst", "Säker meddelandetjänst till en funktion"),
                ("e_post", "E-post"),
                ("sms", "Sms"),
                ("e_tjanst", "E-tjänst eller annan automatik"),
            ),
        ),
        Field(
            "andras_uppgifter",
            "Uppgifter om andra är borttagna eller prövade för sig",
            Kind.MASTE_JA,
            help="Ingen får av svaret, av ett nej eller av en dag förstå om den andra parten finns hos er.",
        ),
        Field("provat_av", "Vem som har prövat, med befattning", Kind.RAD),
        Field(
            "skriftligt_beslut",
            "Skriftligt beslut med hänvisning till kammarrätten är lämnat",
            Kind.JA_NEJ,
            required=False,
            help="Behövs när inte allt lämnas ut. Den som frågar har tre veckor på sig att överklaga.",
        ),
        Field(
            "delfaende",
            "Dag då den som frågade fick del av beslutet",
            Kind.DATUM,
            required=False,
            help="Fylls i när inte allt lämnas ut. Därifrån räknas tiden att överklaga.",
        ),
    ),
)

FAKTASLAG = (begaran_om_utlamnande, utlamnande)
