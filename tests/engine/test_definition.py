"""A process and a kind of fact become plain JSON data and come back equal."""

import json
from dataclasses import MISSING, fields, replace
from datetime import date
from typing import Any

import pytest

from caseflow.engine.definition import (
    Kodregister,
    behaviour,
    checksum,
    kind_data,
    kind_from,
    process_data,
    process_from,
)
from caseflow.engine.errors import IntegrityFault
from caseflow.engine.field import Field
from caseflow.engine.process import Cascade, FactKind, Opening, Process, State, Transition
from caseflow.engine.rule import Kalla, Kalltyp, Rule, hinder, varning
from tests.engine.provprocess import ATERTAGET, DEL, LAPP, LOFTE, MOTE, PROV, STORNING, SVARET, Roll

KALLA = Kalla(Kalltyp.RUTIN, "Lokal rutin: prov")


@hinder(KALLA, since=date(2020, 1, 1))
def det_gar(lage: Any) -> bool:
    """Det går."""
    return bool(lage)


@varning(KALLA, since=date(2020, 1, 1))
def tank_efter(lage: Any) -> bool:
    """Tänk efter."""
    return bool(lage)


@hinder(KALLA, since=date(2020, 1, 1))
def en_for_var(fakta: Any, profil: Any, dag: Any) -> list[dict[str, str]]:
    """En för var."""
    return [{"del": str((fakta, profil, dag))}]


REGLER: dict[str, Rule[Any]] = {r.kod: r for r in (det_gar, tank_efter, en_for_var)}
REGISTER = Kodregister(REGLER, {r.value: r for r in Roll})
STEG = replace(
    PROV.transitions[0],
    requires=(det_gar,),
    varnar=(tank_efter,),
    opens=(Opening("del", values={"flera": ["a", "b"]}, each=en_for_var, parent="foralder"),),
    values={"grund": "prov", "flera": ["a", "b"]},
)
RIK = replace(PROV, transitions=(STEG, *PROV.transitions[1:]))
SLAG = replace(MOTE, requires=(det_gar,), varnar=(tank_efter,), sets_state="svar")


def stored(data: object) -> Any:
    """As it comes back from a database."""
    return json.loads(json.dumps(data))


@pytest.mark.parametrize("process", [PROV, DEL, RIK], ids=["prov", "del", "rik"])
def test_a_process_comes_back_equal(process: Process) -> None:
    assert process_from(stored(process_data(process)), REGISTER) == process


@pytest.mark.parametrize("kind", [LOFTE, ATERTAGET, LAPP, MOTE, STORNING, SVARET, SLAG])
def test_a_kind_of_fact_comes_back_equal(kind: FactKind) -> None:
    assert kind_from(stored(kind_data(kind)), REGISTER) == kind


def test_names_and_help_texts_change_no_behaviour() -> None:
    (first, *rest) = RIK.transitions
    field = first.fields[1]
    other = replace(
        RIK,
        label="Annat",
        states=tuple(replace(s, label=f"{s.label}!", help="Hjälp.") for s in RIK.states),
        transitions=(
            replace(
                first,
                label="Annat",
                help="Hjälp.",
                fields=(
                    first.fields[0],
                    replace(field, label="Annat", choices=(("ja", "Japp"), ("nej", "Nix"))),
                ),
            ),
            *rest,
        ),
    )
    assert behaviour(other) == behaviour(RIK)
    assert process_data(other) != process_data(RIK)


def steps_with(**changed: Any) -> Process:
    return replace(RIK, transitions=(replace(STEG, **changed), *RIK.transitions[1:]))


