from dataclasses import replace
from datetime import date

import pytest

from caseflow.engine.bevakning import expected
from caseflow.engine.fakta import Delprocess, Fakta, Faktum
from caseflow.rules.insats import (
    ej_verkstallt,
    forslag_tas_upp,
    frist_for_verkstallighet,
    galler_till,
    grupp_foregas_av_bedomningssamtal,
    insats_foljs,
    insats_pausad,
    insats_utan_beslut_ryms_i_laget,
    insats_utgar,
    insats_vantar,
    insatsen_bestalls_i_oppet_arende,
    insatsen_har_ett_gallande_beslut,
    insatsen_slutar,
    sakerheten_ar_overvagd_infor_slutet,
)
from caseflow.rules.rakning import sista_dag
from tests.faktabygge import PROFIL, Uppgift, delprocess, fakta, faktum, forfall, haller, lage


def insats(
    tillstand: str = "pagar",
    *,
    id_: int = 1,
    seq: int = 1,
    sedan: str = "2026-03-01",
    oppnad: str | None = None,
    steg: dict[str, Uppgift] | None = None,
    **varden: str,
) -> Delprocess:
    delen = delprocess(
        "insats",
        tillstand,
        id_=id_,
        sedan=sedan,
        oppnad=oppnad,
        steg=steg,
        varden={"grund": "beslut", "form": "individuell", **varden},
    )
    return replace(delen, seq=seq)


def provning(
    tillstand: str, *, id_: int = 9, seq: int = 9, gallde: int | None = None, **varden: str
) -> Delprocess:
    """En prövning; `gallde` är numret på insatsen som den namnger."""
    delen = delprocess("provning", tillstand, id_=id_, varden={"avser": "forlangning", **varden})
    namngiven = {} if gallde is None else {"insats": gallde}
    return replace(delen, seq=seq, varden={**delen.varden, **namngiven})


def arende(*delar: Delprocess, tillstand: str = "verkstallighet", **uppgifter: Uppgift) -> Fakta:
    return fakta(
        "utovare",
        tillstand,
        steg={"bevilja": "2026-02-01"},
        delprocesser=delar,
        fakta_=uppgifter,
    )


@pytest.mark.parametrize(
    ("tillstand", "under_utredning", "gar"),
    [
        ("utredning", True, True),
        ("utredning", False, False),
        ("beslut", False, False),
        ("forhandsbedomning", False, True),
        ("verkstallighet", False, True),
    ],
)
def test_insats_utan_beslut_under_utredning_valjer_enheten(
    tillstand: str, *, under_utredning: bool, gar: bool
) -> None:
    profil = replace(PROFIL, insats_under_utredning=under_utredning)
    provas = lage(arende(tillstand=tillstand), profil=profil)
    assert haller(insats_utan_beslut_ryms_i_laget, provas) is gar


@pytest.mark.parametrize(("tillstand", "gar"), [("avslutat", False), ("upptackt", True)])
def test_en_insats_bestalls_i_ett_oppet_arende(tillstand: str, *, gar: bool) -> None:
    assert haller(insatsen_bestalls_i_oppet_arende, lage(arende(tillstand=tillstand))) is gar


@pytest.mark.parametrize(
    ("grund", "steg", "gar"),
    [
        ("beslut", "bevilja", True),
        ("beslut", "bevilja_delvis", True),
        ("beslut", "bevilja_akut_skydd", False),
        ("beslut", "avsla", False),
        ("akut", "bevilja_akut_skydd", True),
        ("akut", "bevilja", False),
        ("utan_beslut", "tacka_nej", True),
    ],
)
def test_en_beviljad_insats_vilar_pa_ett_beslut(grund: str, steg: str, *, gar: bool) -> None:
    delen = insats("vantar", grund=grund)
    akten = replace(arende(delen), steg={steg: faktum("2026-02-01")})
    assert haller(insatsen_har_ett_gallande_beslut, lage(akten, inom=delen)) is gar


