"""Delegationen: vem som får besluta, det som lagen håller hos nämnden, och barnets eget beslut."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from caseflow.engine.fakta import Fakta, Varde
from caseflow.rules.delegation import (
    akut_skydd_beslutas_av_annan,
    barnets_beslut_fattas_av_ratt_instans,
    barnets_beslut_ska_fattas,
    barnets_insats_ar_registrerad,
    beslutet_ryms_i_delegationen,
    namndens_eget_beslut,
    vem_beslutar_for_barnet,
)
from caseflow.rules.delegationsordning import BARA_NAMND, BESLUT_SOM_DELEGERAS, fel_i_delegationen
from caseflow.rules.profilkrav import brister
from tests.faktabygge import PROFIL, Uppgift, fakta, forfall, haller, lage

I_BESLUT = fakta("utsatt", "beslut", steg={"slutfor_utredning": "2026-03-01"})


def far(
    vem: tuple[str, ...], akten: Fakta = I_BESLUT, *, kod: str = "avsla", roll: str, **mer: Any
) -> bool:
    profil = replace(PROFIL, delegation={"avsla": vem} if vem else {})
    provas = replace(lage(akten, profil=profil, roll=roll), kod=kod, **mer)
    return haller(beslutet_ryms_i_delegationen, provas)


def test_utan_tabell_beslutar_beslutsfattaren() -> None:
    assert far((), roll="beslutsfattare")


def test_tabellen_kan_krava_en_annan_roll() -> None:
    assert not far(("enhetschef",), roll="beslutsfattare")
    assert far(("enhetschef",), roll="beslutsfattare", roller=("beslutsfattare", "enhetschef"))
    assert far(("enhetschef",), kod="bevilja", roll="beslutsfattare")


def test_utskottets_beslut_registreras_innan_steget_tas() -> None:
    assert not far(("utskott",), roll="beslutsfattare")

    def med(instans: str, galler: str = "avsla") -> Fakta:
        uppgift: dict[str, Uppgift] = {
            f"namndens_beslut:{galler}": ("2026-03-05", {"instans": instans})
        }
        return fakta("utsatt", "beslut", fakta_=uppgift)

    assert far(("utskott",), med("utskott"), roll="beslutsfattare")
    assert not far(("utskott",), med("ordforande"), roll="beslutsfattare")
    assert not far(("utskott",), med("utskott", "bevilja"), roll="beslutsfattare")


def test_listan_skiljer_delegationsbeslut_fran_namndens_egna() -> None:
    akten = fakta(
        "utsatt", "beslut", fakta_={"namndens_beslut:avsla": ("2026-03-05", {"instans": "namnd"})}
    )
    assert namndens_eget_beslut(akten, "avsla", 101) == "namnd"
    assert namndens_eget_beslut(akten, "avsla", 99) == ""
    assert namndens_eget_beslut(akten, "bevilja", 101) == ""


@pytest.mark.parametrize(
    ("tabell", "ord_"),
    [
        ({"barnets_insats": ["beslutsfattare"]}, "30 kap. 6 §"),
        ({"barnets_insats": ["ordforande"]}, "30 kap. 6 §"),
        ({"lvu": ["enhetschef"]}, "30 kap. 7 §"),
        ({"barnets_omedelbara_insats": ["handlaggare"]}, "30 kap. 8 §"),
        ({"avsla": ["chefen"]}, "«chefen» finns inte"),
        ({"avsla": []}, "minst en roll"),
        ({"avsla": "enhetschef"}, "lista"),
        ({"hitta_pa": ["enhetschef"]}, "ett sådant beslut finns inte"),
    ],
)
def test_en_profil_som_delegerar_det_lagen_forbjuder_laddas_inte(
    tabell: dict[str, Any], ord_: str
) -> None:
    (fel,) = fel_i_delegationen(tabell)
    assert ord_ in fel
    assert [b.nyckel for b in brister(replace(PROFIL, delegation=tabell))] == ["delegation"]


def test_en_profil_som_haller_sig_inom_lagen_laddas() -> None:
    tabell: dict[str, Any] = {
        **{kod: ["beslutsfattare", "utskott"] for kod in BESLUT_SOM_DELEGERAS},
        **{kod: list(vilka) for kod, (_, vilka) in BARA_NAMND.items()},
    }
    assert brister(replace(PROFIL, delegation=tabell)) == []


@pytest.mark.parametrize(
    ("vem", "vardnadshavare", "svar"),
    [
        ("utskott", "samtycke", True),
        ("namnd", "ensam", True),
        ("ordforande", "omedelbar_insats", True),
        ("ordforande", "samtycke", False),
        ("vantar", "samtycke", True),
        (None, None, True),
    ],
)
def test_ordforanden_beslutar_bara_om_en_omedelbar_insats(
    vem: str | None, vardnadshavare: str | None, *, svar: bool
) -> None:
    falt: dict[str, Varde] = {"barnets_beslut": vem, "vardnadshavare": vardnadshavare}
    for nar in ("2025-06-30", "2025-07-01"):
        provas = lage(I_BESLUT, nar=nar, falt=falt)
        assert haller(barnets_beslut_fattas_av_ratt_instans, provas) is svar


def test_den_nya_lagens_paragraf_galler_fran_den_1_juli_2025() -> None:
    regel = barnets_beslut_fattas_av_ratt_instans
    assert str(regel.on(date(2025, 6, 30)).kalla) == "10 kap. 4 § SoL (2001:453)"
    assert str(regel.on(date(2025, 7, 1)).kalla) == "30 kap. 6 och 8 §§ SoL (2025:400)"


def akut(**varden: Varde) -> Fakta:
    given = {"barn_foljer_med": "ja", **varden}
    return fakta("utsatt", "utredning", steg={"bevilja_akut_skydd": ("2026-01-31", given)})


def test_barnets_beslut_bevakas_samma_dag_tills_det_ar_fattat() -> None:
    for utan in (akut(), akut(barnets_beslut="vantar")):
        (bevakad,) = forfall(barnets_beslut_ska_fattas, utan)
        assert bevakad.dag == date(2026, 1, 31)
    assert forfall(barnets_beslut_ska_fattas, akut(barnets_beslut="utskott")) == []
    assert forfall(barnets_beslut_ska_fattas, akut(barn_foljer_med="nej")) == []
    fattat = replace(
        akut(), fakta=fakta("utsatt", "utredning", fakta_={"barnets_beslut": "2026-02-01"}).fakta
    )
    assert forfall(barnets_beslut_ska_fattas, fattat) == []


def test_ett_tidigare_beslut_galler_inte_ett_senare_skydd() -> None:
    innan = replace(
        akut(), fakta=fakta("utsatt", "utredning", fakta_={"barnets_beslut": "2026-01-30"}).fakta
    )
    assert len(forfall(barnets_beslut_ska_fattas, innan)) == 1


def test_skyddet_vantar_inte_pa_barnets_beslut_men_du_far_veta() -> None:
    med = {"barn_foljer_med": "ja"}
    assert not haller(vem_beslutar_for_barnet, lage(I_BESLUT, falt=med))
    assert not haller(
        vem_beslutar_for_barnet, lage(I_BESLUT, falt=med | {"barnets_beslut": "vantar"})
    )
    assert haller(vem_beslutar_for_barnet, lage(I_BESLUT, falt=med | {"barnets_beslut": "namnd"}))
    assert haller(vem_beslutar_for_barnet, lage(I_BESLUT, falt={"barn_foljer_med": "nej"}))


def test_barnets_beslut_hor_till_ett_barn_som_foljer_med() -> None:
    assert haller(barnets_insats_ar_registrerad, lage(akut()))
    assert not haller(barnets_insats_ar_registrerad, lage(akut(barn_foljer_med="nej")))
    assert not haller(barnets_insats_ar_registrerad, lage(I_BESLUT))


@pytest.mark.parametrize(
    ("profilen", "av", "skal", "svar"),
    [
        (True, "disa", None, False),
        (True, "disa", "Natt, ingen annan i tjänst.", True),
        (True, "anna", None, True),
        (False, "disa", None, True),
    ],
)
def test_fyra_ogon_vid_akut_skydd_med_ett_skal_nar_det_inte_gick(
    av: str, skal: str | None, *, profilen: bool, svar: bool
) -> None:
    akten = fakta("utsatt", "aktualiserad", fakta_={"skyddsbedomning": ("2026-03-10", {"av": av})})
    profil = replace(PROFIL, fyra_ogon_akut_skydd=profilen)
    provas = lage(akten, profil=profil, aktor="disa", falt={"skal_ensam": skal})
    assert haller(akut_skydd_beslutas_av_annan, provas) is svar
