"""Underrättelsen om varje beslut, och när namnen i den får utelämnas."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from caseflow.engine.bevakning import expected
from caseflow.engine.fakta import Fakta, Faktum
from caseflow.rules.underrattelse import beslutet_meddelas, namn_utelamnas_bara_vid_hot
from tests.faktabygge import PROFIL, delprocess, fakta, forfall, haller, lage


@pytest.mark.parametrize(
    "kod", ["bevilja", "bevilja_delvis", "avsla", "avsluta_utan_insats", "bevilja_akut_skydd"]
)
def test_personen_underrattas_om_varje_beslut(kod: str) -> None:
    (funnet,) = forfall(beslutet_meddelas, fakta("utsatt", "beslut", steg={kod: "2026-02-27"}))
    assert (funnet.dag, funnet.raknas_fran) == (date(2026, 3, 2), date(2026, 2, 27))
    assert funnet.termer[-1].kalla == "underrattelse_dagar"


@pytest.mark.parametrize("kod", ["bifall_ansokan", "bifall_delvis", "avsla_ansokan"])
def test_ocksa_om_besluten_i_en_provning(kod: str) -> None:
    provning = delprocess("provning", "bifall", steg={kod: "2026-02-27"})
    akten = fakta("utsatt", "verkstallighet", delprocesser=(provning,))
    assert [f.dag for f in forfall(beslutet_meddelas, akten)] == [date(2026, 3, 2)]


@pytest.mark.parametrize(("utfall", "finns"), [("star_fast", False), ("andras_helt", True)])
def test_en_omprovning_meddelas_nar_beslutet_andras(utfall: str, *, finns: bool) -> None:
    steg: dict[str, Any] = {"omprova_beslut": ("2026-02-27", {"utfall": utfall})}
    akten = fakta(
        "utsatt", "avslutat", delprocesser=(delprocess("overklagande", "omprovat", steg=steg),)
    )
    assert bool(forfall(beslutet_meddelas, akten)) is finns


@pytest.mark.parametrize("besked", ["underrattelse_om_beslut", "delfaende"])
def test_beskedet_galler_besluten_fore_det(besked: str) -> None:
    gjort = fakta("utsatt", "beslut", steg={"avsla": "2026-03-02"}, fakta_={besked: "2026-03-03"})
    assert forfall(beslutet_meddelas, gjort) == []
    senare = fakta("utsatt", "beslut", steg={"avsla": "2026-03-04"}, fakta_={besked: "2026-03-03"})
    assert len(forfall(beslutet_meddelas, senare)) == 1


def test_gamla_beslut_i_ett_importerat_arende_vacker_ingen() -> None:
    akten = fakta(
        "utsatt",
        "verkstallighet",
        steg={"bevilja": "2025-03-02"},
        fakta_={"genomgang": "2026-03-03"},
    )
    assert forfall(beslutet_meddelas, akten) == []


@pytest.mark.parametrize(("dag", "antal"), [("2018-06-30", 0), ("2018-07-01", 1)])
def test_skyldigheten_galler_fran_forvaltningslagens_forsta_dag(dag: str, antal: int) -> None:
    akten: Fakta = replace(
        fakta("utsatt", "beslut"), steg={"avsla": Faktum(2, date.fromisoformat(dag))}
    )
    vantade = expected((beslutet_meddelas,), akten, PROFIL)
    assert len(vantade) == antal
    assert {v.kalla for v in vantade.values()} <= {"33 § FL (2017:900); tiden är lokal rutin"}


@pytest.mark.parametrize(
    ("nar", "falt", "svar"),
    [
        ("2025-07-01", {"val": "skrivs_ut"}, True),
        ("2025-07-01", {"val": "utelamnas", "skal": True}, False),
        ("2025-07-02", {"val": "utelamnas", "skal": True}, True),
        ("2025-07-02", {"val": "utelamnas"}, False),
        ("2025-07-02", {"val": "skrivs_ut"}, True),
    ],
)
def test_namn_utelamnas_bara_vid_hot_fran_den_2_juli_2025(
    nar: str, falt: dict[str, Any], *, svar: bool
) -> None:
    provas = lage(fakta("utsatt", "beslut"), nar=nar, falt=falt)
    assert haller(namn_utelamnas_bara_vid_hot, provas) is svar
