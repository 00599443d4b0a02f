"""Processerna som varje kommun har dem: steg, lägen och val som profilen väljer bort."""

import inspect
from dataclasses import fields, replace
from datetime import date

import pytest

from caseflow import settings
from caseflow.engine.field import Field
from caseflow.engine.process import Process
from caseflow.engine.rule import Regelslag
from caseflow.processes import HUVUDPROCESS, PROCESSER, REGLER
from caseflow.processes.i_profilen import (
    FORUTSATTER,
    akten_hindras,
    delprocesser_i_profilen,
    finns_i_profilen,
    i_profilen,
    saknade_regler,
    slag_i_profilen,
    steget_i_profilen,
)
from caseflow.rules.profil import Profil, Utforare
from caseflow.store.profiler import profiles
from tests.faktabygge import PROFIL
from tests.processes.gang import Gang

ANONYM = replace(
    PROFIL,
    friyta_dokumentation=("full", "radgivning_14_4", "anonym_14_5"),
    anonym_beslut="Nämnden § 12",
)
ALLT = replace(ANONYM, grupp=True)
INGET = replace(
    PROFIL, friyta=False, partnerkontakt=False, grupp=False, uppfoljningar=(), fyra_ogon=False
)
PROFILER = profiles(settings.load({}))


def stegen(process: Process) -> set[str]:
    return {t.code for t in process.transitions}


def lagena(process: Process) -> set[str]:
    return {s.code for s in process.states}


def val(process: Process, steg: str, falt: str) -> set[str]:
    transition = process.transition(steg)
    assert transition is not None
    (funnet,) = (f for f in transition.fields if f.code == falt)
    return {kod for kod, _ in funnet.choices}


@pytest.mark.parametrize("process", PROCESSER.values(), ids=PROCESSER.keys())
def test_med_allt_valt_ar_processen_hel(process: Process) -> None:
    assert i_profilen(process, ALLT) == process


@pytest.mark.parametrize("process", PROCESSER.values(), ids=PROCESSER.keys())
@pytest.mark.parametrize("profil", [*PROFILER.values(), INGET], ids=lambda p: p.id)
def test_varje_profil_ger_en_hel_process(process: Process, profil: Profil) -> None:
    """Inga steg från eller till lägen som inte finns, och slutet finns kvar."""
    funnen = i_profilen(process, profil)
    assert funnen.start in funnen.states
    assert any(s.final for s in funnen.states)
    for steg in funnen.transitions:
        assert set(steg.source) <= set(funnen.states)
        assert steg.target is None or steg.target in funnen.states
        assert not saknade_regler(steg, profil)
        assert all(finns_i_profilen(o.process, profil) for o in steg.opens)
    assert stegen(funnen) <= stegen(process)


def test_utan_friyta_finns_inget_erbjudande_och_ingen_delprocess() -> None:
    utan = replace(PROFIL, friyta=False)
    for slag in ("utovare", "utsatt"):
        assert stegen(HUVUDPROCESS[slag]) - stegen(i_profilen(HUVUDPROCESS[slag], utan)) == {
            "erbjud_friyta"
        }
        assert "friyta" not in delprocesser_i_profilen(slag, utan)
    assert "friyta" not in slag_i_profilen(utan)
    cut = i_profilen(PROCESSER["friyta"], utan)
    assert lagena(cut) == {"erbjuden", "avslutad"}


def test_utan_partnerkontakt_finns_varken_halvan_eller_den_egna_akten() -> None:
    utan = replace(PROFIL, partnerkontakt=False)
    assert "partnerkontakt" not in delprocesser_i_profilen("utovare", utan)
    assert slag_i_profilen(utan) == ("utovare", "utsatt", "friyta")
    assert lagena(i_profilen(PROCESSER["partnerkontakt_akt"], utan)) == {
        "sakerhet_bedomd",
        "olamplig",
    }
    kaskader = [c for t in i_profilen(PROCESSER["insats"], utan).transitions for c in t.cascades]
    assert kaskader == []


def test_en_akt_som_inte_finns_i_profilen_oppnas_inte_och_regeln_sager_varfor() -> None:
    dag = date(2026, 3, 2)
    (hinder,) = akten_hindras("partnerkontakt", INGET, dag)
    assert hinder.regel == "enheten_har_partnerkontakt"
    assert akten_hindras("partnerkontakt", PROFIL, dag) == []
    assert akten_hindras("utovare", INGET, dag) == []


