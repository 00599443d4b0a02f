"""The API and the form show the law that governs the ärende, not only that of today."""

import re
from datetime import UTC, datetime

import pytest

from tests.databas import Verksamhet
from tests.web.test_api import Anropare
from tests.web.webbplats import Klocka, Webbplats

NU = datetime(2025, 7, 10, 9, tzinfo=UTC)
LAGRUM = {
    "2025-06-20": "11 kap. 1 § SoL (2001:453)",
    "2025-07-02": "14 kap. 2 § SoL (2025:400)",
}


@pytest.fixture
def sommaren(liten_verksamhet: Verksamhet) -> Webbplats:
    """Ten days after the new act came into force."""
    return Webbplats(liten_verksamhet, Klocka(NU))


def i_forhandsbedomning(anna: Anropare, inkom: str) -> str:
    nummer = anna.oppnar(inkom=inkom)
    sedan = {"datum": "2025-07-10"}
    overvagt = {**sedan, "overvagande": "Det som kan påverka dem som är utsatta är övervägt."}
    assert anna.post(f"/arenden/{nummer}/fakta/sakerhet_overvagd", overvagt).is_success
    assert anna.post(f"/arenden/{nummer}/steg/paborja_forhandsbedomning", sedan).is_success
    return nummer


@pytest.mark.parametrize(("inkom", "lagrum"), LAGRUM.items())
def test_the_api_refuses_by_the_law_of_the_day_it_came_in(
    sommaren: Webbplats, inkom: str, lagrum: str
) -> None:
    anna = Anropare(sommaren, "anna")
    nummer = i_forhandsbedomning(anna, inkom)
    given = {
        "datum": "2025-07-10",
        "grund": "ansokan",
        "svarsdag": "2025-07-10",
        "svarssatt": "muntligt",
    }
    answer = anna.post(f"/arenden/{nummer}/steg/inled_utredning", given)
    assert answer.status_code == 409
    (hinder,) = answer.json()["hinder"]
    assert (hinder["regel"], hinder["lagrum"]) == ("ja_eller_ansokan_finns", lagrum)


@pytest.mark.parametrize(("inkom", "lagrum"), LAGRUM.items())
def test_the_form_of_the_step_shows_the_law_of_the_day_it_came_in(
    sommaren: Webbplats, inkom: str, lagrum: str
) -> None:
    nummer = i_forhandsbedomning(Anropare(sommaren, "anna"), inkom)
    page = sommaren.inloggad("anna").get(f"/arenden/{nummer}/steg/inled_utredning").text
    said = " ".join(re.sub(r"<[^>]+>", " ", page).split())
    other = next(text for text in LAGRUM.values() if text != lagrum)
    assert lagrum in said
    assert other not in said
