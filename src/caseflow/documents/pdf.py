"""From HTML to the bytes of a PDF: with our fonts, our stylesheets and nothing else.

The same HTML gives the same bytes: there is no clock, no random number and no font of the machine's.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from threading import Lock

from weasyprint import CSS, HTML
from weasyprint.urls import FatalURLFetchingError

from caseflow.documents.taggar import mend_structure
from caseflow.documents.tillgangar import BASADRESS, Tillgangar
from caseflow.documents.typsnitt import Typsnitt
from caseflow.engine.errors import IntegrityFault

_one_at_a_time = Lock()  # Pango's font map belongs to one thread at a time


@dataclass(frozen=True, slots=True)
class _Style:
    """What is parsed once per process."""

    fonts: Typsnitt
    final: tuple[CSS, ...]
    draft: tuple[CSS, ...]


def pdf_ua(html: str, *, slutlig: bool) -> bytes:
    """The page as a PDF/UA-1 file; a draft has a watermark.

    Raises:
        IntegrityFault: it refers to something outside the assets, or the fonts vanished meanwhile.
    """
    with _one_at_a_time:
        try:
            for _ in range(2):
                style = _style()
                pdf = _written(html, style, slutlig=slutlig)
                if style.fonts.ligger_kvar():  # so they did all the while it was made
                    return pdf
        except FatalURLFetchingError as error:
            raise IntegrityFault(
                vad="Handlingen kunde inte göras.",
                varfor="Mallen hänvisar till något utanför mallarnas egen mapp, eller till en fil där"
                " som inte kan läsas.",
                gor_nu="Be administratören rätta mallen.",
            ) from error
    raise IntegrityFault(
        vad="Handlingen kunde inte göras.",
        varfor="Typsnitten togs bort ur datorns tillfälliga mapp medan handlingen gjordes.",
        gor_nu="Försök igen. Händer det igen, be den som ansvarar för driften se vad som rensar mappen.",
    )


def _written(html: str, style: _Style, *, slutlig: bool) -> bytes:
    document = HTML(
        string=html, base_url=BASADRESS, url_fetcher=Tillgangar(), encoding="utf-8"
    ).render(
        stylesheets=list(style.final if slutlig else style.draft),
        font_config=style.fonts,
    )
    pdf = document.write_pdf(
        pdf_variant="pdf/ua-1",
        pdf_identifier=hashlib.sha256(html.encode()).digest()[:16],
        finisher=mend_structure,
    )
    assert isinstance(pdf, bytes)  # noqa: S101 - without a target WeasyPrint answers with the file
    return pdf


def _style() -> _Style:
    """What is parsed, anew when the fonts no longer lie where they were unpacked."""
    style = _parsed()
    if not style.fonts.ligger_kvar():
        _parsed.cache_clear()
        style = _parsed()
    return style


@cache
def _parsed() -> _Style:
    fonts = Typsnitt()
    fetcher = Tillgangar()

    def sheet(name: str) -> CSS:
        return CSS(url=f"{BASADRESS}{name}", url_fetcher=fetcher, font_config=fonts)

    final = (sheet("typsnitt.css"), sheet("handling.css"))
    return _Style(fonts, final, (*final, sheet("utkast.css")))
