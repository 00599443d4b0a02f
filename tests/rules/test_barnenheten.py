"""Barnenhetens tider efter en orosanmälan: de räknas och visas, och bevakas aldrig här."""

from datetime import date

import pytest

from caseflow.engine.fakta import Fakta
from caseflow.processes import plikter_for
from caseflow.rules.barnenheten import (
    barnenhetens_besked,
    barnenhetens_forhandsbedomning,
    barnenhetens_skyddsbedomning,
    barnenhetens_tider,
    barnenhetens_utredning,
)
from caseflow.rules.rakning import sista_dag
from tests.faktabygge import PROFIL, fakta


def anmald(dag: str | None, barn: str = "barn_1") -> Fakta:
    varden = {"misstanke": "2026-01-01", **({"anmald": dag} if dag else {})}
    return fakta("utsatt", "utredning", fakta_={f"orosanmalan:{barn}": (dag, varden)})


def tider(dag: str) -> list[tuple[str, str, str]]:
    (enda,) = barnenhetens_tider(anmald(dag), PROFIL).values()
    return [(t.regel, t.dag.isoformat(), str(t.kalla)) for t in enda]


def test_fjorton_dagar_en_vecka_och_fyra_manader() -> None:
    assert tider("2026-02-14") == [
        ("barnenhetens_skyddsbedomning", "2026-02-14", "20 kap. 1 § SoL (2025:400)"),
        ("barnenhetens_forhandsbedomning", "2026-02-28", "20 kap. 2 § SoL (2025:400)"),
        ("barnenhetens_besked", "2026-03-07", "19 kap. 6 § SoL (2025:400)"),
        ("barnenhetens_utredning", "2026-06-28", "20 kap. 3 § SoL (2025:400)"),
    ]


def test_manadsslutet_klams() -> None:
    """Fjorton dagar efter den 17 oktober är den 31. Fyra månader efter den är sista februari."""
    assert tider("2026-10-17")[-1][1] == "2027-02-28"
    assert sista_dag(barnenhetens_utredning, date(2027, 10, 31), PROFIL) == date(2028, 2, 29)


@pytest.mark.parametrize(
    ("anmald_dag", "lagrum"),
    [
        ("2025-06-30", "11 kap. 1 a § SoL (2001:453)"),
        ("2025-07-01", "20 kap. 2 § SoL (2025:400)"),
    ],
)
def test_den_lag_som_gallde_nar_anmalan_gjordes(anmald_dag: str, lagrum: str) -> None:
    assert tider(anmald_dag)[1][2] == lagrum
    gammal = str(barnenhetens_skyddsbedomning.on(date(2025, 6, 30)).kalla)
    assert gammal == "11 kap. 1 a § SoL (2001:453)"
    assert str(barnenhetens_utredning.on(date(2025, 6, 30)).kalla) == "11 kap. 2 § SoL (2001:453)"


def test_besked_inom_en_vecka_galler_fran_den_15_januari_2026() -> None:
    assert barnenhetens_besked.wordings[0].since == date(2026, 1, 15)
    assert "barnenhetens_besked" not in [t[0] for t in tider("2025-12-31")]
    assert "barnenhetens_besked" in [t[0] for t in tider("2026-01-15")]


def test_utrakningen_visar_vad_den_bygger_pa() -> None:
    (enda,) = barnenhetens_tider(anmald("2026-02-14"), PROFIL).values()
    led = [(t.text, t.antal) for t in enda[-1].rakning.termer]
    assert [antal for _, antal in led] == [None, 14, 4]
    assert led[0][0] == "Orosanmälan"


def test_bara_en_gjord_anmalan_har_tider() -> None:
    assert barnenhetens_tider(anmald(None), PROFIL) == {}
    assert barnenhetens_tider(fakta("utsatt", "utredning"), PROFIL) == {}
    assert list(barnenhetens_tider(anmald("2026-02-14", "okant"), PROFIL)) == ["okant"]


def test_tiderna_bevakas_inte_i_den_vuxnas_arende() -> None:
    egna = {p.kod for p in plikter_for("utsatt")}
    assert not egna & {barnenhetens_forhandsbedomning.kod, barnenhetens_utredning.kod}
