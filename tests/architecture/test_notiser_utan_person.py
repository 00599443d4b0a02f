"""What leaves by itself to the staff cannot hold personal data: nothing that makes it can reach a person."""

import ast

from tests.architecture.source_tree import parse, python_files, shown

PERSONAL = ("caseflow.store.person", "caseflow.store.samma_person", "caseflow.queries.kontakt")


def test_no_channel_to_the_staff_can_read_who_the_person_is() -> None:
    found = [
        f"{shown(path)}: {name}"
        for path in python_files("src")
        if "notices" in path.parts
        for node in ast.walk(parse(path))
        for name in imported(node)
        if name.startswith(PERSONAL)
    ]
    assert found == []


def imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.ImportFrom):
        return [f"{node.module}.{alias.name}" for alias in node.names] + [node.module or ""]
    return [alias.name for alias in node.names] if isinstance(node, ast.Import) else []


def test_the_search_finds() -> None:
    for line in ("from caseflow.store import person", "import caseflow.store.person"):
        (node,) = ast.parse(line).body
        assert any(name.startswith(PERSONAL) for name in imported(node))
