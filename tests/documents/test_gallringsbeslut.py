"""The beslut to dispose of an akt: nothing is disposed of that anything holds, or that nobody has tried."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from caseflow.documents.mallar import MALLAR, saknas
from caseflow.documents.render import framstall, render
from caseflow.documents.ur_akten import Bestallning, underlag_ur_akten
from caseflow.engine.errors import Refused
from caseflow.engine.fakta import Faktum, Varde
from caseflow.store.atkomst import open_akt
from tests.akter import OVERVAGD, faktum, oppna, steg
from tests.databas import Verksamhet, at
from tests.documents.handlingar import fardig, text, utkast
from tests.documents.underlag_utdrag import FAKTA, FRAGAN, PROVAT, gallras

STOPPAD = replace(FAKTA, fakta={"gallringsstopp": Faktum(9, date(2022, 1, 1), {"skal": True})})


def hindren(fraga: object = FRAGAN, **varden: Varde) -> set[str]:
    grund = gallras(fraga, **varden)  # type: ignore[arg-type] # a test also gives none
    return {b.kod for b in saknas(MALLAR["gallringsbeslut"], grund)}


def test_a_tried_akt_can_be_disposed_of_and_the_beslut_says_why() -> None:
    words = text(fardig("gallring"))
    for part in (
        "gallras.",
        "Får gallras tidigast 8 mars 2026",
        "Ska vara gjort senast 31 december 2027",
        "Sista anteckningen: 8 mars 2021",
        "16 kap. 1 § socialtjänstlagen",
        "13 kap. 1 § socialtjänstförordningen",
        "Personen är född den 13 i månaden",
        "Inget i akten behålls.",
        "Fem år har gått.",
        "Underskrifter Den som beslutar",
        "Den som har kontrollerat akten",
    ):
        assert part in words


def test_what_is_kept_is_said() -> None:
    words = text(fardig("gallring_delvis"))
    assert "Det som behålls Beslutet om skyddat boende" in words
    assert "Inget i akten behålls" not in words


@pytest.mark.parametrize("dag", [5, 15, 25])
def test_the_research_sample_is_kept(dag: int) -> None:
    assert hindren(fodd=f"1988-03-{dag:02}") == {"personen_ar_inte_i_forskningsurvalet"}
    assert hindren(fodd=f"1988-03-{dag + 1:02}") == set()


@pytest.mark.parametrize(
    ("fakta", "hinder"),
    [
        (replace(FAKTA, avslutad=False), {"akten_ar_avslutad"}),
        (STOPPAD, {"ingen_har_stoppat_gallringen"}),
    ],
)
def test_whatever_holds_the_akt_refuses_the_beslut(fakta: object, hinder: set[str]) -> None:
    fraga = replace(FRAGAN, fakta=fakta)  # type: ignore[arg-type]
    assert hinder <= hindren(fraga)
    with pytest.raises(Refused) as refusal:
        render("gallringsbeslut", gallras(fraga), slutlig=True)
    assert hinder <= {h.regel for h in refusal.value.hinder}
    assert "Uppgift saknas" not in refusal.value.message
    words = text(render("gallringsbeslut", gallras(fraga)))
    assert "Akten behålls." in words
    assert "gallras. Handlingarna" not in words


def test_the_day_before_the_time_is_out_it_is_kept() -> None:
    grund = gallras()
    for dag, free in (
        (datetime(2026, 3, 7, 12, tzinfo=UTC), False),
        (datetime(2026, 3, 8, 12, tzinfo=UTC), True),
    ):
        gaps = saknas(MALLAR["gallringsbeslut"], replace(grund, skapad=dag))
        assert (not gaps) is free


def test_what_nobody_has_tried_holds() -> None:
    assert hindren(None) == {"provning"}
    with pytest.raises(Refused, match="prövningen av om akten får gallras"):
        render("gallringsbeslut", gallras(None), slutlig=True)
    tomt = replace(gallras(), ifyllt={}, ifyllda=())
    kinds = {b.kod for b in saknas(MALLAR["gallringsbeslut"], tomt)}
    assert {
        "ifyllt",
        "inga_andra_uppgifter_om_personen",
        "personen_ar_inte_i_forskningsurvalet",
    } <= kinds
    assert "Akten behålls." in text(render("gallringsbeslut", tomt))
    assert hindren(andra_uppgifter="ja") == {"inga_andra_uppgifter_om_personen"}


def test_a_protected_person_is_only_a_number_and_a_day_of_the_month() -> None:
    made = framstall(
        "gallringsbeslut", replace(gallras(), skydd="sekretessmarkering"), slutlig=True
    )
    assert "Robin" not in made.html
    assert "1988" not in made.html


def test_a_real_akt_brings_its_own_trial(verksamhet: Verksamhet) -> None:
    v = verksamhet
    nummer = oppna(v, "utovare")
    faktum(v, nummer, "sakerhet_overvagd", OVERVAGD)
    steg(v, nummer, "hanvisa", "2026-01-13", utforare="Mansjouren", uppfoljning_skal="Hänvisad.")
    asked = Bestallning("gallringsbeslut", ifyllt=PROVAT)
    for now, free in ((at("2031-01-12"), False), (at("2031-01-13"), True)):
        with v.db.read() as session:
            akt, roll = open_akt(session, v.aktor("anna"), nummer)
            grund = underlag_ur_akten(v.db, session, akt, v.aktor("anna"), roll, asked, now=now)
        gaps = {b.kod for b in saknas(MALLAR["gallringsbeslut"], grund)}
        assert ("gallringstiden_har_gatt" in gaps) is not free


def test_a_draft_lists_each_thing_in_the_way_once_at_the_top() -> None:
    words = text(utkast("gallring"))
    assert "Ingenting saknas. Den kan färdigställas." in words
