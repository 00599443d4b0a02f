from pathlib import Path

import pytest
from weasyprint import HTML
from weasyprint.urls import FatalURLFetchingError

from caseflow.documents.tillgangar import BASADRESS, MALLMAPP, TYPSNITT, Tillgangar


def test_an_asset_is_answered() -> None:
    answer = Tillgangar().fetch(f"{BASADRESS}handling.css")
    assert answer.read().startswith(b"/*")
    assert answer.content_type == "text/css"


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        f"file://{MALLMAPP}/handling.css",
        "http://127.0.0.1:9/x.css",
        "https://example.org/x.css",
        "ftp://example.org/x.css",
        "data:text/css,*{display:none}",
        "tillgang://annan/handling.css",
        "tillgang:///../webb/x.css",
        "tillgang:///%2e%2e/%2e%2e/__init__.py",
        "tillgang:////etc/passwd",
        "tillgang:///bas.html",
        "tillgang:///finns_inte.css",
        "tillgang:///typsnitt",
        "handling.css",
        "",
    ],
)
def test_everything_else_is_refused(url: str) -> None:
    with pytest.raises(FatalURLFetchingError):
        Tillgangar().fetch(url)


def test_a_link_out_of_the_folder_is_not_followed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "mallar"
    folder.mkdir()
    secret = tmp_path / "hemlig.css"
    secret.write_text("hemligt")
    (folder / "lank.css").symlink_to(secret)
    monkeypatch.setattr("caseflow.documents.tillgangar.MALLMAPP", folder)
    with pytest.raises(FatalURLFetchingError):
        Tillgangar().fetch(f"{BASADRESS}lank.css")


@pytest.mark.parametrize(
    "html",
    [
        '<img src="file:///etc/passwd">',
        '<img src="http://127.0.0.1:9/x.png">',
        '<img src="data:image/png;base64,AAAA">',
        '<link rel="stylesheet" href="file:///etc/passwd">',
        '<style>@import "http://127.0.0.1:9/x.css";</style>',
        '<p style="background:url(http://127.0.0.1:9/x)">x</p>',
        '<object data="file:///etc/passwd"></object>',
    ],
)
def test_rendering_stops_at_the_first_address_outside(html: str) -> None:
    with pytest.raises(FatalURLFetchingError):
        HTML(string=html, base_url=BASADRESS, url_fetcher=Tillgangar()).write_pdf()


def test_every_font_has_its_licence_beside_it() -> None:
    fonts = {p.name for p in TYPSNITT.iterdir() if p.suffix in {".woff2", ".ttf"}}
    licences = [p.name.removesuffix(".license.txt") for p in TYPSNITT.glob("*.license.txt")]
    assert all("Open Font License" in p.read_text("utf-8") for p in TYPSNITT.glob("*.txt"))
    assert all(any(font.startswith(name) for name in licences) for font in fonts)
