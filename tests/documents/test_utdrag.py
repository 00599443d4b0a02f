"""The journal on paper, the record of a disclosure, and the answer to whoever asked."""

from dataclasses import replace
from datetime import date

import pytest

from caseflow.documents.mallar import MALLAR, falten, lasbart_for, saknas
from caseflow.documents.render import framstall, render
from caseflow.documents.underlag import Underlag
from caseflow.engine.errors import BadInput, Refused
from tests.documents.berattelser import ANNA
from tests.documents.handlingar import fardig, oppnad, sidor, text
from tests.documents.underlag_utdrag import (
    BEGARAN,
    JOURNAL,
    MED_FORBEHALL,
    NEKAT,
    SVARET,
    TILL_POLISEN,
    UNDERLAG,
    journal,
    med,
)
from tests.documents.underlagsbygge import AKTNUMMER, Rad, underlag

SENT = "Kontakt med personen. Uppgift från personen själv. Antecknad 16 sep 2026 av Anna Lindö"
OM_PERSONEN = ("Robin", "881303", AKTNUMMER, "Relationsvåldsteamet", "HEMLIG")


def anteckningar(antal: int, tecken: int) -> Underlag:
    """A journal of so many notes with so much text in each."""
    rader: tuple[Rad, ...] = tuple(
        (
            date.fromordinal(date(2016, 1, 4).toordinal() + i).isoformat(),
            "journalanteckning",
            ANNA,
            {"rubrik": f"Nr {i}", "typ": "kontakt", "anteckning": ("ord " * tecken)[:tecken]},
        )
        for i in range(antal)
    )
    return underlag("utovare", rader)


def test_the_journal_is_in_the_order_it_happened_whenever_it_was_written() -> None:
    words = text(fardig("journal"))
    order = (
        "September 2026",
        "14 sep 2026: Första besöket",
        "17 sep 2026: Telefonsamtal",
        "28 sep 2026: Möte med boendestödet",
        "Oktober 2026",
        "5 okt 2026: Behovet av samtal",
    )
    places = [words.index(part) for part in order]
    assert places == sorted(places)


def test_a_note_says_who_wrote_it_where_it_comes_from_and_when_it_was_written() -> None:
    words = text(fardig("journal"))
    assert SENT in words
    assert "Antecknad av Bo Ståhlö, behandlare, händelse 3." in words
    assert "Bedömning Personen har själv sett ett mönster" in words
    assert "Period Hela akten" in words
    assert "Antal anteckningar 4" in words


def test_a_correction_stands_beside_what_it_corrects_and_both_can_be_read() -> None:
    words = text(fardig("journal"))
    assert (
        words.index("lugnt hemma sedan i måndags")
        < words.index("Rättat 12 okt 2026. Så här ska det vara: Samtalet var på fredagen")
        < words.index("28 sep 2026")
    )
    assert (
        "Personen har en annan mening, 19 okt 2026 Jag tycker inte att det är ett mönster" in words
    )
    assert "Det här håller personen inte med om Det står inte tillräckligt" in words


def test_what_is_no_journal_is_not_in_it() -> None:
    words = text(fardig("journal"))
    assert "HEMLIG" not in words
    assert "Risk" not in words
    assert set(MALLAR["journalutskrift"].laser) == {
        "journalanteckning",
        "rattelse",
        "avvikande_mening",
    }


def test_a_period_has_its_own_notes_and_what_was_later_said_of_them() -> None:
    words = text(fardig("journal_period"))
    assert "Period 15 september 2026 till 30 september 2026" in words
    assert "Första besöket" not in words
    assert "Behovet av samtal" not in words
    assert "Samtalet var på fredagen" in words
    assert "Möte med boendestödet" in words


@pytest.mark.parametrize(
    ("period", "nummer", "ord_"),
    [
        ({"fran": "2026-09-28"}, {4, 6}, "Från 28 september 2026"),
        ({"till": "2026-09-14"}, {2}, "Till och med 14 september 2026"),
        ({"fran": "2026-09-30", "till": "2026-09-15"}, {3, 6}, "15 september 2026 till 30"),
        ({"fran": "2020-01-01", "till": "2020-02-01"}, set(), "inga anteckningar under perioden"),
        ({}, {2, 3, 4, 6}, "Hela akten"),
    ],
)
def test_the_days_of_a_period_belong_to_it(
    period: dict[str, str], nummer: set[int], ord_: str
) -> None:
    grund = med(journal(), **period)
    seen = lasbart_for(MALLAR["journalutskrift"], grund).alla("journalanteckning")
    assert {u.seq for u in seen} == nummer
    assert ord_ in text(render("journalutskrift", grund, slutlig=True))


def test_a_note_without_a_known_day_stands_last_and_is_in_the_period_it_was_written() -> None:
    grund = underlag("utovare", JOURNAL)
    first, *rest = grund.uppgifter
    grund = replace(grund, uppgifter=(replace(first, dag=None), *rest))
    words = text(render("journalutskrift", grund, slutlig=True))
    assert words.index("Behovet av samtal") < words.index("Okänd dag: Första besöket")
    seen = lasbart_for(MALLAR["journalutskrift"], med(grund, till="2026-09-14"))
    assert [u.seq for u in seen.uppgifter] == [2]


def test_an_empty_journal_says_so() -> None:
    words = text(render("journalutskrift", underlag("utsatt"), slutlig=True))
    assert "Det finns inga anteckningar." in words


