"""Fields of steps and facts: one definition gives form, JSON Schema, validation and the short form for guards."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from caseflow.engine.errors import BadInput
from caseflow.engine.fakta import JsonDict, Varde

LONG_TEXT = 20_000
SHORT_TEXT = 200
HORIZON = timedelta(days=5 * 366)
"""The farthest day ahead that a field takes: beyond it is a slip, and a bevakning nobody would see."""
FIRST_YEAR, LAST_YEAR = (
    1900,
    2199,
)  # a slip of the finger beyond them would overflow what is counted from it
_KLOCKSLAG = re.compile("([01][0-9]|2[0-3]):[0-5][0-9]")
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f]")
_UNSEEN = frozenset({"Cc", "Cf", "Mn", "Zl", "Zp", "Zs"})
_FILLERS = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Letters and signs by category that are nothing but room on the page."""


class Kind(StrEnum):
    """What a field holds."""

    TEXT = "text"
    RAD = "rad"
    VAL = "val"
    FLERVAL = "flerval"
    DATUM = "datum"
    KLOCKSLAG = "klockslag"
    HELTAL = "heltal"
    JA_NEJ = "ja_nej"
    MASTE_JA = "maste_ja"


_CHOSEN = frozenset({Kind.VAL, Kind.FLERVAL, Kind.JA_NEJ})


@dataclass(frozen=True, slots=True)
class Field:
    """One field. `choices` are (stored code, label) pairs; `low` and `high` bound a number.

    `future` lets a date lie ahead, at most `HORIZON`; `past_years` bounds how far back it may lie (0: not).
    """

    code: str
    label: str
    kind: Kind = Kind.TEXT
    required: bool = True
    choices: tuple[tuple[str, str], ...] = ()
    help: str = ""
    max_length: int = 0
    low: int = 0
    high: int = 10_000
    future: bool = False
    past_years: int = 0

    @property
    def limit(self) -> int:
        """The greatest number of characters of a text."""
        return self.max_length or (LONG_TEXT if self.kind is Kind.TEXT else SHORT_TEXT)

    def label_of(self, value: Varde) -> str:
        """The value as a person reads it."""
        labels = dict(self.choices)
        if isinstance(value, list):
            return ", ".join(labels.get(v, v) for v in value)
        if isinstance(value, bool):
            return "Ja" if value else "Nej"
        return labels.get(str(value), "" if value is None else str(value))


def blank(text: str) -> bool:
    """Whether nothing of the text can be seen on a page, whatever it holds."""
    return all(unicodedata.category(c) in _UNSEEN or c in _FILLERS for c in text)


def text_fault(text: str, limit: int) -> str:
    """Why a text cannot be kept, or the empty string. Emoji and all scripts are welcome."""
    if len(text) > limit:
        return (
            f"Texten har {len(text)} tecken, högst {limit} får plats."
            " Korta den, eller lägg den som en egen handling."
        )
    bad = next(
        (c for c in text if unicodedata.category(c) in {"Cc", "Cs"} and c not in "\n\r\t"), ""
    )
    if bad or _BIDI.search(text):
        return "Texten innehåller osynliga styrtecken. Klistra in den igen som oformaterad text."
    return ""


def _parse_choice(field: Field, raw: object) -> tuple[Varde, str]:
    codes = dict(field.choices)
    value = str(raw)
    if value in codes:
        return value, ""
    return (
        None,
        f"{field.label}: «{value[:40]}» finns inte att välja. Välj bland: {', '.join(codes.values())}.",
    )


def _parse_many(field: Field, raw: object) -> tuple[Varde, str]:
    values = [str(v) for v in raw] if isinstance(raw, list | tuple) else [str(raw)]
    codes = dict(field.choices)
    wrong = [v for v in values if v not in codes]
    if wrong:
        return (
            None,
            f"{field.label}: «{wrong[0][:40]}» finns inte att välja. Välj bland: {', '.join(codes.values())}.",
        )
    return [code for code in codes if code in values], ""


def _parse_date(field: Field, raw: object, today: date) -> tuple[Varde, str]:
    try:
        dag = raw if isinstance(raw, date) else date.fromisoformat(str(raw))
    except ValueError:
        return None, f"{field.label}: skriv datumet som ÅÅÅÅ-MM-DD."
    if not FIRST_YEAR <= dag.year <= LAST_YEAR:
        return None, f"{field.label}: ange ett år mellan {FIRST_YEAR} och {LAST_YEAR}."
    if dag > today and not field.future:
        return (
            None,
            f"{field.label}: {dag.isoformat()} har inte varit än. Ange i dag eller en tidigare dag.",
        )
    if dag > today + HORIZON:
        return None, f"{field.label}: {dag.isoformat()} ligger långt fram. Stämmer årtalet?"
    if field.past_years and dag.year < today.year - field.past_years:
        return None, f"{field.label}: {dag.isoformat()} ligger långt tillbaka. Stämmer årtalet?"
    return dag.isoformat(), ""


