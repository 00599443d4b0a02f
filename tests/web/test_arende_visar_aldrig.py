"""What no page of an akt may ever show. The list stands in the notes on user experience; each item has a test."""

import re
from collections.abc import Callable

import pytest
from sqlalchemy import update

from caseflow.actions.registrera_arende import registrera_arende
from caseflow.store.akt import Akt
from tests.web.arendebygge import (
    KONTAKT,
    RISK,
    SAMTAL,
    Bygge,
    forsegla,
    friyta,
    i_utredning,
    i_verkstallighet,
    partnerkontakt,
    utovare,
    utsatt,
)
from tests.web.webbplats import Webbplats

WALL = "Andra parter visas inte här"
PAGES = ("", "/tidslinje", "/journal", "/fakta/riskbedomning", "/fakta/samtycke")


def bare(html: str, akt: Bygge) -> str:
    """The page without what differs between any two akter: its number and the token of the form."""
    return re.sub(r'name="csrf" value="[^"]+"', "", html).replace(akt.nummer, "NUMMER")


def everything(site: Webbplats, namn: str, akt: Bygge) -> str:
    """Every page of an akt that somebody may read, event by event."""
    visitor = site.inloggad(namn)
    seen = [visitor.get(akt.url + page).text for page in PAGES]
    seen += [visitor.get(f"{akt.url}/handelser/{seq}").text for seq in range(1, akt.bilden.seq + 1)]
    return "\n".join(seen)


# 1 and 7: the other party, and that one person or one act of violence has two sides


@pytest.mark.parametrize("build", [i_utredning, i_verkstallighet])
def test_an_utovares_pages_are_the_same_whether_or_not_another_akt_exists(
    webbplats: Webbplats, build: Callable[[Webbplats], Bygge]
) -> None:
    alone, tied = build(webbplats), build(webbplats)
    other = utsatt(webbplats, namn="Ellen Påhittad")
    forsegla(webbplats, tied, other)
    for akt in (alone, tied):
        akt.fakta("anna", "sakerhet_overvagd", overvagande="Övervägt igen.")
    webbplats.klocka.fram(days=1)
    anna = webbplats.inloggad("anna")
    for page in PAGES:
        one, two = anna.get(alone.url + page).text, anna.get(tied.url + page).text
        assert bare(one, alone) == bare(two, tied)
        assert other.nummer not in two
        assert "Ellen" not in two
    assert WALL in anna.get(alone.url).text


def test_the_wall_is_the_same_on_both_sides_and_in_every_kind_of_akt(webbplats: Webbplats) -> None:
    utovarens, utsattas = i_utredning(webbplats), utsatt(webbplats)
    forsegla(webbplats, utovarens, utsattas)
    seen = set()
    for akt, namn in (
        (utovarens, "anna"),
        (utsattas, "anna"),
        (utovare(webbplats), "bo"),
        (friyta(webbplats), "erik"),
        (partnerkontakt(webbplats), "jon"),
    ):
        page = webbplats.inloggad(namn).get(akt.url).text
        seen.add(
            page[
                page.index('class="cf-wall"') : page.index(
                    "</section>", page.index('class="cf-wall"')
                )
            ]
        )
    assert len(seen) == 1


def test_what_the_partner_answers_changes_nothing_on_the_utovares_page(
    webbplats: Webbplats,
) -> None:
    akt, hers = i_verkstallighet(webbplats), partnerkontakt(webbplats)
    forsegla(webbplats, akt, hers)
    akt.steg("erik", "prova_partnerkontakt", oppnar="partnerkontakt")
    for andamal in ("roja_behandling", "lamna_sakerhetsinformation"):
        akt.fakta("erik", "samtycke", andamal=andamal, satt="muntligt")
    part = akt.bilden.av_slag("partnerkontakt")[0].id
    akt.steg("erik", "inhamta_samtycke", delprocess=part)
    akt.steg("erik", "begar_partnerkontakt", delprocess=part, inget_besked="ja")
    hers.steg("jon", "erbjud_partnerkontakt", satt="telefon", sakert_satt="ja")
    erik = webbplats.inloggad("erik")
    before = erik.get(akt.url).text
    hers.steg("jon", "tacka_nej_partnerkontakt")
    assert erik.get(akt.url).text == before
    assert "Petra" not in everything(webbplats, "erik", akt)


def test_a_person_with_both_kinds_of_akt_is_seen_from_neither(webbplats: Webbplats) -> None:
    ett, annat = utovare(webbplats, namn="Sam Påhittad"), utsatt(webbplats, namn="Sam Påhittad")
    with webbplats.verksamhet.db.write() as session:
        same = session.query(Akt.person_id).where(Akt.nummer == ett.nummer).scalar_subquery()
        session.execute(update(Akt).where(Akt.nummer == annat.nummer).values(person_id=same))
    assert annat.nummer not in everything(webbplats, "anna", ett)
    assert ett.nummer not in everything(webbplats, "anna", annat)


def test_a_sakerhetssamordnare_leaves_no_trace_among_the_readers(webbplats: Webbplats) -> None:
    akt = partnerkontakt(webbplats)
    jon = webbplats.inloggad("jon")
    before = jon.get(akt.url).text
    assert webbplats.inloggad("kim").get(akt.url).status_code == 200
    assert jon.get(akt.url).text == before


@pytest.mark.parametrize("path", ["", "/tidslinje", "/journal", "/journal/1", "/handelser/1"])
def test_what_is_missing_and_what_is_forbidden_look_the_same(
    webbplats: Webbplats, path: str
) -> None:
    akt = utovare(webbplats)
    cecilia = webbplats.inloggad("cecilia")
    forbidden = cecilia.get(akt.url + path)
    missing = cecilia.get(f"/arenden/VN-0000-0000-0{path}")
    assert forbidden.status_code == missing.status_code == 404
    assert forbidden.text == missing.text
    assert akt.lasningar()[-1][1] == "nekad"


