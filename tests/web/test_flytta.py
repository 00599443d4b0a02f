"""Move an akt from its page: what would change first, then the act with its reason."""

import re
from urllib.parse import urlencode

import pytest
from sqlalchemy import select

from caseflow.processes.definitioner import definitioner_for
from caseflow.store.lasning import Lasning
from tests.akter import last, oppna_bevakningar
from tests.aldre_definition import den_forra, oppna_under
from tests.web.webbplats import Webbplats

SKAL = "Processen har en ny version."


def ett_aldre(webbplats: Webbplats) -> str:
    """An ärende under the definitions of an earlier release."""
    return oppna_under(webbplats.verksamhet, den_forra(), inkom="2026-03-09")


def seq_in(page: str) -> str:
    found = re.search(r'name="seq" value="(\d+)"', page)
    assert found is not None
    return found[1]


def test_the_page_says_quietly_what_the_akt_runs_on(webbplats: Webbplats) -> None:
    nummer, nytt = ett_aldre(webbplats), webbplats.arende("anna")
    anna = webbplats.inloggad("anna").get(f"/arenden/{nummer}").text
    assert f"Processen i version {den_forra().version}." in anna
    assert "Det finns en nyare version av processen." in anna
    assert f"/arenden/{nummer}/flytta" not in anna
    hans = webbplats.inloggad("hans")
    assert "Se vad en flytt ändrar" in hans.get(f"/arenden/{nummer}").text
    page = hans.get(f"/arenden/{nytt}").text
    assert f"Processen i version {definitioner_for('utovare').version}." in page
    assert "Det finns en nyare version" not in page


def test_an_akt_is_moved_after_a_report_and_with_a_reason(webbplats: Webbplats) -> None:
    v, nummer = webbplats.verksamhet, ett_aldre(webbplats)
    hans = webbplats.inloggad("hans")
    address = f"/arenden/{nummer}/flytta"
    report = hans.get(address).text
    assert "Nytt: Erbjud friyta" in report
    assert "Försvinner: Ring upp" in report
    assert last(v.db, nummer).seq == 1
    without = hans.post(address, {"seq": seq_in(report), "skal": ""})
    assert without.status_code == 422
    assert last(v.db, nummer).seq == 1
    done = hans.post(address, {"seq": seq_in(report), "skal": SKAL})
    assert (done.status_code, done.headers["location"]) == (303, f"/arenden/{nummer}?klart=2")
    page = hans.get(f"/arenden/{nummer}?klart=2").text
    assert "Ärendet flyttades till en ny version av processen" in page
    assert "Det finns en nyare version" not in page
    assert SKAL in hans.get(f"/arenden/{nummer}/handelser/2").text
    assert "redan efter den senaste" in hans.get(address).text


def test_the_choices_of_the_report_are_those_that_are_carried_out(webbplats: Webbplats) -> None:
    v, nummer = webbplats.verksamhet, webbplats.arende("anna")
    before = oppna_bevakningar(v.db, nummer)
    hans = webbplats.inloggad("hans")
    choices = {"till_profil": "sundbyberg", "dagar:forsta_kontakt": "behall"}
    report = hans.get(f"/arenden/{nummer}/flytta?{urlencode(choices)}").text
    assert "blir Sundbyberg" in report
    assert 'name="till_profil" value="sundbyberg"' in report
    done = hans.post(f"/arenden/{nummer}/flytta", {**choices, "seq": seq_in(report), "skal": SKAL})
    assert done.status_code == 303
    akt = last(v.db, nummer)
    assert akt.profil == "sundbyberg"
    assert oppna_bevakningar(v.db, nummer)["forsta_kontakt"] == before["forsta_kontakt"]


def test_what_has_happened_since_the_report_is_shown_first(webbplats: Webbplats) -> None:
    nummer = ett_aldre(webbplats)
    hans = webbplats.inloggad("hans")
    seen = seq_in(hans.get(f"/arenden/{nummer}/flytta").text)
    fields = {"datum": "2026-03-10", "seq": "1", "besked": "ja"}
    anna = webbplats.inloggad("anna")
    anna.get(f"/arenden/{nummer}/steg/ring_upp")
    assert anna.post(f"/arenden/{nummer}/steg/ring_upp", fields).status_code == 303
    stopped = hans.post(f"/arenden/{nummer}/flytta", {"seq": seen, "skal": SKAL})
    assert stopped.status_code == 409
    assert "Någon annan hann före." in stopped.text
    assert last(webbplats.verksamhet.db, nummer).process_version == den_forra().version


@pytest.mark.parametrize(
    ("choices", "status", "says"),
    [
        ({"till_profil": "atlantis"}, 422, "Profilen «atlantis» finns inte."),
        ({"dagar:forsta_kontakt": "glöm"}, 422, "Ett val i formuläret finns inte."),
        ({"dagar:finns_inte": "behall"}, 422, "Bevakningen «finns_inte» finns inte."),
    ],
)
def test_a_choice_that_does_not_exist_moves_nothing(
    webbplats: Webbplats, choices: dict[str, str], status: int, says: str
) -> None:
    nummer = ett_aldre(webbplats)
    hans = webbplats.inloggad("hans")
    for answer in (
        hans.get(f"/arenden/{nummer}/flytta?{urlencode(choices)}"),
        hans.post(f"/arenden/{nummer}/flytta", {**choices, "seq": "1", "skal": SKAL}),
    ):
        assert (answer.status_code, says in answer.text) == (status, True)
    assert last(webbplats.verksamhet.db, nummer).seq == 1


@pytest.mark.parametrize(("namn", "status"), [("anna", 409), ("cecilia", 404), ("lo", 404)])
def test_who_may_not_move_it_is_refused_and_it_is_logged(
    webbplats: Webbplats, namn: str, status: int
) -> None:
    nummer = ett_aldre(webbplats)
    visitor = webbplats.inloggad(namn)
    address = f"/arenden/{nummer}/flytta"
    answers = [visitor.get(address), visitor.post(address, {"skal": SKAL, "seq": "1"})]
    assert [a.status_code for a in answers] == [status, status]
    assert last(webbplats.verksamhet.db, nummer).seq == 1
    with webbplats.verksamhet.db.read_read_log() as session:
        rows = session.scalars(select(Lasning).where(Lasning.utfall == "nekad")).all()
    assert {(r.aktnummer, r.vad) for r in rows} == {(nummer, "flytt")}


def test_the_reading_is_logged(webbplats: Webbplats) -> None:
    nummer = ett_aldre(webbplats)
    webbplats.inloggad("hans").get(f"/arenden/{nummer}/flytta")
    with webbplats.verksamhet.db.read_read_log() as session:
        rows = session.scalars(select(Lasning).where(Lasning.vad == "flytt")).all()
    assert [(r.aktnummer, r.roll, r.utfall) for r in rows] == [(nummer, "enhetschef", "oppnad")]
