"""The locks pin every package by version and hash, and hold no address."""

import re
from pathlib import Path

import pytest

from tests.architecture.source_tree import ROOT

LOCKS = ("requirements.lock", "requirements-dev.lock")
PIN = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)(\[[^]]*\])?==(?P<version>[^ ;\\]+)", re.MULTILINE)


def entries(path: Path) -> list[str]:
    """One text per requirement, with its hashes."""
    lines = [line for line in path.read_text("utf-8").splitlines() if "#" not in line.lstrip()[:1]]
    return [entry for entry in re.split(r"\n(?=\S)", "\n".join(lines)) if entry.strip()]


def pins(path: Path) -> dict[str, str]:
    return {match["name"]: match["version"] for match in PIN.finditer(path.read_text("utf-8"))}


@pytest.mark.parametrize("name", LOCKS)
def test_every_requirement_is_pinned_with_a_hash(name: str) -> None:
    requirements = entries(ROOT / name)
    assert requirements
    loose = [text for text in requirements if not PIN.match(text) or "--hash=sha256:" not in text]
    assert loose == []


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_holds_no_address_and_no_path(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    assert re.findall(r"\w+://|--(?:extra-)?index-url|--find-links|^-e|[ (]/\w+", text) == []


def test_what_runs_is_what_was_tested() -> None:
    run, test = (pins(ROOT / name) for name in LOCKS)
    assert {name: version for name, version in run.items() if test.get(name) != version} == {}
