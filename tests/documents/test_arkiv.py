"""PDF/A-3a as far as it can be read from the file; a full checker is not among the tools."""

import io
import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache

import pikepdf
import pytest
from fontTools.ttLib import TTFont  # type: ignore[import-untyped] # ships no types

from caseflow.documents.arkiv import FILNAMN, arkiv
from caseflow.documents.mallar.mall import SPRAK
from caseflow.documents.render import framstall
from tests.documents.handlingar import UNDERLAG, element, med_egna_ord, oppnad, sidor
from tests.documents.underlagsbygge import AKTNUMMER, underlag

DATA: Mapping[str, object] = {
    "aktnummer": AKTNUMMER,
    "dag": date(2026, 11, 22),
    "uppgifter": [{"kod": "egen_syn", "text": "Jag vill sluta. أريد أن أتوقف. 日本 \N{HOCHO}"}],
}
WRITTEN = {**DATA, "dag": "2026-11-22"}
SIDA = """<!DOCTYPE html><html lang="sv"><head><title>Prov, {nummer}</title>
<meta name="dcterms.created" content="2026-11-22T09:30:00+00:00">
<meta name="dcterms.modified" content="2026-11-22T09:30:00+00:00"></head>
<body><h1>Prov</h1>{innehall}</body></html>"""


def sida(innehall: str) -> str:
    return SIDA.format(nummer=AKTNUMMER, innehall=innehall)


@cache
def arkiverad(namn: str) -> bytes:
    mall, grund = UNDERLAG[namn]
    return arkiv(framstall(mall, grund, slutlig=True).html, DATA)


@cache
def blandad() -> bytes:
    """What the templates do not have all of: several scripts, a decomposed letter, a list, signs of every kind."""
    return arkiv(
        sida(
            '<p dir="rtl" class="hoger" lang="ar">ثبت بيت تين يبس</p>'
            "<p>a\u030a \N{HOCHO} \u200b\u202aslut\u202c</p>"
            "<p lang='so'>Waxaan ku caawin karnaa</p><ol><li>Ett<li>Två</ol><ul><li>Tre</ul>"
            "<table><thead><tr><th>A<tbody><tr><td>B</table>"
        ),
        DATA,
    )


@cache
def svar() -> bytes:
    """A person's own words, with characters that no font has."""
    grund = underlag("utovare", med_egna_ord("\N{HOCHO} سلام 日本語 Жизнь e\u0301 \u200dslut"))
    return arkiv(framstall("utredning_utovare", grund, slutlig=True).html, DATA)


@pytest.fixture(params=[*UNDERLAG, "blandad", "svar"])
def pdf(request: pytest.FixtureRequest) -> Iterator[pikepdf.Pdf]:
    other = {"blandad": blandad, "svar": svar}.get(request.param)
    made = other() if other else arkiverad(request.param)
    with oppnad(made) as opened:
        yield opened


def everything(node: pikepdf.Object, seen: set[tuple[int, int]]) -> Iterator[pikepdf.Object]:
    """Every dictionary and stream that the file holds, direct ones too."""
    if node.is_indirect:
        if node.objgen in seen:
            return
        seen.add(node.objgen)
    if isinstance(node, pikepdf.Array):
        kids = list(node)
    elif isinstance(node, (pikepdf.Dictionary, pikepdf.Stream)):
        yield node
        kids = [value for _, value in node.items()]
    else:
        return
    for kid in kids:
        if isinstance(kid, pikepdf.Object):
            yield from everything(kid, seen)


def dictionaries(pdf: pikepdf.Pdf) -> list[pikepdf.Object]:
    return list(everything(pdf.trailer, set()))


def test_it_says_what_it_is(pdf: pikepdf.Pdf) -> None:
    assert pdf.pdf_version == "1.7"
    with pdf.open_metadata() as metadata:
        assert metadata["pdfaid:part"] == "3"
        assert metadata["pdfaid:conformance"] == "A"
        assert metadata["dc:title"] == str(pdf.docinfo.Title)
        assert metadata["xmp:CreateDate"] == metadata["xmp:ModifyDate"]
    assert str(pdf.docinfo.Title)
    assert bool(pdf.Root.MarkInfo.Marked)
    assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
    assert str(pdf.Root.Lang) in SPRAK
    assert len(pdf.trailer.ID) == 2
    assert not pdf.is_encrypted


def test_it_carries_the_data_and_says_how_they_belong(pdf: pikepdf.Pdf) -> None:
    assert list(pdf.attachments) == [FILNAMN]
    (spec,) = pdf.Root.AF
    assert spec.objgen == pdf.Root.Names.EmbeddedFiles.Names[1].objgen
    assert spec.AFRelationship == pikepdf.Name.Data
    assert str(spec.F) == str(spec.UF) == FILNAMN
    assert str(spec.Desc).startswith("Uppgifterna i handlingen")
    file = spec.EF.F
    assert file.Subtype == pikepdf.Name("/application/json")
    assert json.loads(file.read_bytes()) == WRITTEN
    assert int(file.Params.Size) == len(file.read_bytes())
    assert str(file.Params.ModDate) == str(file.Params.CreationDate)
    assert re.match(r"D:202[67]\d{10}Z$", str(file.Params.ModDate))
    assert str(file.Params.ModDate)[:16] == str(pdf.docinfo.ModDate)[:16]


