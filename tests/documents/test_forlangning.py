"""The beslut on a later application: what kind it is, from when to when, and what goes on at avslag."""

import pytest

from caseflow.documents.mallar.beslut import ny_provning
from tests.documents import underlag_brev as brev
from tests.documents.brevlasning import html_ord
from tests.documents.handlingar import fardig, text
from tests.documents.underlagsbygge import Rad

OVERKLAGA = "Så här överklagar du"


def test_a_prolongation_says_from_when_to_when() -> None:
    words = text(fardig("forlangning"))
    for part in (
        "Beslut om förlängning",
        "Din insats förlängs.",
        "Redan beviljad till och med 31 maj 2027",
        "Förlängs från och med 1 juni 2027",
        "Förlängs till och med 30 november 2027",
        "Förberett av Anna Lindö",
    ):
        assert part in words
    assert "Gäller till och med" not in words


def test_a_partly_granted_prolongation_says_what_is_refused_and_how_to_appeal() -> None:
    words = text(fardig("forlangning_delvis"))
    assert "Din insats förlängs, men du får inte allt du har ansökt om." in words
    assert "Förlängs till och med 31 augusti 2027" in words
    assert "Det här avslås Två samtal i veckan." in words
    assert "Är du inte nöjd med det som avslås" in words
    assert OVERKLAGA in words


def test_a_refused_prolongation_leaves_the_running_insats_to_its_end() -> None:
    words = text(fardig("forlangning_avslag"))
    assert "Din insats förlängs inte." in words
    assert "Beslutet ändrar inte det som du redan har fått beviljat." in words
    assert "Insatsen fortsätter till och med 31 maj 2027." in words
    assert OVERKLAGA in words


@pytest.mark.parametrize(
    ("avser", "titel", "rubrik"),
    [
        ("andring", "Beslut om ändring av en insats", "Din insats ändras."),
        ("ny_insats", "Beslut om en ny insats", "Du får den här insatsen."),
    ],
)
def test_a_later_decision_says_what_kind_it_is(avser: str, titel: str, rubrik: str) -> None:
    dag, kod, vem, varden = brev.ANSOK
    ansok: Rad = (dag, kod, vem, {**varden, "avser": avser})
    grund = brev.i_provning(brev.BEVILJAT, ansok, brev.LAMNA, brev.KOMMUNICERAD, brev.FORLANGS)
    words = html_ord("beslut", grund, slutlig=True)
    assert titel in words
    assert rubrik in words
    assert "Förlängs" not in words


def test_with_several_insatser_the_day_is_asked_for_and_not_guessed() -> None:
    dag, kod, vem, varden = brev.ANSOK
    namngiven: Rad = (dag, kod, vem, {**varden, "insats": 2})
    grund = brev.i_provning(brev.BEVILJAT, namngiven, brev.LAMNA, brev.KOMMUNICERAD, brev.FORLANGS)
    ny = ny_provning(grund, grund.senaste("bifall_ansokan"))
    assert ny is not None
    assert ny.hittills is None
    assert ny.fran is None
    draft = html_ord("beslut", grund)
    assert "Till vilken dag är insatsen redan beviljad?" in draft
    ifylld = brev.ifylld("beslut", grund, {"hittills": "2027-06-30"})
    assert "Förlängs från och med 1 juli 2027" in html_ord("beslut", ifylld, slutlig=True)


def test_a_second_prolongation_goes_on_from_the_first() -> None:
    first = brev.i_provning(brev.FORLANGNINGEN, brev.FORLANGS)
    again = brev.i_provning(
        first, brev.ANSOK, brev.LAMNA, brev.KOMMUNICERAD, brev.FORLANGS, nummer=4
    )
    ny = ny_provning(again, again.senaste("bifall_ansokan"))
    assert ny is not None
    assert str(ny.hittills) == "2027-11-30"


def test_the_first_decision_of_an_arende_is_no_later_application() -> None:
    assert ny_provning(brev.BEVILJAT, brev.BEVILJAT.senaste("bevilja")) is None
    assert ny_provning(brev.BEVILJAT, None) is None
