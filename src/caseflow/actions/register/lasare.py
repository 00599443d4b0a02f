"""Reads a semicolon-separated register as numbered records, in bounded memory.

Bytes in, records out. Python's own `csv` is not used: an unclosed quote makes the rest of the file
one field there, a field of 1 GB is read whole, and a fault says nothing about where it stands.
Records are counted, not physical lines: 1 is the header, and quoted fields may hold line breaks.
What is wrong with a record comes with the record; reading always goes on with the next one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO, Final, NamedTuple

LANGSTA_FALT: Final = 10_000
"""The most characters a field may have."""

_BLOCK: Final = 64 * 1024
_MOST_BYTES: Final = 4 * LANGSTA_FALT  # UTF-8 needs at most four bytes for a character
_MOST_COLUMNS: Final = 200
_MOST_SURPLUS: Final = 1_000  # fields beyond the expected that are still told apart

_DELIMITER: Final = b";"
_QUOTE: Final = b'"'
_LINE_ENDS: Final = (b"\n", b"\r")
_END_OF_FIELD: Final = re.compile(rb"[;\r\n]")

_BOM: Final = b"\xef\xbb\xbf"
_WIDE_BOMS: Final = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")
_OTHER_FILES: Final = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF")  # xlsx and ods, xls, PDF


class Radfel(NamedTuple):
    """A fault in how a record is written: machine code, and the place of the field if it is in one."""

    orsak: str
    plats: int | None = None


@dataclass(slots=True)
class Post:
    """One record. `falt[i]` is None when the field cannot be used; `fel` then says why.

    `antal_falt` counts all fields, also those beyond the expected, which are not kept.
    """

    rad: int
    falt: list[str | None]
    antal_falt: int
    fel: list[Radfel] = field(default_factory=list)

    @property
    def hel(self) -> bool:
        """Whether every field stands in its column, so that the cells can be checked."""
        return all(f.orsak != "citattecken_obalans" for f in self.fel)


class _Unbalanced(Exception):
    """A quote was opened and not closed as it should be.

    `resume_at` is where in the file the line after the opening quote begins, if it is behind us.
    """

    def __init__(self, resume_at: int | None) -> None:
        self.resume_at = resume_at
        super().__init__()


class Lasare:
    """The records of one open, seekable file. `filfel` holds what concerns the file as a whole."""

    def __init__(self, fil: BinaryIO) -> None:
        """`fil` stands at its beginning."""
        self.filfel: list[str] = []
        self._fil = fil
        self._data = b""
        self._pos = 0
        self._expected: int | None = None
        self._line_end: bytes | None = None
        self._bad_encoding_seen = False

    def poster(self) -> Iterator[Post]:
        """Every record, the header first; blank lines at the end of the file are not records."""
        if not self._is_text():
            return
        rad = blank = 0
        while self._pos < len(self._data) or self._fill():
            post = self._fast_record() or self._record()
            if post.antal_falt == 1 and post.falt == [""]:
                blank += 1
                continue
            for _ in range(blank):
                rad += 1
                yield Post(rad, [""], 1)
            blank = 0
            rad += 1
            post.rad = rad
            if self._expected is None:
                self._expected = 1 if rad > 1 else post.antal_falt  # after blank lines: no header
            del post.falt[self._expected :]
            yield post
        if rad == 0:
            self.filfel.append("tom_fil")

    def _is_text(self) -> bool:
        """Look at the first bytes: what cannot be a UTF-8 table is not read at all."""
        self._fill()
        start = self._data[:16]
        if start.startswith(_OTHER_FILES):
            self.filfel.append("fel_filtyp")
        elif start.startswith(_WIDE_BOMS) or _looks_wide(start):
            self.filfel.append("fel_kodning")
        if self._data.startswith(_BOM):
            self._pos = len(_BOM)
        return not self.filfel

    def _fill(self) -> bool:
        """Read one block more, dropping what is used. False at the end of the file."""
        block = self._fil.read(_BLOCK)
        self._data = self._data[self._pos :] + block
        self._pos = 0
        return bool(block)

    def _peek(self) -> bytes:
        """The next byte, or nothing at the end of the file."""
        if self._pos == len(self._data):
            self._fill()
        return self._data[self._pos : self._pos + 1]

    def _fast_record(self) -> Post | None:
        """A record without quotes, on one short line: nearly all are. None if it is not one."""
        end = self._data.find(b"\n", self._pos)
        if end < 0 and len(self._data) - self._pos <= LANGSTA_FALT:
            self._fill()
            end = self._data.find(b"\n", self._pos)
        if not 0 <= end - self._pos <= LANGSTA_FALT:
            return None
        line, line_end = self._data[self._pos : end], b"\n"
        if line.endswith(b"\r"):
            line, line_end = line[:-1], b"\r\n"
        if _QUOTE in line or b"\r" in line or b"\0" in line:
            return None
        self._pos = end + 1
        self._note_line_end(line_end)
        raw = line.split(_DELIMITER)
        post = Post(0, [], len(raw))
        for index, content in enumerate(raw[: self._most_kept()]):
            self._keep(post, index, content, len(content))
        return post

    def _most_kept(self) -> int:
        return _MOST_COLUMNS if self._expected is None else self._expected

    def _record(self) -> Post:
        """A record of any kind, field by field."""
        post = Post(0, [], 0)
        most = self._most_kept()
        while True:
            index = post.antal_falt
            post.antal_falt += 1
            if index >= most + _MOST_SURPLUS:
                self._skip_line()
            elif self._peek() == _QUOTE:
                try:
                    content, size = self._quoted()
                except _Unbalanced as fault:
                    post.fel.append(Radfel("citattecken_obalans"))
                    self._resume(fault.resume_at)
                    return post
                self._keep_if(post, index, most, content, size)
            else:
                content, size = self._unquoted()
                self._keep_if(post, index, most, content, size)
            if self._peek() != _DELIMITER:
                self._take_line_end()
                return post
            self._pos += 1

    def _keep_if(self, post: Post, index: int, most: int, content: bytes, size: int) -> None:
        if index < most:
            self._keep(post, index, content, size)

    def _keep(self, post: Post, index: int, content: bytes, size: int) -> None:
        """Decode a field into the record, or note why it cannot be used."""
        text: str | None = None
        if b"\0" in content:
            if Radfel("nul_byte") not in post.fel:
                post.fel.append(Radfel("nul_byte"))
        elif size > _MOST_BYTES:
            post.fel.append(Radfel("falt_for_langt", index))
        else:
            try:
                text = content.decode()
            except UnicodeDecodeError:
                # A file in another encoding has the same fault in every record: the first says it.
                if not self._bad_encoding_seen:
                    post.fel.append(Radfel("fel_kodning"))
                self._bad_encoding_seen = True
            else:
                if len(text) > LANGSTA_FALT:
                    post.fel.append(Radfel("falt_for_langt", index))
                    text = None
        post.falt.append(text)

    def _unquoted(self) -> tuple[bytes, int]:
        """The field's bytes, as many as can matter, and its true size."""
        kept, size = bytearray(), 0
        while True:
            if size <= _MOST_BYTES:
                found = _END_OF_FIELD.search(self._data, self._pos)
                end = found.start() if found else -1
            else:  # only its end matters now, and plain searches go through a block 80 times faster
                end = _first_of((_DELIMITER, b"\r", b"\n"), self._data, self._pos)
            stop = end if end >= 0 else len(self._data)
            size += stop - self._pos
            kept += self._data[self._pos : min(stop, self._pos + _MOST_BYTES + 1 - len(kept))]
            self._pos = stop
            if end >= 0 or not self._fill():
                return bytes(kept), size

    def _quoted(self) -> tuple[bytes, int]:
        """As `_unquoted`, between quotes; a doubled quote is one, line breaks become LF.

        Raises `_Unbalanced` when the quote is never closed, when something follows the closing
        one, or when a whole line inside has the shape of a record.
        """
        self._pos += 1
        watch = _LineWatch(self._expected)
        kept, size = bytearray(), 0
        while True:
            end = self._data.find(_QUOTE, self._pos)
            stop = end if end >= 0 else len(self._data)
            base = self._fil.tell() - len(self._data)
            if watch.is_record(self._data[self._pos : stop], base + self._pos):
                raise _Unbalanced(watch.resume_at)
            size += stop - self._pos
            kept += self._data[self._pos : min(stop, self._pos + _MOST_BYTES + 1 - len(kept))]
            self._pos = stop
            if end < 0:
                if not self._fill():
                    raise _Unbalanced(watch.resume_at)
                continue
            self._pos += 1
            following = self._peek()
            if following == _QUOTE:
                self._pos += 1
                size += 1
                kept += _QUOTE if len(kept) <= _MOST_BYTES else b""
            elif following and following not in b";\r\n":
                raise _Unbalanced(watch.resume_at)
            else:
                return bytes(kept).replace(b"\r\n", b"\n"), size

    def _resume(self, at: int | None) -> None:
        """Go on after the line where the unclosed quote was opened, wherever the search ended."""
        if at is None:
            self._skip_line()
            self._take_line_end()
            return
        base = self._fil.tell() - len(self._data)
        if at >= base:
            self._pos = at - base
        else:
            self._fil.seek(at)
            self._data, self._pos = b"", 0

    def _skip_line(self) -> None:
        while True:
            end = _first_of(_LINE_ENDS, self._data, self._pos)
            self._pos = end if end >= 0 else len(self._data)
            if end >= 0 or not self._fill():
                return

    def _take_line_end(self) -> None:
        first = self._peek()
        if not first:
            return
        self._pos += 1
        if first == b"\r" and self._peek() == b"\n":
            self._pos += 1
            first = b"\r\n"
        self._note_line_end(first)

    def _note_line_end(self, kind: bytes) -> None:
        if self._line_end is None:
            self._line_end = kind
        elif kind != self._line_end and "blandade_radslut" not in self.filfel:
            self.filfel.append("blandade_radslut")


