"""Det som lagen och processerna kräver av varje profil, och tiderna som lagen redan har satt.

Varje brist säger vilken nyckel den gäller, vilken regel som bryts och vad man gör. Alla brister i en
profil samlas; den som rättar filen ska inte behöva göra det en rad i taget.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from caseflow.rules.delegationsordning import fel_i_delegationen
from caseflow.rules.kallor import BARN_I_SKYDDAT_BOENDE, FL, SOL
from caseflow.rules.profil import RISKNIVAER, Profil

EGEN_PUNKT = "egen"
"""Koden som en uppföljning får när samordnaren planerar den för hand."""

ALDRIG_FRIYTA = (
    "kontaktperson",
    "kontaktfamilj",
    "kvalificerad_kontaktperson",
    "familjehem",
    "lvm_hem",
    "sarskilt_ungdomshem",
    "aldreboende",
    "bostad_med_sarskild_service",
    "heldygnsvard",
)
"""Former som aldrig får ges utan prövning."""
ALDRIG_FRIYTA_FOR_UNGA = ("jourhem", "stodboende", "skyddat_boende", "hvb")
"""Former som aldrig får ges utan prövning till barn eller till den som är 18–20 år."""
FRIYTA_FORMER = ("samtal", "grupp", "annat", *ALDRIG_FRIYTA_FOR_UNGA, *ALDRIG_FRIYTA)
_MYNDIG_OCH_INTE_UNG = 21
"""Första åldern efter 18–20 år (11 kap. 5 § SoL)."""

LAGBUNDET = {
    "ej_verkstall": SOL("34 kap. 1 §"),
    "ivo_kvartal": SOL("34 kap. 1 §"),
    "overklagandetid": FL("44 §"),
    "overklaga_vecko": FL("44 §"),
    "overklagande_vecko": FL("44 §"),
    "begaran_om_avgorande": FL("12 §"),
    "begaran_avgorande": FL("12 §"),
    "overvagande": SOL("22 kap. 13 §"),
    "orosanmalan": SOL("19 kap. 1 §"),
    "skyddsbedomning": SOL("20 kap. 1 §"),
    "forhandsbedomning_barn": SOL("20 kap. 2 §"),
    "utredning_barn": SOL("20 kap. 3 §"),
    "gallring": SOL("16 kap. 1 §"),
    "understall": BARN_I_SKYDDAT_BOENDE("4 kap. 1 §"),
    "overflyttning": SOL("29 kap. 11 §"),
}
"""Början på nycklar som någon kan tänkas vilja ställa in, men som lagen redan har bestämt."""


@dataclass(frozen=True, slots=True)
class Brist:
    """Det som är fel under en nyckel, regeln som bryts och vad man gör. `nyckel` kan ha led: «a.0.b»."""

    nyckel: str
    text: str
    regel: str
    gor_nu: str


def lagrum_for(nyckel: str) -> str:
    """Lagrummet som redan bestämmer det som en okänd nyckel vill ställa in, eller tomt."""
    return next((str(kalla) for borjan, kalla in LAGBUNDET.items() if borjan in nyckel), "")


def brister(profil: Profil) -> list[Brist]:
    """Allt i profilen som bryter mot lagen eller processerna."""
    return [brist for krav in KRAV for brist in krav(profil)]


# --- lagen ----------------------------------------------------------------------------------------


def _anonymitet(profil: Profil) -> Iterator[Brist]:
    if "anonym_14_5" in profil.friyta_dokumentation and not profil.anonym_beslut.strip():
        yield Brist(
            "friyta_dokumentation",
            "anonym_14_5 får bara finnas där nämnden har beslutat det",
            str(SOL("14 kap. 5 §")),
            "Ange nämndens beslut under anonym_beslut, eller ta bort anonym_14_5.",
        )


def _utbudet(profil: Profil) -> Iterator[Brist]:
    lagrum = str(SOL("11 kap. 5 §"))
    for nr, utbud in enumerate(profil.friyta_utbud):
        nyckel = f"friyta_utbud.{nr}"
        if utbud.form in ALDRIG_FRIYTA:
            yield Brist(
                f"{nyckel}.form",
                f"{utbud.form} får aldrig ges utan prövning",
                lagrum,
                "Ta bort insatsen ur utbudet. Den ges efter ansökan och beslut.",
            )
        if utbud.form in ALDRIG_FRIYTA_FOR_UNGA and utbud.alder_fran < _MYNDIG_OCH_INTE_UNG:
            yield Brist(
                f"{nyckel}.alder_fran",
                f"{utbud.form} får inte ges utan prövning till barn eller till den som är 18–20 år",
                lagrum,
                f"Ange alder_fran = {_MYNDIG_OCH_INTE_UNG} eller mer, eller ta bort insatsen.",
            )
        if not utbud.beslut.strip():
            yield Brist(
                f"{nyckel}.beslut",
                "nämndens beslut saknas",
                lagrum,
                "Ange nämndens beslut, till exempel datum och paragraf.",
            )
        if utbud.dokumentation == "anonym_14_5" and not profil.anonym_beslut.strip():
            yield Brist(
                f"{nyckel}.dokumentation",
                "anonym_14_5 får bara finnas där nämnden har beslutat det",
                str(SOL("14 kap. 5 §")),
                "Ange nämndens beslut under anonym_beslut.",
            )
        if utbud.max_samtal > profil.friyta_max:
            yield Brist(
                f"{nyckel}.max_samtal",
                f"insatsen har fler samtal än friyta_max ({profil.friyta_max})",
                "processen friyta",
                "Höj friyta_max eller sänk max_samtal.",
            )


def _delegation(profil: Profil) -> Iterator[Brist]:
    for text in fel_i_delegationen(profil.delegation):
        yield Brist(
            "delegation",
            text.rstrip("."),
            str(SOL("30 kap. 5–12 §§")),
            "Rätta tabellen efter nämndens delegationsordning.",
        )


# --- processerna ----------------------------------------------------------------------------------


def _risknivaerna(profil: Profil) -> Iterator[Brist]:
    dagar = profil.riskbedomning_dagar
    saknas = [niva for niva in RISKNIVAER if niva not in dagar]
    if saknas:
        yield Brist(
            "riskbedomning_dagar",
            f"nivåerna {', '.join(saknas)} saknas",
            "regeln riskbedomning_pa_nytt",
            "Ange dagar för alla fyra nivåerna: lag, medel, hog och mycket_hog.",
        )
        return
    for lagre, hogre in pairwise(RISKNIVAER):
        if dagar[hogre] > dagar[lagre]:
            yield Brist(
                f"riskbedomning_dagar.{hogre}",
                f"risken skulle bedömas mer sällan på nivån {hogre} än på nivån {lagre}",
                "regeln riskbedomning_pa_nytt",
                f"Ange högst {dagar[lagre]} dagar.",
            )


def _friytan(profil: Profil) -> Iterator[Brist]:
    if profil.friyta and not profil.friyta_dokumentation:
        yield Brist(
            "friyta_dokumentation",
            "ingen friyta kan börja utan ett sätt att dokumentera",
            "regeln dokumentationssattet_ar_valt",
            "Ange minst ett sätt, eller friyta = false.",
        )
    if not profil.friyta:
        for nyckel in ("friyta_max", "friyta_dokumentation", "anonym_beslut", "friyta_utbud"):
            yield from _utan(profil, "friyta", nyckel, "regeln enheten_har_friyta")


def _partnerkontakten(profil: Profil) -> Iterator[Brist]:
    if profil.partnerkontakt:
        return
    regel = "regeln enheten_har_partnerkontakt"
    yield from _utan(profil, "partnerkontakt", "partnerkontakt_oppen_dagar", regel)
    for nr, punkt in enumerate(profil.uppfoljningar):
        if "partnerkontakt" in f"{punkt.kod} {punkt.etikett}".lower():
            yield Brist(
                f"uppfoljningar.{nr}.kod",
                "uppföljningen gäller partnerkontakt, och enheten har ingen",
                regel,
                "Ta bort uppföljningen, eller ange partnerkontakt = true.",
            )


def _utan(profil: Profil, val: str, nyckel: str, regel: str) -> Iterator[Brist]:
    """Ett värde för det som samma fil, eller en närmare, har valt bort."""
    bort, varde = profil.kommer_fran(val), profil.kommer_fran(nyckel)
    if not varde.utgangslage and varde.niva >= bort.niva:
        yield Brist(
            nyckel,
            f"värdet betyder inget när {val} = false",
            regel,
            f"Ta bort raden, eller ange {val} = true.",
        )


def _uppfoljningarna(profil: Profil) -> Iterator[Brist]:
    antal = Counter(p.kod for p in profil.uppfoljningar)
    for nr, punkt in enumerate(profil.uppfoljningar):
        if antal[punkt.kod] > 1:
            yield Brist(
                f"uppfoljningar.{nr}.kod",
                f"två uppföljningar har koden {punkt.kod}",
                "processen uppfoljning",
                "Ge varje uppföljning en egen kod.",
            )
        if punkt.kod == EGEN_PUNKT:
            yield Brist(
                f"uppfoljningar.{nr}.kod",
                f"koden {EGEN_PUNKT} är upptagen av dem som samordnaren planerar",
                "steget planera_uppfoljning",
                "Välj en annan kod.",
            )
    if profil.beskrivning.uppfoljning is False and profil.uppfoljningar:
        yield Brist(
            "uppfoljning",
            "filen säger att ingen uppföljning görs, men profilen har uppföljningar",
            "regeln uppfoljningar_vid_avslut",
            "Ange uppfoljningar = [], eller uppfoljning = true.",
        )


def _regin(profil: Profil) -> Iterator[Brist]:
    if profil.regi == "hanvisning" and not profil.hanvisar_till:
        yield Brist(
            "regi",
            "det framgår inte vem kommunen hänvisar till",
            "steget hanvisa",
            "Ange verksamhetens id under hanvisar_till.",
        )


def _gruppen(profil: Profil) -> Iterator[Brist]:
    om = profil.beskrivning
    if not profil.grupp and om.grupp_traffar and not om.motsagelse:
        yield Brist(
            "grupp_traffar",
            "träffar i grupp anges fast grupp = false",
            "regeln formen_finns_i_enheten",
            "Ta bort raden. Säger källan båda delarna skriver du det under motsagelse.",
        )


KRAV: tuple[Callable[[Profil], Iterator[Brist]], ...] = (
    _anonymitet,
    _utbudet,
    _delegation,
    _risknivaerna,
    _friytan,
    _partnerkontakten,
    _uppfoljningarna,
    _regin,
    _gruppen,
)