def test_its_colours_are_defined(pdf: pikepdf.Pdf) -> None:
    (intent,) = pdf.Root.OutputIntents
    assert intent.S == pikepdf.Name.GTS_PDFA1
    profile = intent.DestOutputProfile
    assert int(profile.N) == 3
    assert profile.read_bytes()[36:40] == b"acsp"
    used = {
        str(i.operator)
        for page in pdf.pages
        for i in pikepdf.parse_content_stream(page)
        if str(i.operator) in {"k", "K", "cs", "CS", "scn", "SCN", "sh"}
    }
    assert used <= {"cs", "CS", "scn", "SCN"}, "device CMYK or a shading without a profile"


def test_nothing_in_it_acts_or_points_outside(pdf: pikepdf.Pdf) -> None:
    assert "/AcroForm" not in pdf.Root
    for found in dictionaries(pdf):
        for forbidden in (
            "/JS",
            "/JavaScript",
            "/OpenAction",
            "/AA",
            "/Launch",
            "/XFA",
            "/Encrypt",
        ):
            assert forbidden not in found
        assert found.get("/S") not in {"/JavaScript", "/Launch", "/SubmitForm", "/ImportData"}
        assert found.get("/Subtype") not in {
            "/PS",
            "/Movie",
            "/Sound",
            "/Screen",
            "/3D",
            "/RichMedia",
        }
        if isinstance(found, pikepdf.Stream):
            assert "/F" not in found, "a stream whose bytes lie in another file"
            assert "/LZWDecode" not in str(found.get("/Filter"))


def glyphs(pdf: pikepdf.Pdf) -> dict[str, set[int]]:
    """The glyphs drawn by every font."""
    drawn: dict[str, set[int]] = defaultdict(set)
    for page in pdf.pages:
        font = ""
        for instruction in pikepdf.parse_content_stream(page):
            operands = list(instruction.operands)
            if str(instruction.operator) == "Tf":
                font = str(operands[0])
            elif str(instruction.operator) in {"Tj", "TJ"}:
                parts = operands[0] if isinstance(operands[0], pikepdf.Array) else operands
                for part in parts:
                    if isinstance(part, pikepdf.String):
                        data = bytes(part)
                        drawn[font] |= {
                            int.from_bytes(data[i : i + 2], "big") for i in range(0, len(data), 2)
                        }
    return drawn


def widths(font: pikepdf.Object) -> dict[int, float]:
    found: dict[int, float] = {}
    given = list(font.W)
    for first, following in zip(given[::2], given[1::2], strict=True):
        found |= {int(first) + i: float(w) for i, w in enumerate(following)}
    return found


def characters(font: pikepdf.Object) -> dict[int, str]:
    lines = re.findall(r"<([0-9a-f]+)> <([0-9a-f]*)>", font.ToUnicode.read_bytes().decode())
    return {int(code, 16): bytes.fromhex(said).decode("utf-16-be") for code, said in lines}


def test_every_glyph_is_embedded_as_wide_as_it_says_and_has_a_character(pdf: pikepdf.Pdf) -> None:
    fonts = pdf.pages[0].Resources.Font
    for name, drawn in glyphs(pdf).items():
        font = fonts[name]
        below = font.DescendantFonts[0]
        descriptor = below.FontDescriptor
        embedded = descriptor.get("/FontFile2") or descriptor.FontFile3
        program = TTFont(io.BytesIO(embedded.read_bytes()))
        order, said = program.getGlyphOrder(), widths(below)
        assert font.Encoding == pikepdf.Name("/Identity-H")
        assert 0 not in drawn, "the empty box"
        assert max(drawn) < len(order)
        for glyph in drawn:
            advance = program["hmtx"][order[glyph]][0] * 1000 / program["head"].unitsPerEm
            assert abs(said[glyph] - advance) <= 1, f"{name}: glyph {glyph}"
        meant = characters(font)
        assert all(meant[glyph] for glyph in drawn)
        assert not {"\0", "\ufeff", "\ufffe"} & set("".join(meant.values()))


def test_all_content_is_in_the_tree_or_an_artifact(pdf: pikepdf.Pdf) -> None:
    numbers = pdf.Root.StructTreeRoot.ParentTree.Nums
    in_tree = {e.objgen for e in element(pdf)}
    assert in_tree
    for index, page in enumerate(pdf.pages):
        owners, depth = numbers[2 * index + 1], 0
        for instruction in pikepdf.parse_content_stream(page):
            operator, operands = str(instruction.operator), list(instruction.operands)
            if operator in {"BDC", "BMC"}:
                depth += 1
                properties = operands[1] if len(operands) > 1 else pikepdf.Dictionary()
                if operands[0] != "/Artifact":
                    assert owners[int(properties.MCID)].objgen in in_tree
            elif operator == "EMC":
                depth -= 1
            elif operator in {"Tj", "TJ", "Do", "f", "S"}:
                assert depth


def test_the_same_page_and_data_give_the_same_bytes_and_others_give_others() -> None:
    html = sida("<p>Ord</p>")
    made = arkiv(html, DATA)
    assert arkiv(html, dict(reversed(list(DATA.items())))) == made
    assert arkiv(html, {**DATA, "dag": date(2026, 11, 23)}) != made
    with oppnad(made) as one, oppnad(arkiv(html, {})) as other:
        assert bytes(one.trailer.ID[0]) != bytes(other.trailer.ID[0])


def test_the_pages_read_as_those_of_the_ordinary_file() -> None:
    mall, grund = UNDERLAG["bifall"]
    ordinary = framstall(mall, grund, slutlig=True).pdf()
    assert sidor(arkiverad("bifall")) == sidor(ordinary)


def test_data_without_a_form_are_refused() -> None:
    with pytest.raises(TypeError, match="har ingen form"):
        arkiv(sida("<p>Ord</p>"), {"a": object()})
    with pytest.raises(ValueError, match="not JSON compliant"):
        arkiv(sida("<p>Ord</p>"), {"a": float("nan")})
