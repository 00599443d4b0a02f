"""Det som stod öppet när socialtjänstlagen byttes: vilka dagar och lagrum som visas, före och efter."""

from datetime import date

import pytest

from caseflow.engine.bevakning import Nyckel, Oppen, Vantad, expected
from caseflow.engine.fakta import Fakta
from caseflow.engine.regelbyte import Jamforelse, Orsak, Regelbyte, beginning, compare
from caseflow.processes import REGLER, plikter_for
from tests.faktabygge import PROFIL, delprocess, fakta

FORE, BYTET = date(2025, 6, 30), date(2025, 7, 1)
BYTE = Regelbyte(FORE, BYTET)
GAMLA, NYA = "16 kap. 6 f § SoL (2001:453)", "34 kap. 1 § SoL (2025:400)"
IDAG = date(2025, 7, 14)
EJ_VERKSTALLT: Nyckel = ("ej_verkstallt", "1")


def beviljad(dag: str) -> Fakta:
    """En insats som beviljades en dag och inte har börjat."""
    insats = delprocess("insats", "bestalld", sedan=dag, oppnad=dag, varden={"grund": "beslut"})
    return fakta("utovare", "verkstallighet", sedan=dag, inkom=dag, delprocesser=(insats,))


def oppet(kand: Fakta) -> dict[Nyckel, Vantad]:
    return expected(plikter_for("utovare"), kand, PROFIL)


def jamford(kand: Fakta) -> Jamforelse:
    fore = oppet(kand)
    oppna = [
        Oppen(nr, *nyckel, v.forfall.dag, v.forfall.fonster_fran, v.forfall.yttersta_dag)
        for nr, (nyckel, v) in enumerate(fore.items(), start=1)
    ]
    return compare(
        plikter_for("utovare"), kand, PROFIL, oppna=oppna, fore=fore, byte=BYTE, dag=IDAG
    )


@pytest.mark.parametrize(
    ("beviljades", "lagrum"), [("2025-06-30", GAMLA), ("2025-07-01", NYA), ("2025-07-02", NYA)]
)
def test_lagrummet_ar_det_som_gallde_dagen_det_raknas_fran(beviljades: str, lagrum: str) -> None:
    assert oppet(beviljad(beviljades))[EJ_VERKSTALLT].kalla == lagrum


def test_rapporten_som_vantar_kan_foras_till_det_nya_lagrummet_med_samma_dag() -> None:
    made = jamford(beviljad("2025-06-20"))
    andrad = next(r for r in made.rader if r.key == EJ_VERKSTALLT)
    assert andrad.fore is not None
    assert andrad.efter is not None
    assert (andrad.fore.kalla, andrad.efter.kalla) == (GAMLA, NYA)
    assert andrad.fore.forfall.dag == andrad.efter.forfall.dag == date(2025, 9, 20)
    assert not andrad.dagen_andras
    assert made.orsaker[EJ_VERKSTALLT] is Orsak.LYDELSE


def test_det_som_raknas_fran_den_nya_lagens_tid_andras_inte() -> None:
    assert EJ_VERKSTALLT not in jamford(beviljad("2025-07-01")).orsaker


@pytest.mark.parametrize(
    ("fran", "till", "med"),
    [
        ("2025-06-29", "2025-06-30", False),
        ("2025-06-30", "2025-07-01", True),
        ("2025-07-01", "2025-07-02", False),
    ],
)
def test_en_lydelse_hor_till_perioden_som_den_borjar_i(fran: str, till: str, *, med: bool) -> None:
    byte = Regelbyte(date.fromisoformat(fran), date.fromisoformat(till))
    borjar = {one.regel.kod: one for one in beginning(REGLER.values(), byte)}
    assert ("ej_verkstallt" in borjar) is med
    if med:
        assert borjar["ej_verkstallt"].samma_innehall
