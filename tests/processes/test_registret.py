"""Det som gäller alla processer, alla fakta och alla regler, vilka de än är."""

import ast
import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import caseflow.rules
from caseflow.engine.effect import apply, fact_effect, step_effect
from caseflow.engine.fakta import Varde
from caseflow.engine.field import Field, Kind, check, short
from caseflow.engine.process import FactKind, Process, Transition
from caseflow.engine.rule import Kalltyp, Regelslag, Rule
from caseflow.processes import (
    DELPROCESSER,
    FAKTASLAG,
    FULLGOR,
    HUVUDPROCESS,
    PROCESSER,
    REGLER,
    UPPLYSNINGAR,
    plikter_for,
    varningar_for,
)
from caseflow.rules.gallring import GALLRINGSHINDER
from caseflow.rules.profil import Profil
from caseflow.rules.roller import Roll
from tests.faktabygge import PROFIL, fakta

STEG = [(p, t) for p in PROCESSER.values() for t in p.transitions]
STEGKODER = {t.code for _, t in STEG}
PLIKTER = {p.kod: p for slag in HUVUDPROCESS for p in plikter_for(slag)}
REGELFILER = sorted(Path(caseflow.rules.__file__).parent.glob("*.py"))
INTE_REGLER = {
    "kalender.py",
    "helgdagar.py",
    "rakning.py",
    "kallor.py",
    "profil.py",
    "profilkrav.py",
    "roller.py",
    "fritext.py",
    "fordelning.py",
}
"""Almanackan, profilens egna värden och hur personnummer ser ut."""


FALTEN = [(f"{p.code}.{t.code}", f) for p, t in STEG for f in t.fields]
FALTEN += [(s.code, f) for s in FAKTASLAG.values() for f in s.fields]


# --- registret ------------------------------------------------------------------------------------


def test_koderna_ar_de_bestamda() -> None:
    assert set(PROCESSER) == {
        "utovare",
        "utsatt",
        "friyta",
        "insats",
        "provning",
        "overklagande",
        "partnerkontakt",
        "partnerkontakt_akt",
        "uppfoljning",
    }
    assert {slag: p.code for slag, p in HUVUDPROCESS.items()} == {
        "utovare": "utovare",
        "utsatt": "utsatt",
        "friyta": "friyta",
        "partnerkontakt": "partnerkontakt_akt",
    }
    assert all(kod in PROCESSER for koder in DELPROCESSER.values() for kod in koder)
    assert "partnerkontakt" not in DELPROCESSER["utsatt"]
    assert all(kod == p.code for kod, p in PROCESSER.items())


@pytest.mark.parametrize("slag", FAKTASLAG.values(), ids=FAKTASLAG.keys())
def test_varje_faktum_har_plats_roller_och_hjalp(slag: FactKind) -> None:
    assert slag.by
    assert set(slag.akter) <= set(HUVUDPROCESS)
    assert slag.akter
    assert set(slag.within) <= set(PROCESSER)
    assert slag.help.endswith(".")
    koder = {f.code for f in slag.fields}
    assert not slag.key or slag.key in koder | {"seq"}
    assert not slag.counts or slag.counts in koder
    for borttaget in slag.removes:
        assert borttaget.partition(":")[0] in FAKTASLAG


def test_fakta_och_steg_har_olika_koder() -> None:
    assert not STEGKODER & set(FAKTASLAG)


@pytest.mark.parametrize(("process", "steg"), STEG, ids=[f"{p.code}.{t.code}" for p, t in STEG])
def test_varje_steg_har_roll_hjalp_och_kanda_delar(process: Process, steg: Transition) -> None:
    assert steg.by
    assert steg.label
    assert not steg.help or steg.help.endswith((".", "?"))
    koder = [f.code for f in steg.fields]
    assert len(koder) == len(set(koder))
    assert all(s in process.states for s in (*steg.source, *([steg.target] if steg.target else [])))
    assert set(steg.removes) <= set(FAKTASLAG)
    for oppning in steg.opens:
        assert oppning.process in PROCESSER
        assert set(oppning.carries) <= set(koder)
        assert not oppning.unless or oppning.unless in koder
    for kaskad in steg.cascades:
        delprocess = PROCESSER[kaskad.process]
        assert delprocess.state(kaskad.target).final == kaskad.final
        assert {delprocess.state(kod).final for kod in kaskad.source} == {False}
    for regel in steg.requires:
        assert REGLER[regel.kod] is regel
        assert regel.slag is Regelslag.HINDER


