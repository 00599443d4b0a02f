"""Who has opened an akt: told to those who work in it, but never that safety was coordinated."""

from caseflow.actions.logga_lasning import log_reading
from caseflow.queries.vem_har_last import vem_har_last
from tests.akter import oppna
from tests.databas import Verksamhet, at


def read(
    v: Verksamhet, nummer: str, namn: str, roll: str, vad: str, dag: str, utfall: str = "oppnad"
) -> None:
    log_reading(v.db, v.aktor(namn), roll, nummer, vad, "roll", now=at(dag), utfall=utfall)


def test_the_latest_comes_first_with_what_was_opened(verksamhet: Verksamhet) -> None:
    v = verksamhet
    nummer = oppna(v)
    read(v, nummer, "bo", "handlaggare", "arende", "2026-01-12")
    read(v, nummer, "erik", "behandlare", "handling:beslut", "2026-01-13")
    read(v, nummer, "erik", "behandlare", "journal:3", "2026-01-14")
    found = vem_har_last(v.db, nummer, utom=v.aktor("anna").id, hogst=5)
    assert found.antal == 2
    assert [(r.namn, r.roll) for r in found.andra] == [
        ("Erik", "behandlare"),
        ("Bo", "handläggare"),
    ]
    assert found.andra[0].delar == ("journalen", "en handling")
    assert found.andra[0].senast == at("2026-01-14")


def test_oneself_refusals_and_other_akter_are_left_out(liten_verksamhet: Verksamhet) -> None:
    v = liten_verksamhet
    nummer, other = oppna(v), oppna(v)
    read(v, nummer, "anna", "handlaggare", "arende", "2026-01-12")
    read(v, nummer, "cecilia", "handlaggare", "arende", "2026-01-12", utfall="nekad")
    read(v, other, "bo", "handlaggare", "arende", "2026-01-12")
    assert vem_har_last(v.db, nummer, utom=v.aktor("anna").id, hogst=5).antal == 0


def test_that_the_sakerhetssamordnare_has_looked_is_not_told(liten_verksamhet: Verksamhet) -> None:
    """It would say that there is something to coordinate."""
    v = liten_verksamhet
    nummer = oppna(v)
    read(v, nummer, "kim", "sakerhetssamordnare", "relation", "2026-01-12")
    assert vem_har_last(v.db, nummer, utom=None, hogst=5).antal == 0


def test_only_so_many_are_shown_but_all_are_counted(liten_verksamhet: Verksamhet) -> None:
    v = liten_verksamhet
    nummer = oppna(v)
    for namn, roll in (("bo", "handlaggare"), ("erik", "behandlare"), ("gun", "samordnare")):
        read(v, nummer, namn, roll, "arende", "2026-01-12")
    found = vem_har_last(v.db, nummer, utom=None, hogst=2)
    assert (len(found.andra), found.antal) == (2, 3)
