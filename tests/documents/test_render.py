"""What stands in a handling, and what never does."""

from dataclasses import replace

import pytest

from caseflow.documents.mallar import MALLAR
from caseflow.documents.passager import likt
from caseflow.documents.pdf import pdf_ua
from caseflow.documents.render import render
from caseflow.engine.errors import BadInput, IntegrityFault, NotFound, Refused
from tests.documents.berattelser import ANNA, BIFALL, CECILIA, UTOVARE, UTSATT
from tests.documents.handlingar import (
    MED_AKTNUMMER,
    UNDERLAG,
    fardig,
    med_egna_ord,
    sidor,
    text,
    utkast,
)
from tests.documents.underlagsbygge import AKTNUMMER, Rad, underlag

OVERKLAGA = "Så här överklagar du"


@pytest.mark.parametrize("namn", MED_AKTNUMMER)
def test_every_page_says_whose_it_is_and_that_it_is_secret(namn: str) -> None:
    pages = sidor(fardig(namn))
    for number, page in enumerate(pages, start=1):
        words = " ".join(page.split())
        assert AKTNUMMER in words
        assert f"Sida {number} av {len(pages)}" in words
        assert "Sekretess enligt 26 kap. 1 § offentlighets- och sekretesslagen (2009:400)" in words
        assert "Ekhöjds kommun" in words
    kod, grund = UNDERLAG[namn]
    assert ("Relationsvåldsteamet" in pages[0]) is not MALLAR[kod].ar_diskret(grund.slag)
    assert "Utkast" not in text(fardig(namn))


@pytest.mark.parametrize("namn", ["utredning_utovare", "utredning_utsatt"])
def test_an_utredning_keeps_facts_and_assessments_apart(namn: str) -> None:
    words = text(fardig(namn))
    headings = [
        "I korthet",
        "Det som utredningen gäller",
        "Personens egen syn",
        "Uppgifter",
        "Risken för ytterligare våld",
        "Bedömning och förslag",
        "Personens möjlighet att lämna synpunkter",
        "Så är utredningen gjord",
        "Upprättad 22 november 2026",
    ]
    at = 0
    for heading in headings:
        at = words.index(heading, at)
    assert "Bedömt av Anna Lindö, handläggare" in words


def test_every_statement_says_where_it_comes_from_and_when() -> None:
    words = text(fardig("utredning_utovare"))
    for source in (
        "Uppgift från personen själv, 2 nov 2026. Antecknad av Anna Lindö, handläggare, händelse 12.",
        "Uppgift från utredningen, 12 nov 2026.",
        "Uppgift från anteckningen «Ny händelse», 19 okt 2026.",
        "Uppgift från riskbedömningen, 9 nov 2026.",
    ):
        assert source in words


def test_a_statement_written_down_later_says_so() -> None:
    grund = underlag("utovare", UTOVARE)
    sen = replace(
        grund,
        uppgifter=tuple(replace(u, registrerad=grund.skapad) for u in grund.uppgifter[:3]),
    )
    assert "28 sep 2026. Antecknad 22 nov 2026 av Anna Lindö" in text(
        render("utredning_utovare", sen)
    )


def test_the_utovare_reads_nothing_of_anyone_else() -> None:
    """The akt holds what others have said and what protects them; the person's own copy must not."""
    words = text(fardig("utredning_utovare"))
    assert "HEMLIG" not in words
    assert "Säkerheten är övervägd" in words
    assert "växelvis" not in words.lower()
    assert "HEMLIG" not in text(fardig("bifall"))


def test_a_copy_at_home_tells_neither_the_place_nor_the_plan() -> None:
    words = text(fardig("utredning_utsatt"))
    assert "HEMLIG" not in words
    assert "En säkerhetsplan är gjord." in words


def test_what_an_utredning_does_not_treat_is_said() -> None:
    assert "inget eget avsnitt om ansvar, konsekvenser och alternativ till våld" in text(
        fardig("utredning_utovare")
    )


@pytest.mark.parametrize("slag", ["utovare", "utsatt"])
def test_a_protected_person_is_only_a_number(slag: str) -> None:
    rader = UTOVARE if slag == "utovare" else UTSATT
    grund = underlag(slag, rader, skydd="sekretessmarkering")
    pdf = render(f"utredning_{slag}", grund, slutlig=True)
    words = text(pdf)
    assert f"Personen i ärende {AKTNUMMER}" in words
    assert "Robin" not in words
    assert "881303" not in words
    assert "Robin Ekhöjd" in text(fardig(f"utredning_{slag}"))


