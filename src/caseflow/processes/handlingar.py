"""Det som står i händelserna om handlingar: när en är färdig, när en maskerad kopia görs, och när en är lämnad."""

from __future__ import annotations

from caseflow.engine.field import Field, Kind

SATT = Field(
    "satt",
    "Hur handlingen har lämnats",
    Kind.VAL,
    choices=(
        ("brev", "Med brev"),
        ("mote", "Vid ett möte"),
        ("digitalt", "Digitalt, på ett säkert sätt"),
        ("rekommenderat_brev", "Rekommenderat brev"),
        ("internt", "Till en annan enhet eller myndighet"),
    ),
)
SKAL = Field(
    "skal",
    "Varför den ersätter en tidigare",
    Kind.RAD,
    required=False,
    help="Skriv vad som var fel. Den tidigare ligger kvar så som den var.",
)
_TITEL = Field("titel", "Handling", Kind.RAD)
_MALL = Field("mallversion", "Mall och version", Kind.RAD)
_SUMMA = Field("sha256", "Kontrollsumma (SHA-256)", Kind.RAD)
FARDIG = (
    _TITEL,
    _MALL,
    Field("beteckning", "Beteckning", Kind.RAD, required=False),
    Field("ersatter", "Ersätter handlingen i händelse", Kind.HELTAL),
    SKAL,
    _SUMMA,
)
ANDAMAL = Field(
    "andamal",
    "Vem kopian är till",
    Kind.VAL,
    choices=(
        ("partsinsyn", "Personen själv eller ett ombud (partsinsyn)"),
        ("annan_enhet", "En annan enhet eller myndighet"),
        ("vardnadshavare", "En vårdnadshavare"),
    ),
)
KOPIA = (
    _TITEL,
    Field("kopia_av", "Kopia av handlingen i händelse", Kind.HELTAL),
    ANDAMAL,
    Field("utlamnande", "Prövningen står i händelse", Kind.HELTAL),
    Field("ord_for_ord", "Originalet gick att göra om ord för ord", Kind.JA_NEJ, required=False),
    _SUMMA,
)
LAMNAD = (
    _TITEL,
    Field("handling", "Handlingen i händelse", Kind.HELTAL),
    SATT,
)
"""Fälten i händelserna «fardigstall_handling», «maskera_handling» och «lamna_handling»."""
