"""Det som står i händelserna när allt som en medarbetare har lämnas över: till vem, av vilken orsak och varför."""

from __future__ import annotations

from caseflow.engine.field import Field, Kind

ORSAK = Field(
    "orsak",
    "Orsak",
    Kind.VAL,
    choices=(
        ("ledighet", "Ledighet"),
        ("byter_arbete", "Byter arbete"),
        ("slutar", "Slutar"),
    ),
)
SKAL = Field(
    "skal",
    "Skäl",
    Kind.RAD,
    help="Skrivs i varje ärende. Skriv inget om någon i ett ärende, och inget om medarbetarens hälsa.",
)
OVERLAMNING = (Field("till", "Till", Kind.RAD), ORSAK, SKAL)
"""Fälten i händelserna «byt_ansvarig» och «tilldela_bevakning» vid en överlämning av allt."""
