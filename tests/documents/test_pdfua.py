"""PDF/UA-1 as far as it can be read from the file; a full checker is not among the tools."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

import pikepdf
import pytest

from caseflow.documents.mallar.mall import SPRAK
from tests.documents.handlingar import (
    FARDIGA,
    MED_AKTNUMMER,
    UNDERLAG,
    element,
    fardig,
    oppnad,
    utkast,
)
from tests.documents.underlagsbygge import AKTNUMMER

UTKAST = "utkast av utredning_utovare"


@pytest.fixture(params=[*FARDIGA, UTKAST])
def pdf(request: pytest.FixtureRequest) -> Iterator[pikepdf.Pdf]:
    made = utkast("utredning_utovare") if request.param == UTKAST else fardig(request.param)
    with oppnad(made) as opened:
        yield opened


@pytest.fixture
def namn(request: pytest.FixtureRequest) -> str:
    """Which of them the test is about."""
    callspec: dict[str, str] = request.node.callspec.params
    return "utredning_utovare" if callspec["pdf"] == UTKAST else callspec["pdf"]


def kinds(pdf: pikepdf.Pdf) -> Counter[str]:
    return Counter(str(e.S) for e in element(pdf))


def marked(page: pikepdf.Page) -> Iterator[tuple[str, pikepdf.Object | None]]:
    """Tag and properties of every marked content sequence of a page; nested ones are not used."""
    depth = 0
    for instruction in pikepdf.parse_content_stream(page):
        operator = str(instruction.operator)
        if operator in {"BDC", "BMC"}:
            depth += 1
            operands = list(instruction.operands)
            yield str(operands[0]), operands[1] if len(operands) > 1 else None
        elif operator == "EMC":
            depth -= 1
        elif operator in {"Tj", "TJ", "Do", "f", "S"}:
            assert depth, f"{operator} outside any marked content"


def test_it_says_that_it_is_accessible(pdf: pikepdf.Pdf, namn: str) -> None:
    assert pdf.pdf_version == "1.7"
    assert bool(pdf.Root.MarkInfo.Marked)
    assert str(pdf.Root.Lang) == UNDERLAG[namn][1].sprak
    assert str(pdf.Root.Lang) in SPRAK
    assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
    assert all(page.Tabs == pikepdf.Name.S for page in pdf.pages)
    with pdf.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"
        assert (AKTNUMMER in metadata["dc:title"]) == (namn in MED_AKTNUMMER)


def test_it_has_a_title_and_dates_of_its_underlag_and_no_person(pdf: pikepdf.Pdf) -> None:
    info = pdf.docinfo
    assert str(info.Title)
    assert re.match(r"D:202[67]", str(info.CreationDate))
    assert str(info.CreationDate) == str(info.ModDate)
    everything = " ".join(str(value) for value in info.values())
    assert "Robin" not in everything
    assert "Lindö" not in everything
    assert "mall " in str(info.Creator)


def test_every_page_is_a4(pdf: pikepdf.Pdf) -> None:
    for page in pdf.pages:
        assert [round(float(v)) for v in page.mediabox] == [0, 0, 595, 842]


def test_every_font_is_embedded_and_ours(pdf: pikepdf.Pdf) -> None:
    fonts = [
        o
        for o in pdf.objects
        if isinstance(o, pikepdf.Dictionary) and o.get("/Type") == "/FontDescriptor"
    ]
    assert fonts
    for font in fonts:
        assert "/FontFile2" in font or "/FontFile3" in font
        assert re.match(r"/[A-Z]{6}\+(Handling|Noto-Emoji)", str(font.FontName))
    mapped = [
        o
        for o in pdf.objects
        if isinstance(o, pikepdf.Dictionary) and o.get("/Subtype") == "/Type0"
    ]
    assert all("/ToUnicode" in font for font in mapped)


def test_the_headings_are_in_order_and_are_the_bookmarks(pdf: pikepdf.Pdf) -> None:
    levels = [int(str(e.S)[2:]) for e in element(pdf) if re.fullmatch(r"/H[1-6]", str(e.S))]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(deeper <= level + 1 for level, deeper in pairwise(levels))
    with pdf.open_outline() as outline:
        (title,) = outline.root
        assert title.children
        assert str(title.title) in str(pdf.docinfo.Title)


def test_every_table_has_headers_that_a_cell_can_find(pdf: pikepdf.Pdf) -> None:
    found = element(pdf)
    headers = {str(e.ID): e for e in found if e.S == pikepdf.Name.TH}
    cells = [e for e in found if e.S == pikepdf.Name.TD]
    assert bool(headers) == bool(cells)
    if not cells:
        return  # a survey has no table
    assert {str(e.A.Scope) for e in headers.values()} <= {"/Row", "/Column"}
    for cell in cells:
        assert {str(h) for h in cell.A.Headers} <= headers.keys()
        assert len(cell.A.Headers) > 0
    names = pdf.Root.StructTreeRoot.IDTree.Names
    assert {str(names[i]) for i in range(0, len(names), 2)} == headers.keys()


def test_all_content_is_in_the_tree_or_an_artifact(pdf: pikepdf.Pdf) -> None:
    numbers = pdf.Root.StructTreeRoot.ParentTree.Nums
    in_tree = {e.objgen for e in element(pdf)}
    for index, page in enumerate(pdf.pages):
        owners = numbers[2 * index + 1]
        tagged = 0
        for tag, properties in marked(page):
            if isinstance(properties, pikepdf.Dictionary) and "/MCID" in properties:
                tagged += 1
                assert owners[int(properties.MCID)].objgen in in_tree
            else:
                assert tag == "/Artifact"
        assert tagged


def test_running_heads_are_pagination_artifacts(pdf: pikepdf.Pdf, namn: str) -> None:
    for page in pdf.pages:
        types = [
            str(properties.get("/Type"))
            for tag, properties in marked(page)
            if tag == "/Artifact" and isinstance(properties, pikepdf.Dictionary)
        ]
        assert types.count("/Pagination") >= (3 if namn in MED_AKTNUMMER else 1)


def test_quotations_and_lists_are_what_they_look_like() -> None:
    with oppnad(fardig("bifall")) as pdf:
        found = kinds(pdf)
    assert found["/BlockQuote"] >= 1
    assert found["/L"] == 1
    assert found["/LI"] == 4
    assert found["/LBody"] == 4


def test_nothing_is_attached_run_or_filled_in(pdf: pikepdf.Pdf) -> None:
    for forbidden in ("/OpenAction", "/AA", "/AcroForm", "/JavaScript"):
        assert forbidden not in pdf.Root
    assert "/EmbeddedFiles" not in pdf.Root.get("/Names", pikepdf.Dictionary())
    assert not pdf.attachments
