"""Plans, orders and hand-overs: whom each is for, and what may never be found in it."""

from dataclasses import replace

import pytest

from caseflow.documents.lagrum import lagrum_for
from caseflow.documents.mallar import MALLAR, falten, lasbart_for, saknas
from caseflow.documents.mallar.mall import VALT, Till
from caseflow.documents.render import render
from caseflow.documents.underlag import Underlag
from caseflow.engine.errors import NotFound, Refused
from caseflow.engine.fakta import Varde
from caseflow.rules.kallor import SOL_ANDRAS_2026
from tests.documents.berattelser import ANNA, BIFALL, UTOVARE
from tests.documents.berattelser_planer import (
    BESTALLNING,
    GENOMFORANDE,
    GODKAND,
    KOPPLAD,
    OROSANMALAN,
    PLANER_IFYLLT,
    SAKERHETSPLAN,
)
from tests.documents.handlingar import fardig, oppnad, sidor, text
from tests.documents.underlag_bedomningar import UNDERLAG, gjord, med
from tests.documents.underlagsbygge import AKTNUMMER, Rad, underlag


def brister(mall: str, grund: Underlag) -> list[str]:
    return [b.text for b in saknas(MALLAR[mall], grund)]


def utkast_av(mall: str, grund: Underlag) -> str:
    return text(render(mall, grund))


@pytest.mark.parametrize("mall", ["sakerhetsplan", "min_plan"])
def test_a_safety_plan_never_lies_in_an_utovares_akt(mall: str) -> None:
    with pytest.raises(NotFound):
        render(mall, underlag("utovare"))


def test_my_plan_says_nothing_of_who_made_it_whose_it_is_or_why() -> None:
    pdf = fardig("min_plan")
    words = text(pdf)
    assert words.startswith("Min plan Det här gör jag Blir det oroligt")
    assert len(sidor(pdf)) == 1
    with oppnad(pdf) as opened, opened.open_metadata() as metadata:
        said = " ".join([words, *map(str, opened.docinfo.values()), str(metadata)])
    for part in (
        AKTNUMMER,
        "Robin",
        "881303",
        "Relationsvåld",
        "Ekhöjd",
        "Lindö",
        "nov 2026",
        "Sekretess",
        "våld",
        "Socialtj",
        "akerhetsplan",
    ):
        assert part not in said, part
    assert "Förra planen" not in words


def test_my_plan_waits_until_the_person_has_said_that_paper_is_safe() -> None:
    for sakert in ({}, {"sakert": None}):
        grund = replace(underlag("utsatt", SAKERHETSPLAN), ifyllt=sakert)
        with pytest.raises(Refused, match="säkert att ha planen på papper"):
            render("min_plan", grund, slutlig=True)


def test_the_persons_own_choice_of_words_takes_the_place_of_the_plan() -> None:
    ord_: dict[str, Varde] = {"sakert": True, "egna_ord": "Gå till Kim. Ta väskan."}
    words = text(render("min_plan", gjord("min_plan", "utsatt", SAKERHETSPLAN, ord_), slutlig=True))
    assert "Gå till Kim. Ta väskan." in words
    assert "biblioteket" not in words


def test_the_safety_plan_of_the_akt_says_where_the_paper_is_and_when_it_was_looked_over() -> None:
    words = text(fardig("sakerhetsplan"))
    assert "Är det säkert att ha planen på papper? Bara hos någon annan" in words
    assert "16 nov 2026 Ja" in words
    assert "5 okt 2026 Nej" in words
    assert "Förra planen" not in words


def test_a_plan_does_not_repeat_the_decision() -> None:
    words = text(fardig("genomforandeplan"))
    motivering = str(BIFALL[3]["motivering"])[:40]
    assert motivering not in words
    assert "2 22 nov 2026 Individuella samtal 31 maj 2027" in words
    assert "Vi följer upp planen tillsammans 2 mars 2027." in words
    assert "HEMLIGA-SKAL" not in text(fardig("vardplan"))


