"""Assessments, and what holds for every plan and hand-over: gaps, secrets, hints and headings."""

from dataclasses import replace
from itertools import pairwise

import pytest

from caseflow.documents import teman
from caseflow.documents.mallar import MALLAR, falten, lasbart_for, saknas
from caseflow.documents.mallar.bedomningar import BEDOMNINGAR, OM_ANDRA_I_RISKEN
from caseflow.documents.mallar.mall import VALT, Mall
from caseflow.documents.mallar.overgangar import OVERGANGAR
from caseflow.documents.mallar.planer import PLANER
from caseflow.documents.render import render
from caseflow.documents.underlag import Underlag
from caseflow.engine.errors import Refused
from tests.documents.berattelser import ANNA, UTOVARE
from tests.documents.berattelser_planer import AVSLUT, BARN_UTOVARE, RISK_UTOVARE
from tests.documents.handlingar import element, fardig, oppnad, text
from tests.documents.underlag_bedomningar import UNDERLAG, gjord
from tests.documents.underlagsbygge import Rad, underlag

MINA = (*BEDOMNINGAR, *PLANER, *OVERGANGAR)
I_ETT_SLAG = [(mall, slag) for mall in MINA for slag in mall.slag]
UTOVARENS = [n for n, (_, grund) in UNDERLAG.items() if grund.slag == "utovare"]


def brister(mall: str, grund: Underlag) -> list[str]:
    return [b.text for b in saknas(MALLAR[mall], grund)]


def utkast_av(mall: str, grund: Underlag) -> str:
    return text(render(mall, grund))


@pytest.mark.parametrize(("mall", "slag"), I_ETT_SLAG, ids=[f"{m.kod}-{s}" for m, s in I_ETT_SLAG])
def test_an_empty_draft_shows_every_gap_and_cannot_be_finished(mall: Mall, slag: str) -> None:
    grund = underlag(slag)
    gaps = saknas(mall, grund)
    required = [f for f in falten(mall, grund) if f.required]
    assert len(gaps) >= len(required) > 0
    words = utkast_av(mall.kod, grund)
    for gap in gaps:
        assert f"Uppgift saknas: {gap.text}." in words, gap
    with pytest.raises(Refused) as refusal:
        render(mall.kod, grund, slutlig=True)
    assert [h.regel for h in refusal.value.hinder] == [g.kod for g in gaps]


@pytest.mark.parametrize("mall", MINA, ids=lambda m: m.kod)
def test_no_field_speaks_to_whoever_fills_it_in_and_each_is_short(mall: Mall) -> None:
    for field in mall.falt:
        assert not {"du", "din", "ditt", "dina", "ni", "er"} & set(field.label.lower().split())
        assert len(field.label) <= 90


@pytest.mark.parametrize(
    ("mall", "slag", "saknade"),
    [
        (
            "forhandsbedomning_utovare",
            "utovare",
            [
                "att säkerheten för den som har utsatts är övervägd",
                "om det finns barn",
                "vilken information personen har fått",
                "personens egen syn",
                "«Hur kontakten kom till»",
                "«Situationen nu»",
                "«Inställning till våldet»",
                "«Vilja att förändra»",
                "«Bedömning»",
                "«Det som föreslås»",
            ],
        ),
        (
            "sakerhetsplan",
            "partnerkontakt",
            [
                "en säkerhetsplan",
                "«Är det säkert att ha planen på papper?»",
                "«Planen ses över senast»",
            ],
        ),
        (
            "avslutssammanfattning",
            "friyta",
            [
                "vad personen sökte hjälp för",
                "vilket stöd som har getts",
                "«Personens egna ord om hur det har gått»",
                "«Uppföljningar som är planerade»",
            ],
        ),
    ],
)
def test_the_gaps_of_an_empty_akt(mall: str, slag: str, saknade: list[str]) -> None:
    gaps = [g for g in brister(mall, underlag(slag)) if g != "«Vilken riskbedömning»"]
    assert gaps == saknade


def test_closing_asks_each_kind_of_akt_for_its_own() -> None:
    utovare = brister("avslutssammanfattning", underlag("utovare"))
    utsatt = brister("avslutssammanfattning", underlag("utsatt"))
    assert "säkerhetskontrollen inför avslut" in utovare
    assert "att säkerhetsplanen är sedd över" not in utovare
    assert "att säkerhetsplanen är sedd över" in utsatt
    assert "säkerhetskontrollen inför avslut" not in utsatt
    assert "uppföljning av personens eget mål" in utovare


