"""How a person is told: the page, the secret calendar address, and what a calendar is given."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import httpx
import pytest
import vobject  # type: ignore[import-untyped] # ships no types
from icalendar import Calendar, Component
from sqlalchemy import select, update

from caseflow.actions.byt_ansvarig import byt_ansvarig
from caseflow.actions.medarbetare import stang_av
from caseflow.notices.kalender import Kalenderrad, calendar
from caseflow.queries.kalenderinnehall import kalender
from caseflow.store.kalenderadress import Kalenderadress
from caseflow.store.medarbetare import Medarbetare, Uppdrag
from tests.akter import faktum, innehall, oppna_partnerkontakt
from tests.databas import Verksamhet
from tests.notices.epostfall import HEMLIGT
from tests.web.webbplats import Besokare, Webbplats

PAGE = "/notiser-och-kalender"
_ADDRESS = re.compile(r"http://127\.0\.0\.1:8000(/kalender/[A-Za-z0-9_-]+\.ics)")


def new_address(visitor: Besokare) -> str:
    """The path of a calendar just made."""
    visitor.get(PAGE)
    found = _ADDRESS.search(visitor.post(f"{PAGE}/ny-adress").text)
    assert found is not None
    return found.group(1)


def fetch(site: Webbplats, path: str, **options: str) -> httpx.Response:
    """As a calendar does it: no cookies, no log-in."""
    return site.oinloggad().client.get(path, headers=options)


def events(answer: httpx.Response) -> list[Component]:
    assert answer.status_code == 200
    return list(Calendar.from_ical(answer.content).walk("VEVENT"))


def summaries(site: Webbplats, path: str) -> list[str]:
    return [str(e["SUMMARY"]) for e in events(fetch(site, path))]


def remind(site: Webbplats, nummer: str, dag: date, av: str = "anna") -> None:
    """Something of one's own to do on a day."""
    idag = site.idag.isoformat()
    given = {"rubrik": "Ring Borggränd", "dag": dag.isoformat()}
    faktum(site.verksamhet, nummer, "egen_bevakning", given, idag, av=av)


