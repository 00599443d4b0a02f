"""simulate: the same seed gives the same unit, and it is not let loose among real akter."""

import json
from datetime import date
from pathlib import Path

import pytest

from caseflow.processes import HUVUDPROCESS
from tests.akter import oppna
from tests.cli.conftest import Answer, Run
from tests.databas import Verksamhet

PERIOD = ("--from", "2025-02-03", "--to", "2025-05-04")
TIMES = {"sekunder", "handelser_per_sekund"}


def simulate(run: Run, *more: str, arenden: str = "7", seed: str = "3") -> Answer:
    return run("simulate", "--arenden", arenden, *PERIOD, "--seed", seed, *more)


def installation(run: Run, monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    monkeypatch.setenv("CASEFLOW_DATA", str(folder))
    assert run("init", "--kommun", "0180", "--admin", "chef@pahittad.example").code == 0


def test_the_same_seed_gives_the_same_unit(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = []
    for name in ("a", "b"):
        installation(run, monkeypatch, tmp_path / name)
        said = simulate(run, "--profil", "stockholm", "--json")
        assert (said.code, said.err) == (0, "")
        due = run(
            "due", "--on", "2025-12-31", "--json", "--som", "inez@simulerad-stockholm.example"
        )
        rows = [(r["slag"], r["dag"], r["agare"]) for r in due.json]
        found.append(({k: v for k, v in said.json.items() if k not in TIMES}, sorted(rows)))
    assert found[0] == found[1]
    summary, rows = found[0]
    assert summary["arenden"] == 7
    assert sum(sum(states.values()) for states in summary["lagen"].values()) == 7
    assert summary["fel"] == {}
    assert summary["natter_med_fel"] == []
    assert summary["handelser"] > 7
    assert rows
    assert run("verify").code == 0
    other = simulate(run, "--profil", "stockholm", "--json", seed="4").json
    assert other["handelser_per_kod"] != summary["handelser_per_kod"], "another seed, another unit"


def test_the_summary_says_what_came_of_it(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    installation(run, monkeypatch, tmp_path / "a")
    said = simulate(run, "--missa-natter", "0.5", arenden="2")
    assert said.code == 0
    assert said.out.startswith("2 akter, ")
    assert "91 nätter, varav " in said.out
    assert "händelser per sekund" in said.out
    labels = {p.label for p in HUVUDPROCESS.values()}
    assert any(line.strip().partition(":")[0] in labels for line in said.out.splitlines()), (
        "no codes"
    )
    assert max(len(line) for line in said.out.splitlines()) <= 80


def test_days_that_have_not_been_are_said_to_be_so(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    installation(run, monkeypatch, tmp_path / "a")
    far = str(date.today().year + 2)  # noqa: DTZ011 - the command reads the clock
    said = run(
        "simulate", "--arenden", "1", "--from", f"{far}-01-04", "--to", f"{far}-01-20", "--seed", "1", "--json"
    )  # fmt: skip
    assert said.code == 0
    assert "som inte har varit än" in said.first
    assert json.loads(said.out)["arenden"] == 1


@pytest.mark.parametrize(
    ("given", "says"),
    [
        (("--from", "2025-02-03", "--to", "2025-02-02"), "ligger före"),
        (("--from", "i går", "--to", "2025-02-02"), "är ingen dag"),
        (("--from", "2000-01-01", "--to", "2025-02-02"), "högst"),
        ((*PERIOD, "--arenden", "0"), "ange ett tal mellan 1 och"),
        ((*PERIOD, "--missa-natter", "1.5"), "från 0 till 0,99"),
        ((*PERIOD, "--profil", "atlantis"), "atlantis"),
    ],
)
def test_what_cannot_be_simulated_is_said_in_swedish(
    run: Run, v: Verksamhet, given: tuple[str, ...], says: str
) -> None:
    said = run("simulate", "--arenden", "1", "--seed", "1", *given)
    assert said.code == 1
    assert says in said.err
    assert said.out == ""


def test_it_is_not_let_loose_among_real_akter(run: Run, v: Verksamhet) -> None:
    oppna(v)
    said = simulate(run, arenden="1")
    assert said.code == 1
    assert said.first == "Simuleringen görs inte här."
    assert "Relationsvåld Väst" in said.err
    assert "--jag-vet-att-det-ar-pahittat" in said.err
    assert simulate(run, "--jag-vet-att-det-ar-pahittat", arenden="1").code == 0
