from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from caseflow.rules.omgang import (
    beviljande,
    genomforda_samtal,
    i_omgangen,
    inkommen_dag,
    lagets_dag,
    senaste_steg,
)
from tests.faktabygge import delprocess, fakta, faktum


@pytest.mark.parametrize(
    ("steg", "senast"),
    [
        ({}, None),
        ({"bevilja": "2026-03-01"}, date(2026, 3, 1)),
        ({"bevilja": "2026-03-01", "bevilja_delvis": "2026-04-01"}, date(2026, 4, 1)),
        ({"bevilja": "2026-05-01", "bevilja_delvis": "2026-04-01"}, date(2026, 5, 1)),
    ],
)
def test_det_senaste_beslutet_galler(steg: dict[str, Any], senast: date | None) -> None:
    beslut = beviljande(fakta("utsatt", "verkstallighet", steg=steg))
    assert (beslut.dag if beslut else None) == senast
    assert senaste_steg(fakta("utsatt", "verkstallighet", steg=steg), "avsla") is None


def test_delprocesser_fran_en_tidigare_omgang_hor_inte_hit() -> None:
    forr = delprocess("insats", "genomford", id_=1, antal={"samtal:genomfort": 7})
    nu = replace(delprocess("insats", "pagar", id_=2, antal={"samtal:genomfort": 2}), seq=40)
    akten = fakta(
        "utsatt",
        "verkstallighet",
        steg={"ateraktualisera": faktum("2026-01-01", seq=30)},
        delprocesser=(forr, nu),
    )
    assert i_omgangen(akten, "insats") == (nu,)
    assert genomforda_samtal(akten) == 2


@pytest.mark.parametrize(
    ("sedan", "inkom", "lage", "inkommen"),
    [
        ("2026-03-10", "2026-03-07", "2026-03-10", "2026-03-07"),
        ("2026-03-10", None, "2026-03-10", "2026-03-10"),
        (None, "2026-03-07", "2026-03-07", "2026-03-07"),
        (None, None, None, None),
    ],
)
def test_dagen_som_tider_raknas_fran(
    sedan: str | None, inkom: str | None, lage: str | None, inkommen: str | None
) -> None:
    akten = fakta("utsatt", "aktualiserad", sedan=sedan, inkom=inkom)
    assert lagets_dag(akten) == (date.fromisoformat(lage) if lage else None)
    assert inkommen_dag(akten) == (date.fromisoformat(inkommen) if inkommen else None)
