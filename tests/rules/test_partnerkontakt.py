from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest

from caseflow.engine.bevakning import expected
from caseflow.engine.fakta import Delprocess, Fakta, Faktum
from caseflow.rules.partnerkontakt import (
    PLIKTER,
    bada_samtyckena_ar_lamnade,
    bada_samtyckena_galler,
    behandling_ar_pa_vag,
    egen_sakerhetsbedomning_finns,
    enheten_har_partnerkontakt,
    ingen_annan_partnerkontakt_ar_oppen,
    oppna_partnerkontakt,
    partner_erbjuds,
    partner_svarar,
    partnerkontakt_akt_foljs,
    partnerkontakt_begars,
    partnerkontakt_foljs,
    partnerkontakt_provas,
    personen_ar_inte_anonym,
    sakerhetsinformation_kan_lamnas,
)
from tests.faktabygge import PROFIL, delprocess, fakta, faktum, forfall, haller, lage

ROJA, INFORMATION = "roja_behandling", "lamna_sakerhetsinformation"


def utovarens(*delar: Delprocess, samtycken: tuple[str, ...] = ()) -> Fakta:
    return replace(
        fakta("utovare", "verkstallighet", delprocesser=delar),
        fakta={f"samtycke:{a}": faktum("2026-03-01", satt="muntligt") for a in samtycken},
    )


def egen_akt(
    tillstand: str = "sakerhet_bedomd",
    *,
    sedan: str = "2026-03-10",
    speglade: Mapping[str, bool] | None = None,
) -> Fakta:
    akten = fakta(
        "partnerkontakt",
        tillstand,
        sedan=sedan,
        steg={"registrera_akt": ("2026-03-01", {"sakerhetsbedomning": True})},
    )
    return replace(
        akten, fakta={f"samtycke_speglat:{a}": faktum(givet=g) for a, g in (speglade or {}).items()}
    )


@pytest.mark.parametrize("har", [True, False])
def test_enheten_valjer_om_den_har_partnerkontakt(*, har: bool) -> None:
    provas = lage(utovarens(), profil=replace(PROFIL, partnerkontakt=har))
    assert haller(enheten_har_partnerkontakt, provas) is har


@pytest.mark.parametrize(
    ("tillstand", "gar"),
    [("bestalld", True), ("vantar", True), ("pagar", True), ("genomford", False), (None, False)],
)
def test_partnerkontakt_hor_till_en_behandling(tillstand: str | None, *, gar: bool) -> None:
    delar = (delprocess("insats", tillstand),) if tillstand else ()
    assert haller(behandling_ar_pa_vag, lage(utovarens(*delar))) is gar


@pytest.mark.parametrize(
    ("satt", "tillstand", "gar"),
    [
        ("anonym_14_5", "pagar", False),
        ("anonym_14_5", "avslutad", True),
        ("full", "pagar", True),
        ("radgivning_14_4", "pagar", True),
    ],
)
def test_aldrig_medan_samtalen_ar_anonyma(satt: str, tillstand: str, *, gar: bool) -> None:
    friyta = delprocess("friyta", tillstand, varden={"dokumentation": satt})
    assert haller(personen_ar_inte_anonym, lage(utovarens(friyta))) is gar


@pytest.mark.parametrize(
    ("tillstand", "gar"),
    [("provas", False), ("oppen", False), ("avslutad", True), ("avbojd_av_utovaren", True)],
)
def test_en_fraga_i_taget(tillstand: str, *, gar: bool) -> None:
    delen = delprocess("partnerkontakt", tillstand)
    assert haller(ingen_annan_partnerkontakt_ar_oppen, lage(utovarens(delen))) is gar


@pytest.mark.parametrize(
    ("samtycken", "gar"),
    [
        ((), False),
        ((ROJA,), False),
        ((INFORMATION,), False),
        ((ROJA, "samverkan"), False),
        ((ROJA, INFORMATION), True),
    ],
)
def test_bada_samtyckena_behovs_i_utovarens_arende(
    samtycken: tuple[str, ...], *, gar: bool
) -> None:
    provas = lage(utovarens(samtycken=samtycken))
    assert haller(bada_samtyckena_ar_lamnade, provas) is gar


@pytest.mark.parametrize(
    ("speglade", "erbjuda", "lamna"),
    [
        ({}, False, False),
        ({ROJA: True}, False, False),
        ({INFORMATION: True}, False, True),
        ({ROJA: True, INFORMATION: True}, True, True),
        pytest.param({ROJA: False, INFORMATION: True}, False, True, id="det ena återtaget"),
        pytest.param({ROJA: True, INFORMATION: False}, False, False, id="det andra återtaget"),
    ],
)
def test_det_speglade_samtycket_styr_i_den_egna_akten(
    speglade: dict[str, bool], *, erbjuda: bool, lamna: bool
) -> None:
    provas = lage(egen_akt(speglade=speglade))
    assert haller(bada_samtyckena_galler, provas) is erbjuda
    assert haller(sakerhetsinformation_kan_lamnas, provas) is lamna