@pytest.mark.parametrize("namn", [n for n in UTOVARENS if UNDERLAG[n][0] != "orosanmalan"])
def test_the_utovare_finds_nothing_of_anyone_else(namn: str) -> None:
    assert "HEMLIG" not in text(fardig(namn))
    assert "växelvis med" not in text(fardig(namn)).replace("bor växelvis med sina barn", "")


@pytest.mark.parametrize("namn", [n for n, (_, g) in UNDERLAG.items() if g.slag != "utovare"])
def test_a_copy_at_home_tells_no_place_and_no_secret(namn: str) -> None:
    assert "HEMLIG" not in text(fardig(namn))


def test_what_the_template_may_read_holds_no_more_than_the_page() -> None:
    """The archive copy carries what the template could read."""
    for mall, grund in UNDERLAG.values():
        if mall == "orosanmalan":
            continue
        for u in lasbart_for(MALLAR[mall], grund).uppgifter:
            assert not [t for _, _, t in u.falt if "HEMLIG" in t], (mall, u.kod)


def test_the_utovares_risk_leaves_out_what_the_utredning_leaves_out() -> None:
    left_out = MALLAR["utredning_utovare"].laser["riskbedomning"].utom
    assert left_out == frozenset(OM_ANDRA_I_RISKEN)
    assert MALLAR["riskbedomning_utovare"].laser["riskbedomning"].utom == left_out
    words = text(fardig("riskbedomning_utovare"))
    assert "egen skattning" not in words
    assert "Flera håll" not in words
    assert "Ring aldrig" not in words


def test_the_utsattas_risk_shows_what_protects_and_her_own_estimate() -> None:
    words = text(fardig("riskbedomning_utsatt"))
    assert "Ny bedömning om två veckor." in words
    assert "Personens egen skattning, 0–10 5" in words
    assert "En säkerhetsplan är gjord." in words


def test_a_risk_is_chosen_among_several_and_the_earlier_levels_stand_beside_it() -> None:
    mall = MALLAR["riskbedomning_utovare"]
    grund = underlag("utovare", UTOVARE)
    assert [kod for kod, _ in falten(mall, grund)[0].choices] == ["10", "13"]
    assert brister(mall.kod, grund)[0] == "«Vilken riskbedömning»"
    assert "en riskbedömning" not in brister(mall.kod, grund)
    later = text(fardig("riskbedomning_utovare"))
    assert "7 okt 2026 Hög Första bedömningen SARA" in later
    assert "två händelser det senaste halvåret" not in later
    first = text(
        render(mall.kod, gjord(mall.kod, "utovare", UTOVARE, {**RISK_UTOVARE, VALT: "10"}))
    )
    assert "två händelser det senaste halvåret" in first
    assert "Tidigare bedömningar" not in first
    assert "inga nya händelser efter den 17 oktober" not in first


def test_a_correction_of_an_earlier_risk_says_only_that_it_is_made() -> None:
    rattad: Rad = ("2026-11-20", "rattelse", ANNA, {"handelse": 10, "rattelse": "HEMLIG rättelse."})
    grund = gjord(
        "riskbedomning_utovare", "utovare", (*UTOVARE, rattad), {VALT: "13", **RISK_UTOVARE}
    )
    seen = lasbart_for(MALLAR["riskbedomning_utovare"], grund)
    assert "HEMLIG" not in str(seen.uppgifter)


