"""The rules on their pages: all of them on one, one by one, and linked from where they decide something."""

import itertools
import re
from html import unescape

import pytest

from caseflow.processes import REGLER
from tests.web.test_api import Anropare
from tests.web.webbplats import Besokare, Webbplats


def text_of(page: str) -> str:
    main = page.partition("<main")[2].partition("</main>")[0]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).split())


@pytest.fixture
def anna(webbplats: Webbplats) -> Besokare:
    return webbplats.inloggad("anna")


def test_every_rule_is_readable_on_one_page(anna: Besokare) -> None:
    answer = anna.get("/regler")
    assert answer.status_code == 200
    linked = re.findall(r'<h3 class="cf-h3"><a href="/regler/(\w+)">', answer.text)
    assert sorted(linked) == sorted(REGLER)
    for rule in REGLER.values():
        assert any(w.meaning in unescape(answer.text) for w in rule.wordings)


def test_the_page_has_one_main_heading_and_the_contents_lead_to_every_subject(
    anna: Besokare,
) -> None:
    page = anna.get("/regler").text
    assert page.count("<h1") == 1
    ids = re.findall(r'id="(amne-\d+)"', page)
    assert len(ids) > 10
    assert re.findall(r'href="#(amne-\d+)"', page) == ids
    levels = [int(n) for n in re.findall(r"<h([1-6])", page)]
    assert all(b - a <= 1 for a, b in itertools.pairwise(levels))


def test_law_is_marked_apart_from_routine_and_from_what_is_unsure(anna: Besokare) -> None:
    page = anna.get("/regler").text
    cards = re.findall(r'<article class="cf-regel" data-k="(\w+)">(.*?)</article>', page, re.DOTALL)
    kinds = {kind for kind, _ in cards}
    assert {"lag", "rutin"} <= kinds <= {"lag", "foreskrift", "rutin", "osaker"}
    for kind, card in cards:
        assert ('data-k="rutin">Lokal rutin' in card) == (kind == "rutin")
        assert ("Osäkert: en inställning, inte lag" in card) == (kind == "osaker")


def test_the_page_is_narrowed_by_kind_by_source_and_to_what_is_in_force(anna: Besokare) -> None:
    everything = anna.get("/regler").text.count("<article")
    for filters in ({"slag": "frist"}, {"grund": "rutin"}, {"nar": "galler", "dag": "2010-01-01"}):
        page = anna.get("/regler", **filters).text
        assert 0 < page.count("<article") < everything, filters
        assert 'aria-label="Ta bort filtret' in page
    for card in re.findall(
        r"<article.*?</article>", anna.get("/regler", slag="frist").text, re.DOTALL
    ):
        assert "<strong>Frist</strong>" in card
    assert "Inga regler passar filtren" in anna.get("/regler", slag="frist", nar="andras").text


def test_a_filter_that_does_not_exist_is_ignored_and_a_day_that_is_none_is_refused(
    anna: Besokare,
) -> None:
    everything = anna.get("/regler").text.count("<article")
    assert anna.get("/regler", slag="<script>").text.count("<article") == everything
    refused = anna.get("/regler", dag="2026-02-30")
    assert refused.status_code == 422
    assert "Dagen går inte att läsa." in refused.text
    assert "Skriv dagen som ÅÅÅÅ-MM-DD" in refused.text


def test_what_changes_within_a_year_is_told_on_the_page(anna: Besokare) -> None:
    told = text_of(anna.get("/regler", dag="2025-06-20").text)
    assert "Ändras inom 12 månader" in told
    assert (
        "1 juli 2025 får ny grund: En utredning om en vuxen inleds när personen säger ja eller har"
        " ansökt. 11 kap. 1 § SoL (2001:453) blir 14 kap. 2 § SoL (2025:400)"
    ) in told


def test_every_rule_has_a_page_with_every_wording(anna: Besokare) -> None:
    for kod, rule in REGLER.items():
        answer = anna.get(f"/regler/{kod}")
        assert answer.status_code == 200
        shown = text_of(answer.text)
        assert kod in shown
        for wording in rule.wordings:
            said = (wording.meaning, wording.forklaring, wording.brister, wording.gor_nu)
            assert [s for s in (*said, wording.om_inget_gors) if s and s not in shown] == [], kod
            source = str(wording.kalla).removeprefix("Lokal rutin: ")
            assert source[1:].strip() in shown


def test_the_page_of_a_rule_says_which_wording_the_day_has(anna: Besokare) -> None:
    old = anna.get("/regler/ja_eller_ansokan_finns", dag="2025-06-30").text
    section = re.search(r"<section[^>]*cf-regel.*?Gäller 30 juni 2025.*?</section>", old, re.DOTALL)
    assert section is not None
    assert "11 kap. 1 § SoL (2001:453)" in section.group().rpartition("<section")[2]


def test_the_page_names_the_steps_the_bevakning_and_the_value(anna: Besokare) -> None:
    guard = text_of(anna.get("/regler/ja_eller_ansokan_finns").text)
    assert "Steg som prövas Ärende om den som använder våld Inled utredning" in guard
    duty = text_of(anna.get("/regler/friyta_paborjas").text)
    assert "Bevakningen Börja samtalen på friyta" in duty
    assert "Första kontakten inom: 3 dagar" in duty


def test_a_rule_that_does_not_exist_is_nowhere(anna: Besokare) -> None:
    answer = anna.get("/regler/hittepa")
    assert answer.status_code == 404
    assert "Det finns inget här" in answer.text


