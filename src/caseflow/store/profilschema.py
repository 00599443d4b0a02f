"""The schema of a profile file, made from the fields of `Profil`: types, bounds, and faults in Swedish.

A field that is added to `Profil` or `Beskrivning` is in the schema by that alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from types import GenericAlias, NoneType
from typing import Annotated, Any, Literal, get_args, get_origin, get_type_hints

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    create_model,
)
from pydantic_core import ErrorDetails

from caseflow.rules.profil import INTE_INNEHALL, Beskrivning, Profil, Spann
from caseflow.rules.profilkrav import FRIYTA_FORMER, Brist, lagrum_for

_FORM = "profilfilens form"
_RATTA = "Rätta raden."
_HORISONT = {"_dagar": 5 * 366, "_manader": 5 * 12, "_max": 1000}
"""Beyond this a number is a slip of the finger, and a bevakning that nobody would live to see."""

_Dokumentation = Literal["full", "radgivning_14_4", "anonym_14_5"]
ID = r"^[a-z0-9]+([_-][a-z0-9]+)*$"
"""How the id of a profile, and every code in it, is written."""
_Kod = Annotated[str, Field(pattern=ID)]
_Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]


def _as_span(value: object) -> object:
    """One number stands for least and most."""
    return [value, value] if type(value) is int else value


def _least_first(value: list[int]) -> list[int]:
    if value[0] > value[-1]:
        msg = "det minsta talet ska stå först"
        raise ValueError(msg)
    return value


_Span = Annotated[
    list[Annotated[int, Field(ge=1, le=1000)]],
    Field(min_length=2, max_length=2),
    BeforeValidator(_as_span),
    AfterValidator(_least_first),
]


class _Strict(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid")


class _Punkt(_Strict):
    kod: _Kod
    etikett: _Text
    raknas_fran: Literal["insats_start", "avslut"]
    manader: Annotated[int, Field(ge=0, le=_HORISONT["_manader"])]
    dagar_fore: Annotated[int, Field(ge=0, le=_HORISONT["_dagar"])] = 14
    dagar_efter: Annotated[int, Field(ge=0, le=_HORISONT["_dagar"])] = 28


class _Utbud(_Strict):
    kod: _Kod
    etikett: _Text
    form: Literal[FRIYTA_FORMER]  # type: ignore[valid-type] # the forms are listed where the law is
    beslut: str
    malgrupp: _Text
    villkor: _Text
    alder_fran: Annotated[int, Field(ge=0, le=120)]
    max_samtal: Annotated[int, Field(ge=1, le=_HORISONT["_max"])]
    dokumentation: _Dokumentation


_EGNA_TYPER: Mapping[str, Any] = {
    "kommunkod": Annotated[str, Field(pattern=r"^[0-9]{4}$")],
    "friyta_dokumentation": list[_Dokumentation],
    "riskbedomning_dagar": dict[
        Literal["lag", "medel", "hog", "mycket_hog"],
        Annotated[int, Field(ge=1, le=_HORISONT["_dagar"])],
    ],
    "uppfoljningar": list[_Punkt],
    "friyta_utbud": list[_Utbud],
    "regi": Literal["egen", "hanvisning"],
    "hanvisar_till": list[_Kod],
    "bistand_manader": _Span,
    "id": _Kod,
    "namn": _Text,
}
"""The values whose form in the file is another than in the profile, or narrower."""


_I_FILEN: Mapping[object, object] = {Spann: _Span, tuple[str, ...]: list[str]}
"""TOML has lists where the profile has tuples."""


def _type_of(name: str, hint: object) -> object:
    """The type of a key in the file, from that of the field."""
    if name in _EGNA_TYPER:
        return _EGNA_TYPER[name]
    parts = get_args(hint)
    if NoneType in parts:
        return _type_of(name, parts[0])
    if get_origin(hint) is Mapping:
        key, value = parts
        return GenericAlias(dict, (key, _type_of(name, value)))
    if hint is int:
        most = next((v for end, v in _HORISONT.items() if name.endswith(end)), _HORISONT["_max"])
        return Annotated[int, Field(ge=1, le=most)]
    return _I_FILEN.get(hint, hint)


def _model(name: str, *kinds: type[object], more: Mapping[str, object]) -> type[BaseModel]:
    hints = {n: h for kind in kinds for n, h in get_type_hints(kind).items()}
    types = {n: _type_of(n, h) for n, h in hints.items() if n not in INTE_INNEHALL} | dict(more)
    keys: dict[str, Any] = {n: (kind, None) for n, kind in types.items()}
    return create_model(name, __base__=_Strict, **keys)


PROFILE_FILE = _model(
    "Profilfil", Beskrivning, Profil, more={"arver": _Kod, "kalla": dict[str, _Text]}
)
PERFORMER = _model("Utforarpost", Beskrivning, more={"namn": _Text, "kalla": dict[str, _Text]})


def checked(
    model: type[BaseModel], content: Mapping[str, Any]
) -> tuple[dict[str, Any], list[Brist]]:
    """The values of a file as the profile holds them, and everything that is not as the schema says.

    Unknown keys take nothing from the others; a value that is wrong takes them all.
    """
    faults: list[Brist] = []
    known = {k: v for k, v in content.items() if k in model.model_fields}
    try:
        model.model_validate(content)
    except ValidationError as error:
        faults = [_fault(e, tuple(model.model_fields)) for e in error.errors()]
        if len(faults) > len(content) - len(known):
            return {}, faults
    values = model.model_validate(known).model_dump(exclude_unset=True)
    return {k: _frozen(v) for k, v in values.items()}, faults


def _frozen(value: object) -> object:
    """Lists of the file are tuples in the profile."""
    if isinstance(value, dict):
        return {k: _frozen(v) for k, v in value.items()}
    return tuple(_frozen(v) for v in value) if isinstance(value, list) else value


_SAGER: Mapping[str, str] = {
    "missing": "måste finnas",
    "int_type": "ska vara ett heltal, utan citattecken",
    "bool_type": "ska vara true eller false",
    "string_type": "ska vara en text inom citattecken",
    "list_type": "ska vara en lista inom hakparenteser",
    "dict_type": "ska vara en tabell",
    "model_type": "ska vara en tabell",
    "model_attributes_type": "ska vara en tabell",
    "literal_error": "ska vara något av {expected}",
    "greater_than_equal": "ska vara minst {ge}",
    "less_than_equal": "ska vara högst {le}",
    "string_too_short": "får inte vara tom",
    "too_short": "ska ha minst {min_length} värden",
    "too_long": "ska ha högst {max_length} värden",
    "value_error": "{error}",
}
_MONSTER: Mapping[str, str] = {"kommunkod": "ska vara fyra siffror inom citattecken"}


def _fault(error: ErrorDetails, known: tuple[str, ...]) -> Brist:
    # A fault in the key of a table is told of the key itself.
    key = ".".join(str(part) for part in error["loc"] if part != "[key]")
    name = str(error["loc"][-1])
    if error["type"] == "extra_forbidden":
        return _unknown(key, name, known if len(error["loc"]) == 1 else ())
    if error["type"] == "string_pattern_mismatch":
        text = _MONSTER.get(name, "skrivs med små bokstäver a–z, siffror och bindestreck")
    else:
        said = {k: str(v).replace(" or ", " eller ") for k, v in error.get("ctx", {}).items()}
        text = _SAGER.get(error["type"], error["msg"]).format(**said)
    return Brist(key, text, _FORM, _RATTA)


def _unknown(key: str, name: str, known: tuple[str, ...]) -> Brist:
    lagrum = lagrum_for(name)
    if lagrum:
        return Brist(
            key,
            "tiden står i lagen och kan inte ställas in i en profil",
            lagrum,
            "Ta bort raden. caseflow räknar redan med den.",
        )
    near = get_close_matches(name, known, n=1)
    return Brist(
        key,
        "nyckeln finns inte i profilen",
        _FORM,
        f"Menar du {near[0]}?" if near else "Ta bort raden eller rätta stavningen.",
    )