@pytest.mark.parametrize(
    ("tillstand", "gar"), [("bifall", True), ("delvis", True), ("avslag", False), ("beslut", False)]
)
def test_ett_bifall_i_en_provning_racker(tillstand: str, *, gar: bool) -> None:
    delen = insats("vantar")
    akten = replace(arende(delen, provning(tillstand, avser="ny_insats")), steg={})
    assert haller(insatsen_har_ett_gallande_beslut, lage(akten, inom=delen)) is gar


@pytest.mark.parametrize(
    ("dag", "gar"), [("2026-06-29", True), ("2026-06-30", True), ("2026-07-01", False)]
)
def test_beslutet_galler_till_och_med_sin_sista_dag(dag: str, *, gar: bool) -> None:
    delen = insats("vantar", till_och_med="2026-06-30")
    provas = lage(arende(delen), nar=dag, inom=delen)
    assert haller(insatsen_har_ett_gallande_beslut, provas) is gar


def test_en_forlangning_flyttar_slutdagen() -> None:
    delen = insats("pausad", till_och_med="2026-06-30")
    forlangd = provning("bifall", till_och_med="2026-12-30")
    akten = arende(delen, forlangd)
    assert galler_till(akten, delen) == date(2026, 12, 30)
    assert haller(insatsen_har_ett_gallande_beslut, lage(akten, nar="2026-12-30", inom=delen))
    assert not haller(insatsen_har_ett_gallande_beslut, lage(akten, nar="2026-12-31", inom=delen))


@pytest.mark.parametrize(
    "annan",
    [
        provning("avslag", till_och_med="2026-12-30"),
        provning("bifall", avser="ny_insats", till_och_med="2026-12-30"),
        provning("bifall", gallde=2, till_och_med="2026-12-30"),
        pytest.param(
            provning("bifall", seq=0, till_och_med="2026-12-30"), id="från tiden före insatsen"
        ),
    ],
)
def test_en_annan_provning_flyttar_den_inte(annan: Delprocess) -> None:
    delen = insats(till_och_med="2026-06-30")
    assert galler_till(arende(delen, annan), delen) == date(2026, 6, 30)


def test_en_namngiven_insats_forlangs() -> None:
    forst, sedan = insats(till_och_med="2026-06-30"), insats(id_=2, till_och_med="2026-07-30")
    akten = arende(forst, sedan, provning("bifall", gallde=2, till_och_med="2027-01-30"))
    assert (galler_till(akten, forst), galler_till(akten, sedan)) == (
        date(2026, 6, 30),
        date(2027, 1, 30),
    )


def test_utan_slutdag_galler_insatsen_tills_vidare() -> None:
    delen = insats("vantar")
    assert galler_till(arende(delen), delen) is None
    assert haller(
        insatsen_har_ett_gallande_beslut, lage(arende(delen), nar="2030-01-01", inom=delen)
    )


@pytest.mark.parametrize(
    ("form", "svar", "gar"),
    [
        ("individuell", None, True),
        ("grupp", None, False),
        ("grupp", False, False),
        ("grupp", True, True),
    ],
)
def test_fore_grupp_halls_ett_bedomningssamtal(form: str, *, svar: bool | None, gar: bool) -> None:
    delen = insats("vantar", form=form)
    falt = {} if svar is None else {"bedomningssamtal": svar}
    assert (
        haller(grupp_foregas_av_bedomningssamtal, lage(arende(delen), inom=delen, falt=falt)) is gar
    )


@pytest.mark.parametrize(
    ("overvagd", "gar"),
    [
        (None, False),
        pytest.param(faktum("2026-03-01", seq=2), False, id="före starten"),
        pytest.param(faktum("2026-03-02", seq=2), False, id="samma dag men registrerad före"),
        pytest.param(faktum("2026-03-02", seq=4), True, id="samma dag, registrerad efter"),
        pytest.param(faktum("2026-06-01", seq=9), True, id="efter starten"),
    ],
)
def test_innan_en_insats_slutar_overvags_sakerheten_igen(
    overvagd: Faktum | None, *, gar: bool
) -> None:
    delen = insats(steg={"starta_insats": faktum("2026-03-02", seq=3)})
    akten = replace(arende(delen), fakta={"sakerhet_overvagd": overvagd} if overvagd else {})
    assert haller(sakerheten_ar_overvagd_infor_slutet, lage(akten, inom=delen)) is gar
    for_den_utsatta = replace(akten, slag="utsatt")
    assert haller(sakerheten_ar_overvagd_infor_slutet, lage(for_den_utsatta, inom=delen))