def test_a_calendar_gets_day_and_number_and_nothing_else(verksamhet: Verksamhet) -> None:
    site = Webbplats(verksamhet)
    nummer = site.arende("anna", **HEMLIGT)
    answer = fetch(site, new_address(site.inloggad("anna")))
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert answer.headers["cache-control"] == "no-store"
    assert "set-cookie" not in answer.headers
    (event,) = events(answer)
    assert event.decoded("DTSTART") == date(2026, 3, 13)
    assert event.decoded("DTEND") == date(2026, 3, 14)
    assert {name: str(event[name]) for name in ("SUMMARY", "URL", "CLASS", "TRANSP")} == {
        "SUMMARY": f"Bevakning {nummer}",
        "URL": f"http://127.0.0.1:8000/arenden/{nummer}",
        "CLASS": "PRIVATE",
        "TRANSP": "TRANSPARENT",
    }
    assert set(event) == {"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "URL", "CLASS", "TRANSP"}
    assert event.decoded("DTSTAMP") == site.klocka.now
    assert re.fullmatch(r"[0-9a-f]{32}", str(event["UID"]))
    for word in (*HEMLIGT["namn"].split(), "Borggränd", "1740605", "Anna", "kontakt"):
        assert word.encode() not in answer.content


def test_another_reader_of_calendars_reads_it_too(webbplats: Webbplats) -> None:
    nummer = webbplats.arende("anna")
    answer = fetch(webbplats, new_address(webbplats.inloggad("anna")))
    feed = vobject.readOne(answer.text)
    feed.validate(raiseException=True)
    assert feed.method.value == "PUBLISH"
    assert feed.prodid.value == "-//caseflow//bevakningar//SV"
    assert feed.x_wr_timezone.value == "Europe/Stockholm"
    assert feed.vevent.summary.value == f"Bevakning {nummer}"
    assert feed.vevent.dtstart.value == date(2026, 3, 13)


def test_protected_persons_and_partnerkontakt_have_no_number(webbplats: Webbplats) -> None:
    site = webbplats
    nummer = site.arende("anna", slag="utsatt", skydd="sekretessmarkering", **HEMLIGT)
    remind(site, nummer, site.idag)
    contact = oppna_partnerkontakt(site.verksamhet, inkom=site.idag.isoformat())
    remind(site, contact, site.idag, av="jon")
    for namn in ("anna", "jon"):
        answer = fetch(site, new_address(site.inloggad(namn)))
        found = events(answer)
        assert found
        assert {str(e["SUMMARY"]) for e in found} == {"Bevakning"}
        assert {str(e["URL"]) for e in found} == {"http://127.0.0.1:8000/bevakningar?agare=jag"}
        for hidden in (nummer, contact):
            assert hidden.encode() not in answer.content


def test_only_what_one_owns_within_the_horizon(webbplats: Webbplats) -> None:
    site = webbplats
    nummer = site.arende("anna")
    for days in (-1, 180, 181, 400):
        remind(site, nummer, site.idag + timedelta(days=max(days, 0)))
    path = new_address(site.inloggad("anna"))
    held = [(e.decoded("DTSTART") - site.idag).days for e in events(fetch(site, path))]
    assert held == [0, 3, 180]
    assert summaries(site, new_address(site.inloggad("bo"))) == []
    byt_ansvarig(
        site.verksamhet.db,
        site.verksamhet.aktor("gun"),
        nummer,
        "bo@exempel.se",
        now=site.klocka.now,
    )
    left = [(e.decoded("DTSTART") - site.idag).days for e in events(fetch(site, path))]
    assert left == []


@pytest.mark.parametrize(
    "dag",
    [
        date(2026, 3, 29),  # the clocks go forward
        date(2026, 10, 25),  # and back
        date(2026, 12, 31),
        date(2027, 1, 1),
        date(2028, 2, 29),
        date(2028, 12, 31),
    ],
)
@pytest.mark.parametrize("hour", [0, 22, 23])
def test_a_day_is_that_whole_day_wherever_the_clock_stands(dag: date, hour: int) -> None:
    rad = Kalenderrad("ab", dag, "VN-AAAA-BBBB-C", "https://cf.example/arenden/VN-AAAA-BBBB-C")
    now = datetime(dag.year, dag.month, dag.day, hour, 30, tzinfo=UTC)
    raw = calendar([rad], now=now)
    (event,) = Calendar.from_ical(raw).walk("VEVENT")
    assert event.decoded("DTSTART") == dag
    assert event.decoded("DTEND") - dag == timedelta(days=1)
    assert event.decoded("DTSTAMP") == now
    other = vobject.readOne(raw.decode()).vevent
    assert (other.dtstart.value, other.dtend.value) == (dag, dag + timedelta(days=1))


def test_the_name_of_an_entry_is_stable_and_different_for_each_person(webbplats: Webbplats) -> None:
    site = webbplats
    nummer = site.arende("anna")
    path = new_address(site.inloggad("anna"))
    (first,) = events(fetch(site, path))
    site.klocka.fram(days=1)
    (again,) = events(fetch(site, path))
    assert first["UID"] == again["UID"]
    assert first.decoded("DTSTAMP") != again.decoded("DTSTAMP")
    gun = site.verksamhet.aktor("gun")
    byt_ansvarig(site.verksamhet.db, gun, nummer, "bo@exempel.se", now=site.klocka.now)
    (other,) = events(fetch(site, new_address(site.inloggad("bo"))))
    assert other["UID"] != first["UID"]


def test_what_has_not_changed_is_not_sent_again(webbplats: Webbplats) -> None:
    site = webbplats
    nummer = site.arende("anna")
    path = new_address(site.inloggad("anna"))
    tag = fetch(site, path).headers["etag"]
    site.klocka.fram(hours=2)
    same = fetch(site, path, **{"If-None-Match": f'"x", W/{tag}'})
    assert (same.status_code, same.content, same.headers["etag"]) == (304, b"", tag)
    remind(site, nummer, site.idag)
    changed = fetch(site, path, **{"If-None-Match": tag})
    assert changed.status_code == 200
    assert changed.headers["etag"] != tag
    head = site.oinloggad().client.request("HEAD", path)
    assert (head.status_code, head.headers["etag"]) == (200, changed.headers["etag"])


def test_wrong_revoked_and_disabled_are_answered_alike(webbplats: Webbplats) -> None:
    site = webbplats
    site.arende("anna")
    anna = site.inloggad("anna")
    revoked = new_address(anna)
    renewed = new_address(anna)
    assert len(summaries(site, renewed)) == 1
    answers = [fetch(site, revoked)]
    anna.post(f"{PAGE}/aterkalla")
    answers.append(fetch(site, renewed))
    disabled = new_address(site.inloggad("bo"))
    stang_av(site.verksamhet.db, "bo@exempel.se", dag=site.idag)
    wrong = ("x" * 43, "x", "å" * 43, "%00" * 30, "x" * 500)
    answers += [fetch(site, disabled), *(fetch(site, f"/kalender/{w}.ics") for w in wrong)]
    seen = {(a.status_code, a.text, tuple(sorted(a.headers.items()))) for a in answers}
    assert len(seen) == 1
    assert answers[0].status_code == 404


def test_the_secret_is_long_and_only_its_hash_is_kept(webbplats: Webbplats) -> None:
    site = webbplats
    paths = {new_address(site.inloggad("anna")) for _ in range(3)}
    assert len(paths) == 3
    everything = repr(innehall(site.verksamhet.db))
    for path in paths:
        secret = path.removeprefix("/kalender/").removesuffix(".ics")
        assert len(secret) >= 43  # 256 bits
        assert secret not in everything
    assert _ADDRESS.search(site.inloggad("anna").get(PAGE).text) is None


def test_a_lost_role_takes_the_entries_away(webbplats: Webbplats) -> None:
    site = webbplats
    site.arende("anna")
    path = new_address(site.inloggad("anna"))
    assert len(summaries(site, path)) == 1
    with site.verksamhet.db.write() as session:
        ended = update(Uppdrag).where(Uppdrag.medarbetare_id == site.verksamhet.aktor("anna").id)
        session.execute(ended.values(till=site.idag))
    assert len(summaries(site, path)) == 1
    site.klocka.fram(days=1)
    assert summaries(site, path) == []


def test_a_fetch_is_stamped_at_most_once_an_hour(webbplats: Webbplats) -> None:
    site = webbplats
    path = new_address(site.inloggad("anna"))
    stamps = []
    for minutes in (0, 30, 29, 1):
        site.klocka.fram(minutes=minutes)
        fetch(site, path)
        with site.verksamhet.db.read() as session:
            stamps.append(session.scalars(select(Kalenderadress.hamtad)).one())
    start = stamps[0]
    assert [s - start for s in stamps if s and start] == [
        timedelta(0),
        timedelta(0),
        timedelta(0),
        timedelta(hours=1),
    ]


def test_two_addresses_at_once_leave_one_that_opens(webbplats: Webbplats) -> None:
    site = webbplats
    first, second = site.inloggad("anna"), site.inloggad("anna")
    paths = [new_address(first), new_address(second)]
    assert [fetch(site, p).status_code for p in paths] == [404, 200]


def test_the_page_works_without_script(webbplats: Webbplats) -> None:
    site = webbplats
    anna = site.inloggad("anna")
    page = anna.get(PAGE)
    assert "anna@exempel.se" in page.text
    assert "<script>" not in page.text
    assert "skickar ingen e-post än" in page.text
    saved = anna.post(f"{PAGE}/epost", {"epostnotiser": "nej"})
    assert saved.headers["location"] == f"{PAGE}?klart=epost"
    assert "Du får ingen e-post." in anna.get(PAGE, klart="epost").text
    with site.verksamhet.db.read() as session:
        assert not session.get_one(Medarbetare, site.verksamhet.aktor("anna").id).epostnotiser
        assert session.get_one(Medarbetare, site.verksamhet.aktor("bo").id).epostnotiser
    anna.post(f"{PAGE}/epost", {"epostnotiser": "ja"})
    assert "Du får e-post." in anna.get(PAGE, klart="epost").text
    assert "Gör en kalenderadress" in page.text
    new_address(anna)
    text = anna.get(PAGE).text
    assert "Byt adress" in text
    assert "inte än" in text
    anna.post(f"{PAGE}/aterkalla")
    assert "Adressen är återkallad." in anna.get(PAGE, klart="aterkallad").text


def test_nobody_changes_anything_without_the_page(webbplats: Webbplats) -> None:
    site = webbplats
    before = innehall(site.verksamhet.db)["kalenderadress"]
    stranger = site.oinloggad()
    for path in ("epost", "ny-adress", "aterkalla"):
        assert stranger.post(f"{PAGE}/{path}").status_code in {303, 401, 403}
    anna = site.inloggad("anna")
    anna.csrf = "forged"
    assert anna.client.post(f"{PAGE}/ny-adress", data={"csrf": "forged"}).status_code == 403
    assert innehall(site.verksamhet.db)["kalenderadress"] == before


def test_everybody_with_an_account_has_the_page_and_an_administrator_an_empty_calendar(
    webbplats: Webbplats,
) -> None:
    site = webbplats
    site.arende("anna")
    assert summaries(site, new_address(site.inloggad("lo"))) == []


def test_the_mark_follows_what_is_shown(webbplats: Webbplats) -> None:
    site = webbplats
    site.arende("anna")
    new_address(site.inloggad("anna"))
    with site.verksamhet.db.read() as session:
        stored = session.scalars(select(Kalenderadress.hemlighet_hash)).one()
    found = kalender(site.verksamhet.db, stored, dag=site.idag)
    assert found is not None
    other = replace(found, rader=(replace(found.rader[0], nummer=""),))
    assert other.marke != found.marke