def test_a_plan_without_a_day_to_follow_it_up_is_not_finished() -> None:
    dag, kod, vem, varden = GENOMFORANDE
    utan: Rad = (dag, kod, vem, {k: v for k, v in varden.items() if k != "foljs_upp"})
    grund = gjord(kod, "utovare", (utan,), {**PLANER_IFYLLT, "ansvarig": "Bo"})
    assert brister(kod, grund) == ["dagen då planen följs upp"]


def test_a_plan_is_of_one_insats() -> None:
    dag, kod, vem, varden = GENOMFORANDE
    andra: Rad = (dag, kod, vem, {**varden, "insats": 4, "malsattning": "MALET-FOR-GRUPPEN."})
    grund = underlag("utovare", (GENOMFORANDE, andra))
    assert falten(MALLAR[kod], grund)[0].choices == (("1", "Nummer 1"), ("4", "Nummer 4"))
    vald = med(grund, kod, {VALT: "1", **PLANER_IFYLLT, "ansvarig": "Bo"})
    assert "MALET-FOR-GRUPPEN" not in text(render(kod, vald, slutlig=True))


@pytest.mark.parametrize("namn", ["vardplan", "genomforandeplan"])
def test_a_plan_is_the_persons_own_and_speaks_to_her_or_him(namn: str) -> None:
    assert MALLAR[namn].till is Till.PERSONEN
    assert "Ditt mål, med dina egna ord" in text(fardig(namn))


def test_the_utsattas_plan_does_not_name_the_unit() -> None:
    assert "Relationsvåldsteamet" not in text(fardig("vardplan"))


@pytest.mark.parametrize("namn", ["bestallning_utovare", "bestallning_utsatt"])
def test_the_performer_learns_only_what_the_insats_needs(namn: str) -> None:
    words = text(fardig(namn))
    assert "Det som sägs i samtalen rapporteras inte." in words
    assert "Om personen kommer till samtalen" in words
    assert "Måndag och tisdag 9–11" in words
    assert "Besök hos verksamheten" in words
    for kept in (
        "strypgrepp",
        "Alkohol",
        "Utredningen visar",
        "ekonomiskt våld",
        "FREDA",
        "skolan",
    ):
        assert kept not in words


def test_the_order_follows_the_insats_that_is_chosen() -> None:
    utan: Rad = (
        "2026-11-23",
        "bestall_insats",
        ANNA,
        {"form": "grupp", "villkor": True, "informerad_11_6": True},
    )
    grund = underlag("utovare", (*UTOVARE, BIFALL, utan))
    choices = dict(falten(MALLAR["bestallning"], grund)[0].choices)
    seq = next(kod for kod, namn in choices.items() if "utan beslut" in namn)
    words = utkast_av("bestallning", med(grund, "bestallning", {VALT: seq, **BESTALLNING}))
    assert "Form Grupp" in words
    assert (
        "Ges utan beslut, enligt nämndens villkor (11 kap. 5 och 6 §§ socialtjänstlagen)" in words
    )
    assert "31 maj 2027" not in words


def test_a_report_of_worry_says_who_when_and_what_and_not_from_which_unit() -> None:
    words = text(fardig("orosanmalan"))
    for part in (
        "Misstanken kom 5 oktober 2026",
        "HEMLIG-ORSAK till anmälan.",
        "Anmäler Anna Lindö, handläggare",
        "Nås 010-000 00 00",
        "19 kap. 1 § socialtjänstlagen",
        "19 kap. 6 § socialtjänstlagen",
    ):
        assert part in words
    for part in ("Relationsvåld", "våld", "växelvis", "HEMLIGT-OM-DEN-ANDRA", "Barn 2", "881303"):
        assert part not in words.replace("HEMLIG-ORSAK till anmälan.", "")


def test_a_parent_in_danger_is_named_only_where_somebody_has_chosen_it() -> None:
    utan = gjord("orosanmalan", "utovare", UTOVARE, {**OROSANMALAN, "vuxen": "nej"})
    assert "Robin" not in text(render("orosanmalan", utan, slutlig=True))
    skydd = replace(
        gjord("orosanmalan", "utovare", UTOVARE, OROSANMALAN), skydd="skyddad_folkbokforing"
    )
    assert "Robin" not in text(render("orosanmalan", skydd, slutlig=True))


