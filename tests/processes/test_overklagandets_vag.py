"""Berättelserna om överklagandet."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.processes.delprocessgang import den_enda, vagras
from tests.processes.gang import Gang

AVVISNING: dict[str, Any] = {"motivering": "Det kom in för sent.", "overklagandehanvisning": True}
OMPROVNING: dict[str, Any] = {"utfall": "star_fast", "motivering": "Inget nytt har kommit fram."}


def avslutat() -> Gang:
    """Ett ärende avslutades med avslag den 1 april 2026."""
    akt = Gang("utsatt", "2026-01-07")
    akt.den("2026-04-01")
    akt.fakta = replace(akt.fakta, tillstand="avslutat", avslutad=True, sedan=akt.dag)
    return akt


def inkommet(*, inkom: str, delfaende: str | None, sent_men: str = "nej") -> Gang:
    akt = avslutat()
    akt.den("2026-05-04")
    akt.delsteg("overklagande", "ta_emot_overklagande", roll="registrator", inkom=inkom)
    falt: dict[str, Any] = {"delfaende": delfaende} if delfaende else {}
    akt.delsteg("overklagande", "prova_rattid", roll="registrator", sent_men=sent_men, **falt)
    return akt


def test_ett_avslutat_arende_tar_emot_ett_overklagande() -> None:
    akt = avslutat()
    akt.den("2026-04-20")
    akt.delsteg("overklagande", "ta_emot_overklagande", roll="registrator", inkom="2026-04-17")
    assert den_enda(akt, "overklagande").tillstand == "inkommet"
    assert akt.bevakningar() == {"overklagande_vidare": date(2026, 4, 24)}

    akt.delsteg(
        "overklagande",
        "prova_rattid",
        roll="beslutsfattare",
        delfaende="2026-04-02",
        sent_men="nej",
    )
    assert vagras(
        akt, "overklagande", "avvisa_overklagande", roll="beslutsfattare", **AVVISNING
    ) == {"overklagandet_kom_for_sent"}
    akt.delsteg("overklagande", "omprova_beslut", roll="beslutsfattare", **OMPROVNING)
    akt.delsteg(
        "overklagande",
        "overlamna_till_domstol",
        roll="registrator",
        domstol="forvaltningsratten",
        handlingar=True,
    )
    assert akt.bevakningar() == {"avgorande_inhamtas": date(2026, 7, 20)}

    akt.den("2026-06-30")
    akt.delsteg("overklagande", "registrera_avgorande", roll="registrator", utfall="bifall")
    assert den_enda(akt, "overklagande").avslutad
    assert akt.bevakningar() == {"avgorandet_foljs": date(2026, 7, 3)}
    akt.bocka("avgorandet_foljs")
    assert akt.bevakningar() == {}


def test_ett_sent_overklagande_avvisas() -> None:
    akt = inkommet(inkom="2026-04-30", delfaende="2026-04-02")
    assert vagras(akt, "overklagande", "omprova_beslut", roll="beslutsfattare", **OMPROVNING) == {
        "overklagandet_ska_provas"
    }
    akt.delsteg("overklagande", "avvisa_overklagande", roll="beslutsfattare", **AVVISNING)
    assert den_enda(akt, "overklagande").tillstand == "avvisat"
    assert set(akt.bevakningar()) == {"beslutet_meddelas"}, "också om att det avvisas"
    akt.faktum("underrattelse_om_beslut", satt="mote", hur_man_overklagar="ja")
    assert akt.bevakningar() == {}


@pytest.mark.parametrize(
    ("delfaende", "sent_men"),
    [("2026-04-02", "felaktig_upplysning"), ("2026-04-02", "kom_till_domstolen"), (None, "nej")],
)
def test_ett_sent_overklagande_som_anda_provas(delfaende: str | None, sent_men: str) -> None:
    akt = inkommet(inkom="2026-04-30", delfaende=delfaende, sent_men=sent_men)
    akt.delsteg("overklagande", "omprova_beslut", roll="beslutsfattare", **OMPROVNING)
    assert den_enda(akt, "overklagande").tillstand == "omprovat"


def test_en_felaktig_rattidsprovning_gors_om() -> None:
    akt = inkommet(inkom="2026-04-30", delfaende="2026-04-02")
    akt.delsteg(
        "overklagande",
        "prova_rattid",
        roll="registrator",
        delfaende="2026-04-13",
        sent_men="nej",
    )
    akt.delsteg("overklagande", "omprova_beslut", roll="beslutsfattare", **OMPROVNING)
