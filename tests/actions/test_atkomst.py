"""What is missing and what may not be opened is answered alike, by every act and every question."""

from collections.abc import Callable
from datetime import date
from typing import TypeAlias

import pytest

from caseflow.actions.byt_ansvarig import byt_ansvarig
from caseflow.actions.kvittera_bevakning import kvittera_bevakning
from caseflow.actions.register_fact import register_fact
from caseflow.actions.take_step import take_step
from caseflow.actions.tilldela_bevakning import tilldela_bevakning
from caseflow.actions.utfor_bevakning import utfor_bevakning
from caseflow.engine.errors import NotFound, Refused
from caseflow.queries.forfallande import forfallande
from caseflow.queries.identitet import visa_identitet
from caseflow.queries.journal import las_journal, oppna_handelse
from caseflow.queries.prova_steg import prova_steg
from caseflow.queries.sok_akt import sok_akt
from caseflow.queries.tidslinje import tidslinje
from caseflow.store.atkomst import Aktor
from tests.akter import ANTECKNING, innehall, oppna, oppna_friyta, oppna_partnerkontakt
from tests.databas import Verksamhet, at

DAG, NOW = date(2026, 1, 12), at("2026-01-12")
Way: TypeAlias = Callable[[Verksamhet, Aktor, str], object]

WAYS: dict[str, Way] = {
    "take_step": lambda v, a, n: take_step(
        v.db, a, n, "paborja_forhandsbedomning", {}, dag=DAG, now=NOW
    ),
    "register_fact": lambda v, a, n: register_fact(
        v.db, a, n, "journalanteckning", ANTECKNING, dag=DAG, now=NOW
    ),
    "byt_ansvarig": lambda v, a, n: byt_ansvarig(v.db, a, n, "bo@exempel.se", now=NOW),
    "tilldela_bevakning": lambda v, a, n: tilldela_bevakning(
        v.db, a, n, 1, "bo@exempel.se", now=NOW
    ),
    "kvittera_bevakning": lambda v, a, n: kvittera_bevakning(v.db, a, n, 1, now=NOW),
    "utfor_bevakning": lambda v, a, n: utfor_bevakning(v.db, a, n, 1, dag=DAG, now=NOW),
    "tidslinje": lambda v, a, n: tidslinje(v.db, a, n),
    "prova_steg": lambda v, a, n: prova_steg(v.db, a, n, dag=DAG),
    "visa_identitet": lambda v, a, n: visa_identitet(v.db, a, n),
    "las_journal": lambda v, a, n: las_journal(v.db, a, n),
    "oppna_handelse": lambda v, a, n: oppna_handelse(v.db, a, n, 1),
}
MISSING = "VN-0000-0000-0"
# (kind of akt, somebody who may not open it)
OUTSIDE = [
    ("utovare", "cecilia"),
    ("utovare", "jon"),
    ("utovare", "kim"),
    ("utovare", "lo"),
    ("utsatt", "cecilia"),
    ("utsatt", "jon"),
    ("friyta", "anna"),
    ("friyta", "cecilia"),
    ("partnerkontakt", "anna"),
    ("partnerkontakt", "erik"),
    ("partnerkontakt", "gun"),
    ("partnerkontakt", "hans"),
]


def opened(v: Verksamhet, slag: str) -> str:
    if slag == "friyta":
        return oppna_friyta(v)
    return oppna_partnerkontakt(v) if slag == "partnerkontakt" else oppna(v, slag)


@pytest.mark.parametrize("way", WAYS)
def test_missing_and_forbidden_are_answered_alike(liten_verksamhet: Verksamhet, way: str) -> None:
    v = liten_verksamhet
    for slag, namn in OUTSIDE:
        nummer, aktor = opened(v, slag), v.aktor(namn)
        before = innehall(v.db)
        answers = set()
        for asked in (nummer, MISSING, nummer.lower(), "", "\x00", "\ud800", "x" * 10_000):
            with pytest.raises(NotFound) as caught:
                WAYS[way](v, aktor, asked)
            answers.add(caught.value.message.replace(asked[:20], "NUMMER") if asked else "")
            assert len(caught.value.message) < 300
        assert len(answers - {""}) == 1, "the answer tells nothing but what was asked"
        assert innehall(v.db) == before


@pytest.mark.parametrize("way", WAYS)
def test_a_number_may_be_typed_as_people_type(liten_verksamhet: Verksamhet, way: str) -> None:
    v = liten_verksamhet
    nummer = oppna(v, "utovare")
    typed = f" {nummer.lower().replace('-', ' ')} "
    if way == "utfor_bevakning":  # found, and refused for another reason
        with pytest.raises(Refused, match="kan inte bockas av"):
            WAYS[way](v, v.aktor("anna"), typed)
    else:
        WAYS[way](v, v.aktor("anna"), typed)


def test_a_list_shows_only_what_may_be_opened(liten_verksamhet: Verksamhet) -> None:
    v = liten_verksamhet
    numbers = {slag: opened(v, slag) for slag in ("utovare", "utsatt", "friyta", "partnerkontakt")}
    seen = {
        namn: {r.akt for r in forfallande(v.db, v.aktor(namn), on=date.max, today=DAG)}
        for namn in ("anna", "cecilia", "erik", "gun", "jon", "kim", "lo")
    }
    main = {numbers["utovare"], numbers["utsatt"]}
    assert seen["anna"] == main
    assert seen["erik"] == seen["gun"] == main | {numbers["friyta"]}
    assert seen["jon"] == seen["kim"] == {numbers["partnerkontakt"]}
    assert seen["cecilia"] == seen["lo"] == set()


def test_a_search_finds_only_what_may_be_opened(liten_verksamhet: Verksamhet) -> None:
    v = liten_verksamhet
    nummer = oppna(v, "utovare", namn="Nils Påhittad", personnummer="19801301-1234")
    for text in ("Nils Påhittad", "198013011234", nummer):
        assert [t.nummer for t in sok_akt(v.db, v.aktor("bo"), text)] == [nummer]
        for namn in ("cecilia", "jon", "kim", "lo"):
            assert sok_akt(v.db, v.aktor(namn), text) == []


def test_an_uppdrag_that_has_ended_opens_nothing(liten_verksamhet: Verksamhet) -> None:
    v = liten_verksamhet
    nummer = oppna(v, "utovare")
    before_he_came = v.aktor("anna", date(2019, 12, 31))
    assert before_he_came.uppdrag == ()
    with pytest.raises(NotFound):
        tidslinje(v.db, before_he_came, nummer)


@pytest.mark.parametrize(
    ("slag", "namn", "enhet"),
    [
        ("utovare", "erik", "vast"),
        ("utovare", "cecilia", "vast"),
        ("utovare", "anna", "ost"),
        ("utovare", "anna", "finns-inte"),
        ("utovare", "lo", "vast"),
    ],
)
def test_only_who_works_in_the_unit_registers_there(
    liten_verksamhet: Verksamhet, slag: str, namn: str, enhet: str
) -> None:
    v = liten_verksamhet
    before = innehall(v.db)
    with pytest.raises(Refused) as caught:
        oppna(v, slag, av=namn, enhet=enhet)
    assert [h.regel for h in caught.value.hinder] == ["rollen_far_gora_det"]
    assert f"«{enhet}»" in caught.value.message
    assert innehall(v.db) == before
