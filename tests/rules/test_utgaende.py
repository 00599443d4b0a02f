"""Porten för allt som går ut: varje dag, klockslag, sätt och slag av akt."""

from datetime import date, timedelta
from itertools import product
from typing import Any

import pytest

from caseflow.engine.process import FactKind, Transition
from caseflow.engine.trial import Lage, failing
from caseflow.processes import FAKTASLAG, PROCESSER
from caseflow.processes.kontaktfalt import KONTAKTEN
from caseflow.rules.profil import Profil
from caseflow.rules.utgaende import (
    DAGAR,
    KANALER,
    KRAVER_SKYDD,
    LAMNAR_INGET,
    OVERENSKOMMEN,
    UTGAENDE,
    brevet_gar_fram_sakert,
    dagen_passar,
    klockslaget_passar,
    nasta_sakra_tid,
)
from tests.faktabygge import PROFIL, fakta, faktum, haller, lage

TISDAG = date(2026, 3, 10)
VAR, HOST = date(2026, 3, 29), date(2026, 10, 25)
"""Söndagarna då klockan ställs om."""
ALLA = [kod for kod, _ in KANALER]
REGLER: dict[str, Any] = {
    "kanal": list(OVERENSKOMMEN.values()),
    "dagar": ["man", "tis", "ons", "tor", "fre"],
    "fran": "09:00",
    "till": "15:00",
    "lamna_meddelande": True,
    "osaker_adress": False,
    "galler_till": "2026-03-31",
}


def hindren(
    satt: str,
    /,
    *,
    slag: str = "utsatt",
    dag: date = TISDAG,
    klockslag: str = "10:00",
    meddelande: bool = False,
    skydd: str = "",
    regler: dict[str, Any] | None = None,
    **andrat: Any,
) -> set[str]:
    """Det som hindrar kontakten. `andrat` är det som är annorlunda i uppgifterna; tomma regler är inga."""
    galler = REGLER if regler is None else regler
    givna = {"saker_kontakt": faktum("2026-03-01", **(galler | andrat))} if galler else {}
    provas: Lage[Profil] = Lage(
        fakta(slag, "utredning", fakta_=givna),
        PROFIL,
        dag,
        {"kanal": satt, "klockslag": klockslag, "lamnas_meddelande": meddelande},
        utanfor={"skydd": skydd},
    )
    return {h.regel for h in failing(UTGAENDE, provas)}


@pytest.mark.parametrize("kanal", ALLA)
@pytest.mark.parametrize("slag", ["utovare", "utsatt", "friyta", "partnerkontakt"])
def test_det_som_ar_overenskommet_gar(kanal: str, slag: str) -> None:
    assert hindren(kanal, slag=slag) == set()


@pytest.mark.parametrize("kanal", ALLA)
@pytest.mark.parametrize("slag", ["utsatt", "partnerkontakt"])
def test_utan_besked_soks_den_som_ar_utsatt_inte_alls(kanal: str, slag: str) -> None:
    assert "saker_kontakt_galler" in hindren(kanal, slag=slag, regler={})


@pytest.mark.parametrize("kanal", ALLA)
@pytest.mark.parametrize("slag", ["utovare", "friyta"])
def test_utan_besked_lamnas_inget_efter_en_kontakt(kanal: str, slag: str) -> None:
    gar = kanal in LAMNAR_INGET
    assert (hindren(kanal, slag=slag, regler={}) == set()) is gar
    assert hindren("samtal", slag=slag, regler={}, meddelande=True) == {
        "rostmeddelande_lamnas_med_lov"
    }


@pytest.mark.parametrize(
    ("slag", "regel"),
    [
        ("utovare", "uppgifterna_har_inte_gatt_ut"),
        ("friyta", "uppgifterna_har_inte_gatt_ut"),
        ("utsatt", "saker_kontakt_galler"),
        ("partnerkontakt", "saker_kontakt_galler"),
    ],
)
@pytest.mark.parametrize("kanal", ALLA)
def test_dagen_efter_den_sista_gar_inget_ut(slag: str, regel: str, kanal: str) -> None:
    sista = date(2026, 3, 31)
    assert hindren(kanal, slag=slag, dag=sista) == set()
    assert hindren(kanal, slag=slag, dag=sista + timedelta(days=1)) == {regel}


