"""Det som är bra att veta: visas där det hör hemma, i lydelsen som gäller, och hindrar aldrig."""

from datetime import date, timedelta
from typing import Any

import pytest

from caseflow.engine.fakta import Fakta
from caseflow.engine.rule import Rule, Sakerhet
from caseflow.processes import UPPLYSNINGAR
from caseflow.rules import upplysningar as u
from caseflow.rules import upplysningar_barn as b
from caseflow.rules import upplysningar_uppgifter as g
from tests.faktabygge import PROFIL, delprocess, fakta

OPPET = fakta("utsatt", "utredning")
MED_BARN = fakta("utsatt", "utredning", fakta_={"barn:barn_1": "2026-03-01"})
ANMALT = fakta(
    "utsatt", "utredning", fakta_={"orosanmalan:barn_1": ("2026-03-01", {"anmald": "2026-03-01"})}
)
I_BESLUT = fakta("utsatt", "beslut")
MED_INSATS = fakta("utsatt", "verkstallighet", delprocesser=(delprocess("insats", "pagar"),))
AVSLUTAT = fakta("utsatt", "avslutat", steg={"avsla": "2026-03-01"})


def hor_hit(regel: Rule[Any], akten: Fakta) -> bool:
    return bool(regel.wordings[-1].function(akten, PROFIL))


@pytest.mark.parametrize(
    ("regel", "visas_i", "visas_inte_i"),
    [
        (b.barn_som_bevittnat_vald, MED_BARN, OPPET),
        (b.barnenheten_beslutar_om_utredning, ANMALT, MED_BARN),
        (b.barnutredningen_tar_hogst_fyra_manader, ANMALT, MED_BARN),
        (b.besked_till_den_som_anmaler, ANMALT, MED_BARN),
        (b.barnets_samtycke_till_insats_med_beslut, MED_BARN, OPPET),
        (u.stod_och_hjalp_till_brottsoffer, OPPET, fakta("utovare", "utredning")),
        (u.det_som_aldrig_ges_utan_beslut, OPPET, AVSLUTAT),
        (u.muntligt_infor_namnden, OPPET, fakta("utsatt", "forhandsbedomning")),
        (u.flytt_pa_grund_av_vald, OPPET, AVSLUTAT),
        (u.uppgifter_till_statistiken, AVSLUTAT, OPPET),
        (u.ett_beslut_kan_rattas_eller_andras, AVSLUTAT, OPPET),
        (u.beslutet_motiveras, I_BESLUT, OPPET),
        (u.beslutet_sager_vem_och_nar, I_BESLUT, OPPET),
        (u.insyn_i_sitt_eget_arende, OPPET, AVSLUTAT),
        (u.den_som_ar_javig_lamnar_over, OPPET, AVSLUTAT),
        (u.dagen_da_en_handling_kommer_in, OPPET, AVSLUTAT),
        (u.forvaltningslagen_galler_i_alla_arenden, OPPET, AVSLUTAT),
        (u.missforhallanden_rapporteras, MED_INSATS, OPPET),
        (g.sammanstallningar_gallras, AVSLUTAT, OPPET),
        (g.barnets_vistelseort_mot_en_foralder, MED_BARN, OPPET),
        (g.sokning_bara_pa_namn_och_nummer, OPPET, AVSLUTAT),
    ],
)
def test_upplysningen_visas_dar_den_hor_hemma(
    regel: Rule[Any], visas_i: Fakta, visas_inte_i: Fakta
) -> None:
    assert hor_hit(regel, visas_i)
    assert not hor_hit(regel, visas_inte_i)


@pytest.mark.parametrize(("beslutades", "svar"), [("2025-06-30", False), ("2025-07-01", True)])
def test_bara_beslut_fran_den_1_juli_2025_kan_andras_till_nackdel(
    beslutades: str, *, svar: bool
) -> None:
    tills_vidare = fakta("utsatt", "verkstallighet", steg={"bevilja": beslutades})
    assert hor_hit(u.beslut_tills_vidare_kan_andras, tills_vidare) is svar
    tidsbestamt = fakta(
        "utsatt", "verkstallighet", steg={"bevilja": (beslutades, {"till_och_med": "2026-12-31"})}
    )
    assert not hor_hit(u.beslut_tills_vidare_kan_andras, tidsbestamt)


def test_skyddat_boendes_adress_och_barn_dar() -> None:
    boende = delprocess("insats", "pagar", varden={"form": "skyddat_boende"})
    assert hor_hit(g.skyddade_boendets_adress, fakta("utsatt", "utredning", delprocesser=(boende,)))
    med_barn = delprocess("insats", "pagar", varden={"barn_foljer_med": "ja"})
    akten = fakta("utsatt", "utredning", delprocesser=(med_barn,))
    assert hor_hit(b.barnet_har_en_egen_kontakt, akten)
    assert hor_hit(g.beslut_som_inte_ar_hemliga, akten)


@pytest.mark.parametrize("regel", UPPLYSNINGAR, ids=[r.kod for r in UPPLYSNINGAR])
def test_lydelsen_skiftar_pa_sin_dag(regel: Rule[Any]) -> None:
    for fore, efter in zip(regel.wordings, regel.wordings[1:], strict=False):
        dagen_innan = efter.since - timedelta(days=1)
        assert regel.on(dagen_innan) is fore
        assert regel.on(efter.since) is efter
        assert str(fore.kalla) != str(efter.kalla)


def test_det_osakra_sags_vara_osakert() -> None:
    osakra = {r.kod for r in UPPLYSNINGAR if r.wordings[-1].kalla.sakerhet is Sakerhet.OSAKER}
    assert osakra >= {"foreskriften_om_vald_kan_ha_ersatts", "sa_skrivs_en_anteckning"}
    assert not osakra & {r.kod for r in vars(b).values() if isinstance(r, Rule)}


def test_gamla_och_nya_lagen_om_samma_sak() -> None:
    regel = u.stod_och_hjalp_till_brottsoffer
    assert regel.on(date(2025, 6, 30)).meaning != regel.on(date(2025, 7, 1)).meaning
    assert "ska erbjudas" in regel.on(date(2025, 7, 1)).meaning
