"""The PDF of a draft is made once for all who ask at the same time, and a failure is not kept."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest

from caseflow.documents.render import framstall
from caseflow.engine.errors import IntegrityFault, NotFound
from caseflow.queries.handlingsutkast import nytt_utkast
from caseflow.web.utkastbilder import KEPT, bildsvar, utkastets_pdf
from tests.documents.underlagsbygge import underlag
from tests.web.arendebygge import i_verkstallighet
from tests.web.webbplats import Webbplats


def test_all_the_pictures_of_a_draft_come_from_one_pdf() -> None:
    draft = framstall("beslut", underlag("utovare"))
    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(utkastets_pdf, [draft] * 4))
    assert all(pdf is made[0] for pdf in made)
    assert bytes(bildsvar(made[0], 1).body).startswith(b"\x89PNG")
    with pytest.raises(NotFound):
        bildsvar(made[0], 99)


def test_few_are_kept() -> None:
    draft = framstall("beslut", underlag("utovare"))
    first = utkastets_pdf(draft)
    for n in range(KEPT):
        utkastets_pdf(replace(draft, html=draft.html.replace("Beslut", f"Beslut {n}")))
    again = utkastets_pdf(draft)
    assert again is not first
    assert again == first


def test_what_cannot_be_made_is_tried_anew() -> None:
    draft = framstall("beslut", underlag("utovare"))
    outside = draft.html.replace("</body>", '<img src="http://127.0.0.1/x.png" alt=""></body>')
    for _ in range(2):
        with pytest.raises(IntegrityFault):
            utkastets_pdf(replace(draft, html=outside))


def test_the_page_and_its_pictures_share_one_pdf_though_seconds_pass_between_them(
    webbplats: Webbplats,
) -> None:
    akt = i_verkstallighet(webbplats)
    v, anna = webbplats.verksamhet, webbplats.verksamhet.aktor("anna", webbplats.idag)

    def asked(**later: float) -> bytes:
        now = webbplats.klocka.now + timedelta(**later)
        seen = nytt_utkast(v.db, anna, akt.nummer, "beslut", {}, now=now).handling
        assert seen is not None
        return utkastets_pdf(seen)

    page = asked()
    assert asked(seconds=7) is page
    assert asked(hours=5) is page
    assert asked(days=1) is not page
