"""Fälten som säger vad en insats är; beslut, beställningar och prövningar delar dem."""

from __future__ import annotations

from caseflow.engine.field import Field, Kind

FORMER = (
    ("individuell", "Individuella samtal"),
    ("grupp", "Grupp"),
    ("skyddat_boende", "Skyddat boende"),
    ("annat", "Annat stöd"),
)
FORM = Field(
    "form",
    "Form",
    Kind.VAL,
    choices=FORMER,
    help="Före grupp hålls ett bedömningssamtal.",
)
TILL_OCH_MED = Field(
    "till_och_med",
    "Gäller till och med",
    Kind.DATUM,
    future=True,
    help="Sista dagen som insatsen är beviljad. Ni får en påminnelse i god tid.",
)
VILLKOR = Field(
    "villkor",
    "Personen omfattas av nämndens villkor för insatser utan beslut",
    Kind.MASTE_JA,
    help="Ålder, målgrupp och vad som får ges står i nämndens beslut. Skyddat boende ges aldrig så till "
    "barn eller till den som är 18–20 år.",
)
INFORMERAD_11_6 = Field(
    "informerad_11_6",
    "Personen vet att det går att ansöka om insatser med beslut",
    Kind.MASTE_JA,
    help="Berätta det varje gång, också när personen är nöjd med det ni kan ge ändå.",
)
AVSER = Field(
    "avser",
    "Vad det gäller",
    Kind.VAL,
    choices=(
        ("forlangning", "Förlängning av en insats"),
        ("andring", "Ändring av en insats"),
        ("ny_insats", "En ny insats"),
    ),
)
