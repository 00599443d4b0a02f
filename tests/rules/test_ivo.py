"""Rapporten om beslut som inte har verkställts: varje kvartal, och när insatsen börjar."""

from datetime import date
from typing import Any

import pytest

from caseflow.engine.bevakning import expected
from caseflow.engine.fakta import Fakta, Faktum
from caseflow.rules.ivo import ivo_rapport_nar_insatsen_borjar, ivo_rapport_varje_kvartal
from caseflow.rules.kalender import kvartalets_slut
from tests.faktabygge import PROFIL, delprocess, fakta, forfall

INTE: dict[str, Any] = {"galler": "inte_verkstallt"}


def vantande(
    beviljad: str, *, grund: str = "beslut", tillstand: str = "bestalld", **fakta_: Any
) -> Fakta:
    insats = delprocess("insats", tillstand, sedan=beviljad, varden={"grund": grund})
    return fakta("utsatt", "verkstallighet", delprocesser=(insats,), fakta_=fakta_)


def rapporterad(beviljad: str, dag: str) -> Fakta:
    rapport: dict[str, Any] = {"ivo_rapport:1": (dag, INTE)}
    return vantande(beviljad, **rapport)


def rapportdag(akten: Fakta) -> list[str]:
    return [f.dag.isoformat() for f in forfall(ivo_rapport_varje_kvartal, akten)]


@pytest.mark.parametrize(
    ("dag", "slut"),
    [
        ("2026-01-01", "2026-03-31"),
        ("2026-03-31", "2026-03-31"),
        ("2026-04-01", "2026-06-30"),
        ("2026-12-31", "2026-12-31"),
        ("2028-02-29", "2028-03-31"),
    ],
)
def test_kvartalets_sista_dag(dag: str, slut: str) -> None:
    assert kvartalets_slut(date.fromisoformat(dag)) == date.fromisoformat(slut)


@pytest.mark.parametrize(
    ("beviljad", "rapport"),
    [
        pytest.param("2025-12-31", "2026-04-14", id="tre månader nås kvartalets sista dag"),
        pytest.param("2026-01-01", "2026-07-14", id="dagen efter: nästa kvartal"),
        pytest.param("2025-11-30", "2026-04-14", id="månadens slut: 28 februari"),
        pytest.param("2026-08-10", "2027-01-14", id="över årsskiftet"),
    ],
)
def test_den_forsta_rapporten_galler_kvartalet_da_tre_manader_nas(
    beviljad: str, rapport: str
) -> None:
    assert rapportdag(vantande(beviljad)) == [rapport]


@pytest.mark.parametrize(
    ("rapporterat", "nasta"),
    [
        pytest.param("2026-03-20", "2026-07-14", id="i förväg: gäller det första kvartalet"),
        pytest.param("2026-04-10", "2026-07-14", id="i tid"),
        pytest.param("2026-06-29", "2026-07-14", id="sent"),
        pytest.param("2026-06-30", "2026-10-14", id="gäller också det andra kvartalet"),
        pytest.param("2026-10-05", "2027-01-14", id="tre kvartal på en gång"),
    ],
)
def test_rapporten_aterkommer_varje_kvartal(rapporterat: str, nasta: str) -> None:
    assert rapportdag(rapporterad("2025-12-15", rapporterat)) == [nasta]


@pytest.mark.parametrize(
    ("dag", "kalla"),
    [
        ("2025-06-30", "16 kap. 6 f–6 h §§ SoL (2001:453); tiden är lokal rutin"),
        ("2025-07-01", "34 kap. 1–3 §§ SoL (2025:400); tiden är lokal rutin"),
    ],
)
def test_lagrummet_foljer_dagen_som_vantan_borjade(dag: str, kalla: str) -> None:
    (vantad,) = expected((ivo_rapport_varje_kvartal,), vantande(dag), PROFIL).values()
    assert vantad.kalla == kalla
    assert vantad.forfall.termer[-1].kalla == "ivo_rapport_dagar"


