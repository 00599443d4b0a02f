"""What is kept for the next handling does not grow with the handlingar."""

import re

from caseflow.documents.pdf import _parsed, pdf_ua
from caseflow.documents.render import render
from caseflow.documents.tillgangar import MALLMAPP
from tests.documents.handlingar import UNDERLAG

FEATURES = re.compile(r"font-(?:variant|feature-settings)|\bfont-kerning")


def test_no_style_asks_for_features_of_a_font() -> None:
    """WeasyPrint never lets go of them: a few hundred bytes for every line, as long as the process lives.

    A feature that belongs to the font itself is set where the font is named, in typsnitt.css.
    """
    files = [*MALLMAPP.glob("*.html"), *MALLMAPP.glob("*.css")]
    assert len(files) > 30
    asking = {f.name for f in files if FEATURES.search(f.read_text("utf-8"))}
    assert asking <= {"typsnitt.css"}


def test_no_features_are_kept_when_a_handling_is_made() -> None:
    _parsed.cache_clear()
    pdf_ua(
        '<html lang="sv"><title>Ord</title><p style="font-variant-numeric: oldstyle-nums">1',
        slutlig=True,
    )
    assert _parsed().fonts.font_features, "WeasyPrint counts them in another way now"
    _parsed.cache_clear()
    for namn in ("utredning_utovare", "avslag"):
        render(*UNDERLAG[namn], slutlig=True)
        render(*UNDERLAG[namn])
    assert not _parsed().fonts.font_features
