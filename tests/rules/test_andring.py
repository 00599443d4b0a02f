"""Ändring av ett beslut, och att det ändrade beslutet verkställs."""

from datetime import date
from typing import Any

import pytest

from caseflow.engine.fakta import Fakta, Faktum
from caseflow.rules.andring import (
    andrat_beslut_verkstalls,
    andring_till_nackdel_har_grund,
    beslutet_ar_inte_hos_domstolen,
    det_finns_ett_andrat_beslut,
    det_finns_ett_beslut_att_andra,
)
from caseflow.rules.beslut import delfaende_saknas
from tests.faktabygge import delprocess, fakta, forfall, haller, lage


def omprovat(utfall: str, tillstand: str = "omprovat", **mer: Any) -> Fakta:
    steg: dict[str, Any] = {"omprova_beslut": Faktum(9, date(2026, 3, 31), {"utfall": utfall})}
    delen = delprocess("overklagande", tillstand, steg=steg)
    return fakta("utsatt", "avslutat", delprocesser=(delen,), **mer)


def test_det_som_andras_ar_ett_fattat_beslut() -> None:
    assert not haller(det_finns_ett_beslut_att_andra, lage(fakta("utsatt", "beslut")))
    fattat = fakta("utsatt", "verkstallighet", steg={"bevilja": "2026-03-02"})
    assert haller(det_finns_ett_beslut_att_andra, lage(fattat))


@pytest.mark.parametrize(
    ("nar", "falt", "svar"),
    [
        ("2025-06-30", {"utfall": "till_formans"}, True),
        ("2025-06-30", {"utfall": "till_nackdel"}, False),
        ("2025-06-30", {"utfall": "till_nackdel", "grund": "sakerhet"}, True),
        ("2025-06-30", {"utfall": "till_nackdel", "grund": "andrat"}, False),
        ("2025-07-01", {"utfall": "till_nackdel", "grund": "forbehall"}, True),
        ("2025-07-01", {"utfall": "till_nackdel"}, False),
        (
            "2025-07-01",
            {"utfall": "till_nackdel", "grund": "andrat", "beslutsdag": "2025-06-30"},
            False,
        ),
        (
            "2025-07-01",
            {"utfall": "till_nackdel", "grund": "andrat", "beslutsdag": "2025-07-01"},
            True,
        ),
    ],
)
def test_en_andring_till_nackdel_har_en_av_lagens_grunder(
    nar: str, falt: dict[str, Any], *, svar: bool
) -> None:
    """Ändrade förhållanden räcker bara för beslut fattade den 1 juli 2025 eller senare."""
    provas = lage(fakta("utsatt", "verkstallighet"), nar=nar, falt=falt)
    assert haller(andring_till_nackdel_har_grund, provas) is svar


@pytest.mark.parametrize(("tillstand", "svar"), [("omprovat", True), ("overlamnat", False)])
def test_det_som_ar_hos_domstolen_andras_inte(tillstand: str, *, svar: bool) -> None:
    akten = fakta("utsatt", "avslutat", delprocesser=(delprocess("overklagande", tillstand),))
    assert haller(beslutet_ar_inte_hos_domstolen, lage(akten)) is svar


@pytest.mark.parametrize(
    ("utfall", "dagar"),
    [("star_fast", []), ("andras_delvis", [date(2026, 4, 3)]), ("andras_helt", [date(2026, 4, 3)])],
)
def test_ett_andrat_beslut_verkstalls(utfall: str, dagar: list[date]) -> None:
    akten = omprovat(utfall)
    assert haller(det_finns_ett_andrat_beslut, lage(akten)) is bool(dagar)
    assert [f.dag for f in forfall(andrat_beslut_verkstalls, akten)] == dagar


def test_nar_insatsen_ar_bestalld_ar_det_klart() -> None:
    verkstallt = {"verkstall_andrat_beslut": Faktum(10, date(2026, 4, 1))}
    akten = omprovat("andras_helt", steg=verkstallt)
    assert not haller(det_finns_ett_andrat_beslut, lage(akten))
    assert forfall(andrat_beslut_verkstalls, akten) == []


def test_domstolens_bifall_gar_att_verkstalla_och_bevakas_dar_det_registrerats() -> None:
    steg: dict[str, Any] = {"registrera_avgorande": ("2026-03-31", {"utfall": "bifall"})}
    akten = fakta(
        "utsatt", "avslutat", delprocesser=(delprocess("overklagande", "avgjort", steg=steg),)
    )
    assert haller(det_finns_ett_andrat_beslut, lage(akten))
    assert forfall(andrat_beslut_verkstalls, akten) == []


def test_en_andring_till_nackdel_gar_att_overklaga() -> None:
    """Den räknas som ett beslut som gått personen emot, med tid från delfåendet."""
    andrat = {"andring_av_beslut": ("2026-03-31", {"utfall": "till_nackdel"})}
    akten = fakta("utsatt", "verkstallighet", fakta_=andrat)
    assert [f.dag for f in forfall(delfaende_saknas, akten)] == [date(2026, 4, 14)]
    till_formans = {"andring_av_beslut": ("2026-03-31", {"utfall": "till_formans"})}
    akten = fakta("utsatt", "verkstallighet", fakta_=till_formans)
    assert forfall(delfaende_saknas, akten) == []
    assert haller(det_finns_ett_andrat_beslut, lage(akten))