@pytest.mark.parametrize("path", ["/identitet", "/kontakt"])
def test_nobody_without_access_is_shown_who_it_is(webbplats: Webbplats, path: str) -> None:
    akt = utsatt(webbplats, namn="Ellen Påhittad")
    for namn in ("cecilia", "jon", "kim", "lo"):
        assert webbplats.inloggad(namn).post(akt.url + path).status_code == 404


# 3 and 4: where a protected person is, and code words


def skyddad(site: Webbplats) -> Bygge:
    """A protected person whose whereabouts have been written down."""
    akt = utsatt(
        site,
        namn="Ellen Påhittad",
        personnummer="199013017891",
        telefon="070-000 00 00",
        adress="Gömda gatan 1",
        skydd="skyddad_folkbokforing",
    )
    akt.fakta(
        "anna",
        "skyddsbedomning",
        akut_risk="nej",
        sakert_nu="ja",
        var_sakert="Hos sin syster i en annan stad.",
        barn_finns="finns",
        andra_i_risk="finns_inte",
        bedomning="Behöver stöd.",
    )
    akt.fakta(
        "anna", "barn", barn="barn_1", boende="hos_personen", uppgifter="Går på Skolgatans skola."
    )
    akt.fakta("anna", "saker_kontakt", **KONTAKT)
    return akt


HIDDEN = ("Ellen", "199013017891", "070-000", "Gömda gatan", "syster", "Skolgatan", "Hos personen")


def test_a_protected_person_is_nameless_and_nowhere(webbplats: Webbplats) -> None:
    akt = skyddad(webbplats)
    seen = everything(webbplats, "anna", akt)
    assert [word for word in HIDDEN if word in seen] == []
    assert "Skyddad person" in seen
    assert "Skyddad folkbokföring" in seen


def test_the_place_stands_in_the_safe_contact_view_alone_and_opening_it_is_logged(
    webbplats: Webbplats,
) -> None:
    akt = skyddad(webbplats)
    anna = webbplats.inloggad("anna")
    anna.get(akt.url)
    seen = anna.post(f"{akt.url}/kontakt").text
    assert all(word in seen for word in ("070-000", "Gömda gatan", "syster"))
    assert "Ellen" not in seen
    assert akt.lasningar()[-1] == ("kontakt", "oppnad")


def test_the_name_is_shown_by_an_act_of_its_own_and_logged(webbplats: Webbplats) -> None:
    akt = skyddad(webbplats)
    anna = webbplats.inloggad("anna")
    anna.get(akt.url)
    seen = anna.post(f"{akt.url}/identitet").text
    assert "Ellen Påhittad" in seen
    assert "199013017891" in seen
    assert "Gömda gatan" not in seen
    assert akt.lasningar()[-1] == ("identitet", "oppnad")
    assert anna.get(f"{akt.url}/identitet").status_code in {404, 405}


def test_that_there_is_a_code_word_is_said_and_the_word_is_not(webbplats: Webbplats) -> None:
    akt = skyddad(webbplats)
    page = webbplats.inloggad("anna").get(akt.url).text
    assert "Kodord finns." in page


# 5: who comes to friyta


def test_a_friyta_shows_its_code_and_offers_no_identity(webbplats: Webbplats) -> None:
    akt = friyta(webbplats)
    page = webbplats.inloggad("erik").get(akt.url).text
    assert "Kod Björk 31" in page
    assert "identitet" not in page
    assert "kontaktuppgifter" not in page


# 8: what is said in the talks


def test_handlaggare_see_attendance_and_not_what_was_said(webbplats: Webbplats) -> None:
    akt = i_verkstallighet(webbplats)
    seq = akt.fakta("erik", "samtal", delprocess=1, **SAMTAL)
    assert SAMTAL["anteckning"] not in everything(webbplats, "anna", akt)
    seen = webbplats.inloggad("anna").get(f"{akt.url}/handelser/{seq}").text
    assert "Genomfört" in seen
    assert "Samtalets innehåll läses av den som håller samtalen." in seen
    assert SAMTAL["anteckning"] in webbplats.inloggad("erik").get(f"{akt.url}/handelser/{seq}").text


def test_free_text_stands_in_no_overview(webbplats: Webbplats) -> None:
    akt = i_utredning(webbplats)
    akt.fakta("anna", "riskbedomning", niva="hog", **RISK)
    anna = webbplats.inloggad("anna")
    for page in ("", "/tidslinje"):
        assert RISK["skal"] not in anna.get(akt.url + page).text


# 9: names in titles and addresses


def test_titles_and_addresses_carry_the_number_and_no_name(webbplats: Webbplats) -> None:
    akt = Bygge(
        webbplats,
        registrera_arende(
            webbplats.verksamhet.db,
            webbplats.verksamhet.aktor("anna"),
            {
                "slag": "utovare",
                "enhet": "vast",
                "kalla": "polis",
                "inkom": webbplats.idag,
                "namn": "Nils Påhittad",
            },
            now=webbplats.klocka.now,
        ),
    )
    anna = webbplats.inloggad("anna")
    for page in PAGES:
        html = anna.get(akt.url + page).text
        title = html[html.index("<title>") : html.index("</title>")]
        assert akt.nummer in title
        assert "Nils" not in title
        assert not [a for a in re.findall(r'href="([^"]*)"', html) if "Nils" in a]
    title = anna.post(f"{akt.url}/identitet").text.partition("</title>")[0]
    assert "Nils" not in title