@pytest.mark.parametrize("slag", ["friyta", "partnerkontakt", "utsatt"])
def test_whoever_suspects_reports_from_any_akt_also_of_an_unknown_child(slag: str) -> None:
    okant: Rad = (
        "2026-11-20",
        "orosanmalan",
        ANNA,
        {
            "barn": "okant",
            "misstanke": "2026-11-20",
            "orsak": "Ett barn hörs gråta när vi talas vid.",
        },
    )
    ifyllt = {k: v for k, v in OROSANMALAN.items() if k != VALT}
    words = text(render("orosanmalan", gjord("orosanmalan", slag, (okant,), ifyllt), slutlig=True))
    assert "Anmälan görs 22 november 2026" in words
    assert "Ett barn hörs gråta" in words
    assert "Personnummer" not in words


def test_the_reporter_is_told_of_an_answer_only_where_the_law_gives_one() -> None:
    assert "besked_till_anmalaren" in lagrum_for(SOL_ANDRAS_2026)
    assert "besked_till_anmalaren" not in lagrum_for(SOL_ANDRAS_2026.replace(day=14))


def test_a_hand_over_holds_only_what_is_approved_and_the_approval() -> None:
    words = text(fardig("overlamning_utsatt"))
    assert "Ring mig aldrig, jag kommer själv." in words
    assert "Personen har läst eller hört hela texten" in words
    assert "12 kap. 2 § offentlighets- och sekretesslagen" in words
    for kept in ("2018", "FREDA", "Hög", "Våldet", "ansök"):
        assert kept not in words
    seen = lasbart_for(MALLAR["overlamning"], UNDERLAG["overlamning_utsatt"][1])
    assert seen.uppgifter == ()


def test_a_hand_over_needs_an_approval_of_its_own() -> None:
    ifyllt = {k: v for k, v in GODKAND.items() if k != "godkand"}
    grund = gjord("overlamning", "friyta", (KOPPLAD,), ifyllt)
    assert len(brister("overlamning", grund)) == 1
    assert "godkänt" in brister("overlamning", grund)[0]


@pytest.mark.parametrize("namn", ["overlamning_friyta", "avslutssammanfattning_friyta"])
def test_a_friyta_is_a_code_and_no_identity_even_where_a_name_is_known(namn: str) -> None:
    kod, grund = UNDERLAG[namn]
    known = replace(grund, person_namn="Robin Ekhöjd", personnummer="198813031239")
    words = text(render(kod, known, slutlig=True))
    assert "Blå 17" in words
    assert "Robin" not in words
    assert "881303" not in words


def test_a_closing_summary_says_how_it_went_and_the_way_back() -> None:
    words = text(fardig("avslutssammanfattning_utovare"))
    parts = [
        "Jag vill inte bli som min pappa.",
        "Individuella samtal för att sluta använda våld",
        "Genomförda samtal 2",
        "Jag trodde inte att jag skulle kunna prata om det.",
        "Att kunna bli arg utan att någon blir rädd för mig.",
        "Positiv förändring men målet inte uppnått.",
        "Risknivå: låg, bedömd 25 maj 2027",
        "Säkerheten är kontrollerad inför avslut.",
        "Ett samtal om sex månader",
        "utan att förklara varför",
    ]
    places = [words.index(part) for part in parts]
    assert places == sorted(places)
    utsatt = text(fardig("avslutssammanfattning_utsatt"))
    assert "Säkerhetsplanen är sedd över." in utsatt
    assert "biblioteket" not in utsatt


def test_a_kommun_may_have_its_own_words_for_the_way_back() -> None:
    kod, grund = UNDERLAG["avslutssammanfattning_utovare"]
    words = text(
        render(kod, replace(grund, egna={"tillbaka": "Ring växeln i Ekhöjd."}), slutlig=True)
    )
    assert "Ring växeln i Ekhöjd." in words
    assert "utan att förklara varför" not in words
