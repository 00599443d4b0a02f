"""De tio invarianterna håller i varje profil, och svaret är detsamma varje gång."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date
from typing import Any

import pytest

from caseflow import settings
from caseflow.processes import HUVUDPROCESS
from caseflow.queries.bevis.guarded import ReadProfile
from caseflow.queries.bevis.invariant import Memo
from caseflow.queries.bevis.proof import (
    BOUNDS,
    INVARIANTS,
    abstracted,
    prove,
    prove_piece,
)
from caseflow.queries.bevis.system import todays_system
from caseflow.queries.bevis.tystnad import LAST_OWNERS
from caseflow.rules.profil import Profil, Uppfoljningspunkt
from caseflow.rules.roller import AGER_I_AKT, Roll
from caseflow.store.bemanning import Bemanning
from caseflow.store.profiler import profiles
from tests.queries.bevis.planterat import DAG, PROFIL

PROFILER = [abstracted(p) for p in profiles(settings.load()).values()]
OLIKA = [p for i, p in enumerate(PROFILER) if p not in PROFILER[:i]]
UTAN_OPPNA_STOD = Profil("a", "A", friyta=False, friyta_dokumentation=(), partnerkontakt=False)
"""Som ingen kommun har valt, men som lagen tillåter."""


@pytest.mark.parametrize("slag", HUVUDPROCESS)
@pytest.mark.parametrize("nummer", range(1, 11))
def test_invarianten_haller_i_varje_profil(nummer: int, slag: str) -> None:
    invariant = INVARIANTS[nummer - 1]
    assert invariant.number == nummer
    funna = prove_piece(invariant, todays_system().only(slag), OLIKA, DAG)
    assert [b for f in funna for b in f.broken] == []


@pytest.mark.parametrize("nummer", [1, 5])
def test_den_haller_ocksa_utan_friyta_och_partnerkontakt(nummer: int) -> None:
    (utfall,) = prove(
        [UTAN_OPPNA_STOD], DAG, invariants=INVARIANTS[nummer - 1 : nummer], system=todays_system()
    )
    assert utfall.broken == ()


def test_varje_profil_och_invariant_sager_hur_manga_lagen_som_provats() -> None:
    de_snabba = [i for i in INVARIANTS if i.number in {4, 9}]
    namn = [replace(PROFIL, id="ett"), replace(PROFIL, id="tva", namn="Två")]
    ett, tva = prove(namn, DAG, invariants=de_snabba, system=todays_system())
    assert (ett.profil, tva.profil) == ("ett", "tva")
    assert (ett.like, tva.like) == ("", "ett")
    assert [o.number for o in ett.outcomes] == [4, 9]
    assert all(o.states > 100 for o in ett.outcomes)
    assert ett.states == tva.states == sum(o.states for o in ett.outcomes)


def test_samma_fraga_ger_samma_svar() -> None:
    snabba = [i for i in INVARIANTS if i.number in {4, 9}]
    en_gang, en_gang_till = (
        prove([PROFIL], DAG, invariants=snabba, system=todays_system()) for _ in range(2)
    )
    assert en_gang == en_gang_till


def test_granserna_namns() -> None:
    assert "två insatser och tre uppföljningar" in BOUNDS


def test_bara_det_som_flyttar_en_dag_tas_bort_ur_profilen() -> None:
    langsam = Profil("b", "B", forsta_kontakt_dagar=300, utredning_manader=11)
    assert abstracted(langsam) == abstracted(Profil("a", "A"))
    for annan in (
        replace(langsam, friyta_max=7),
        replace(langsam, fyra_ogon=False),
        replace(langsam, uppfoljningar=(Uppfoljningspunkt("x", "X", "avslut", 9),)),
    ):
        assert abstracted(annan) != abstracted(langsam)


def test_talen_i_dagar_andrar_inget_i_vad_som_bevakas() -> None:
    """Det som `abstracted` tar bort: invariant 8 håller med de kortaste och de längsta tiderna också."""
    tider = [f.name for f in fields(Profil) if f.name.endswith(("_dagar", "_manader"))]
    enkla = [n for n in tider if isinstance(getattr(PROFIL, n), int)]
    tystnad = INVARIANTS[7]
    for tal in (1, 700):
        tal_for_alla: dict[str, Any] = dict.fromkeys(enkla, tal)
        profil = replace(PROFIL, uppfoljningar=(), **tal_for_alla)
        (funnet,) = prove_piece(tystnad, todays_system().only("utsatt"), [profil], DAG)
        assert funnet.broken == []


def test_det_som_inte_last_av_profilen_provas_inte_om() -> None:
    memo, sakerheten = Memo(), INVARIANTS[3]
    system = todays_system().only("utovare")
    forst = ReadProfile(PROFIL)
    sakerheten.prove(system, forst, DAG, memo)
    sedan = ReadProfile(replace(PROFIL, friyta_max=11))
    sakerheten.prove(system, sedan, DAG, memo)
    assert forst.read == {}
    assert sedan.read == {}


def test_beviset_galler_lydelserna_den_dagen() -> None:
    """Innan den nya lagen gällde fanns inget beslut om anonym dokumentation; allt annat håller också då."""
    fore = date(2025, 3, 3)
    for nummer in (4, 6):
        (funnet,) = prove_piece(
            INVARIANTS[nummer - 1], todays_system().only("utovare"), [PROFIL], fore
        )
        assert funnet.broken == []


@pytest.mark.parametrize("slag", AGER_I_AKT)
@pytest.mark.parametrize("avslutad", [False, True])
def test_den_som_beviset_raknar_som_sista_agare_ar_den_som_databasen_valjer(
    slag: str, *, avslutad: bool
) -> None:
    """I en enhet med en av varje roll. Att databasens fråga svarar likadant visas i store/test_bemanning."""
    i_roll = {(1, roll.value): (n,) for n, roll in enumerate(Roll)}
    agare = []
    while True:
        bemanning = Bemanning(dict(i_roll))
        ingen = {"tilldelad": None, "ansvarig": None, "for_roll": None}
        vald = bemanning.agare(1, slag, avslutad=avslutad, **ingen)
        if vald is None:
            break
        agare.append(list(Roll)[vald])
        del i_roll[1, agare[-1].value]
    assert tuple(agare) == LAST_OWNERS.get(slag, (Roll.SAMORDNARE, Roll.ENHETSCHEF))
