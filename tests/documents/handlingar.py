"""Rendered handlingar, made once per test run, and what a reader finds in them."""

import io
from datetime import UTC, date, datetime
from functools import cache

import pikepdf
import pypdfium2

from caseflow.documents.mallar import MALLAR
from caseflow.documents.render import render
from caseflow.documents.underlag import Underlag
from tests.documents import berattelser, underlag_bedomningar, underlag_brev, underlag_utdrag
from tests.documents.underlagsbygge import Rad, underlag

UNDERLAG: dict[str, tuple[str, Underlag]] = {
    "utredning_utovare": ("utredning_utovare", underlag("utovare", berattelser.UTOVARE)),
    "utredning_utsatt": ("utredning_utsatt", underlag("utsatt", berattelser.UTSATT)),
    "bifall": ("beslut", underlag("utovare", (*berattelser.UTOVARE, berattelser.BIFALL))),
    "delvis": ("beslut", underlag("utovare", (*berattelser.UTOVARE, berattelser.DELVIS))),
    "avslag": ("beslut", underlag("utovare", (*berattelser.UTOVARE, berattelser.AVSLAG))),
    "uppfoljning": (
        "uppfoljning",
        underlag(
            "utovare",
            berattelser.UPPFOLJNING,
            rubrik="Uppföljning sex månader efter avslut",
            planerad=date(2027, 12, 7),
            skapad=datetime(2027, 12, 8, 8, tzinfo=UTC),
        ),
    ),
    **underlag_bedomningar.UNDERLAG,
    **underlag_utdrag.UNDERLAG,
    **underlag_brev.UNDERLAG,
}
FARDIGA = tuple(UNDERLAG)
MED_AKTNUMMER = tuple(n for n, (kod, g) in UNDERLAG.items() if not MALLAR[kod].ar_namnlos(g.ifyllt))
"""Those that say in which akt they were made; the others may not."""


@cache
def fardig(namn: str) -> bytes:
    mall, grund = UNDERLAG[namn]
    return render(mall, grund, slutlig=True)


@cache
def utkast(namn: str) -> bytes:
    mall, grund = UNDERLAG[namn]
    return render(mall, grund)


def med_egna_ord(egna_ord: str) -> tuple[Rad, ...]:
    """The story of the utövare, with these words as the person's own."""
    own = ("2026-11-02", "egen_syn", berattelser.ANNA, {"egna_ord": egna_ord})
    return (*berattelser.UTOVARE[:10], own, *berattelser.UTOVARE[11:])


def text(pdf: bytes) -> str:
    """Everything that stands on the pages, with single spaces."""
    return " ".join(" ".join(sidor(pdf)).split())


def sidor(pdf: bytes) -> list[str]:
    with pypdfium2.PdfDocument(pdf) as document:
        found = []
        for page in document:
            textpage = page.get_textpage()
            found.append(textpage.get_text_bounded())
            textpage.close()
            page.close()
        return found


def oppnad(pdf: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(pdf))


def element(pdf: pikepdf.Pdf) -> list[pikepdf.Object]:
    """Every structure element in reading order."""

    def below(node: pikepdf.Object) -> list[pikepdf.Object]:
        kids = node.get("/K", pikepdf.Array())
        children = list(kids) if isinstance(kids, pikepdf.Array) else [kids]
        found = []
        for child in children:
            if isinstance(child, pikepdf.Dictionary) and child.get("/S") is not None:
                found += [child, *below(child)]
        return found

    return below(pdf.Root.StructTreeRoot)
