"""Import of the whole register, in a process of its own: time and memory; beside the bare writing of its rows."""

import csv
import resource
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

DATA = Path(__file__).parents[1] / "data"
RUN = "from caseflow.cli import main; main()"


def caseflow(folder: Path, *args: str) -> None:
    subprocess.run(
        [sys.executable, "-c", RUN, *args],
        env={"CASEFLOW_DATA": str(folder), "PATH": "/usr/bin:/bin"},
        check=True,
        capture_output=True,
    )


def test_import_of_the_register(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    caseflow(tmp_path, "init", "--demo", "--kommun", "0180")
    start = time.perf_counter()
    caseflow(
        tmp_path,
        "import",
        str(DATA / "register_utsatta.csv"),
        "--risk",
        str(DATA / "register_utsatta_risk.csv"),
    )
    ours = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    events, bare = bare_copy(tmp_path)
    start = time.perf_counter()
    caseflow(tmp_path, "verify")
    verify = time.perf_counter() - start
    with capsys.disabled():
        print(
            f"\nimport: {ours:.1f} s, {peak} MB, {events} events; the bare driver writes the same events in"
            f" {bare:.2f} s, ratio {ours / bare:.0f}; verify {verify:.1f} s"
        )


def bare_copy(folder: Path) -> tuple[int, float]:
    """The plain limit: read the file and write as many event rows as the import made."""
    start = time.perf_counter()
    with (DATA / "register_utsatta.csv").open(encoding="utf-8", newline="") as file:
        list(csv.DictReader(file, delimiter=";"))
    source = sqlite3.connect(folder / "caseflow.sqlite")
    columns = "akt_id, seq, typ, kod, handelsedatum, registrerad, salt, innehall, hash"
    rows = source.execute(f"SELECT {columns} FROM handelse").fetchall()
    target = sqlite3.connect(folder / "bare.sqlite")
    target.execute(f"CREATE TABLE handelse ({columns}, PRIMARY KEY (akt_id, seq))")
    target.executemany("INSERT INTO handelse VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
    target.commit()
    return len(rows), time.perf_counter() - start
