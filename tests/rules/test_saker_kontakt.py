from datetime import date
from typing import Any

import pytest

from caseflow.engine.fakta import Fakta
from caseflow.rules.saker_kontakt import (
    saker_kontakt_ar_overenskommen,
    saker_kontakt_efter_atertaget_samtycke,
    saker_kontakt_efter_uteblivet,
    saker_kontakt_fornyas,
    samtycke_finns_att_aterta,
    uteblivet_i_anonym_kontakt,
)
from tests.faktabygge import delprocess, fakta, faktum, forfall, haller, lage


def test_saker_kontakt_ar_overenskommen() -> None:
    assert not haller(saker_kontakt_ar_overenskommen, lage(fakta("utsatt", "avvaktar")))
    akten = fakta("utsatt", "avvaktar", fakta_={"saker_kontakt": "2026-03-01"})
    assert haller(saker_kontakt_ar_overenskommen, lage(akten))


@pytest.mark.parametrize(("andamal", "svar"), [("samverkan", True), ("roja_behandling", False)])
def test_bara_ett_lamnat_samtycke_kan_tas_tillbaka(andamal: str, *, svar: bool) -> None:
    akten = fakta("utovare", "beslut", fakta_={"samtycke:samverkan": "2026-03-01"})
    assert haller(samtycke_finns_att_aterta, lage(akten, falt={"andamal": andamal})) is svar


@pytest.mark.parametrize(
    ("utfall", "antal"),
    [
        ("uteblivet", 1),
        ("avbokat_av_klient", 1),
        ("avbokat_av_verksamhet", 0),
        ("bokat", 0),
        ("genomfort", 0),
    ],
)
@pytest.mark.parametrize(
    ("dokumentation", "kontaktas"),
    [("full", True), ("radgivning_14_4", True), ("anonym_14_5", False)],
)
def test_ett_samtal_som_inte_blev_av_foljs_upp_sakert(
    utfall: str, antal: int, dokumentation: str, *, kontaktas: bool
) -> None:
    akten = fakta(
        "friyta",
        "pagar",
        steg={"registrera_akt": (None, {"dokumentation": dokumentation})},
        fakta_={"samtal": faktum("2024-02-28", seq=9, utfall=utfall)},
    )
    med, utan = (
        forfall(saker_kontakt_efter_uteblivet, akten),
        forfall(uteblivet_i_anonym_kontakt, akten),
    )
    assert (len(med), len(utan)) == ((antal, 0) if kontaktas else (0, antal))
    for ett in (*med, *utan):
        assert (ett.dag, ett.nyckel) == (date(2024, 2, 29), "9")


@pytest.mark.parametrize(
    ("akten", "dagar"),
    [
        (fakta("utsatt", "avvaktar"), []),
        (
            fakta(
                "utsatt",
                "avvaktar",
                fakta_={"saker_kontakt": ("2026-01-01", {"galler_till": "2026-06-30"})},
            ),
            [date(2026, 6, 30)],
        ),
        (
            fakta(
                "utsatt",
                "avslutat",
                fakta_={"saker_kontakt": ("2026-01-01", {"galler_till": "2026-06-30"})},
            ),
            [],
        ),
        (
            fakta(
                "utsatt",
                "avslutat",
                fakta_={"saker_kontakt": (None, {"galler_till": "2026-06-30"})},
                delprocesser=(delprocess("uppfoljning", "planerad"),),
            ),
            [date(2026, 6, 30)],
        ),
    ],
)
def test_uppgifterna_ses_over_sa_lange_de_behovs(akten: Fakta, dagar: list[date]) -> None:
    assert [f.dag for f in forfall(saker_kontakt_fornyas, akten)] == dagar


@pytest.mark.parametrize(
    ("slag", "uppgifter", "antal"),
    [
        ("utovare", {}, 0),
        ("utovare", {"samtycke_atertaget:roja_behandling": "2026-03-01"}, 1),
        ("partnerkontakt", {"samtycke_speglat:roja_behandling": (None, {"givet": False})}, 0),
        (
            "partnerkontakt",
            {"samtycke_speglat:roja_behandling": ("2026-03-01", {"givet": False})},
            1,
        ),
        (
            "partnerkontakt",
            {"samtycke_speglat:roja_behandling": ("2026-03-01", {"givet": True})},
            0,
        ),
    ],
)
def test_ett_atertaget_samtycke_ger_en_bevakning(
    slag: str, uppgifter: dict[str, Any], antal: int
) -> None:
    found = forfall(saker_kontakt_efter_atertaget_samtycke, fakta(slag, "pagar", fakta_=uppgifter))
    assert [f.dag for f in found] == [date(2026, 3, 2)] * antal
