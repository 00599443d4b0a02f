"""The fonts of handlingar: those beside the templates and no others, and whether they still lie where they were laid.

WeasyPrint unpacks a font into a temporary folder, and Pango opens it there when a text first needs it. If
the folder is gone by then Pango takes another font and says nothing: the same underlag would give other bytes.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from weasyprint.text.fonts import FontConfiguration

from caseflow.documents.tillgangar import MALLMAPP


class Typsnitt(FontConfiguration):  # type: ignore[misc] # WeasyPrint ships no types
    """Fontconfig as if nothing were installed: an emoji would else be drawn by whatever the machine has."""

    def __init__(self) -> None:
        variable = "FONTCONFIG_FILE"
        before = os.environ.get(variable)
        os.environ[variable] = str(MALLMAPP / "typsnitt.conf")  # read once, when the object is made
        try:
            super().__init__()
        finally:
            if before is None:
                del os.environ[variable]
            else:
                os.environ[variable] = before
        self._made_in = os.getpid()
        self._unpacked: tuple[Path, ...] = ()

    def add_font_face(self, rule_descriptors: Any, url_fetcher: object) -> None:  # noqa: ANN401 - WeasyPrint's
        """Unpack one font, and remember its file."""
        super().add_font_face(rule_descriptors, url_fetcher)
        self._unpacked = tuple(self._folder.iterdir())

    def ligger_kvar(self) -> bool:
        """Whether every unpacked file is still there; what cleans temporary folders may have taken them."""
        return all(file.is_file() for file in self._unpacked)

    def __del__(self) -> None:
        """Remove the folder, unless this is a copy in a forked process: the folder is not its own."""
        if getattr(self, "_made_in", None) == os.getpid():
            super().__del__()