def test_two_thousand_short_notes_fit_in_one_and_more_are_split_by_period() -> None:
    """Only the page is made here: the file of such a journal has some 300 pages and takes most of a minute."""
    assert framstall("journalutskrift", anteckningar(2_000, 150), slutlig=True).html
    long = anteckningar(2_000, 600)
    with pytest.raises(BadInput, match="Välj en kortare period"):
        framstall("journalutskrift", long, slutlig=True)
    year = med(long, fran="2017-01-01", till="2017-12-31")
    assert "Nr 400" in framstall("journalutskrift", year, slutlig=True).html


def test_other_texts_of_a_long_akt_do_not_stand_in_the_way_of_a_short_handling() -> None:
    grund = anteckningar(2_000, 600)
    short = underlag("utovare", (BEGARAN, NEKAT))
    both = replace(short, uppgifter=(*grund.uppgifter, *short.uppgifter))
    assert framstall("utlamnande", both, slutlig=True).html


def test_the_record_of_a_disclosure_says_everything_the_law_asks() -> None:
    words = text(fardig("utlamnande_nekat"))
    for part in (
        "Begäran kom in 2 november 2026",
        "Prövad av Cecilia Åkerö, enhetschef",
        "Inget lämnas ut.",
        "Någon annan enskild",
        "Kim Påhittad",
        "Till umgängestvisten.",
        "Journalanteckningar och besökstider.",
        "26 kap. 1 §: enskilda hos socialtjänsten (OSL)",
        "Bedömning HEMLIG-PROVNING",
        "Skriftligt beslut med hänvisning till kammarrätten är lämnat Ja",
        "Fick del av beslutet 9 november 2026",
        "inom tre veckor",
        "6 kap. 7 och 8 §§",
    ):
        assert part in words
    assert "Det som gör att de får lämnas ut" not in words


def test_what_is_given_out_names_the_section_the_way_and_the_circumstances() -> None:
    words = text(fardig("utlamnande_polisen"))
    assert "Hindra grovt våld mot en närstående (10 kap. 18 c § OSL" in words
    assert "Telefon, efter att enheten har ringt upp" in words
    assert "Personen har beskrivit tid och plats." in words
    assert "på enhetens eget initiativ" in words
    assert "Kim Påhittad" not in words


def test_each_disclosure_is_a_record_of_its_own() -> None:
    grund = underlag("utsatt", (BEGARAN, NEKAT, TILL_POLISEN))
    choices = falten(MALLAR["utlamnande"], grund)[0].choices
    assert [kod for kod, _ in choices] == ["3", "4"]
    with pytest.raises(Refused, match="Vilket utlämnande"):
        render("utlamnande", grund, slutlig=True)
    gaps = saknas(MALLAR["utlamnande"], underlag("friyta"))
    assert gaps[0].text.startswith("prövningen")


def test_the_answer_does_not_tell_that_there_is_an_akt() -> None:
    pdf = fardig("svar_nekat")
    words = text(pdf)
    with oppnad(pdf) as opened:
        words += " ".join(str(v) for v in opened.docinfo.values())
        with opened.open_metadata() as metadata:
            words += str(metadata)
    assert [w for w in OM_PERSONEN if w in words] == []
    assert "Vi svarar inte på om det finns några sådana uppgifter hos oss." in words
    assert "UB 2026-17" in words
    seen = lasbart_for(MALLAR["beslut_utlamnande"], UNDERLAG["svar_nekat"][1])
    assert (seen.aktnummer, seen.person_namn, seen.personnummer) == ("", "", "")


@pytest.mark.parametrize("skyddet", ["26_14_c", "21_3", "26_5"])
def test_the_answer_is_the_same_whatever_protects_the_data(skyddet: str) -> None:
    """A section on the address of a refuge would tell that there is one."""
    dag, kod, vem, varden = NEKAT
    other: Rad = (dag, kod, vem, {**varden, "sekretess": skyddet})
    made = framstall("beslut_utlamnande", med(underlag("utsatt", (BEGARAN, other)), **SVARET))
    plain = framstall("beslut_utlamnande", UNDERLAG["svar_nekat"][1])
    assert made.html == plain.html


def test_a_no_has_a_page_on_how_to_appeal_to_kammarratten() -> None:
    for namn in ("svar_nekat", "svar_forbehall"):
        last = " ".join(sidor(fardig(namn))[-1].split())
        assert "Så här överklagar du" in last
        assert "kammarrätten" in last
        assert "inom tre veckor från den dag du fick del av beslutet" in last
        assert "förvaltningsrätten" not in last


def test_a_yes_has_nothing_to_appeal() -> None:
    dag, kod, vem, varden = MED_FORBEHALL
    ja: Rad = (dag, kod, vem, {k: v for k, v in varden.items() if k != "forbehall"})
    words = text(
        render("beslut_utlamnande", med(underlag("utsatt", (ja,)), **SVARET), slutlig=True)
    )
    assert "Du får uppgifterna som du har begärt." in words
    assert "överklagar" not in words


def test_an_authority_is_spoken_to_as_several() -> None:
    words = text(
        render(
            "beslut_utlamnande", med(underlag("utsatt", (TILL_POLISEN,)), **SVARET), slutlig=True
        )
    )
    assert "Ni får en del av uppgifterna som ni har begärt." in words
    assert " du " not in words


def test_the_reasons_are_written_for_the_reader_and_are_not_the_trial() -> None:
    grund = underlag("utsatt", (BEGARAN, NEKAT))
    assert [b.falt for b in saknas(MALLAR["beslut_utlamnande"], grund)] == ["begart", "motivering"]
    assert "provning" not in str(MALLAR["beslut_utlamnande"].laser)
