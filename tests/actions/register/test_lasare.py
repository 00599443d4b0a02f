"""The reader against the standard library's, against anything at all, and against its own limits."""

import csv
import io
import time
import tracemalloc
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typing_extensions import override

from caseflow.actions.register.granskning import granska
from caseflow.actions.register.lasare import LANGSTA_FALT, Lasare, Post, Radfel
from tests.registerfil import IDAG, register_med

# Control characters other than tab and line feed are the concern of the check, not of the reader.
TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from(';"\n\t'))


def read(content: bytes) -> list[Post]:
    return list(Lasare(io.BytesIO(content)).poster())


def fields(content: bytes) -> list[list[str | None]]:
    return [post.falt for post in read(content)]


def faults(content: bytes) -> list[tuple[int, str]]:
    return [(post.rad, fel.orsak) for post in read(content) for fel in post.fel]


@given(
    rows=st.integers(2, 6).flatmap(
        lambda width: st.lists(st.lists(TEXT, min_size=width, max_size=width), min_size=1)
    ),
    line_end=st.sampled_from(["\n", "\r\n"]),
    quoting=st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL]),
    bom=st.booleans(),
)
def test_reads_what_the_standard_library_writes(
    rows: list[list[str]],
    line_end: str,
    quoting: Literal[0, 1],
    bom: bool,  # noqa: FBT001 - hypothesis gives arguments by name
) -> None:
    header = [f"k{number}" for number in range(len(rows[0]))]
    text = io.StringIO()
    csv.writer(text, delimiter=";", lineterminator=line_end, quoting=quoting).writerows(
        [header, *rows]
    )
    content = text.getvalue().encode()
    lasare = Lasare(io.BytesIO((b"\xef\xbb\xbf" if bom else b"") + content))
    posts = list(lasare.poster())
    assert lasare.filfel == []
    if any(post.fel for post in posts):  # the one thing that is refused: a record within a text
        assert any(line.count(";") == len(header) - 1 for row in rows for line in lines_of(row))
        return
    assert [post.falt for post in posts] == [header, *rows]
    assert [post.rad for post in posts] == list(range(1, len(rows) + 2))


def lines_of(row: list[str]) -> list[str]:
    return [line for cell in row for line in cell.split("\n")[1:]]


@given(st.binary(max_size=400) | st.text('a;"\r\n\0å').map(str.encode))
def test_never_fails_and_counts_every_record(content: bytes) -> None:
    posts = read(content)
    assert [post.rad for post in posts] == list(range(1, len(posts) + 1))
    unusable = [post for post in posts if None in post.falt]
    assert not unusable or unusable[0].fel
    for post in posts:
        assert len(post.falt) == min(post.antal_falt - (not post.hel), posts[0].antal_falt)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"a;b\n1;2", [["a", "b"], ["1", "2"]]),
        (b"a;b\r1;2\r", [["a", "b"], ["1", "2"]]),
        (b'a;b\n1;"x\r\ny"\n', [["a", "b"], ["1", "x\ny"]]),
        (b'a;b\n1;"say ""hi"""\n', [["a", "b"], ["1", 'say "hi"']]),
        (b'a;b\n1;5" wide\n', [["a", "b"], ["1", '5" wide']]),
        (b"a;b\n1;2\n\n\n", [["a", "b"], ["1", "2"]]),
        (b"a;b\n\n1;2\n", [["a", "b"], [""], ["1", "2"]]),
        (b"a;b\n;\n", [["a", "b"], ["", ""]]),
        (b"a\n\xc3\xa5\n", [["a"], ["å"]]),
    ],
)
def test_form(content: bytes, expected: list[list[str | None]]) -> None:
    assert fields(content) == expected
    assert faults(content) == []


