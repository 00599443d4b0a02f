"""The letters and consents: what they need, what they say, and what may never be found in them."""

import re
from dataclasses import replace

import pytest

from caseflow.documents.mallar import MALLAR
from caseflow.documents.mallar.mall import Till
from caseflow.documents.render import render
from caseflow.documents.underlag import Underlag
from caseflow.engine.errors import Refused
from tests.documents import underlag_brev as brev
from tests.documents.berattelser import ANNA, AVSLAG, BIFALL, CECILIA, UTOVARE, UTSATT
from tests.documents.brevlasning import html_ord, texterna
from tests.documents.handlingar import fardig, oppnad, sidor, text
from tests.documents.underlagsbygge import AKTNUMMER, Rad, underlag

BREV = tuple(brev.UNDERLAG)
KODER = {
    "information_insatser",
    "inbjudan",
    "beslut_inleda",
    "kommunicering",
    "underrattelse",
    "underrattelse_forsening",
    "samtycke_partnerkontakt",
    "samtycke_samverkan",
    "partnerkontakt_information",
}
TILL_NAGON_ANNAN = [n for n in BREV if brev.UNDERLAG[n][1].slag != "utovare"]
DISKRETA = [n for n in TILL_NAGON_ANNAN if n != "partnerkontakt_information"]
OVERKLAGA = "Så här överklagar du"


def test_every_letter_is_for_the_person_and_says_what_it_is() -> None:
    for kod in KODER:
        assert MALLAR[kod].till is Till.PERSONEN
        assert MALLAR[kod].beskrivning.endswith(".")


@pytest.mark.parametrize(
    ("kod", "grund", "saknade"),
    [
        (
            "information_insatser",
            underlag("utovare"),
            ["att säkerheten för den som har utsatts är övervägd"],
        ),
        ("information_insatser", underlag("utsatt"), []),
        ("information_insatser", underlag("friyta"), []),
        (
            "inbjudan",
            underlag("utsatt"),
            [
                "«Dag»",
                "«Klockslag»",
                "«Hur samtalet sker»",
                "«Plats, nummer eller länk»",
                "«Telefonnummer för att boka om»",
            ],
        ),
        (
            "kommunicering",
            underlag("utsatt", UTSATT[:3]),
            [
                "ett underlag som är klart",
                "«Synpunkter senast»",
                "«Det som skickas med»",
                "«Telefonnummer att svara på»",
            ],
        ),
        (
            "beslut_inleda",
            underlag("utovare", UTOVARE[:3]),
            ["beslutet att inleda eller inte inleda utredning", "skälen för beslutet"],
        ),
        (
            "underrattelse",
            underlag("utovare", UTOVARE),
            ["beslutet", "skälen för beslutet", "«Vilket beslut»"],
        ),
        (
            "underrattelse_forsening",
            underlag("utovare", UTOVARE[:2]),
            ["en ansökan som väntar på beslut", "«Varför det dröjer»"],
        ),
        (
            "samtycke_partnerkontakt",
            underlag("utovare", UTOVARE),
            ["att frågan om partnerkontakt är väckt"],
        ),
        (
            "samtycke_samverkan",
            underlag("friyta"),
            [
                "«Vem uppgifterna får lämnas till»",
                "«Vilka uppgifter som får lämnas»",
                "«Vad uppgifterna ska användas till»",
                "«Samtycket gäller till och med»",
            ],
        ),
        (
            "partnerkontakt_information",
            underlag("partnerkontakt"),
            [
                "att partnerkontakt är erbjuden på ett säkert sätt",
                "ett samtycke som gäller till att behandlingen berättas",
                "ett samtycke som gäller till att säkerhetsinformation lämnas",
                "«Telefonnummer som är säkert att ringa»",
            ],
        ),
    ],
)
def test_every_gap_is_listed_and_a_final_with_gaps_is_refused(
    kod: str, grund: Underlag, saknade: list[str]
) -> None:
    assert texterna(kod, grund) == saknade
    if saknade:
        with pytest.raises(Refused) as refusal:
            render(kod, grund, slutlig=True)
        assert len(refusal.value.hinder) == len(saknade)
        draft = html_ord(kod, grund)
        assert "Uppgift saknas" in draft or kod == "information_insatser"


@pytest.mark.parametrize("namn", BREV)
def test_no_letter_says_anything_of_anyone_else(namn: str) -> None:
    words = text(fardig(namn))
    assert "HEMLIG" not in words
    assert "Orsak" not in words
    assert not re.search(r"\b(ej|avseende|erhålla|klienten?|offret)\b", words, re.IGNORECASE)


@pytest.mark.parametrize("namn", DISKRETA)
def test_a_letter_that_is_found_at_home_says_nothing_of_violence(namn: str) -> None:
    words = text(fardig(namn))
    assert not re.search("våld|hot\\b|utsatt|skydd|relation", words, re.IGNORECASE)
    with oppnad(fardig(namn)) as pdf:
        properties = " ".join(str(value) for value in pdf.docinfo.values())
    assert "våld" not in properties.lower()
    assert "Ekhöjds kommun, Socialtjänsten" in properties


