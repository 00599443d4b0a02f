"""manadsrapport: the counts of a month from the command line."""

from pathlib import Path

from tests.akter import laslogg
from tests.cli.conftest import Run
from tests.databas import Verksamhet


def test_the_command_writes_a_file_for_its_owner_alone_and_the_same_as_data(
    run: Run, v: Verksamhet, tmp_path: Path
) -> None:
    out = tmp_path / "rapport.pdf"
    som = ("--som", "gun@exempel.se", "--manad", "2026-01")
    answer = run("manadsrapport", *som, "--enhet", "vast", "--out", str(out), "--json")
    assert answer.code == 0, answer.err
    assert out.read_bytes().startswith(b"%PDF")
    assert out.stat().st_mode & 0o077 == 0
    assert answer.json["manad"] == "2026-01"
    assert [r["vad"] for r in laslogg(v.db)] == ["manadsrapport"]
    assert run("manadsrapport", *som).code == 1
