"""Utlämnande: sekretessen för enskilda, bestämmelserna som bryter den, och beslutet att inte lämna ut.

Att väga och pröva gör alltid en namngiven person, och det skrivs ned. Reglerna här säger vilken bestämmelse
som kan användas, när den började gälla och vad den kräver. Att en uppgift får lämnas ut betyder oftast inte
att den måste det.
"""

from __future__ import annotations

from typing import Any

from caseflow.engine.errors import RuleNotInForce
from caseflow.engine.rule import Rule, Sakerhet, hinder
from caseflow.rules.kallor import (
    BRYTER_SEKRETESS_2025,
    KONTAKTUPPGIFTER,
    MELLAN_MYNDIGHETER_2025,
    OSL,
    OSL_GALLER,
)
from caseflow.rules.lage import Lage

MYNDIGHETER = (
    "polisen",
    "aklagare",
    "kriminalvarden",
    "domstol",
    "socialnamnd",
    "halso_sjukvard",
    "annan_myndighet",
)
"""Mottagare som är myndigheter."""
BROTTSBEKAMPANDE = ("polisen", "aklagare")
SOCIALTJANSTENS = ("26_1", "26_1_a", "26_3", "26_4", "26_5", "26_6")
"""Sekretessen i 26 kap. 1–6 §§ OSL."""
UNDANTAGNA_15_A = ("26_1_a", "26_3", "26_4", "26_6")
"""Den som 10 kap. 15 a § OSL inte bryter. 26 kap. 1 § hör inte dit."""
AUTOMATISKT = ("e_post", "sms", "e_tjanst")
"""Kanaler som når någon utan att en person ser till att det blir rätt mottagare."""


def _valt(lage: Lage, bestammelse: str) -> bool:
    """Om uppgifter lämnas ut med stöd av just den bestämmelsen."""
    return lage.falt.get("bestammelse") == bestammelse and lage.falt.get("utfall") != "nekat"


def _beskrivet(lage: Lage) -> bool:
    return bool(lage.falt.get("omstandigheter"))


def _till(lage: Lage, *mottagare: str) -> bool:
    return lage.falt.get("mottagare") in mottagare


@hinder(OSL("26 kap. 1 §"), since=OSL_GALLER, om_falt=True)
def det_star_klart_att_ingen_lider_men(lage: Lage) -> bool:
    """Uppgifter lämnas ut när det står klart att varken personen eller någon närstående lider men.

    Brister: Det framgår inte varför det står klart att ingen lider men.
    Gör nu: Skriv under Prövningen vad som talar för och emot. Är du osäker lämnas uppgiften inte ut så.
    """
    return not _valt(lage, "inget_men_26_1") or bool(lage.falt.get("provning"))


@hinder(OSL("12 kap. 2 §"), since=OSL_GALLER, om_falt=True)
def samtycke_till_utlamnandet_finns(lage: Lage) -> bool:
    """Personen har samtyckt till att uppgifterna lämnas ut, helt eller i en bestämd del.

    Brister: Personens samtycke är inte registrerat, eller så är det återtaget.
    Gör nu: Fråga personen. Registrera samtycket och vad det gäller om hen vill.
    """
    return not _valt(lage, "samtycke_12_2") or "utlamnande" in lage.fakta.alla("samtycke")


@hinder(OSL("10 kap. 2 §"), since=OSL_GALLER, om_falt=True)
def utlamnandet_ar_nodvandigt(lage: Lage) -> bool:
    """Uppgifter lämnas ut när det är nödvändigt för att ni ska kunna utföra er egen uppgift.

    Det tillämpas restriktivt: att det är enklare eller snabbare räcker inte.

    Brister: Det framgår inte varför er egen uppgift inte kan utföras utan att uppgiften lämnas ut.
    Gör nu: Skriv det under Omständigheter, eller fråga personen om samtycke.
    """
    return not _valt(lage, "nodvandigt_10_2") or _beskrivet(lage)


@hinder(OSL("10 kap. 3 §"), since=OSL_GALLER, om_falt=True)
def partens_insyn_begransas_sallan(lage: Lage) -> bool:
    """Den som är part får ta del av allt i sitt ärende, och alltid av beslutet.

    En uppgift undanhålls bara när det är av synnerlig vikt att den inte röjs.

    Brister: Det framgår inte varför det är av synnerlig vikt att uppgiften inte röjs för parten.
    Gör nu: Skriv det under Synnerlig vikt eller synnerliga skäl, eller lämna ut uppgiften.
    """
    part = lage.falt.get("bestammelse") == "partsinsyn_10_3"
    helt = lage.falt.get("utfall") == "lamnat_ut"
    return not part or helt or bool(lage.falt.get("synnerliga_skal"))


