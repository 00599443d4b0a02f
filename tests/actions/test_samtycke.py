"""A consent is given for one purpose, can be taken back at any time, and then nothing more is disclosed."""

from typing import Any

import pytest

from caseflow.actions.forsegla_relation import forsegla_relation
from caseflow.engine.errors import Refused
from caseflow.queries.tidslinje import tidslinje
from caseflow.queries.verifiera import verifiera
from tests.akter import faktum, innehall, last, oppna, oppna_partnerkontakt, rader, steg
from tests.databas import Verksamhet, at

ROJA = {"andamal": "roja_behandling", "satt": "muntligt"}
SAKERHET = {"andamal": "lamna_sakerhetsinformation", "satt": "skriftligt"}
OFFER: dict[str, Any] = {"satt": "telefon", "sakert_satt": True}
TOLD = {"uppgift": "Behandlingen har börjat."}


def withdraw(v: Verksamhet, nummer: str, consent: dict[str, str], dag: str) -> None:
    given = {"andamal": consent["andamal"]}
    faktum(v, nummer, "samtycke_atertaget", given, dag, av="erik")


def mirrored(v: Verksamhet, nummer: str) -> dict[str, bool]:
    facts = last(v.db, nummer).fakta.alla("samtycke_speglat")
    return {purpose: fact.ja("givet") for purpose, fact in facts.items()}


def refused(v: Verksamhet, hers: str, dag: str) -> set[str]:
    with pytest.raises(Refused) as caught:
        steg(v, hers, "erbjud_partnerkontakt", dag, av="jon", **OFFER)
    return {h.regel for h in caught.value.hinder}


@pytest.fixture
def pair(verksamhet: Verksamhet) -> tuple[Verksamhet, str, str]:
    """His ärende and her akt, with the relation sealed."""
    v = verksamhet
    his, hers = oppna(v, "utovare"), oppna_partnerkontakt(v)
    forsegla_relation(v.db, v.aktor("kim"), his, hers, now=at("2026-01-12"))
    return v, his, hers


def test_both_consents_reach_her_akt_and_open_the_way(pair: tuple[Verksamhet, str, str]) -> None:
    v, his, hers = pair
    assert "bada_samtyckena_galler" in refused(v, hers, "2026-01-12")
    faktum(v, his, "samtycke", ROJA, "2026-01-13", av="erik")
    assert mirrored(v, hers) == {"roja_behandling": True}
    assert "bada_samtyckena_galler" in refused(v, hers, "2026-01-13")
    faktum(v, his, "samtycke", SAKERHET, "2026-01-14", av="erik")
    steg(v, hers, "erbjud_partnerkontakt", "2026-01-14", av="jon", **OFFER)
    assert last(v.db, hers).fakta.tillstand == "erbjuden"
    assert verifiera(v.db).fel == []


def test_a_consent_for_another_purpose_reaches_nobody(pair: tuple[Verksamhet, str, str]) -> None:
    v, his, hers = pair
    before = last(v.db, hers).seq
    faktum(v, his, "samtycke", {"andamal": "samverkan", "satt": "muntligt"})
    assert (last(v.db, hers).seq, mirrored(v, hers)) == (before, {})


def test_consents_given_before_the_relation_was_known_reach_her_when_it_is_sealed(
    verksamhet: Verksamhet,
) -> None:
    v = verksamhet
    his, hers = oppna(v, "utovare"), oppna_partnerkontakt(v)
    for consent in (ROJA, SAKERHET):
        faktum(v, his, "samtycke", consent, av="erik")
    withdraw(v, his, ROJA, "2026-01-13")
    forsegla_relation(v.db, v.aktor("kim"), hers, his, now=at("2026-01-14"))
    assert mirrored(v, hers) == {"lamna_sakerhetsinformation": True}
    assert verifiera(v.db).fel == []


