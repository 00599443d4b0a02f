"""Fälten som är gemensamma för allt som går ut till personen."""

from __future__ import annotations

from caseflow.engine.field import Field, Kind
from caseflow.rules.utgaende import KANALER

KONTAKTEN = (
    Field(
        "kanal",
        "Hur du hör av dig",
        Kind.VAL,
        choices=KANALER,
    ),
    Field("klockslag", "Klockslag", Kind.KLOCKSLAG, help="Svensk tid, till exempel 09:30."),
    Field(
        "lamnas_meddelande",
        "Lämnar du ett meddelande?",
        Kind.JA_NEJ,
        required=False,
        help="I röstbrevlådan eller hos någon annan. Inget svar betyder nej.",
    ),
    Field(
        "saker_kontakt",
        "Jag har följt det som är bestämt om säker kontakt",
        Kind.MASTE_JA,
    ),
)
