"""När en akt tidigast gallras, och allt som hindrar det."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from caseflow.engine.fakta import Fakta, Varde
from caseflow.rules.gallring import (
    GALLRINGSHINDER,
    frist_for_gallring,
    frist_for_gallring_av_barnutredning,
    frist_for_gallring_nar_inget_inleddes,
    gallringen_ska_vara_klar,
    gallringstiden_har_gatt,
    personen_ar_inte_i_forskningsurvalet,
    stoppet_finns_att_hava,
    tidigast_gallring,
)
from caseflow.rules.rakning import Rakning, sista_dag
from tests.faktabygge import PROFIL, delprocess, fakta, haller, lage

PROVAT: dict[str, Varde] = {
    "sista_anteckning": "2026-03-10",
    "fodd": "1980-02-02",
    "fodelsedag_i_manaden": 2,
    "andra_uppgifter": "nej",
}
SENARE = date(2031, 3, 10)


def avslutad(**givet: Any) -> Fakta:
    return fakta("utsatt", "avslutat", sedan="2026-03-10", inkom="2026-01-10", **givet)


def hindren(akten: Fakta, dag: date = SENARE, **andrat: Varde) -> set[str]:
    provning = tidigast_gallring(akten, PROFIL, dag, PROVAT | andrat)
    return {h.regel for h in provning.hindren}


def test_fem_ar_efter_den_sista_anteckningen_och_klart_till_arets_slut_darpa() -> None:
    provning = tidigast_gallring(avslutad(), PROFIL, SENARE, PROVAT)
    assert provning.tidigast is not None
    assert provning.tidigast.dag == date(2031, 3, 10)
    assert provning.senast == date(2032, 12, 31)
    assert provning.kan_gallras
    fran, fem_ar = provning.tidigast.termer
    assert (fran.text, fran.dag) == ("Sista anteckningen", date(2026, 3, 10))
    assert (fem_ar.antal, fem_ar.kalla) == (60, "16 kap. 1 § SoL (2025:400)")


def test_dagen_innan_hindrar_tiden() -> None:
    assert hindren(avslutad(), SENARE - timedelta(days=1)) == {"gallringstiden_har_gatt"}


def test_en_skottdag_raknas_till_manadens_sista_dag() -> None:
    assert sista_dag(frist_for_gallring, date(2028, 2, 29), PROFIL) == date(2033, 2, 28)
    assert sista_dag(frist_for_gallring_nar_inget_inleddes, date(2028, 2, 29), PROFIL) == date(
        2033, 2, 28
    )


@pytest.mark.parametrize(
    ("dag", "kalla"),
    [
        ("2025-06-30", "12 kap. 1 § SoL (2001:453)"),
        ("2025-07-01", "16 kap. 1 § SoL (2025:400)"),
    ],
)
def test_lagen_som_galler_vid_gallringen_styr_ocksa_gamla_anteckningar(
    dag: str, kalla: str
) -> None:
    akten = fakta("utsatt", "avslutat", sedan="2015-01-31")
    given = PROVAT | {"sista_anteckning": "2015-01-31"}
    tidigast = tidigast_gallring(akten, PROFIL, date.fromisoformat(dag), given).tidigast
    assert tidigast is not None
    assert tidigast.dag == date(2020, 1, 31)
    assert tidigast.termer[-1].kalla == kalla
    assert str(gallringstiden_har_gatt.on(date.fromisoformat(dag)).kalla) == kalla


def test_det_ingen_har_svarat_pa_hindrar() -> None:
    provning = tidigast_gallring(avslutad(), PROFIL, SENARE)
    assert {h.regel for h in provning.hindren} == {
        "gallringstiden_har_gatt",
        "inga_andra_uppgifter_om_personen",
        "barnutredningen_har_natt_sin_tid",
        "personen_ar_inte_i_forskningsurvalet",
    }
    assert not provning.kan_gallras
    assert all(h.text and h.gor_nu and h.kalla for h in provning.hindren)


def test_andra_uppgifter_om_personen_haller_kvar_akten() -> None:
    assert hindren(avslutad(), andra_uppgifter="ja") == {"inga_andra_uppgifter_om_personen"}


def test_en_oppen_akt_har_ingen_gallringsdag() -> None:
    akten = fakta("utsatt", "verkstallighet")
    provning = tidigast_gallring(akten, PROFIL, SENARE, PROVAT)
    assert provning.tidigast is None
    assert {h.regel for h in provning.hindren} == {"akten_ar_avslutad"}


def test_en_uppfoljning_som_aterstar_ar_ocksa_oppen() -> None:
    akten = avslutad(delprocesser=(delprocess("uppfoljning", "planerad"),))
    assert hindren(akten) == {"akten_ar_avslutad"}


def test_ett_oppet_overklagande_och_ett_stopp_hindrar() -> None:
    assert hindren(avslutad(delprocesser=(delprocess("overklagande", "overlamnat"),))) == {
        "inget_overklagande_ar_oppet"
    }
    assert hindren(avslutad(delprocesser=(delprocess("overklagande", "avgjort"),))) == set()
    assert hindren(avslutad(fakta_={"gallringsstopp": ("2026-03-10", {"skal": True})})) == {
        "ingen_har_stoppat_gallringen"
    }


def test_ett_barn_i_skyddat_boende_gor_att_akten_aldrig_gallras() -> None:
    med_barn = delprocess(
        "insats", "genomford", varden={"form": "skyddat_boende", "barn_foljer_med": "ja"}
    )
    provning = tidigast_gallring(
        avslutad(delprocesser=(med_barn,)), PROFIL, date(2099, 1, 1), PROVAT
    )
    assert provning.aldrig
    assert provning.tidigast is None
    assert {h.regel for h in provning.hindren} >= {"inget_barn_har_varit_placerat"}


@pytest.mark.parametrize(
    ("kommunkod", "aldrig"),
    [
        ("0580", True),
        ("0980", True),
        ("2281", True),
        ("1480", True),
        ("1481", False),
        ("0180", False),
        ("", False),
    ],
)
def test_nagra_lan_och_goteborg_behaller_allt(kommunkod: str, *, aldrig: bool) -> None:
    profil = replace(PROFIL, kommunkod=kommunkod)
    assert tidigast_gallring(avslutad(), profil, SENARE, PROVAT).aldrig is aldrig


def test_en_kommun_kan_valja_att_behalla_allt() -> None:
    profil = replace(PROFIL, gallring_bevarar_allt=True)
    assert tidigast_gallring(avslutad(), profil, SENARE, PROVAT).aldrig


@pytest.mark.parametrize(
    ("fodelsedag", "svar"),
    [(4, True), (5, False), (6, True), (15, False), (25, False), (None, False)],
)
def test_den_som_ar_fodd_den_femte_femtonde_eller_tjugofemte_behalls(
    fodelsedag: int | None, *, svar: bool
) -> None:
    for dag in ("2025-06-30", "2025-07-01"):
        provas = lage(avslutad(), nar=dag, falt={"fodelsedag_i_manaden": fodelsedag})
        assert haller(personen_ar_inte_i_forskningsurvalet, provas) is svar


@pytest.mark.parametrize(
    ("avslutades", "tidigast"),
    [("2026-01-14", "2031-01-14"), ("2026-01-15", "2040-06-01")],
)
def test_en_barnutredning_behalls_till_trettioarsdagen_om_den_inte_var_avslutad_fore(
    avslutades: str, tidigast: str
) -> None:
    akten = fakta("utsatt", "avslutat", sedan=avslutades, inkom="2025-12-01")
    given = PROVAT | {"sista_anteckning": avslutades, "fodd": "2010-06-01"}
    provning = tidigast_gallring(akten, PROFIL, date(2040, 5, 31), given)
    assert provning.tidigast is not None
    assert provning.tidigast.dag == date.fromisoformat(tidigast)
    dagen_fore = {h.regel for h in provning.hindren}
    assert ("barnutredningen_har_natt_sin_tid" in dagen_fore) is (tidigast == "2040-06-01")
    pa_dagen = tidigast_gallring(akten, PROFIL, date(2040, 6, 1), given)
    assert pa_dagen.kan_gallras


def test_den_som_var_vuxen_nar_arendet_kom_in_har_fem_ar() -> None:
    akten = fakta("utsatt", "avslutat", sedan="2026-03-10", inkom="2026-01-10")
    assert hindren(akten, fodd="2008-01-10") == set()
    assert hindren(akten, fodd="2008-01-11") == {
        "gallringstiden_har_gatt",
        "barnutredningen_har_natt_sin_tid",
    }


def test_trettioarsregeln_finns_fran_den_15_januari_2026() -> None:
    assert frist_for_gallring_av_barnutredning.wordings[0].since == date(2026, 1, 15)
    assert sista_dag(frist_for_gallring_av_barnutredning, date(2026, 2, 28), PROFIL) == date(
        2056, 2, 28
    )


def test_klart_till_arsskiftet_efter_ocksa_pa_nyarsafton() -> None:
    fran = Rakning.fran(date(2031, 12, 31), "Tiden har gått")
    assert fran.enligt(gallringen_ska_vara_klar, PROFIL).dag == date(2032, 12, 31)


def test_varje_hinder_har_bade_gammal_och_ny_lag_eller_ar_enhetens_eget() -> None:
    for regel in GALLRINGSHINDER:
        assert regel.wordings[-1].brister
        assert regel.wordings[-1].gor_nu


def test_bara_ett_stopp_som_galler_kan_havas() -> None:
    stoppad = avslutad(fakta_={"gallringsstopp": ("2026-03-10", {"skal": True})})
    assert haller(stoppet_finns_att_hava, lage(stoppad))
    assert not haller(stoppet_finns_att_hava, lage(avslutad()))
