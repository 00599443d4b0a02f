"""The copy for the archive: PDF/A-3a (ISO 19005-3), with what the handling says as data beside it.

Whoever opens it in fifty years needs no font, no program of ours and no key to the codes on the pages.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import date

from caseflow.documents.pdf import Bilaga, pdf_a
from caseflow.documents.render import Framstalld

FILNAMN = "handling.json"


def filerna(handling: Framstalld, data: Mapping[str, object]) -> tuple[bytes, bytes]:
    """A finished handling as the file to read and as the one for the archive. Raises what `pdf_ua` raises."""
    if not handling.lang:
        return handling.pdf(), arkiv(handling.html, data)
    other = ThreadPoolExecutor(1)  # each in a process of its own, and at the same time
    try:
        archived = other.submit(arkiv, handling.html, data)
        return handling.pdf(), archived.result()
    finally:
        other.shutdown(wait=False)  # when one could not be made, nobody waits for the other


def arkiv(html: str, data: Mapping[str, object]) -> bytes:
    """The same page as a PDF/A-3a file, with `data` attached as JSON.

    The page is finished and unmasked: data that are beside it are not under any black bar.

    Raises:
        IntegrityFault: it refers to something outside the assets, or the fonts vanished meanwhile.
    """
    written = json.dumps(
        data, ensure_ascii=False, allow_nan=False, indent=2, sort_keys=True, default=_as_text
    )
    return pdf_a(
        html,
        Bilaga(
            FILNAMN,
            f"{written}\n".encode(),
            "Uppgifterna i handlingen som strukturerade data (JSON, UTF-8)",
        ),
    )


def _as_text(value: object) -> str:
    """A day or a moment as ISO 8601; anything else is a fault of ours."""
    if isinstance(value, date):
        return value.isoformat()
    msg = f"{type(value).__name__} har ingen form i arkivets data."
    raise TypeError(msg)
