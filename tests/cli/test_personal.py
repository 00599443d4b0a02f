"""user and enhet: who works here, what is said, and that nothing changes silently."""

import pytest

from caseflow.actions.logga_in import logga_in, token_hash
from caseflow.engine.errors import LoginFailed
from caseflow.queries.inloggad import current
from tests.cli.conftest import Run
from tests.databas import PASSWORD, Verksamhet, at

NOW = at("2026-01-12")
ADD = ("--namn", "Någon Annan", "--roll", "samordnare", "--enhet", "vast")


def test_a_known_address_gets_uppdrag_and_keeps_the_rest(v: Verksamhet, run: Run) -> None:
    answer = run("user", "add", "anna@exempel.se", *ADD)
    assert answer.code == 0
    assert "fanns redan (Anna); nya uppdrag i vast: samordnare." in answer.out
    assert "Lösenord (" not in answer.out
    assert logga_in(v.db, "anna@exempel.se", PASSWORD, now=NOW).token
    assert "inget nytt uppdrag" in run("user", "add", "anna@exempel.se", *ADD).out


def test_a_new_password_ends_the_sessions(v: Verksamhet, run: Run) -> None:
    before = logga_in(v.db, "anna@exempel.se", PASSWORD, now=NOW)
    new = run("user", "password", "anna@exempel.se").out.rpartition(": ")[2].strip()
    assert current(v.db, token_hash(before.token), now=NOW, dag=NOW.date()) is None
    with pytest.raises(LoginFailed):
        logga_in(v.db, "anna@exempel.se", PASSWORD, now=NOW)
    assert logga_in(v.db, "anna@exempel.se", new, now=NOW).token


def test_who_is_disabled_is_let_in_again_without_uppdrag(v: Verksamhet, run: Run) -> None:
    assert run("user", "disable", "bo@exempel.se").code == 0
    assert "avstängd" in run("user", "list").out
    for refused in (("add", "bo@exempel.se", *ADD), ("password", "bo@exempel.se")):
        answer = run("user", *refused)
        assert (answer.code, answer.first) == (1, "bo@exempel.se är avstängd.")
    answer = run("user", "enable", "bo@exempel.se")
    new = answer.out.rpartition(": ")[2].strip()
    assert logga_in(v.db, "bo@exempel.se", new, now=NOW).token
    assert v.aktor("bo", NOW.date()).uppdrag != ()  # those of the past are history
    assert run("user", "add", "bo@exempel.se", *ADD).code == 0
    assert run("user", "disable", "bo@exempel.se").code == 0
    assert run("user", "enable", "bo@exempel.se").code == 0
    assert run("user", "add", "bo@exempel.se", *ADD).code == 0, "the same day once more"


@pytest.mark.parametrize("command", ["password", "enable", "disable"])
def test_an_unknown_address_is_said(v: Verksamhet, run: Run, command: str) -> None:
    answer = run("user", command, "ingen@exempel.se")
    assert (answer.code, answer.out) == (1, "")
    assert "ingen medarbetare" in answer.first


def test_nobody_is_let_in_who_is_not_out(v: Verksamhet, run: Run) -> None:
    answer = run("user", "enable", "bo@exempel.se")
    assert (answer.code, answer.first) == (1, "bo@exempel.se är inte avstängd.")


def test_a_unit_is_added_once(v: Verksamhet, run: Run) -> None:
    given = ("enhet", "add", "syd", "--namn", "Syd", "--profil", "stockholm")
    assert run(*given).code == 0
    assert "syd" in run("enhet", "list").out
    units = run("enhet", "list", "--json").json
    syd = {"kod": "syd", "namn": "Syd", "profil": "stockholm", "kommunkod": "0180"}
    assert {**syd, "brevhuvud": [], "brevhuvud_diskret": []} in units
    again = run(*given)
    assert again.code == 1
    assert "«syd» finns redan" in again.err


@pytest.mark.parametrize(
    "given",
    [
        ("Å Ä", "--namn", "Syd", "--profil", "standard"),
        ("syd", "--namn", " ", "--profil", "standard"),
        ("syd", "--namn", "Syd", "--profil", "finns-inte"),
    ],
)
def test_a_unit_that_cannot_be_is_refused(v: Verksamhet, run: Run, given: tuple[str, ...]) -> None:
    before = run("enhet", "list").out
    assert run("enhet", "add", *given).code == 1
    assert run("enhet", "list").out == before


