"""init and user: from an empty folder to somebody who can log in."""

from pathlib import Path

import pytest

from caseflow import settings
from caseflow.actions.demo import DEMO_PASSWORD, DEMO_PEOPLE
from caseflow.actions.logga_in import logga_in
from caseflow.queries.verifiera import verifiera
from caseflow.store.session import Databas
from tests.akter import innehall, rader
from tests.cli.conftest import Run
from tests.databas import Verksamhet, at


def installed() -> Databas:
    return Databas(settings.load())


def test_the_demo_is_made_once(tom: Path, run: Run) -> None:
    first = run("init", "--demo")
    assert first.code == 0
    assert all(p.epost in first.out for p in DEMO_PEOPLE)
    assert DEMO_PASSWORD in first.out
    db = installed()
    before = innehall(db)
    assert len(before["akt"]) >= 5
    assert run("init", "--demo") == first
    assert innehall(db) == before
    assert verifiera(db).fel == []
    db.close()


def test_everybody_in_the_demo_can_log_in(tom: Path, run: Run) -> None:
    run("init", "--demo", "--kommun", "0180")
    db = installed()
    for person in DEMO_PEOPLE:
        assert logga_in(db, person.epost, DEMO_PASSWORD, now=at("2026-01-12")).token
    assert {r["profil"] for r in rader(db, "SELECT profil FROM enhet")} == {"stockholm"}
    db.close()


def test_an_installation_gets_its_first_administrator(tom: Path, run: Run) -> None:
    answer = run("init", "--admin", "Chefen@Exempel.se", "--kommun", "sundbyberg")
    assert answer.code == 0
    password = answer.out.rpartition("Lösenord: ")[2].strip()
    db = installed()
    assert logga_in(db, "chefen@exempel.se", password, now=at("2026-01-12")).token
    assert [r["roll"] for r in rader(db, "SELECT roll FROM uppdrag")] == ["administrator"]
    db.close()
    assert run("init").out == "Databasen är klar.\n"


def test_without_an_address_it_asks(tom: Path, run: Run) -> None:
    answer = run("init", given="chefen@exempel.se\n")
    assert answer.code == 0
    assert "Administratörens e-post" in answer.out


def test_an_unknown_kommun_is_refused(tom: Path, run: Run) -> None:
    answer = run("init", "--demo", "--kommun", "9999")
    assert (answer.code, answer.first) == (1, "Profilen «9999» finns inte.")
    assert "Välj bland" in answer.err


@pytest.mark.parametrize(
    "command",
    [
        ("due", "--on", "2026-01-15"),
        ("timeline", "VN-0000-0000-0"),
        ("stats", "kon"),
        ("verify",),
        ("tick",),
        ("user", "list"),
    ],
)
def test_before_init_every_command_says_what_to_do(
    tom: Path, run: Run, command: tuple[str, ...]
) -> None:
    answer = run(*command)
    assert (answer.code, answer.out) == (1, "")
    assert answer.first == "Databasen är inte skapad än."
    assert "caseflow init" in answer.err


def test_a_key_file_that_others_can_read_stops_every_command(v: Verksamhet, run: Run) -> None:
    v.db.settings.keys.chmod(0o644)
    answer = run("verify")
    assert answer.code == 1
    assert "kan läsas av andra" in answer.first
    assert "chmod 600" in answer.err


def test_a_medarbetare_is_added_listed_and_disabled(v: Verksamhet, run: Run) -> None:
    ny = ("user", "add", "Maj@Exempel.se", "--namn", "Maj", "--enhet", "vast")
    added = run(*ny, "--roll", "handlaggare", "--roll", "behandlare")
    assert added.code == 0
    password = added.out.rpartition(": ")[2].strip()
    assert logga_in(v.db, "maj@exempel.se", password, now=at("2026-01-12")).token
    listed = run("user", "list", "--json").json
    assert {(r["roll"], r["aktiv"]) for r in listed if r["namn"] == "Maj"} == {
        ("handlaggare", True),
        ("behandlare", True),
    }
    again = run(*ny, "--roll", "samordnare", "--roll", "behandlare")
    assert again.code == 0
    assert "Lösenord:" not in again.out, "a known person keeps the password"
    assert "maj@exempel.se" in run("user", "list").out
    assert run("user", "disable", "maj@exempel.se").out == "Avstängd.\n"
    (line,) = (row for row in run("user", "list").out.splitlines() if "maj@exempel.se" in row)
    assert "avstängd" in line


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (
            ("user", "add", "maj", "--namn", "M", "--roll", "behandlare", "--enhet", "vast"),
            "E-post",
        ),
        (("user", "add", "m@x.se", "--namn", "M", "--roll", "kung", "--enhet", "vast"), "«kung»"),
        (
            ("user", "add", "m@x.se", "--namn", "M", "--roll", "system", "--enhet", "vast"),
            "«system»",
        ),
        (("user", "add", "m@x.se", "--namn", "M", "--roll", "behandlare", "--enhet", "x"), "«x»"),
        (("user", "disable", "ingen@exempel.se"), "ingen medarbetare"),
    ],
)
def test_a_medarbetare_that_cannot_be_is_refused(
    v: Verksamhet, run: Run, args: tuple[str, ...], says: str
) -> None:
    before = innehall(v.db)
    answer = run(*args)
    assert (answer.code, answer.out) == (1, "")
    assert says in answer.err
    assert innehall(v.db) == before
