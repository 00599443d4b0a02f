"""Who sees what in the work list, and what the filters do."""

import re
from datetime import timedelta

import pytest

from caseflow.actions.byt_ansvarig import byt_ansvarig
from caseflow.actions.register_fact import register_fact
from caseflow.actions.registrera_friyta import registrera_friyta
from caseflow.actions.registrera_partnerkontakt import registrera_partnerkontakt
from caseflow.actions.tilldela_bevakning import tilldela_bevakning
from tests.databas import Verksamhet
from tests.web.arendebygge import friyta, i_beslut, i_utredning, i_verkstallighet, utsatt
from tests.web.webbplats import Webbplats

EVERYBODY = (
    "anna bo cecilia disa erik fatima gun hans jon kim lo".split()  # the whole cast
)


def sees(site: Webbplats, nummer: str) -> set[str]:
    """Who has the number in the work list."""
    return {n for n in EVERYBODY if nummer in site.inloggad(n).get("/mina-arenden").text}


def test_an_arende_stands_with_its_handlaggare_and_the_leaders(verksamhet: Verksamhet) -> None:
    site = Webbplats(verksamhet)
    assert sees(site, site.arende("anna")) == {"anna", "gun", "hans"}


def test_an_arende_follows_its_new_owner(webbplats: Webbplats) -> None:
    nummer = webbplats.arende("anna")
    v = webbplats.verksamhet
    byt_ansvarig(v.db, v.aktor("gun"), nummer, "bo@exempel.se", now=webbplats.klocka.now)
    assert sees(webbplats, nummer) == {"bo", "gun", "hans"}


def test_a_bevakning_given_to_somebody_brings_the_arende_with_it(webbplats: Webbplats) -> None:
    nummer = webbplats.arende("anna")
    v = webbplats.verksamhet
    tilldela_bevakning(v.db, v.aktor("gun"), nummer, 1, "erik@exempel.se", now=webbplats.klocka.now)
    assert sees(webbplats, nummer) == {"anna", "erik", "gun", "hans"}


def test_a_friyta_is_seen_by_its_behandlare_and_the_leaders(webbplats: Webbplats) -> None:
    v = webbplats.verksamhet
    nummer = registrera_friyta(
        v.db,
        v.aktor("erik"),
        {
            "enhet": "vast",
            "kod": "Björk 31",
            "dokumentation": "full",
            "kalla": "sjalv",
            "inkom": webbplats.idag,
        },
        now=webbplats.klocka.now,
    )
    assert sees(webbplats, nummer) == {"erik", "gun", "hans"}


def test_a_partnerkontakt_is_seen_by_no_leader(verksamhet: Verksamhet) -> None:
    site = Webbplats(verksamhet)
    nummer = registrera_partnerkontakt(
        verksamhet.db,
        verksamhet.aktor("jon"),
        {"enhet": "vast", "inkom": site.idag, "sakerhetsbedomning": "Nås säkert på dagtid."},
        now=site.klocka.now,
    )
    assert sees(site, nummer) == {"jon"}


def test_the_administrator_sees_no_list_at_all(webbplats: Webbplats) -> None:
    nummer = webbplats.arende("anna")
    lo = webbplats.inloggad("lo")
    text = lo.get("/mina-arenden").text
    for path in ("/bevakningar", "/notiser"):
        text += lo.get(path).text
    assert text.count("Du ser inga ärenden här") == 3
    assert nummer not in text
    assert 'href="/bevakningar"' not in text
    assert 'action="/sok"' not in text


def test_groups_and_counts_follow_the_day(webbplats: Webbplats) -> None:
    visitor = webbplats.inloggad("anna")
    assert "Du har inga ärenden än" in visitor.get("/mina-arenden").text
    nummer = webbplats.arende("anna", slag="utsatt")  # a skyddsbedömning the same day
    later = webbplats.arende("anna")  # a first contact within three days
    text = visitor.get("/mina-arenden").text
    assert group_of(text, nummer) == "idag"
    assert group_of(text, later) == "vecka"
    webbplats.klocka.now += timedelta(days=1)
    text = webbplats.inloggad("anna").get("/mina-arenden").text
    assert group_of(text, nummer) == "sen"
    assert "1 dag sen" in text
    assert "äldst 1 dag<" in text


def group_of(text: str, nummer: str) -> str:
    """The id of the group that a number stands in."""
    before = text[: text.index(f'<a class="cf-case" href="/arenden/{nummer}"')]
    return before.rpartition('<tbody id="g-')[2].partition('"')[0]


def test_filters_narrow_and_never_hide_that_something_is_late(webbplats: Webbplats) -> None:
    exposed, using = webbplats.arende("anna", slag="utsatt"), webbplats.arende("anna")
    webbplats.klocka.now += timedelta(days=1)
    visitor = webbplats.inloggad("anna")
    text = visitor.get("/mina-arenden", spar="utovare").text
    assert using in text
    assert exposed not in text
    assert "1 till döljs av filtret" in text
    empty = visitor.get("/mina-arenden", spar="friyta").text
    assert "Inga ärenden passar filtren" in empty
    assert "1 försenat" in empty
    assert "Ta bort filtret Spår: Friyta" in empty


@pytest.mark.parametrize(
    "query",
    [
        "spar=%F0%9F%98%80",
        "lage=../../x",
        "risk=hog",
        "risk=okar",
        "kalla=lag",
        "kalla=rutin",
        "grupp=senare&sida=2",
        "grupp=x&sida=-1",
        "grupp=sen&sida=99999999999",
        "sida=%C2%B2",
        "vems=mina",
    ],
)
def test_any_address_of_the_list_is_answered(webbplats: Webbplats, query: str) -> None:
    webbplats.arende("anna")
    assert webbplats.inloggad("gun").get(f"/mina-arenden?{query}").status_code == 200


