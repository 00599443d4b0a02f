"""Fälten när en utredning inleds, slutförs eller avbryts; båda huvudprocesserna delar dem."""

from __future__ import annotations

from caseflow.engine.field import Field, Kind

GRUND = Field(
    "grund",
    "Varför utredningen inleds",
    Kind.VAL,
    choices=(
        ("ja", "Personen säger ja till en utredning"),
        ("ansokan", "Personen har ansökt"),
    ),
)
SVARSDAG = Field(
    "svarsdag",
    "Dag då personen sa ja eller ansökte",
    Kind.DATUM,
)
SVARSSATT = Field(
    "svarssatt",
    "Hur",
    Kind.VAL,
    choices=(("muntligt", "Muntligt"), ("skriftligt", "Skriftligt")),
)
INLEDNING = (GRUND, SVARSDAG, SVARSSATT)

VALDETS_ART = Field(
    "valdets_art",
    "Våldets art och omfattning",
    Kind.TEXT,
    help="Vad som har hänt, hur ofta, hur länge, och vem uppgifterna kommer från.",
)
OM_VALDET = (
    Field("ansvar", "Ansvar", Kind.TEXT, required=False, help="Vad personen själv tar ansvar för."),
    Field(
        "sammanhang",
        "Sammanhang",
        Kind.TEXT,
        required=False,
        help="När våldet sker, vad som går före, och vad personen säger att det handlar om.",
    ),
    Field(
        "konsekvenser",
        "Konsekvenser",
        Kind.TEXT,
        required=False,
        help="Vad personen ser att våldet har lett till, för andra och för sig själv.",
    ),
    Field(
        "alternativ",
        "Andra sätt att handla",
        Kind.TEXT,
        required=False,
        help="Vad personen har prövat, och vad som kan göras i stället.",
    ),
    Field(
        "foraldraskap",
        "Barn och föräldraskap",
        Kind.TEXT,
        required=False,
        help="Hur våldet påverkar barnen, och hur personen är som förälder.",
    ),
)
MALSATTNING = Field(
    "malsattning",
    "Personens mål",
    Kind.TEXT,
    help="Personens egna ord. Det finns inget förvalt mål. Vill personen inte sätta ord på ett mål "
    "skriver du det.",
)
BEDOMNING = Field(
    "bedomning",
    "Din bedömning",
    Kind.TEXT,
    help="Håll isär det du vet och det du bedömer.",
)
FORSLAG = Field("forslag", "Förslag till beslut", Kind.TEXT)

ORSAK = Field(
    "orsak",
    "Orsak",
    Kind.VAL,
    choices=(
        ("tackat_nej", "Personen vill inte ha hjälp just nu"),
        ("inte_aterkommit", "Personen har inte återkommit"),
        ("annat_stod", "Personen får stöd på annat håll"),
        ("inget_behov", "Det finns inget behov av insatser"),
        ("flyttat", "Personen har flyttat"),
        ("avlidit", "Personen har avlidit"),
        ("fel_spar", "Ärendet hör till det andra spåret och fortsätter i ett nytt ärende"),
        ("annan", "Annan orsak"),
    ),
)
SKAL = Field("skal", "Skäl", Kind.TEXT, help="Skriv sakligt, så att personen kan läsa det.")
