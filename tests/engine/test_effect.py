"""What an act does is written in the event, and folding the events gives the same snapshot again."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseflow.engine.effect import Effekt, apply, delstep_effect, fact_effect, step_effect
from caseflow.engine.fakta import Fakta, Varde
from caseflow.engine.process import FactKind, Opening, Transition
from tests.engine.provprocess import (
    ATERTAGET,
    DEL,
    LAPP,
    LOFTE,
    MATNING,
    MOTE,
    ONSKAN,
    OPPEN,
    PROCESSES,
    PROV,
    STORNING,
    SVARET,
    Roll,
)

DAY = date(2026, 3, 10)
START = Fakta("prov", "prov", "ny")


def step(fakta: Fakta, code: str, kort: Mapping[str, Varde] | None = None) -> Effekt:
    transition = PROV.transition(code)
    assert transition is not None
    return step_effect(
        transition,
        PROV,
        fakta,
        kort or {},
        processes=PROCESSES,
        profil=None,
        dag=DAY,
        lasting=("lofte",),
    )


def delstep(fakta: Fakta, code: str, nr: int | None, kort: Mapping[str, Varde]) -> Effekt:
    transition = DEL.transition(code)
    assert transition is not None
    target = fakta.delprocess(nr) if nr else None
    return delstep_effect(
        transition, DEL, fakta, target, kort, processes=PROCESSES, profil=None, dag=DAY
    )


def after(fakta: Fakta, effekt: Effekt, dag: date | None = DAY) -> Fakta:
    """Folded in as it comes back from the database."""
    stored: Any = json.loads(json.dumps(effekt))
    return apply(fakta, stored, seq=fakta.seq + 1, dag=dag)


def with_fact(fakta: Fakta, kind: FactKind, dag: date | None = DAY, **kort: Varde) -> Fakta:
    return after(fakta, fact_effect(kind, kort, fakta, dag=dag), dag)


def with_talk(fakta: Fakta, svar: str, *, inom: int) -> Fakta:
    return after(fakta, fact_effect(MOTE, {"svar": svar}, fakta, delprocess=inom))


BEGUN = after(START, step(START, "inled", {"text": True, "svar": "ja"}))


def test_a_step_moves_the_state_and_is_remembered_with_its_day() -> None:
    assert (BEGUN.tillstand, BEGUN.sedan, BEGUN.avslutad, BEGUN.seq) == ("pagar", DAY, False, 1)
    assert BEGUN.steg["inled"].dag == DAY
    assert BEGUN.steg["inled"].ja("text")


def test_a_step_without_target_leaves_the_state_and_since_when() -> None:
    noted = after(BEGUN, step(BEGUN, "anteckna"), DAY + timedelta(days=5))
    assert (noted.tillstand, noted.sedan) == ("pagar", DAY)
    assert noted.senaste_dag == DAY + timedelta(days=5)


def test_a_step_opens_a_delprocess_with_values_and_what_it_carries() -> None:
    (part,) = BEGUN.delprocesser
    assert (part.id, part.process, part.tillstand, part.oppnad) == (1, "del", "oppen", DAY)
    assert part.varden == {"grund": "prov", "svar": "ja"}


def test_nothing_opens_when_the_field_that_excuses_it_is_filled_in() -> None:
    assert after(START, step(START, "inled", {"nej_tack": True})).delprocesser == ()


def test_a_final_step_closes_the_akt_its_delprocesser_and_what_is_used_up() -> None:
    wished = with_fact(with_fact(BEGUN, ONSKAN, svar="ja"), LOFTE, svar="ja")
    closed = after(wished, step(wished, "avsluta"))
    assert closed.avslutad
    assert [(d.tillstand, d.avslutad) for d in closed.delprocesser] == [("stangd", True)]
    assert set(closed.fakta) == {"lofte:ja"}


def test_a_new_round_keeps_only_what_lasts() -> None:
    known = with_fact(with_fact(BEGUN, MATNING, svar="ja"), LOFTE, svar="nej")
    closed = after(known, step(known, "avsluta"))
    anew = after(closed, step(closed, "borja_om"))
    assert (anew.omgang, anew.tillstand, anew.avslutad) == (2, "ny", False)
    assert set(anew.fakta) == {"lofte:nej"}
    assert set(anew.steg) == {"borja_om"}
    assert anew.antal == {}
    assert len(anew.delprocesser) == 1  # a delprocess keeps its number for ever


def test_a_delprocess_counts_its_own_steps_and_facts() -> None:
    talked = after(BEGUN, delstep(BEGUN, "prata", 1, {}))
    met = with_talk(with_talk(talked, "ja", inom=1), "nej", inom=1)
    part = met.delprocess(1)
    assert part is not None
    assert part.antal == {"prata": 1, "mote": 2, "mote:ja": 1, "mote:nej": 1}
    assert "mote" not in met.antal


def test_an_opened_delprocess_has_the_next_number_and_what_its_step_sets() -> None:
    two = after(BEGUN, delstep(BEGUN, "oppna_del", None, {"svar": "nej", "annat": "x"}))
    part = two.delprocess(2)
    assert part is not None
    assert part.varden == {"grund": "egen", "svar": "nej"}
    assert part.steg["oppna_del"].dag == DAY


@pytest.mark.parametrize(
    ("kind", "values", "keys"),
    [
        (MATNING, ({"svar": "ja"}, {"svar": "nej"}), {"matning"}),
        (ONSKAN, ({"svar": "ja"}, {"svar": "nej"}), {"onskan:ja", "onskan:nej"}),
        (LAPP, ({"text": True}, {"text": True}), {"lapp:2", "lapp:3"}),
    ],
)
def test_a_fact_stands_under_its_kind_its_key_or_its_number(
    kind: FactKind, values: tuple[dict[str, Varde], ...], keys: set[str]
) -> None:
    fakta = BEGUN
    for kort in values:
        fakta = with_fact(fakta, kind, DAY, **kort)
    assert set(fakta.fakta) == keys
    assert fakta.antal[kind.code] == 2


def test_a_late_fact_does_not_replace_a_later_one_but_is_counted() -> None:
    new = with_fact(BEGUN, MATNING, DAY, svar="ja")
    late = with_fact(new, MATNING, DAY - timedelta(days=30), svar="nej")
    latest = late.senaste("matning")
    assert latest is not None
    assert (latest.dag, latest.text("svar")) == (DAY, "ja")
    assert late.antal["matning"] == 2
    assert late.senaste_dag == DAY


def test_a_fact_ends_the_one_it_names_and_no_other() -> None:
    both = with_fact(with_fact(BEGUN, LOFTE, svar="ja"), LOFTE, svar="nej")
    assert set(with_fact(both, ATERTAGET, svar="ja").fakta) == {"lofte:nej", "atertaget"}


def test_what_waits_for_an_answer_waits_until_one_of_the_same_day_or_later() -> None:
    early, late = DAY, DAY + timedelta(days=10)
    waiting = with_fact(with_fact(BEGUN, STORNING, early), STORNING, late)
    assert set(waiting.alla("obesvarad")) == {"2", "3"}
    between = with_fact(waiting, SVARET, DAY + timedelta(days=5))
    assert set(between.alla("obesvarad")) == {"3"}
    assert between.senaste("storning") == between.fakta["obesvarad:3"]
    assert with_fact(between, SVARET, late).alla("obesvarad") == {}
    assert with_fact(waiting, SVARET, None).alla("obesvarad") == {}


def test_a_tick_is_remembered_until_it_is_forgotten() -> None:
    ticked = after(BEGUN, {"bockad": "plikt|1"})
    assert ticked.bockade == ("plikt|1",)
    forget: Effekt = {"bevakningar": [{"op": "glom_bock", "slag": "plikt", "nyckel": "1"}]}
    assert after(ticked, forget).bockade == ()


ACTS = st.sampled_from(
    [
        ("step", "inled"),
        ("step", "anteckna"),
        ("step", "avsluta"),
        ("step", "borja_om"),
        ("open", "oppna_del"),
        ("del", "prata"),
        ("del", "stang"),
        *(("fact", kind) for kind in (MATNING, ONSKAN, LOFTE, ATERTAGET, LAPP)),
        ("meet", MOTE),
    ]
)


def effect_of(fakta: Fakta, act: str, what: Any, svar: str) -> Effekt:
    if act == "step":
        return step(fakta, what, {"svar": svar})
    if act == "open":
        return delstep(fakta, what, None, {"svar": svar})
    part = fakta.delprocesser[-1].id if fakta.delprocesser else None
    if act == "del":
        return delstep(fakta, what, part, {}) if part else {}
    if act == "meet":
        return fact_effect(what, {"svar": svar}, fakta, delprocess=part)
    return fact_effect(what, {"svar": svar}, fakta)


@given(
    st.lists(
        st.tuples(
            ACTS, st.sampled_from(["ja", "nej"]), st.none() | st.dates(DAY, date(2027, 1, 1))
        ),
        max_size=25,
    )
)
def test_replaying_the_effects_gives_the_same_snapshot(
    acts: list[tuple[tuple[str, Any], str, date | None]],
) -> None:
    fakta, log = START, []
    for (act, what), svar, dag in acts:
        effekt = effect_of(fakta, act, what, svar)
        log.append((json.dumps(effekt), dag))
        fakta = apply(fakta, effekt, seq=fakta.seq + 1, dag=dag)
    again = START
    for seq, (text, dag) in enumerate(log, start=1):
        again = apply(again, json.loads(text), seq=seq, dag=dag)
    assert again == fakta
    assert json.dumps(again.as_dict()) == json.dumps(fakta.as_dict())


def test_ten_thousand_events_of_the_same_kinds_do_not_grow_the_snapshot() -> None:
    def lived(rounds: int) -> Fakta:
        fakta = BEGUN
        for i in range(rounds):
            day = DAY + timedelta(days=i % 300)
            for effekt in (
                fact_effect(MATNING, {"svar": "ja", "text": True}, fakta),
                fact_effect(ONSKAN, {"svar": "ja"}, fakta),
                fact_effect(MOTE, {"svar": "nej"}, fakta, delprocess=1),
                step(fakta, "anteckna"),
            ):
                fakta = apply(fakta, effekt, seq=fakta.seq + 1, dag=day)
        return fakta

    few, many = lived(3), lived(2500)
    assert many.seq == 10_001
    digits = 4 * 12  # only the counters have more digits
    assert len(json.dumps(many.as_dict())) <= len(json.dumps(few.as_dict())) + digits


def test_folding_changes_nothing_that_was_there() -> None:
    before = json.dumps(BEGUN.as_dict())
    with_fact(BEGUN, MATNING, svar="ja")
    after(BEGUN, step(BEGUN, "avsluta"))
    assert json.dumps(BEGUN.as_dict()) == before
    assert replace(BEGUN) == BEGUN


VILA = Transition(
    code="vakna", label="Vakna", source=(OPPEN,), by=(Roll.SKRIVARE,), counts_days="vilat"
)


def woken(fakta: Fakta, dag: date) -> Fakta:
    """The delprocess leaves its rest on a day."""
    target = fakta.delprocess(1)
    effekt = delstep_effect(VILA, DEL, fakta, target, {}, processes=PROCESSES, profil=None, dag=dag)
    return after(fakta, effekt, dag)


@pytest.mark.parametrize("rests", [[0], [21], [21, 7], [0, 0], [366, 1, 30]])
def test_the_days_in_the_state_that_is_left_are_added_up_and_recorded(rests: list[int]) -> None:
    fakta = after(START, delstep(START, "oppna_del", None, {}))
    for days in rests:
        part = fakta.delprocess(1)
        assert part is not None
        fakta = fakta.with_delprocess(replace(part, sedan=DAY))
        fakta = woken(fakta, DAY + timedelta(days=days))
    part = fakta.delprocess(1)
    assert part is not None
    assert part.varden["vilat"] == sum(rests)


def test_an_unknown_first_day_is_not_guessed() -> None:
    fakta = after(START, delstep(START, "oppna_del", None, {}), dag=None)
    part = woken(fakta, DAY).delprocess(1)
    assert part is not None
    assert "vilat" not in part.varden


def test_what_a_delprocess_opens_knows_which_one_opened_it() -> None:
    opens = replace(VILA, opens=(Opening("del", values={"grund": "barn"}, parent="foralder"),))
    fakta = after(START, delstep(START, "oppna_del", None, {}))
    fakta = after(fakta, delstep(fakta, "oppna_del", None, {}))
    effekt = delstep_effect(
        opens, DEL, fakta, fakta.delprocess(2), {}, processes=PROCESSES, profil=None, dag=DAY
    )
    child = after(fakta, effekt).delprocess(3)
    assert child is not None
    assert child.varden == {"grund": "barn", "foralder": 2}
