"""Informationen om att det går att ansöka, och om rätten att tala inför nämnden."""

from datetime import date
from typing import Any

import pytest

from caseflow.engine.bevakning import expected
from caseflow.engine.fakta import Fakta
from caseflow.rules.information import information_om_ansokan, ratten_att_tala_infor_namnden
from tests.faktabygge import PROFIL, delprocess, fakta, forfall


@pytest.mark.parametrize(
    ("borjade", "dag"),
    [("2025-06-30", "2025-07-01"), ("2025-07-01", "2025-07-01"), ("2026-02-28", "2026-02-28")],
)
def test_friytans_forsta_dag_ar_sista_dagen_att_beratta(borjade: str, dag: str) -> None:
    """En friyta som redan pågick när lagen kom omfattas från lagens första dag."""
    i_akten = fakta("friyta", "pagar", sedan=borjade, inkom=borjade)
    i_arendet = fakta(
        "utsatt", "forhandsbedomning", delprocesser=(delprocess("friyta", "pagar", sedan=borjade),)
    )
    for akten in (i_akten, i_arendet):
        (vantad,) = expected((information_om_ansokan,), akten, PROFIL).values()
        assert (vantad.forfall.dag.isoformat(), vantad.kalla) == (dag, "11 kap. 6 § SoL (2025:400)")


def test_ocksa_en_insats_utan_beslut_foljs_av_informationen() -> None:
    utan = delprocess("insats", "pagar", varden={"grund": "utan_beslut"})
    med = delprocess("insats", "pagar", id_=2, varden={"grund": "beslut"})
    akten = fakta("utsatt", "verkstallighet", delprocesser=(utan, med))
    assert [f.delprocess for f in forfall(information_om_ansokan, akten)] == [1]


@pytest.mark.parametrize(
    "akten",
    [
        fakta("friyta", "pagar", fakta_={"information_11_6": "2026-03-10"}),
        fakta("friyta", "pagar", fakta_={"information": (None, {"innehall": ["insatser_11_6"]})}),
        fakta("friyta", "pagar", steg={"paborja_friyta": (None, {"informerad_11_6": True})}),
        fakta("friyta", "erbjuden"),
        fakta("friyta", "avslutad"),
    ],
)
def test_den_som_vet_eller_inte_har_borjat_behover_inget_mer(akten: Fakta) -> None:
    assert forfall(information_om_ansokan, akten) == []


def test_annan_information_racker_inte() -> None:
    annat: dict[str, Any] = {"information": (None, {"innehall": ["hjalplinje"]})}
    assert len(forfall(information_om_ansokan, fakta("friyta", "pagar", fakta_=annat))) == 1


@pytest.mark.parametrize(
    ("dag", "kalla"),
    [
        ("2025-06-30", "11 kap. 9 § SoL (2001:453)"),
        ("2025-07-01", "14 kap. 8 § SoL (2025:400)"),
        ("2028-02-29", "14 kap. 8 § SoL (2025:400)"),
    ],
)
def test_fore_beslutet_far_personen_veta_att_hen_far_tala_infor_namnden(
    dag: str, kalla: str
) -> None:
    akten = fakta("utsatt", "beslut", sedan=dag)
    (vantad,) = expected((ratten_att_tala_infor_namnden,), akten, PROFIL).values()
    assert (vantad.kalla, vantad.forfall.dag) == (kalla, date.fromisoformat(dag))


@pytest.mark.parametrize(
    ("tillstand", "uppgifter", "finns"),
    [
        ("utredning", {}, False),
        ("beslut", {}, True),
        ("beslut", {"kommunicering": (None, {"satt": "mote"})}, True),
        ("beslut", {"kommunicering": (None, {"muntligt_infor_namnden": True})}, False),
        ("beslut", {"information": (None, {"innehall": ["tala_infor_namnden"]})}, False),
    ],
)
def test_det_beratta_gors_i_kommuniceringen_eller_i_informationen(
    tillstand: str, uppgifter: dict[str, Any], *, finns: bool
) -> None:
    akten = fakta("utsatt", tillstand, fakta_=uppgifter)
    assert bool(forfall(ratten_att_tala_infor_namnden, akten)) is finns