@pytest.mark.parametrize(
    "skrivet", ["ROBIN", "Ro\u00adbin", "EKHÖJD", "Ekho\u0308jd", "ekhö\u200bjd"], ids=ascii
)
def test_a_protected_person_stays_unnamed_however_somebody_wrote_the_name(skrivet: str) -> None:
    rad: Rad = ("2026-09-10", "egen_syn", ANNA, {"egna_ord": f"Jag, {skrivet}, var där."})
    pdf = render("utredning_utovare", underlag("utovare", (rad,), skydd="sekretessmarkering"))
    words = likt(text(pdf))
    assert likt("Jag, [utelämnat], var där.") in words
    assert likt(f"Jag, {skrivet}") not in words


def test_a_decision_says_first_what_is_decided() -> None:
    words = text(fardig("delvis"))
    parts = [
        "Du får en del av det du har ansökt om.",
        "Individuella samtal för att sluta använda våld, en gång i veckan.",
        "1 december 2026",
        "31 maj 2027",
        "Det här avslås",
        "Ersättning för resor",
        "Det du har ansökt om",
        "Skälen för beslutet",
        "11 kap. 1 § socialtjänstlagen (2025:400)",
        "13 kap. 8 § socialtjänstlagen (2025:400)",
        "Underlaget före beslutet",
        "Beslutet gäller genast",
        OVERKLAGA,
        "tre veckor från den dag du fick del av beslutet (44 § förvaltningslagen)",
    ]
    places = [words.index(part) for part in parts]
    assert places == sorted(places)
    assert "Beslutat av Cecilia Åkerö, beslutsfattare" in words


@pytest.mark.parametrize("namn", ["bifall", "delvis", "avslag"])
def test_how_to_appeal_has_a_page_of_its_own(namn: str) -> None:
    last = " ".join(sidor(fardig(namn))[-1].split())
    assert OVERKLAGA in last
    assert "förvaltningsrätten" in last
    assert "Har du skyddade personuppgifter" in last


def test_the_law_of_the_day_stands_in_the_decision() -> None:
    gammal = {"bistand": "4 kap. 1 § socialtjänstlagen (2001:453)"}
    grund = underlag("utovare", (*UTOVARE, BIFALL))
    pdf = render("beslut", replace(grund, lagrum={**grund.lagrum, **gammal}), slutlig=True)
    assert "4 kap. 1 § socialtjänstlagen (2001:453)" in text(pdf)


def test_support_beyond_the_right_is_appealed_another_way() -> None:
    dag, kod, vem, varden = BIFALL
    utover: Rad = (dag, kod, vem, {**varden, "lagrum": "bistand_utover"})
    words = text(render("beslut", underlag("utovare", (*UTOVARE, utover)), slutlig=True))
    assert "11 kap. 4 § socialtjänstlagen" in words
    assert "laglighetsprövning" in words
    assert "13 kap. 5 § kommunallagen" in words
    assert "gäller genast" not in words


def test_closing_without_a_decision_on_an_application_cannot_be_appealed_but_applied_against() -> (
    None
):
    steg: Rad = (
        "2026-11-22",
        "avsluta_utan_insats",
        CECILIA,
        {"orsak": "inget_behov", "skal": "Utredningen visar inget behov."},
    )
    words = text(render("beslut", underlag("utovare", (*UTOVARE[3:], steg)), slutlig=True))
    assert OVERKLAGA not in words
    assert "Du kan ansöka när du vill" in words
    assert "Utredningen visar inget behov." in words


def test_officials_are_left_out_where_threat_is_feared() -> None:
    grund = underlag("utovare", (*UTOVARE, BIFALL), utelamna_tjansteman=True)
    words = text(render("beslut", grund, slutlig=True))
    assert "Namn utelämnat (33 § förvaltningslagen)" in words
    assert "Åkerö" not in words
    assert "Lindö" not in words


def test_a_follow_up_says_how_it_went_and_who_asked() -> None:
    words = text(fardig("uppfoljning"))
    for part in (
        "Uppföljning sex månader efter avslut",
        "Ärendet avslutades 7 juni 2027",
        "Av Bo Ståhlö, behandlare",
        "Så har det blivit Frågorna gäller tiden efter stödet. Har våld eller hot förekommit? Nej",
        "Jag har inte slagit eller hotat",
        "30 nov 2027 Inget svar",
    ):
        assert part in words
    assert "INTE-HIT" not in words


def test_a_correction_and_an_objection_stand_where_they_belong() -> None:
    rattelse: Rad = (
        "2026-11-20",
        "rattelse",
        ANNA,
        {"handelse": 12, "rattelse": "Det var en söndag."},
    )
    mening: Rad = ("2026-11-20", "avvikande_mening", ANNA, {"text": "Jag ringde själv."})
    dold: Rad = ("2026-11-20", "rattelse", ANNA, {"handelse": 13, "rattelse": "HEMLIG rättelse."})
    words = text(
        render(
            "utredning_utovare",
            underlag("utovare", (*UTOVARE, rattelse, mening, dold)),
            slutlig=True,
        )
    )
    assert "Rättat 20 nov 2026 Det var en söndag." in words
    assert "Det här håller personen inte med om Jag ringde själv." in words
    assert "HEMLIG rättelse" not in words
    assert "Uppgiften är rättad i akten, händelse 20." in words