CHANGES = {
    "a state more": replace(RIK, states=(*RIK.states, State("ny_fas", "Ny fas"))),
    "an end": replace(RIK, states=(*RIK.states[:-1], replace(RIK.states[-1], final=False))),
    "a step less": replace(RIK, transitions=RIK.transitions[1:]),
    "who takes it": steps_with(by=(Roll.CHEF,)),
    "where it leads": steps_with(target=RIK.states[2]),
    "from where": steps_with(source=(RIK.states[0], RIK.states[1])),
    "a guard": steps_with(requires=()),
    "a warning": steps_with(varnar=()),
    "what it opens": steps_with(opens=()),
    "for each": steps_with(opens=(replace(STEG.opens[0], each=None),)),
    "a cascade": steps_with(cascades=(Cascade("del", ("oppen",), "stangd"),)),
    "when it cascades": steps_with(
        cascades=(Cascade("del", ("oppen",), "stangd", unless_open="del"),)
    ),
    "its values": steps_with(values={"grund": "annan"}),
    "what it carries": steps_with(carries=("svar",)),
    "what it removes": steps_with(removes=("onskan",)),
    "a new round": steps_with(renews=True),
    "its document": steps_with(document="beslut"),
    "a field": steps_with(fields=STEG.fields[:1]),
    "required": steps_with(fields=(replace(STEG.fields[0], required=False), STEG.fields[1])),
    "a choice": steps_with(fields=(STEG.fields[0], replace(STEG.fields[1], choices=()))),
    "a bound": steps_with(fields=(replace(STEG.fields[0], max_length=9), STEG.fields[1])),
}


@pytest.mark.parametrize("changed", CHANGES.values(), ids=CHANGES.keys())
def test_everything_else_changes_it(changed: Process) -> None:
    assert checksum(behaviour(changed)) != checksum(behaviour(RIK))


@pytest.mark.parametrize(
    ("name", "says"),
    [("det_gar", "Regeln «finns_inte»"), ("skrivare", "Rollen «finns_inte»")],
)
def test_a_code_that_nothing_here_has_is_said_aloud(name: str, says: str) -> None:
    text = json.dumps(process_data(RIK)).replace(f'"{name}"', '"finns_inte"')
    with pytest.raises(IntegrityFault) as fault:
        process_from(json.loads(text), REGISTER)
    assert says in fault.value.vad


@pytest.mark.parametrize("broken", ["states", "start", "transitions", "since", "code"])
def test_content_that_is_not_whole_is_an_integrity_fault(broken: str) -> None:
    data = stored(process_data(RIK))
    del data[broken]
    with pytest.raises(IntegrityFault):
        process_from(data, REGISTER)


def test_a_property_from_a_later_release_is_an_integrity_fault() -> None:
    with pytest.raises(IntegrityFault) as fault:
        kind_from({**stored(kind_data(MOTE)), "kommer_senare": True}, REGISTER)
    assert "äldre än databasen" in fault.value.gor_nu


def test_what_has_its_default_is_left_out_so_a_new_property_changes_no_old_version() -> None:
    assert set(behaviour(PROV)) == {"code", "since", "start", "states", "transitions"}
    assert behaviour(PROV)["states"] == [
        {"code": "ny"},
        {"code": "pagar"},
        {"code": "vilar"},
        {"code": "klar", "final": True},
    ]


DEFAULTS: dict[type, dict[str, object]] = {
    State: {"final": False, "help": ""},
    Opening: {
        "values": {}, "carries": (), "each": None, "unless": "", "when": "", "parent": ""
    },
    Field: {
        "required": True, "choices": (), "help": "", "max_length": 0, "low": 0, "high": 10_000,
        "future": False, "past_years": 0, "kind": "text",
    },
    Cascade: {"final": True, "unless_open": ""},
    Transition: {
        "target": None, "fields": (), "requires": (), "varnar": (), "opens": (), "cascades": (),
        "values": {}, "carries": (), "removes": (), "renews": False, "counts_days": "",
        "document": "", "help": "",
    },
    FactKind: {
        "key": "", "removes": (), "lasting": False, "counts": "", "within": (), "akter": (),
        "requires": (), "varnar": (), "awaits": "", "answers": (), "sets_state": "",
        "settles": False, "document": "", "help": "",
    },
    Process: {},
}  # fmt: skip


@pytest.mark.parametrize("kind", DEFAULTS, ids=lambda kind: kind.__name__)
def test_a_default_is_never_changed_for_kept_definitions_leave_it_out(kind: type) -> None:
    """A property may be added here with its default; one that stands here keeps it."""
    now = {
        f.name: f.default_factory() if f.default_factory is not MISSING else f.default
        for f in fields(kind)
        if f.default is not MISSING or f.default_factory is not MISSING
    }
    assert {name: now[name] for name in DEFAULTS[kind]} == DEFAULTS[kind]
