"""daylist: the paper list from the command line."""

from pathlib import Path

import pytest

from tests.akter import laslogg, oppna
from tests.cli.conftest import Run
from tests.databas import Verksamhet


def test_it_writes_a_file_for_its_owner_alone_and_logs_each_akt(
    run: Run, v: Verksamhet, tmp_path: Path
) -> None:
    nummer = oppna(v, "utovare")
    out = tmp_path / "lista.pdf"
    som = ("--som", "gun@exempel.se")
    answer = run("daylist", "--on", "2026-01-12", "--dagar", "7", *som, "--out", str(out))
    assert answer.code == 0, answer.err
    assert "1 bevakning" in answer.out
    assert out.read_bytes().startswith(b"%PDF")
    assert out.stat().st_mode & 0o077 == 0
    assert [(r["aktnummer"], r["vad"]) for r in laslogg(v.db)] == [(nummer, "dagslista")]


def test_what_cannot_be_made_is_said_and_no_file_is_left(
    run: Run, v: Verksamhet, tmp_path: Path
) -> None:
    oppna(v, "utovare")
    out = tmp_path / "lista.pdf"
    for wrong in (("--dagar", "99"), ("--enhet", "ost"), ("--on", "i morgon")):
        given = ["daylist", "--som", "gun@exempel.se", "--out", str(out), *wrong]
        if "--on" not in wrong:
            given += ["--on", "2026-01-12"]
        answer = run(*given)
        assert answer.code == 1
        assert answer.first
    assert not out.exists()


@pytest.mark.usefixtures("v")
def test_a_list_that_cannot_be_written_is_said_in_words(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "saknas" / "lista.pdf"
    answer = run("daylist", "--on", "2026-03-10", "--out", str(out), "--som", "anna@exempel.se")
    assert answer.code == 1
    assert answer.first == "Filen kunde inte skrivas."
    assert "katalogen finns inte" in answer.err