def _parse_time(field: Field, raw: object) -> tuple[Varde, str]:
    """A Swedish time of day, HH:MM on the wall clock; two such texts are in order as texts."""
    text = str(raw).strip()
    if not _KLOCKSLAG.fullmatch(text):
        return None, f"{field.label}: skriv klockslaget som TT:MM, till exempel 09:30."
    return text, ""


def _parse_number(field: Field, raw: object) -> tuple[Varde, str]:
    text = str(raw).strip()
    if not re.fullmatch(r"-?[0-9]{1,9}", text) or isinstance(raw, bool):
        return None, f"{field.label}: skriv ett heltal."
    number = int(text)
    if not field.low <= number <= field.high:
        return None, f"{field.label}: ange ett tal mellan {field.low} och {field.high}."
    return number, ""


def _parse_yes_no(field: Field, raw: object) -> tuple[Varde, str]:
    yes = {"ja", "true", "1", "on"}
    no = {"nej", "false", "0", "off"}
    value = str(raw).strip().lower()
    if value not in yes | no:
        return None, f"{field.label}: svara ja eller nej."
    if field.kind is Kind.MASTE_JA and value in no:
        return None, f"{field.label}: behöver vara gjort innan du går vidare."
    return value in yes, ""


def _parse_text(field: Field, raw: object) -> tuple[Varde, str]:
    if isinstance(raw, bool) or not isinstance(raw, str | int):
        return None, f"{field.label}: skriv en text."
    text = str(raw).replace("\r\n", "\n").replace("\r", "\n").strip()
    fault = text_fault(text, field.limit)
    if not fault and field.kind is Kind.RAD and len(text.splitlines()) > 1:
        fault = "Skriv på en rad."
    return (None, f"{field.label}: {fault}") if fault else (unicodedata.normalize("NFC", text), "")


def _parse(field: Field, raw: object, today: date) -> tuple[Varde, str]:
    if field.kind is Kind.DATUM:
        return _parse_date(field, raw, today)
    return _parse_timeless(field, raw)


def _parse_timeless(field: Field, raw: object) -> tuple[Varde, str]:
    match field.kind:
        case Kind.VAL:
            return _parse_choice(field, raw)
        case Kind.FLERVAL:
            return _parse_many(field, raw)
        case Kind.KLOCKSLAG:
            return _parse_time(field, raw)
        case Kind.HELTAL:
            return _parse_number(field, raw)
        case Kind.JA_NEJ | Kind.MASTE_JA:
            return _parse_yes_no(field, raw)
        case _:
            return _parse_text(field, raw)


def check(fields: Iterable[Field], given: Mapping[str, object], *, today: date) -> dict[str, Varde]:
    """Parse what a form or the API gave; every faulty field is reported at once.

    Empty optional fields are left out of the answer. `today` bounds dates.

    Raises:
        BadInput: with the faults by field code.
    """
    known = {f.code: f for f in fields}
    faults = {
        code: f"Fältet «{code[:40]}» finns inte här. Ta bort det."
        for code in given
        if code not in known
    }
    values: dict[str, Varde] = {}
    for code, field in known.items():
        raw = given.get(code)
        if raw is None or raw == [] or (isinstance(raw, str) and blank(raw)):
            if field.required:
                missing = "välj ett svar." if field.kind in _CHOSEN else "fyll i."
                faults[code] = f"{field.label}: {missing}"
            continue
        value, fault = _parse(field, raw, today)
        if fault:
            faults[code] = fault
        else:
            values[code] = value
    if faults:
        raise BadInput(vad="Uppgifterna kan inte sparas än.", falt=faults)
    return values


def short(fields: Iterable[Field], values: Mapping[str, Varde]) -> dict[str, Varde]:
    """The values as guards and projections may hold them: free text becomes True."""
    texts = {f.code for f in fields if f.kind in {Kind.TEXT, Kind.RAD}}
    return {code: True if code in texts else value for code, value in values.items()}


def json_schema(fields: Iterable[Field]) -> JsonDict:
    """JSON Schema (2020-12) of the fields, for the API."""
    listed = list(fields)
    return {
        "type": "object",
        "properties": {f.code: _schema(f) for f in listed},
        "required": [f.code for f in listed if f.required],
        "additionalProperties": False,
    }


def _schema(field: Field) -> JsonDict:
    codes = [code for code, _ in field.choices]
    by_kind: dict[Kind, JsonDict] = {
        Kind.VAL: {"type": "string", "enum": codes},
        Kind.FLERVAL: {"type": "array", "items": {"enum": codes}, "uniqueItems": True},
        Kind.DATUM: {"type": "string", "format": "date"},
        Kind.KLOCKSLAG: {"type": "string", "pattern": f"^{_KLOCKSLAG.pattern}$"},
        Kind.HELTAL: {"type": "integer", "minimum": field.low, "maximum": field.high},
        Kind.JA_NEJ: {"type": "boolean"},
        Kind.MASTE_JA: {"const": True},
        Kind.TEXT: {"type": "string", "maxLength": field.limit},
        Kind.RAD: {"type": "string", "maxLength": field.limit},
    }
    described: JsonDict = {"description": field.help} if field.help else {}
    return {"title": field.label, **described, **by_kind[field.kind]}
