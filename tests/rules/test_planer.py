"""Vårdplanen, genomförandeplanen och den samordnade planen."""

from datetime import date
from typing import Any

import pytest

from caseflow.engine.bevakning import expected
from caseflow.engine.fakta import Fakta
from caseflow.rules.planer import (
    genomforandeplan_foljs_upp,
    genomforandeplan_gors,
    insatsen_finns_i_arendet,
    sip_paborjas,
    vardplan_upprattas,
)
from tests.faktabygge import PROFIL, delprocess, fakta, forfall, haller, lage


def med_insats(
    start: str, *, form: str = "skyddat_boende", grund: str = "beslut", **fakta_: Any
) -> Fakta:
    insats = delprocess(
        "insats",
        "pagar",
        sedan=start,
        varden={"form": form, "grund": grund},
        steg={"starta_insats": start},
    )
    return fakta("utsatt", "verkstallighet", delprocesser=(insats,), fakta_=fakta_)


@pytest.mark.parametrize(
    ("start", "dag"),
    [
        pytest.param("2025-06-30", "2025-07-15", id="boendet pågick när lagen kom"),
        pytest.param("2025-07-01", "2025-07-15", id="lagens första dag"),
        pytest.param("2025-07-02", "2025-07-16", id="dagen efter"),
        pytest.param("2026-01-31", "2026-02-14", id="månadens slut"),
    ],
)
def test_den_som_bor_i_skyddat_boende_far_en_vardplan(start: str, dag: str) -> None:
    (funnen,) = forfall(vardplan_upprattas, med_insats(start))
    assert funnen.dag.isoformat() == dag
    assert funnen.termer[-1].kalla == "vardplan_dagar"


def test_vardplanen_galler_skyddat_boende_som_har_borjat() -> None:
    assert forfall(vardplan_upprattas, med_insats("2026-01-07", form="individuell")) == []
    gjord = med_insats("2026-01-07", **{"vardplan:1": "2026-01-09"})
    assert forfall(vardplan_upprattas, gjord) == []
    vantar = delprocess("insats", "vantar", varden={"form": "skyddat_boende"})
    assert (
        forfall(vardplan_upprattas, fakta("utsatt", "verkstallighet", delprocesser=(vantar,))) == []
    )


@pytest.mark.parametrize(("start", "finns"), [("2014-12-31", False), ("2015-01-01", True)])
def test_genomforandeplanen_bor_finnas_sedan_foreskriften_kom(start: str, *, finns: bool) -> None:
    vantade = expected((genomforandeplan_gors,), med_insats(start), PROFIL)
    assert bool(vantade) is finns
    for vantad in vantade.values():
        assert vantad.typ == "foreskrift"
        assert vantad.forfall.dag == date(2015, 1, 22)


def test_genomforandeplanen_galler_beviljade_insatser() -> None:
    assert forfall(genomforandeplan_gors, med_insats("2026-01-31"))[0].dag == date(2026, 2, 21)
    assert forfall(genomforandeplan_gors, med_insats("2026-01-31", grund="utan_beslut")) == []
    gjord = med_insats("2026-01-31", **{"genomforandeplan:1": "2026-02-09"})
    assert forfall(genomforandeplan_gors, gjord) == []


def test_planen_foljs_upp_den_dag_som_star_i_den() -> None:
    plan: dict[str, Any] = {"genomforandeplan:1": ("2026-02-09", {"foljs_upp": "2026-04-30"})}
    (uppfoljning,) = forfall(genomforandeplan_foljs_upp, med_insats("2026-01-31", **plan))
    assert (uppfoljning.dag, uppfoljning.delprocess) == (date(2026, 4, 30), 1)
    utan_dag = {"genomforandeplan:1": "2026-02-09"}
    assert forfall(genomforandeplan_foljs_upp, med_insats("2026-01-31", **utan_dag)) == []
    slut = delprocess("insats", "genomford", steg={"starta_insats": "2026-01-31"})
    akten = fakta("utsatt", "verkstallighet", delprocesser=(slut,), fakta_=plan)
    assert forfall(genomforandeplan_foljs_upp, akten) == []


@pytest.mark.parametrize(
    ("dag", "kallor"),
    [
        ("2009-12-31", []),
        ("2010-01-01", ["2 kap. 7 § SoL (2001:453)"]),
        ("2025-06-30", ["2 kap. 7 § SoL (2001:453)"]),
        ("2025-07-01", ["10 kap. 8 och 9 §§ SoL (2025:400)"]),
        ("2028-02-29", ["10 kap. 8 och 9 §§ SoL (2025:400)"]),
    ],
)
def test_sip_paborjas_samma_dag_som_personen_sager_ja(dag: str, kallor: list[str]) -> None:
    akten = fakta("utsatt", "utredning", fakta_={"sip": (dag, {"behov": True, "samtycke": True})})
    vantade = expected((sip_paborjas,), akten, PROFIL)
    assert [v.kalla for v in vantade.values()] == kallor
    assert {v.forfall.dag.isoformat() for v in vantade.values()} <= {dag}


@pytest.mark.parametrize(
    "sip",
    [
        pytest.param({"behov": True, "samtycke": False}, id="personen vill inte"),
        pytest.param({"behov": True, "samtycke": True, "paborjad": "2026-03-02"}, id="påbörjad"),
    ],
)
def test_utan_samtycke_eller_nar_den_ar_paborjad_bevakas_ingen_sip(sip: dict[str, Any]) -> None:
    akten = fakta("utsatt", "utredning", fakta_={"sip": ("2026-03-02", sip)})
    assert forfall(sip_paborjas, akten) == []


@pytest.mark.parametrize(("nummer", "svar"), [(1, True), (2, False), (9, False), (None, False)])
def test_uppgiften_galler_en_insats_i_arendet(nummer: int | None, *, svar: bool) -> None:
    delar = (delprocess("insats", "pagar"), delprocess("friyta", "pagar", id_=2))
    akten = fakta("utsatt", "verkstallighet", delprocesser=delar)
    assert haller(insatsen_finns_i_arendet, lage(akten, falt={"insats": nummer})) is svar
