"""move: dry run by default, an event in each akt with --apply."""

import pytest

from caseflow.processes.definitioner import definitioner_for
from tests.akter import innehall, laslogg, last, oppna, oppna_bevakningar, rader
from tests.aldre_definition import den_forra, in_samtalsfas, oppna_under
from tests.cli.conftest import Run
from tests.databas import Verksamhet

HANS = ("--som", "hans@exempel.se")
SKAL = ("--skal", "Ny version av processen.")


def test_a_dry_run_tells_and_changes_nothing(v: Verksamhet, run: Run) -> None:
    nummer, before = oppna_under(v, den_forra()), innehall(v.db)
    told = run("move", nummer, *HANS)
    assert (told.code, told.err) == (0, "")
    assert f"{nummer}  kan flyttas." in told.out
    assert f"Process: {den_forra().version} → {definitioner_for('utovare').version}" in told.out
    assert "Nytt steg härifrån: Erbjud friyta" in told.out
    assert "Steg som försvinner härifrån: Ring upp" in told.out
    assert "Inget är ändrat." in told.out
    assert innehall(v.db) == before
    assert [(r["aktnummer"], r["vad"], r["grund"]) for r in laslogg(v.db)] == [
        (nummer, "flytt", "kommandorad")
    ]


def test_the_json_has_the_stable_keys(v: Verksamhet, run: Run) -> None:
    nummer = oppna_under(v, den_forra())
    (row,) = run("move", nummer, "--json", *HANS).json
    assert set(row) == set(
        "akt slag redan_dar kan_flyttas flyttad hinder definition profil tillstand nya_steg"
        " borttagna_steg bevakningar".split()
    )
    assert (row["akt"], row["kan_flyttas"], row["flyttad"]) == (nummer, True, False)
    assert row["nya_steg"] == [
        {
            "process": "utovare",
            "delprocess": None,
            "kod": "erbjud_friyta",
            "etikett": "Erbjud friyta",
        }
    ]


def test_all_open_akter_are_moved_each_by_its_own_event(v: Verksamhet, run: Run) -> None:
    old = sorted(oppna_under(v, den_forra()) for _ in range(3))
    new = oppna(v, "utovare")
    done = run("move", "--alla", "--slag", "utovare", "--apply", "--json", *SKAL, *HANS).json
    assert sorted(r["akt"] for r in done if r["flyttad"]) == old
    assert [r["akt"] for r in done if r["redan_dar"]] == [new]
    events = rader(v.db, "SELECT kod, roll FROM handelse WHERE typ = 'flytt'")
    assert events == [{"kod": "byt_definition", "roll": "enhetschef"}] * 3
    again = run("move", "--alla", "--apply", *SKAL, *HANS)
    assert "0 av 4 akter har flyttats." in again.out
    assert len(rader(v.db, "SELECT kod FROM handelse WHERE typ = 'flytt'")) == 3


def test_the_profile_is_changed_by_policy(v: Verksamhet, run: Run) -> None:
    nummer = oppna(v, "utovare")
    before = oppna_bevakningar(v.db, nummer)
    options = ("--till-profil", "sundbyberg", "--policy", "forsta_kontakt=behall")
    done = run("move", nummer, *options, "--apply", *SKAL, *HANS)
    assert f"{nummer}  har flyttats." in done.out
    assert last(v.db, nummer).profil == "sundbyberg"
    assert oppna_bevakningar(v.db, nummer) == before


def test_one_akt_that_cannot_be_moved_stops_no_other(v: Verksamhet, run: Run) -> None:
    nummer = oppna_under(v, den_forra())
    answer = run("move", "VN-0000-0000-0", nummer, "--apply", *SKAL, *HANS)
    assert answer.code == 1
    assert "finns inte" in answer.err
    assert f"{nummer}  har flyttats." in answer.out


@pytest.mark.parametrize(
    ("args", "says"),
    [
        ((), "Vilka akter gäller det?"),
        (("--alla", "VN-0000-0000-0"), "Vilka akter gäller det?"),
        (("--alla", "--apply"), "Inget har flyttats."),
        (("--alla", "--tillstand", "samtalsfas"), "«samtalsfas» går inte att använda."),
        (("--alla", "--policy", "finns_inte=behall"), "«finns_inte=behall» säger inte"),
        (("--alla", "--bara", "allt"), "«allt» går inte att välja."),
        (("--alla", "--till-profil", "atlantis"), "Profilen «atlantis» finns inte."),
        (("--alla", "--enhet", "atlantis"), "Enheten «atlantis» finns inte."),
        (("--alla", "--slag", "atlantis"), "Slaget «atlantis» finns inte."),
        (("VN-0000-0000-0", "--slag", "utovare"), "Ett urval kan bara göras med --alla."),
    ],
)
def test_what_cannot_be_understood_changes_nothing(
    v: Verksamhet, run: Run, args: tuple[str, ...], says: str
) -> None:
    oppna_under(v, den_forra())
    before = innehall(v.db)
    answer = run("move", *args, *HANS)
    assert (answer.code, answer.out) == (1, "")
    assert answer.first.startswith(says)
    assert innehall(v.db) == before


@pytest.mark.parametrize("namn", ["cecilia", "lo"])
def test_who_has_no_access_learns_nothing(v: Verksamhet, run: Run, namn: str) -> None:
    nummer = oppna_under(v, den_forra())
    som = ("--som", f"{namn}@exempel.se")
    there, missing = (run("move", n, "--json", *som) for n in (nummer, "VN-0000-0000-0"))
    assert (there.code, there.json) == (missing.code, missing.json) == (1, [])
    assert there.err.replace(nummer, "VN-0000-0000-0") == missing.err
    assert run("move", "--alla", "--json", *som).json == []


def test_a_state_that_is_gone_is_pointed_out(v: Verksamhet, run: Run) -> None:
    nummer = in_samtalsfas(v)
    stopped = run("move", nummer, "--apply", *SKAL, *HANS)
    assert stopped.code == 1
    assert "läget «samtalsfas» finns inte längre" in stopped.out
    first = ("--tillstand", "samtalsfas=forhandsbedomning")
    second = ("--tillstand", "friyta:foreslagen=erbjuden")
    done = run("move", nummer, *first, *second, "--apply", *SKAL, *HANS)
    assert f"{nummer}  har flyttats." in done.out
