"""Processes and kinds of facts as plain JSON data, and back: so that an akt can run on the ones it began with.

Rules and roles are written by their codes and looked up when the data are read: a rule changes by dated
wordings and its code is never taken away. A property that has its default is left out, so a property that
is added later changes neither the old data nor their version; therefore a default never changes.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import MISSING, dataclass, fields
from dataclasses import Field as Property
from datetime import date
from typing import Any, TypeVar, cast

from caseflow.engine.errors import IntegrityFault
from caseflow.engine.fakta import JsonDict
from caseflow.engine.field import Field, Kind
from caseflow.engine.process import (
    Cascade,
    FactKind,
    Opening,
    Process,
    Role,
    State,
    Transition,
)
from caseflow.engine.rule import Rule

T = TypeVar("T")
K = TypeVar("K")

_TEXTS = frozenset({"label", "help"})
"""What is only read by people: it changes no behaviour, and so no version."""
_STATES = frozenset({"source", "target", "start"})
"""Where a state is meant, and stands in full among the process's own states."""


@dataclass(frozen=True, slots=True)
class Kodregister:
    """Where the codes in stored data are looked up."""

    regler: Mapping[str, Rule[Any]]
    roller: Mapping[str, Role]


def process_data(process: Process) -> JsonDict:
    """The process as JSON data; `process_from` gives back an equal one."""
    return _data(process, texts=True)


def kind_data(kind: FactKind) -> JsonDict:
    """The kind of fact as JSON data; `kind_from` gives back an equal one."""
    return _data(kind, texts=True)


def behaviour(item: Process | FactKind) -> JsonDict:
    """The data without what is only read by people."""
    return _data(item, texts=False)


def checksum(content: object) -> str:
    """12 hex digits of any JSON content."""
    text = json.dumps(content, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def version_of(item: Process | FactKind) -> str:
    """12 hex digits that follow the behaviour: the same in two processes that are taken in the same way."""
    return checksum(behaviour(item))


def _data(item: object, *, texts: bool) -> JsonDict:
    """The properties that differ from their defaults."""
    found: JsonDict = {}
    for prop in fields(item):  # type: ignore[arg-type] # a dataclass of ours
        value = getattr(item, prop.name)
        if (prop.name in _TEXTS and not texts) or value == _default(prop):
            continue
        if prop.name in _STATES:
            found[prop.name] = _codes(value)
        elif prop.name == "choices" and not texts:
            found[prop.name] = [code for code, _ in value]
        else:
            found[prop.name] = _plain(value, texts=texts)
    return found


def _default(prop: Property[Any]) -> object:
    if prop.default_factory is not MISSING:
        return prop.default_factory()
    return prop.default


def _codes(value: State | str | Iterable[State | str]) -> object:
    if isinstance(value, State | str):
        return value.code if isinstance(value, State) else value
    return [_codes(v) for v in value]


def _plain(value: object, *, texts: bool) -> object:
    match value:
        case Rule():
            return value.kod
        case date():
            return value.isoformat()
        case Mapping():
            return dict(value)
        case State() | Transition() | Field() | Opening() | Cascade():
            return _data(value, texts=texts)
        case tuple() | list():
            return [_plain(v, texts=texts) for v in value]
    return value


def process_from(data: Mapping[str, Any], register: Kodregister) -> Process:
    """The process of `process_data`.

    Raises:
        IntegrityFault: it names a rule, a role or a property that this caseflow does not know.
    """

    def build() -> Process:
        states = {s["code"]: State(**s) for s in data["states"]}
        return Process(
            **{
                **data,
                "since": date.fromisoformat(data["since"]),
                "start": states[data["start"]],
                "states": tuple(states.values()),
                "transitions": tuple(_step(t, states, register) for t in data["transitions"]),
            }
        )

    return _built(build, str(data.get("code", "")))


def kind_from(data: Mapping[str, Any], register: Kodregister) -> FactKind:
    """The kind of fact of `kind_data`.

    Raises:
        IntegrityFault: it names a rule, a role or a property that this caseflow does not know.
    """

    def build() -> FactKind:
        return FactKind(**{**_tuples(data), **_acted(data, register)})

    return _built(build, str(data.get("code", "")))


def _built(build: Callable[[], T], kod: str) -> T:
    try:
        return build()
    except (TypeError, KeyError, ValueError, AttributeError) as fault:
        raise IntegrityFault(
            vad=f"Den sparade definitionen av «{kod[:60]}» går inte att läsa.",
            varfor=f"Något i den är okänt här eller saknas: {fault}.",
            gor_nu="Kontrollera att caseflow inte är äldre än databasen, och kör caseflow verify.",
        ) from fault


def _step(
    data: Mapping[str, Any], states: Mapping[str, State], register: Kodregister
) -> Transition:
    target = data.get("target")
    return Transition(
        **{
            **_tuples(data),
            **_acted(data, register),
            "source": tuple(states[code] for code in data["source"]),
            "target": states[target] if target is not None else None,
            "opens": tuple(_opening(o, register) for o in data.get("opens", ())),
            "cascades": tuple(Cascade(**_tuples(c)) for c in data.get("cascades", ())),
        }
    )


def _opening(data: Mapping[str, Any], register: Kodregister) -> Opening:
    each = data.get("each")
    return Opening(
        **{
            **_tuples(data),
            "each": _known(register.regler, each, "Regeln") if each is not None else None,
        }
    )


def _acted(data: Mapping[str, Any], register: Kodregister) -> dict[str, Any]:
    """What steps and kinds of facts share: who, which fields, which guards."""
    return {
        "by": tuple(_known(register.roller, code, "Rollen") for code in data["by"]),
        "fields": tuple(_field(f) for f in data.get("fields", ())),
        "requires": tuple(
            _known(register.regler, code, "Regeln") for code in data.get("requires", ())
        ),
        "varnar": tuple(_known(register.regler, code, "Regeln") for code in data.get("varnar", ())),
    }


def _field(data: Mapping[str, Any]) -> Field:
    choices = tuple((str(code), str(label)) for code, label in data.get("choices", ()))
    return Field(**{**data, "kind": Kind(data.get("kind", Kind.TEXT)), "choices": choices})


def _tuples(data: Mapping[str, Any]) -> dict[str, Any]:
    """JSON knows only lists; a list inside `values` stays one, as it was."""
    return {k: tuple(v) if isinstance(v, list) else v for k, v in data.items()}


def _known(known: Mapping[str, K], kod: object, vad: str) -> K:
    """What a code means.

    Raises:
        IntegrityFault: nothing here has it.
    """
    found = known.get(cast("str", kod))
    if found is None:
        raise IntegrityFault(
            vad=f"{vad} «{str(kod)[:60]}» finns inte i den här versionen av caseflow.",
            varfor="Ett ärende bygger på den, och koder tas aldrig bort.",
            gor_nu="Kontrollera att caseflow inte är äldre än databasen, och kör caseflow verify.",
        )
    return found
