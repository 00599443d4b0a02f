"""Sealed relations: only the säkerhetssamordnare has the page, and nobody else can tell what was done there."""

import pytest
from sqlalchemy import func, select

from caseflow.rules.roller import Roll
from caseflow.store.lasning import Lasning
from caseflow.store.relation import ForsegladRelation
from tests.databas import Verksamhet
from tests.web.arendebygge import Bygge, friyta, i_verkstallighet, partnerkontakt, utovare, utsatt
from tests.web.webbplats import Webbplats

MISSING = "VN-0000-0000-0"
OTHERS = ("anna", "gun", "hans", "jon", "lo")
RELATION = (Roll.SAKERHETSSAMORDNARE.value, "relation", "oppnad")


def sealed(site: Webbplats) -> int:
    with site.verksamhet.db.read() as session:
        return session.scalars(select(func.count()).select_from(ForsegladRelation)).one()


def log(site: Webbplats, nummer: str) -> list[tuple[str, str, str]]:
    with site.verksamhet.db.read_read_log() as session:
        rows = session.scalars(
            select(Lasning).where(Lasning.aktnummer == nummer).order_by(Lasning.id)
        )
        return [(r.roll, r.vad, r.utfall) for r in rows]


def pair(ett: Bygge, annat: Bygge) -> dict[str, str]:
    return {"nummer": ett.nummer, "annat": annat.nummer}


def test_sealing_is_confirmed_without_persons_and_logged_in_both(verksamhet: Verksamhet) -> None:
    site = Webbplats(verksamhet)
    his, hers = utovare(site, namn="Test Person"), partnerkontakt(site)
    kim = site.inloggad("kim")
    assert "ser aldrig varandra" in kim.get("/relationer").text
    answer = kim.post("/relationer", pair(his, hers))
    assert answer.status_code == 200
    assert "Relationen är förseglad." in answer.text
    for secret in ("Test Person", "Petra", his.nummer, hers.nummer):
        assert secret not in answer.text
    assert sealed(site) == 1
    assert log(site, his.nummer) == log(site, hers.nummer) == [RELATION]
    assert kim.post("/relationer", pair(hers, his)).status_code == 200
    assert sealed(site) == 1


def test_those_who_work_in_the_akt_do_not_see_that_it_was_done(webbplats: Webbplats) -> None:
    his, hers = utovare(webbplats), utsatt(webbplats)
    anna = webbplats.inloggad("anna")
    before = anna.get(his.url).text
    kim = webbplats.inloggad("kim")
    assert "är förseglad" in kim.post("/relationer", pair(his, hers)).text
    assert hers.nummer in kim.post("/relationer/visa", {"nummer": his.nummer}).text
    assert anna.get(his.url).text == before


def test_the_relations_of_one_akt_are_shown_and_logged_at_every_end(webbplats: Webbplats) -> None:
    his, hers, partner = utovare(webbplats), utsatt(webbplats), partnerkontakt(webbplats)
    kim = webbplats.inloggad("kim")
    none = kim.post("/relationer/visa", {"nummer": his.nummer}).text
    assert "inga förseglade relationer" in none
    kim.post("/relationer", pair(his, hers))
    kim.post("/relationer", pair(partner, his))
    typed = his.nummer.removeprefix("VN-").lower()
    shown = kim.post("/relationer/visa", {"nummer": typed}).text
    assert hers.nummer in shown
    assert partner.nummer in shown
    assert log(webbplats, his.nummer) == [RELATION] * 4
    assert log(webbplats, hers.nummer) == log(webbplats, partner.nummer) == [RELATION] * 2


