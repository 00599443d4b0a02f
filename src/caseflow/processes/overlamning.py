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
"""Fälten i händelserna «byt_ansvarig», «byt_behandlare» och «tilldela_bevakning» vid en överlämning av allt."""
ATT_GORA = {
    "pagar": "Berätta för personen vem som fortsätter, och boka in nästa samtal.",
    "pausad": "Ta ställning till pausen, och berätta för personen vem som fortsätter.",
}
"""Lägena då någon håller i en insats, och det som den som tar över har att göra."""
INGEN_TAR_OVER = "Bestäm vem som fortsätter insatsen, eller om den ska avslutas."
