"""The only files that rendering can reach: stylesheets, pictures and fonts beside the templates."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote, urlsplit

from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

MALLMAPP = Path(__file__).resolve().parents[1] / "templates" / "handlingar"
TYPSNITT = MALLMAPP / "typsnitt"
BASADRESS = "tillgang:///"
"""A scheme of our own: no other resolver knows it, so nothing else can answer."""

_TYPES = {
    ".css": "text/css",
    ".svg": "image/svg+xml",
    ".ttf": "font/ttf",
    ".woff2": "font/woff2",
}


class Tillgangar(URLFetcher):  # type: ignore[misc] # WeasyPrint ships no types
    """Answers for the asset folder and refuses everything else by stopping the rendering."""

    def __init__(self) -> None:
        super().__init__(allowed_protocols=(), allow_redirects=False, fail_on_errors=True)

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:  # noqa: ARG002 - WeasyPrint's signature
        """The asset with that address.

        Raises:
            FatalURLFetchingError: the address is not that of an asset.
        """
        parts = urlsplit(url)
        path = (MALLMAPP / unquote(parts.path).lstrip("/")).resolve()
        if (
            parts.scheme != "tillgang"
            or parts.netloc
            or not path.is_relative_to(MALLMAPP)
            or path.suffix not in _TYPES
            or not path.is_file()
        ):
            msg = f"En handling får inte hämta {url[:200]!r}."
            raise FatalURLFetchingError(msg)
        return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": _TYPES[path.suffix]})