def test_a_withdrawn_consent_stops_all_disclosure_at_once(
    pair: tuple[Verksamhet, str, str],
) -> None:
    v, his, hers = pair
    for consent in (ROJA, SAKERHET):
        faktum(v, his, "samtycke", consent, av="erik")
    steg(v, hers, "erbjud_partnerkontakt", av="jon", **OFFER)
    faktum(v, hers, "sakerhetsuppgift_lamnad", TOLD, av="jon")

    withdraw(v, his, SAKERHET, "2026-01-13")

    assert mirrored(v, hers) == {"roja_behandling": True, "lamna_sakerhetsinformation": False}
    before = innehall(v.db)
    with pytest.raises(Refused) as caught:
        faktum(v, hers, "sakerhetsuppgift_lamnad", TOLD, "2026-01-13", av="jon")
    assert [h.regel for h in caught.value.hinder] == ["sakerhetsinformation_kan_lamnas"]
    assert "12 kap. 2 §" in caught.value.hinder[0].kalla
    assert innehall(v.db) == before


def test_her_own_support_goes_on_when_his_consent_is_withdrawn(
    pair: tuple[Verksamhet, str, str],
) -> None:
    v, his, hers = pair
    for consent in (ROJA, SAKERHET):
        faktum(v, his, "samtycke", consent, av="erik")
    steg(v, hers, "erbjud_partnerkontakt", av="jon", **OFFER)
    steg(v, hers, "tacka_ja_partnerkontakt", av="jon", eget_ja=True)
    withdraw(v, his, ROJA, "2026-01-13")
    withdraw(v, his, SAKERHET, "2026-01-13")
    talk = {"utfall": "genomfort", "form": "individuellt", "kanal": "telefon"}
    faktum(v, hers, "samtal", talk, "2026-01-14", av="jon")
    assert last(v.db, hers).fakta.tillstand == "pagar"
    assert last(v.db, hers).oppna, "somebody is reminded to look after her"


def test_a_consent_can_be_given_again(pair: tuple[Verksamhet, str, str]) -> None:
    v, his, hers = pair
    faktum(v, his, "samtycke", ROJA, "2026-01-12", av="erik")
    withdraw(v, his, ROJA, "2026-01-13")
    faktum(v, his, "samtycke", ROJA, "2026-01-14", av="erik")
    assert mirrored(v, hers) == {"roja_behandling": True}
    (row,) = rader(v.db, "SELECT lamnat_seq, atertaget_seq FROM samtycke")
    assert row["lamnat_seq"] > row["atertaget_seq"]
    assert verifiera(v.db).fel == []


def test_what_was_never_given_cannot_be_withdrawn(liten_verksamhet: Verksamhet) -> None:
    nummer = oppna(liten_verksamhet, "utovare")
    with pytest.raises(Refused, match="Det finns inget sådant samtycke i ärendet"):
        withdraw(liten_verksamhet, nummer, ROJA, "2026-01-13")


def test_the_mirrored_consent_does_not_say_where_it_comes_from(
    pair: tuple[Verksamhet, str, str],
) -> None:
    v, his, hers = pair
    faktum(v, his, "samtycke", ROJA, av="erik")
    row = tidslinje(v.db, v.aktor("jon"), hers)[-1]
    assert (row.kod, row.av, row.roll) == ("samtycke_speglat", "caseflow", "system")
    assert his not in str(row)
    assert "Erik" not in str(row)


def test_a_consent_written_late_does_not_undo_a_later_withdrawal(
    pair: tuple[Verksamhet, str, str],
) -> None:
    """The paper of the first turns up after the person has said no."""
    v, his, hers = pair
    faktum(v, his, "samtycke", ROJA, "2026-01-13", av="erik")
    withdraw(v, his, ROJA, "2026-01-20")
    with pytest.raises(Refused) as caught:
        faktum(v, his, "samtycke", ROJA, "2026-01-15", nar="2026-01-21", av="erik")
    assert [h.regel for h in caught.value.hinder] == ["samtycket_ar_inte_aldre_an_ett_atertagande"]
    assert mirrored(v, hers) == {"roja_behandling": False}


def test_a_withdrawal_written_late_holds_from_when_it_is_known(
    pair: tuple[Verksamhet, str, str],
) -> None:
    v, his, hers = pair
    faktum(v, his, "samtycke", ROJA, "2026-01-15", av="erik")
    given = {"andamal": ROJA["andamal"]}
    faktum(v, his, "samtycke_atertaget", given, "2026-01-14", nar="2026-01-21", av="erik")
    assert last(v.db, his).fakta.alla("samtycke") == {}
    assert mirrored(v, hers) == {"roja_behandling": False}
