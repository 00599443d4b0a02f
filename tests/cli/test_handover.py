"""caseflow handover: shows first, does with --apply, and can be run again; caseflow due narrowed to one owner."""

import pytest

from caseflow.actions.tilldela_bevakning import tilldela_bevakning
from caseflow.cli import ram
from tests.actions.test_uppfoljare import began, new_behandlare
from tests.akter import innehall, oppna
from tests.cli.conftest import Run
from tests.databas import Verksamhet, at

NOW = at("2026-01-20")
GUN = ("--som", "gun@exempel.se")
ASKED = ("handover", "anna@exempel.se", "--fran-dag", "2026-02-02", *GUN)
WHY = ("--orsak", "ledighet", "--skal", "Ledig i ett halvår.")


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ram, "now", lambda: NOW)
    for name in ("overlamning", "arende"):
        monkeypatch.setattr(f"caseflow.cli.{name}.now", lambda: NOW)


def test_without_apply_it_is_only_shown(v: Verksamhet, run: Run) -> None:
    nummer = oppna(v)
    before = innehall(v.db)
    shown = run(*ASKED, "--till", "bo@exempel.se")
    assert shown.code == 0
    assert f"{nummer}\n  Ansvarig: Bo\n" in shown.out
    assert "Inget är ändrat." in shown.out
    plan = run(*ASKED, "--sprid", "--json").json
    assert plan["gjort"] is False
    assert plan["akter"] == [
        {
            "akt": nummer,
            "slag": "utsatt",
            "ansvarig": {"till": "Bo", "skal": ""},
            "bevakningar": [],
            "insatser": [],
        }
    ]
    assert plan["roller"] == ["handlaggare"]
    assert innehall(v.db) == before


def test_applied_it_is_done_and_can_be_run_again(v: Verksamhet, run: Run) -> None:
    nummer = oppna(v)
    done = run(*ASKED, "--till", "bo@exempel.se", *WHY, "--apply", "--json")
    assert (done.code, done.json["gjort"], done.json["klara"]) == (0, True, [nummer])
    assert done.json["till_och_med"] == "2026-02-01"
    again = run(*ASKED, "--till", "bo@exempel.se", *WHY, "--apply")
    assert "0 ärenden är överlämnade." in again.out
    assert "Uppdragen gäller till och med 2026-02-01." in again.out


def test_an_insats_is_listed_with_what_is_to_be_done(v: Verksamhet, run: Run) -> None:
    new_behandlare(v, "ida")
    nummer = began(v)
    asked = ("handover", "erik@exempel.se", "--fran-dag", "2026-02-02", *GUN)
    shown = run(*asked, "--till", "ida@exempel.se").out
    assert f"{nummer}\n  Insats: Individuella samtal, pågår: Ida\n" in shown
    assert (
        "    Att göra: Berätta för personen vem som fortsätter, och boka in nästa samtal." in shown
    )
    assert "Ida: 0 ärenden, 0 bevakningar, 1 insats." in shown
    done = run(*asked, "--tillbaka", *WHY, "--apply").out
    assert f"{nummer}  Insats: Individuella samtal, pågår: Bestäm vem som fortsätter" in done
    later = run(*asked, "--till", "ida@exempel.se", *WHY, "--apply", "--json").json
    assert later["klara"] == [nummer]
    assert later["akter"][0]["insatser"][0]["till"] == "Ida"


@pytest.mark.parametrize(
    ("given", "first"),
    [
        ((), "Vem ska ta över?"),
        (("--sprid", "--tillbaka"), "Vem ska ta över?"),
        (("--sprid", "--apply"), "Uppgifterna kan inte sparas än."),
        (("--till", "cecilia@exempel.se"), "Det går inte att lämna över dit."),
        (("--sprid", "--enhet", "ost"), "Det finns inget att lämna över."),
    ],
)
def test_what_is_refused_is_said_and_not_done(
    v: Verksamhet, run: Run, given: tuple[str, ...], first: str
) -> None:
    oppna(v)
    before = innehall(v.db)
    answer = run(*ASKED, *given)
    assert (answer.code, answer.first) == (1, first)
    assert innehall(v.db) == before


def test_due_is_narrowed_and_says_more_in_json(v: Verksamhet, run: Run) -> None:
    nummer, other = oppna(v), oppna(v, av="bo")
    tilldela_bevakning(v.db, v.aktor("gun"), nummer, 1, "bo@exempel.se", now=at("2026-01-12"))
    due = ("due", "--on", "2030-01-01", *GUN, "--json")
    everything = run(*due).json
    assert {r["akt"] for r in everything} == {nummer, other}
    given = next(r for r in everything if r["id"] == f"{nummer}:1")
    assert (given["agare"], given["tilldelad_av"], given["eskalering"]) == ("Bo", "Gun", 0)
    assert {r["agare"] for r in run(*due, "--agare", "bo@exempel.se").json} == {"Bo"}
    assert run(*due, "--agare", "ingen@exempel.se").json == []
    assert run(*due, "--utan-agare").json == []
    assert all(r["dag"] < "2026-01-20" for r in run(*due, "--sena").json)
    assert "tilldelad av Gun" in run(*due[:-1]).out
