"""What is due is counted with short cuts; here it stands in full, and the two give the same."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, replace
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest

from caseflow.engine import bevakning
from caseflow.engine.bevakning import (
    Nyckel,
    Oppen,
    Vantad,
    bock,
    difference,
    expected,
    in_place_of,
    no_longer_kept,
)
from caseflow.engine.effect import Effekt, apply
from caseflow.engine.errors import RuleNotInForce
from caseflow.engine.fakta import Behallen, Delprocess, Fakta, Faktum
from caseflow.engine.foljder import Bevakande, open_after, with_due
from caseflow.engine.rule import Overgang, Rule
from caseflow.processes import FULLGOR, HUVUDPROCESS, plikter_for
from tests.faktabygge import PROFIL
from tests.lydelser import langre_tid_for_forsta_kontakten
from tests.slumpakt import FORSTA, Slump, slumpade_akter

ANTAL = 150
SLAG = tuple(HUVUDPROCESS)


class I_sin_helhet(Fakta):  # noqa: N801 - «in full»
    """The snapshot that looks through everything each time it is asked."""

    __slots__ = ()

    def alla(self, slag: str) -> dict[str, Faktum]:
        prefix = f"{slag}:"
        return {k.removeprefix(prefix): f for k, f in self.fakta.items() if k.startswith(prefix)}

    def av_slag(self, process: str, *, oppna: bool = False) -> tuple[Delprocess, ...]:
        return tuple(
            d for d in self.delprocesser if d.process == process and not (oppna and d.avslutad)
        )


def i_sin_helhet(fakta: Fakta) -> Fakta:
    return I_sin_helhet(**{f.name: getattr(fakta, f.name) for f in fields(fakta) if f.init})


def counted(
    rules: Iterable[Rule[Any]], fakta: Fakta, *, any_wording: bool = False
) -> dict[Nyckel, Vantad]:
    """Every wording of every rule is asked, and then which one governs what it said."""
    found: dict[Nyckel, Vantad] = {}
    for rule in rules:
        for wording in rule.wordings:
            for forfall in wording.function(fakta, PROFIL):
                try:
                    in_force = rule.governing(forfall.raknas_fran or forfall.dag, fakta.regler_per)
                except RuleNotInForce:
                    continue
                if in_force is wording or any_wording:
                    found[rule.kod, forfall.nyckel] = Vantad(
                        rule.kod, forfall, str(wording.kalla), wording.kalla.typ, rule.for_roll
                    )
    return found


def kept(
    rules: Sequence[Rule[Any]], by_the_rules: Mapping[Nyckel, Vantad], fakta: Fakta
) -> dict[Nyckel, Vantad]:
    return {
        key: bevakning._with_kept_day(asked, held)
        for key, asked in counted(rules, fakta, any_wording=True).items()
        if (held := fakta.behallna.get(bock(*key)))
        and held.raknas_fran == iso(asked.forfall.raknas_fran)
        and held.i_stallet_for == in_place_of(by_the_rules.get(key))
    }


def expected_in_full(rules: Sequence[Rule[Any]], fakta: Fakta) -> dict[Nyckel, Vantad]:
    found = counted(rules, fakta)
    found |= kept(rules, found, fakta)
    found = {key: wanted for key, wanted in found.items() if bock(*key) not in fakta.bockade}
    alone = {r.kod for r in rules if r.ensam} & {kod for kod, _ in found}
    if alone:
        rest = alone | {r.kod for r in rules if r.alltid}
        return {key: wanted for key, wanted in found.items() if key[0] in rest}
    return found


def with_due_in_full(
    before: Fakta,
    effekt: Effekt,
    *,
    kod: str,
    dag: date,
    by: Bevakande,
    oppna: Sequence[Oppen],
    last_nr: int,
) -> Effekt:
    """What is forgotten, what is wanted and what is still ticked off: each from the beginning."""
    after = apply(before, effekt, seq=before.seq + 1, dag=dag)
    standing = kept(by.plikter, counted(by.plikter, after), after)
    gone = sorted(set(after.behallna) - {bock(*key) for key in standing})
    if gone:
        effekt = {**effekt, "behallna": effekt.get("behallna", {}) | dict.fromkeys(gone)}
    after = apply(before, effekt, seq=before.seq + 1, dag=dag)
    wanted = expected_in_full(by.plikter, after)
    still = {bock(*key) for key in expected_in_full(by.plikter, replace(after, bockade=()))}
    given = effekt.get("bevakningar", [])
    used = [last_nr, *(int(str(op["nr"])) for op in given if op["op"] == "oppna")]
    ops = difference(
        wanted, open_after(oppna, given), fulfils=by.fulfils, kod=kod, next_nr=max(used) + 1
    )
    ops += [
        {"op": "glom_bock", "slag": b.partition("|")[0], "nyckel": b.partition("|")[2]}
        for b in after.bockade
        if b not in still
    ]
    return {**effekt, "bevakningar": [*given, *ops]} if given or ops else effekt


def iso(dag: date | None) -> str | None:
    return dag.isoformat() if dag else None


def with_past(fakta: Fakta, r: Random) -> Fakta:
    """The akt with something ticked off, something that keeps its day, and the rules of some day."""
    rules = plikter_for(fakta.slag)
    by_the_rules = counted(rules, fakta)
    ever = counted(rules, fakta, any_wording=True)
    held = {
        bock(*key): Behallen(
            nr=nr,
            raknas_fran=iso(asked.forfall.raknas_fran if r.random() < 0.8 else FORSTA),
            dag=iso(asked.forfall.dag + timedelta(days=3)) or "",
            fonster_fran=None,
            yttersta_dag=None,
            kalla=asked.kalla,
            typ=asked.typ,
            rakning=[],
            i_stallet_for=in_place_of(by_the_rules.get(key)) if r.random() < 0.8 else [],
        )
        for nr, (key, asked) in enumerate(sorted(ever.items()), start=1)
        if r.random() < 0.2
    }
    ticked = [bock(*key) for key in sorted(by_the_rules) if r.random() < 0.2]
    brought = FORSTA + timedelta(days=r.randrange(900)) if r.random() < 0.5 else None
    return replace(
        fakta,
        behallna=held if r.random() < 0.5 else {},
        bockade=(*ticked, "egen_bevakning|borta") if r.random() < 0.7 else (),
        regler_per=brought,
    )


def cases(slag: str) -> list[tuple[Fakta, Random]]:
    r = Random(f"lika {slag}")
    return [(with_past(fakta, r), r) for fakta in slumpade_akter(slag, ANTAL, PROFIL, fro=4)]


@pytest.mark.parametrize("slag", SLAG)
def test_the_expected_set_is_that_of_every_wording_asked_for_itself(slag: str) -> None:
    rules = plikter_for(slag)
    seen = set()
    for fakta, _ in cases(slag):
        ours, full = expected(rules, fakta, PROFIL), expected_in_full(rules, i_sin_helhet(fakta))
        assert ours == full
        assert list(ours) == list(full), "and in the same order"
        held = kept(rules, counted(rules, fakta), fakta)
        assert no_longer_kept(rules, fakta, PROFIL) == sorted(
            set(fakta.behallna) - {bock(*key) for key in held}
        )
        seen.add((bool(fakta.behallna), bool(held), bool(fakta.bockade), bool(fakta.regler_per)))
    assert len(seen) >= 8, "the akter differ in what they have behind them"


@pytest.mark.parametrize("overgang", list(Overgang))
def test_it_is_the_same_for_a_rule_whose_wordings_differ(overgang: Overgang) -> None:
    rules = plikter_for("utovare")
    with langre_tid_for_forsta_kontakten(overgang):
        for fakta, _ in cases("utovare"):
            assert expected(rules, fakta, PROFIL) == expected_in_full(rules, i_sin_helhet(fakta))


@pytest.mark.parametrize("slag", SLAG)
def test_what_follows_from_an_event_is_the_same(slag: str) -> None:
    by = Bevakande(plikter_for(slag), FULLGOR, PROFIL)
    slump = Slump(11, PROFIL)
    touched = set()
    for before, r in cases(slag):
        standing = sorted(expected_in_full(by.plikter, before).items())
        oppna = tuple(
            Oppen(
                nr,
                *key,
                v.forfall.dag - timedelta(days=r.random() < 0.1),
                v.forfall.fonster_fran,
                v.forfall.yttersta_dag,
            )
            for nr, (key, v) in enumerate(standing, start=1)
            if r.random() < 0.9
        )
        new = slump.fakta(slag, [])
        key = r.choice(sorted(new))
        effekt: Effekt = {"faktum": key, "kort": dict(new[key].varden)}
        if oppna and r.random() < 0.4:
            chosen = r.choice(oppna)
            effekt["bockad"] = bock(chosen.slag, chosen.nyckel)
        if r.random() < 0.3:
            effekt["tar_bort"] = r.sample(sorted(before.fakta), min(3, len(before.fakta)))
        dag = slump.dag()
        kod = key.partition(":")[0]
        ours = with_due(before, effekt, kod=kod, dag=dag, by=by, oppna=oppna, last_nr=90)
        full = with_due_in_full(
            i_sin_helhet(before), effekt, kod=kod, dag=dag, by=by, oppna=oppna, last_nr=90
        )
        assert ours == full
        touched |= {str(op["op"]) for op in ours.get("bevakningar", [])}
        touched |= {"behallna"} & set(ours)
    assert touched >= {"oppna", "avbruten", "ersatt", "utford", "glom_bock", "behallna"}
