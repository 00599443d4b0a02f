"""What is refused leaves nothing behind: every table is exactly as it was."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeAlias

import pytest
from sqlalchemy.exc import DBAPIError

from caseflow.actions.byt_ansvarig import byt_ansvarig
from caseflow.actions.forsegla_relation import forsegla_relation
from caseflow.actions.kvittera_bevakning import kvittera_bevakning
from caseflow.actions.tilldela_bevakning import tilldela_bevakning
from caseflow.engine.errors import BadInput, CaseflowError, Conflict, NotFound, Refused
from tests.akter import ANTECKNING, INKOM, faktum, innehall, oppna, oppna_friyta, steg
from tests.databas import Verksamhet, at

Act: TypeAlias = Callable[[Verksamhet, str], object]
BEGIN = "paborja_forhandsbedomning"


@dataclass(frozen=True)
class Forsok:
    """An act that is refused, the kind of error, and what the message must say."""

    act: Act
    error: type[CaseflowError]
    says: tuple[str, ...]


def note(**changed: Any) -> Act:
    return lambda v, n: faktum(v, n, "journalanteckning", {**ANTECKNING, **changed})


def with_seq(seq: int) -> Act:
    return lambda v, n: steg(v, n, BEGIN, expected_seq=seq)


FORSOK = {
    "unknown step": Forsok(
        lambda v, n: steg(v, n, "hitta_pa"), NotFound, ("Steget «hitta_pa» finns inte här",)
    ),
    "step of another process": Forsok(
        lambda v, n: steg(v, n, "gor_skyddsbedomning"), NotFound, ("finns inte här",)
    ),
    "step out of order": Forsok(
        lambda v, n: steg(v, n, "avsluta", avslutsorsak="malet_natt"),
        Refused,
        ("Läget är «Upptäckt»", "«Verkställighet»", "Process: Ärende om", "Nästa steg"),
    ),
    "step in a delprocess that is not there": Forsok(
        lambda v, n: steg(v, n, "starta_insats", av="erik", delprocess=7),
        NotFound,
        ("Delprocess 7 finns inte",),
    ),
    "step of a delprocess that is not open": Forsok(
        lambda v, n: steg(v, n, "starta_insats", av="erik", process="insats"),
        Refused,
        ("redan är öppnad",),
    ),
    "delprocess that the akt cannot have": Forsok(
        lambda v, n: steg(v, n, "erbjud_partnerkontakt", process="partnerkontakt_akt"),
        NotFound,
        ("finns inte här",),
    ),
    "missing fields, all of them": Forsok(
        lambda v, n: faktum(v, n, "journalanteckning", {}),
        BadInput,
        ("Rubrik: fyll i", "Vad det gäller: välj ett svar", "Anteckning: fyll i"),
    ),
    "unknown field": Forsok(note(hittepa="1"), BadInput, ("«hittepa» finns inte här",)),
    "unknown kind of fact": Forsok(
        lambda v, n: faktum(v, n, "hittepa", {}), NotFound, ("«hittepa» går inte att registrera",)
    ),
    "fact of another kind of akt": Forsok(
        lambda v, n: faktum(v, n, "sakerhetsplan", {}), NotFound, ("går inte att registrera",)
    ),
    "fact that only the system registers": Forsok(
        lambda v, n: faktum(
            v, n, "friyta_mottagen", {"sammanfattning": "x", "genomforda_samtal": 1}
        ),
        Refused,
        ("Det görs av systemet",),
    ),
    "fact without a delprocess to belong to": Forsok(
        lambda v, n: faktum(v, n, "samtal", {}, av="erik"), BadInput, ("delprocess som pågår",)
    ),
    "day before the akt": Forsok(
        lambda v, n: faktum(v, n, "journalanteckning", ANTECKNING, "2026-01-11", nar=INKOM),
        BadInput,
        ("2026-01-11 ligger före", "2026-01-12", "Ange 2026-01-12 eller senare", "Ordningsregel"),
    ),
    "step before the event it follows": Forsok(
        lambda v, n: steg(v, n, BEGIN, "2026-01-11", nar=INKOM),
        BadInput,
        ("ligger före det senaste steget 2026-01-12",),
    ),
    "future day": Forsok(
        lambda v, n: steg(v, n, BEGIN, "2026-01-13", nar=INKOM),
        BadInput,
        ("2026-01-13 har inte varit än", "Ange i dag eller en tidigare dag"),
    ),
    "wrong day and wrong fields at once": Forsok(
        lambda v, n: faktum(
            v, n, "journalanteckning", {"typ": "annat_typ"}, "2027-01-01", nar=INKOM
        ),
        BadInput,
        ("har inte varit än", "Rubrik: fyll i", "finns inte att välja"),
    ),
    "control characters": Forsok(note(anteckning="a\x00b"), BadInput, ("osynliga styrtecken",)),
    "text that turns direction": Forsok(note(rubrik="a\u202eb"), BadInput, ("styrtecken",)),
    "ten megabytes": Forsok(
        note(anteckning="å" * 10_000_000), BadInput, ("högst 20000 får plats", "Korta den")
    ),
    "a role that may not": Forsok(
        lambda v, n: steg(v, n, BEGIN, av="erik"),
        Refused,
        ("Det görs av handläggare", "Be handläggare"),
    ),
    "a rule that fails": Forsok(lambda v, n: steg(v, n, "erbjud_friyta"), Refused, ("äkerhet",)),
    "somebody was first": Forsok(with_seq(0), Conflict, ("Någon annan hann före",)),
    "a number from the future": Forsok(with_seq(99), Conflict, ("Någon annan hann före",)),
    "a bevakning that is not there": Forsok(
        lambda v, n: kvittera_bevakning(v.db, v.aktor("anna"), n, 99, now=at(INKOM)),
        NotFound,
        ("Bevakning 99 är inte öppen",),
    ),
    "a bevakning to somebody outside": Forsok(
        lambda v, n: tilldela_bevakning(
            v.db, v.aktor("anna"), n, 1, "cecilia@exempel.se", now=at(INKOM)
        ),
        BadInput,
        ("Den du väljer måste vara handläggare, beslutsfattare",),
    ),
    "an akt to somebody who is not there": Forsok(
        lambda v, n: byt_ansvarig(v.db, v.aktor("anna"), n, "ingen@exempel.se", now=at(INKOM)),
        BadInput,
        ("Den du väljer måste vara handläggare i enheten",),
    ),
    "a relation sealed by anybody": Forsok(
        lambda v, n: forsegla_relation(v.db, v.aktor("anna"), n, n, now=at(INKOM)),
        Refused,
        ("Det görs av säkerhetssamordnaren",),
    ),
    "a relation of an akt with itself": Forsok(
        lambda v, n: forsegla_relation(v.db, v.aktor("kim"), n, n, now=at(INKOM)),
        BadInput,
        ("kan inte kopplas",),
    ),
    "a new ärende from an unknown source": Forsok(
        lambda v, _: oppna(v, "utovare", inkom=INKOM, kalla="hittepa"),
        BadInput,
        ("finns inte att välja",),
    ),
    "a friyta in a way that the unit does not use": Forsok(
        lambda v, _: oppna_friyta(v, dokumentation="anonym_14_5"),
        Refused,
        ("14 kap.", "nämnden har beslutat"),
    ),
}


@pytest.mark.parametrize("name", FORSOK)
def test_what_is_refused_says_why_and_leaves_nothing(
    liten_verksamhet: Verksamhet, name: str
) -> None:
    forsok, v = FORSOK[name], liten_verksamhet
    nummer = oppna(v, "utovare")
    before = innehall(v.db)
    with pytest.raises(forsok.error) as caught:
        forsok.act(v, nummer)
    assert innehall(v.db) == before
    for text in forsok.says:
        assert text in caught.value.message
    assert len(caught.value.message) < 1500


def test_every_hinder_is_given_with_its_rule_and_what_to_do(liten_verksamhet: Verksamhet) -> None:
    v = liten_verksamhet
    nummer = oppna(v, "utsatt")
    with pytest.raises(Refused) as caught:
        steg(v, nummer, "gor_skyddsbedomning", av="erik")
    found = {h.regel: h for h in caught.value.hinder}
    assert set(found) == {
        "rollen_far_gora_det",
        "skyddsbedomning_ar_gjord",
        "barn_ar_efterfragade",
    }
    assert all(h.kalla and h.text and h.gor_nu for h in found.values())


def test_a_fault_in_the_middle_of_an_act_takes_back_the_whole(
    liten_verksamhet: Verksamhet,
) -> None:
    """The event has been written, and then the database can take no more."""
    v = liten_verksamhet
    nummer = oppna(v, "utovare")
    with v.db.engine.begin() as connection:
        connection.exec_driver_sql(
            "CREATE TRIGGER fullt BEFORE INSERT ON bevakning BEGIN SELECT RAISE(ABORT, 'disk full'); END"
        )
    before = innehall(v.db)
    with pytest.raises(DBAPIError, match="disk full"):
        steg(v, nummer, BEGIN)
    assert innehall(v.db) == before
