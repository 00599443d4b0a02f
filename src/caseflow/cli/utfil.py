"""The file that a command writes: whole or not at all, and readable for whoever runs the command only."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from caseflow.engine.errors import BadInput

_VARFOR = {
    errno.ENOENT: "katalogen finns inte",
    errno.ENOTDIR: "det som ska vara en katalog är en fil",
    errno.EISDIR: "det är en katalog",
    errno.EACCES: "du får inte skriva där",
    errno.EROFS: "där går det bara att läsa",
    errno.ENOSPC: "disken är full",
}


@contextmanager
def utfilen(out: Path) -> Iterator[IO[bytes]]:
    """Where to write; it has its name when all is written.

    It is opened before anything is made, so that what cannot be written is refused before a handling is stored.

    Raises:
        BadInput: the file cannot be written there.
    """
    if out.is_dir():
        raise _not_there(out, OSError(errno.EISDIR, ""))
    try:
        if out.exists() and not out.is_file():
            with out.open(
                "wb"
            ) as file:  # a pipe or a device is written to, and nothing put in its place
                yield file
            return
        handle, name = tempfile.mkstemp(dir=out.parent, prefix=".", suffix=".del")
        try:
            with os.fdopen(handle, "wb") as file:
                yield file
            Path(name).replace(out)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as fault:
        raise _not_there(out, fault) from fault


def _not_there(out: Path, fault: OSError) -> BadInput:
    return BadInput(
        vad="Filen kunde inte skrivas.",
        varfor=f"{out}: {_VARFOR.get(fault.errno or 0, fault.strerror)}.",
        gor_nu="Ange en fil i en katalog som finns och som du får skriva i.",
    )