def test_varje_led_till_rapportdagen_visas() -> None:
    (rapport,) = forfall(ivo_rapport_varje_kvartal, rapporterad("2025-12-15", "2026-04-10"))
    assert [t.slag for t in rapport.termer] == [
        "fran",
        "manader",
        "kvartal",
        "avtalad",
        "kvartal",
        "dagar",
    ]


@pytest.mark.parametrize(
    "akten",
    [
        pytest.param(vantande("2026-01-07", grund="utan_beslut"), id="inget beslut"),
        pytest.param(vantande("2026-01-07", tillstand="pagar"), id="den har börjat"),
        pytest.param(vantande("2026-01-07", tillstand="aterkallad"), id="den blev aldrig av"),
    ],
)
def test_bara_beviljade_insatser_som_vantar_rapporteras(akten: Fakta) -> None:
    assert rapportdag(akten) == []


def pausad(rapport_nr: int | None = None) -> Fakta:
    steg = {
        "starta_insats": Faktum(10, date(2026, 1, 12)),
        "pausa_insats": Faktum(20, date(2026, 2, 10)),
    }
    insats = delprocess(
        "insats", "pausad", sedan="2026-02-10", varden={"grund": "beslut"}, steg=steg
    )
    rapport = {"ivo_rapport:1": Faktum(rapport_nr, date(2026, 7, 1), INTE)} if rapport_nr else {}
    return fakta("utsatt", "verkstallighet", delprocesser=(insats,), fakta_=rapport)


def test_en_insats_som_legat_nere_rapporteras_fran_avbrottet() -> None:
    assert rapportdag(pausad()) == ["2026-07-14"]
    assert rapportdag(pausad(rapport_nr=30)) == ["2026-10-14"]
    assert rapportdag(pausad(rapport_nr=5)) == ["2026-07-14"], "rapporten gällde en tidigare väntan"


@pytest.mark.parametrize(
    ("galler", "nr", "dagar"),
    [
        ("inte_verkstallt", 30, ["2026-07-15"]),
        ("inte_verkstallt", 60, []),
        ("verkstallt", 30, []),
    ],
)
def test_nar_en_rapporterad_insats_borjar_rapporteras_det(
    galler: str, nr: int, dagar: list[str]
) -> None:
    steg = {"starta_insats": Faktum(50, date(2026, 7, 1))}
    insats = delprocess("insats", "pagar", varden={"grund": "beslut"}, steg=steg)
    rapport = {"ivo_rapport:1": Faktum(nr, date(2026, 6, 1), {"galler": galler})}
    akten = fakta("utsatt", "verkstallighet", delprocesser=(insats,), fakta_=rapport)
    funna = forfall(ivo_rapport_nar_insatsen_borjar, akten)
    assert [f.dag.isoformat() for f in funna] == dagar
    aldrig_rapporterad = fakta("utsatt", "verkstallighet", delprocesser=(insats,))
    assert forfall(ivo_rapport_nar_insatsen_borjar, aldrig_rapporterad) == []


@pytest.mark.parametrize(
    ("start", "kalla"),
    [
        ("2025-06-30", "16 kap. 6 f–6 h §§ SoL (2001:453); tiden är lokal rutin"),
        ("2025-07-01", "34 kap. 1–3 §§ SoL (2025:400); tiden är lokal rutin"),
    ],
)
def test_slutrapportens_lagrum_foljer_dagen_da_insatsen_borjade(start: str, kalla: str) -> None:
    steg = {"starta_insats": Faktum(50, date.fromisoformat(start))}
    insats = delprocess("insats", "pagar", varden={"grund": "beslut"}, steg=steg)
    rapport = {"ivo_rapport:1": Faktum(30, date(2025, 6, 1), INTE)}
    akten = fakta("utsatt", "verkstallighet", delprocesser=(insats,), fakta_=rapport)
    vantade = expected((ivo_rapport_nar_insatsen_borjar,), akten, PROFIL)
    assert [v.kalla for v in vantade.values()] == [kalla]
