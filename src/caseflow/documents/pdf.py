"""From HTML to the bytes of a PDF: with our fonts, our stylesheets and nothing else.

The same HTML gives the same bytes: there is no clock, no random number, no font of the machine's, and nothing
that the rest of the process may have changed. A short one is made here, one at a time; a long one in a process
of its own. Nobody waits in a line without end: who has waited long enough is told to try again.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from io import BytesIO
from xml.etree.ElementTree import register_namespace

from weasyprint import CSS, HTML, Attachment
from weasyprint.css import ColorProfile
from weasyprint.pdf.metadata import NS
from weasyprint.urls import FatalURLFetchingError

from caseflow.documents.egen_process import gjord_i_egen_process
from caseflow.documents.taggar import mend_structure, with_remembered_boxes
from caseflow.documents.tillgangar import BASADRESS, Tillgangar
from caseflow.documents.tur import Tur
from caseflow.documents.typsnitt import Typsnitt
from caseflow.engine.errors import IntegrityFault

LANG = 75_000
"""More HTML than this, some 20 pages of unbroken text or 40 of short notes, is two seconds' work or more."""

KORTA = Tur(platser=1, vanta=30, ko=12)
"""Pango's font map belongs to one thread at a time."""
LANGA = Tur(platser=2, vanta=60, ko=4)
"""Each takes a core and some 200 MB while it is made."""


@dataclass(frozen=True, slots=True)
class _Style:
    """What is parsed once per process."""

    fonts: Typsnitt
    final: tuple[CSS, ...]
    draft: tuple[CSS, ...]


@dataclass(frozen=True, slots=True)
class Bilaga:
    """A file that the PDF carries, and that says the same as its pages in another form."""

    namn: str
    innehall: bytes
    beskrivning: str


def pdf_ua(html: str, *, slutlig: bool) -> bytes:
    """The page as a PDF/UA-1 file; a draft has a watermark.

    Raises:
        IntegrityFault: it refers to something outside the assets, or the fonts vanished meanwhile.
        Busy: so many are being made that it did not get its turn.
    """
    return _made(html, "pdf/ua-1", slutlig=slutlig)


def pdf_a(html: str, bilaga: Bilaga) -> bytes:
    """The page as a PDF/A-3a file that carries the file; its dates are those of the page.

    Raises:
        IntegrityFault: as for `pdf_ua`.
    """
    return _made(html, "pdf/a-3a", bilaga)


def ar_lang(html: str) -> bool:
    """Whether it is made in a process of its own, because it takes seconds."""
    return len(html) > LANG


def _made(html: str, variant: str, *bilagor: Bilaga, slutlig: bool = True) -> bytes:
    if not ar_lang(html):
        return gjord_har(html, variant, *bilagor, slutlig=slutlig)
    with LANGA:
        return gjord_i_egen_process(
            {
                "html": html,
                "variant": variant,
                "slutlig": slutlig,
                "bilagor": [(b.namn, b.innehall, b.beskrivning) for b in bilagor],
            }
        )


def gjord_har(html: str, variant: str, *bilagor: Bilaga, slutlig: bool) -> bytes:
    """The file, made in this process however long it is. Raises what `pdf_ua` raises."""
    with KORTA:
        try:
            for _ in range(2):
                style = _style()
                pdf = _written(html, style, variant, *bilagor, slutlig=slutlig)
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


def _written(html: str, style: _Style, variant: str, *bilagor: Bilaga, slutlig: bool) -> bytes:
    document = HTML(
        string=html, base_url=BASADRESS, url_fetcher=Tillgangar(), encoding="utf-8"
    ).render(
        stylesheets=list(style.final if slutlig else style.draft),
        font_config=style.fonts,
        pdf_variant=variant,
        **_colours(variant),
    )
    for prefix, uri in NS.items():
        # The metadata are written with prefixes from a registry of the whole process, and
        # whoever registers «dc» for something else takes it from WeasyPrint.
        register_namespace(prefix, uri)
    pdf = with_remembered_boxes(document).write_pdf(
        pdf_variant=variant,
        output_intent=document.output_intent,
        pdf_identifier=_identifier(html, *bilagor),
        attachments=[_attachment(b, document.metadata.modified) for b in bilagor],
        finisher=mend_structure,
    )
    assert isinstance(pdf, bytes)  # noqa: S101 - without a target WeasyPrint answers with the file
    return pdf


def _colours(variant: str) -> dict[str, object]:
    """PDF/A says what its colours mean; WeasyPrint's own way to say it leaves the profile's file open."""
    if not variant.startswith("pdf/a"):
        return {}
    profile = ColorProfile(
        BytesIO(_srgb()), "sRGB2014.icc", "relative-colorimetric", ("r", "g", "b")
    )
    return {"color_profiles": {"fargrymd": profile}, "output_intent": "fargrymd"}


@cache
def _srgb() -> bytes:
    return (files("weasyprint.pdf") / "sRGB2014.icc").read_bytes()


def _identifier(html: str, *bilagor: Bilaga) -> bytes:
    """Half of the file's name for itself: of what it was made of, and of nothing else."""
    made_of = hashlib.sha256(html.encode())
    for bilaga in bilagor:
        made_of.update(hashlib.sha256(bilaga.innehall).digest())
    return made_of.digest()[:16]


def _attachment(bilaga: Bilaga, modified: str) -> Attachment:
    when = datetime.fromisoformat(modified).astimezone(UTC)
    return Attachment(
        string=bilaga.innehall,
        name=bilaga.namn,
        description=bilaga.beskrivning,
        created=when,
        modified=when,
        relationship="Data",
    )


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
