"""Överflyttning av ett ärende: svar genast, en månad till IVO, tre månader hos IVO."""

from datetime import date
from typing import Any

import pytest

from caseflow.engine.bevakning import expected
from caseflow.engine.fakta import Fakta
from caseflow.rules.overflyttning import (
    begaran_om_overflyttning_finns,
    frist_for_ivos_beslut,
    frist_for_svar_om_overflyttning,
    overflyttning_besvaras,
    overflyttning_hos_ivo_avgors,
    overflyttning_till_ivo,
    svaret_har_drojt_en_manad,
)
from caseflow.rules.rakning import sista_dag
from tests.faktabygge import PROFIL, fakta, forfall, haller, lage


def begard(riktning: str, dag: str, **mer: Any) -> Fakta:
    begaran: Any = (dag, {"riktning": riktning})
    return fakta("utsatt", "utredning", fakta_={"overflyttning_begard:4": begaran, **mer})


@pytest.mark.parametrize(
    ("dag", "finns"), [("2025-06-30", False), ("2025-07-01", True), ("2026-02-28", True)]
)
def test_en_begaran_hit_besvaras_samma_dag(dag: str, *, finns: bool) -> None:
    vantade = expected((overflyttning_besvaras,), begard("till_oss", dag), PROFIL)
    assert bool(vantade) is finns
    assert {v.forfall.dag.isoformat() for v in vantade.values()} <= {dag}
    assert forfall(overflyttning_besvaras, begard("fran_oss", dag)) == []


@pytest.mark.parametrize(
    ("dag", "sista"),
    [("2025-07-01", "2025-08-01"), ("2026-01-31", "2026-02-28"), ("2028-01-31", "2028-02-29")],
)
def test_efter_en_manad_utan_svar_vander_ni_er_till_ivo(dag: str, sista: str) -> None:
    assert sista_dag(frist_for_svar_om_overflyttning, date.fromisoformat(dag), PROFIL) == (
        date.fromisoformat(sista)
    )
    (funnen,) = forfall(overflyttning_till_ivo, begard("fran_oss", dag))
    assert funnen.dag.isoformat() == sista


def test_den_gamla_lagens_begaran_har_ingen_frist_har() -> None:
    assert forfall(overflyttning_till_ivo, begard("fran_oss", "2025-06-30")) == []


@pytest.mark.parametrize(
    ("dag", "sista"), [("2025-07-01", "2025-10-01"), ("2025-11-30", "2026-02-28")]
)
def test_ivo_beslutar_inom_tre_manader(dag: str, sista: str) -> None:
    assert sista_dag(frist_for_ivos_beslut, date.fromisoformat(dag), PROFIL) == (
        date.fromisoformat(sista)
    )
    hos_ivo = begard("fran_oss", "2025-07-01", **{"overflyttning_hos_ivo:4": dag})
    assert forfall(overflyttning_till_ivo, hos_ivo) == []
    assert [f.dag.isoformat() for f in forfall(overflyttning_hos_ivo_avgors, hos_ivo)] == [sista]


@pytest.mark.parametrize(("nummer", "svar"), [(4, True), (5, False)])
def test_svaret_galler_en_begaran_som_vantar(nummer: int, *, svar: bool) -> None:
    provas = lage(begard("till_oss", "2026-01-07"), falt={"begaran": nummer})
    assert haller(begaran_om_overflyttning_finns, provas) is svar
    hos_ivo = fakta("utsatt", "utredning", fakta_={"overflyttning_hos_ivo:4": "2026-02-09"})
    provas = lage(hos_ivo, falt={"begaran": nummer})
    assert haller(begaran_om_overflyttning_finns, provas) is svar


@pytest.mark.parametrize(
    ("nar", "skal", "svar"),
    [
        ("2026-02-27", "inget_svar", False),
        ("2026-02-28", "inget_svar", True),
        ("2026-02-02", "inte_overens", True),
    ],
)
def test_ivo_far_fragan_nar_svaret_drojt_eller_kommunerna_inte_ar_overens(
    nar: str, skal: str, *, svar: bool
) -> None:
    provas = lage(begard("fran_oss", "2026-01-31"), nar=nar, falt={"begaran": 4, "skal": skal})
    assert haller(svaret_har_drojt_en_manad, provas) is svar
    okand = lage(fakta("utsatt", "utredning"), nar=nar, falt={"begaran": 4, "skal": "inget_svar"})
    assert not haller(svaret_har_drojt_en_manad, okand)
