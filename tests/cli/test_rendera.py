"""caseflow render --alla: every akt it is for, several at a time, whole files, and every gap named."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from caseflow.actions.fardigstall_koade import finish_waiting
from caseflow.queries.handlingarna import las_handlingarna
from caseflow.queries.verifiera import verifiera
from tests.akter import OVERVAGD, faktum, innehall, oppna, rader
from tests.cli.conftest import Run
from tests.databas import Verksamhet, at

ANNA = ("--som", "anna@exempel.se")
CECILIA = ("--som", "cecilia@exempel.se")
MALL = "information_insatser"


def akter(v: Verksamhet, antal: int) -> list[str]:
    """So many ärenden of utsatta, for whom the letter needs nothing."""
    return sorted(oppna(v, "utsatt") for _ in range(antal))


def damage(v: Verksamhet, nummer: str) -> None:
    """Events that can no longer be opened, as by a broken disk."""
    with v.db.write() as session:
        for (name,) in session.execute(
            text("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'handelse'")
        ).all():
            session.execute(text(f"DROP TRIGGER {name}"))
        session.execute(
            text(
                "UPDATE handelse SET innehall = zeroblob(40) WHERE seq = 1 AND akt_id ="
                " (SELECT id FROM akt WHERE nummer = :n)"
            ),
            {"n": nummer},
        )


def test_thirty_akter_with_one_damaged_give_twenty_nine_whole_files(
    v: Verksamhet, run: Run, tmp_path: Path
) -> None:
    numbers, out = akter(v, 30), tmp_path / "ut"
    damage(v, numbers[7])
    answer = run("render", MALL, "--alla", "--till", str(out), "--processer", "2", *ANNA)
    assert answer.code == 1
    assert f"29 handlingar i {out}." in answer.out.replace("\n", "")
    assert answer.first == "1 kunde inte göras:"
    assert numbers[7] in answer.err
    assert "Traceback" not in answer.err
    files = sorted(p.name for p in out.iterdir())
    assert files == [f"{n}.pdf" for n in numbers if n != numbers[7]]
    for path in out.iterdir():
        content = path.read_bytes()
        assert content.startswith(b"%PDF-")
        assert content.rstrip().endswith(b"%%EOF")
        assert path.stat().st_mode & 0o077 == 0
    with v.db.read_read_log() as session:
        logged = session.execute(
            text("SELECT aktnummer, vad FROM lasning WHERE utfall = 'oppnad'")
        ).all()
    assert sorted(logged) == [(n, f"handling:{MALL}") for n in numbers]
    assert rader(v.db, "SELECT * FROM handling") == []


def test_what_lacks_something_is_passed_over_with_its_reasons(
    v: Verksamhet, run: Run, tmp_path: Path
) -> None:
    whole, lacking, out = oppna(v, "utovare"), oppna(v, "utovare"), tmp_path / "ut"
    faktum(v, whole, "sakerhet_overvagd", OVERVAGD)
    given = ("--alla", "--till", str(out), "--slutlig", "--processer", "1")
    answer = run("render", MALL, *given, *ANNA)
    assert answer.code == 0
    assert answer.first == "1 gjordes inte, därför att något saknas:"
    assert f"  {lacking}\n    • Uppgift saknas: att säkerheten" in answer.err
    assert [p.name for p in out.iterdir()] == [f"{whole}.pdf"]
    (stored,) = las_handlingarna(v.db, v.aktor("anna"), whole, now=at("2026-11-01")).fardiga
    assert stored.mall == MALL
    assert las_handlingarna(v.db, v.aktor("anna"), lacking, now=at("2026-11-01")).fardiga == ()
    assert verifiera(v.db).fel == []


def test_only_what_one_may_open_and_only_the_unit_asked_for(
    v: Verksamhet, run: Run, tmp_path: Path
) -> None:
    akter(v, 2)
    answer = run("render", MALL, "--alla", "--till", str(tmp_path / "c"), *CECILIA)
    assert (answer.code, answer.out.split()[0]) == (0, "0")
    refused = run("render", MALL, "--alla", "--till", str(tmp_path), "--enhet", "vast", *CECILIA)
    assert refused.code == 1
    assert refused.first == "Du har inget uppdrag i enheten «vast»."
    assert "Välj bland: ost." in refused.err
    here = ("--enhet", "vast", "--processer", "1")
    given = run("render", MALL, "--alla", "--till", str(tmp_path / "a"), *here, *ANNA)
    assert given.out.split()[0] == "2"
    assert run("render", "hittepa", "--alla", "--till", str(tmp_path), *ANNA).code == 1


def test_a_role_that_may_not_finish_it_is_a_failure_and_no_gap(
    v: Verksamhet, run: Run, tmp_path: Path
) -> None:
    akter(v, 1)
    given = ("--alla", "--till", str(tmp_path / "ut"), "--slutlig", "--processer", "1")
    answer = run("render", "beslut", *given, "--som", "erik@exempel.se")
    assert answer.code == 1
    assert "Det görs av" in answer.err


def test_a_file_that_cannot_be_written_is_said_and_nothing_half_remains(
    v: Verksamhet, run: Run, tmp_path: Path
) -> None:
    (nummer,) = akter(v, 1)
    out = tmp_path / "ut"
    (out / f"{nummer}.pdf").mkdir(parents=True)
    answer = run("render", MALL, "--alla", "--till", str(out), "--processer", "1", *ANNA)
    assert answer.code == 1
    assert "Filen kunde inte skrivas" in answer.err
    assert [p.name for p in out.iterdir()] == [f"{nummer}.pdf"]
    taken = tmp_path / "fil"
    taken.write_text("x")
    refused = run("render", MALL, "--alla", "--till", str(taken), *ANNA)
    assert refused.first == f"Katalogen {taken} kan inte användas."


@pytest.mark.parametrize(
    "args",
    [
        ("--alla",),
        ("VN-1", "--alla", "--till", "x"),
        ("VN-1", "--out", "x.pdf", "--till", "y"),
        ("--alla", "--till", "x", "--out", "y.pdf"),
        ("VN-1", "--out", "x.pdf", "--enhet", "vast"),
        ("--alla", "--ko"),
        ("--alla", "--slutlig", "--ko", "--till", "x"),
        ("VN-1", "--out", "x.pdf", "--slutlig", "--ko"),
    ],
)
def test_what_does_not_go_together_is_wrong_usage(
    v: Verksamhet, run: Run, args: tuple[str, ...]
) -> None:
    assert run("render", MALL, *args).code == 2


def test_nothing_but_the_answer_is_said_where_there_is_no_terminal(
    v: Verksamhet, tmp_path: Path
) -> None:
    akter(v, 2)
    given = ("--alla", "--till", str(tmp_path / "ut"), "--processer", "2", *ANNA)
    said = subprocess.run(
        [sys.executable, "-m", "caseflow.cli", "render", MALL, *given],
        env={**os.environ, "CASEFLOW_DATA": str(v.db.settings.data)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert said.stderr == ""


def test_what_is_queued_is_finished_by_the_loop_and_can_be_followed(
    v: Verksamhet, run: Run
) -> None:
    numbers = akter(v, 2)
    queued = run("render", MALL, "--alla", "--slutlig", "--ko", *ANNA)
    assert queued.code == 0
    sats = queued.out.split()[-1]
    assert rader(v.db, "SELECT * FROM handling") == []
    assert finish_waiting(v.db, lambda: datetime.now(UTC)) == 2
    (row,) = run("handlingsko", "--json", *ANNA).json
    assert (row["sats"], row["klara"], row["vantar"]) == (sats, 2, 0)
    assert "2 klara, 0 väntar" in run("handlingsko", *ANNA).out
    each = run("handlingsko", sats, "--json", *ANNA).json
    assert [(r["nummer"], r["status"]) for r in each] == [(n, "klar") for n in numbers]
    assert numbers[0] in run("handlingsko", sats, *ANNA).out
    assert run("handlingsko", sats, "--som", "bo@exempel.se").code == 1


@pytest.mark.parametrize("where", ["saknas/fil.pdf", "."], ids=["no folder", "a folder"])
@pytest.mark.parametrize("final", [True, False], ids=["final", "draft"])
def test_a_place_that_no_file_can_have_is_refused_before_anything_is_made(
    v: Verksamhet, run: Run, tmp_path: Path, where: str, *, final: bool
) -> None:
    (nummer,) = akter(v, 1)
    before = innehall(v.db)
    given = ("--out", str(tmp_path / where), *(["--slutlig"] if final else []))
    answer = run("render", MALL, nummer, *given, *ANNA)
    assert answer.code == 1
    assert answer.first == "Filen kunde inte skrivas."
    assert "Gör nu:" in answer.err
    assert innehall(v.db) == before
    assert list(tmp_path.rglob("*.del")) == []


def test_what_is_written_is_for_whoever_runs_it_and_a_pipe_stays_a_pipe(
    v: Verksamhet, run: Run, tmp_path: Path
) -> None:
    (nummer,) = akter(v, 1)
    out, pipe = tmp_path / "brev.pdf", tmp_path / "ror"
    assert run("render", MALL, nummer, "--out", str(out), *ANNA).code == 0
    assert out.stat().st_mode & 0o777 == 0o600
    os.mkfifo(pipe)
    with ThreadPoolExecutor(1) as beside:
        read = beside.submit(pipe.read_bytes)
        assert run("render", MALL, nummer, "--out", str(pipe), *ANNA).code == 0
        assert read.result().startswith(b"%PDF-")
    assert pipe.is_fifo()