def test_an_analysis_is_of_one_child_and_reads_nothing_of_the_other() -> None:
    mall = MALLAR["barnkonsekvensanalys_utovare"]
    andra: Rad = (
        "2026-11-10",
        "barnkonsekvensanalys",
        ANNA,
        {"barn": "barn_2", "analys": "OM-ETT-ANNAT-BARN.", "barnets_rost": "HEMLIG-ROST."},
    )
    rattad: Rad = (
        "2026-11-11",
        "rattelse",
        ANNA,
        {"handelse": 18, "rattelse": "OM-ETT-ANNAT-BARN."},
    )
    grund = gjord(mall.kod, "utovare", (*UTOVARE, andra, rattad), BARN_UTOVARE)
    assert grund.uppgifter[-2].seq == 18
    assert [namn for _, namn in falten(mall, grund)[0].choices] == ["Barn 1", "Barn 2"]
    seen = lasbart_for(mall, grund)
    assert "OM-ETT-ANNAT-BARN" not in str(seen.uppgifter)
    assert {u.varden.get("barn") for u in seen.uppgifter} == {"barn_1"}
    ovald = {k: v for k, v in BARN_UTOVARE.items() if k != VALT}
    assert brister(mall.kod, gjord(mall.kod, "utovare", UTOVARE, ovald)) == ["«Vilket barn»"]
    assert brister(mall.kod, gjord(mall.kod, "utovare", UTOVARE, {**ovald, VALT: "barn_2"})) == [
        "analysen av vad beslutet kan betyda för barnet"
    ]


def test_the_childs_voice_reaches_the_utovare_only_as_the_child_wants() -> None:
    assert "Barnets egen röst" not in text(fardig("barnkonsekvensanalys_utovare"))
    sagt = {**BARN_UTOVARE, "barnets_egna_ord": "Jag vill att pappa slutar skrika."}
    words = text(
        render(
            "barnkonsekvensanalys_utovare",
            gjord("barnkonsekvensanalys_utovare", "utovare", UTOVARE, sagt),
        )
    )
    assert "Barnets egen röst Jag vill att pappa slutar skrika. Uppgift från barnet självt" in words
    assert "bor där ingen skriker" in text(fardig("barnkonsekvensanalys_utsatt"))


def test_the_maker_of_an_analysis_is_warned_of_its_readers_and_the_reader_is_not() -> None:
    kod, grund = UNDERLAG["barnkonsekvensanalys_utsatt"]
    draft = utkast_av(kod, grund)
    assert "kan båda vårdnadshavarna i regel läsa den där" in draft
    assert "12 kap. 3 § offentlighets- och sekretesslagen" in draft
    assert "Till den som skriver" not in text(fardig("barnkonsekvensanalys_utsatt"))


@pytest.mark.parametrize(
    "mall",
    [
        "forhandsbedomning_utovare",
        "riskbedomning_utovare",
        "genomforandeplan",
        "avslutssammanfattning",
    ],
)
def test_the_utovare_is_asked_about_all_that_matters_and_only_in_a_draft(mall: str) -> None:
    draft = utkast_av(mall, underlag("utovare"))
    for tema in teman.UTOVARE:
        assert f"{tema.rubrik}. {tema.fraga}" in draft
    namn = next(n for n, (kod, g) in UNDERLAG.items() if kod == mall and g.slag == "utovare")
    assert teman.UTOVARE[1].fraga not in text(fardig(namn))


def test_nobody_but_the_utovare_is_asked_about_their_own_violence() -> None:
    for mall in ("genomforandeplan", "avslutssammanfattning"):
        assert "Att fråga om" not in utkast_av(mall, underlag("utsatt"))


@pytest.mark.parametrize("namn", UNDERLAG)
def test_a_protected_person_has_no_name_in_any_of_them(namn: str) -> None:
    kod, grund = UNDERLAG[namn]
    words = text(render(kod, replace(grund, skydd="sekretessmarkering"), slutlig=True))
    assert "Robin" not in words
    assert "881303" not in words


@pytest.mark.parametrize("namn", UNDERLAG)
def test_no_heading_stands_without_something_under_it(namn: str) -> None:
    with oppnad(fardig(namn)) as pdf:
        kinds = [
            str(e.S) for e in element(pdf) if str(e.S)[1:] in {"H1", "H2", "H3", "P", "LI", "TD"}
        ]
    assert kinds[-1] not in {"/H1", "/H2", "/H3"}
    assert not [1 for a, b in pairwise(kinds) if a == b == "/H2" or (a, b) == ("/H3", "/H2")]


def test_what_closes_is_never_worded_as_failure() -> None:
    assert str(AVSLUT["egna_ord"]) in text(fardig("avslutssammanfattning_utsatt"))
    for namn in UNDERLAG:
        words = text(fardig(namn)).lower()
        for word in ("misslyck", "klient", "offer ", "avseende", "erhåll", " ej "):
            assert word not in words, (namn, word)
