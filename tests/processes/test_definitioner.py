"""Definitionerna för varje slag av akt: allt kan sparas och läsas tillbaka, och versionen följer innehållet."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from caseflow.engine.definition import Kodregister, kind_data, kind_from, process_data, process_from
from caseflow.engine.errors import IntegrityFault
from caseflow.engine.process import FactKind, Process
from caseflow.processes import DELPROCESSER, FAKTASLAG, HUVUDPROCESS, PROCESSER, REGLER
from caseflow.processes.definitioner import Definitioner, definitioner_for, ur_innehall
from caseflow.rules.roller import Roll

REGISTER = Kodregister(REGLER, {r.value: r for r in Roll})
KODERNA = Path(__file__).parents[1] / "data" / "regelkoder.txt"
SLAGEN = list(HUVUDPROCESS)


@pytest.mark.parametrize("process", PROCESSER.values(), ids=PROCESSER.keys())
def test_processen_kommer_tillbaka_som_den_var(process: Process) -> None:
    assert process_from(json.loads(json.dumps(process_data(process))), REGISTER) == process


@pytest.mark.parametrize("slag", FAKTASLAG.values(), ids=FAKTASLAG.keys())
def test_faktaslaget_kommer_tillbaka_som_det_var(slag: FactKind) -> None:
    assert kind_from(json.loads(json.dumps(kind_data(slag))), REGISTER) == slag


@pytest.mark.parametrize("slag", SLAGEN)
def test_definitionerna_kommer_tillbaka_med_samma_version(slag: str) -> None:
    dagens = definitioner_for(slag)
    lasta = ur_innehall(slag, json.loads(json.dumps(dagens.as_dict())))
    assert lasta == dagens
    assert lasta.version == dagens.version
    assert len(dagens.version) == 12


@pytest.mark.parametrize("slag", SLAGEN)
def test_definitionerna_har_allt_som_en_akt_av_slaget_gar_efter(slag: str) -> None:
    dagens = definitioner_for(slag)
    assert dagens.huvud is HUVUDPROCESS[slag]
    assert tuple(dagens.delprocesser) == DELPROCESSER[slag]
    assert set(dagens.faktaslag) == {
        k for k, f in FAKTASLAG.items() if slag in (f.akter or (slag,))
    }
    oppnas = {o.process for p in dagens.processer.values() for t in p.transitions for o in t.opens}
    assert oppnas <= set(dagens.processer)


def test_slagen_har_var_sin_version() -> None:
    assert len({definitioner_for(slag).version for slag in SLAGEN}) == len(SLAGEN)


def annat_faktum(dagens: Definitioner) -> Definitioner:
    faktum = dagens.faktaslag["riskbedomning"]
    andrat = replace(faktum, lasting=not faktum.lasting)
    return replace(dagens, faktaslag={**dagens.faktaslag, "riskbedomning": andrat})


def annan_delprocess(dagens: Definitioner) -> Definitioner:
    friyta = dagens.delprocesser["friyta"]
    andrad = replace(friyta, transitions=friyta.transitions[:-1])
    return replace(dagens, delprocesser={**dagens.delprocesser, "friyta": andrad})


def annat_huvud(dagens: Definitioner) -> Definitioner:
    return replace(dagens, huvud=replace(dagens.huvud, transitions=dagens.huvud.transitions[:-1]))


@pytest.mark.parametrize("andrat", [annat_faktum, annan_delprocess, annat_huvud])
def test_det_som_styr_andrar_versionen(
    andrat: Callable[[Definitioner], Definitioner],
) -> None:
    dagens = definitioner_for("utovare")
    assert andrat(dagens).version != dagens.version


def test_namn_och_hjalptexter_andrar_inte_versionen() -> None:
    dagens = definitioner_for("utovare")
    omdopt = replace(
        dagens,
        huvud=replace(dagens.huvud, label="Ett annat namn"),
        faktaslag={
            k: replace(f, label="Annat", help="Annat.") for k, f in dagens.faktaslag.items()
        },
    )
    assert omdopt.version == dagens.version
    assert omdopt != dagens


def test_innehall_som_inte_ar_helt_lases_inte() -> None:
    innehall = definitioner_for("friyta").as_dict()
    del innehall["huvud"]
    with pytest.raises(IntegrityFault):
        ur_innehall("friyta", innehall)


def test_en_regels_kod_tas_aldrig_bort() -> None:
    """Sparade definitioner slår upp sina regler på koden. En ny regel läggs till i filen, i ordning."""
    koder = KODERNA.read_text(encoding="utf-8").split()
    assert koder == sorted(set(koder))
    assert set(koder) - set(REGLER) == set()
    assert set(REGLER) - set(koder) == set()
