"""What is kept for the next handling does not grow with the handlingar."""

from caseflow.documents.pdf import _parsed, pdf_ua
from tests.documents.handlingar import FARDIGA, fardig, utkast


def test_no_style_asks_for_features_of_a_font() -> None:
    """WeasyPrint never lets go of them: a few hundred bytes for every line, as long as the process lives."""
    _parsed.cache_clear()
    pdf_ua(
        '<html lang="sv"><title>Ord</title><p style="font-variant-numeric: oldstyle-nums">1',
        slutlig=True,
    )
    assert _parsed().fonts.font_features, "WeasyPrint counts them in another way now"
    _parsed.cache_clear()
    fardig.cache_clear()
    for namn in FARDIGA:
        fardig(namn)
    utkast.cache_clear()
    utkast("avslag")
    assert not _parsed().fonts.font_features
