"""Barn som följer med till skyddat boende: domstolens frister, övervägandena och den namngivna personen."""

from datetime import date
from typing import Any

import pytest

from caseflow.engine.bevakning import expected
from caseflow.engine.fakta import Fakta
from caseflow.engine.rule import Rule
from caseflow.rules.barn_i_boende import (
    ansok_om_barnets_insats,
    barnet_har_en_namngiven_person,
    barnets_insats_borjar,
    frist_for_ansokan_om_barnets_insats,
    frist_for_att_borja_barnets_insats,
    frist_for_overvagande,
    frist_for_overvagande_av_barnets_skydd,
    frist_for_understallning,
    overvag_barnets_insats,
    overvag_barnets_skydd,
    understall_barnets_insats,
)
from caseflow.rules.rakning import sista_dag
from tests.faktabygge import PROFIL, delprocess, fakta, forfall

DOMSTOLENS = (understall_barnets_insats, ansok_om_barnets_insats)


@pytest.mark.parametrize(
    ("frist", "fran", "sista"),
    [
        (frist_for_understallning, "2024-04-01", "2024-04-08"),
        (frist_for_understallning, "2024-12-27", "2025-01-03"),
        (frist_for_understallning, "2028-02-22", "2028-02-29"),
        (frist_for_ansokan_om_barnets_insats, "2024-04-01", "2024-05-13"),
        (frist_for_ansokan_om_barnets_insats, "2026-01-31", "2026-03-14"),
        (frist_for_ansokan_om_barnets_insats, "2028-01-18", "2028-02-29"),
        (frist_for_att_borja_barnets_insats, "2024-04-01", "2024-04-29"),
        (frist_for_att_borja_barnets_insats, "2028-02-01", "2028-02-29"),
        (frist_for_overvagande, "2024-04-01", "2024-10-01"),
        (frist_for_overvagande, "2025-08-31", "2026-02-28"),
        (frist_for_overvagande, "2027-08-31", "2028-02-29"),
        (frist_for_overvagande_av_barnets_skydd, "2024-04-01", "2024-10-01"),
        (frist_for_overvagande_av_barnets_skydd, "2025-08-31", "2026-02-28"),
    ],
)
def test_fristerna_for_barn_i_skyddat_boende(frist: Rule[Any], fran: str, sista: str) -> None:
    assert sista_dag(frist, date.fromisoformat(fran), PROFIL) == date.fromisoformat(sista)


def i_boende(
    vardnad: str = "samtycke",
    *,
    form: str = "skyddat_boende",
    barn: str = "ja",
    tillstand: str = "pagar",
    dag: str = "2026-03-02",
    start: str | None = None,
    fakta_: dict[str, Any] | None = None,
) -> Fakta:
    varden = {"form": form, "barn_foljer_med": barn, "vardnadshavare": vardnad}
    steg: dict[str, Any] = {"starta_insats": start} if start else {}
    boende = delprocess(
        "insats", tillstand, sedan=start or dag, oppnad=dag, varden=varden, steg=steg
    )
    return fakta("utsatt", "utredning", delprocesser=(boende,), fakta_=fakta_)


@pytest.mark.parametrize(
    ("vardnad", "understalls", "ansoks"),
    [
        ("ensam", False, False),
        ("samtycke", False, False),
        ("ansokan_hos_domstol", False, True),
        ("omedelbar_insats", True, True),
    ],
)
def test_domstolens_frister_beror_pa_vardnaden(
    vardnad: str, *, understalls: bool, ansoks: bool
) -> None:
    akten = i_boende(vardnad)
    assert bool(forfall(understall_barnets_insats, akten)) is understalls
    assert bool(forfall(ansok_om_barnets_insats, akten)) is ansoks
    (overvagande,) = forfall(overvag_barnets_insats, akten)
    assert overvagande.dag == overvagande.yttersta_dag == date(2026, 9, 2)


