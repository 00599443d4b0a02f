"""What WeasyPrint leaves to be done in the structure of a tagged PDF.

It tags running heads and feet without placing them in the tree, and gives header cells an ID but no scope.
PDF/UA-1 (ISO 14289-1, 7.8 and 7.5) wants pagination artifacts, and headers that a reader can find.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeAlias

import pydyf

Element: TypeAlias = "Any"  # pydyf ships no types


def mend_structure(_document: object, pdf: Element) -> None:
    """Finish the structure tree of a PDF that is about to be written."""
    root = _object(pdf, pdf.catalog["StructTreeRoot"])
    placed = list(_walk(pdf, root, ()))
    _mark_artifacts(pdf, root, {element.number for element, _ in placed})
    _give_scope(placed)
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