def test_the_letterhead_of_a_unit_is_set_shown_and_emptied(v: Verksamhet, run: Run) -> None:
    assert (
        run("enhet", "letterhead", "vast", "--rad", "Torget 1", "--rad", "010-000 00 00").code == 0
    )
    assert "Torget 1" in run("enhet", "list").out
    (vast,) = (e for e in run("enhet", "list", "--json").json if e["kod"] == "vast")
    assert vast["brevhuvud"] == ["Torget 1", "010-000 00 00"]
    assert run("enhet", "letterhead", "vast").code == 0
    (vast,) = (e for e in run("enhet", "list", "--json").json if e["kod"] == "vast")
    assert vast["brevhuvud"] == []


def test_the_discreet_letterhead_is_set_beside_the_units_own(v: Verksamhet, run: Run) -> None:
    run("enhet", "letterhead", "vast", "--rad", "Torget 1")
    answer = run("enhet", "letterhead", "vast", "--diskret", "Box 1", "--diskret", "010-2 22")
    assert answer.code == 0
    assert answer.out == "Det diskreta brevhuvudet för vast har 2 rader.\n"
    assert "Diskret: Box 1" in run("enhet", "list").out
    (vast,) = (e for e in run("enhet", "list", "--json").json if e["kod"] == "vast")
    assert (vast["brevhuvud"], vast["brevhuvud_diskret"]) == (["Torget 1"], ["Box 1", "010-2 22"])
    run("enhet", "letterhead", "vast", "--rad", "Torget 2")
    (vast,) = (e for e in run("enhet", "list", "--json").json if e["kod"] == "vast")
    assert (vast["brevhuvud"], vast["brevhuvud_diskret"]) == (["Torget 2"], ["Box 1", "010-2 22"])
    run("enhet", "letterhead", "vast", "--rad", "")
    (vast,) = (e for e in run("enhet", "list", "--json").json if e["kod"] == "vast")
    assert (vast["brevhuvud"], vast["brevhuvud_diskret"]) == ([], ["Box 1", "010-2 22"])
    assert run("enhet", "letterhead", "vast").code == 0
    (vast,) = (e for e in run("enhet", "list", "--json").json if e["kod"] == "vast")
    assert (vast["brevhuvud"], vast["brevhuvud_diskret"]) == ([], [])


@pytest.mark.parametrize(
    ("rader", "said"),
    [
        (["x"] * 7, "Det diskreta brevhuvudet har 7 rader. Högst 6 får plats."),
        (["Box 1", " "], "Diskret rad 2 är tom."),
        (["Mansmottagningen, 2 tr"], "Diskret rad 1 har «mansmottag» i sig"),
        (["Box 1", "RELATIONSVÅLD"], "Diskret rad 2 har «våld» i sig"),
        (["c/o relationsvåld   väst"], "Diskret rad 1 har «Relationsvåld Väst» i sig"),
    ],
)
def test_a_discreet_line_that_tells_what_it_is_about_is_refused_with_all_the_rest(
    v: Verksamhet, run: Run, rader: list[str], said: str
) -> None:
    run("enhet", "letterhead", "vast", "--diskret", "Box 9")
    given = [part for rad in rader for part in ("--diskret", rad)]
    answer = run("enhet", "letterhead", "vast", "--rad", "Torget 7", *given)
    assert answer.code == 1
    assert said in answer.err
    (vast,) = (e for e in run("enhet", "list", "--json").json if e["kod"] == "vast")
    assert (vast["brevhuvud"], vast["brevhuvud_diskret"]) == ([], ["Box 9"])


@pytest.mark.parametrize(
    ("rader", "said"),
    [
        (["x"] * 7, "Brevhuvudet har 7 rader. Högst 6 får plats."),
        (["a" * 81], "Rad 1 har 81 tecken. Högst 80 får plats."),
        (["bra", " "], "Rad 2 är tom."),
        (["Torget\u202e1"], "Rad 1 har tecken som inte syns."),
        (["Torget\n1"], "Rad 1 har tecken som inte syns."),
    ],
)
def test_a_letterhead_that_cannot_be_set_is_refused_whole(
    v: Verksamhet, run: Run, rader: list[str], said: str
) -> None:
    run("enhet", "letterhead", "vast", "--rad", "Förut")
    given = [part for rad in rader for part in ("--rad", rad)]
    answer = run("enhet", "letterhead", "vast", *given)
    assert answer.code == 1
    assert said in answer.err
    assert "Förut" in run("enhet", "list").out
    assert (
        run("enhet", "letterhead", "saknas", "--rad", "x").first == "Enheten «saknas» finns inte."
    )
