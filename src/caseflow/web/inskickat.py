"""What a form of a step or a fact sent: its fields, the day, and the number of the last event that was seen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from pydantic import Field as Bounds

from caseflow.engine.errors import BadInput
from caseflow.engine.field import Field, Kind, check
from caseflow.web.heltal import heltal

DATUM = Field(
    "datum",
    "Datum",
    Kind.DATUM,
    help="Dagen då det hände. Skriv in i efterhand om det behövs.",
)
HOGSTA_NUMMER = 2_147_483_647
Nummer = Annotated[int, Bounds(ge=1, le=HOGSTA_NUMMER)]
"""A number in an address: of an event or a delprocess, and never greater than a database takes."""

_EGNA = frozenset({"csrf", "datum", "seq", "delprocess", "varnad"})


@dataclass(frozen=True, slots=True)
class Inskickat:
    """The form as it came: `datum` as it was typed, `seq` and `delprocess` None when they are no numbers.

    `varnad` when the warnings about what is filled in have been shown.
    """

    given: Mapping[str, object]
    datum: str
    seq: int | None
    delprocess: int | None
    varnad: bool = False

    def dag(self) -> date | None:
        """The day, or None when it cannot be read."""
        try:
            return date.fromisoformat(self.datum)
        except ValueError:
            return None

    def provat(self, fields: Iterable[Field], *, idag: date) -> date:
        """The day, when everything in the form can be read.

        Raises:
            BadInput: every fault at once, also that of the day.
        """
        faults: dict[str, str] = {}
        dag = self.dag()
        if dag is None:
            faults["datum"] = "Datum: skriv datumet som ÅÅÅÅ-MM-DD."
        elif dag > idag:
            faults["datum"] = "Datum: dagen har inte varit än. Ange i dag eller en tidigare dag."
        listed = list(fields)
        try:
            check(listed, self.given, today=idag)
        except BadInput as bad:
            faults |= _sagt_till_den_som_skriver(listed, bad.falt)
        if faults or dag is None:
            raise BadInput(vad="Uppgifterna kan inte sparas än.", falt=faults)
        return dag


def inskickat(data: Mapping[str, object]) -> Inskickat:
    """The posted fields sorted into what the form itself carries and what the step or fact asks for."""
    return Inskickat(
        given={kod: value for kod, value in data.items() if kod not in _EGNA},
        datum=str(data.get("datum", "")).strip(),
        seq=heltal(str(data.get("seq") or "").strip()),
        delprocess=heltal(str(data.get("delprocess") or "").strip()),
        varnad=data.get("varnad") == "ja",
    )


def _sagt_till_den_som_skriver(
    fields: Iterable[Field], faults: Mapping[str, str]
) -> dict[str, str]:
    """«Fyll i» says little of a day or a box to tick."""
    by_code = {f.code: f for f in fields}
    said = {
        Kind.MASTE_JA: "kryssa för när det är gjort. Steget kan inte tas innan.",
        Kind.DATUM: "ange en dag.",
    }
    told = {}
    for kod, text in faults.items():
        field = by_code.get(kod)
        if field is None:
            told[kod] = text
            continue
        plain = text.removeprefix(f"{field.label}: ")
        if plain == "fyll i.":
            plain = said.get(field.kind, plain)
        asks = field.label.endswith("?")
        told[kod] = (
            f"{field.label} {plain[:1].upper()}{plain[1:]}" if asks else f"{field.label}: {plain}"
        )
    return told