def test_the_utovare_knows_which_unit_writes() -> None:
    assert "Relationsvåldsteamet" in text(fardig("inbjudan_utovare"))


@pytest.mark.parametrize(
    "namn",
    [
        n
        for n in BREV
        if brev.UNDERLAG[n][0] in KODER and not brev.UNDERLAG[n][0].startswith("underrattelse")
    ],
)
def test_a_letter_has_one_page(namn: str) -> None:
    assert len(sidor(fardig(namn))) == 1


@pytest.mark.parametrize("namn", BREV)
def test_a_protected_person_is_not_named_in_a_letter(namn: str) -> None:
    kod, grund = brev.UNDERLAG[namn]
    words = html_ord(kod, replace(grund, skydd="sekretessmarkering"), slutlig=True)
    assert f"Personen i ärende {AKTNUMMER}" in words
    assert "Ekhöjd " not in words.replace("100 00 Ekhöjd ", "").replace(
        "Beroendemottagningen i", ""
    )
    assert "Robin" not in words
    assert "Kim" not in words
    assert "881303" not in words


def test_information_says_that_it_is_voluntary_and_how_to_apply() -> None:
    for namn in ("information_utovare", "information_utsatt", "information_friyta"):
        words = text(fardig(namn))
        for part in (
            "brukar kallas friyta",
            "14 kap. 3–7 §§ socialtjänstlagen",
            "19 kap. 1 § socialtjänstlagen",
            "11 kap. 5 och 6 §§ socialtjänstlagen",
            "En muntlig ansökan räknas lika mycket",
            "Du kan tacka nej",
            "13 § förvaltningslagen",
        ):
            assert part in words
    assert "våld mot någon" in text(fardig("information_utovare"))


def test_an_anonymous_reader_is_only_a_code() -> None:
    words = text(fardig("information_friyta"))
    assert "Till Måsen 14" in words
    assert "Robin" not in words


def test_a_kommun_says_in_its_own_words_how_many_talks_there_are() -> None:
    grund = underlag("utsatt", egna={"samtalen": "Du kan få upp till tolv samtal."})
    words = html_ord("information_insatser", grund, slutlig=True)
    assert "upp till tolv samtal" in words
    assert "Hur många samtal det kan bli" not in words


def test_an_invitation_says_when_where_and_with_whom() -> None:
    words = text(fardig("inbjudan_utsatt"))
    for part in (
        "Dag tisdag 1 december 2026",
        "Klockan 09.30",
        "Så ses vi Besök hos oss",
        "Plats Ekhöjdstorget 1, våning 2.",
        "Du träffar Anna Lindö, handläggare",
        "Ring oss på 010-000 00 11",
        "Säg till om du vill ha tolk (13 § förvaltningslagen)",
    ):
        assert part in words


def test_an_invitation_by_telephone_says_from_which_number() -> None:
    words = text(fardig("inbjudan_utovare"))
    assert "Vi ringer från 010-000 00 12" in words
    assert "Du pratar med Sara Vik, socialsekreterare" in words
    assert "Vi har bokat tolk: arabiska." in words
    assert "Tack för att du ringde." in words


def test_an_invitation_accuses_nobody() -> None:
    body = text(fardig("inbjudan_utovare")).replace("Relationsvåldsteamet", "")
    assert not re.search(r"våld|\bhot|\bslag|skuld|ansvar|polis|anmäl", body, re.IGNORECASE)


@pytest.mark.parametrize("namn", ["inbjudan_utovare", "inbjudan_utsatt", "underrattelse_bifall"])
def test_officials_are_left_out_of_letters_where_threat_is_feared(namn: str) -> None:
    kod, grund = brev.UNDERLAG[namn]
    words = html_ord(kod, replace(grund, utelamna_tjansteman=True), slutlig=True)
    for name in ("Lindö", "Vik", "Åkerö"):
        assert name not in words
    assert "Handläggare" in words


def test_kommunicering_says_until_when_and_how_to_answer() -> None:
    words = text(fardig("kommunicering_utovare"))
    for part in (
        "Din ansökan 28 september 2026",
        "Utredningen, 12 november 2026, 5 sidor",
        "Svara senast fredag 4 december 2026",
        "25 § förvaltningslagen",
        "Ring 010-000 00 11",
        "14 kap. 8 § socialtjänstlagen",
        "Nämnden möts 10 december 2026",
    ):
        assert part in words


def test_kommunicering_is_written_for_a_later_application_too() -> None:
    grund = brev.i_provning(brev.BEVILJAT, brev.ANSOK, brev.LAMNA)
    words = html_ord(
        "kommunicering", brev.ifylld("kommunicering", grund, brev.KOMMUNICERING), slutlig=True
    )
    assert "Din ansökan 20 april 2027" in words
    assert "Underlaget blev klart 4 maj 2027" in words


def test_a_decision_to_inleda_says_why_and_what_happens_now() -> None:
    words = text(fardig("utredning_inleds"))
    for part in (
        "Beslut att inleda utredning",
        "Beslutsdag 30 september 2026",
        "Beslutat av Anna Lindö, handläggare",
        "En utredning inleds.",
        "Ansökan lämnades muntligt 28 september 2026.",
        "Samtal för att sluta använda våld",
        "14 kap. 2 § socialtjänstlagen",
        "Det här händer nu",
    ):
        assert part in words
    assert OVERKLAGA not in words