@pytest.mark.parametrize(
    ("klockslag", "gar"),
    [
        ("00:00", False),
        ("08:59", False),
        ("09:00", True),
        ("14:59", True),
        ("15:00", False),
        ("23:59", False),
    ],
)
@pytest.mark.parametrize("dag", [TISDAG, VAR, HOST])
def test_timmarnas_granser_ar_vaggklockans_ocksa_nar_den_stalls_om(
    klockslag: str, dag: date, *, gar: bool
) -> None:
    alla_dagar: dict[str, Any] = {"dagar": list(DAGAR), "galler_till": "2026-12-31"}
    fel = set() if gar else {"klockslaget_ar_sakert"}
    assert hindren("samtal", dag=dag, klockslag=klockslag, **alla_dagar) == fel
    assert hindren("sms", dag=dag, klockslag=klockslag, **alla_dagar) == fel
    assert hindren("brev", dag=dag, klockslag=klockslag, **alla_dagar) == set()


def test_den_borttagna_och_den_dubbla_timmen() -> None:
    """02:30 finns inte på våren och två gånger på hösten: båda gångerna gäller väggklockan."""
    natt: dict[str, Any] = {"dagar": ["son"], "fran": "02:00", "till": "03:00"}
    for dag in (VAR, HOST):
        assert (
            hindren("samtal", dag=dag, klockslag="02:30", galler_till="2026-12-31", **natt) == set()
        )
        assert hindren("samtal", dag=dag, klockslag="03:00", galler_till="2026-12-31", **natt)


@pytest.mark.parametrize(("nummer", "kod"), list(enumerate(DAGAR)))
def test_varje_veckodag(nummer: int, kod: str) -> None:
    vecka = [date(2026, 3, 2) + timedelta(days=n) for n in range(7)]
    for dag in vecka:
        fel = set() if dag.weekday() == nummer else {"dagen_ar_saker"}
        assert hindren("samtal", dag=dag, dagar=[kod]) == fel


def test_ett_klockslag_som_saknas_ar_aldrig_sakert_nar_tider_finns() -> None:
    assert hindren("samtal", klockslag="") == {"klockslaget_ar_sakert"}


def test_aldre_uppgifter_har_bara_tider_i_ord() -> None:
    aldre: dict[str, Any] = {
        "kanal": ["telefon", "brev"],
        "tider": True,
        "lamna_meddelande": False,
        "kodord": True,
        "galler_till": "2026-03-31",
    }
    assert hindren("samtal", klockslag="23:00", regler=aldre) == set()
    assert hindren("sms", regler=aldre) == {"kanalen_ar_overenskommen"}
    assert hindren("samtal", meddelande=True, regler=aldre) == {"rostmeddelande_lamnas_med_lov"}
    assert hindren("hembesok", regler=aldre) == {"kanalen_ar_overenskommen"}


@pytest.mark.parametrize("kanal", ALLA)
def test_bara_det_valda_sattet_gar(kanal: str) -> None:
    for annan in ALLA:
        fel = hindren(kanal, kanal=[OVERENSKOMMEN[annan]]) if kanal != annan else set()
        assert fel == (set() if kanal == annan else {"kanalen_ar_overenskommen"})
    assert hindren(kanal, kanal=["hor_av_sig_sjalv"]) == {"kanalen_ar_overenskommen"}


@pytest.mark.parametrize("kanal", ALLA)
def test_inget_gar_till_en_osaker_adress(kanal: str) -> None:
    fel = {"adressen_ar_saker"} if kanal in {"brev", "hembesok"} else set()
    assert hindren(kanal, osaker_adress=True) == fel


@pytest.mark.parametrize("kanal", ALLA)
@pytest.mark.parametrize("skydd", ["sekretessmarkering", "skyddad_folkbokforing", "fingerade"])
@pytest.mark.parametrize("slag", ["utovare", "utsatt"])
def test_den_som_ar_skyddad_nas_bara_av_en_person(kanal: str, skydd: str, slag: str) -> None:
    fel = {"skyddad_person_nas_for_hand"} if kanal in {"sms", "epost", "brev"} else set()
    assert hindren(kanal, skydd=skydd, slag=slag) == fel


def test_alla_hinder_sags_pa_en_gang() -> None:
    funna = hindren(
        "brev",
        dag=date(2026, 4, 5),
        klockslag="23:00",
        skydd="sekretessmarkering",
        meddelande=True,
        kanal=["telefon"],
        osaker_adress=True,
        lamna_meddelande=False,
    )
    assert funna == {
        "saker_kontakt_galler",
        "kanalen_ar_overenskommen",
        "rostmeddelande_lamnas_med_lov",
        "adressen_ar_saker",
        "skyddad_person_nas_for_hand",
    }


def test_den_som_ar_anonym_soks_inte() -> None:
    akten = fakta(
        "friyta", "pagar", steg={"registrera_akt": ("2026-03-01", {"dokumentation": "anonym_14_5"})}
    )
    provas: Lage[Profil] = Lage(akten, PROFIL, TISDAG, {"kanal": "samtal", "klockslag": "10:00"})
    assert [h.regel for h in failing(UTGAENDE, provas)] == ["anonym_person_soks_inte"]