@pytest.mark.parametrize(
    ("uppgifter", "gar"),
    [
        pytest.param({}, True, id="bedömd när akten öppnades"),
        pytest.param({"ny_handelse": faktum("2026-03-05", seq=9)}, False, id="något har hänt"),
        pytest.param(
            {
                "ny_handelse": faktum("2026-03-05", seq=9),
                "sakerhetsbedomning_kontakt": faktum("2026-03-06", seq=10),
            },
            True,
            id="bedömd igen",
        ),
        pytest.param(
            {
                "ny_handelse": faktum("2026-03-07", seq=11),
                "sakerhetsbedomning_kontakt": faktum("2026-03-06", seq=10),
            },
            False,
            id="och sedan hände något",
        ),
    ],
)
def test_sakerheten_ar_bedomd_i_den_egna_akten(uppgifter: dict[str, Faktum], *, gar: bool) -> None:
    provas = lage(replace(egen_akt(), fakta=uppgifter))
    assert haller(egen_sakerhetsbedomning_finns, provas) is gar


def test_en_akt_utan_bedomning_racker_inte() -> None:
    utan = replace(egen_akt(), steg={"registrera_akt": faktum("2026-03-01")})
    assert not haller(egen_sakerhetsbedomning_finns, lage(utan))


@pytest.mark.parametrize(
    ("plikt", "tillstand", "sedan", "dag"),
    [
        (partnerkontakt_provas, "provas", "2026-03-10", "2026-04-09"),
        (partnerkontakt_begars, "samtycke_inhamtat", "2026-03-10", "2026-03-13"),
        (oppna_partnerkontakt, "begard", "2026-03-10", "2026-03-24"),
        pytest.param(oppna_partnerkontakt, "begard", "2024-02-16", "2024-03-01", id="skottår"),
        (partnerkontakt_foljs, "oppen", "2026-03-10", "2026-06-10"),
        pytest.param(
            partnerkontakt_foljs, "oppen", "2025-11-30", "2026-02-28", id="februari saknar dag 30"
        ),
    ],
)
def test_utovarens_halva_bevakas(plikt: object, tillstand: str, sedan: str, dag: str) -> None:
    regel = next(p for p in PLIKTER if p is plikt)
    (bevakad,) = forfall(regel, utovarens(delprocess("partnerkontakt", tillstand, sedan=sedan)))
    assert bevakad.dag == date.fromisoformat(dag)


def test_samtycken_som_gatts_igenom_flyttar_genomgangen() -> None:
    oppen = delprocess("partnerkontakt", "oppen", sedan="2026-01-10")
    (foljs,) = forfall(partnerkontakt_foljs, utovarens(oppen, samtycken=(ROJA, INFORMATION)))
    assert foljs.dag == date(2026, 6, 1)


def test_utovarens_halva_ar_densamma_vad_som_an_hander_pa_den_andra_sidan() -> None:
    """Inget på utövarens sida kan bero på den andra akten: allt regeln ser är utövarens egna fakta."""
    begard = utovarens(delprocess("partnerkontakt", "begard"), samtycken=(ROJA, INFORMATION))
    (vantad,) = expected(PLIKTER, begard, PROFIL).values()
    assert oppna_partnerkontakt.utloser == "oppna_partnerkontakt"
    assert vantad.slag == "oppna_partnerkontakt"


@pytest.mark.parametrize(
    ("plikt", "tillstand", "sedan", "dag"),
    [
        (partner_erbjuds, "sakerhet_bedomd", "2026-03-10", "2026-03-13"),
        (partner_svarar, "erbjuden", "2026-03-10", "2026-03-24"),
        pytest.param(partner_svarar, "erbjuden", "2024-02-15", "2024-02-29", id="skottdagen"),
        (partnerkontakt_akt_foljs, "pagar", "2026-03-10", "2026-04-09"),
    ],
)
def test_den_egna_akten_bevakas(plikt: object, tillstand: str, sedan: str, dag: str) -> None:
    regel = next(p for p in PLIKTER if p is plikt)
    akten = egen_akt(tillstand, sedan=sedan)
    assert [f.dag for f in forfall(regel, akten)] == [date.fromisoformat(dag)]
    assert list(expected(PLIKTER, akten, PROFIL)) == [(regel.kod, "")]


def test_samtal_flyttar_bevakningen_i_den_egna_akten() -> None:
    akten = replace(egen_akt("pagar"), fakta={"samtal": faktum("2026-03-20", utfall="genomfort")})
    assert forfall(partnerkontakt_akt_foljs, akten)[0].dag == date(2026, 4, 19)


@pytest.mark.parametrize("tillstand", ["avslutad", "avbojd", "ej_nadd", "olamplig"])
def test_en_avslutad_egen_akt_bevakas_inte_harifran(tillstand: str) -> None:
    assert expected(PLIKTER, egen_akt(tillstand), PROFIL) == {}
