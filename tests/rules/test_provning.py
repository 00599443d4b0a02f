from dataclasses import replace
from datetime import date

import pytest

from caseflow.engine.bevakning import expected
from caseflow.engine.fakta import Delprocess, Fakta, Varde
from caseflow.rules.provning import (
    ansokan_kommer_under_verkstalligheten,
    forlangningen_galler_langre,
    formen_foljer_ansokan,
    insatsen_ar_namngiven,
    kommuniceringen_galler_ansokan,
    provning_avgors,
    provning_sex_manader,
    provning_utreds,
    provningen_avgors_av_annan,
)
from tests.faktabygge import PROFIL, Uppgift, delprocess, fakta, faktum, forfall, haller, lage


def insats(id_: int = 1, till: str = "", tillstand: str = "pagar") -> Delprocess:
    varden: dict[str, Varde] = {"grund": "beslut", **({"till_och_med": till} if till else {})}
    return delprocess("insats", tillstand, id_=id_, varden=varden)


def provning(
    tillstand: str = "beslut",
    *,
    sedan: str = "2026-03-10",
    oppnad: str | None = None,
    steg: dict[str, Uppgift] | None = None,
    avser: str = "forlangning",
    gallde: int | None = None,
) -> Delprocess:
    """En prövning; `gallde` är numret på insatsen som den namnger."""
    delen = delprocess(
        "provning",
        tillstand,
        id_=9,
        sedan=sedan,
        oppnad=oppnad,
        steg=steg,
        varden={"avser": avser, **({} if gallde is None else {"insats": gallde})},
    )
    return replace(delen, seq=9)


def arende(*delar: Delprocess, tillstand: str = "verkstallighet") -> Fakta:
    return fakta("utsatt", tillstand, delprocesser=delar)


@pytest.mark.parametrize(
    ("tillstand", "gar"),
    [("verkstallighet", True), ("utredning", False), ("beslut", False), ("avslutat", False)],
)
def test_en_provning_oppnas_under_verkstalligheten(tillstand: str, *, gar: bool) -> None:
    provas = lage(arende(insats(), tillstand=tillstand))
    assert haller(ansokan_kommer_under_verkstalligheten, provas) is gar


@pytest.mark.parametrize(
    ("dag", "kalla"),
    [
        ("2025-06-30", "11 kap. 1 § SoL (2001:453)"),
        ("2025-07-01", "14 kap. 2 § SoL (2025:400)"),
    ],
)
def test_lagrummet_foljer_dagen(dag: str, kalla: str) -> None:
    lydelse = ansokan_kommer_under_verkstalligheten.on(date.fromisoformat(dag))
    assert str(lydelse.kalla) == kalla


@pytest.mark.parametrize(
    ("delar", "falt", "gar"),
    [
        pytest.param((insats(),), {"avser": "forlangning"}, True, id="bara en att välja"),
        pytest.param((insats(), insats(2)), {"avser": "forlangning"}, False, id="vilken av två"),
        ((insats(), insats(2)), {"avser": "andring", "insats": 2}, True),
        ((insats(),), {"avser": "forlangning", "insats": 7}, False),
        pytest.param(
            (insats(tillstand="genomford"),), {"avser": "forlangning"}, False, id="redan slut"
        ),
        pytest.param((), {"avser": "ny_insats"}, True, id="en ny insats behöver ingen gammal"),
    ],
)
def test_det_framgar_vilken_insats_det_galler(
    delar: tuple[Delprocess, ...], falt: dict[str, Varde], *, gar: bool
) -> None:
    assert haller(insatsen_ar_namngiven, lage(arende(*delar), falt=falt)) is gar


@pytest.mark.parametrize(
    ("seq", "gar"),
    [
        pytest.param(None, False, id="ingen"),
        pytest.param(8, False, id="från utredningen"),
        (10, True),
    ],
)
def test_kommuniceringen_galler_just_den_ansokan(seq: int | None, *, gar: bool) -> None:
    akten = arende(insats(), provning())
    if seq is not None:
        akten = replace(akten, fakta={"kommunicering": faktum("2026-03-10", seq=seq, satt="mote")})
    assert haller(kommuniceringen_galler_ansokan, lage(akten, inom=provning())) is gar