@hinder(OSL("10 kap. 15 a §"), since=MELLAN_MYNDIGHETER_2025, om_falt=True)
def myndigheten_behover_uppgiften_mot_brott(lage: Lage) -> bool:
    """En annan myndighet får uppgifter för att förebygga eller utreda brott, fusk och felaktiga utbetalningar.

    Det får göras men måste inte. Väger skälen för sekretess över lämnas uppgiften inte ut. Bestämmelsen
    bryter inte 26 kap. 1 a, 3, 4 och 6 §§.

    Brister: Bestämmelsen gäller bara till en annan myndighet, med intressena vägda, och inte alla uppgifter.
    Gör nu: Kontrollera mottagaren och vilken sekretess som gäller, och skriv hur intressena vägts.
    """
    if not _valt(lage, "mellan_myndigheter_10_15_a"):
        return True
    undantagen = lage.falt.get("sekretess") in UNDANTAGNA_15_A
    return _till(lage, *MYNDIGHETER) and not undantagen and bool(lage.falt.get("provning"))


@hinder(OSL("10 kap. 18 a §"), since=OSL_GALLER, om_falt=True)
def den_unga_riskerar_att_bega_brott(lage: Lage) -> bool:
    """Uppgifter om någon under 21 år lämnas till polisen för att förebygga att hen begår brott.

    Brister: Bestämmelsen gäller till polisen, om någon under 21 år, med omständigheterna beskrivna.
    Gör nu: Kontrollera ålder och mottagare, och skriv vad som talar för att det finns en risk.
    """
    if not _valt(lage, "under_21_10_18_a"):
        return True
    return _till(lage, "polisen") and lage.falt.get("under_21") == "ja" and _beskrivet(lage)


@hinder(OSL("10 kap. 18 c §", Sakerhet.ALLMAN), since=BRYTER_SEKRETESS_2025, om_falt=True)
def grovt_vald_mot_narstaende_kan_hindras(lage: Lage) -> bool:
    """Uppgifter lämnas till polisen för att hindra grova brott mot en närstående.

    Konkreta omständigheter visar en risk för att personen begår ett brott mot en närstående enligt 3, 4
    eller 6 kap. brottsbalken med minst ett års fängelse i straffskalan. Uppgiften lämnas inte ut när det är
    olämpligt med hänsyn till insatser som personen har eller kan få. Bestämmelsen kom med SFS 2025:179.

    Brister: Det framgår inte vilka konkreta omständigheter som visar risken, eller hur insatserna vägts in.
    Gör nu: Skriv omständigheterna och prövningen. Uppgiften lämnas bara till polisen.
    """
    if not _valt(lage, "grovt_vald_10_18_c"):
        return True
    return _till(lage, "polisen") and _beskrivet(lage) and bool(lage.falt.get("provning"))


@hinder(OSL("10 kap. 21 §"), since=OSL_GALLER, om_falt=True)
def brottet_galler_ett_barn(lage: Lage) -> bool:
    """Uppgifter om misstanke om vissa brott mot någon under 18 år lämnas till polis eller åklagare.

    Brister: Bestämmelsen gäller till polis eller åklagare, med misstanken beskriven.
    Gör nu: Kontrollera mottagaren och skriv vad misstanken bygger på.
    """
    if not _valt(lage, "brott_mot_barn_10_21"):
        return True
    return _till(lage, *BROTTSBEKAMPANDE) and _beskrivet(lage)


@hinder(OSL("10 kap. 23 §", Sakerhet.OSAKER), since=OSL_GALLER, om_falt=True)
def brottet_ar_tillrackligt_grovt(lage: Lage) -> bool:
    """Uppgifter om misstanke om ett begånget grovt brott lämnas till polis eller åklagare.

    Hur grovt brottet behöver vara beror på straffskalan. caseflow avgör inte det: fråga er jurist.

    Brister: Det framgår inte vilket brott misstanken gäller och varför det är grovt nog.
    Gör nu: Skriv det under Omständigheter. Uppgiften lämnas bara till polis eller åklagare.
    """
    if not _valt(lage, "grovt_brott_10_23"):
        return True
    return _till(lage, *BROTTSBEKAMPANDE) and _beskrivet(lage)


@hinder(OSL("10 kap. 27 §"), since=OSL_GALLER, om_falt=True)
def generalklausulen_galler_inte_socialtjansten(lage: Lage) -> bool:
    """Generalklausulen får inte användas för uppgifter som skyddas av 26 kap. 1–6 §§.

    Brister: Generalklausulen bryter inte socialtjänstens sekretess.
    Gör nu: Välj en annan bestämmelse, fråga personen om samtycke, eller lämna inte ut uppgiften.
    """
    return (
        not _valt(lage, "generalklausulen_10_27")
        or lage.falt.get("sekretess") not in SOCIALTJANSTENS
    )


