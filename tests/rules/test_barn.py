from datetime import date
from typing import Any

import pytest

from caseflow.engine.bevakning import expected
from caseflow.rules.barn import (
    barn_ar_efterfragade,
    barnen_ar_beskrivna,
    dagar_till_anmalan,
    orosanmalan_genast,
    vardnadshavarna_ar_tillfragade,
)
from tests.faktabygge import PROFIL, fakta, faktum, forfall, haller, lage


@pytest.mark.parametrize(
    ("uppgifter", "efterfragade", "beskrivna"),
    [
        ({}, False, True),
        ({"barn_efterfragade": (None, {"svar": "finns_inte"})}, True, True),
        ({"barn_efterfragade": (None, {"svar": "vill_inte_svara"})}, True, True),
        ({"barn_efterfragade": (None, {"svar": "finns"})}, True, False),
        ({"barn_efterfragade": (None, {"svar": "finns"}), "barn:barn_1": None}, True, True),
    ],
)
def test_fragan_stalls_och_barnen_beskrivs(
    uppgifter: dict[str, Any], *, efterfragade: bool, beskrivna: bool
) -> None:
    provas = lage(fakta("utsatt", "utredning", fakta_=uppgifter))
    assert haller(barn_ar_efterfragade, provas) is efterfragade
    assert haller(barnen_ar_beskrivna, provas) is beskrivna


@pytest.mark.parametrize(
    ("falt", "svar"),
    [
        ({}, True),
        ({"barn_foljer_med": "nej"}, True),
        ({"barn_foljer_med": "ja"}, False),
        ({"barn_foljer_med": "ja", "vardnadshavare": "ensam"}, True),
    ],
)
def test_vardnaden_klarlaggs_nar_barn_foljer_med(falt: dict[str, Any], *, svar: bool) -> None:
    provas = lage(fakta("utsatt", "aktualiserad"), falt=falt)
    assert haller(vardnadshavarna_ar_tillfragade, provas) is svar


@pytest.mark.parametrize(
    ("misstanke", "kalla"),
    [
        ("2025-06-30", "14 kap. 1 § SoL (2001:453)"),
        ("2025-07-01", "19 kap. 1 § SoL (2025:400)"),
        ("2024-02-29", "14 kap. 1 § SoL (2001:453)"),
    ],
)
def test_en_misstanke_bevakas_tills_anmalan_ar_gjord(misstanke: str, kalla: str) -> None:
    oro = {"orosanmalan:barn_1": (None, {"misstanke": misstanke})}
    (vantad,) = expected(
        (orosanmalan_genast,), fakta("friyta", "pagar", fakta_=oro), PROFIL
    ).values()
    dag = date.fromisoformat(misstanke)
    assert (vantad.forfall.dag, vantad.forfall.yttersta_dag) == (dag, dag)
    assert (vantad.kalla, vantad.typ) == (kalla, "lag")

    anmald = {"orosanmalan:barn_1": (None, {"misstanke": misstanke, "anmald": misstanke})}
    assert forfall(orosanmalan_genast, fakta("friyta", "pagar", fakta_=anmald)) == []
    assert forfall(orosanmalan_genast, fakta("friyta", "pagar")) == []


def test_tiden_fran_misstanke_till_anmalan_visas() -> None:
    direkt: dict[str, Any] = {"misstanke": "2026-02-28", "anmald": "2026-02-28"}
    sen: dict[str, Any] = {"misstanke": "2026-02-28", "anmald": "2026-03-03"}
    assert dagar_till_anmalan(faktum("2026-03-03", **direkt)) == 0
    assert dagar_till_anmalan(faktum("2026-03-03", **sen)) == 3
    assert dagar_till_anmalan(faktum("2026-03-03", misstanke="2026-02-28")) is None
