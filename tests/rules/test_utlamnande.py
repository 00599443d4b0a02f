"""Bestämmelserna som bryter sekretessen: vad var och en kräver, och sedan när."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from caseflow.engine.fakta import Varde
from caseflow.engine.trial import failing
from caseflow.rules.begaran_om_utlamnande import (
    begaran_finns_att_besvara,
    begaran_om_uppgifter_besvaras,
    frist_for_overklagande_av_utlamnande,
    tiden_att_overklaga_utlamnandet,
)
from caseflow.rules.rakning import sista_dag
from caseflow.rules.utlamnande import BESTAMMELSER, GRANSKAS
from tests.faktabygge import PROFIL, fakta, forfall, haller, lage

AKTEN = fakta("utsatt", "utredning")
GRUND: dict[str, Varde] = {
    "utfall": "lamnat_ut",
    "sekretess": "26_1",
    "provning": "Vägt.",
    "kanal": "mote",
}


def brister(nar: Any = "2026-03-10", akten: Any = AKTEN, **falt: Any) -> set[str]:
    return {h.regel for h in failing(GRANSKAS, lage(akten, nar=nar, falt=GRUND | falt))}


HALLER: dict[str, dict[str, Varde]] = {
    "inget_men_26_1": {"mottagare": "enskild"},
    "nodvandigt_10_2": {"mottagare": "annan_myndighet", "omstandigheter": "Utan det stannar det."},
    "partsinsyn_10_3": {"mottagare": "part"},
    "mellan_myndigheter_10_15_a": {"mottagare": "annan_myndighet"},
    "under_21_10_18_a": {"mottagare": "polisen", "under_21": "ja", "omstandigheter": "Hot."},
    "grovt_vald_10_18_c": {"mottagare": "polisen", "omstandigheter": "Köpt vapen."},
    "brott_mot_barn_10_21": {"mottagare": "aklagare", "omstandigheter": "Märken på kroppen."},
    "grovt_brott_10_23": {"mottagare": "polisen", "omstandigheter": "Mordförsök."},
    "uppgiftsskyldighet_10_28": {"mottagare": "socialnamnd", "skyldighet": "orosanmalan_19_1"},
    "vard_socialtjanst_26_9": {"mottagare": "halso_sjukvard", "fall_26_9": "gravid"},
    "forbehall_10_14": {
        "mottagare": "enskild",
        "forbehall": "Får inte föras vidare.",
        "skriftligt_beslut": True,
    },
    "generalklausulen_10_27": {"mottagare": "annan_myndighet", "sekretess": "annan"},
}


@pytest.mark.parametrize("kod", HALLER)
def test_bestammelsen_racker_med_det_den_kraver(kod: str) -> None:
    assert brister(bestammelse=kod, **HALLER[kod]) == set()


def test_varje_bestammelse_ar_provad_har() -> None:
    assert set(BESTAMMELSER) == {*HALLER, "samtycke_12_2"}


@pytest.mark.parametrize(
    ("kod", "andrat"),
    [
        ("inget_men_26_1", {"provning": None}),
        ("nodvandigt_10_2", {"omstandigheter": None}),
        ("mellan_myndigheter_10_15_a", {"mottagare": "enskild"}),
        ("mellan_myndigheter_10_15_a", {"sekretess": "26_3"}),
        ("mellan_myndigheter_10_15_a", {"provning": None}),
        ("under_21_10_18_a", {"under_21": "nej"}),
        ("under_21_10_18_a", {"mottagare": "socialnamnd"}),
        ("grovt_vald_10_18_c", {"mottagare": "annan_myndighet"}),
        ("grovt_vald_10_18_c", {"omstandigheter": None}),
        ("brott_mot_barn_10_21", {"mottagare": "enskild"}),
        ("grovt_brott_10_23", {"omstandigheter": None}),
        ("uppgiftsskyldighet_10_28", {"skyldighet": None}),
        ("vard_socialtjanst_26_9", {"mottagare": "polisen"}),
        ("vard_socialtjanst_26_9", {"fall_26_9": None}),
        ("forbehall_10_14", {"forbehall": None}),
        ("forbehall_10_14", {"mottagare": "polisen"}),
        ("generalklausulen_10_27", {"sekretess": "26_1"}),
        ("generalklausulen_10_27", {"sekretess": "26_6"}),
    ],
)
def test_utan_det_den_kraver_hindrar_just_den(kod: str, andrat: dict[str, Varde]) -> None:
    falt = {"bestammelse": kod, **HALLER[kod], **andrat}
    regel = BESTAMMELSER[kod][1]
    assert regel.kod in brister(**falt)


def test_samtycket_ska_vara_registrerat_och_gallande() -> None:
    assert brister(bestammelse="samtycke_12_2", mottagare="annan") == {
        "samtycke_till_utlamnandet_finns"
    }
    med = fakta("utsatt", "utredning", fakta_={"samtycke:utlamnande": "2026-03-01"})
    assert brister(akten=med, bestammelse="samtycke_12_2", mottagare="annan") == set()


@pytest.mark.parametrize(
    ("kod", "dagen_innan", "forsta_dagen"),
    [
        ("mellan_myndigheter_10_15_a", "2025-11-30", "2025-12-01"),
        ("grovt_vald_10_18_c", "2025-03-31", "2025-04-01"),
    ],
)
def test_en_ny_bestammelse_anvands_inte_innan_den_galler(
    kod: str, dagen_innan: str, forsta_dagen: str
) -> None:
    falt = {"bestammelse": kod, **HALLER[kod]}
    assert brister(dagen_innan, **falt) == {"bestammelsen_galler_den_dagen"}
    assert brister(forsta_dagen, **falt) == set()


def test_skyldigheten_att_lamna_kontaktuppgifter_finns_fran_den_1_april_2025() -> None:
    falt: dict[str, Varde] = {
        "bestammelse": "uppgiftsskyldighet_10_28",
        "skyldighet": "kontaktuppgifter_4",
        "mottagare": "polisen",
    }
    assert brister("2025-03-31", **falt) == {"bestammelsen_galler_den_dagen"}
    assert brister("2025-04-01", **falt) == set()
    assert brister(**falt | {"mottagare": "kriminalvarden"}) == {
        "kontaktuppgifter_lamnas_pa_begaran"
    }


def test_polisen_nekas_kontaktuppgifter_bara_av_synnerliga_skal() -> None:
    nej: dict[str, Varde] = {
        "utfall": "nekat",
        "skyldighet": "kontaktuppgifter_4",
        "mottagare": "polisen",
        "skriftligt_beslut": True,
    }
    assert brister(**nej) == {"kontaktuppgifter_lamnas_pa_begaran"}
    assert brister(**nej, synnerliga_skal="Fara för livet.") == set()


def test_kommunens_egen_skyldighet_nar_inte_socialtjanstens_sekretess() -> None:
    falt: dict[str, Varde] = {
        "bestammelse": "uppgiftsskyldighet_10_28",
        "skyldighet": "kommunens_6",
        "mottagare": "polisen",
    }
    assert brister(**falt) == {"kommunens_skyldighet_omfattar_inte_socialtjansten"}
    assert brister(**falt, sekretess="annan") == set()


def test_parten_nekas_bara_nar_det_ar_av_synnerlig_vikt() -> None:
    falt: dict[str, Varde] = {
        "bestammelse": "partsinsyn_10_3",
        "mottagare": "part",
        "utfall": "delvis",
        "skriftligt_beslut": True,
    }
    assert brister(**falt) == {"partens_insyn_begransas_sallan"}
    assert brister(**falt, synnerliga_skal="Var den utsatta bor.") == set()


def test_ett_nej_ar_skriftligt_och_gar_att_overklaga() -> None:
    nej: dict[str, Varde] = {"utfall": "nekat", "mottagare": "enskild"}
    assert brister(**nej) == {"avslaget_ar_skriftligt_och_gar_att_overklaga"}
    assert brister(**nej, skriftligt_beslut=True) == set()


def test_utan_vald_bestammelse_lamnas_inget_ut() -> None:
    assert brister(mottagare="enskild") == {"bestammelsen_galler_den_dagen"}


@pytest.mark.parametrize(
    ("skydd", "kanal", "svar"),
    [
        ("skyddad_folkbokforing", "e_post", False),
        ("sekretessmarkering", "e_tjanst", False),
        ("fingerade", "sms", False),
        ("sekretessmarkering", "mote", True),
        ("", "e_post", True),
    ],
)
def test_skyddade_uppgifter_gar_aldrig_automatiskt(skydd: str, kanal: str, *, svar: bool) -> None:
    (regel,) = (r for r in GRANSKAS if r.kod == "skyddade_uppgifter_lamnas_aldrig_automatiskt")
    provas = replace(lage(AKTEN, falt=GRUND | {"kanal": kanal}), utanfor={"skydd": skydd})
    assert haller(regel, provas) is svar


def test_svaret_hor_till_en_begaran_som_vantar() -> None:
    med = fakta("utsatt", "utredning", fakta_={"begaran_om_utlamnande:7": "2026-03-09"})
    assert haller(begaran_finns_att_besvara, lage(med, falt={"begaran": 7}))
    assert haller(begaran_finns_att_besvara, lage(med, falt={}))
    assert not haller(begaran_finns_att_besvara, lage(med, falt={"begaran": 8}))


def test_varje_begaran_bevakas_for_sig_med_enhetens_egen_tid() -> None:
    akten = fakta(
        "utsatt",
        "avslutat",
        fakta_={"begaran_om_utlamnande:7": "2026-03-09", "begaran_om_utlamnande:9": "2026-03-31"},
    )
    profil = replace(PROFIL, utlamnande_svar_dagar=1)
    funna = {f.nyckel: f for f in forfall(begaran_om_uppgifter_besvaras, akten, profil)}
    assert {n: f.dag for n, f in funna.items()} == {"7": date(2026, 3, 10), "9": date(2026, 4, 1)}
    assert funna["7"].termer[-1].kalla == "utlamnande_svar_dagar"
    assert "lokal rutin" in str(begaran_om_uppgifter_besvaras.on(date(2026, 3, 9)).kalla)


def test_tre_veckor_till_kammarratten_fran_delfaendet() -> None:
    nej = {"utfall": "nekat", "delfaende": "2026-03-14"}
    akten = fakta("utsatt", "avslutat", fakta_={"utlamnande:8": ("2026-03-12", nej)})
    (sista,) = forfall(tiden_att_overklaga_utlamnandet, akten)
    assert sista.yttersta_dag == date(2026, 4, 4)  # påskafton, en lördag
    assert sista.dag == date(2026, 4, 7)  # tisdagen efter annandag påsk
    assert sista.raknas_fran == date(2026, 3, 14)
    ut = fakta(
        "utsatt", "avslutat", fakta_={"utlamnande:8": ("2026-03-12", {"utfall": "lamnat_ut"})}
    )
    assert forfall(tiden_att_overklaga_utlamnandet, ut) == []
    assert sista_dag(frist_for_overklagande_av_utlamnande, date(2028, 2, 8), PROFIL) == date(
        2028, 2, 29
    )
