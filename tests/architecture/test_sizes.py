"""Nothing grows unseen: only a limit keeps a file from becoming the file of everything."""

import ast

from tests.architecture.source_tree import parse, python_files, shown

LONGEST_FILE = 400
LONGEST_FUNCTION = 60
FILES = python_files("src", "workers", "tests")


def test_no_file_is_too_long() -> None:
    lengths = {shown(path): len(path.read_text("utf-8").splitlines()) for path in FILES}
    assert lengths
    assert {name: lines for name, lines in lengths.items() if lines >= LONGEST_FILE} == {}


def test_no_function_is_too_long() -> None:
    too_long = {}
    for path in FILES:
        for node in ast.walk(parse(path)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = (node.end_lineno or node.lineno) - node.lineno + 1
                if lines >= LONGEST_FUNCTION:
                    too_long[f"{shown(path)}:{node.lineno} {node.name}"] = lines
    assert too_long == {}