@hinder(OSL("10 kap. 28 §"), since=OSL_GALLER, om_falt=True)
def skyldigheten_ar_angiven(lage: Lage) -> bool:
    """En skyldighet i lag eller förordning att lämna uppgifter bryter sekretessen.

    Brister: Det framgår inte vilken skyldighet uppgiften lämnas med stöd av.
    Gör nu: Ange skyldigheten. Finns ingen räcker det inte att någon frågar.
    """
    return not _valt(lage, "uppgiftsskyldighet_10_28") or bool(lage.falt.get("skyldighet"))


@hinder(KONTAKTUPPGIFTER("4 §"), since=BRYTER_SEKRETESS_2025, om_falt=True)
def kontaktuppgifter_lamnas_pa_begaran(lage: Lage) -> bool:
    """Kontaktuppgifter lämnas till polis och åklagare när de begär det, om inte synnerliga skäl talar emot.

    Det gäller till exempel adress, telefon och arbetsplats.

    Brister: Begäran är inte gjord av en brottsbekämpande myndighet, eller så saknas de synnerliga skälen
    mot att lämna ut.
    Gör nu: Kontrollera vem som frågar. Lämnar ni inte ut uppgiften skriver den som prövat vilka skälen är.
    """
    if lage.falt.get("skyldighet") != "kontaktuppgifter_4":
        return True
    if lage.falt.get("utfall") == "lamnat_ut":
        return _till(lage, *BROTTSBEKAMPANDE)
    return bool(lage.falt.get("synnerliga_skal"))


@hinder(KONTAKTUPPGIFTER("8 §"), since=BRYTER_SEKRETESS_2025, om_falt=True)
def kommunens_skyldighet_omfattar_inte_socialtjansten(lage: Lage) -> bool:
    """Kommunens skyldighet i 6 § gäller inte uppgifter som skyddas av 26 kap. 1–6 §§ OSL.

    Brister: Skyldigheten i 6 § omfattar inte uppgifter hos socialtjänsten.
    Gör nu: Välj en annan bestämmelse, eller lämna inte ut uppgiften.
    """
    if lage.falt.get("skyldighet") != "kommunens_6" or lage.falt.get("utfall") == "nekat":
        return True
    return lage.falt.get("sekretess") not in SOCIALTJANSTENS


@hinder(OSL("26 kap. 9 §"), since=OSL_GALLER, om_falt=True)
def uppgifter_till_halso_sjukvard_och_socialtjanst(lage: Lage) -> bool:
    """Uppgifter lämnas till vården eller en annan socialtjänst när någon behöver nödvändig hjälp.

    Det gäller den som är under 18 år, har ett missbruk, vårdas med tvång, eller är gravid.

    Brister: Det framgår inte att mottagaren är vård eller socialtjänst och vilket av fallen det gäller.
    Gör nu: Kontrollera mottagaren och ange vilket av fallen det är.
    """
    if not _valt(lage, "vard_socialtjanst_26_9"):
        return True
    return _till(lage, "halso_sjukvard", "socialnamnd") and bool(lage.falt.get("fall_26_9"))


@hinder(OSL("10 kap. 14 §"), since=OSL_GALLER, om_falt=True)
def forbehallet_ar_formulerat(lage: Lage) -> bool:
    """En enskild får ta del av uppgiften med ett förbehåll som tar bort risken för men.

    Brister: Förbehållet är inte formulerat, eller så är mottagaren en myndighet.
    Gör nu: Skriv vad mottagaren inte får göra med uppgiften. Till en myndighet gäller andra bestämmelser.
    """
    if not _valt(lage, "forbehall_10_14"):
        return True
    return bool(lage.falt.get("forbehall")) and not _till(lage, *MYNDIGHETER)


BESTAMMELSER: dict[str, tuple[str, Rule[Any]]] = {
    "samtycke_12_2": ("Personens samtycke", samtycke_till_utlamnandet_finns),
    "inget_men_26_1": (
        "Det står klart att ingen lider men",
        det_star_klart_att_ingen_lider_men,
    ),
    "partsinsyn_10_3": ("Partens rätt till insyn", partens_insyn_begransas_sallan),
    "uppgiftsskyldighet_10_28": ("Skyldighet i lag", skyldigheten_ar_angiven),
    "brott_mot_barn_10_21": ("Misstanke om brott mot barn", brottet_galler_ett_barn),
    "grovt_vald_10_18_c": (
        "Hindra grovt våld mot en närstående",
        grovt_vald_mot_narstaende_kan_hindras,
    ),
    "under_21_10_18_a": ("Förebygga brott av någon under 21", den_unga_riskerar_att_bega_brott),
    "mellan_myndigheter_10_15_a": (
        "Annan myndighet, mot brott och fusk",
        myndigheten_behover_uppgiften_mot_brott,
    ),
    "grovt_brott_10_23": ("Misstanke om grovt brott", brottet_ar_tillrackligt_grovt),
    "vard_socialtjanst_26_9": (
        "Vård och socialtjänst",
        uppgifter_till_halso_sjukvard_och_socialtjanst,
    ),
    "forbehall_10_14": ("Med förbehåll", forbehallet_ar_formulerat),
    "nodvandigt_10_2": ("Nödvändigt för er egen uppgift", utlamnandet_ar_nodvandigt),
    "generalklausulen_10_27": ("Generalklausulen", generalklausulen_galler_inte_socialtjansten),
}
"""Bestämmelserna att välja bland: kod -> namn och regeln som säger vad den kräver och sedan när den gäller."""

