"""The program of the process that makes one long PDF: a task on its standard input, the file on its standard output."""

from __future__ import annotations

import json
import sys
from base64 import b64decode

from caseflow.documents.egen_process import NEKAD
from caseflow.documents.pdf import Bilaga, gjord_har
from caseflow.engine.errors import IntegrityFault


def main() -> int:
    """Make it. A fault is told as the words that a person is to read, and the exit code says that it is one."""
    uppgift = json.loads(sys.stdin.buffer.read())
    bilagor = [
        Bilaga(namn, b64decode(innehall), beskrivning)
        for namn, innehall, beskrivning in uppgift["bilagor"]
    ]
    try:
        pdf = gjord_har(uppgift["html"], uppgift["variant"], *bilagor, slutlig=uppgift["slutlig"])
    except IntegrityFault as fault:
        words = {"vad": fault.vad, "varfor": fault.varfor, "gor_nu": fault.gor_nu}
        sys.stdout.buffer.write(json.dumps(words).encode())
        return NEKAD
    sys.stdout.buffer.write(pdf)
    return 0


if __name__ == "__main__":
    sys.exit(main())
