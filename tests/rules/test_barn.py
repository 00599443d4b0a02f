from datetime import date
from typing import Any

import pytest

from caseflow.engine.bevakning import expected
from caseflow.engine.fakta import Fakta
from caseflow.engine.rule import Rule
from caseflow.rules.barn import (
    ansok_om_barnets_insats,
    barn_ar_efterfragade,
    barnen_ar_beskrivna,
    frist_for_ansokan_om_barnets_insats,
    frist_for_overvagande,
    frist_for_understallning,
    orosanmalan_genast,
    overvag_barnets_insats,
    understall_barnets_insats,
    vardnadshavarna_ar_tillfragade,
)
from tests.faktabygge import PROFIL, delprocess, fakta, forfall, haller, lage


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


@pytest.mark.parametrize(
    ("frist", "fran", "sista"),
    [
        (frist_for_understallning, "2024-04-01", "2024-04-08"),
        (frist_for_understallning, "2024-12-27", "2025-01-03"),
        (frist_for_understallning, "2028-02-22", "2028-02-29"),
        (frist_for_ansokan_om_barnets_insats, "2026-01-31", "2026-03-14"),
        (frist_for_ansokan_om_barnets_insats, "2028-01-18", "2028-02-29"),
        (frist_for_overvagande, "2025-08-31", "2026-02-28"),
        (frist_for_overvagande, "2027-08-31", "2028-02-29"),
    ],
)
def test_fristerna_for_barn_i_skyddat_boende(frist: Rule[Any], fran: str, sista: str) -> None:
    dag = date.fromisoformat(fran)
    assert frist.on(dag).function(dag, PROFIL) == date.fromisoformat(sista)


def i_boende(
    vardnad: str,
    *,
    form: str = "skyddat_boende",
    barn: str = "ja",
    tillstand: str = "pagar",
    dag: str = "2026-03-02",
) -> Fakta:
    varden = {"form": form, "barn_foljer_med": barn, "vardnadshavare": vardnad}
    boende = delprocess("insats", tillstand, sedan=dag, varden=varden)
    return fakta("utsatt", "utredning", delprocesser=(boende,))


@pytest.mark.parametrize(
    ("vardnad", "understalls", "ansoks"),
    [
        ("ensam", False, False),
        ("samtycke", False, False),
        ("ansokan_hos_domstol", False, True),
        ("omedelbar_insats", True, True),
    ],
)
def test_domstolens_frister_beror_pa_vardnaden(
    vardnad: str, *, understalls: bool, ansoks: bool
) -> None:
    akten = i_boende(vardnad)
    assert bool(forfall(understall_barnets_insats, akten)) is understalls
    assert bool(forfall(ansok_om_barnets_insats, akten)) is ansoks
    (overvagande,) = forfall(overvag_barnets_insats, akten)
    assert overvagande.dag == overvagande.yttersta_dag == date(2026, 9, 2)


@pytest.mark.parametrize(
    "akten",
    [
        pytest.param(i_boende("omedelbar_insats", barn="nej"), id="inga barn följer med"),
        pytest.param(i_boende("omedelbar_insats", form="individuell"), id="annan insats"),
        pytest.param(i_boende("omedelbar_insats", tillstand="genomford"), id="boendet är slut"),
        pytest.param(i_boende("omedelbar_insats", dag="2024-03-31"), id="dagen före lagen"),
        pytest.param(fakta("utsatt", "utredning"), id="ingen insats"),
    ],
)
def test_utan_barn_i_pagaende_skyddat_boende_finns_inga_frister(akten: Fakta) -> None:
    for plikt in (understall_barnets_insats, ansok_om_barnets_insats, overvag_barnets_insats):
        assert forfall(plikt, akten) == []


def test_tva_boenden_har_var_sin_frist() -> None:
    falt = {"form": "skyddat_boende", "barn_foljer_med": "ja", "vardnadshavare": "omedelbar_insats"}
    delar = (
        delprocess("insats", "pagar", id_=1, sedan="2026-03-02", varden=falt),
        delprocess("insats", "bestalld", id_=2, sedan="2026-03-05", varden=falt),
    )
    frister = forfall(understall_barnets_insats, fakta("utsatt", "utredning", delprocesser=delar))
    assert [(f.delprocess, f.dag) for f in frister] == [
        (1, date(2026, 3, 9)),
        (2, date(2026, 3, 12)),
    ]


@pytest.mark.parametrize(
    ("dag", "kalla"),
    [
        ("2024-04-01", "5 kap. 3 § lagen om barn i skyddat boende (2024:79)"),
        ("2025-06-30", "5 kap. 3 § lagen om barn i skyddat boende (2024:79)"),
        ("2025-07-01", "22 kap. 13 § SoL (2025:400)"),
    ],
)
def test_overvagandet_har_sitt_lagrum_varje_dag(dag: str, kalla: str) -> None:
    vantade = expected((overvag_barnets_insats,), i_boende("samtycke", dag=dag), PROFIL)
    assert [v.kalla for v in vantade.values()] == [kalla]
    assert str(frist_for_overvagande.on(date.fromisoformat(dag)).kalla) == kalla
