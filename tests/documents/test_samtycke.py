"""The consents to sign, and what the exposed partner is told of partnerkontakt."""

import pytest

from caseflow.engine.fakta import Varde
from tests.documents import underlag_brev as brev
from tests.documents.berattelser import ANNA
from tests.documents.brevlasning import html_ord, texterna
from tests.documents.handlingar import element, fardig, oppnad, text
from tests.documents.underlagsbygge import Rad, underlag

SLUT: dict[str, Varde] = {"andamal": "roja_behandling", "givet": False}


def test_the_two_consents_are_answered_one_by_one() -> None:
    with oppnad(fardig("samtycke_partnerkontakt")) as pdf:
        rows = sum(e.S.__str__() == "/TR" for e in element(pdf))
    words = text(fardig("samtycke_partnerkontakt"))
    assert rows == 5  # two of the head, the columns and one for each consent
    assert words.count("Nej") == 2
    for part in (
        "1. Behandlingen får berättas",
        "2. Det som rör säkerheten får lämnas vidare",
        "Du får inget besked.",
        "Du förlorar inte ditt stöd",
        "12 kap. 2 § offentlighets- och sekretesslagen",
        "Underskrift",
    ):
        assert part in words
    assert "Med vänlig hälsning" not in words


def test_a_consent_to_share_names_whom_what_why_and_how_long() -> None:
    words = text(fardig("samtycke_samverkan"))
    for part in (
        "Beroendemottagningen i Ekhöjd",
        "Att du vill ha hjälp att dricka mindre.",
        "Att era tider inte krockar",
        "Till och med 31 maj 2027.",
        "Du kan ta tillbaka det när du vill",
    ):
        assert part in words
    assert "anonyma" not in words
    grund = brev.ifylld("samtycke_samverkan", underlag("friyta"), brev.SAMVERKAN)
    assert "Är dina samtal anonyma?" in html_ord("samtycke_samverkan", grund, slutlig=True)


def test_the_partner_is_told_what_is_and_is_not_passed_on() -> None:
    words = text(fardig("partnerkontakt_information"))
    for part in (
        "Du väljer själv",
        "Din säkerhet kommer först",
        "En behandling är inget löfte",
        "Inget av det går vidare till den andra utan ditt ja",
        "Barn",
        "Ring 010-000 00 11",
    ):
        assert part in words
    assert "Robin" not in words


@pytest.mark.parametrize("antal", [0, 1, 2])
def test_without_both_consents_not_even_a_draft_tells_of_a_treatment(antal: int) -> None:
    rader = (*brev.PARTNER[:antal], brev.PARTNER[2]) if antal < 2 else brev.PARTNER
    tillbaka: tuple[Rad, ...] = (
        (("2026-11-20", "samtycke_speglat", ANNA, SLUT),) if antal == 2 else ()
    )
    grund = underlag("partnerkontakt", (*rader, *tillbaka))
    words = html_ord("partnerkontakt_information", grund)
    assert "Ge personen stöd som inte visar att en behandling pågår" in words
    assert "går i behandling hos oss" not in words
    assert "sluta använda våld" not in words


def test_a_consent_that_is_taken_back_stops_the_letter() -> None:
    tillbaka: Rad = ("2026-11-20", "samtycke_speglat", ANNA, SLUT)
    grund = underlag("partnerkontakt", (*brev.PARTNER, tillbaka))
    klar = brev.ifylld("partnerkontakt_information", grund, {"telefon": brev.TELEFON})
    assert texterna("partnerkontakt_information", klar) == [
        "ett samtycke som gäller till att behandlingen berättas"
    ]
