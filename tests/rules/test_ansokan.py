from datetime import date
from typing import Any

import pytest

from caseflow.engine.bevakning import expected
from caseflow.rules.ansokan import (
    ansokan_finns_att_aterta,
    ansokan_registreras_i_ratt_lage,
    frist_for_begaran_om_avgorande,
    ingen_oprovad_ansokan,
    ratt_att_begara_avgorande,
)
from caseflow.rules.rakning import sista_dag
from tests.faktabygge import PROFIL, fakta, forfall, haller, lage

LEVANDE = {"ansokan:3": "2026-03-01"}


@pytest.mark.parametrize(("uppgifter", "svar"), [({}, True), (LEVANDE, False)])
def test_en_ansokan_ar_levande_tills_den_avgjorts(uppgifter: dict[str, Any], *, svar: bool) -> None:
    akten = fakta("utsatt", "forhandsbedomning", fakta_=uppgifter)
    assert haller(ingen_oprovad_ansokan, lage(akten)) is svar


@pytest.mark.parametrize(
    ("dag", "kalla"),
    [
        ("2002-01-01", "11 kap. 1 § SoL (2001:453)"),
        ("2025-06-30", "11 kap. 1 § SoL (2001:453)"),
        ("2025-07-01", "14 kap. 2 § SoL (2025:400)"),
    ],
)
def test_lydelsen_foljer_lagen(dag: str, kalla: str) -> None:
    assert str(ingen_oprovad_ansokan.on(date.fromisoformat(dag)).kalla) == kalla


@pytest.mark.parametrize(
    ("tillstand", "svar"),
    [
        ("upptackt", True),
        ("forhandsbedomning", True),
        ("avvaktar", True),
        ("utredning", True),
        ("beslut", True),
        ("verkstallighet", False),
        ("avslutat", False),
    ],
)
def test_var_en_ansokan_registreras(tillstand: str, *, svar: bool) -> None:
    akten = fakta("utovare", tillstand)
    assert haller(ansokan_registreras_i_ratt_lage, lage(akten)) is svar


@pytest.mark.parametrize(("nummer", "svar"), [(3, True), (4, False), (None, False)])
def test_bara_en_levande_ansokan_kan_tas_tillbaka(nummer: int | None, *, svar: bool) -> None:
    akten = fakta("utsatt", "utredning", fakta_=LEVANDE)
    assert haller(ansokan_finns_att_aterta, lage(akten, falt={"ansokan": nummer})) is svar


@pytest.mark.parametrize(
    ("ansokt", "borjar"),
    [
        pytest.param("2018-07-01", "2019-01-01", id="dagen då lagen börjar gälla"),
        pytest.param("2025-08-31", "2026-02-28", id="februari saknar dag 31"),
        pytest.param("2023-08-29", "2024-02-29", id="skottdagen"),
        pytest.param("2024-02-29", "2024-08-29", id="från skottdagen"),
        pytest.param("2025-12-15", "2026-06-15", id="vanlig månad"),
    ],
)
def test_efter_sex_manader_far_personen_begara_ett_avgorande(ansokt: str, borjar: str) -> None:
    dag = date.fromisoformat(ansokt)
    assert sista_dag(frist_for_begaran_om_avgorande, dag, PROFIL) == date.fromisoformat(borjar)
    akten = fakta("utsatt", "utredning", fakta_={"ansokan:3": ansokt})
    (ett,) = expected((ratt_att_begara_avgorande,), akten, PROFIL).values()
    assert (ett.forfall.dag, ett.forfall.yttersta_dag) == (date.fromisoformat(borjar), None)
    assert (ett.kalla, ett.typ) == ("12 § FL (2017:900)", "lag")


def test_dagen_fore_den_nya_forvaltningslagen_galler_den_inte() -> None:
    akten = fakta("utsatt", "utredning", fakta_={"ansokan:3": "2018-06-30"})
    assert expected((ratt_att_begara_avgorande,), akten, PROFIL) == {}


def test_varje_ansokan_raknas_for_sig() -> None:
    akten = fakta(
        "utsatt", "avvaktar", fakta_={"ansokan:3": "2026-01-10", "ansokan:8": "2026-02-10"}
    )
    assert [(f.nyckel, f.dag) for f in forfall(ratt_att_begara_avgorande, akten)] == [
        ("3", date(2026, 7, 10)),
        ("8", date(2026, 8, 10)),
    ]
