"""The page on how the system's own work goes: who sees what, and another try."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from caseflow.store.akt import Akt
from caseflow.store.arbetsfel import Arbetsfel
from caseflow.store.epost import Epost
from caseflow.store.hjartslag import Hjartslag
from caseflow.store.notis import Notis
from tests.akter import oppna_partnerkontakt
from tests.databas import Verksamhet
from tests.notices.epostfall import meddela
from tests.web.webbplats import Webbplats

PAGE = "/drift"


def beat(site: Webbplats, *, minutes: int = 0) -> None:
    """A pass so long ago."""
    with site.verksamhet.db.write() as session:
        row = Hjartslag(
            namn="bevakning", tid=site.klocka.now - timedelta(minutes=minutes), gjort={}
        )
        session.merge(row)


def fault(site: Webbplats, slag: str, nummer: str = "", *, dead: bool = True) -> int:
    """Work that failed, on an akt or on none; its id."""
    now = site.klocka.now
    with site.verksamhet.db.write() as session:
        akt_id = None
        if nummer:
            akt_id = session.scalars(select(Akt.id).where(Akt.nummer == nummer)).one()
        row = Arbetsfel(
            slag=slag,
            nyckel=f"hemlig-nyckel-{nummer}",
            akt_id=akt_id,
            forsok=8,
            forst=now,
            senast=now,
            nasta=now + timedelta(hours=1),
            dod=now if dead else None,
            fel="OperationalError",
        )
        session.add(row)
        session.flush()
        return row.id


def dead_mail(site: Webbplats, nummer: str, till: str) -> None:
    meddela(site.verksamhet, nummer, till, now=site.klocka.now)
    with site.verksamhet.db.write() as session:
        session.execute(update(Epost).values(status="dod", forsok=8, fel="mottagaren nekades 550"))


def test_when_all_is_well_it_says_so_and_nothing_is_red(verksamhet: Verksamhet) -> None:
    site = Webbplats(verksamhet)
    beat(site, minutes=2)
    for namn in ("lo", "hans"):
        visitor = site.inloggad(namn)
        text = visitor.get(PAGE).text
        assert "Allt går som det ska" in text
        assert 'data-tone="danger"' not in text
        assert ">Drift</a>" in text.replace(' aria-current="page"', "")


@pytest.mark.parametrize("minutes", [None, 6])
def test_a_loop_that_stands_still_is_said_aloud(webbplats: Webbplats, minutes: int | None) -> None:
    if minutes:
        beat(webbplats, minutes=minutes)
    text = webbplats.inloggad("lo").get(PAGE).text
    assert "Ingen går igenom bevakningarna just nu." in text
    assert "Allt går som det ska" not in text


@pytest.mark.parametrize("namn", ["anna", "gun", "jon", "kim", "disa", "cecilia"])
def test_it_is_for_the_administrator_and_the_enhetschef(webbplats: Webbplats, namn: str) -> None:
    site = webbplats
    held = fault(site, "steg", site.arende("anna"))
    visitor = site.inloggad(namn)
    missing = visitor.get("/finns-inte")
    assert visitor.get(PAGE).text == missing.text
    assert "/drift" not in missing.text
    assert visitor.post(f"{PAGE}/epost/igen").status_code == 404
    assert visitor.post(f"{PAGE}/arbete/{held}/igen").status_code == 404


def test_the_administrator_sees_kinds_and_times_and_never_a_number(verksamhet: Verksamhet) -> None:
    site = Webbplats(verksamhet)
    nummer = site.arende("anna")
    beat(site)
    fault(site, "steg", nummer)
    fault(site, "signal")
    dead_mail(site, nummer, "anna")
    text = site.inloggad("lo").get(PAGE).text
    for shown in ("Steg som tiden tar", "Säkerhetssignal", "OperationalError", "nekades 550"):
        assert shown in text
    assert nummer not in text
    assert "hemlig-nyckel" not in text
    assert 'data-tone="danger"><span class="ds-sr-only">, </span>3<' in text


def test_the_enhetschef_sees_the_numbers_he_may_open_and_no_others(webbplats: Webbplats) -> None:
    site = webbplats
    nummer = site.arende("anna")
    contact = oppna_partnerkontakt(site.verksamhet, inkom=site.idag.isoformat())
    elsewhere = site.arende("cecilia", enhet="ost")
    beat(site)
    for akt in (nummer, contact, elsewhere):
        fault(site, "steg", akt)
    fault(site, "signal")
    dead_mail(site, elsewhere, "cecilia")
    text = site.inloggad("hans").get(PAGE).text
    assert nummer in text
    for hidden in (contact, elsewhere, "Säkerhetssignal", "Cecilia", "nekades 550"):
        assert hidden not in text
    assert '<span class="ds-sr-only">, </span>1<' in text


def test_email_that_has_been_tried_for_hours_is_said_aloud(verksamhet: Verksamhet) -> None:
    site = Webbplats(verksamhet)
    now = site.klocka.now
    meddela(site.verksamhet, site.arende("anna"), "anna", now=now - timedelta(hours=2))
    beat(site)
    hans = site.inloggad("hans")
    assert "E-posten kommer inte fram." not in hans.get(PAGE).text, "nobody has tried yet"
    with site.verksamhet.db.write() as session:
        session.execute(update(Epost).values(forsok=1))
    assert "E-posten kommer inte fram." not in hans.get(PAGE).text, "it has waited for two hours"
    site.klocka.fram(minutes=1)
    beat(site)
    text = hans.get(PAGE).text
    assert "E-posten kommer inte fram.</strong> 1 brev har väntat" in text
    assert "Allt går som det ska" not in text
    assert 'data-tone="danger"><span class="ds-sr-only">, </span>1<' in text


def test_that_somebody_is_told_of_a_partnerkontakt_is_not_seen_nor_counted(
    verksamhet: Verksamhet,
) -> None:
    site = Webbplats(verksamhet)
    contact = oppna_partnerkontakt(site.verksamhet, inkom=site.idag.isoformat())
    beat(site)
    hans = site.inloggad("hans")
    before = hans.get(PAGE).text
    meddela(site.verksamhet, contact, "jon", now=site.klocka.now)
    assert hans.get(PAGE).text == before
    with site.verksamhet.db.write() as session:
        session.execute(update(Epost).values(status="dod", forsok=8, fel="mottagaren nekades 550"))
    assert hans.get(PAGE).text == before
    hans.post(f"{PAGE}/epost/igen")
    with site.verksamhet.db.read() as session:
        assert session.scalars(select(Epost.status)).all() == ["dod"]
    assert "mottagaren nekades 550" in site.inloggad("lo").get(PAGE).text


def test_what_is_tried_again_by_itself_is_not_red(webbplats: Webbplats) -> None:
    site = webbplats
    beat(site)
    fault(site, "steg", site.arende("anna"), dead=False)
    text = site.inloggad("hans").get(PAGE).text
    assert "Arbete som inte gick" in text
    assert "Försöks inte längre" not in text
    assert 'data-tone="danger"' not in text


def test_another_try(webbplats: Webbplats) -> None:
    site = webbplats
    nummer = site.arende("anna")
    beat(site)
    held = fault(site, "steg", nummer)
    dead_mail(site, nummer, "anna")
    hans = site.inloggad("hans")
    hans.get(PAGE)
    assert hans.post(f"{PAGE}/arbete/{held}/igen").headers["location"] == f"{PAGE}?klart=igen"
    assert hans.post(f"{PAGE}/epost/igen").headers["location"] == f"{PAGE}?klart=igen"
    with site.verksamhet.db.read() as session:
        row = session.scalars(select(Arbetsfel)).one()
        assert (row.dod, row.nasta) == (None, site.klocka.now)
        assert session.scalars(select(Epost.status)).all() == ["vantar"]
    text = hans.get(PAGE, klart="igen").text
    assert "Det försöks igen vid nästa genomgång." in text
    assert "Försöks inte längre" not in text
    assert hans.post(f"{PAGE}/arbete/99999/igen").status_code == 404


def test_an_enhetschef_cannot_ask_for_what_he_does_not_see(webbplats: Webbplats) -> None:
    site = webbplats
    contact = oppna_partnerkontakt(site.verksamhet, inkom=site.idag.isoformat())
    elsewhere = site.arende("cecilia", enhet="ost")
    held = [fault(site, "steg", akt) for akt in (contact, elsewhere)] + [fault(site, "signal")]
    hans = site.inloggad("hans")
    for one in held:
        assert hans.post(f"{PAGE}/arbete/{one}/igen").status_code == 404
    lo = site.inloggad("lo")
    lo.get(PAGE)
    for one in held:
        assert lo.post(f"{PAGE}/arbete/{one}/igen").status_code == 303


def test_a_note_that_came_up_has_words_of_its_own(webbplats: Webbplats) -> None:
    site = webbplats
    nummer = site.arende("anna")
    contact = oppna_partnerkontakt(site.verksamhet, inkom=site.idag.isoformat())
    for akt in (nummer, contact):
        meddela(site.verksamhet, akt, "hans", now=site.klocka.now, slag="eskalerad")
    meddela(site.verksamhet, nummer, "anna", now=site.klocka.now)
    hans = site.inloggad("hans").get("/notiser").text
    assert "Sagt vidare till dig" in hans
    assert "Den är sen och inte gjord." in hans
    assert contact not in hans
    assert "Partnerkontakt" not in hans
    assert "Sagt vidare" not in site.inloggad("anna").get("/notiser").text
    with site.verksamhet.db.read() as session:
        assert len(session.scalars(select(Notis)).all()) >= 3
