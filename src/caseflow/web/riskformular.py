"""What the form of a riskbedömning has beside its fields: the comparison, and the reasons for a lower level."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from caseflow.engine.field import Field, Kind
from caseflow.queries.formular import Formular, Riskunderlag
from caseflow.queries.riskutveckling import Riskpunkt
from caseflow.rules.kalender import plus_dagar
from caseflow.web.arendesida import NIVANAMN, riskmening, sanks
from caseflow.web.datumtext import dag_i_text
from caseflow.web.diagram import Riskdiagram, riskdiagram
from caseflow.web.formularsida import Ifyllt
from caseflow.web.inskickat import DATUM

SANKNING = Field(
    "skal_sankning",
    "Vad talar för en lägre nivå?",
    Kind.TEXT,
    required=False,
    help="Vad har ändrats sedan förra bedömningen? Vad talar emot?",
)


_ORDNING = (
    "anledning",
    "kalla",
    "polisens_bedomning",
    "instrument",
    "standardiserad",
    "skal_utan_metod",
    "niva",
    SANKNING.code,
    "skal",
    "egen_skattning",
    "atgarder",
)
"""The fields in the order of the page, which is the order of the list of faults."""


@dataclass(frozen=True, slots=True)
class Nastadag:
    """When the next assessment is due if this level is chosen."""

    niva: str
    dagar: int
    dag: date


@dataclass(frozen=True, slots=True)
class Riskvy:
    """The aside and the help of the form. `lagre` are the levels below the last one."""

    underlag: Riskunderlag
    kurva: Riskdiagram | None
    mening: str
    nasta: tuple[Nastadag, ...]
    lagre: tuple[str, ...]
    datum: Field
    sanker: str


def riskvy(formular: Formular, underlag: Riskunderlag, ifyllt: Ifyllt, idag: date) -> Riskvy:
    """What the page shows. Every next day is counted from the day in the form."""
    last = underlag.senaste
    return Riskvy(
        underlag=underlag,
        kurva=riskdiagram(underlag.punkter, (), idag, litet=True),
        mening=riskmening(underlag.punkter, idag),
        nasta=_nasta(formular, _dagen(ifyllt, idag)),
        lagre=tuple(kod for kod in NIVANAMN if sanks(kod, last)),
        datum=replace(DATUM, label="Datum för bedömningen", help=""),
        sanker=_sanker(str(ifyllt.varden.get("niva", "")), last),
    )


def sankningsfalt(senaste: Riskpunkt | None, idag: date, *, kravs: bool = False) -> Field:
    """The field, with the day of the assessment that it is compared with."""
    since = f"Vad har ändrats sedan {dag_i_text(senaste.dag, idag)}? " if senaste else ""
    help_ = f"{since}Vad talar emot? Fyll i bara om du sänker nivån."
    return replace(SANKNING, required=kravs, help=help_)


def riskens_falt(
    formular: Formular, given: Mapping[str, object], senaste: Riskpunkt | None, idag: date
) -> tuple[Field, ...]:
    """The fields of the form; the reasons are required when the chosen level is lower than the last one."""
    kravs = sanks(str(given.get("niva", "")), senaste)
    fields = (*formular.steg.fields, sankningsfalt(senaste, idag, kravs=kravs))
    return tuple(sorted(fields, key=lambda f: _ORDNING.index(f.code)))


def riskens_varden(given: Mapping[str, object], senaste: Riskpunkt | None) -> dict[str, object]:
    """What is stored: the reasons for a lower level stand last in the reasons for the level."""
    stored = {kod: value for kod, value in given.items() if kod != SANKNING.code}
    why = str(given.get(SANKNING.code, "")).strip()
    niva = str(given.get("niva", ""))
    if why and senaste is not None and sanks(niva, senaste):
        head = f"Varför nivån sänks från {NIVANAMN[senaste.niva].lower()} till {NIVANAMN[niva].lower()}:"
        stored["skal"] = f"{given.get('skal', '')}\n\n{head}\n{why}"
    return stored


def _dagen(ifyllt: Ifyllt, idag: date) -> date:
    try:
        return date.fromisoformat(ifyllt.datum)
    except ValueError:
        return idag


def _nasta(formular: Formular, fran: date) -> tuple[Nastadag, ...]:
    days = formular.profil.riskbedomning_dagar
    return tuple(
        Nastadag(namn, days[kod], plus_dagar(fran, days[kod])) for kod, namn in NIVANAMN.items()
    )


def _sanker(niva: str, senaste: Riskpunkt | None) -> str:
    """The sentence about a lowered level, or the empty string."""
    if senaste is None or not sanks(niva, senaste):
        return ""
    return (
        f"Du sänker nivån från {NIVANAMN[senaste.niva].lower()} till {NIVANAMN[niva].lower()}."
        " Det är tillåtet. Skriv vad som talar för det."
    )
