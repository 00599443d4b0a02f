"""Valet mellan den gamla och den nya dagen: vem som väntar på det, och när det senast görs."""

from dataclasses import replace
from datetime import date

import pytest

from caseflow.engine.fakta import Behallen
from caseflow.rules.ny_rakning import ny_rakning_vantar_pa_val, ta_stallning_till_ny_rakning
from tests.faktabygge import PROFIL, fakta, lage

GENOMGANG = 30
"""Profilens dagar för en genomgång."""


def behallen(
    dag: str, ny: str | None, *, fragad: str | None = "2026-01-10", nr: int = 4
) -> Behallen:
    i_stallet = [ny, None, "7 kap. 1 § PL (2001:1)"] if ny else []
    return Behallen(nr, "2025-06-20", dag, None, None, "1 § PL", "lag", [], i_stallet, fragad)


def dagen(b: Behallen) -> date:
    kand = replace(fakta("utovare", "utredning"), behallna={"svara|": b})
    (forfall,) = ta_stallning_till_ny_rakning.wordings[0].function(kand, PROFIL)
    assert forfall.nyckel == str(b.nr)
    assert forfall.termer[-1].dag == forfall.dag
    return forfall.dag


@pytest.mark.parametrize(
    ("gammal", "ny", "senast"),
    [
        ("2026-06-01", "2026-07-01", "2026-02-09"),
        ("2026-02-09", "2026-07-01", "2026-02-09"),
        ("2026-02-08", "2026-07-01", "2026-02-08"),
        ("2026-07-01", "2026-02-01", "2026-02-01"),
        ("2025-12-01", "2026-07-01", "2026-01-10"),
        ("2026-02-28", None, "2026-02-09"),
    ],
)
def test_valet_gors_inom_genomgangens_tid_och_fore_den_forsta_av_dagarna(
    gammal: str, ny: str | None, senast: str
) -> None:
    assert PROFIL.genomgang_dagar == GENOMGANG
    assert dagen(behallen(gammal, ny)) == date.fromisoformat(senast)


def test_det_som_ar_valt_vantar_inte() -> None:
    valt = behallen("2026-06-01", "2026-07-01", fragad=None)
    kand = replace(fakta("utovare", "utredning"), behallna={"svara|": valt})
    assert list(ta_stallning_till_ny_rakning.wordings[0].function(kand, PROFIL)) == []


@pytest.mark.parametrize(("nummer", "far"), [(4, True), (5, False), (None, True)])
def test_bara_det_som_vantar_kan_valjas(nummer: int | None, *, far: bool) -> None:
    kand = replace(
        fakta("utovare", "utredning"),
        behallna={"svara|": behallen("2026-06-01", "2026-07-01")},
    )
    falt = {} if nummer is None else {"bevakning": nummer}
    prov = replace(lage(kand), falt=falt)
    assert ny_rakning_vantar_pa_val.wordings[0].function(prov) is far


def test_nar_inget_vantar_finns_inget_att_valja() -> None:
    assert not ny_rakning_vantar_pa_val.wordings[0].function(lage(fakta("utovare", "utredning")))