@pytest.mark.parametrize(
    ("content", "rad"),
    [
        pytest.param(b'a;b\n1;"x\n3;4\n5;6\n', 2, id="the next line is a record"),
        pytest.param(b'a;b\n1;"x', 2, id="the file ends"),
        pytest.param(b'a;b\n1;2\n3;"x\n', 3, id="in the last record"),
        pytest.param(b'a;b\n1;"x"y\n3;4\n5;6\n', 2, id="something after the closing quote"),
        pytest.param(b'a;b\n1;"x\n3;"y"\n5;6\n', 2, id="a later quote opens within it"),
        pytest.param(b'a;b\r\n1;"x\r\n3;4\r\n5;6\r\n', 2, id="CRLF"),
    ],
)
def test_an_unclosed_quote_costs_one_record(content: bytes, rad: int) -> None:
    assert faults(content) == [(rad, "citattecken_obalans")]
    after = [post.falt for post in read(content) if post.rad > rad]
    assert after in ([], [["3", "4"], ["5", "6"]], [["3", "y"], ["5", "6"]])
    assert len(after) == (content.count(b"\n") - rad if content.endswith(b"\n") else 0)


def test_line_ends_at_the_border_of_a_block() -> None:
    """The search for the line after an open quote must not split CRLF, wherever a block ends."""
    for padding in range(65_500, 65_540):
        content = b"a;b\r\n" + b"x" * 9 + b';"' + b"y" * padding + b"\r\n3;4\r\n"
        posts = read(content)
        assert [post.rad for post in posts] == [1, 2, 3]
        assert posts[2].falt == ["3", "4"]


def test_the_first_wrong_byte_speaks_for_the_file() -> None:
    content = b"a;b\n1;2\n\xe5;4\n\xe4;6\n"
    assert faults(content) == [(3, "fel_kodning")]
    assert fields(content)[2:] == [[None, "4"], [None, "6"]]


def test_many_fields_are_counted_not_kept() -> None:
    (header, post) = read(b"a;b\n" + b";" * 5_000_000 + b"\n")
    assert header.antal_falt == 2
    assert post.antal_falt > 1_000
    assert post.falt == ["", ""]


@pytest.mark.parametrize("size", [LANGSTA_FALT, LANGSTA_FALT + 1])
@pytest.mark.parametrize("character", ["x", "å", "🙂"])
def test_the_limit_counts_characters(size: int, character: str) -> None:
    for content in (f"a;b\n1;{character * size}\n", f'a;b\n1;"{character * size}"\n'):
        (_, post) = read(content.encode())
        long = size > LANGSTA_FALT
        assert post.fel == ([Radfel("falt_for_langt", 1)] if long else [])
        assert post.falt == ["1", None if long else character * size]


class OneField(io.BytesIO):
    """A header, then one field of `size` bytes that exists only as it is read."""

    def __init__(self, size: int, start: bytes = b"a;b\n1;", end: bytes = b"\n3;4\n") -> None:
        super().__init__(start)
        self._left = size
        self._end = io.BytesIO(end)

    @override
    def read(self, size: int | None = -1, /) -> bytes:
        assert size is not None
        assert size > 0
        if start := super().read(size):
            return start
        if self._left:
            part = min(size, self._left)
            self._left -= part
            return b"x" * part
        return self._end.read(size)


@pytest.mark.parametrize(
    ("start", "end"),
    [
        pytest.param(b"a;b\n1;", b"\n3;4\n", id="plain"),
        pytest.param(b'a;b\n1;"', b'"\n3;4\n', id="quoted"),
        pytest.param(b'a;b\n1;"first line\n', b'"\n3;4\n', id="quoted with line breaks"),
    ],
)
def test_a_field_of_one_gigabyte_costs_neither_memory_nor_time(start: bytes, end: bytes) -> None:
    tracemalloc.start()
    began = time.monotonic()
    posts = list(Lasare(OneField(1_000_000_000, start, end)).poster())
    seconds = time.monotonic() - began
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert posts[1].fel == [Radfel("falt_for_langt", 1)]
    assert posts[2].falt == ["3", "4"]
    assert peak < 2_000_000
    assert seconds < 30  # about one second; a loaded machine gets time


def test_the_check_of_a_long_field_is_bounded_too(tmp_path: Path) -> None:
    path = register_med(tmp_path / "r.csv", klientforslag="ö" * 20_000_000)
    tracemalloc.start()
    granskning = granska(path, idag=IDAG)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert [(f.kolumn, f.orsak) for f in granskning.fel] == [("klientforslag", "falt_for_langt")]
    assert peak < 3_000_000
