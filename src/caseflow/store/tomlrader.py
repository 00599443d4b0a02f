"""On which line of a TOML file each key stands. tomllib reads values only, and a fault must name its line."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from typing import Any


def lines_of_keys(text: str) -> dict[str, int]:
    """Line by key; levels are joined by dots and the tables of an array are counted from 0.

    A statement is the shortest run of lines that is TOML by itself: so arrays and texts over several
    lines count as one, without a parser of our own.
    """
    found: dict[str, int] = {}
    tables: Counter[str] = Counter()
    inside = ""
    statement, start = "", 1
    for number, line in enumerate(text.splitlines(), start=1):
        if not statement:
            start = number
        statement += f"{line}\n"
        try:
            content = tomllib.loads(statement)
        except tomllib.TOMLDecodeError:
            continue
        if re.match(r"\s*\[", statement):
            inside = _header(content)
            if statement.lstrip().startswith("[["):
                tables[inside] += 1
                found.setdefault(inside, start)
                inside = f"{inside}.{tables[inside] - 1}"
            found.setdefault(inside, start)
        else:
            for key in _keys(content):
                found.setdefault(f"{inside}.{key}" if inside else key, start)
        statement = ""
    return found


def _header(content: dict[str, Any]) -> str:
    """`[a.b]` and `[[a.b]]` are read as nested tables with nothing in them."""
    path = []
    while content:
        ((key, inner),) = content.items()
        path.append(key)
        content = inner if isinstance(inner, dict) else inner[0]
    return ".".join(path)


def _keys(content: dict[str, Any]) -> list[str]:
    """The keys of a statement, each with those inside it."""
    out = []
    for key, value in content.items():
        out.append(key)
        if isinstance(value, dict):
            out += [f"{key}.{inner}" for inner in _keys(value)]
    return out


def line_of(lines: dict[str, int], key: str) -> int:
    """The line of a key, or of the nearest level that stands in the file; the first line when none does."""
    while key:
        if key in lines:
            return lines[key]
        key = key.rpartition(".")[0]
    return 1
