"""With CI=true nothing may be skipped; on one's own machine a skip is only told."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.source_tree import ROOT


@pytest.fixture
def suite(tmp_path: Path) -> Path:
    """A suite of its own with one test that passes and one that is skipped."""
    (tmp_path / "pytest.ini").write_text("[pytest]\n")
    (tmp_path / "test_two.py").write_text(
        "import pytest\n\ndef test_runs(): pass\n\ndef test_lacks(): pytest.skip('no server')\n"
    )
    return tmp_path


@pytest.mark.parametrize(
    ("ci", "workers", "code"), [("true", "0", 1), ("true", "2", 1), ("", "0", 0)]
)
def test_a_skip_fails_the_run_only_in_ci(suite: Path, ci: str, workers: str, code: int) -> None:
    result = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "tests.conftest", "-rs", "-n", workers, str(suite)],
        cwd=ROOT,
        env=os.environ | {"CI": ci},
        check=False,
        capture_output=True,
        text=True,
    )
    assert result.returncode == code, result.stdout + result.stderr
    assert "no server" in result.stdout
    assert ("nothing may be" in result.stdout) is bool(ci)