def test_a_draft_is_marked_on_every_page_and_shows_its_gaps() -> None:
    pdf = render("utredning_utovare", underlag("utovare", UTOVARE[:6]))
    assert all("Utkast" in page for page in sidor(pdf))
    words = text(pdf)
    assert "Det här är inte en färdig handling" in words
    assert "Uppgift saknas: personens egen syn. Registrera personens egen syn" in words
    assert "Uppgift saknas: ansvar. Vad tar personen själv ansvar för?" in words
    assert "Ingenting saknas. Den kan färdigställas." in text(utkast("bifall"))


@pytest.mark.parametrize(
    ("mall", "slag"),
    [
        ("utredning_utovare", "utovare"),
        ("utredning_utsatt", "utsatt"),
        ("beslut", "utsatt"),
        ("uppfoljning", "friyta"),
    ],
)
def test_a_draft_of_an_empty_akt_can_be_made(mall: str, slag: str) -> None:
    words = text(render(mall, underlag(slag, (), lagrum={}, oppnat=None, avsandare=())))
    assert "Uppgift saknas" in words
    assert "[lagrum saknas: " in words


def test_a_final_with_gaps_is_refused_and_every_gap_is_named() -> None:
    with pytest.raises(Refused) as refusal:
        render("utredning_utovare", underlag("utovare", UTOVARE[:3]), slutlig=True)
    assert [h.regel for h in refusal.value.hinder] == [
        "egen_syn",
        "riskbedomning",
        "barn_efterfragade",
        "slutfor_utredning",
    ]
    assert all(h.kalla and h.gor_nu for h in refusal.value.hinder)
    assert "Uppgift saknas: personens egen syn." in refusal.value.message


@pytest.mark.parametrize(
    ("mall", "slag"), [("utredning_utovare", "utsatt"), ("../bas", "utovare"), ("", "friyta")]
)
def test_a_template_that_does_not_fit_is_not_found(mall: str, slag: str) -> None:
    with pytest.raises(NotFound, match="Välj en av: "):
        render(mall, underlag(slag))


@pytest.mark.parametrize(
    "ord_",
    [
        "<script>alert(1)</script><b>fet</b> &amp; &lt;",
        '<img src="file:///etc/passwd"><link rel=attachment href="file:///etc/passwd">',
        "<style>*{display:none}</style> } @import url(http://127.0.0.1:9/x);",
        "{{ 7*7 }} {% include 'bas.html' %} {{ underlag.__class__.__mro__ }} {# x #}",
        '\'"><p style="background:url(http://127.0.0.1:9/)">',
        "Emoji 🔪 och ✓ och Жизнь",
    ],
)
def test_what_people_write_is_only_text(ord_: str) -> None:
    pdf = render("utredning_utovare", underlag("utovare", med_egna_ord(ord_)), slutlig=True)
    assert "".join(ord_.split()) in "".join(text(pdf).split())


def test_names_cannot_reach_the_stylesheet_or_the_markup() -> None:
    grund = underlag(
        "utovare",
        UTOVARE,
        person_namn='<b>A</b> {{ 7*7 }} "',
        kommun='Ek" } body { display: none } /*',
        enhet="</title><script>",
        avsandare=("<i>x</i>",),
    )
    words = text(render("utredning_utovare", grund, slutlig=True))
    for part in ('<b>A</b> {{ 7*7 }} "', 'Ek" } body { display: none } /*', "</title><script>"):
        assert part in words


def test_invisible_characters_are_gone() -> None:
    pdf = render(
        "utredning_utovare", underlag("utovare", med_egna_ord("a\u202eb\x00c\u2066d\x1be"))
    )
    assert "abcde" in text(pdf)


def test_a_megabyte_is_cut_in_a_draft_and_refused_in_a_final() -> None:
    grund = underlag("utovare", med_egna_ord("ord " * 250_000))
    assert "1 000 000 tecken, finns i akten" in text(render("utredning_utovare", grund)).replace(
        "\xa0", " "
    )
    with pytest.raises(BadInput, match="Händelse 12 har en text på 1000000 tecken"):
        render("utredning_utovare", grund, slutlig=True)


def test_a_handling_without_end_is_refused() -> None:
    with pytest.raises(BadInput, match="omkring 2"):
        render("utredning_utovare", underlag("utovare", med_egna_ord("a\n" * 10_000)))


def test_a_template_that_reaches_out_is_stopped_with_an_answer() -> None:
    with pytest.raises(IntegrityFault, match="utanför mallarnas egen mapp"):
        pdf_ua('<html lang="sv"><img alt="" src="file:///etc/passwd">', slutlig=True)
