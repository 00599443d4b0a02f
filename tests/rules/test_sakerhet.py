from datetime import date
from typing import Any

import pytest

from caseflow.engine.errors import RuleNotInForce
from caseflow.engine.rule import Rule
from caseflow.rules.sakerhet import (
    kontakten_ar_sakerhetsbedomd,
    personen_ar_i_sakerhet,
    sakerhet_ses_over,
    sakerheten_ar_overvagd,
    sakerheten_ar_overvagd_pa_nytt,
    sakerhetskontroll_ar_gjord,
    sakerhetsplan_finns,
    sakerhetsplanen_ar_oversedd,
    skyddsbedomning_ar_gjord,
)
from tests.faktabygge import Uppgift, fakta, forfall, haller, lage


@pytest.mark.parametrize(
    ("slag", "uppgifter", "svar"),
    [
        ("utovare", {}, False),
        ("utovare", {"sakerhet_overvagd": "2026-03-01"}, True),
        pytest.param("utsatt", {}, True, id="den utsattas ärende berörs inte"),
    ],
)
def test_inget_erbjuds_innan_sakerheten_ar_overvagd(
    slag: str, uppgifter: dict[str, Any], *, svar: bool
) -> None:
    akten = fakta(slag, "forhandsbedomning", fakta_=uppgifter)
    assert haller(sakerheten_ar_overvagd, lage(akten)) is svar


@pytest.mark.parametrize(
    ("dag", "kalla"),
    [
        ("2021-08-01", "5 kap. 11 a § SoL (2001:453)"),
        ("2025-06-30", "5 kap. 11 a § SoL (2001:453)"),
        ("2025-07-01", "13 kap. 8 § SoL (2025:400)"),
    ],
)
@pytest.mark.parametrize(
    "regel", [sakerheten_ar_overvagd, sakerheten_ar_overvagd_pa_nytt, sakerhetskontroll_ar_gjord]
)
def test_kravet_har_sin_paragraf_varje_dag(regel: Rule[Any], dag: str, kalla: str) -> None:
    assert str(regel.on(date.fromisoformat(dag)).kalla) == kalla


def test_fore_augusti_2021_fanns_inget_krav() -> None:
    with pytest.raises(RuleNotInForce):
        sakerheten_ar_overvagd.on(date(2021, 7, 31))


@pytest.mark.parametrize(
    ("overvagd", "svar"),
    [(None, False), ("2026-02-28", False), ("2026-03-01", True), ("2026-03-02", True)],
)
def test_sakerheten_overvags_pa_nytt_under_utredningen(overvagd: str | None, *, svar: bool) -> None:
    akten = fakta(
        "utovare",
        "utredning",
        steg={"inled_utredning": "2026-03-01"},
        fakta_={"sakerhet_overvagd": overvagd} if overvagd else {},
    )
    assert haller(sakerheten_ar_overvagd_pa_nytt, lage(akten)) is svar


@pytest.mark.parametrize(
    ("kontroll", "svar"), [(None, False), ("2026-02-01", False), ("2026-03-02", True)]
)
def test_sakerhetskontrollen_gors_efter_beslutet(kontroll: str | None, *, svar: bool) -> None:
    akten = fakta(
        "utovare",
        "verkstallighet",
        steg={"bevilja_delvis": "2026-03-01"},
        fakta_={"sakerhetskontroll": kontroll} if kontroll else {},
    )
    assert haller(sakerhetskontroll_ar_gjord, lage(akten)) is svar


@pytest.mark.parametrize(
    ("regel", "faktum"),
    [(skyddsbedomning_ar_gjord, "skyddsbedomning"), (sakerhetsplan_finns, "sakerhetsplan")],
)
def test_det_som_ska_finnas(regel: Rule[Any], faktum: str) -> None:
    assert not haller(regel, lage(fakta("utsatt", "utredning")))
    assert haller(regel, lage(fakta("utsatt", "utredning", fakta_={faktum: "2026-03-01"})))


@pytest.mark.parametrize(
    ("plan", "svar"),
    [
        (None, False),
        (("2026-03-02", {"oversedd": False}), False),
        (("2026-02-01", {"oversedd": True}), False),
        (("2026-03-02", {"oversedd": True}), True),
    ],
)
def test_planen_ses_over_fore_avslut(plan: Uppgift, *, svar: bool) -> None:
    akten = fakta(
        "utsatt",
        "verkstallighet",
        steg={"bevilja": "2026-03-01"},
        fakta_={"sakerhetsplan": plan} if plan else {},
    )
    assert haller(sakerhetsplanen_ar_oversedd, lage(akten)) is svar


@pytest.mark.parametrize(
    ("akut_risk", "sakert_nu", "handelse", "svar"),
    [
        (False, True, None, True),
        (True, True, None, False),
        (False, False, None, False),
        (False, True, "2026-03-02", False),
        (False, True, "2026-02-27", True),
    ],
)
def test_omvand_partnerkontakt_bara_nar_personen_ar_saker(
    handelse: str | None, *, akut_risk: bool, sakert_nu: bool, svar: bool
) -> None:
    uppgifter: dict[str, Any] = {
        "skyddsbedomning": ("2026-03-01", {"akut_risk": akut_risk, "sakert_nu": sakert_nu})
    }
    if handelse:
        uppgifter["ny_handelse"] = handelse
    akten = fakta("utsatt", "beslut", fakta_=uppgifter)
    assert haller(personen_ar_i_sakerhet, lage(akten)) is svar
    assert not haller(personen_ar_i_sakerhet, lage(fakta("utsatt", "beslut")))


@pytest.mark.parametrize(
    ("uppgifter", "svar"),
    [
        ({}, False),
        ({"sakerhetsbedomning_kontakt": "2026-03-01"}, True),
        ({"sakerhetsbedomning_kontakt": "2026-03-01", "ny_handelse": "2026-03-02"}, False),
    ],
)
def test_kontakten_bedoms_forst(uppgifter: dict[str, Any], *, svar: bool) -> None:
    akten = fakta("utsatt", "beslut", fakta_=uppgifter)
    assert haller(kontakten_ar_sakerhetsbedomd, lage(akten)) is svar


@pytest.mark.parametrize("slag", ["utsatt", "friyta", "partnerkontakt"])
def test_en_signal_ger_en_bevakning_dagen_darpa(slag: str) -> None:
    akten = fakta(
        slag,
        "avslutat",
        fakta_={"sakerhetssignal:4": "2024-02-28", "sakerhetssignal:9": "2024-03-05"},
    )
    (ett,) = forfall(sakerhet_ses_over, akten)
    assert ett.dag == date(2024, 2, 29)
    assert forfall(sakerhet_ses_over, fakta(slag, "avslutat")) == []