@pytest.mark.parametrize(
    ("dag", "klockslag", "nasta"),
    [
        ("2026-03-10", "10:00", None),
        ("2026-03-10", "08:59", ("2026-03-10", "09:00")),
        ("2026-03-10", "15:00", ("2026-03-11", "09:00")),
        ("2026-03-13", "23:59", ("2026-03-16", "09:00")),
        ("2026-03-14", "00:00", ("2026-03-16", "09:00")),
        ("2026-03-28", "12:00", ("2026-03-30", "09:00")),
        ("2026-03-31", "15:00", None),
        ("2026-04-01", "08:00", None),
    ],
)
def test_nasta_sakra_tid(dag: str, klockslag: str, nasta: tuple[str, str] | None) -> None:
    svar = nasta_sakra_tid(faktum(**REGLER), date.fromisoformat(dag), klockslag)
    assert svar == (nasta and (date.fromisoformat(nasta[0]), nasta[1]))


def test_nasta_sakra_tid_ar_saker_och_den_forsta() -> None:
    """Varje halvtimme i två veckor: ingen tid däremellan är säker."""
    klockslag = [f"{h:02}:{m:02}" for h, m in product(range(24), (0, 30))]
    tider = [(TISDAG + timedelta(days=n), k) for n in range(14) for k in klockslag]
    for dagar in (["son"], ["man", "tor"], list(DAGAR)):
        kontakt = faktum(**(REGLER | {"dagar": dagar, "galler_till": "2026-12-31"}))
        sakra = [
            t for t in tider if dagen_passar(kontakt, t[0]) and klockslaget_passar(kontakt, t[1])
        ]
        for tid in tider[: 7 * 48]:
            svar = nasta_sakra_tid(kontakt, *tid)
            forsta = next(t for t in sakra if t >= tid)
            assert (svar or tid) == forsta


@pytest.mark.parametrize(
    ("slag", "regler", "gar"),
    [
        ("utsatt", None, False),
        ("utovare", None, True),
        ("utovare", {"kanal": ["brev"]}, True),
        ("utovare", {"kanal": ["telefon"]}, False),
        ("utovare", {"kanal": ["brev"], "osaker_adress": True}, False),
        ("utsatt", {"kanal": ["brev"], "galler_till": "2026-03-10"}, True),
        ("utsatt", {"kanal": ["brev"], "galler_till": "2026-03-09"}, False),
    ],
)
def test_en_underrattelse_gar_med_brev_bara_nar_det_ar_sakert(
    slag: str, regler: dict[str, Any] | None, *, gar: bool
) -> None:
    givna = {"saker_kontakt": faktum("2026-03-01", **regler)} if regler else {}
    akten = fakta(slag, "utredning", fakta_=givna)
    assert haller(brevet_gar_fram_sakert, lage(akten, falt={"satt": "brev"})) is gar
    assert haller(brevet_gar_fram_sakert, lage(akten, falt={"satt": "mote"}))
    skyddad: Lage[Profil] = Lage(
        akten, PROFIL, TISDAG, {"satt": "brev"}, utanfor={"skydd": "fingerade"}
    )
    assert not haller(brevet_gar_fram_sakert, skyddad)


def test_allt_som_gar_ut_gar_genom_porten() -> None:
    """Varje steg och faktaslag som frågar hur du hör av dig, prövat med allt utom det om anonyma."""
    steg = [t for p in PROCESSER.values() for t in p.transitions]
    alla: list[Transition | FactKind] = [*steg, *FAKTASLAG.values()]
    gar_ut = [h for h in alla if set(KONTAKTEN) & set(h.fields)]
    assert {h.code for h in gar_ut} == {"forsok_kontakt", "utgaende_kontakt"}
    for handling in gar_ut:
        assert set(KONTAKTEN) <= set(handling.fields)
        krav = {r.kod for r in handling.requires}
        assert {r.kod for r in UTGAENDE} - {"anonym_person_soks_inte"} <= krav


def test_skyddet_ar_kant_for_reglerna_som_fragar_efter_det() -> None:
    handlingar: list[Transition | FactKind] = [
        *(t for p in PROCESSER.values() for t in p.transitions),
        *FAKTASLAG.values(),
    ]
    fragar = {h.code for h in handlingar if KRAVER_SKYDD & {r.kod for r in h.requires}}
    assert fragar == {
        "forsok_kontakt",
        "genomfor_uppfoljning",
        "utgaende_kontakt",
        "kommunicering",
        "underrattelse_om_beslut",
    }
