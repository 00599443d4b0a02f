"""A command line on a database of its own: what is said on stdout, on stderr, and the exit code."""

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from caseflow.cli import app
from caseflow.store.session import Databas
from tests.databas import Verksamhet


@dataclass(frozen=True)
class Answer:
    """What a command said."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one JSON document on stdout."""
        return json.loads(self.out)

    @property
    def first(self) -> str:
        """The first line on stderr."""
        return self.err.splitlines()[0] if self.err else ""


Run = Callable[..., Answer]


@pytest.fixture
def run() -> Run:
    """Run a command in this process."""

    def go(*args: str, given: str = "") -> Answer:
        result = CliRunner().invoke(app, args, input=given, catch_exceptions=False)
        return Answer(result.exit_code, result.stdout, result.stderr)

    return go


@pytest.fixture
def tom(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An installation where nothing has been made yet."""
    monkeypatch.setenv("CASEFLOW_DATA", str(tmp_path / "var"))
    return tmp_path / "var"


@pytest.fixture
def v(sqlite_db: Databas, monkeypatch: pytest.MonkeyPatch) -> Verksamhet:
    """The commands work in the database of the cast."""
    monkeypatch.setenv("CASEFLOW_DATA", str(sqlite_db.settings.data))
    return Verksamhet(sqlite_db)


@pytest.fixture
def importerad(imported_template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The commands work in a copy of the database with the whole register."""
    folder = tmp_path / "import"
    shutil.copytree(imported_template, folder)
    monkeypatch.setenv("CASEFLOW_DATA", str(folder))
    return folder
