"""The PDF of a draft is made once for all who ask at the same time, and a failure is not kept."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from caseflow.documents.render import framstall
from caseflow.engine.errors import IntegrityFault, NotFound
from caseflow.web.utkastbilder import KEPT, bildsvar, utkastets_pdf
from tests.documents.underlagsbygge import underlag


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
