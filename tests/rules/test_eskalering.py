"""När en sen bevakning sägs vidare, och till vem."""

from dataclasses import replace
from datetime import date

import pytest

from caseflow.rules.eskalering import (
    Niva,
    dagar_att_saga,
    nadd_niva,
    nivaer_att_saga,
    nivaer_som_ar_sagda,
    roller_att_saga_till,
)
from caseflow.rules.profil import Profil
from caseflow.rules.roller import OPPNAR_AKT, Roll

PROFIL = Profil("prov", "Prov", eskalering_samordnare_dagar=3, eskalering_enhetschef_dagar=7)
DAG = date(2026, 3, 2)
S, E = Niva.SAMORDNARE, Niva.ENHETSCHEF


def mars(dag: int) -> date:
    return date(2026, 3, dag)


@pytest.mark.parametrize(
    ("idag", "nadd", "sags"),
    [
        (mars(1), 0, ()),
        (mars(2), 0, ()),
        (mars(4), 0, ()),
        (mars(5), 0, (S,)),
        (mars(5), 1, ()),
        (mars(8), 0, (S,)),
        (mars(8), 1, ()),
        (mars(9), 1, (E,)),
        (mars(9), 0, (S, E)),
        (mars(9), 2, ()),
        (mars(30), 0, (S, E)),
        (date(2027, 3, 2), 2, ()),
    ],
)
def test_dagarna_raknas_fran_dagen_den_skulle_vara_gjord(
    idag: date, nadd: int, sags: tuple[Niva, ...]
) -> None:
    assert nivaer_att_saga(DAG, None, nadd, idag, PROFIL) == sags


@pytest.mark.parametrize(
    ("yttersta", "idag", "sags"),
    [
        pytest.param(mars(2), mars(2), (), id="sista dagen"),
        pytest.param(mars(2), mars(3), (E,), id="dagen efter, före samordnarens dag"),
        pytest.param(mars(2), mars(20), (E,), id="sent varv: samordnaren hoppas över också då"),
        pytest.param(mars(4), mars(4), (), id="inget på lagens sista dag"),
        pytest.param(mars(4), mars(5), (E,), id="samma dag som samordnarens: chefen direkt"),
        pytest.param(mars(6), mars(5), (S,), id="samordnarens dag kommer först"),
        pytest.param(mars(6), mars(7), (S, E), id="sent varv: båda"),
        pytest.param(date(2026, 2, 28), mars(2), (), id="flyttad till nästa vardag: inte sen än"),
        pytest.param(date(2026, 2, 28), mars(3), (E,), id="flyttad till nästa vardag: sen"),
        pytest.param(date(2027, 1, 1), mars(9), (S, E), id="långt till lagens sista dag"),
    ],
)
def test_nar_lagens_sista_dag_har_gatt_sags_det_direkt_till_chefen(
    yttersta: date, idag: date, sags: tuple[Niva, ...]
) -> None:
    assert nivaer_att_saga(DAG, yttersta, 0, idag, PROFIL) == sags


@pytest.mark.parametrize(
    ("yttersta", "idag", "nadd", "sagt"),
    [
        pytest.param(None, mars(30), 0, (), id="inget är sagt"),
        pytest.param(None, mars(5), 1, (S,), id="sagt till samordnaren"),
        pytest.param(None, mars(30), 1, (S,), id="chefens dag har kommit, men det är inte sagt"),
        pytest.param(None, mars(9), 2, (S, E), id="sagt till båda"),
        pytest.param(None, mars(5), 2, (S,), id="sagt till chefen i samordnarens ställe"),
        pytest.param(mars(2), mars(20), 2, (E,), id="lagens sista dag: samordnaren hoppades över"),
    ],
)
def test_den_som_ar_ny_far_veta_det_som_ar_sagt_pa_rollens_niva(
    yttersta: date | None, idag: date, nadd: int, sagt: tuple[Niva, ...]
) -> None:
    assert nivaer_som_ar_sagda(DAG, yttersta, nadd, idag, PROFIL) == sagt


def test_enhetens_egna_dagar_galler() -> None:
    profil = replace(PROFIL, eskalering_samordnare_dagar=0, eskalering_enhetschef_dagar=1)
    assert dagar_att_saga(DAG, None, profil) == (mars(2), mars(3))
    bara_chefen = replace(PROFIL, eskalering_samordnare_dagar=7)
    assert nivaer_att_saga(DAG, None, 0, mars(9), bara_chefen) == (E,)


@pytest.mark.parametrize("slag", OPPNAR_AKT)
@pytest.mark.parametrize("niva", Niva)
def test_det_sags_aldrig_till_den_som_inte_far_oppna_akten(slag: str, niva: Niva) -> None:
    assert set(roller_att_saga_till(slag, niva)) <= set(OPPNAR_AKT[slag])


def test_dar_samordnare_saknas_vet_enhetschefen_redan() -> None:
    assert roller_att_saga_till("utsatt", S) == (Roll.SAMORDNARE, Roll.ENHETSCHEF)
    assert nadd_niva(S, Roll.ENHETSCHEF) is E
    assert nadd_niva(S, Roll.SAMORDNARE) is S
    assert nadd_niva(E, Roll.SAMORDNARE) is E
    assert nadd_niva(S, Roll.SAKERHETSSAMORDNARE) is S
