"""The underlag of a real akt: which law it cites, and whose words and letterhead it has."""

from datetime import datetime
from typing import Any

import pytest

from caseflow.actions.fardigstall_handling import Begard, fardigstall_handling
from caseflow.documents.underlag import Underlag
from caseflow.documents.ur_akten import Bestallning, underlag_ur_akten
from caseflow.store.akt import by_nummer
from tests.akter import OVERVAGD, faktum, oppna, steg
from tests.databas import Verksamhet, at

INKOM, INLEDD = "2025-06-02", "2025-06-10"
SENARE = at("2025-09-01")


def underlaget(v: Verksamhet, nummer: str, mall: str, now: datetime = SENARE) -> Underlag:
    aktor = v.aktor("anna")
    with v.db.read() as session:
        akt = by_nummer(session, nummer)
        assert akt is not None
        asked = Bestallning(mall)
        return underlag_ur_akten(v.db, session, akt, aktor, "handlaggare", asked, now=now)


@pytest.fixture
def inledd(liten_verksamhet: Verksamhet) -> tuple[Verksamhet, str]:
    """An utredning that began under the act of 2001."""
    v = liten_verksamhet
    nummer = oppna(v, "utovare", inkom=INKOM)
    steg(v, nummer, "paborja_forhandsbedomning", INKOM)
    faktum(v, nummer, "sakerhet_overvagd", OVERVAGD, INKOM)
    svar: dict[str, Any] = {"grund": "ja", "svarsdag": INLEDD, "svarssatt": "muntligt"}
    steg(v, nummer, "inled_utredning", INLEDD, **svar)
    return v, nummer


def test_a_beslut_cites_the_law_of_its_own_day(inledd: tuple[Verksamhet, str]) -> None:
    v, nummer = inledd
    cited = underlaget(v, nummer, "beslut_inleda").lagrum["inleda_utredning"]
    assert cited == "11 kap. 1 § socialtjänstlagen (2001:453)"


def test_everything_else_cites_the_law_of_the_day_it_is_made(
    inledd: tuple[Verksamhet, str],
) -> None:
    v, nummer = inledd
    now = underlaget(v, nummer, "utredning_utovare")
    assert now.lagrum["inleda_utredning"] == "14 kap. 2 § socialtjänstlagen (2025:400)"
    then = underlaget(v, nummer, "utredning_utovare", at("2025-06-30"))
    assert then.lagrum["inleda_utredning"] == "11 kap. 1 § socialtjänstlagen (2001:453)"


def test_events_about_handlingar_are_not_in_any_handling(
    inledd: tuple[Verksamhet, str],
) -> None:
    v, nummer = inledd
    before = underlaget(v, nummer, "utredning_utovare")
    fardigstall_handling(v.db, v.aktor("anna"), nummer, Begard("beslut_inleda"), now=SENARE)
    assert underlaget(v, nummer, "utredning_utovare") == before