@pytest.mark.parametrize(("var", "falt"), FALTEN, ids=[f"{v}.{f.code}" for v, f in FALTEN])
def test_varje_falt_ar_skrivet_for_den_som_fyller_i(var: str, falt: Field) -> None:
    assert falt.label[0].isupper() or falt.label[0].isdigit()
    assert not falt.help or falt.help.endswith((".", "?"))
    assert bool(falt.choices) == (falt.kind in {Kind.VAL, Kind.FLERVAL})
    assert len(dict(falt.choices)) == len(falt.choices)
    assert falt.code.isascii()


# --- tillstånden ----------------------------------------------------------------------------------


def nas_fran(process: Process, start: str) -> set[str]:
    """Tillstånden som nås från ett, med processens egna steg och andra processers kaskader."""
    funna, att_se = {start}, [start]
    while att_se:
        har = att_se.pop()
        mal = {t.target.code for t in process.leaving(har) if t.target}
        mal |= {
            c.target
            for _, t in STEG
            for c in t.cascades
            if c.process == process.code and har in c.source
        }
        att_se += mal - funna
        funna |= mal
    return funna


@pytest.mark.parametrize("process", PROCESSER.values(), ids=PROCESSER.keys())
def test_varje_tillstand_nas_och_slutet_nas_fran_alla(process: Process) -> None:
    slut = {s.code for s in process.states if s.final}
    assert nas_fran(process, process.start.code) == {s.code for s in process.states}
    for tillstand in process.states:
        assert nas_fran(process, tillstand.code) & slut, tillstand.code


@pytest.mark.parametrize("process", PROCESSER.values(), ids=PROCESSER.keys())
def test_ett_oppnande_steg_leder_till_starten(process: Process) -> None:
    for steg in process.transitions:
        if not steg.source:
            assert steg.target in {None, process.start}


# --- reglerna -------------------------------------------------------------------------------------


@pytest.mark.parametrize("regel", REGLER.values(), ids=REGLER.keys())
def test_varje_regel_har_kalla_mening_och_lydelser_i_ordning(regel: Rule[Any]) -> None:
    dagar = [lydelse.since for lydelse in regel.wordings]
    assert dagar
    assert dagar == sorted(set(dagar))
    for lydelse in regel.wordings:
        assert lydelse.kalla.text
        assert lydelse.meaning.endswith((".", "?"))
        if regel.slag is Regelslag.HINDER:
            assert lydelse.brister.endswith(".")
            assert lydelse.gor_nu.endswith(".")
        if lydelse.kalla.typ is Kalltyp.RUTIN:
            assert lydelse.kalla.text.startswith("Lokal rutin: ")
            assert not lydelse.kalla.profilvarde or hasattr(PROFIL, lydelse.kalla.profilvarde)
        else:
            assert "(" in lydelse.kalla.text


SKULD = ("klient", "missk", "vägrar", "struntar", "underlåt", "försumm")
KRANGEL = (" ej ", "avseende", "erhåll", "ovan", "vederbörande", "därest")


def texterna() -> Iterable[tuple[str, str]]:
    for regel in REGLER.values():
        for lydelse in regel.wordings:
            yield regel.kod, f"{regel.etikett} {lydelse.meaning} {lydelse.brister} {lydelse.gor_nu}"
    for process, steg in STEG:
        yield f"{process.code}.{steg.code}", f"{steg.label} {steg.help}"
    for slag in FAKTASLAG.values():
        yield slag.code, f"{slag.label} {slag.help}"
    for var, falt in FALTEN:
        yield (
            f"{var}.{falt.code}",
            f"{falt.label} {falt.help} {' '.join(v for _, v in falt.choices)}",
        )


def test_texterna_ar_klara_och_lagger_ingen_skuld() -> None:
    fynd = [
        (var, ord_)
        for var, text in texterna()
        for ord_ in SKULD + KRANGEL
        if ord_ in f" {text.lower()} ".replace("ej verkställda beslut", "")
    ]
    assert fynd == []


def test_varje_regel_anvands() -> None:
    sparrar = {r.kod for _, t in STEG for r in t.requires}
    sparrar |= {r.kod for s in FAKTASLAG.values() for r in s.requires}
    planer = {o.each.kod for _, t in STEG for o in t.opens if o.each}
    frister = {kod for kod, r in REGLER.items() if r.slag is Regelslag.FRIST}
    varnas = {r.kod for _, t in STEG for r in varningar_for(t)}
    varnas |= {r.kod for s in FAKTASLAG.values() for r in varningar_for(s)}
    upplyses = {r.kod for r in UPPLYSNINGAR}
    gallras = {r.kod for r in GALLRINGSHINDER}
    anvanda = sparrar | planer | frister | set(PLIKTER) | varnas | upplyses | gallras
    assert anvanda == set(REGLER)


