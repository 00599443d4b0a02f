"""A friyta without identity: no field and no text may tell who the person is."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from caseflow.actions.fardigstall_handling import Begard, fardigstall_handling
from caseflow.actions.lamna_over import lamna_over
from caseflow.actions.overlamningens_mottagare import Satt
from caseflow.actions.overlamningsplan import Begaran
from caseflow.actions.spara_utkast import spara_utkast
from caseflow.engine.errors import BadInput, CaseflowError, Refused
from caseflow.queries.identitet import visa_identitet
from caseflow.queries.verifiera import verifiera
from caseflow.store.session import Databas
from tests.akter import ANTECKNING, INKOM, faktum, innehall, last, oppna, oppna_friyta, rader, steg
from tests.databas import Verksamhet, at

TALK: dict[str, Any] = {"utfall": "genomfort", "form": "individuellt", "kanal": "besok"}
BEGUN: dict[str, Any] = {"dokumentation": "anonym_14_5", "villkor": True, "informerad_11_6": True}


@pytest.fixture
def anonym(liten_verksamhet: Verksamhet, tmp_path: Path) -> Iterator[Verksamhet]:
    """The same unit, where the nämnd has decided that talks may be documented without identity."""
    folder = tmp_path / "profiler"
    folder.mkdir()
    (folder / "anonym.toml").write_text(
        'namn = "Med beslut"\n'
        'friyta_dokumentation = ["full", "anonym_14_5"]\n'
        'anonym_beslut = "Nämnden 2025-09-01 § 12"\n',
        encoding="utf-8",
    )
    old = liten_verksamhet.db.settings
    db = Databas(replace(old, profile_dirs=(*old.profile_dirs, folder)))
    with db.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE enhet SET profil = 'anonym' WHERE kod = 'vast'")
    yield Verksamhet(db)
    db.close()


def begun(v: Verksamhet) -> str:
    nummer = oppna_friyta(v, dokumentation="anonym_14_5")
    steg(v, nummer, "paborja_friyta", av="erik", **BEGUN)
    return nummer


def test_nobody_is_stored_and_not_even_the_code(anonym: Verksamhet) -> None:
    nummer = oppna_friyta(anonym, kod="Blåklint 7", dokumentation="anonym_14_5")
    assert rader(anonym.db, "SELECT * FROM person") == []
    assert visa_identitet(anonym.db, anonym.aktor("erik"), nummer).identitet is None
    raw = b"".join(p.read_bytes() for p in anonym.db.settings.data.glob("caseflow.sqlite*"))
    assert "Blåklint".encode() not in raw
    assert verifiera(anonym.db).fel == []


@pytest.mark.parametrize(
    "text",
    [
        "Han heter Nils och bor här.",
        "Nummer 19801301-1234.",
        "Ring 070-123 45 67.",
        "Skriv till nils@exempel.se.",
        "Bor på Storgatan 12.",
    ],
)
def test_a_text_that_may_tell_who_it_is_is_not_saved(anonym: Verksamhet, text: str) -> None:
    nummer = begun(anonym)
    before = innehall(anonym.db)
    for slag, given in (
        ("samtal", {**TALK, "anteckning": text}),
        ("journalanteckning", {**ANTECKNING, "anteckning": text}),
        ("journalanteckning", {**ANTECKNING, "rubrik": text}),
    ):
        with pytest.raises(CaseflowError) as caught:
            faktum(anonym, nummer, slag, given, av="erik")
        assert isinstance(caught.value, Refused | BadInput)
        assert "14 kap. 5 §" in caught.value.message
        assert text not in caught.value.message
    assert innehall(anonym.db) == before


def test_a_text_that_tells_nothing_is_saved(anonym: Verksamhet) -> None:
    nummer = begun(anonym)
    faktum(anonym, nummer, "samtal", {**TALK, "anteckning": "Vi pratade om veckan."}, av="erik")
    assert last(anonym.db, nummer).fakta.antal["samtal:genomfort"] == 1


def test_with_identity_a_name_may_be_written(liten_verksamhet: Verksamhet) -> None:
    v = liten_verksamhet
    nummer = oppna_friyta(v)
    faktum(v, nummer, "journalanteckning", {**ANTECKNING, "anteckning": "Nils ringde."}, av="erik")
    assert last(v.db, nummer).seq == 2


def test_a_friyta_never_exceeds_the_units_number_of_talks(liten_verksamhet: Verksamhet) -> None:
    v = liten_verksamhet
    nummer = oppna_friyta(v)
    steg(v, nummer, "paborja_friyta", av="erik", **{**BEGUN, "dokumentation": "full"})
    for _ in range(5):
        faktum(v, nummer, "samtal", TALK, av="erik")
    faktum(v, nummer, "samtal", {**TALK, "utfall": "bokat"}, av="erik")
    with pytest.raises(Refused) as caught:
        faktum(v, nummer, "samtal", TALK, av="erik")
    assert [h.regel for h in caught.value.hinder] == ["samtalet_ryms_i_friytan"]
    assert "ansökan" in caught.value.message


def test_the_tie_by_the_form_of_facts_is_the_whole_tie(liten_verksamhet: Verksamhet) -> None:
    """Registered as any other fact, it still needs an ärende that may be opened, and gives it the summary."""
    v = liten_verksamhet
    friyta, arende = oppna_friyta(v), oppna(v, "utovare", inkom="2026-01-13")
    faktum(v, friyta, "samtycke", {"andamal": "koppla_friyta", "satt": "muntligt"}, av="erik")
    tie = {"arende": arende.lower(), "sammanfattning": "Fem samtal.", "godkand": True}
    for wrong, dag in (
        ({"arende": friyta}, "2026-01-13"),
        ({"arende": "?"}, "2026-01-13"),
        ({}, "2026-01-12"),
    ):
        before = innehall(v.db)
        with pytest.raises(BadInput):
            faktum(v, friyta, "friyta_kopplad", {**tie, **wrong}, dag, nar="2026-01-13", av="erik")
        assert innehall(v.db) == before
    faktum(v, friyta, "friyta_kopplad", tie, "2026-01-13", av="erik")
    assert len(last(v.db, arende).fakta.alla("friyta_mottagen")) == 1
    assert verifiera(v.db).fel == []


def test_the_reason_of_a_hand_over_shows_nobody_either(anonym: Verksamhet) -> None:
    nummer = begun(anonym)
    before = innehall(anonym.db)
    asked = Begaran(
        "erik@exempel.se",
        date(2026, 2, 2),
        Satt.TILLBAKA,
        "slutar",
        "Ring Karin Svensson på 070-174 06 35.",
    )
    with pytest.raises(Refused) as caught:
        lamna_over(anonym.db, anonym.aktor("gun"), asked, now=at("2026-01-20"))
    assert [h.regel for h in caught.value.hinder] == ["fritexten_avslojar_ingen"]
    assert innehall(anonym.db) == before
    fine = replace(asked, skal="Ny tjänst från februari.")
    assert lamna_over(anonym.db, anonym.aktor("gun"), fine, now=at("2026-01-20")).klara == (nummer,)


def test_nothing_filled_in_shows_who_has_anonymous_talks(anonym: Verksamhet) -> None:
    v, erik = anonym, anonym.aktor("erik")
    nummer = begun(v)
    before = innehall(v.db)
    for ord_ in ("Robin Ekhöjdsson vill veta.", "Ring 070-174 06 05."):
        with pytest.raises(Refused, match="visa vem personen är"):
            spara_utkast(v.db, erik, nummer, "overlamning", {"egna_ord": ord_}, now=at(INKOM, 15))
        begard = Begard("overlamning", {"egna_ord": ord_})
        with pytest.raises(Refused, match="visa vem personen är"):
            fardigstall_handling(v.db, erik, nummer, begard, now=at(INKOM, 15))
    assert innehall(v.db) == before
    given = {"egna_ord": "Jag vill gå vidare.", "mottagare": "Relationsvåldsteamet i Ekhöjd"}
    assert spara_utkast(v.db, erik, nummer, "overlamning", given, now=at(INKOM, 15)).version == 1