def test_the_latest_risk_is_shown_with_its_trend(verksamhet: Verksamhet) -> None:
    site = Webbplats(verksamhet)
    nummer = site.arende("anna", slag="utsatt")
    for niva in ("medel", "hog"):
        register_fact(
            verksamhet.db,
            verksamhet.aktor("anna"),
            nummer,
            "riskbedomning",
            {
                "anledning": "planerad",
                "instrument": "freda_farlighet",
                "standardiserad": "ja",
                "niva": niva,
                "skal": "Hoten har blivit fler.",
                "atgarder": "Säkerhetsplan.",
                "kalla": "personen",
            },
            dag=site.idag,
            now=site.klocka.now,
        )
    visitor = site.inloggad("anna")
    text = visitor.get("/mina-arenden").text
    assert 'Hög<span class="cf-sub">ökar' in text
    assert nummer in visitor.get("/mina-arenden", risk="okar").text
    assert nummer in visitor.get("/mina-arenden", risk="hog").text


def test_a_protected_person_has_no_name_in_any_list(webbplats: Webbplats) -> None:
    webbplats.arende("anna", slag="utsatt", namn="Påhittad Person", skydd="sekretessmarkering")
    visitor = webbplats.inloggad("anna")
    for path in ("/mina-arenden", "/bevakningar", "/notiser"):
        assert "Påhittad" not in visitor.get(path).text
    assert "Skyddad person" in visitor.get("/mina-arenden").text
    found = visitor.post("/sok", {"q": "påhittad  person"}).text
    assert "Skyddad person" in found


def test_a_long_group_is_cut_and_can_be_paged(webbplats: Webbplats) -> None:
    numbers = {webbplats.arende("anna") for _ in range(17)}
    visitor = webbplats.inloggad("anna")
    shown = {n for n in numbers if n in visitor.get("/mina-arenden").text}
    assert len(shown) == 15
    assert "Visa alla 17" in visitor.get("/mina-arenden").text
    whole = visitor.get("/mina-arenden", grupp="vecka").text
    assert {n for n in numbers if n in whole} == numbers


def test_leaders_can_narrow_to_their_own(webbplats: Webbplats) -> None:
    nummer = webbplats.arende("anna")
    gun = webbplats.inloggad("gun")
    assert nummer in gun.get("/mina-arenden").text
    assert nummer not in gun.get("/mina-arenden", vems="mina").text


def test_a_behandlare_has_the_akter_where_she_treats(verksamhet: Verksamhet) -> None:
    site = Webbplats(verksamhet)
    akt = i_verkstallighet(site)
    # Fatima is to follow up what Erik gives.
    assert sees(site, akt.nummer) == {"anna", "erik", "fatima", "gun", "hans"}
    akt.fakta("anna", "sakerhet_overvagd", overvagande="Inför att behandlingen slutar.")
    akt.steg("erik", "avbryt_insats", delprocess=1, orsak="personen_vill")
    assert sees(site, akt.nummer) == {"anna", "fatima", "gun", "hans"}


def test_a_friyta_that_somebody_else_answers_for_stays_with_who_holds_the_talks(
    webbplats: Webbplats,
) -> None:
    akt = friyta(webbplats)
    v = webbplats.verksamhet
    byt_ansvarig(v.db, v.aktor("gun"), akt.nummer, "fatima@exempel.se", now=webbplats.klocka.now)
    assert sees(webbplats, akt.nummer) == {"erik", "fatima", "gun", "hans"}


def test_a_beslutsfattare_has_what_waits_for_a_decision(verksamhet: Verksamhet) -> None:
    site = Webbplats(verksamhet)
    waiting, begun = i_beslut(site), i_utredning(site)
    text = site.inloggad("disa").get("/mina-arenden").text
    assert waiting.nummer in text
    assert text.count("Att besluta</span>") == 1
    assert begun.nummer not in text
    assert "Att besluta</span>" not in site.inloggad("anna").get("/mina-arenden").text


def test_a_provning_that_waits_for_a_decision_stands_with_who_decides(
    webbplats: Webbplats,
) -> None:
    akt = i_verkstallighet(webbplats)
    disa = webbplats.inloggad("disa")
    assert akt.nummer not in disa.get("/mina-arenden").text
    akt.steg(
        "anna",
        "ansok",
        oppnar="provning",
        avser="forlangning",
        ansokan_satt="muntlig",
        egen_ansokan="ja",
    )
    (provning,) = akt.bilden.av_slag("provning")
    akt.steg("anna", "utred_ansokan", delprocess=provning.id)
    akt.steg("anna", "lamna_till_beslut", delprocess=provning.id, bedomning="B.", forslag="F.")
    text = disa.get("/mina-arenden").text
    assert akt.nummer in text
    assert "Att besluta</span>" in text


def test_the_list_and_the_page_count_the_same_steps(webbplats: Webbplats) -> None:
    for akt in (i_utredning(webbplats), utsatt(webbplats), friyta(webbplats)):
        name = "erik" if akt.bilden.slag == "friyta" else "anna"
        visitor = webbplats.inloggad(name)
        on_page = re.search(r"Steg (\d+) av (\d+)", visitor.get(akt.url).text)
        text = visitor.get("/mina-arenden").text
        in_list = re.search(r"steg (\d+) av (\d+)", text[text.index(akt.nummer) :])
        assert on_page
        assert in_list
        assert on_page.groups() == in_list.groups()
