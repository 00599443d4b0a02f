"""An ärende is opened about a named person, a code or nobody yet; a friyta by a code alone."""

import pytest

from caseflow.actions.registrera_arende import registrera_arende
from caseflow.engine.aktnummer import normal_aktnummer
from caseflow.engine.errors import BadInput
from caseflow.queries.identitet import visa_identitet
from caseflow.queries.verifiera import verifiera
from caseflow.store.person import Identitet
from tests.akter import (
    INKOM,
    innehall,
    last,
    oppna,
    oppna_bevakningar,
    oppna_friyta,
    oppna_partnerkontakt,
    rader,
)
from tests.databas import Verksamhet, at

PERSON = {
    "namn": "Ellen Påhittad",
    "personnummer": "19801301-1234",
    "telefon": "070-000 00 00",
    "adress": "Vägen 1",
    "skydd": "sekretessmarkering",
}


def test_a_named_person_is_kept_apart_from_the_akt(verksamhet: Verksamhet) -> None:
    v = verksamhet
    nummer = oppna(v, "utsatt", **PERSON)
    shown = visa_identitet(v.db, v.aktor("anna"), nummer).identitet
    assert shown == Identitet(**{**PERSON, "personnummer": "198013011234"})
    assert normal_aktnummer(nummer) == nummer
    assert verifiera(v.db).fel == []


def test_a_person_may_be_a_code_or_nobody(liten_verksamhet: Verksamhet) -> None:
    v = liten_verksamhet
    by_code = oppna(v, "utovare", pseudonym="Gul 3")
    nobody = oppna(v, "utovare")
    assert visa_identitet(v.db, v.aktor("anna"), by_code).identitet == Identitet(pseudonym="Gul 3")
    assert visa_identitet(v.db, v.aktor("anna"), nobody).identitet is None


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"personnummer": "801301-1234"}, "personnummer"),
        ({"personnummer": "okänd"}, "personnummer"),
        ({"pseudonym": "Gul 3", "namn": "Ellen"}, "pseudonym"),
        ({"pseudonym": "Gul 3", "personnummer": "198013011234"}, "pseudonym"),
        ({"inkom": "2026-01-13"}, "inkom"),
        ({"inkom": "i går"}, "inkom"),
        ({"slag": "friyta"}, "slag"),
        ({"skydd": "ja"}, "skydd"),
        ({"namn": "x" * 201}, "namn"),
        ({"kon": "1"}, "kon"),
    ],
)
def test_what_cannot_be_registered_is_said_at_its_field(
    liten_verksamhet: Verksamhet, given: dict[str, str], field: str
) -> None:
    v = liten_verksamhet
    before = innehall(v.db)
    fields = {"enhet": "vast", "slag": "utsatt", "kalla": "polis", "inkom": INKOM, **given}
    with pytest.raises(BadInput) as caught:
        registrera_arende(v.db, v.aktor("anna"), fields, now=at(INKOM))
    assert set(caught.value.falt) == {field}
    assert innehall(v.db) == before


@pytest.mark.parametrize(("av", "ansvarig"), [("anna", "Anna"), ("gun", None), ("hans", None)])
def test_who_investigates_becomes_ansvarig_and_the_others_distribute(
    liten_verksamhet: Verksamhet, av: str, ansvarig: str | None
) -> None:
    v = liten_verksamhet
    nummer = oppna(v, "utsatt", av=av)
    owner = last(v.db, nummer).ansvarig_id
    assert owner == (v.aktor(av).id if ansvarig else None)
    assert oppna_bevakningar(v.db, nummer) == {"skyddsbedomning_samma_dag": INKOM}


def test_a_friyta_is_known_by_its_code(liten_verksamhet: Verksamhet) -> None:
    v = liten_verksamhet
    nummer = oppna_friyta(v)
    assert visa_identitet(v.db, v.aktor("erik"), nummer).identitet == Identitet(pseudonym="Blå 7")
    assert last(v.db, nummer).ansvarig_id == v.aktor("erik").id
    assert len(oppna_bevakningar(v.db, nummer)) >= 1


def test_a_partnerkontakt_begins_with_the_safety_assessed_and_nothing_offered(
    liten_verksamhet: Verksamhet,
) -> None:
    v = liten_verksamhet
    nummer = oppna_partnerkontakt(v)
    akt = last(v.db, nummer)
    assert (akt.slag, akt.fakta.tillstand) == ("partnerkontakt", "sakerhet_bedomd")
    assert akt.ansvarig_id == v.aktor("jon").id
    assert len(oppna_bevakningar(v.db, nummer)) == 1


def test_the_kind_of_akt_does_not_show_in_its_number(liten_verksamhet: Verksamhet) -> None:
    v = liten_verksamhet
    numbers = [oppna(v, "utsatt"), oppna(v, "utovare"), oppna_friyta(v), oppna_partnerkontakt(v)]
    assert all(normal_aktnummer(n) == n for n in numbers)
    assert len({n[:3] for n in numbers}) == 1
    assert len(rader(v.db, "SELECT nummer FROM akt")) == 4
