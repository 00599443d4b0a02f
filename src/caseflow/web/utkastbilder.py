"""The pages of a draft as PDF and as pictures: the PDF is made once for all of its pictures.

A few of the latest are kept in memory, by what is on their pages; who may see them is asked anew every time.
"""

from __future__ import annotations

from collections import OrderedDict
from concurrent.futures import Future
from threading import Lock

from fastapi.responses import Response

from caseflow.documents.render import Framstalld
from caseflow.documents.sidbilder import sidbild
from caseflow.documents.tur import Ko
from caseflow.engine.errors import NotFound

KEPT = 8
SIDA_BREDD, SIDA_HOJD = 910, 1287
"""An A4 page as a picture, so that the page does not jump when it comes."""

_made: OrderedDict[str, Future[bytes]] = OrderedDict()
_lock = Lock()
_WAITS = Ko(12)
"""Those who wait for a PDF that somebody else has asked for: as many as a browser fetches at a time, and some more."""


def utkastets_pdf(handling: Framstalld) -> bytes:
    """The draft as PDF. Whoever asks while it is being made waits for that one.

    Raises what the making of it raises, and Busy when too many wait for it.
    """
    with _lock:
        found = _made.get(handling.html)
        mine: Future[bytes] | None = None
        if found is None:
            found = mine = _made[handling.html] = Future()
        _made.move_to_end(handling.html)
        while len(_made) > KEPT:
            _made.popitem(last=False)
    if mine is not None:
        try:
            mine.set_result(handling.pdf())
        except BaseException as fault:
            with _lock:
                _made.pop(handling.html, None)
            mine.set_exception(fault)
            raise
        return found.result()
    return found.result() if found.done() else _WAITS.vanta(found.result)


def bildsvar(pdf: bytes, sida: int) -> Response:
    """A page as a picture.

    Raises:
        NotFound: there is no such page.
    """
    png = sidbild(pdf, sida)
    if png is None:
        raise NotFound(vad=f"Sida {sida} finns inte.", gor_nu="Gå tillbaka till handlingen.")
    return Response(png, media_type="image/png")


def pdfsvar(pdf: bytes, filnamn: str) -> Response:
    """A file to open in the browser or to keep."""
    return Response(
        pdf,
        media_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{filnamn}"'},
    )
