"""The pages of a PDF as pictures, for the preview beside a form, and how many they are."""

from __future__ import annotations

import io
from threading import Lock

import pypdfium2

PUNKTER_PER_TUM = 72
_one_at_a_time = Lock()  # PDFium is not made for several threads


def antal_sidor(pdf: bytes) -> int:
    """How many pages it has."""
    with _one_at_a_time, pypdfium2.PdfDocument(pdf) as document:
        return len(document)


def sidbild(pdf: bytes, sida: int, *, per_tum: int = 110) -> bytes | None:
    """One page, counted from 1, as PNG with that many dots per inch; None when there is no such page."""
    with _one_at_a_time, pypdfium2.PdfDocument(pdf) as document:
        if not 1 <= sida <= len(document):
            return None
        page = document[sida - 1]
        picture = page.render(scale=per_tum / PUNKTER_PER_TUM).to_pil()
        page.close()
    out = io.BytesIO()
    picture.convert("P", palette=1, colors=64).save(out, "PNG", optimize=True)
    return out.getvalue()


def sidtexter(pdf: bytes) -> list[str]:
    """What stands on each page, for whoever does not see the pictures."""
    found = []
    with _one_at_a_time, pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            textpage = page.get_textpage()
            found.append(textpage.get_text_bounded().replace("\r\n", "\n"))
            textpage.close()
            page.close()
    return found
