from dataclasses import replace
from datetime import date

import pytest

from caseflow.engine.fakta import Delprocess
from caseflow.rules.insats import korta_beslut_ses_over
from tests.faktabygge import delprocess, fakta, faktum, forfall


def boende(id_: int, start: str, slut: str, form: str = "skyddat_boende") -> Delprocess:
    varden = {"grund": "beslut", "form": form, "till_och_med": slut}
    return replace(delprocess("insats", "pagar", id_=id_, sedan=start, varden=varden), seq=id_)


@pytest.mark.parametrize(
    ("delar", "barn", "dagar"),
    [
        pytest.param(
            (boende(1, "2026-03-01", "2026-03-08"), boende(2, "2026-03-08", "2026-03-15")),
            True,
            [date(2026, 3, 8)],
            id="två korta i följd",
        ),
        pytest.param(
            (boende(1, "2026-03-01", "2026-03-08"), boende(2, "2026-03-08", "2026-03-15")),
            False,
            [],
            id="inga barn",
        ),
        pytest.param(
            (boende(1, "2026-03-01", "2026-03-15"), boende(2, "2026-03-15", "2026-03-22")),
            True,
            [],
            id="fjorton dagar är inte kort",
        ),
        pytest.param(
            (boende(1, "2026-03-01", "2026-03-08"), boende(2, "2026-03-08", "2026-03-15", "grupp")),
            True,
            [],
            id="bara skyddat boende",
        ),
        pytest.param((boende(1, "2026-03-01", "2026-03-08"),), True, [], id="ett ensamt"),
    ],
)
def test_korta_beslut_i_foljd_for_en_familj(
    delar: tuple[Delprocess, ...], *, barn: bool, dagar: list[date]
) -> None:
    akten = replace(
        fakta("utsatt", "verkstallighet", delprocesser=delar),
        fakta={"barn:barn_1": faktum()} if barn else {},
    )
    assert [f.dag for f in forfall(korta_beslut_ses_over, akten)] == dagar
    assert forfall(korta_beslut_ses_over, replace(akten, avslutad=True)) == []