def test_varje_plikt_har_en_etikett_och_ett_satt_att_bli_klar() -> None:
    for kod, plikt in PLIKTER.items():
        assert REGLER[kod] is plikt
        assert plikt.slag is Regelslag.PLIKT
        assert plikt.etikett
        assert plikt.utfors_av or plikt.bockas_av
        assert FULLGOR[kod] == plikt.utfors_av
        assert set(plikt.utfors_av) <= STEGKODER | set(FAKTASLAG)
        if plikt.utloser:
            (steg,) = (t for _, t in STEG if t.code == plikt.utloser)
            assert Roll.SYSTEM in steg.by


def talen_utan_kalla(fil: Path) -> list[str]:
    """Tal större än ett i en funktion som inte är en regel med stöd i lag eller föreskrift."""
    trad = ast.parse(fil.read_text("utf-8"))
    funna = []
    for nod in trad.body:
        lagen = isinstance(nod, ast.FunctionDef) and any(
            isinstance(d, ast.Call) and "rutin" not in ast.dump(d) for d in nod.decorator_list
        )
        funna += [
            f"{fil.name}:{tal.lineno}: {tal.value!r}"
            for tal in ast.walk(nod)
            if isinstance(tal, ast.Constant)
            and type(tal.value) in {int, float}
            and tal.value not in {0, 1}
            and not lagen
        ]
    return funna


def test_inget_tal_saknar_kalla() -> None:
    """Dagar och antal kommer ur profilen eller ur en regel med lagrum."""
    filer = [f for f in REGELFILER if f.name not in INTE_REGLER]
    assert [tal for fil in filer for tal in talen_utan_kalla(fil)] == []


def test_varje_rutin_med_tal_namnger_ett_varde_i_profilen() -> None:
    namngivna = {
        lydelse.kalla.profilvarde for regel in REGLER.values() for lydelse in regel.wordings
    }
    tal = {kod for kod in Profil.__dataclass_fields__ if kod.endswith(("_dagar", "_manader"))}
    assert tal - namngivna <= {"bistand_manader"}


# --- ingen fritext i ögonblicksbilden -------------------------------------------------------------

HEMLIGT = "HEMLIGT ORD"


def prov(falten: Iterable[Field]) -> dict[str, Varde]:
    """Ett värde i varje fält; i varje text står det hemliga ordet."""
    varden: dict[str, Varde] = {}
    for falt in falten:
        match falt.kind:
            case Kind.TEXT | Kind.RAD:
                varden[falt.code] = HEMLIGT
            case Kind.VAL:
                varden[falt.code] = falt.choices[0][0]
            case Kind.FLERVAL:
                varden[falt.code] = [falt.choices[0][0]]
            case Kind.DATUM:
                varden[falt.code] = "2026-03-10"
            case Kind.HELTAL:
                varden[falt.code] = falt.low
            case Kind.KLOCKSLAG:
                varden[falt.code] = "12:00"
            case Kind.JA_NEJ | Kind.MASTE_JA:
                varden[falt.code] = True
    return varden


def kort(falten: tuple[Field, ...]) -> dict[str, Varde]:
    return short(falten, check(falten, prov(falten), today=date(2026, 3, 10)))


@pytest.mark.parametrize("slag", FAKTASLAG.values(), ids=FAKTASLAG.keys())
def test_faktum_lamnar_ingen_fritext(slag: FactKind) -> None:
    fore = fakta(slag.akter[0], "utredning")
    efter = apply(fore, fact_effect(slag, kort(slag.fields), fore), seq=1, dag=date(2026, 3, 10))
    assert HEMLIGT not in json.dumps(efter.as_dict())


@pytest.mark.parametrize(("process", "steg"), STEG, ids=[f"{p.code}.{t.code}" for p, t in STEG])
def test_steg_lamnar_ingen_fritext(process: Process, steg: Transition) -> None:
    fore = fakta("utovare", "utredning")
    effekt = step_effect(
        steg,
        process,
        fore,
        kort(steg.fields),
        processes=PROCESSER,
        profil=PROFIL,
        dag=date(2026, 3, 10),
    )
    efter = apply(fore, effekt, seq=1, dag=date(2026, 3, 10))
    assert HEMLIGT not in json.dumps(efter.as_dict())
