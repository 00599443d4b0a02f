from dataclasses import replace
from typing import Any

import pytest

from caseflow.rules.avslut import (
    enkaten_ar_erbjuden,
    ingen_insats_ar_oppen,
    ingen_provning_ar_oppen,
    malet_ar_foljt_upp,
    uppfoljning_planeras_eller_har_skal,
)
from caseflow.rules.profil import Profil
from tests.faktabygge import PROFIL, delprocess, fakta, haller, lage


@pytest.mark.parametrize(
    ("tillstand", "svar"),
    [
        ("bestalld", False),
        ("vantar", False),
        ("pagar", False),
        ("pausad", False),
        ("genomford", True),
        ("avbruten", True),
        ("aterkallad", True),
    ],
)
def test_ingen_insats_lamnas_oppen(tillstand: str, *, svar: bool) -> None:
    akten = fakta("utsatt", "verkstallighet", delprocesser=(delprocess("insats", tillstand),))
    assert haller(ingen_insats_ar_oppen, lage(akten)) is svar


@pytest.mark.parametrize(
    ("tillstand", "svar"),
    [("ansokt", False), ("utreds", False), ("beslut", False), ("bifall", True), ("avslag", True)],
)
def test_ingen_provning_lamnas_oppen(tillstand: str, *, svar: bool) -> None:
    akten = fakta("utsatt", "verkstallighet", delprocesser=(delprocess("provning", tillstand),))
    assert haller(ingen_provning_ar_oppen, lage(akten)) is svar


@pytest.mark.parametrize(
    ("uppfoljt", "svar"), [(None, False), ("2026-02-01", False), ("2026-03-02", True)]
)
def test_malet_foljs_upp_under_insatsen(uppfoljt: str | None, *, svar: bool) -> None:
    akten = fakta(
        "utsatt",
        "verkstallighet",
        steg={"bevilja": "2026-03-01"},
        fakta_={"maluppfoljning": uppfoljt} if uppfoljt else {},
    )
    assert haller(malet_ar_foljt_upp, lage(akten)) is svar


@pytest.mark.parametrize(
    ("friyta", "insats", "enkat", "svar"),
    [
        (0, 4, False, True),
        (0, 5, False, False),
        (2, 3, False, False),
        (0, 5, True, True),
        (0, 0, False, True),
    ],
)
def test_enkaten_erbjuds_efter_fem_samtal(
    friyta: int, insats: int, *, enkat: bool, svar: bool
) -> None:
    akten = fakta(
        "utovare",
        "verkstallighet",
        delprocesser=(
            delprocess("friyta", "avslutad", id_=1, antal={"samtal:genomfort": friyta}),
            delprocess("insats", "genomford", id_=2, antal={"samtal:genomfort": insats}),
        ),
        antal={"samtal:uteblivet": 9},
        fakta_={"enkat": "2026-03-01"} if enkat else {},
    )
    assert haller(enkaten_ar_erbjuden, lage(akten)) is svar


def test_samtal_fran_en_tidigare_omgang_raknas_inte() -> None:
    gammal = delprocess("insats", "genomford", antal={"samtal:genomfort": 20})
    akten = fakta(
        "utovare",
        "verkstallighet",
        delprocesser=(gammal,),
        steg={"ateraktualisera": "2026-03-01", "bevilja": "2026-03-02"},
    )
    assert haller(enkaten_ar_erbjuden, lage(akten))


UTAN_PUNKTER = replace(PROFIL, uppfoljningar=())


@pytest.mark.parametrize(
    ("insats", "profil", "falt", "svar"),
    [
        pytest.param(None, UTAN_PUNKTER, {}, True, id="ingen insats"),
        pytest.param("aterkallad", UTAN_PUNKTER, {}, False, id="också när den aldrig började"),
        pytest.param("genomford", PROFIL, {}, True, id="uppföljningar planeras"),
        pytest.param("genomford", UTAN_PUNKTER, {}, False, id="inget att planera, inget skäl"),
        pytest.param("avbruten", UTAN_PUNKTER, {"uppfoljning_skal": True}, True, id="skäl"),
    ],
)
def test_uppfoljning_planeras_eller_far_ett_skal(
    insats: str | None, profil: Profil, falt: dict[str, Any], *, svar: bool
) -> None:
    delar = (delprocess("insats", insats),) if insats else ()
    provas = lage(fakta("utsatt", "verkstallighet", delprocesser=delar), profil=profil, falt=falt)
    assert haller(uppfoljning_planeras_eller_har_skal, provas) is svar
