"""The repository speaks of the project, not of the desk where somebody worked on it.

A path in somebody's home, the address of a package index at some workplace or the name of a tool
that helped with the writing means nothing to who reads the code next.
"""

import re

import pytest

from tests.architecture.source_tree import repository_files, shown

# A bracket in each keeps this file from finding itself.
FOREIGN = {
    "a path on somebody's machine": r"(?<![\w.}/])/(?:wor[k]|tm[p]|roo[t]|hom[e]|User[s])/\w",
    "a package index or cache": r"find-link[s]\s*=|index-ur[l]\s*=|pypi-mor[e]|\bpip_fin[d]_links",
    "who or what wrote it": (
        r"\bLL[M]s?\b|\bassistan[t]s?\b|\blanguage mode[l]s?\b|\bprompt engineerin[g]\b"
        r"|\bhelper sessio[n]s?\b|\bsubagen[t]s?\b|\bchatgp[t]\b|\bcopilo[t]\b|\bclaud[e]\b"
    ),
    "left undone": r"(?-i:\bTOD[O]\b|\bFIXM[E]\b)",
}
PATTERNS = {what: re.compile(pattern, re.IGNORECASE) for what, pattern in FOREIGN.items()}


def foreign_words(text: str) -> list[str]:
    return [
        f"line {number}: {what}: {match.group()}"
        for number, line in enumerate(text.splitlines(), start=1)
        for what, pattern in PATTERNS.items()
        if (match := pattern.search(line))
    ]


def test_no_file_mentions_a_workplace() -> None:
    found = []
    for path in repository_files():
        try:
            text = path.read_text("utf-8")
        except UnicodeDecodeError:  # a picture or a font
            continue
        found += [f"{shown(path)} {words}" for words in foreign_words(text)]
    assert found == []


@pytest.mark.parametrize(
    "text",
    ["see /wor" + "k/shared", "as the assistan" + "t said", "written by an LL" + "M"],
)
def test_the_rule_finds(text: str) -> None:
    assert foreign_words(text)


@pytest.mark.parametrize(
    "text", ["personlig assistans", "src/workers/tasks.py", "/api/v1/arenden", "the prompt asks"]
)
def test_the_rule_lets_pass(text: str) -> None:
    assert not foreign_words(text)