def test_grupp_valjs_bara_dar_den_finns_och_bara_den_som_anvander_vald_beror() -> None:
    utan = replace(PROFIL, grupp=False)
    for process, steg in (
        ("utovare", "bevilja"),
        ("utovare", "bevilja_delvis"),
        ("insats", "bestall_insats"),
        ("provning", "bifall_ansokan"),
        ("provning", "bifall_delvis"),
    ):
        assert "grupp" in val(i_profilen(PROCESSER[process], PROFIL), steg, "form")
        assert "grupp" not in val(i_profilen(PROCESSER[process], utan), steg, "form")
    assert "grupp" in val(i_profilen(PROCESSER["utsatt"], utan), "bevilja", "form")
    assert "grupp" in val(i_profilen(PROCESSER["insats"], utan, "utsatt"), "bestall_insats", "form")


def test_den_som_anda_valjer_grupp_far_regelns_ord() -> None:
    utan = replace(PROFIL, grupp=False)

    def hindras(profil: Profil, form: str, slag: str = "utovare") -> bool:
        akt = Gang(slag, "2026-01-07", profil=profil)
        return "formen_finns_i_enheten" in akt.hinder("bevilja", form=form)

    assert hindras(utan, "grupp")
    assert not hindras(utan, "individuell")
    assert not hindras(PROFIL, "grupp")
    assert not hindras(utan, "grupp", slag="utsatt")


def test_dokumentationssatten_ar_profilens() -> None:
    friyta = PROCESSER["friyta"]
    assert val(i_profilen(friyta, ANONYM), "paborja_friyta", "dokumentation") == {
        "full",
        "radgivning_14_4",
        "anonym_14_5",
    }
    bara = replace(PROFIL, friyta_dokumentation=("full",))
    assert val(i_profilen(friyta, bara), "paborja_friyta", "dokumentation") == {"full"}


def test_utan_uppfoljningar_oppnar_stegen_inga() -> None:
    for process in PROCESSER.values():
        for steg in i_profilen(process, INGET).transitions:
            assert "uppfoljning" not in {o.process for o in steg.opens}, steg.code
    bara_efter = replace(
        PROFIL, uppfoljningar=tuple(p for p in PROFIL.uppfoljningar if p.raknas_fran == "avslut")
    )
    starta = i_profilen(PROCESSER["insats"], bara_efter).transition("starta_insats")
    avsluta = i_profilen(PROCESSER["utovare"], bara_efter).transition("avsluta")
    assert starta is not None
    assert not starta.opens
    assert avsluta is not None
    assert {o.process for o in avsluta.opens} == {"uppfoljning"}


def test_den_som_hanvisar_ser_vart() -> None:
    tva = (Utforare("a", "ATV Täby"), Utforare("b", "Manscentrum"))
    hanvisa = i_profilen(PROCESSER["utovare"], replace(PROFIL, hanvisar_till=tva)).transition(
        "hanvisa"
    )
    assert hanvisa is not None
    falt: Field = hanvisa.fields[0]
    assert falt.help == "Verksamhetens namn. Er kommun hänvisar till ATV Täby eller Manscentrum."


def test_en_sparr_av_profilen_laser_bara_profilen() -> None:
    """Annars skulle ett steg försvinna därför att något har hänt i ett ärende."""
    funna = {r.kod for r in REGLER.values() if r.av_profilen}
    assert {"enheten_har_friyta", "enheten_har_partnerkontakt"} <= funna
    for kod in funna:
        regel = REGLER[kod]
        assert regel.slag is Regelslag.HINDER
        assert not regel.om_falt
        for lydelse in regel.wordings:
            text = inspect.getsource(lydelse.function).split('"""')[2]
            assert "lage.profil." in text
            assert not any(f"lage.{f}" in text for f in ("fakta", "falt", "dag", "aktor", "roll"))


def test_varje_forutsattning_ar_en_sparr_av_profilen_och_ett_val_i_den() -> None:
    valen = {f.name for f in fields(Profil)}
    for kod, regel in FORUTSATTER.items():
        assert kod in PROCESSER
        assert regel.av_profilen
        assert regel.wordings[-1].kalla.profilvarde in valen
        assert finns_i_profilen(kod, PROFIL)
        assert not finns_i_profilen(kod, INGET)


def test_ett_steg_som_inte_finns_sager_anda_sin_regel_nar_det_tas() -> None:
    steg = PROCESSER["utovare"].transition("erbjud_friyta")
    assert steg is not None
    utan = replace(PROFIL, friyta=False)
    assert steget_i_profilen(steg, utan, "utovare") is None
    assert [r.kod for r in saknade_regler(steg, utan)] == ["enheten_har_friyta"]
    akt = Gang("utovare", "2026-01-07", profil=utan)
    assert "enheten_har_friyta" in akt.hinder("erbjud_friyta")
