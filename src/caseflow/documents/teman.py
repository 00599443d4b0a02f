"""The themes of an utredning: what it should shed light on, and which fields speak to it.

The questions help whoever writes; they are shown in a draft and never in a finished handling. A field
that no theme knows is still printed, under «Övrigt», so that nothing written is lost.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from caseflow.documents.underlag import Underlag, Uppgift, Urval

UTREDNINGSSTEG = ("slutfor_utredning",)
BEDOMNING = frozenset({"bedomning", "analys"})
"""Fields that hold an official's assessment: never set as a fact."""
FORSLAG = frozenset({"forslag"})
MALSATTNING = frozenset({"malsattning"})
EGNA_ORD = frozenset({"egna_ord", "personens_egna_ord", "malsattning", "barnets_rost"})
"""Fields that hold somebody's own words: set apart wherever they stand."""


@dataclass(frozen=True, slots=True)
class Tema:
    """A theme. `falt` are fields of the utredning's last step, `uppgifter` kinds of events."""

    kod: str
    rubrik: str
    fraga: str
    falt: frozenset[str]
    uppgifter: tuple[str, ...] = ()


def _tema(kod: str, rubrik: str, fraga: str, *falt: str, uppgifter: tuple[str, ...] = ()) -> Tema:
    return Tema(kod, rubrik, fraga, frozenset({kod, *falt}), uppgifter)


UTOVARE = (
    _tema(
        "valdet",
        "Våldet",
        "Vad har personen gjort, i vilken relation, hur länge och hur ofta? "
        "Fråga om den första, den senaste och den värsta gången, och om alla former av våld.",
        "valdets_art",
        "valdets_omfattning",
        "valdsformer",
        uppgifter=("ny_handelse",),
    ),
    _tema(
        "ansvar",
        "Ansvar",
        "Vad tar personen själv ansvar för? Vad läggs på någon annan, på omständigheter eller på relationen?",
        "ansvarstagande",
    ),
    _tema(
        "sammanhang",
        "Sammanhang",
        "När och var har våldet skett, och vad hände före? Hur ser livet ut i övrigt: boende, arbete, "
        "ekonomi, hälsa, alkohol och droger, tidigare utsatthet?",
        "livssituation",
        "behov",
        "halsa",
    ),
    _tema(
        "konsekvenser",
        "Konsekvenser",
        "Vad har våldet lett till för dem som har utsatts, för barnen och för personen själv, "
        "så som personen ser det?",
    ),
    _tema(
        "alternativ",
        "Alternativ till våld",
        "När har personen gjort på ett annat sätt? Vad hjälpte då, och vad behövs för att det ska gå igen?",
        "strategier",
    ),
    _tema(
        "foraldraskap",
        "Barn och föräldraskap",
        "Vilka barn finns, vad har de varit med om och vad behöver de? Hur ser personen på sitt "
        "föräldraskap och på vad våldet gör med barnen?",
        "barn",
        "barnen",
        "barn_och_foraldraskap",
        uppgifter=("barn_efterfragade", "barn", "barnkonsekvensanalys", "orosanmalan"),
    ),
    _tema(
        "motivation",
        "Motivation",
        "Vad vill personen själv förändra, och varför nu? Vad talar emot? Vad kan göra det lättare att komma?",
        "installning",
    ),
    _tema(
        "sakerhet_for_utsatt",
        "Säkerheten för den som har utsatts",
        "Hur är säkerheten övervägd inför det som erbjuds? Här skrivs bara att och när det är gjort: "
        "personen som utredningen gäller får läsa den.",
        "sakerhet",
        uppgifter=("sakerhet_overvagd",),
    ),
)

UTSATT = (
    _tema(
        "valdet",
        "Våldet",
        "Vad har hänt, i vilken relation, hur länge och hur ofta? Vilka former av våld, hot och kontroll?",
        "valdets_art",
        "valdets_omfattning",
        "valdsformer",
        uppgifter=("ny_handelse",),
    ),
    _tema(
        "situation",
        "Situationen nu",
        "Hur är det med boende, ekonomi, arbete, hälsa och nätverk? Behövs skyddade personuppgifter?",
        "livssituation",
        "boende",
        "ekonomi",
        "halsa",
        "natverk",
        uppgifter=("skyddsbedomning",),
    ),
    _tema(
        "behov",
        "Behov",
        "Vad behövs genast, vad behövs snart och vad behövs på längre sikt?",
        "behov_nu",
        "behov_snart",
        "behov_langre_fram",
    ),
    _tema(
        "barnen",
        "Barn",
        "Vilka barn finns, vad har de varit med om, vad säger de själva och vad behöver de?",
        "barn",
        "foraldraskap",
        uppgifter=("barn_efterfragade", "barn", "barnkonsekvensanalys", "orosanmalan"),
    ),
    _tema(
        "sakerhet",
        "Säkerhet",
        "Finns det en säkerhetsplan, och är den sedd över? Själva planen skrivs inte in här.",
        "skydd",
        "skyddsbehov",
        uppgifter=("sakerhetsplan",),
    ),
)

UTOVARES_FRAGOR = tuple(replace(tema, uppgifter=()) for tema in UTOVARE)
UTSATTAS_FRAGOR = tuple(replace(tema, uppgifter=()) for tema in UTSATT)
"""The same questions for a handling that is written in its own form, and gathers nothing by theme."""

PER_BARN = frozenset({"barn", "barnkonsekvensanalys", "orosanmalan"})
ALLA_GANGER = frozenset({"ny_handelse"})


def samla(tema: Tema, underlag: Underlag) -> tuple[Uppgift, ...]:
    """What the akt holds on a theme: the latest of each kind, every new event, then barn by barn."""
    found: list[Uppgift] = []
    for kod in UTREDNINGSSTEG:
        steg = underlag.senaste(kod)
        part = steg.med(Urval(bara=tema.falt)) if steg else None
        if part and part.falt:
            found.append(part)
    per_barn: list[Uppgift] = []
    for kod in tema.uppgifter:
        if kod in PER_BARN:
            per_barn += underlag.per_nyckel(kod, "barn")
        elif kod in ALLA_GANGER:
            found += underlag.alla(kod)
        elif latest := underlag.senaste(kod):
            found.append(latest)
    return (*found, *sorted(per_barn, key=_barnets_nummer))


def _barnets_nummer(uppgift: Uppgift) -> int:
    """The number of the barn; what concerns an unknown one comes last."""
    digits = str(uppgift.varden.get("barn", "")).rpartition("_")[2]
    return int(digits) if digits.isdigit() else 99


def utan_uppgifter(teman: tuple[Tema, ...], underlag: Underlag) -> list[str]:
    """The headings of the themes that the akt says nothing about."""
    return [tema.rubrik for tema in teman if not samla(tema, underlag)]


def ovrigt(teman: tuple[Tema, ...], underlag: Underlag) -> Uppgift | None:
    """The fields of the utredning's last step that neither a theme nor another heading takes."""
    steg = underlag.senaste(*UTREDNINGSSTEG)
    if steg is None:
        return None
    taken = BEDOMNING | FORSLAG | MALSATTNING
    rest = steg.med(Urval(utom=taken.union(*(tema.falt for tema in teman))))
    return rest if rest.falt else None