@pytest.mark.parametrize(
    ("fran", "till"),
    [
        ("2026-03-10", "2026-06-10"),
        pytest.param("2025-11-30", "2026-02-28", id="februari saknar dag 30"),
        pytest.param("2023-11-30", "2024-02-29", id="skottdagen"),
        pytest.param("2026-08-31", "2026-11-30", id="november saknar dag 31"),
    ],
)
def test_tre_manader_for_att_verkstalla(fran: str, till: str) -> None:
    dag = date.fromisoformat(fran)
    assert sista_dag(frist_for_verkstallighet, dag, PROFIL) == date.fromisoformat(till)
    for tillstand in ("bestalld", "vantar"):
        (vantar,) = forfall(ej_verkstallt, arende(insats(tillstand, sedan=fran)))
        assert vantar.dag == vantar.yttersta_dag == date.fromisoformat(till)
        assert vantar.raknas_fran == dag


def test_bada_klockorna_beslutet_och_avbrottet() -> None:
    """Väntan räknas från beslutet, inte från när beställningen togs emot; avbrottet från pausen."""
    vantar = insats("vantar", oppnad="2026-02-01", sedan="2026-03-20")
    pausad = insats("pausad", oppnad="2025-02-01", sedan="2026-03-20")
    assert forfall(ej_verkstallt, arende(vantar))[0].dag == date(2026, 5, 1)
    assert forfall(ej_verkstallt, arende(pausad))[0].dag == date(2026, 6, 20)


@pytest.mark.parametrize(
    "delen",
    [
        insats("pagar"),
        insats("genomford"),
        insats("aterkallad"),
        insats("vantar", grund="utan_beslut"),
        insats("pausad", grund="utan_beslut"),
    ],
)
def test_det_som_inte_rapporteras(delen: Delprocess) -> None:
    assert forfall(ej_verkstallt, arende(delen)) == []


@pytest.mark.parametrize(
    ("beslut", "kalla"),
    [
        ("2025-06-30", "16 kap. 6 f § SoL (2001:453)"),
        ("2025-07-01", "34 kap. 1 § SoL (2025:400)"),
    ],
)
def test_lagrummet_ar_det_som_gallde_beslutets_dag(beslut: str, kalla: str) -> None:
    akten = arende(insats("bestalld", sedan=beslut))
    (vantad,) = expected([ej_verkstallt], akten, PROFIL).values()
    assert (vantad.kalla, vantad.typ) == (kalla, "lag")


@pytest.mark.parametrize(
    ("delen", "uppgifter", "dag"),
    [
        (insats("bestalld", sedan="2026-03-01"), {}, "2026-03-31"),
        (insats("vantar", oppnad="2026-02-01", sedan="2026-02-10"), {}, "2026-03-12"),
        pytest.param(
            insats("vantar", sedan="2026-03-01"),
            {"journalanteckning": "2026-03-15"},
            "2026-04-14",
            id="någon har hört av sig",
        ),
        pytest.param(
            insats("bestalld", sedan="2026-03-01"),
            {"samtal": "2026-03-15"},
            "2026-03-31",
            id="ett samtal någon annanstans tar inte emot beställningen",
        ),
        pytest.param(insats("vantar", sedan="2024-01-30"), {}, "2024-02-29", id="skottdagen"),
    ],
)
def test_den_som_vantar_far_hora_av_er(
    delen: Delprocess, uppgifter: dict[str, Uppgift], dag: str
) -> None:
    (vantar,) = forfall(
        insats_vantar, fakta("utovare", "verkstallighet", delprocesser=(delen,), fakta_=uppgifter)
    )
    assert vantar.dag == date.fromisoformat(dag)