def test_a_number_typed_without_its_prefix_ties_as_any_other(webbplats: Webbplats) -> None:
    """The consents reach the partnerkontakt whichever order and form the numbers are written in."""
    his, partner = i_verkstallighet(webbplats), partnerkontakt(webbplats)
    for andamal in ("roja_behandling", "lamna_sakerhetsinformation"):
        his.fakta("erik", "samtycke", andamal=andamal, satt="muntligt")
    typed = [n.nummer.removeprefix("VN-").lower() for n in (partner, his)]
    kim = webbplats.inloggad("kim")
    answer = kim.post("/relationer", {"nummer": typed[0], "annat": typed[1]})
    assert "är förseglad" in answer.text
    assert len(partner.bilden.alla("samtycke_speglat")) == 2
    second = kim.post("/relationer", pair(utovare(webbplats), partner))
    assert second.status_code == 422
    assert "hör redan till en annan persons behandling" in second.text


def test_only_the_sakerhetssamordnare_has_it_in_the_menu(webbplats: Webbplats) -> None:
    assert 'href="/relationer"' in webbplats.inloggad("kim").get("/mina-arenden").text
    for namn in OTHERS:
        assert "/relationer" not in webbplats.inloggad(namn).get("/mina-arenden").text


@pytest.mark.parametrize("namn", OTHERS)
def test_for_everybody_else_it_is_a_page_that_does_not_exist(
    webbplats: Webbplats, namn: str
) -> None:
    his, hers = utovare(webbplats), utsatt(webbplats)
    visitor = webbplats.inloggad(namn)
    missing = visitor.get("/finns-inte")
    for answer in (
        visitor.get("/relationer"),
        visitor.post("/relationer", pair(his, hers)),
        visitor.post("/relationer", {}),
        visitor.post("/relationer/visa", {"nummer": his.nummer}),
    ):
        assert (answer.status_code, answer.text) == (404, missing.text)
    assert sealed(webbplats) == 0
    refused = [(vad, utfall) for _, vad, utfall in log(webbplats, his.nummer)]
    assert refused == [("relation", "nekad")] * 2


def test_a_form_without_the_token_seals_nothing(webbplats: Webbplats) -> None:
    his, hers = utovare(webbplats), utsatt(webbplats)
    kim = webbplats.inloggad("kim")
    for path in ("/relationer", "/relationer/visa"):
        answer = kim.client.post(path, data=pair(his, hers))
        assert answer.status_code == 403
    assert sealed(webbplats) == 0


@pytest.mark.parametrize("typed", ["", "x", MISSING, "😀", "a\x00b", "x" * 500])
def test_what_is_wrong_is_said_in_the_form_and_nothing_is_sealed(
    webbplats: Webbplats, typed: str
) -> None:
    his = utovare(webbplats)
    kim = webbplats.inloggad("kim")
    for path, sent in (
        ("/relationer", {"nummer": his.nummer, "annat": typed}),
        ("/relationer/visa", {"nummer": typed}),
        ("/relationer/visa", {"nummer": [typed, his.nummer]}),
    ):
        answer = kim.post(path, sent)
        assert answer.status_code in {404, 422}
        assert "<title>Fel: Relationer" in answer.text
    kept = kim.post("/relationer", {"nummer": his.nummer, "annat": typed}).text
    assert f'value="{his.nummer}"' in kept
    assert sealed(webbplats) == 0


def test_an_akt_that_is_missing_is_logged_as_refused(webbplats: Webbplats) -> None:
    his = utovare(webbplats)
    kim = webbplats.inloggad("kim")
    kim.post("/relationer", {"nummer": his.nummer, "annat": MISSING})
    kim.post("/relationer/visa", {"nummer": MISSING})
    role = Roll.SAKERHETSSAMORDNARE.value
    assert log(webbplats, his.nummer) == [(role, "relation", "nekad")]
    unknown = log(webbplats, MISSING) + log(webbplats, "okänt")
    assert unknown == [(role, "relation", "nekad")] * 2


def test_two_that_cannot_be_tied_are_refused_and_logged(webbplats: Webbplats) -> None:
    his, other, talks = utovare(webbplats), utovare(webbplats), friyta(webbplats)
    kim = webbplats.inloggad("kim")
    for annat in (his, other, talks):
        answer = kim.post("/relationer", pair(his, annat))
        assert answer.status_code == 422
        assert "kan inte kopplas" in answer.text
    assert sealed(webbplats) == 0
    assert log(webbplats, talks.nummer) == [RELATION]
