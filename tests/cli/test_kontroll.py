"""check, show, profiler and verify."""

import pytest

from caseflow.cli.check import said_broken
from caseflow.processes import PROCESSER
from caseflow.queries.bevis.invariant import Broken
from caseflow.queries.bevis.proof import Outcome, ProfileOutcome
from tests.akter import ANTECKNING, faktum, oppna
from tests.cli.conftest import Run
from tests.databas import Verksamhet
from tests.store.angrepp import change


def test_verify_finds_nothing_in_an_untouched_history(v: Verksamhet, run: Run) -> None:
    oppna(v, "utovare")
    assert run("verify").out == "1 akter, 1 händelser, 0 fel.\n"
    answer = run("verify", "--json")
    assert (answer.code, answer.err) == (0, "")
    assert answer.json == {"akter": 1, "handelser": 1, "fel": []}


def test_verify_names_the_event_that_was_changed(v: Verksamhet, run: Run) -> None:
    nummer = oppna(v, "utovare")
    faktum(v, nummer, "journalanteckning", ANTECKNING)
    change(v.db, "UPDATE handelse SET roll = 'samordnare' WHERE seq = 2")
    answer = run("verify", "--json")
    assert answer.code == 1
    (fault,) = answer.json["fel"]
    assert set(fault) == {"akt", "seq", "orsak"}
    assert (fault["akt"], fault["seq"]) == (nummer, 2)
    shown = run("verify")
    assert shown.code == 1
    assert shown.first.startswith(f"{nummer} händelse 2: ")


def test_check_proves_the_ten_invariants_without_a_database(tom: object, run: Run) -> None:
    """What they say is proved for every profile in tests/queries/bevis."""
    answer = run("check", "--profil", "0184", "--json")
    assert (answer.code, answer.err) == (0, "")
    assert answer.json["fel"] == []
    assert {r["process"] for r in answer.json["processer"]} == set(PROCESSER)
    (profil,) = answer.json["profiler"]
    assert profil["profil"] == "solna"
    assert [i["nummer"] for i in profil["invarianter"]] == list(range(1, 11))
    assert profil["tillstand"] == sum(i["tillstand"] for i in profil["invarianter"]) > 10_000
    assert "två insatser och tre uppföljningar" in answer.json["granser"]


def test_check_tells_the_shortest_story_of_what_is_broken(
    capsys: pytest.CaptureFixture[str],
) -> None:
    brott = Broken("utovare", "Ärendet är avslutat med en öppen insats.", ("Ett.", "Två."))
    helt = ProfileOutcome("solna", (Outcome(6, 7, 8, ()),))
    brutet = ProfileOutcome("standard", (Outcome(6, 7, 8, (brott,)),))
    samma = ProfileOutcome("taby", brutet.outcomes, like="standard")
    assert not said_broken([helt])
    assert said_broken([helt, brutet, samma])
    assert capsys.readouterr().err.splitlines() == [
        "Profil standard, utovare: Ärendet är avslutat med en öppen insats.",
        "  Ett.",
        "  Två.",
    ]


def test_check_knows_which_profiles_there_are(tom: object, run: Run) -> None:
    assert run("check", "--profil", "hittepa").code == 1


@pytest.mark.parametrize("process", PROCESSER)
def test_every_process_is_shown_as_text_and_as_a_diagram(run: Run, process: str) -> None:
    text = run("show", process)
    assert text.code == 0
    assert PROCESSER[process].label in text.out
    assert "Görs av" in text.out
    assert run("show", process, "--format", "mermaid").out.startswith("stateDiagram-v2")


def test_an_unknown_process_is_refused_with_those_there_are(run: Run) -> None:
    answer = run("show", "hittepa")
    assert (answer.code, answer.out) == (1, "")
    assert answer.first == "Processen «hittepa» finns inte."
    assert "utovare, utsatt" in answer.err


def test_profiles_say_where_each_value_comes_from(tom: object, run: Run) -> None:
    listed = {p["id"]: p for p in run("profiler", "--json").json}
    assert listed["rvc-vast"]["kallor"]["kommunkod"] == "stockholm.toml"
    assert set(listed["standard"]) >= {"id", "namn", "version", "kallor", "varden"}
    assert "stockholm" in run("profiler").out
