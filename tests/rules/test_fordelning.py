from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta
from random import Random

import pytest

from caseflow.rules.fordelning import (
    Kandidat,
    roller_som_foljer_upp,
    undantagna,
    vald_dag,
    vald_uppfoljare,
)
from caseflow.rules.helgdagar import ar_helgdag
from caseflow.rules.roller import AGER_I_AKT, Roll
from tests.faktabygge import delprocess, fakta

MANDAG, ONSDAG = date(2026, 9, 7), date(2026, 9, 9)
FONSTER = (date(2026, 8, 24), date(2026, 10, 9))
EN_DAG = timedelta(days=1)


def med(id_: int, *dagar: date, behandlare: bool = True, till: date | None = None) -> Kandidat:
    return Kandidat(id_, behandlare, till, Counter(dagar))


def valj(*kandidater: Kandidat, borja: int = 0, utom: set[int] | None = None) -> int | None:
    vald = vald_uppfoljare(kandidater, ONSDAG, FONSTER, utom or set(), borja=borja)
    return vald.medarbetare if vald else None


@pytest.mark.parametrize(
    ("ett", "tva", "vald"),
    [
        pytest.param([MANDAG, MANDAG], [FONSTER[1]], 2, id="färst i fönstret"),
        pytest.param([MANDAG], [FONSTER[0]], 2, id="lika i fönstret, färst den veckan"),
        pytest.param([ONSDAG], [MANDAG], 2, id="lika den veckan, färst den dagen"),
        pytest.param([FONSTER[1] + EN_DAG] * 9, [ONSDAG], 1, id="utanför fönstret räknas inte"),
    ],
)
def test_den_som_har_minst_far_uppfoljningen(ett: list[date], tva: list[date], vald: int) -> None:
    assert valj(med(1, *ett), med(2, *tva)) == vald


def test_ar_det_lika_gar_turen_runt() -> None:
    lika = (med(7), med(3), med(5))
    assert [valj(*lika, borja=b) for b in range(4)] == [3, 5, 7, 3]
    assert [valj(*reversed(lika), borja=b) for b in range(4)] == [3, 5, 7, 3], "stabil ordning"


def test_en_behandlare_gar_fore_andra_och_den_som_holl_i_insatsen_valjs_aldrig() -> None:
    samordnare = med(9, behandlare=False)
    assert valj(med(1, ONSDAG), samordnare) == 1
    assert valj(med(1), samordnare, utom={1}) == 9
    assert valj(med(1), utom={1}) is None
    assert valj() is None


@pytest.mark.parametrize(("till", "vald"), [(ONSDAG - EN_DAG, 2), (ONSDAG, 1), (None, 1)])
def test_den_som_har_slutat_den_dagen_valjs_inte(till: date | None, vald: int) -> None:
    assert valj(med(1, till=till), med(2, ONSDAG)) == vald


def test_trettio_pa_tre_blir_tio_var_vilka_dagar_de_an_har() -> None:
    slump, kanda = Random(3), [med(1), med(2), med(3), med(4)]
    for nummer in range(30):
        dag = FONSTER[0] + timedelta(days=slump.randrange(40))
        vald = vald_uppfoljare(kanda, dag, FONSTER, {4}, borja=nummer)
        assert vald is not None
        kanda = [k.med_en_till(dag) if k is vald else k for k in kanda]
    assert [k.antal(*FONSTER) for k in kanda] == [10, 10, 10, 0]


def test_den_egna_raknas_inte_nar_den_fordelas_om() -> None:
    assert med(1, ONSDAG, MANDAG).med_en_mindre(ONSDAG).antal(*FONSTER) == 1
    assert med(1).med_en_mindre(ONSDAG).antal(*FONSTER) == 0


def test_de_undantagna_ar_insatsernas_behandlare() -> None:
    delen = delprocess("uppfoljning", "planerad", id_=2, varden={"insats_behandlare": ["4", "bo"]})
    akten = fakta(
        "utovare",
        "avslutat",
        delprocesser=(delprocess("insats", "genomford", varden={"behandlare": "6"}), delen),
    )
    assert undantagna(akten, delen) == {4, 6}


@pytest.mark.parametrize("slag", AGER_I_AKT)
def test_bara_den_som_arbetar_i_akten_foljer_upp(slag: str) -> None:
    roller = roller_som_foljer_upp(slag)
    assert set(roller) <= set(AGER_I_AKT[slag])
    assert (Roll.BEHANDLARE in roller) is (slag != "partnerkontakt")


def dagen(
    planerad: str, *, tidigast: str = "2026-08-01", fulla: Mapping[date, int] | None = None
) -> str:
    vald = vald_dag(
        date.fromisoformat(planerad), FONSTER, date.fromisoformat(tidigast), fulla or {}, 2
    )
    return vald.isoformat() if vald else ""


@pytest.mark.parametrize(
    ("planerad", "tidigast", "vald"),
    [
        ("2026-09-09", "2026-08-01", "2026-09-09"),
        pytest.param(
            "2026-09-12", "2026-08-01", "2026-09-11", id="lördag: fredagen ligger närmast"
        ),
        pytest.param(
            "2026-09-13", "2026-08-01", "2026-09-14", id="söndag: måndagen ligger närmast"
        ),
        pytest.param("2026-08-24", "2026-09-01", "2026-09-01", id="aldrig en dag som har varit"),
        pytest.param("2026-12-01", "2026-08-01", "2026-10-09", id="aldrig efter fönstret"),
    ],
)
def test_vardagen_narmast_den_planerade_valjs(planerad: str, tidigast: str, vald: str) -> None:
    assert dagen(planerad, tidigast=tidigast) == vald


def test_en_full_dag_valjs_inte() -> None:
    assert dagen("2026-09-09", fulla={ONSDAG: 2}) == "2026-09-08"
    assert dagen("2026-09-09", fulla={ONSDAG: 1}) == "2026-09-09"
    fulla = {FONSTER[0] + timedelta(days=n): 2 for n in range(60)}
    assert dagen("2026-09-09", fulla=fulla) == ""
    assert dagen("2026-09-09", fulla=fulla | {date(2026, 10, 9): 1}) == "2026-10-09"


def test_ingen_helgdag_valjs() -> None:
    jul = (date(2026, 12, 24), date(2026, 12, 28))
    assert vald_dag(date(2026, 12, 25), jul, jul[0], {}, 1) == date(2026, 12, 28)
    assert all(ar_helgdag(jul[0] + timedelta(days=n)) for n in range(4))
