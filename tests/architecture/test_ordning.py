"""The longest files of the suite are begun first, and the rest keeps its random order."""

from collections import Counter
from types import SimpleNamespace
from typing import Any, cast

from tests import conftest
from tests.conftest import LONGEST_FIRST, TESTS


def test_every_file_that_is_begun_first_is_there() -> None:
    assert [name for name in LONGEST_FIRST if not (TESTS / name).is_file()] == []
    assert max(Counter(LONGEST_FIRST).values()) == 1


def test_they_come_first_and_nothing_else_is_moved() -> None:
    paths = ("rules/test_b.py", LONGEST_FIRST[1], "rules/test_a.py", LONGEST_FIRST[0])
    items = [
        SimpleNamespace(path=TESTS / path, number=number)
        for path in (*paths, "/elsewhere/test_c.py")
        for number in (2, 1)
    ]
    conftest.pytest_collection_modifyitems(cast("list[Any]", items))
    assert [(i.path, i.number) for i in items] == [
        (TESTS / path, number)
        for path in (*LONGEST_FIRST[:2], paths[0], paths[2], "/elsewhere/test_c.py")
        for number in (2, 1)
    ]