@pytest.mark.parametrize(
    "akten",
    [
        pytest.param(i_boende("omedelbar_insats", barn="nej"), id="inga barn följer med"),
        pytest.param(i_boende("omedelbar_insats", form="individuell"), id="annan insats"),
        pytest.param(i_boende("omedelbar_insats", tillstand="genomford"), id="boendet är slut"),
        pytest.param(i_boende("omedelbar_insats", dag="2024-03-31"), id="dagen före lagen"),
        pytest.param(fakta("utsatt", "utredning"), id="ingen insats"),
    ],
)
def test_utan_barn_i_pagaende_skyddat_boende_finns_inga_frister(akten: Fakta) -> None:
    for plikt in (*DOMSTOLENS, overvag_barnets_insats):
        assert expected((plikt,), akten, PROFIL) == {}


def test_pa_lagens_forsta_dag_finns_fristerna() -> None:
    akten = i_boende("omedelbar_insats", dag="2024-04-01")
    vantade = expected((*DOMSTOLENS, overvag_barnets_insats), akten, PROFIL)
    assert [v.forfall.dag.isoformat() for v in vantade.values()] == [
        "2024-04-08",
        "2024-05-13",
        "2024-10-01",
    ]


def test_tva_boenden_har_var_sin_frist() -> None:
    falt = {"form": "skyddat_boende", "barn_foljer_med": "ja", "vardnadshavare": "omedelbar_insats"}
    delar = (
        delprocess("insats", "pagar", id_=1, sedan="2026-03-02", varden=falt),
        delprocess("insats", "bestalld", id_=2, sedan="2026-03-05", varden=falt),
    )
    frister = forfall(understall_barnets_insats, fakta("utsatt", "utredning", delprocesser=delar))
    assert [(f.delprocess, f.dag) for f in frister] == [
        (1, date(2026, 3, 9)),
        (2, date(2026, 3, 12)),
    ]


@pytest.mark.parametrize(
    ("dag", "kalla"),
    [
        ("2024-04-01", "5 kap. 3 § lagen om barn i skyddat boende (2024:79)"),
        ("2025-06-30", "5 kap. 3 § lagen om barn i skyddat boende (2024:79)"),
        ("2025-07-01", "22 kap. 13 § SoL (2025:400)"),
    ],
)
def test_overvagandet_har_sitt_lagrum_varje_dag(dag: str, kalla: str) -> None:
    vantade = expected((overvag_barnets_insats,), i_boende(dag=dag), PROFIL)
    assert [v.kalla for v in vantade.values()] == [kalla]
    assert str(frist_for_overvagande.on(date.fromisoformat(dag)).kalla) == kalla


def test_de_sex_veckorna_raknas_fran_placeringens_borjan() -> None:
    """Beslutet den 2 mars; barnet kom dit den 5. Innan det är känt räknas den säkra vägen, från beslutet."""
    (fore,) = forfall(ansok_om_barnets_insats, i_boende("omedelbar_insats", tillstand="vantar"))
    (efter,) = forfall(ansok_om_barnets_insats, i_boende("omedelbar_insats", start="2026-03-05"))
    assert (fore.dag, fore.raknas_fran) == (date(2026, 4, 13), date(2026, 3, 2))
    assert (efter.dag, efter.raknas_fran) == (date(2026, 4, 16), date(2026, 3, 5))
    assert efter.termer[0].text == "Placeringen började"


def test_en_placering_fore_beslutet_ger_kortare_tid() -> None:
    """Hon kom dit på natten; beslutet skrevs dagen efter. Underställningen räknas från beslutet."""
    akten = i_boende("omedelbar_insats", dag="2026-03-02", start="2026-03-01")
    assert [f.dag for f in forfall(ansok_om_barnets_insats, akten)] == [date(2026, 4, 12)]
    assert [f.dag for f in forfall(understall_barnets_insats, akten)] == [date(2026, 3, 9)]


def test_det_som_ar_gjort_hos_domstolen_bevakas_inte() -> None:
    gjort: dict[str, Any] = {
        "understallning_av_barnets_insats:1": "2026-03-04",
        "ansokan_om_barnets_insats:1": "2026-03-20",
    }
    akten = i_boende("omedelbar_insats", fakta_=gjort)
    assert [forfall(plikt, akten) for plikt in DOMSTOLENS] == [[], []]