@pytest.mark.parametrize(
    ("fyra_ogon", "beredd_av", "aktor", "gar"),
    [
        (True, "anna", "anna", False),
        (True, "anna", "doris", True),
        (False, "anna", "anna", True),
        (True, None, "anna", True),
    ],
)
def test_en_annan_beslutar(
    beredd_av: str | None, aktor: str, *, fyra_ogon: bool, gar: bool
) -> None:
    delen = provning(steg={"lamna_till_beslut": faktum(av=beredd_av)} if beredd_av else {})
    profil = replace(PROFIL, fyra_ogon=fyra_ogon)
    provas = lage(arende(insats(), delen), profil=profil, inom=delen, aktor=aktor)
    assert haller(provningen_avgors_av_annan, provas) is gar


@pytest.mark.parametrize(
    ("avser", "form", "gar"),
    [
        ("ny_insats", "grupp", True),
        ("ny_insats", None, False),
        ("forlangning", None, True),
        ("forlangning", "grupp", False),
        ("andring", "grupp", False),
    ],
)
def test_formen_foljer_det_som_ansokan_avser(avser: str, form: str | None, *, gar: bool) -> None:
    delen = provning(avser=avser)
    provas = lage(arende(insats(), delen), inom=delen, falt={"form": form} if form else {})
    assert haller(formen_foljer_ansokan, provas) is gar


@pytest.mark.parametrize(
    ("avser", "namngiven", "till", "gar"),
    [
        ("forlangning", None, "2026-07-01", True),
        ("forlangning", None, "2026-06-30", False),
        ("forlangning", 2, "2026-07-01", False),
        ("forlangning", 2, "2026-10-01", True),
        ("andring", None, "2026-05-01", True),
        ("ny_insats", None, "2026-05-01", True),
        ("forlangning", None, None, True),
    ],
)
def test_en_forlangning_galler_langre(
    avser: str, namngiven: int | None, till: str | None, *, gar: bool
) -> None:
    delen = provning(avser=avser, gallde=namngiven)
    delar = (insats(till="2026-06-30"), insats(2, "2026-09-30" if namngiven else ""))
    provas = lage(arende(*delar, delen), inom=delen, falt={"till_och_med": till} if till else {})
    assert haller(forlangningen_galler_langre, provas) is gar


@pytest.mark.parametrize(
    ("sedan", "till", "dag"),
    [
        ("2026-03-10", "", "2026-07-10"),
        pytest.param("2025-10-31", "", "2026-02-28", id="februari saknar dag 31"),
        pytest.param("2023-10-31", "", "2024-02-29", id="skottår"),
        pytest.param("2026-03-10", "2026-04-30", "2026-04-30", id="innan det gamla går ut"),
        pytest.param("2026-03-10", "2026-01-31", "2026-03-10", id="det gamla har gått ut"),
    ],
)
def test_ansokan_utreds_i_tid(sedan: str, till: str, dag: str) -> None:
    for tillstand in ("ansokt", "utreds"):
        delen = provning(tillstand, sedan="2026-03-12", oppnad=sedan)
        (utreds,) = forfall(provning_utreds, arende(insats(till=till), delen))
        assert utreds.dag == date.fromisoformat(dag)


@pytest.mark.parametrize(
    ("sedan", "dag"), [("2026-03-10", "2026-03-24"), ("2024-02-20", "2024-03-05")]
)
def test_beslutet_fattas_i_tid(sedan: str, dag: str) -> None:
    (avgors,) = forfall(provning_avgors, arende(insats(), provning(sedan=sedan)))
    assert avgors.dag == date.fromisoformat(dag)
    assert forfall(provning_utreds, arende(insats(), provning(sedan=sedan))) == []


@pytest.mark.parametrize(
    ("ansokt", "dag"),
    [
        ("2026-03-10", "2026-09-10"),
        pytest.param("2025-08-31", "2026-02-28", id="februari saknar dag 31"),
        pytest.param("2023-08-31", "2024-02-29", id="skottdagen"),
    ],
)
def test_efter_sex_manader_kan_personen_begara_ett_avgorande(ansokt: str, dag: str) -> None:
    akten = arende(insats(), provning("utreds", oppnad=ansokt))
    (vantad,) = expected([provning_sex_manader], akten, PROFIL).values()
    assert vantad.forfall.dag == date.fromisoformat(dag)
    assert vantad.forfall.yttersta_dag is None
    assert (vantad.kalla, vantad.typ) == ("12 § FL (2017:900)", "lag")


@pytest.mark.parametrize("tillstand", ["bifall", "delvis", "avslag", "aterkallad"])
def test_en_avgjord_provning_bevakas_inte(tillstand: str) -> None:
    plikter = (provning_utreds, provning_avgors, provning_sex_manader)
    assert expected(plikter, arende(insats(), provning(tillstand)), PROFIL) == {}
