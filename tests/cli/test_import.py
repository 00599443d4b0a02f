"""import and stats: a register in, figures out."""

from pathlib import Path
from typing import Any

import pytest

from caseflow.cli import ram
from tests.akter import innehall, rader
from tests.cli.conftest import Run
from tests.databas import Verksamhet
from tests.registerfil import FELAKTIGA

GUN = ("--som", "gun@exempel.se", "--enhet", "vast")
SOM = ("--som", "gun@exempel.se")
GOOD = str(FELAKTIGA / "00_giltig.csv")


def test_a_register_is_imported(v: Verksamhet, run: Run) -> None:
    answer = run("import", GOOD, *GUN)
    assert (answer.code, answer.err) == (0, "")
    assert answer.out == "3 ärenden och 0 skattningar importerades.\n"
    assert rader(v.db, "SELECT count(*) AS n FROM akt") == [{"n": 3}]


def test_an_import_tells_programs_what_it_did(v: Verksamhet, run: Run) -> None:
    would = run("import", GOOD, "--dry-run", "--json", *GUN)
    done = run("import", GOOD, "--json", *GUN)
    nothing = {"arenden": 3, "skattningar": 0, "antal_fel": 0, "fel": []}
    assert would.json == {"importerat": False, **nothing}
    assert done.json == {"importerat": True, **nothing}
    assert (would.code, done.code, done.err) == (0, 0, "")


def test_a_dry_run_says_that_it_is_one(v: Verksamhet, run: Run) -> None:
    assert "skulle importeras" in run("import", GOOD, "--dry-run", *GUN).out
    assert rader(v.db, "SELECT count(*) AS n FROM akt") == [{"n": 0}]


@pytest.mark.parametrize(
    ("name", "column"),
    [
        ("05_kolumn_saknas.csv", ""),
        ("07_kod_okand.csv", ""),
        ("08_datum_omojligt.csv", ""),
        ("11_alder_negativ.csv", "alder"),
        ("32_flera_fel.csv", ""),
        ("03_utf16.csv", ""),
        ("14_tom_fil.csv", ""),
        ("16_nul.csv", ""),
    ],
)
def test_a_faulty_file_changes_nothing_and_names_rows_and_columns(
    v: Verksamhet, run: Run, name: str, column: str
) -> None:
    before = innehall(v.db)
    answer = run("import", str(FELAKTIGA / name), "--json", *GUN)
    assert answer.code == 1
    assert not answer.json["importerat"]
    faults: list[dict[str, Any]] = answer.json["fel"]
    assert len(faults) == answer.json["antal_fel"] > 0
    assert all(set(f) == {"rad", "kolumn", "orsak", "text", "fil"} for f in faults)
    assert answer.first.startswith("Inget importerades: ")
    for fault in faults:
        if fault["kolumn"]:
            assert fault["kolumn"] in answer.err
    assert column in {f["kolumn"] for f in faults} | {""}
    assert innehall(v.db) == before


def test_a_file_that_is_not_there_is_a_fault_and_not_a_crash(v: Verksamhet, run: Run) -> None:
    answer = run("import", "/finns/inte.csv", *GUN)
    assert answer.code == 1
    assert "Traceback" not in answer.err
    assert answer.first


@pytest.mark.parametrize("som", ["anna@exempel.se", "cecilia@exempel.se"])
def test_who_may_not_import_is_told_who_may(v: Verksamhet, run: Run, som: str) -> None:
    answer = run("import", GOOD, "--som", som, "--enhet", "vast")
    assert (answer.code, answer.out) == (1, "")
    assert answer.first == "Registret kan inte importeras."


def test_a_second_import_is_refused(v: Verksamhet, run: Run) -> None:
    run("import", GOOD, *GUN)
    before = innehall(v.db)
    answer = run("import", GOOD, *GUN)
    assert (answer.code, answer.out) == (1, "")
    assert answer.first == "Registret importeras inte."
    assert "finns redan" in answer.err
    assert innehall(v.db) == before


def test_the_figures_of_the_register_come_out_again(importerad: Path, run: Run) -> None:
    answer = run("stats", "kon", "--json", *SOM)
    assert (answer.code, answer.err) == (0, "")
    text = str(answer.json)
    assert "2858" in text
    assert "190" in text
    assert "3048" in text
    shown = run("stats", "kon", *SOM).out
    assert "2858" in shown
    assert "190" in shown
    assert "3048" in shown


def test_a_part_of_a_whole_is_counted(importerad: Path, run: Run) -> None:
    answer = run("stats", "--count", "kon=2", "--of", "kon=*", "--json", *SOM)
    assert answer.code == 0
    assert set(answer.json) >= {"antal", "av", "andel", "procent"}
    assert answer.json["av"] == 3048
    mean = run("stats", "--mean", "alder", "--json", *SOM)
    assert set(mean.json) >= {"medel", "antal"}


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (("stats", "hittepa"), "hittepa"),
        (("stats",), "Ange en sak att räkna."),
        (("stats", "kon", "--count", "kon=1"), "Ange en sak att räkna."),
        (("stats", "kon", "--where", "kon"), "kon"),
        (("stats", "kon", "--by", "hittepa"), "hittepa"),
    ],
)
def test_what_cannot_be_counted_is_said(
    importerad: Path, run: Run, args: tuple[str, ...], says: str
) -> None:
    answer = run(*args, *SOM)
    assert (answer.code, answer.out) == (1, "")
    assert says in answer.err


@pytest.mark.parametrize("som", ["anna", "erik", "jon", "lo"])
def test_figures_need_a_role(importerad: Path, run: Run, som: str) -> None:
    answer = run("stats", "kon", "--json", "--som", f"{som}@exempel.se")
    assert (answer.code, answer.out) == (1, "")
    assert answer.first == "Siffrorna kan inte visas."


def test_small_figures_need_a_right_of_their_own(importerad: Path, run: Run) -> None:
    assert run("stats", "kon", "--full", *SOM).code == 1
    assert run("stats", "kon", "--full", "--som", "hans@exempel.se").code == 0


def test_another_units_register_is_not_counted(importerad: Path, run: Run) -> None:
    answer = run("stats", "kon", "--json", "--som", "cecilia@exempel.se")
    assert answer.code == 0
    assert "2858" not in answer.out


def test_a_share_of_nobody_is_no_small_number(v: Verksamhet, run: Run) -> None:
    shown = run("stats", "kon", *SOM).out
    assert "0 (–)" in shown
    assert "<5" not in shown
    assert "andel: –" in run("stats", "--count", "kon=1", *SOM).out


def test_a_divided_table_is_no_wider_than_a_terminal(
    importerad: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ram.console, "_width", 80)
    lines = run("stats", "stod_och_insatser", "--by", "avslutsorsak", *SOM).out.splitlines()
    assert max(len(line) for line in lines) <= 80
    assert any("%)" in line for line in lines)
