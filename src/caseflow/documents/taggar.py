"""What WeasyPrint leaves to be done in the structure of a tagged PDF.

It tags running heads and feet without placing them in the tree, gives header cells an ID but no scope, does not
say how a list is numbered, nor in what language a part is when it is another than the whole. PDF/UA-1 (ISO 14289-1,
7.8, 7.5, 7.6 and 7.2) wants pagination artifacts, and what a reader needs to know of the rest.

From right to left the glyphs stand in the order they are seen in: whoever listens is told the words beside them,
and whoever copies or searches has programs that turn them around, if every glyph says what it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, TypeAlias

import pydyf
from weasyprint.document import Document, Page
from weasyprint.formatting_structure.boxes import TextBox

Element: TypeAlias = "Any"  # neither pydyf nor WeasyPrint ships types

_FROM_RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_SAID_OTHERWISE = {
    b"<>": b"<2060>",  # a glyph that is a part of its letter: none may be silent, so it has a joiner, which is not seen
    b"<06440622>": b"<fef5>",  # lam and alef in one glyph: the characters would be turned around as two,
    b"<06440623>": b"<fef7>",  # so it has the one that stands for both, as every reader knows
    b"<06440625>": b"<fef9>",
    b"<06440627>": b"<fefb>",
}


class Sida(Page):  # type: ignore[misc] # WeasyPrint ships no types
    """A page that remembers what each piece of marked content was made of: the structure tree does not."""

    marked: dict[int, Element]

    def paint(self, stream: Element, scale: float = 1) -> None:
        """Paint it, and keep the boxes before WeasyPrint empties their list."""
        super().paint(stream, scale)
        self.marked = {tag["mcid"]: box for box, tag in stream._tags.items()}  # noqa: SLF001 - said nowhere else


def with_remembered_boxes(document: Document) -> Document:
    """The same document, of pages that `mend_structure` can ask."""
    return document.copy([Sida(page._page_box) for page in document.pages])  # noqa: SLF001 - as in WeasyPrint


def mend_structure(document: Element, pdf: Element) -> None:
    """Finish the structure tree of a PDF that is about to be written."""
    root = _object(pdf, pdf.catalog["StructTreeRoot"])
    placed = list(_walk(pdf, root, ()))
    _mark_artifacts(pdf, root, {element.number for element, _ in placed})
    _give_scope(placed)
    pages = dict(zip(pdf.page_references, document.pages, strict=True))
    _number_lists(pdf, placed, pages)
    _tell_what_is_said(placed, pages, document.metadata.lang)
    _give_every_glyph_a_character(pdf)
    if "AF" in pdf.catalog:  # WeasyPrint names each file twice
        pdf.catalog["AF"] = pydyf.Array(dict.fromkeys(pdf.catalog["AF"]))
    identified = sorted((bytes_of(e["ID"]), e) for e, _ in placed if "ID" in e)
    if identified:
        names = pydyf.Array()
        for _, element in identified:
            names.extend((element["ID"], element.reference))
        root["IDTree"] = pydyf.Dictionary({"Names": names})


def bytes_of(value: Element) -> bytes:
    """The value as it is written in the file."""
    data: bytes = value.data
    return data


def _object(pdf: Element, reference: bytes | str) -> Element:
    text = reference.decode() if isinstance(reference, bytes) else reference
    return pdf.objects[int(text.split()[0])]


def _is_reference(kid: object) -> bool:
    return isinstance(kid, bytes) and kid.endswith(b" R")


def _walk(
    pdf: Element, element: Element, above: tuple[str, ...]
) -> Iterator[tuple[Element, tuple[str, ...]]]:
    """Every structure element in the tree, with the types of those above it."""
    for kid in element.get("K", ()):
        child = _object(pdf, kid) if _is_reference(kid) else None
        if child is not None and child.get("Type") == "/StructElem":
            yield child, above
            yield from _walk(pdf, child, (*above, child["S"]))


def _mark_artifacts(pdf: Element, root: Element, placed: set[int]) -> None:
    """What is marked on a page but not placed in the tree becomes a pagination artifact."""
    numbers = _object(pdf, root["ParentTree"])["Nums"]
    pages = [p for p in pdf.objects if isinstance(p, dict) and p.get("Type") == "/Page"]
    for page in pages:
        owners = numbers[2 * page["StructParents"] + 1]
        strays = {
            mcid for mcid, owner in enumerate(owners) if _object(pdf, owner).number not in placed
        }
        stream = _object(pdf, page["Contents"]).stream
        for at, item in enumerate(stream):
            if isinstance(item, dict) and item.get("MCID") in strays:
                stream[at - 1] = "/Artifact"
                stream[at] = pydyf.Dictionary({"Type": "/Pagination"})
        for mcid in strays:
            owners[mcid] = "null"


def _give_scope(placed: list[tuple[Element, tuple[str, ...]]]) -> None:
    for element, above in placed:
        if element["S"] == "/TH":
            element["A"]["Scope"] = "/Column" if "/THead" in above else "/Row"


def _number_lists(
    pdf: Element, placed: list[tuple[Element, tuple[str, ...]]], pages: dict[bytes, Sida]
) -> None:
    """A list says what its items are marked with."""
    for element, _ in placed:
        if element["S"] == "/L":
            labels = (e for e, _ in _walk(pdf, element, ()) if e["S"] == "/Lbl")
            label = "".join(_text_below(pdf, next(labels, {}), pages)).strip()
            numbering = "/Decimal" if label[:1].isdigit() else "/Disc" if label else "/None"
            element["A"] = pydyf.Dictionary({"O": "/List", "ListNumbering": numbering})


def _text_below(pdf: Element, element: Element, pages: dict[bytes, Sida]) -> Iterator[str]:
    for kid in element.get("K", ()):
        if isinstance(kid, int):
            yield getattr(pages[element["Pg"]].marked[kid], "text", "")
        elif _is_reference(kid):
            yield from _text_below(pdf, _object(pdf, kid), pages)


def _tell_what_is_said(
    placed: list[tuple[Element, tuple[str, ...]]],
    pages: dict[bytes, Sida],
    language: str,
) -> None:
    """Give another language its name, and text from right to left its characters."""
    for element, _ in placed:
        for mcid in element["K"]:
            box = pages[element["Pg"]].marked[mcid] if isinstance(mcid, int) else None
            if not isinstance(box, TextBox):
                continue
            if box.style["lang"] and box.style["lang"] != language:
                element["Lang"] = pydyf.String(box.style["lang"])
            if _FROM_RIGHT_TO_LEFT.search(box.text):
                element["ActualText"] = pydyf.String(box.text)


def _give_every_glyph_a_character(pdf: Element) -> None:
    for font in pdf.objects:
        if isinstance(font, dict) and "ToUnicode" in font:
            stream = _object(pdf, font["ToUnicode"]).stream
            for at, line in enumerate(stream):
                glyph, _, character = line.partition(b" ")
                if character in _SAID_OTHERWISE:
                    stream[at] = glyph + b" " + _SAID_OTHERWISE[character]