def test_a_yes_without_an_application_is_a_reason_too() -> None:
    ja: Rad = (
        "2026-09-30",
        "inled_utredning",
        ANNA,
        {"grund": "ja", "svarsdag": "2026-09-29", "svarssatt": "muntligt"},
    )
    words = html_ord("beslut_inleda", underlag("utsatt", (*UTSATT[:1], ja)), slutlig=True)
    assert "Du har själv sagt ja till en utredning, muntligt 29 september 2026." in words
    assert "ta tillbaka din ansökan" not in words


def test_a_decision_not_to_inleda_leaves_the_door_open() -> None:
    words = text(fardig("utredning_inleds_inte"))
    assert "Beslut att inte inleda utredning" in words
    assert "Du har berättat att du vill klara dig med samtalen" in words
    assert "Det är inget nej till något som du har ansökt om." in words
    assert "Har du samtal hos oss utan beslut kan de fortsätta." in words
    assert "Du är välkommen tillbaka när du vill" in words


def test_a_notice_holds_the_whole_decision_and_how_to_appeal() -> None:
    words = text(fardig("underrattelse_delvis"))
    parts = [
        "Du får en del av det du har ansökt om.",
        "1 december 2026",
        "Det här avslås",
        "Ersättning för resor",
        "Skälen för beslutet",
        "33 § förvaltningslagen",
        OVERKLAGA,
        "Är du inte nöjd med det som avslås",
        "tre veckor från den dag du fick del av beslutet",
    ]
    places = [words.index(part) for part in parts]
    assert places == sorted(places)
    assert len(sidor(fardig("underrattelse_delvis"))) == 2


def test_a_notice_on_support_beyond_the_right_is_appealed_another_way() -> None:
    dag, kod, vem, varden = AVSLAG
    utover: Rad = (dag, kod, vem, {**varden, "lagrum": "bistand_utover"})
    words = html_ord("underrattelse", underlag("utovare", (*UTOVARE, utover)), slutlig=True)
    assert "laglighetsprövning" in words
    assert "gäller genast" not in words


def test_a_notice_of_an_end_without_insats_cannot_be_appealed_but_applied_against() -> None:
    steg: Rad = (
        "2026-11-22",
        "avsluta_utan_insats",
        CECILIA,
        {"orsak": "inget_behov", "skal": "Utredningen visar inget behov."},
    )
    words = html_ord("underrattelse", underlag("utovare", (*UTOVARE[3:], steg)), slutlig=True)
    assert OVERKLAGA not in words
    assert "Du kan ansöka när du vill" in words


def test_a_changed_decision_is_told_of_as_well() -> None:
    andring: Rad = (
        "2026-11-25",
        "andring_av_beslut",
        CECILIA,
        {
            "beslutsdag": "2026-11-22",
            "utfall": "till_formans",
            "nytt_beslut": "Samtal två gånger i veckan.",
            "motivering": "Behovet är större än vi trodde.",
        },
    )
    grund = underlag("utovare", (*UTOVARE, BIFALL, andring))
    assert texterna("underrattelse", grund) == ["«Vilket beslut»"]
    valt = brev.ifylld("underrattelse", grund, {"valt": str(grund.uppgifter[-1].seq)})
    words = html_ord("underrattelse", valt, slutlig=True)
    assert "Beslutet den 22 november 2026 har ändrats till din fördel." in words
    assert "Samtal två gånger i veckan." in words
    assert "en gång i veckan" not in words


def test_of_two_decisions_only_the_chosen_one_is_told() -> None:
    grund = brev.i_provning(brev.FORLANGNINGEN, brev.FORLANGS)
    first = next(u.seq for u in grund.uppgifter if u.kod == "bevilja")
    valt = brev.ifylld("underrattelse", grund, {"valt": str(first)})
    words = html_ord("underrattelse", valt, slutlig=True)
    assert "Du får den här insatsen." in words
    assert "förlängs" not in words
    assert "Din insats förlängs inte." in text(fardig("underrattelse_forlangning"))
    assert "fortsätter till och med 31 maj 2027" in text(fardig("underrattelse_forlangning"))


def test_a_delay_is_explained_with_what_the_person_can_ask_for() -> None:
    words = text(fardig("forsening"))
    for part in (
        "Ditt beslut dröjer",
        "din handläggare har varit sjuk",
        "11 § förvaltningslagen",
        "fredag 29 januari 2027",
        "mer än sex månader",
        "Inom fyra veckor",
        "12 § förvaltningslagen",
    ):
        assert part in words


def test_a_delay_without_a_day_promises_none() -> None:
    grund = brev.ifylld(
        "underrattelse_forsening", underlag("utovare", UTOVARE[:12]), {"orsak": "Sjukdom."}
    )
    assert "Vi kan inte säga någon dag än." in html_ord(
        "underrattelse_forsening", grund, slutlig=True
    )
