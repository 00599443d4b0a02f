"""What falls due is computed anew after each event, and the difference is written in it."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest

from caseflow.engine.bevakning import TICK, Forfall, Oppen, bock, difference, expected
from caseflow.engine.fakta import Fakta
from caseflow.engine.foljder import open_after
from caseflow.engine.rule import Lag, Rule, plikt, rutin

LAG = Lag("provlagen", "2001:1", "PL")
FIRST, SECOND = date(2010, 1, 1), date(2025, 7, 1)
DAY = date(2026, 3, 10)


def days(number: int) -> timedelta:
    return timedelta(days=number)


def fakta(*kinds: str, inkom: date = DAY, bockade: tuple[str, ...] = ()) -> Fakta:
    return Fakta("prov", "prov", "a", inkom=inkom, bockade=bockade, antal=dict.fromkeys(kinds, 1))


@plikt(LAG("1 §"), since=FIRST, etikett="Svara", utfors_av=("svar",))
def svar_lamnas(known: Fakta, _profil: object) -> Iterator[Forfall]:
    """Svar lämnas inom tio dagar."""
    if "fraga" in known.antal and known.inkom:
        yield Forfall(known.inkom + days(10), raknas_fran=known.inkom)


@svar_lamnas.amended(LAG("1 § i lydelse 2025:2"), since=SECOND)
def svar_inom_en_vecka(known: Fakta, _profil: object) -> Iterator[Forfall]:
    """Svar lämnas inom en vecka."""
    if "fraga" in known.antal and known.inkom:
        yield Forfall(known.inkom + days(7), raknas_fran=known.inkom)


@plikt(rutin("möten"), since=FIRST, etikett="Håll möte", utfors_av=("mote",), bockas_av=True)
def moten_halls(known: Fakta, _profil: object) -> Iterator[Forfall]:
    """Två möten hålls."""
    for nyckel in ("ett", "tva"):
        if nyckel in known.antal:
            yield Forfall(DAY, nyckel=nyckel)


@plikt(rutin("genomgång"), since=FIRST, etikett="Gå igenom", ensam=True)
def genomgang(known: Fakta, _profil: object) -> Iterator[Forfall]:
    """Ärendet gås igenom innan något annat bevakas."""
    if "import" in known.antal:
        yield Forfall(DAY + days(30))


@plikt(rutin("eget"), since=FIRST, etikett="Eget", alltid=True)
def eget(known: Fakta, _profil: object) -> Iterator[Forfall]:
    """Det egna finns alltid kvar."""
    if "eget" in known.antal:
        yield Forfall(DAY + days(1))


PLIKTER: tuple[Rule[Any], ...] = (svar_lamnas, moten_halls, genomgang, eget)
FULFILS = {r.kod: r.utfors_av for r in PLIKTER}


def due(known: Fakta) -> dict[tuple[str, str], date]:
    return {key: v.forfall.dag for key, v in expected(PLIKTER, known, None).items()}


def opened(known: Fakta) -> list[Oppen]:
    """The rows that stand open when the snapshot is as it is."""
    return [
        Oppen(nr, v.slag, v.forfall.nyckel, v.forfall.dag, None, None)
        for nr, v in enumerate(expected(PLIKTER, known, None).values(), start=1)
    ]


def changes(before: Fakta, after: Fakta, kod: str) -> list[dict[str, Any]]:
    rows = opened(before)
    wanted = expected(PLIKTER, after, None)
    return difference(wanted, rows, fulfils=FULFILS, kod=kod, next_nr=len(rows) + 1)


@pytest.mark.parametrize(
    ("inkom", "dag", "kalla"),
    [
        (FIRST, FIRST + days(10), "1 § PL (2001:1)"),
        (SECOND - days(1), SECOND + days(9), "1 § PL (2001:1)"),
        (SECOND, SECOND + days(7), "1 § i lydelse 2025:2 PL (2001:1)"),
    ],
)
def test_what_falls_due_is_held_to_the_wording_of_the_day_it_counts_from(
    inkom: date, dag: date, kalla: str
) -> None:
    (vantad,) = expected(PLIKTER, fakta("fraga", inkom=inkom), None).values()
    assert (vantad.forfall.dag, vantad.kalla, vantad.typ) == (dag, kalla, "lag")


def test_what_counts_from_before_the_rule_does_not_fall_due() -> None:
    assert due(fakta("fraga", inkom=FIRST - days(1))) == {}


def test_several_of_a_kind_are_told_apart() -> None:
    assert set(due(fakta("ett", "tva"))) == {("moten_halls", "ett"), ("moten_halls", "tva")}


def test_what_has_been_ticked_off_is_no_longer_expected() -> None:
    ticked = fakta("ett", "tva", bockade=(bock("moten_halls", "ett"),))
    assert set(due(ticked)) == {("moten_halls", "tva")}


def test_while_one_stands_alone_the_others_rest_but_not_those_that_always_hold() -> None:
    known = fakta("fraga", "ett", "import", "eget")
    assert {slag for slag, _ in due(known)} == {"genomgang", "eget"}
    assert {slag for slag, _ in due(fakta("fraga", "eget"))} == {"svar_lamnas", "eget"}


def test_a_new_one_is_opened_with_everything_it_says() -> None:
    (op,) = changes(fakta(), fakta("fraga"), "fraga")
    assert op == {
        "op": "oppna",
        "nr": 1,
        "slag": "svar_lamnas",
        "nyckel": "",
        "dag": "2026-03-17",
        "fonster_fran": None,
        "yttersta_dag": None,
        "raknas_fran": "2026-03-10",
        "delprocess": None,
        "kalla": "1 § i lydelse 2025:2 PL (2001:1)",
        "typ": "lag",
        "rakning": [],
        "ersatter": None,
    }


def test_another_day_replaces_and_the_two_point_at_each_other() -> None:
    ops = changes(fakta("fraga"), fakta("fraga", inkom=DAY + days(1)), "rattelse")
    assert [(o["op"], o["nr"]) for o in ops] == [("ersatt", 1), ("oppna", 2)]
    assert ops[0]["av"] == 2
    assert ops[1]["ersatter"] == 1
    assert ops[1]["dag"] == "2026-03-18"


@pytest.mark.parametrize(
    ("kod", "becomes"),
    [("svar", "utford"), (TICK, "utford"), ("avsluta", "avbruten"), ("mote", "avbruten")],
)
def test_what_is_no_longer_expected_is_done_or_cancelled(kod: str, becomes: str) -> None:
    assert changes(fakta("fraga"), fakta(), kod) == [{"op": becomes, "nr": 1}]


def test_what_has_not_changed_is_left_alone() -> None:
    assert changes(fakta("fraga", "ett"), fakta("fraga", "ett"), "annat") == []


def test_one_event_closes_replaces_and_opens_with_numbers_that_never_return() -> None:
    before = fakta("fraga", "ett")
    ops = changes(before, fakta("fraga", "tva", inkom=DAY + days(2)), "mote")
    assert [(o["op"], o["nr"]) for o in ops] == [
        ("utford", 2),
        ("oppna", 3),
        ("ersatt", 1),
        ("oppna", 4),
    ]


@pytest.mark.parametrize("column", ["fonster_fran", "yttersta_dag"])
def test_another_window_or_limit_replaces_too(column: str) -> None:
    row = Oppen(1, "svar_lamnas", "", DAY + days(7), None, None)
    moved = Oppen(
        1,
        "svar_lamnas",
        "",
        DAY + days(7),
        DAY if column == "fonster_fran" else None,
        DAY if column == "yttersta_dag" else None,
    )
    wanted = expected(PLIKTER, fakta("fraga"), None)
    assert difference(wanted, [row], fulfils=FULFILS, kod="x", next_nr=2) == []
    assert len(difference(wanted, [moved], fulfils=FULFILS, kod="x", next_nr=2)) == 2


def test_what_gets_another_day_keeps_whose_it_is_and_who_gave_it() -> None:
    row = Oppen(1, "svar_lamnas", "", DAY, None, None, tilldelad=7, tilldelad_av=3)
    ops = difference(
        expected(PLIKTER, fakta("fraga"), None), [row], fulfils=FULFILS, kod="x", next_nr=2
    )
    assert ops[1]["tilldelad"] == 7
    assert ops[1]["tilldelad_av"] == 3
    (moved,) = open_after([row], ops)
    assert (moved.nr, moved.tilldelad, moved.tilldelad_av) == (2, 7, 3)


@pytest.mark.parametrize(("later", "level"), [(-1, 2), (0, 2), (1, 0)])
def test_only_a_later_day_begins_anew_with_whom_it_is_said_to(later: int, level: int) -> None:
    """Whoever knows that it is late is not told once more because a window or a limit has changed."""
    dag = DAY + days(7) - days(later)
    row = Oppen(1, "svar_lamnas", "", dag, DAY, None, eskalering=2)
    ops = difference(
        expected(PLIKTER, fakta("fraga"), None), [row], fulfils=FULFILS, kod="x", next_nr=2
    )
    (moved,) = open_after([row], ops)
    assert moved.eskalering == level
    (further,) = open_after([row], [{"op": "eskalera", "nr": 1, "niva": 1}])
    assert further.eskalering == 1