class _LineWatch:
    """Follows the lines inside a quoted field, to tell a long text from an unclosed quote.

    If the first whole line after the opening one has exactly as many delimiters as a record, it is
    a record, and the quote before it was never closed. `resume_at` is where that line begins.
    """

    def __init__(self, columns: int | None) -> None:
        self.resume_at: int | None = None
        self._delimiters = columns - 1 if columns and columns > 1 else None
        self._seen = 0
        self._half_line_end = False

    def is_record(self, part: bytes, offset: int) -> bool:
        """Look at the next part of the field, which begins `offset` bytes into the file."""
        if self._half_line_end and part:
            self._half_line_end = False
            if part.startswith(b"\n") and self.resume_at is not None:
                self.resume_at += 1
                part, offset = part[1:], offset + 1
        if self.resume_at is None:
            end = _first_of(_LINE_ENDS, part)
            if end < 0:
                return False
            size = 2 if part[end : end + 2] == b"\r\n" else 1
            self._half_line_end = part[end:] == b"\r"
            self.resume_at = offset + end + size
            part = part[end + size :]
        if self._delimiters is None:
            return False
        end = _first_of(_LINE_ENDS, part)
        self._seen += part.count(_DELIMITER) if end < 0 else part.count(_DELIMITER, 0, end)
        if end < 0:
            return False
        found = self._seen == self._delimiters
        self._delimiters = None
        return found


def _first_of(needles: tuple[bytes, ...], data: bytes, start: int = 0) -> int:
    """Where the first of the needles stands, or -1."""
    return min((at for n in needles if (at := data.find(n, start)) >= 0), default=-1)


def _looks_wide(start: bytes) -> bool:
    """UTF-16 without a mark: every second byte of plain Latin letters is zero."""
    most = 8
    if len(start) < most:
        return False
    even, odd = start[:most:2], start[1:most:2]
    return not any(even) or not any(odd)
