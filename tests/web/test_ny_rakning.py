"""The page where somebody chooses between the old day and the new: both are shown, and a reason is asked for."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import pytest

from caseflow.actions.rakna_om import rakna_om
from caseflow.engine.regelbyte import Regelbyte
from caseflow.engine.rule import Overgang
from tests.akter import last, oppna_bevakningar
from tests.lydelser import langre_tid_for_forsta_kontakten as langre_tid
from tests.web.test_arendesida import panel, text_of
from tests.web.webbplats import Webbplats


@contextmanager
def asked(webbplats: Webbplats) -> Iterator[str]:
    """An akt where the first contact was due on 15 January, or on the 25th by the rules of now."""
    v = webbplats.verksamhet
    nummer = webbplats.arende(inkom=date(2026, 1, 12))
    byte = Regelbyte(date(2026, 1, 31), date(2026, 2, 2))
    with langre_tid(Overgang.FRAGA):
        rakna_om(v.db, v.aktor("hans"), nummer, byte, skal="Ny lag.", now=webbplats.klocka.now)
        yield nummer


def test_the_bevakning_leads_to_a_page_with_both_days(webbplats: Webbplats) -> None:
    with asked(webbplats) as nummer:
        anna = webbplats.inloggad("anna")
        href = f"/arenden/{nummer}/fakta/ny_rakning_vald"
        assert f'href="{href}"' in anna.get(f"/arenden/{nummer}").text
        page = anna.get(href)
        assert page.status_code == 200
        both = panel(page.text, "Dagarna")
        assert "Dagen som gällde 15 januari 2026" in both
        assert "Enligt regeln som gäller nu 25 januari 2026" in both
        assert "1 § ÄL (2026:1)" in both
        assert '<option value="1" selected>Ta första kontakten' in page.text  # only one waits


@pytest.mark.parametrize(("val", "dag"), [("behall", "2026-01-15"), ("rakna_om", "2026-01-25")])
def test_the_choice_is_registered_with_its_reason(webbplats: Webbplats, val: str, dag: str) -> None:
    db = webbplats.verksamhet.db
    with asked(webbplats) as nummer:
        anna = webbplats.inloggad("anna")
        href = f"/arenden/{nummer}/fakta/ny_rakning_vald"
        anna.get(href)
        form = {"datum": "2026-03-10", "seq": last(db, nummer).seq, "bevakning": "1", "val": val}
        refused = anna.post(href, form)
        assert refused.status_code == 422
        assert "Dagen som gällde 15 januari 2026" in text_of(refused.text)
        assert "ta_stallning_till_ny_rakning" in oppna_bevakningar(db, nummer)
        assert anna.post(href, {**form, "skal": "Samtalet är bokat."}).status_code == 303
        assert oppna_bevakningar(db, nummer) == {"forsta_kontakt": dag}


def test_when_nothing_waits_there_is_nothing_to_choose(webbplats: Webbplats) -> None:
    nummer = webbplats.arende()
    page = webbplats.inloggad("anna").get(f"/arenden/{nummer}/fakta/ny_rakning_vald")
    assert page.status_code == 200
    assert "Ingen sådan bevakning väntar på att någon väljer dag." in text_of(page.text)
