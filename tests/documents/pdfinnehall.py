"""Everything a PDF says anywhere: on its pages, in its structure, its metadata, its bookmarks and its streams."""

import io

import pikepdf

from caseflow.documents.passager import likt
from tests.documents.handlingar import text


def allt_i(pdf: bytes) -> str:
    """All text of the file, as it is compared: page texts, every string and name, and every stream opened."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        found = [text(pdf)]
        for thing in opened.objects:
            found += _strings(thing)
            if isinstance(thing, pikepdf.Stream):
                content = thing.read_bytes()
                found += [content.decode("latin-1"), content.decode("utf-8", "ignore")]
                found.append(content.decode("utf-16-be", "ignore"))
    return likt(" ".join(found))


def _strings(thing: pikepdf.Object) -> list[str]:
    """The strings of an object and what lies directly in it; what it refers to is an object of its own."""
    if isinstance(thing, pikepdf.String | pikepdf.Name):
        return [str(thing)]
    if isinstance(thing, pikepdf.Array):
        return [s for child in thing if _direct(child) for s in _strings(child)]
    if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        return [
            s
            for key, child in thing.items()
            for s in (key, *(_strings(child) if _direct(child) else ()))
        ]
    return []


def _direct(thing: object) -> bool:
    return isinstance(thing, pikepdf.Object) and not thing.is_indirect


def fyllda_ytor(pdf: bytes) -> list[tuple[float, ...]]:
    """The colours of every filled shape that is not text."""
    colours: list[tuple[float, ...]] = []
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        for page in opened.pages:
            now: tuple[float, ...] = (0.0,)
            saved: list[tuple[float, ...]] = []
            for instruction in pikepdf.parse_content_stream(page):
                operator = str(instruction.operator)
                if operator in {"rg", "g", "k", "sc", "scn"}:
                    now = tuple(
                        float(o) for o in instruction.operands if not isinstance(o, pikepdf.Name)
                    )
                elif operator == "q":
                    saved.append(now)
                elif operator == "Q":
                    now = saved.pop()
                elif operator in {"f", "F", "f*", "b", "B", "b*", "B*"}:
                    colours.append(now)
    return colours
