"""A file is named after what it holds, in ASCII: å and ä become a, ö becomes o.

Ruff's N999 lets `förhand.py` pass, and it sees no templates and no configuration.
"""

import re
from pathlib import Path

import pytest

from tests.architecture.source_tree import ROOT, repository_files, shown

FOLDERS = ("src", "workers", "tests", "config")
SNAKE_CASE = re.compile(r"[a-z0-9_]+(\.[a-z0-9_]+)*")
# The file name of a profile is the id that people type: `--kommun rvc-vast`.
PROFILE = re.compile(r"[a-z0-9]+([-_][a-z0-9]+)*\.toml")
SAYS_NOTHING = {"util", "utils", "helper", "helpers", "common", "misc", "tools", "stuff"}


def is_well_named(path: Path) -> bool:
    if path.parent in {ROOT / "config" / "kommuner", ROOT / "config" / "mallar"}:
        return PROFILE.fullmatch(path.name) is not None
    parts = path.relative_to(ROOT).parts
    if "vendor" in parts:  # what others made keeps the name it came with
        parts = parts[: parts.index("vendor")]
    return all(SNAKE_CASE.fullmatch(part) for part in parts)


def files() -> list[Path]:
    return [path for path in repository_files() if path.relative_to(ROOT).parts[0] in FOLDERS]


def test_file_names_are_snake_case_in_ascii() -> None:
    assert [shown(path) for path in files() if not is_well_named(path)] == []


def test_no_file_is_named_for_what_is_left_over() -> None:
    named_for_nothing = [
        shown(path)
        for path in files()
        if SAYS_NOTHING & {part.split(".")[0] for part in path.relative_to(ROOT).parts}
    ]
    assert named_for_nothing == []


@pytest.mark.parametrize(
    ("name", "fine"),
    [
        ("src/caseflow/rules/forhandsbedomning.py", True),
        ("config/prod.example.toml", True),
        ("config/kommuner/rvc-vast.toml", True),
        ("src/caseflow/rules/förhandsbedömning.py", False),
        ("src/caseflow/templates/webb/Arende.html", False),
        ("src/caseflow/templates/webb/mina-arenden.html", False),
    ],
)
def test_the_name_rule(name: str, *, fine: bool) -> None:
    assert is_well_named(ROOT / name) is fine