@pytest.mark.parametrize(
    ("utfall", "ansoks"), [("galler", True), ("upphavd", False), ("beviljad", False)]
)
def test_domstolens_besked_avgor_om_ansokan_behovs(utfall: str, *, ansoks: bool) -> None:
    besked = {"domstolens_besked_om_barnet:1": ("2026-03-10", {"utfall": utfall})}
    akten = i_boende("omedelbar_insats", fakta_=besked)
    assert bool(forfall(ansok_om_barnets_insats, akten)) is ansoks


@pytest.mark.parametrize("tillstand", ["bestalld", "vantar"])
def test_en_beviljad_insats_for_barnet_borjar_inom_fyra_veckor(tillstand: str) -> None:
    besked = {"domstolens_besked_om_barnet:1": ("2026-03-10", {"utfall": "beviljad"})}
    (borjar,) = forfall(barnets_insats_borjar, i_boende(tillstand=tillstand, fakta_=besked))
    assert borjar.dag == borjar.yttersta_dag == date(2026, 4, 7)
    pagar = i_boende(start="2026-03-12", fakta_=besked)
    assert forfall(barnets_insats_borjar, pagar) == []


def test_overvagandet_aterkommer_var_sjatte_manad() -> None:
    """Ett övervägande startar tiden på nytt, och det som var öppet är ett annat än det som följer."""
    (forsta,) = forfall(overvag_barnets_insats, i_boende(start="2026-03-02"))
    gjort = {"overvagande:1": ("2026-08-31", {"utfall": "behovs"})}
    (andra,) = forfall(overvag_barnets_insats, i_boende(start="2026-03-02", fakta_=gjort))
    assert (forsta.dag, andra.dag) == (date(2026, 9, 2), date(2027, 2, 28))
    assert forsta.nyckel != andra.nyckel
    assert andra.termer[0].text == "Det senaste övervägandet"


@pytest.mark.parametrize(
    ("hur", "dagar"),
    [("beslutat", ["2026-09-10"]), ("fortsatter", ["2026-09-10"]), ("upphor", [])],
)
def test_hemlig_vistelseort_overvags_tills_den_upphor(hur: str, dagar: list[str]) -> None:
    skydd = {"barnets_skydd:vistelseort": ("2026-03-10", {"hur": hur})}
    funna = forfall(overvag_barnets_skydd, i_boende(fakta_=skydd))
    assert [f.dag.isoformat() for f in funna] == dagar
    slut = i_boende(tillstand="genomford", fakta_=skydd)
    assert forfall(overvag_barnets_skydd, slut) == []


def test_varje_barn_som_bor_dar_har_en_namngiven_person() -> None:
    barnen: dict[str, Any] = {
        "barn:barn_1": (None, {"boende": "hos_personen"}),
        "barn:barn_2": (None, {"boende": "vaxelvis"}),
        "barn:barn_3": (None, {"boende": "hos_andra_foraldern"}),
    }
    akten = i_boende(start="2026-03-02", fakta_=barnen)
    assert [f.nyckel for f in forfall(barnet_har_en_namngiven_person, akten)] == [
        "1:barn_1",
        "1:barn_2",
    ]
    barnen["namngiven_person:barn_1"] = "2026-03-02"
    (kvar,) = forfall(barnet_har_en_namngiven_person, i_boende(start="2026-03-02", fakta_=barnen))
    assert (kvar.nyckel, kvar.dag) == ("1:barn_2", date(2026, 3, 2))


@pytest.mark.parametrize(
    ("start", "dag"),
    [("2025-06-30", "2025-07-01"), ("2025-07-01", "2025-07-01"), ("2025-07-02", "2025-07-02")],
)
def test_kravet_pa_en_namngiven_person_galler_fran_den_nya_lagen(start: str, dag: str) -> None:
    """Ett boende som redan pågick omfattas från lagens första dag. Är inget barn registrerat frågas ändå."""
    (krav,) = forfall(barnet_har_en_namngiven_person, i_boende(dag=start, start=start))
    assert (krav.dag.isoformat(), krav.nyckel) == (dag, "1:okant")
    vantar = i_boende(dag=start, tillstand="vantar")
    assert forfall(barnet_har_en_namngiven_person, vantar) == []
