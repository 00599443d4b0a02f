"""The contracts in pyproject.toml hold, and each of them notices when it is broken."""

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

from tests.architecture.source_tree import ROOT

PLANTED = {
    "src/caseflow/utils/__init__.py": "",
    "src/caseflow/rules/planted.py": "import sqlalchemy\n",
    "src/caseflow/store/planted.py": "import transitions\n",
    "workers/planted.py": "import caseflow.store\n",
    "src/caseflow/processes/utovare.py": "import caseflow.processes.utsatt\n",
    "src/caseflow/engine/planted_a.py": "import caseflow.engine.planted_b\n",
    "src/caseflow/engine/planted_b.py": "import caseflow.engine.planted_a\n",
}


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    """Check the contracts of the checkout in the folder, not of the installed one."""
    command = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    return subprocess.run(
        [sys.executable, "-c", command, "--no-cache"],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": f"{folder / 'src'}{os.pathsep}{folder}", "COLUMNS": "200"},
        check=False,
        capture_output=True,
        text=True,
    )


def test_the_contracts_hold() -> None:
    result = lint_imports(ROOT)
    assert result.returncode == 0, result.stdout + result.stderr


def test_every_contract_notices_when_it_is_broken(tmp_path: Path) -> None:
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for folder in ("src", "workers"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    for name, text in PLANTED.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        with path.open("a", encoding="utf-8") as file:
            file.write(text)

    report = lint_imports(tmp_path).stdout

    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]
    names = [contract["name"] for contract in contracts["contracts"]]
    assert [name for name in names if f"{name} BROKEN" not in report] == [], report
