"""Time is an argument. The clock is read once, at the edge: in cli, web and workers."""

import ast
from collections.abc import Iterator

import pytest

from tests.architecture.source_tree import PACKAGE, parse, python_files, shown

# The two last names of what reads a clock: this machine's, or (func) the database's.
CLOCKS = {
    ("datetime", "now"),
    ("datetime", "today"),
    ("datetime", "utcnow"),
    ("date", "today"),
    ("time", "time"),
    ("time", "time_ns"),
    ("time", "localtime"),
    ("time", "gmtime"),
    ("func", "now"),
    ("func", "current_date"),
    ("func", "current_timestamp"),
}
EDGES = (PACKAGE / "cli", PACKAGE / "web")


def clocks_read(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Line and name of every use of a clock, called or handed on."""
    for node in ast.walk(tree):
        match node:
            case ast.Attribute(value=ast.Name(id=owner) | ast.Attribute(attr=owner), attr=name):
                if (owner, name) in CLOCKS:
                    yield node.lineno, f"{owner}.{name}"
            case ast.ImportFrom(module="time", names=names):
                for alias in names:
                    if ("time", alias.name) in CLOCKS:
                        yield node.lineno, f"time.{alias.name}"


def test_only_the_edges_read_the_clock() -> None:
    found = [
        f"{shown(path)}:{line} {clock}"
        for path in python_files("src")
        if not any(path.is_relative_to(edge) for edge in EDGES)
        for line, clock in clocks_read(parse(path))
    ]
    assert found == []


@pytest.mark.parametrize(
    "code",
    [
        "datetime.now(UTC)",
        "datetime.datetime.now(tz)",
        "field(default_factory=date.today)",
        "time.time()",
        "from time import time",
        "mapped_column(server_default=func.now())",
    ],
)
def test_the_rule_finds(code: str) -> None:
    assert list(clocks_read(ast.parse(code)))


@pytest.mark.parametrize("code", ["date(2026, 1, 1)", "time.perf_counter()", "now.date()"])
def test_the_rule_lets_pass(code: str) -> None:
    assert not list(clocks_read(ast.parse(code)))
