"""One word for one thing: docs/ordlista.md and the names in the code."""

import ast
import re
from collections import Counter
from collections.abc import Iterator

import pytest

from tests.architecture.source_tree import ROOT, parse, python_files, shown

GLOSSARY = (ROOT / "docs" / "ordlista.md").read_text("utf-8")
TERM = re.compile(
    r"^\| (?P<term>[^|`]+) \| `(?P<identifier>\w*)` \| [^|]+ \|(?P<reason>[^|]*)\|$", re.MULTILINE
)
UNUSED = re.compile(r"^\| (?P<words>`[^|]+`) \| (?P<instead>[^|]+) \|$", re.MULTILINE)
WORD = re.compile(r"[A-Z]?[a-z0-9]+|[A-Z]+(?![a-z])")
# A code for the outcome of a samtal, stored and counted under this name.
STORED_CODES = {"avbokat_av_klient"}

TERMS = [match.groupdict() for match in TERM.finditer(GLOSSARY)]
FORBIDDEN = {
    word for match in UNUSED.finditer(GLOSSARY) for word in re.findall(r"\w+", match["words"])
}


def identifier_of(term: str) -> str:
    """å and ä become a, ö becomes o; the words of a phrase are joined by an underscore."""
    return term.strip().lower().translate(str.maketrans("åäö ", "aao_"))


def names_given(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Line and name of everything the code names itself; what libraries named is not its choice."""
    for node in ast.walk(tree):
        match node:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                yield node.lineno, name
            case ast.ClassDef(name=name):
                yield node.lineno, name
            case ast.arg(arg=name):
                yield node.lineno, name
            case ast.Name(id=name, ctx=ast.Store()):
                yield node.lineno, name
            case ast.Attribute(attr=name, ctx=ast.Store()):
                yield node.lineno, name


def forbidden_names(tree: ast.AST) -> list[tuple[int, str]]:
    return [
        (line, name)
        for line, name in names_given(tree)
        if name.lower() not in STORED_CODES
        and FORBIDDEN & {word.lower() for word in WORD.findall(name)}
    ]


def test_every_row_of_the_glossary_is_read() -> None:
    rows = [line for line in GLOSSARY.splitlines() if line.startswith("| ") and "`" in line]
    assert len(rows) == len(TERMS) + len(UNUSED.findall(GLOSSARY))
    assert len(TERMS) > len(FORBIDDEN) > 0


def test_every_identifier_follows_from_its_term() -> None:
    """A reason is given exactly where it does not."""
    wrong = [
        row
        for row in TERMS
        if (row["identifier"] != identifier_of(row["term"])) != bool(row["reason"].strip())
    ]
    assert wrong == []


@pytest.mark.parametrize("column", ["term", "identifier"])
def test_no_word_stands_for_two_things(column: str) -> None:
    counted = Counter(row[column] for row in TERMS)
    assert [word for word, times in counted.items() if times > 1] == []


def test_two_terms_never_become_one_identifier() -> None:
    """Also not by accident, as får and far, or kön and kon."""
    written = [identifier_of(row["term"]) for row in TERMS]
    written += [row["identifier"] for row in TERMS if row["reason"].strip()]
    assert [word for word, times in Counter(written).items() if times > 1] == []
    assert FORBIDDEN.isdisjoint(written)


def test_the_code_uses_no_other_word() -> None:
    found = [
        f"{shown(path)}:{line} {name}"
        for path in python_files("src", "workers")
        for line, name in forbidden_names(parse(path))
    ]
    assert found == []


@pytest.mark.parametrize(
    "code",
    [
        "class Case: ...",
        "def close_case(): ...",
        "klient = 1",
        "def f(offer_id): ...",
        "self.kon = 1",
    ],
)
def test_the_rule_finds(code: str) -> None:
    assert forbidden_names(ast.parse(code))


@pytest.mark.parametrize(
    "code",
    [
        "import caseflow",
        "class CaseflowError(Exception): ...",
        "kolumn = rad['klient']",
        "klientforslag = 1",
        "select(case((a, b)))",
        "AVBOKAT_AV_KLIENT = 1",
    ],
)
def test_the_rule_lets_pass(code: str) -> None:
    assert not forbidden_names(ast.parse(code))
