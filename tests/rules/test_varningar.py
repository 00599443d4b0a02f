"""Varningarna: när de sägs, och när de är tysta."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from caseflow.engine.fakta import Fakta
from caseflow.engine.process import FactKind, Transition
from caseflow.engine.rule import Regelslag, Rule
from caseflow.engine.trial import failing, warnings
from caseflow.processes import FAKTASLAG, PROCESSER, varningar_for
from caseflow.rules.varningar import (
    I_VARJE_HANDLING,
    akut_skydd_upprepas_inte,
    anteckningen_skrivs_i_tid,
    barn_ar_efterfragade_fore_skyddet,
    beslutet_har_en_ansokan,
    orosanmalan_gors_samma_dag,
    radgivningen_antecknas_utan_personuppgifter,
    riskbedomningen_ar_farsk,
    undantaget_fran_kommunicering_ar_antecknat,
)
from tests.faktabygge import PROFIL, delprocess, fakta, haller, lage

AKTEN = fakta("utsatt", "utredning")


@pytest.mark.parametrize(
    ("hande", "skrevs", "svar"),
    [
        ("2026-03-10", "2026-03-10", True),
        ("2026-02-28", "2026-03-07", True),
        ("2026-02-28", "2026-03-08", False),
        ("2028-02-29", "2028-03-07", True),
    ],
)
def test_en_sen_anteckning_sags_ifran_dagen_efter_enhetens_tid(
    hande: str, skrevs: str, *, svar: bool
) -> None:
    provas = replace(lage(AKTEN, nar=hande), idag=date.fromisoformat(skrevs))
    assert PROFIL.sen_anteckning_dagar == 7
    assert haller(anteckningen_skrivs_i_tid, provas) is svar


def test_foreskriftens_paragraf_ar_osaker_och_tiden_enhetens() -> None:
    assert "tiden är lokal rutin" in str(anteckningen_skrivs_i_tid.on(date(2015, 1, 1)).kalla)
    assert warnings([anteckningen_skrivs_i_tid], lage(AKTEN, nar="2014-12-31")) == []


@pytest.mark.parametrize(
    ("satt", "text", "svar"),
    [
        ("radgivning_14_4", "Ring 070-123 45 67.", False),
        ("radgivning_14_4", "Vi pratade om oro och sömn.", True),
        ("full", "Ring 070-123 45 67.", True),
    ],
)
def test_radgivningens_anteckning_behover_inga_personuppgifter(
    satt: str, text: str, *, svar: bool
) -> None:
    akten = fakta("friyta", "pagar", steg={"registrera_akt": (None, {"dokumentation": satt})})
    falt: dict[str, Any] = {"anteckning": text}
    assert haller(radgivningen_antecknas_utan_personuppgifter, lage(akten, falt=falt)) is svar
    friyta = delprocess("friyta", "pagar", varden={"dokumentation": satt})
    i_arende = lage(AKTEN, falt=falt, inom=friyta)
    assert haller(radgivningen_antecknas_utan_personuppgifter, i_arende) is svar
    insats = delprocess("insats", "pagar", varden={"dokumentation": satt})
    assert haller(radgivningen_antecknas_utan_personuppgifter, lage(AKTEN, falt=falt, inom=insats))
    assert haller(radgivningen_antecknas_utan_personuppgifter, lage(AKTEN, falt=falt))


@pytest.mark.parametrize(
    ("bedomd", "niva", "nar", "svar"),
    [
        ("2026-01-31", "hog", "2026-03-02", True),
        ("2026-01-31", "hog", "2026-03-03", False),
        ("2026-01-31", "lag", "2026-03-03", True),
    ],
)
def test_riskbedomningen_blir_gammal_dagen_efter_nivans_tid(
    bedomd: str, niva: str, nar: str, *, svar: bool
) -> None:
    akten = fakta("utsatt", "beslut", fakta_={"riskbedomning": (bedomd, {"niva": niva})})
    assert haller(riskbedomningen_ar_farsk, lage(akten, nar=nar)) is svar
    assert haller(riskbedomningen_ar_farsk, lage(AKTEN, nar=nar))


def test_ett_beslut_utan_ansokan_gar_att_fatta_men_sags_ifran() -> None:
    med = fakta("utsatt", "beslut", fakta_={"ansokan:3": "2026-03-01"})
    assert haller(beslutet_har_en_ansokan, lage(med))
    assert not haller(beslutet_har_en_ansokan, lage(AKTEN))


def test_ett_andra_akut_skydd_sags_ifran() -> None:
    assert haller(akut_skydd_upprepas_inte, lage(AKTEN))
    igen = fakta("utsatt", "utredning", steg={"bevilja_akut_skydd": "2026-03-01"})
    assert not haller(akut_skydd_upprepas_inte, lage(igen))


def test_undantaget_fran_kommunicering_far_en_mening() -> None:
    regel = undantaget_fran_kommunicering_ar_antecknat
    assert not haller(regel, lage(AKTEN))
    assert haller(regel, lage(AKTEN, falt={"kan_inte_vanta": "Han släpps i kväll."}))
    visat = fakta("utsatt", "beslut", fakta_={"kommunicering": "2026-03-01"})
    assert haller(regel, lage(visat))


def test_barnen_efterfragas_innan_skyddet() -> None:
    fragat = fakta("utsatt", "utredning", fakta_={"barn_efterfragade": "2026-03-01"})
    assert haller(barn_ar_efterfragade_fore_skyddet, lage(fragat))
    assert not haller(barn_ar_efterfragade_fore_skyddet, lage(AKTEN))


@pytest.mark.parametrize(
    ("falt", "svar"),
    [
        ({"misstanke": "2026-02-28", "anmald": "2026-02-28"}, True),
        ({"misstanke": "2026-02-28", "anmald": "2026-03-01"}, False),
        ({"misstanke": "2026-02-28"}, False),
        ({}, True),
    ],
)
def test_orosanmalan_gors_samma_dag(falt: dict[str, str], *, svar: bool) -> None:
    assert haller(orosanmalan_gors_samma_dag, lage(AKTEN, falt={**falt})) is svar


def _alla() -> list[tuple[str, Rule[Any]]]:
    handlingar: list[Transition | FactKind] = [
        *FAKTASLAG.values(),
        *(t for p in PROCESSER.values() for t in p.transitions),
    ]
    return [(h.code, r) for h in handlingar for r in varningar_for(h)]


@pytest.mark.parametrize(("kod", "regel"), _alla())
def test_en_varning_hindrar_aldrig_och_sager_vad_man_gor(kod: str, regel: Rule[Any]) -> None:
    assert regel.slag is Regelslag.VARNING, kod
    for lydelse in regel.wordings:
        assert lydelse.brister.endswith(".")
        assert lydelse.gor_nu.endswith(".")


def test_bara_det_som_varnar_kommer_med_bland_varningarna() -> None:
    akten: Fakta = AKTEN
    sparr = FAKTASLAG["ansokan"].requires[0]
    assert failing([sparr], lage(fakta("utsatt", "verkstallighet")))
    assert warnings([sparr, beslutet_har_en_ansokan], lage(akten)) == failing(
        [beslutet_har_en_ansokan], lage(akten)
    )
    assert set(I_VARJE_HANDLING) <= set(varningar_for(FAKTASLAG["egen_syn"]))