def test_the_rules_are_for_everybody_who_is_logged_in_and_for_nobody_else(
    webbplats: Webbplats,
) -> None:
    for namn in ("anna", "disa", "jon", "lo"):
        visitor = webbplats.inloggad(namn)
        assert visitor.get("/regler").status_code == 200, namn
        assert '<a href="/regler"' in visitor.get("/mina-arenden").text, namn
    for path in ("/regler", "/regler/ja_eller_ansokan_finns", "/profiler", "/profiler/standard"):
        assert webbplats.oinloggad().get(path).status_code == 303, path


def test_no_case_data_stands_among_the_rules(webbplats: Webbplats) -> None:
    nummer = webbplats.arende("anna", slag="utsatt")
    page = webbplats.inloggad("anna").get("/regler").text
    assert nummer not in page
    assert "VN-" not in page


# --- profiler -------------------------------------------------------------------------------------


def test_every_profile_is_listed_and_shown_with_the_source_of_each_value(anna: Besokare) -> None:
    listed = anna.get("/profiler").text
    assert 'href="/profiler/sundbyberg"' in listed
    assert "Er profil" in listed
    shown = text_of(anna.get("/profiler/sundbyberg").text)
    assert "Högsta antal samtal på friyta 5 samtal FoU Nordväst, tabell 7" in shown
    assert "caseflows utgångsläge, inte lag" in shown
    assert anna.get("/profiler/hittepa").status_code == 404


# --- där reglerna avgör något ---------------------------------------------------------------------


def test_every_reason_and_every_bevakning_in_an_arende_leads_to_its_rule(
    webbplats: Webbplats,
) -> None:
    nummer = webbplats.arende("anna", slag="utsatt")
    page = webbplats.inloggad("anna").get(f"/arenden/{nummer}").text
    closed = page.partition("Går inte än")[2].partition("</section>")[0]
    linked = set(re.findall(r'href="/regler/(\w+)"', closed))
    assert {"skyddsbedomning_ar_gjord"} <= linked <= set(REGLER)
    due = page[page.index('id="h-frist"') : page.index('id="bevakningar"')]
    assert set(re.findall(r'href="/regler/(\w+)"', due)) <= set(REGLER)
    assert 'href="/regler/' in due


def test_the_page_says_what_follows_after_a_step(webbplats: Webbplats) -> None:
    nummer = webbplats.arende("anna")
    page = webbplats.inloggad("anna").get(f"/arenden/{nummer}").text
    steps = text_of("<main>" + page[page.index("cf-next__go") :] + "</main>")
    assert "Sedan: Läget blir «Förhandsbedömning»." in steps


def test_the_form_of_a_step_says_what_must_then_be_done_and_by_which_rule(
    webbplats: Webbplats,
) -> None:
    nummer = webbplats.arende("anna")
    form = webbplats.inloggad("anna").get(f"/arenden/{nummer}/steg/paborja_forhandsbedomning").text
    assert "Läget blir «Förhandsbedömning»." in form
    after = form.partition("Sedan ska det här göras")[2].partition("</section>")[0]
    assert "om steget görs i dag" in after
    assert set(re.findall(r'href="/regler/(\w+)"', after)) <= set(REGLER)
    assert 'href="/regler/' in after


def test_a_refused_step_links_each_reason_to_its_rule(webbplats: Webbplats) -> None:
    nummer = webbplats.arende("anna", slag="utsatt")
    form = webbplats.inloggad("anna").get(f"/arenden/{nummer}/steg/gor_skyddsbedomning").text
    checks = form.partition("Kontroller")[2].partition("</section>")[0]
    assert 'href="/regler/skyddsbedomning_ar_gjord"' in checks


def test_the_api_gives_help_what_follows_and_the_page_of_each_reason(webbplats: Webbplats) -> None:
    anna = Anropare(webbplats, "anna")
    nummer = anna.oppnar(slag="utsatt")
    steps = {s["kod"]: s for s in anna.get(f"/arenden/{nummer}/steg").json()}
    assert all(s["hjalp"] for s in steps.values())
    refused = steps["gor_skyddsbedomning"]
    assert not refused["tillaten"]
    assert refused["nasta"] == []
    for hinder in refused["hinder"]:
        assert set(hinder) == {"regel", "kalla", "text", "gor_nu", "lank"}
        assert hinder["lank"] == f"/regler/{hinder['regel']}"
        assert hinder["gor_nu"]
    problem = anna.post(
        f"/arenden/{nummer}/steg/gor_skyddsbedomning", {"datum": webbplats.idag.isoformat()}
    )
    if problem.status_code == 409:
        assert {h["lank"] for h in problem.json()["hinder"]} <= {f"/regler/{k}" for k in REGLER}

    other = anna.oppnar()
    steps = {s["kod"]: s for s in anna.get(f"/arenden/{other}/steg").json()}
    step = steps["paborja_forhandsbedomning"]
    assert step["tillaten"]
    assert step["foljder"] == ["Läget blir «Förhandsbedömning»."]
    assert step["nasta"]
    for due in step["nasta"]:
        assert set(due) == {"regel", "text", "dag", "kalla", "typ"}
        assert due["regel"] in REGLER
        assert due["dag"] is None or due["dag"] in due["text"]


def test_a_rule_never_opens_over_what_somebody_is_writing(webbplats: Webbplats) -> None:
    nummer = webbplats.arende("anna", slag="utsatt")
    anna = webbplats.inloggad("anna")
    path = f"/arenden/{nummer}/steg/gor_skyddsbedomning"
    refused = anna.get(path).text
    refused += anna.post(path, {"datum": webbplats.idag.isoformat()}).text
    links = re.findall(r'<a href="/regler/\w+"[^>]*>', refused)
    assert links
    assert [a for a in links if 'target="_blank"' not in a] == []
