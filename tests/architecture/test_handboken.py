"""The documentation promises nothing that is not there.

Its pictures and links exist, the commands it names exist with the options it uses, and each text that
the handbook quotes in «» stands in the program.
"""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer
from typer.core import TyperGroup

from caseflow.cli import app
from tests.architecture.source_tree import PACKAGE, ROOT, shown

HANDBOOK = ROOT / "docs" / "handbok"
PAGES = sorted([*(ROOT / "docs").rglob("*.md"), *ROOT.glob("*.md")])
CHAPTERS = sorted(HANDBOOK.glob("*.md"))

_LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
_FENCE = re.compile(r"^```\w*\n(.*?)^```", re.MULTILINE | re.DOTALL)
_CODE = re.compile(r"`([^`\n]+)`")
_QUOTE = re.compile(r"«([^»]+)»")
_HEADING = re.compile(r"^#+ +(.+)$", re.MULTILINE)


def links(text: str) -> Iterator[str]:
    """The relative links and pictures of a page."""
    for target in _LINK.findall(_FENCE.sub("", text)):
        if not re.match(r"[a-z]+:", target):
            yield target


def anchors(path: Path) -> set[str]:
    """What a link may point at in a page: its headings, as GitHub names them."""
    headings = _HEADING.findall(path.read_text(encoding="utf-8"))
    return {re.sub(r"[^\w\- ]", "", h.lower()).replace(" ", "-") for h in headings}


def resolves(target: str, page: Path) -> bool:
    name, _, anchor = target.partition("#")
    file = (page.parent / name).resolve() if name else page
    return file.exists() and (not anchor or anchor in anchors(file))


def commands(text: str) -> Iterator[list[str]]:
    """Every command line that starts caseflow, in a block or within a sentence, without its settings."""
    lines = [line for block in _FENCE.findall(text) for line in block.splitlines()]
    lines += _CODE.findall(_FENCE.sub("", text))
    for line in lines:
        words = shlex.split(line, comments=True) if "caseflow " in line else []
        while words and re.match(r"[A-Z_]+=", words[0]):
            words = words[1:]
        if words and words[0] == "caseflow" and words[1:] != ["..."]:
            yield words[1:]


def fault(words: list[str]) -> str:
    """What is wrong with a command line, or the empty string."""
    command = typer.main.get_command(app)
    rest = list(words)
    while isinstance(command, TyperGroup) and rest and not rest[0].startswith("-"):
        name = rest.pop(0)
        if name not in command.commands:
            return f"there is no command {name}"
        command = command.commands[name]
    known = {option for parameter in command.params for option in parameter.opts} | {"--help"}
    unknown = [w for w in rest if w.startswith("--") and w.split("=")[0] not in known]
    return f"{command.name} has no option {', '.join(unknown)}" if unknown else ""


@pytest.fixture(scope="module")
def program() -> str:
    """Every text of the program, one space between words."""
    files = [*PACKAGE.rglob("*.html"), *PACKAGE.rglob("*.py"), *PACKAGE.rglob("*.toml")]
    raw = " ".join(file.read_text(encoding="utf-8") for file in sorted(files))
    return " ".join(raw.split()).casefold()


@pytest.mark.parametrize("page", PAGES, ids=shown)
def test_links_and_pictures_resolve(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert [target for target in links(text) if not resolves(target, page)] == []


@pytest.mark.parametrize("page", PAGES, ids=shown)
def test_commands_exist(page: Path) -> None:
    found = [(words, fault(words)) for words in commands(page.read_text(encoding="utf-8"))]
    assert [(" ".join(words), wrong) for words, wrong in found if wrong] == []


@pytest.mark.parametrize("page", CHAPTERS, ids=shown)
def test_what_the_handbook_quotes_stands_in_the_program(page: Path, program: str) -> None:
    # What a caption quotes is sought in the page that the picture shows, where the picture is taken.
    text = _LINK.sub("", page.read_text(encoding="utf-8"))
    quoted = set(_QUOTE.findall(text))
    missing = [quote for quote in quoted if " ".join(quote.split()).casefold() not in program]
    assert missing == []


def test_every_chapter_is_in_the_list_of_contents() -> None:
    contents = set(links((HANDBOOK / "index.md").read_text(encoding="utf-8")))
    assert {page.name for page in CHAPTERS} - {"index.md"} <= contents


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ("`caseflow due --on 2026-06-01`", ""),
        ("`CASEFLOW_DATA=kopia caseflow verify`", ""),
        ("`caseflow user add a@exempel.se --namn A`", ""),
        ("```sh\ncaseflow duez   # what is due\n```", "there is no command duez"),
        ("`caseflow due --until 2026-06-01`", "due has no option --until"),
    ],
)
def test_the_rule_for_commands(line: str, wrong: str) -> None:
    assert [fault(words) for words in commands(line)] == [wrong]
