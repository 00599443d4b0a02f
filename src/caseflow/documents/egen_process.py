"""A long PDF is made in a process of its own.

To lay out a hundred pages is seconds of Python. Here they would hold up every other page and PDF of the
process; there they hold up nobody, and what they took of memory is given back when they are done. What is sent
there and back goes through pipes: nothing of it is written to disk or seen in a list of processes.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from base64 import b64encode
from collections.abc import Mapping

from caseflow.engine.errors import Busy, CaseflowError, IntegrityFault

LANGST_TID = 180
"""Seconds that a PDF may take; the longest that a template allows takes less than a minute."""
NEKAD = 3
"""The exit code with which the other process tells a fault in words."""
_MILJO = (
    "PATH",
    "HOME",
    "LANG",
    "LC_ALL",
    "TMPDIR",
    "LD_LIBRARY_PATH",
    "DYLD_FALLBACK_LIBRARY_PATH",
    "TEMP",
    "SYSTEMROOT",
    "XDG_CACHE_HOME",
    "PYTHONPATH",
)
"""All that it is told of its surroundings: neither the database's address nor any key."""


def gjord_i_egen_process(uppgift: Mapping[str, object], *, langst: float = LANGST_TID) -> bytes:
    """What `pdfprocess` makes of the task. Takes half a second to start.

    Raises:
        IntegrityFault: what the making of it raised there.
        Busy: it took longer than `langst` seconds.
        CaseflowError: the process was ended from outside.
    """
    try:
        # -P: what lies in the directory that the server happens to run in is no part of the program.
        done = subprocess.run(
            [sys.executable, "-P", "-m", "caseflow.documents.pdfprocess"],
            input=json.dumps(uppgift, default=_as_text).encode(),
            capture_output=True,
            env={name: os.environ[name] for name in _MILJO if name in os.environ},
            timeout=langst,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise Busy(  # from None: the fault holds what was sent there, which is case data
            vad="Handlingen hann inte bli klar.",
            varfor=f"Den är lång, och datorn hann inte göra den på {langst:.0f} sekunder.",
            gor_nu="Dela upp den i kortare perioder, eller försök igen när färre arbetar i systemet.",
        ) from None
    if done.returncode == NEKAD:
        raise IntegrityFault(**json.loads(done.stdout))
    if done.returncode < 0:
        raise CaseflowError(
            vad="Handlingen kunde inte göras.",
            varfor="Processen som gjorde den avslutades innan den var klar. Minnet kan ha tagit slut.",
            gor_nu="Försök igen. Händer det igen, dela upp den i kortare perioder.",
        )
    if done.returncode:
        raise CaseflowError(
            vad="Handlingen kunde inte göras.",
            varfor=f"Processen som skulle göra den kunde inte arbeta ({_kind(done.stderr)}).",
            gor_nu="Be den som ansvarar för driften se över installationen.",
        )
    return done.stdout


def _kind(stderr: bytes) -> str:
    """The kind of the fault and nothing else: its words may be those of an akt."""
    last = stderr.decode(errors="replace").rstrip().rpartition("\n")[2].partition(":")[0]
    return last if last.isidentifier() else "okänt fel"


def _as_text(value: object) -> str:
    if isinstance(value, bytes):
        return b64encode(value).decode()
    raise TypeError(type(value).__name__)