@pytest.mark.parametrize(
    ("plikt", "tillstand"), [(insats_foljs, "pagar"), (insats_pausad, "pausad")]
)
def test_en_insats_som_tystnat_marks(plikt: object, tillstand: str) -> None:
    regel = insats_foljs if plikt is insats_foljs else insats_pausad
    delen = insats(tillstand, sedan="2026-03-01")
    assert forfall(regel, arende(delen))[0].dag == date(2026, 3, 31)
    med_samtal = arende(delen, samtal=("2026-03-20", {"utfall": "genomfort"}))
    assert forfall(regel, med_samtal)[0].dag == date(2026, 4, 19)
    assert forfall(regel, arende(insats("vantar"))) == []


@pytest.mark.parametrize(
    ("start", "slut", "dag"),
    [
        ("2026-01-01", "2026-06-30", "2026-05-19"),
        pytest.param("2026-06-15", "2026-06-30", "2026-06-15", id="kort beslut: från början"),
        pytest.param("2023-10-01", "2024-03-31", "2024-02-18", id="skottår"),
    ],
)
def test_paminnelse_innan_beslutet_gar_ut(start: str, slut: str, dag: str) -> None:
    (utgar,) = forfall(insats_utgar, arende(insats(sedan=start, till_och_med=slut)))
    assert utgar.dag == date.fromisoformat(dag)
    (slutar,) = forfall(insatsen_slutar, arende(insats(sedan=start, till_och_med=slut)))
    assert slutar.dag == date.fromisoformat(slut)


@pytest.mark.parametrize(
    ("tillstand", "dagar"),
    [
        ("ansokt", []),
        ("utreds", []),
        ("beslut", []),
        ("avslag", []),
        ("aterkallad", []),
        pytest.param("bifall", [date(2026, 11, 18)], id="inför den nya slutdagen"),
    ],
)
def test_paminnelsen_foljer_provningen(tillstand: str, dagar: list[date]) -> None:
    delen = insats(sedan="2026-01-01", till_och_med="2026-06-30")
    provas = provning(tillstand, till_och_med="2026-12-30")
    assert [f.dag for f in forfall(insats_utgar, arende(delen, provas))] == dagar


def test_paminnelsen_har_ny_nyckel_nar_slutdagen_flyttas() -> None:
    """Annars skulle en avbockad påminnelse tysta också den nästa."""
    delen = insats(till_och_med="2026-06-30")
    forst = forfall(insats_utgar, arende(delen))[0].nyckel
    sedan = forfall(insats_utgar, arende(delen, provning("bifall", till_och_med="2026-12-30")))
    assert forst != sedan[0].nyckel


@pytest.mark.parametrize("delen", [insats(), insats("genomford", till_och_med="2026-06-30")])
def test_utan_slutdag_eller_efter_slutet_kommer_ingen_paminnelse(delen: Delprocess) -> None:
    assert forfall(insats_utgar, arende(delen)) + forfall(insatsen_slutar, arende(delen)) == []


def test_ett_forslag_tas_upp_med_personen() -> None:
    delen = insats(steg={"foresla_provning": faktum("2026-03-30", seq=8, avser="forlangning")})
    (forslag,) = forfall(forslag_tas_upp, arende(delen))
    assert forslag.dag == date(2026, 4, 2)
    assert forfall(forslag_tas_upp, arende(delen, provning("ansokt", seq=9))) == []
    assert len(forfall(forslag_tas_upp, arende(delen, provning("bifall", seq=7)))) == 1
    assert forfall(forslag_tas_upp, arende(insats())) == []


def test_inget_raknas_fran_tiden_fore_genomgangen_av_ett_importerat_arende() -> None:
    delen = replace(insats("vantar", sedan="2019-01-01"), sedan=None, oppnad=None)
    akten = replace(arende(delen, genomgang="2026-03-10"), sedan=None, inkom=None)
    assert forfall(ej_verkstallt, akten)[0].dag == date(2026, 6, 10)
    assert forfall(insats_vantar, akten)[0].dag == date(2026, 4, 9)
