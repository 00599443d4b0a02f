"""The files that the architecture tests read."""

import ast
import subprocess
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "caseflow"


def python_files(*folders: str) -> list[Path]:
    """Every Python file of the folders, which are named from the root of the repository."""
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


def parse(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def shown(path: Path) -> str:
    """The path as it is written in a message: from the root of the repository."""
    return path.relative_to(ROOT).as_posix()


def repository_files() -> Iterator[Path]:
    """What git keeps, and what it would keep if it were added now."""
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    for name in listing.stdout.split("\0"):
        path = ROOT / name
        if name and path.is_file():
            yield path
