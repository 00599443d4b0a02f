"""A changed rule: what stands open is kept, counted anew or asked about, and what is kept stays kept."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from caseflow.engine.bevakning import (
    Forfall,
    Nyckel,
    Oppen,
    Term,
    Vantad,
    difference,
    expected,
    no_longer_kept,
)
from caseflow.engine.effect import Effekt, apply
from caseflow.engine.fakta import Behallen, Fakta, JsonDict
from caseflow.engine.omrakning import Atgard, Omrakning, recount
from caseflow.engine.rule import Lag, Overgang, Rule, plikt, rutin

LAG = Lag("provlagen", "2001:1", "PL")
OLD, NEW, MOVED = date(2010, 1, 1), date(2025, 7, 1), date(2025, 7, 14)
INKOM = date(2025, 6, 20)
BEHALL, RAKNA_OM, FRAGA = Overgang.BEHALL, Overgang.RAKNA_OM, Overgang.FRAGA


def counted(known: Fakta, days: int) -> Iterator[Forfall]:
    if known.inkom and "svar" not in known.antal:
        dag = known.inkom + timedelta(days=days)
        termer = (Term("fran", "Inkom", known.inkom), Term("dagar", f"+{days}", dag, "1 §", days))
        yield Forfall(dag, raknas_fran=known.inkom, yttersta_dag=dag, termer=termer)


def ten_days(known: Fakta, _profil: object) -> Iterator[Forfall]:
    """Svar lämnas inom tio dagar."""
    yield from counted(known, 10)


def a_month(known: Fakta, _profil: object) -> Iterator[Forfall]:
    """Svar lämnas inom trettio dagar."""
    yield from counted(known, 30)


def nothing(_known: Fakta, _profil: object) -> Iterator[Forfall]:
    """Inget svar krävs."""
    yield from ()


@plikt(rutin("möten"), since=OLD, etikett="Håll möte")
def mote(known: Fakta, _profil: object) -> Iterator[Forfall]:
    """Ett möte hålls."""
    if known.inkom:
        yield Forfall(known.inkom + timedelta(days=3), raknas_fran=known.inkom)


def rules(then: Any, overgang: Overgang = RAKNA_OM, *, first: Any = ten_days) -> list[Rule[Any]]:
    """A duty with a wording of its own from the new day, beside one that nothing happens to."""
    duty = plikt(LAG("1 §"), since=OLD, etikett="Svara", utfors_av=("svar",))(first)
    if then is first:
        duty.restated(LAG("7 kap. 1 §"), since=NEW, overgang=overgang)
    else:
        duty.amended(LAG("7 kap. 1 §"), since=NEW, overgang=overgang)(then)
    return [duty, mote]


BEFORE = Fakta("prov", "prov", "a", inkom=INKOM, seq=4)
KEY: Nyckel = ("ten_days", "")


def standing(plikter: list[Rule[Any]], known: Fakta = BEFORE) -> dict[Nyckel, Vantad]:
    return expected(plikter, known, None)


def rows(wanted: Mapping[Nyckel, Vantad]) -> list[Oppen]:
    return [
        Oppen(nr, *key, v.forfall.dag, v.forfall.fonster_fran, v.forfall.yttersta_dag, tilldelad=7)
        for nr, (key, v) in enumerate(wanted.items(), start=1)
    ]


def change(
    plikter: list[Rule[Any]], policy: Overgang, known: Fakta = BEFORE, *, by: Any = None
) -> Omrakning:
    """The akt is brought to the rules of the day it is moved."""
    fore = standing(plikter, known)
    return recount(
        by or plikter,
        replace(known, regler_per=MOVED),
        None,
        oppna=rows(fore),
        fore=fore,
        policy={KEY[0]: policy},
        dag=MOVED,
    )


def moved(plikter: list[Rule[Any]], made: Omrakning) -> Fakta:
    """The snapshot after the event."""
    effekt: Effekt = {"regler_per": MOVED.isoformat(), "behallna": made.behallna}
    return apply(BEFORE, effekt, seq=5, dag=MOVED)


def due(plikter: list[Rule[Any]], known: Fakta) -> tuple[date, str] | None:
    found = expected(plikter, known, None).get(KEY)
    return (found.forfall.dag, found.kalla) if found else None


def test_the_report_says_day_source_and_what_will_be_done() -> None:
    (row,) = change(rules(a_month), RAKNA_OM).rader
    assert row.as_dict() == {
        "slag": "ten_days",
        "nyckel": "",
        "nr": 1,
        "fore": {
            "dag": "2025-06-30",
            "fonster_fran": None,
            "yttersta_dag": "2025-06-30",
            "raknas_fran": "2025-06-20",
            "kalla": "1 § PL (2001:1)",
        },
        "efter": {
            "dag": "2025-07-20",
            "fonster_fran": None,
            "yttersta_dag": "2025-07-20",
            "raknas_fran": "2025-06-20",
            "kalla": "7 kap. 1 § PL (2001:1)",
        },
        "policy": "rakna_om",
        "atgard": "raknas_om",
    }


def test_a_wording_that_leaves_what_is_open_changes_nothing() -> None:
    assert change(rules(a_month, BEHALL), RAKNA_OM).rader == ()


def test_counted_anew_gets_the_day_of_the_new_rule() -> None:
    plikter = rules(a_month)
    made = change(plikter, RAKNA_OM)
    after = moved(plikter, made)
    assert made.behallna == {KEY[0] + "|": None}
    assert due(plikter, after) == (date(2025, 7, 20), "7 kap. 1 § PL (2001:1)")
    assert after.behallna == {}
    assert made.operations(rows(standing(plikter)), next_nr=9) == []  # the difference does it


def test_kept_keeps_day_source_and_calculation_through_later_events() -> None:
    plikter = rules(a_month)
    after = moved(plikter, change(plikter, BEHALL))
    later = apply(after, {"raknas": ["annat"]}, seq=6, dag=MOVED)
    wanted = expected(plikter, Fakta.from_dict(later.as_dict()), None)
    assert wanted == standing(plikter)
    assert difference(wanted, rows(wanted), fulfils={}, kod="annat", next_nr=3) == []
    assert no_longer_kept(plikter, later, None) == []


def test_what_is_counted_from_another_day_is_kept_no_longer() -> None:
    plikter = rules(a_month)
    after = moved(plikter, change(plikter, BEHALL))
    later = apply(after, {"inkom": "2025-06-22"}, seq=6, dag=MOVED)
    assert due(plikter, later) == (date(2025, 7, 22), "7 kap. 1 § PL (2001:1)")
    assert no_longer_kept(plikter, later, None) == ["ten_days|"]


def test_when_the_rules_give_something_else_again_it_is_counted_like_the_rest() -> None:
    """A pause, or one more amendment: the choice was between two days, and one of them is gone."""
    plikter = rules(a_month)
    after = moved(plikter, change(plikter, BEHALL))
    again: Rule[Any] = plikter[0]
    again.amended(LAG("9 kap. 1 §"), since=date(2025, 7, 2), overgang=RAKNA_OM)(ten_days)
    assert due(plikter, after) == (date(2025, 6, 30), "9 kap. 1 § PL (2001:1)")
    assert no_longer_kept(plikter, after, None) == ["ten_days|"]


def test_what_is_done_is_forgotten() -> None:
    plikter = rules(a_month)
    after = moved(plikter, change(plikter, BEHALL))
    done = apply(after, {"raknas": ["svar"]}, seq=6, dag=MOVED)
    assert due(plikter, done) is None
    assert no_longer_kept(plikter, done, None) == ["ten_days|"]
    forgotten = apply(done, {"behallna": {"ten_days|": None}}, seq=7, dag=MOVED)
    assert forgotten.behallna == {}
    assert "behallna" not in forgotten.as_dict()


def test_what_is_asked_about_keeps_its_day_and_remembers_since_when() -> None:
    plikter = rules(a_month)
    made = change(plikter, FRAGA)
    after = moved(plikter, made)
    assert [r.atgard for r in made.rader] == [Atgard.FRAGAS]
    assert due(plikter, after) == (date(2025, 6, 30), "1 § PL (2001:1)")
    (kept,) = after.behallna.values()
    assert (kept.nr, kept.fragad, kept.i_stallet_for) == (
        1,
        "2025-07-14",
        ["2025-07-20", "2025-07-20", "7 kap. 1 § PL (2001:1)"],
    )


def test_brought_to_the_same_rules_again_nothing_more_differs() -> None:
    plikter = rules(a_month)
    for policy in (BEHALL, FRAGA):
        after = moved(plikter, change(plikter, policy))
        assert change(plikter, policy, after).rader == ()


@pytest.mark.parametrize(
    ("policy", "atgard", "kalla"),
    [
        (RAKNA_OM, Atgard.RAKNAS_OM, "7 kap. 1 § PL (2001:1)"),
        (BEHALL, Atgard.BEHALLS, "1 § PL (2001:1)"),
        (FRAGA, Atgard.BEHALLS, "1 § PL (2001:1)"),
    ],
)
def test_nobody_is_asked_about_a_source_alone(policy: Overgang, atgard: Atgard, kalla: str) -> None:
    plikter = rules(ten_days)
    made = change(plikter, policy)
    assert [(r.atgard, r.dagen_andras) for r in made.rader] == [(atgard, False)]
    assert due(plikter, moved(plikter, made)) == (date(2025, 6, 30), kalla)


def test_a_new_source_replaces_the_row_and_it_stays_with_whom_it_was_given() -> None:
    plikter = rules(ten_days)
    made = change(plikter, RAKNA_OM)
    closed, opened = made.operations(rows(standing(plikter)), next_nr=9)
    assert closed == {"op": "ersatt", "nr": 1, "av": 9}
    assert (opened["nr"], opened["kalla"], opened["ersatter"], opened["tilldelad"]) == (
        9,
        "7 kap. 1 § PL (2001:1)",
        1,
        7,
    )
    assert len(opened["rakning"]) == 2  # type: ignore[arg-type] # a list of terms


def test_what_the_new_wording_no_longer_asks_for_ends_or_is_kept() -> None:
    plikter = rules(nothing)
    ends = change(plikter, RAKNA_OM)
    assert [(r.atgard, r.efter) for r in ends.rader] == [(Atgard.UPPHOR, None)]
    assert due(plikter, moved(plikter, ends)) is None
    kept = change(plikter, BEHALL)
    assert [r.atgard for r in kept.rader] == [Atgard.BEHALLS]
    assert due(plikter, moved(plikter, kept)) == (date(2025, 6, 30), "1 § PL (2001:1)")


def test_what_no_rule_has_ever_asked_for_cannot_be_kept() -> None:
    """The definition that the akt moves to does not have the duty at all."""
    made = change(rules(a_month), BEHALL, by=[mote])
    assert [r.atgard for r in made.rader] == [Atgard.UPPHOR]
    assert made.behallna == {}


def test_what_the_new_wording_asks_for_first_is_opened_whatever_the_policy() -> None:
    plikter = rules(ten_days, first=nothing)
    duty = plikter[0]
    assert standing(plikter).keys() == {("mote", "")}
    made = change(plikter, BEHALL)
    assert [(r.slag, r.nr, r.atgard) for r in made.rader] == [(duty.kod, None, Atgard.TILLKOMMER)]
    assert made.behallna == {}


def test_what_stands_otherwise_than_the_rules_say_is_a_difference() -> None:
    """A rule that was corrected in the program: the stored day is the old one."""
    plikter = rules(a_month, BEHALL)
    fore = standing(plikter)
    wrong = replace(fore[KEY], forfall=replace(fore[KEY].forfall, dag=date(2025, 6, 28)))
    stored = {**fore, KEY: wrong}
    made = recount(plikter, BEFORE, None, oppna=rows(stored), fore=stored, policy={}, dag=MOVED)
    assert [(r.slag, r.policy, r.atgard) for r in made.rader] == [
        ("ten_days", RAKNA_OM, Atgard.RAKNAS_OM)
    ]


def test_the_kept_day_is_written_compactly_and_read_back() -> None:
    kept = Behallen(3, None, "2026-01-02", None, None, "1 § PL (2001:1)", "lag", [], [])
    known = replace(BEFORE, behallna={"svara|": kept})
    data: JsonDict = known.as_dict()
    assert data["behallna"] == {"svara|": kept.as_dict()}
    assert Fakta.from_dict(data) == known
