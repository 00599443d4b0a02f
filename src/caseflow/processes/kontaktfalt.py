"""Fälten som är gemensamma för allt som går ut till personen."""

from __future__ import annotations

from dataclasses import replace

from caseflow.engine.field import Field, Kind
from caseflow.rules.utgaende import INITIATIV, KANALER, PERSONEN

_KANALEN = Field(
    "kanal",
    "Hur du hör av dig",
    Kind.VAL,
    choices=KANALER,
)
_KLOCKSLAGET = Field(
    "klockslag", "Klockslag", Kind.KLOCKSLAG, help="Svensk tid, till exempel 09:30."
)
_FOLJT = Field(
    "saker_kontakt",
    "Jag har följt det som är bestämt om säker kontakt",
    Kind.MASTE_JA,
)
KONTAKTEN = (
    _KANALEN,
    _KLOCKSLAGET,
    Field(
        "lamnas_meddelande",
        "Lämnar du ett meddelande?",
        Kind.JA_NEJ,
        required=False,
        help="I röstbrevlådan eller hos någon annan. Inget svar betyder nej.",
    ),
    _FOLJT,
)
"""När ni hör av er."""
_EGEN_KONTAKT = "Fyll i om det inte var vid kontaktförsöket. Lämna tomt om personen hörde av sig."
SAMTALET = (
    Field(
        INITIATIV,
        "Vem hörde av sig?",
        Kind.VAL,
        required=False,
        choices=(("vi", "Vi hörde av oss"), (PERSONEN, "Personen hörde av sig själv")),
        help="Inget svar betyder att ni hörde av er.",
    ),
    replace(_KANALEN, label="Hur du hörde av dig", required=False, help=_EGEN_KONTAKT),
    replace(
        _KLOCKSLAGET,
        required=False,
        help="Svensk tid, till exempel 09:30. Fylls i när du fyller i hur.",
    ),
    replace(_FOLJT, required=False, help="Fylls i när du fyller i hur."),
)
"""När ett samtal är hållet: vid kontaktförsöket, på nytt, eller för att personen hörde av sig."""