SKYLDIGHETER: dict[str, tuple[str, Rule[Any] | None]] = {
    "orosanmalan_19_1": ("Anmäla oro för ett barn (SoL)", None),
    "boende_15_7": ("Uppgift om vistelse i boende (SoL 15 kap. 7 §)", None),
    "kontaktuppgifter_4": (
        "Kontaktuppgifter på begäran (2025:170, 4 §)",
        kontaktuppgifter_lamnas_pa_begaran,
    ),
    "kommunens_6": (
        "Kommunens skyldighet (2025:170, 6 §)",
        kommunens_skyldighet_omfattar_inte_socialtjansten,
    ),
    "annan": ("En annan skyldighet", None),
}
"""Skyldigheterna i lag som 10 kap. 28 § OSL syftar på."""


@hinder(OSL("8 kap. 1 §"), since=OSL_GALLER, om_falt=True)
def bestammelsen_galler_den_dagen(lage: Lage) -> bool:
    """Uppgifter lämnas bara ut med stöd av en bestämmelse som gällde den dagen.

    Brister: Bestämmelsen eller skyldigheten som är vald gällde inte den dagen, eller så är ingen vald.
    Gör nu: Välj den bestämmelse som utlämnandet bygger på, och kontrollera dagen.
    """
    if lage.falt.get("utfall") == "nekat":
        return True
    vald = BESTAMMELSER.get(str(lage.falt.get("bestammelse")))
    skyldighet = SKYLDIGHETER.get(str(lage.falt.get("skyldighet")), ("", None))[1]
    return vald is not None and all(
        _gallde(regel, lage) for regel in (vald[1], skyldighet) if regel is not None
    )


def _gallde(regel: Rule[Any], lage: Lage) -> bool:
    try:
        regel.on(lage.dag)
    except RuleNotInForce:
        return False
    return True


@hinder(OSL("6 kap. 3 §", Sakerhet.ALLMAN), since=OSL_GALLER, om_falt=True)
def avslaget_ar_skriftligt_och_gar_att_overklaga(lage: Lage) -> bool:
    """Den som inte får allt får ett skriftligt beslut med skäl, och veta hur det överklagas.

    Det överklagas till kammarrätten.

    Brister: Det framgår inte att den som frågade fått ett skriftligt beslut och veta hur det överklagas.
    Gör nu: Lämna ett skriftligt beslut med hänvisning till kammarrätten, och kryssa i att det är gjort.
    """
    if lage.falt.get("utfall") == "lamnat_ut" and not lage.falt.get("forbehall"):
        return True
    return bool(lage.falt.get("skriftligt_beslut"))


@hinder(OSL("21 kap. 3 §"), since=OSL_GALLER, om_falt=True)
def skyddade_uppgifter_lamnas_aldrig_automatiskt(lage: Lage) -> bool:
    """Uppgifter om den som har skyddade personuppgifter lämnas av en person till en person.

    Brister: Personen har skyddade uppgifter, och kanalen går inte att lita på.
    Gör nu: Lämna uppgiften vid ett möte, med bud eller rekommenderat brev, och kontrollera vem som tar emot.
    """
    return not lage.utanfor.get("skydd") or lage.falt.get("kanal") not in AUTOMATISKT


GALLER_NAR_DE_VALJS: tuple[Rule[Any], ...] = (
    *(regel for _, regel in BESTAMMELSER.values()),
    *(regel for _, regel in SKYLDIGHETER.values() if regel is not None),
)
"""Det som bara prövas när bestämmelsen eller skyldigheten är vald."""

GRANSKAS: tuple[Rule[Any], ...] = (
    bestammelsen_galler_den_dagen,
    *GALLER_NAR_DE_VALJS,
    avslaget_ar_skriftligt_och_gar_att_overklaga,
    skyddade_uppgifter_lamnas_aldrig_automatiskt,
)
"""Allt som prövas när ett utlämnande registreras."""
