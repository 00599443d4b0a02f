from dataclasses import replace
from datetime import date

import pytest

from caseflow.engine.bevakning import expected
from caseflow.engine.fakta import Delprocess, Fakta, Varde
from caseflow.rules.profil import Uppfoljningspunkt
from caseflow.rules.uppfoljning import (
    bokad_dag_ar_en_vardag,
    bokad_dag_har_inte_varit,
    bokad_dag_ligger_i_fonstret,
    ej_nadd_skrivs,
    fonstret_har_oppnat,
    forsok_finns_kvar,
    forsoken_ar_gjorda,
    insatsernas_behandlare,
    personen_kan_foljas_upp,
    uppfoljning_ska_goras,
    uppfoljning_visade_behov,
    uppfoljningar_under_insats,
    uppfoljningar_vid_avslut,
    uppfoljningen_gors_av_annan,
)
from caseflow.rules.utgaende import saker_kontakt_galler
from tests.faktabygge import PROFIL, Uppgift, delprocess, fakta, faktum, forfall, haller, lage


def insats(behandlare: str = "bo", *, id_: int = 1, seq: int = 1) -> Delprocess:
    delen = delprocess("insats", "genomford", id_=id_, varden={"behandlare": behandlare})
    return replace(delen, seq=seq)


def uppfoljning(
    tillstand: str = "planerad",
    *,
    forsok: int = 0,
    steg: dict[str, Uppgift] | None = None,
    **varden: Varde,
) -> Delprocess:
    return delprocess(
        "uppfoljning",
        tillstand,
        id_=5,
        sedan="2026-03-10",
        steg=steg,
        antal={"forsok_kontakt": forsok},
        varden={
            "punkt": "sex_manader",
            "planerad": "2026-09-10",
            "fonster_fran": "2026-08-27",
            "fonster_till": "2026-10-08",
            **varden,
        },
    )


def arende(*delar: Delprocess, slag: str = "utovare", **uppgifter: Uppgift) -> Fakta:
    return fakta(slag, "avslutat", delprocesser=delar, fakta_=uppgifter)


def planera(akten: Fakta, dag: str) -> list[dict[str, Varde]]:
    nar = date.fromisoformat(dag)
    return uppfoljningar_vid_avslut.on(nar).function(akten, PROFIL, nar)


@pytest.mark.parametrize(
    ("avslut", "sex_manader", "fonster"),
    [
        ("2026-03-10", "2026-09-10", ("2026-08-27", "2026-10-08")),
        pytest.param(
            "2025-08-31", "2026-02-28", ("2026-02-14", "2026-03-28"), id="februari saknar dag 31"
        ),
        pytest.param("2023-08-31", "2024-02-29", ("2024-02-15", "2024-03-28"), id="skottdagen"),
        pytest.param(
            "2024-02-29", "2024-08-29", ("2024-08-15", "2024-09-26"), id="från skottdagen"
        ),
        pytest.param("2025-06-30", "2025-12-30", ("2025-12-16", "2026-01-27"), id="gamla lagen"),
    ],
)
def test_uppfoljningarna_vid_avslut_planeras(
    avslut: str, sex_manader: str, fonster: tuple[str, str]
) -> None:
    vid, efter = planera(arende(insats(), insats("tove", id_=2)), avslut)
    assert vid["planerad"] == vid["fonster_fran"] == avslut
    assert vid["punkt"] == "vid_avslut"
    assert efter == {
        "punkt": "sex_manader",
        "raknas_fran": "avslut",
        "manader": 6,
        "planerad": sex_manader,
        "fonster_fran": fonster[0],
        "fonster_till": fonster[1],
        "insats_behandlare": ["bo", "tove"],
    }


def test_utan_insats_planeras_ingen_uppfoljning() -> None:
    assert planera(arende(), "2026-03-10") == []


def test_en_insats_i_en_tidigare_omgang_raknas_inte() -> None:
    akten = replace(arende(insats()), steg={"ateraktualisera": faktum("2026-03-01", seq=7)})
    assert planera(akten, "2026-03-10") == []


def test_profilens_punkter_bestammer() -> None:
    manad = Uppfoljningspunkt("manad", "En månad efter", "avslut", 1, dagar_fore=3, dagar_efter=7)
    nar = date(2026, 1, 31)
    funktion = uppfoljningar_vid_avslut.on(nar).function
    (planerad,) = funktion(arende(insats()), replace(PROFIL, uppfoljningar=(manad,)), nar)
    assert [planerad[k] for k in ("fonster_fran", "planerad", "fonster_till")] == [
        "2026-02-25",
        "2026-02-28",
        "2026-03-07",
    ]
    assert funktion(arende(insats()), replace(PROFIL, uppfoljningar=()), nar) == []


def test_under_insatsen_planeras_en_gang() -> None:
    nar = date(2026, 3, 10)
    funktion = uppfoljningar_under_insats.on(nar).function
    (planerad,) = funktion(arende(), PROFIL, nar)
    assert (planerad["punkt"], planerad["planerad"]) == ("under_insats", "2026-06-10")
    redan = arende(uppfoljning(punkt="under_insats"))
    assert funktion(redan, PROFIL, nar) == []
    gjord = arende(uppfoljning("genomford", punkt="under_insats"))
    assert len(funktion(gjord, PROFIL, nar)) == 1


@pytest.mark.parametrize(
    ("aktor", "gar"), [("bo", False), ("tove", False), ("sami", True), ("doris", True)]
)
def test_uppfoljningen_gors_av_en_annan_an_behandlaren(aktor: str, *, gar: bool) -> None:
    """Den som startade en insats efter planeringen räknas också."""
    delen = uppfoljning(insats_behandlare=["bo"])
    akten = arende(insats("bo"), insats("tove", id_=2), delen)
    assert haller(uppfoljningen_gors_av_annan, lage(akten, inom=delen, aktor=aktor)) is gar


def test_behandlaren_far_med_ett_medgivet_undantag() -> None:
    delen = uppfoljning(
        insats_behandlare=["bo"], steg={"medge_undantag": faktum(undantag_skal=True, av="stina")}
    )
    assert haller(
        uppfoljningen_gors_av_annan, lage(arende(insats("bo"), delen), inom=delen, aktor="bo")
    )


def test_i_en_friyteakt_ar_behandlaren_den_som_borjade_samtalen() -> None:
    akten = fakta("friyta", "avslutad", steg={"paborja_friyta": ("2026-01-01", {"av": "bo"})})
    assert insatsernas_behandlare(akten) == ["bo"]
    assert insatsernas_behandlare(arende(insats("tove"), insats("tove", id_=2))) == ["tove"]


@pytest.mark.parametrize(("gjorda", "kvar"), [(0, True), (2, True), (3, False), (4, False)])
def test_forsoken_ar_begransade(gjorda: int, *, kvar: bool) -> None:
    delen = uppfoljning("kontaktforsok", forsok=gjorda)
    provas = lage(arende(delen), inom=delen)
    assert haller(forsok_finns_kvar, provas) is kvar
    assert haller(forsoken_ar_gjorda, provas) is not kvar


@pytest.mark.parametrize(
    ("dag", "gar"),
    [("2026-08-26", False), ("2026-08-27", True), ("2026-09-10", True), ("2027-01-01", True)],
)
def test_ingen_soks_innan_fonstret_har_oppnat(dag: str, *, gar: bool) -> None:
    delen = uppfoljning()
    assert haller(fonstret_har_oppnat, lage(arende(delen), nar=dag, inom=delen)) is gar


def test_en_egen_uppfoljning_har_inget_fonster() -> None:
    egen = delprocess("uppfoljning", "planerad", varden={"planerad": "2026-09-10"})
    assert haller(fonstret_har_oppnat, lage(arende(egen), inom=egen))


@pytest.mark.parametrize(
    ("slag", "galler_till", "gar"),
    [
        ("utsatt", "2026-03-10", True),
        ("utsatt", "2026-03-09", False),
        ("utsatt", None, False),
        ("utovare", None, True),
        ("friyta", None, True),
    ],
)
def test_den_som_ar_utsatt_soks_bara_sakert(
    slag: str, galler_till: str | None, *, gar: bool
) -> None:
    akten = fakta(slag, "avslutat", delprocesser=(uppfoljning(),))
    if galler_till:
        akten = replace(akten, fakta={"saker_kontakt": faktum(galler_till=galler_till)})
    assert haller(saker_kontakt_galler, lage(akten, inom=uppfoljning())) is gar


@pytest.mark.parametrize(
    ("satt", "gar"), [("anonym_14_5", False), ("radgivning_14_4", True), ("full", True)]
)
def test_den_som_ar_anonym_soks_aldrig(satt: str, *, gar: bool) -> None:
    akten = fakta(
        "friyta", "avslutad", steg={"registrera_akt": ("2026-03-01", {"dokumentation": satt})}
    )
    assert haller(personen_kan_foljas_upp, lage(akten)) is gar


def test_en_planerad_uppfoljning_bevakas_efter_avslutet() -> None:
    (vantad,) = expected([uppfoljning_ska_goras], arende(uppfoljning()), PROFIL).values()
    assert vantad.forfall.dag == date(2026, 9, 10)
    assert vantad.forfall.fonster_fran == date(2026, 8, 27)
    assert vantad.forfall.raknas_fran == date(2026, 3, 10)
    assert vantad.forfall.delprocess == 5


@pytest.mark.parametrize(
    ("forsok", "dag"),
    [
        (faktum("2026-08-28", utfall="ej_svar"), "2026-10-08"),
        pytest.param(
            faktum("2026-11-02", utfall="ej_svar"), "2026-11-02", id="fönstret har stängt"
        ),
        pytest.param(
            faktum("2026-09-01", utfall="ombokat", ny_dag="2026-09-17"), "2026-09-17", id="ny dag"
        ),
    ],
)
def test_efter_ett_forsok_bevakas_nasta(forsok: Uppgift, dag: str) -> None:
    delen = uppfoljning("kontaktforsok", forsok=1, steg={"forsok_kontakt": forsok})
    assert forfall(uppfoljning_ska_goras, arende(delen))[0].dag == date.fromisoformat(dag)


@pytest.mark.parametrize(
    ("bokad", "pausdagar", "dag"),
    [
        pytest.param("2026-09-21", 0, "2026-09-21", id="i fönstret"),
        pytest.param("2026-08-27", 0, "2026-08-27", id="fönstrets första dag"),
        pytest.param("2026-10-08", 0, "2026-10-08", id="fönstrets sista dag"),
        pytest.param("2026-09-21", 10, "2026-09-21", id="kvar i fönstret efter pausen"),
        pytest.param("2026-09-01", 10, "2026-09-20", id="fönstret flyttade ifrån dagen"),
    ],
)
def test_den_bokade_dagen_bevakas_i_fonstret(bokad: str, pausdagar: int, dag: str) -> None:
    insatsen = delprocess("insats", "pagar", id_=1, varden={"pausdagar": pausdagar})
    delen = uppfoljning(bokad_dag=bokad, insats=1)
    (vantad,) = forfall(uppfoljning_ska_goras, arende(insatsen, delen))
    assert vantad.dag == date.fromisoformat(dag)
    assert (vantad.termer[-1].slag == "avtalad") is (bokad == dag)


@pytest.mark.parametrize(
    ("bokad", "hindren"),
    [
        ("2026-08-26", {"fonstret", "varit"}),
        ("2026-08-27", {"varit"}),
        ("2026-08-31", {"varit"}),
        ("2026-09-01", set()),
        ("2026-10-08", set()),
        ("2026-10-09", {"fonstret"}),
    ],
)
def test_bara_en_kommande_dag_i_fonstret_bokas(bokad: str, hindren: set[str]) -> None:
    delen = uppfoljning()
    provas = lage(arende(delen), nar="2026-09-01", inom=delen, falt={"bokad_dag": bokad})
    regler = {"fonstret": bokad_dag_ligger_i_fonstret, "varit": bokad_dag_har_inte_varit}
    assert {namn for namn, regel in regler.items() if not haller(regel, provas)} == hindren


def test_fonstret_som_en_dag_bokas_i_flyttas_med_pausen() -> None:
    insatsen = delprocess("insats", "pagar", id_=1, varden={"pausdagar": 10})
    delen = uppfoljning(insats=1)
    for bokad, gar in (("2026-09-05", False), ("2026-09-06", True), ("2026-10-18", True)):
        provas = lage(arende(insatsen, delen), inom=delen, falt={"bokad_dag": bokad})
        assert haller(bokad_dag_ligger_i_fonstret, provas) is gar


@pytest.mark.parametrize(
    ("bokad", "vardag"),
    [
        ("2026-09-11", True),
        pytest.param("2026-09-12", False, id="lördag"),
        pytest.param("2026-09-13", False, id="söndag"),
        pytest.param("2026-12-25", False, id="juldagen"),
        pytest.param("2027-06-25", False, id="midsommarafton"),
    ],
)
def test_en_helgdag_varnas_det_bara_for(bokad: str, *, vardag: bool) -> None:
    assert (
        haller(bokad_dag_ar_en_vardag, lage(arende(uppfoljning()), falt={"bokad_dag": bokad}))
        is vardag
    )


def sokt(utfall: str, nar: str, *, ganger: int = 3, **varden: Varde) -> Delprocess:
    """Så många försök är gjorda, det sista en dag med ett utfall."""
    ny_dag: dict[str, Varde] = {"ny_dag": "2026-09-17"} if utfall == "ombokat" else {}
    sist: Uppgift = (nar, {"utfall": utfall, **ny_dag})
    return uppfoljning("kontaktforsok", forsok=ganger, steg={"forsok_kontakt": sist}, **varden)


@pytest.mark.parametrize(
    ("utfall", "nar", "dag"),
    [
        pytest.param("ej_svar", "2026-09-10", "2026-10-09", id="dagen efter fönstret"),
        pytest.param("ej_sakert", "2026-10-08", "2026-10-09", id="fönstrets sista dag"),
        pytest.param("ej_svar", "2026-11-30", "2026-12-01", id="fönstret hade redan stängt"),
        pytest.param("ej_svar", "2026-12-31", "2027-01-01", id="nyårsdagen"),
        pytest.param("ej_svar", "2028-02-28", "2028-02-29", id="skottdagen"),
    ],
)
def test_den_som_inte_nas_raknas_sa_nar_fonstret_har_stangt(
    utfall: str, nar: str, dag: str
) -> None:
    (ett,) = forfall(ej_nadd_skrivs, arende(sokt(utfall, nar)))
    assert (ett.dag, ett.delprocess) == (date.fromisoformat(dag), 5)


@pytest.mark.parametrize(
    "delen",
    [
        pytest.param(sokt("ej_svar", "2026-09-10", ganger=2), id="försök kvar"),
        pytest.param(sokt("natt", "2026-09-10"), id="nådd"),
        pytest.param(sokt("ombokat", "2026-09-10"), id="en annan dag är bestämd"),
        pytest.param(uppfoljning(), id="inte sökt"),
    ],
)
def test_ingen_annan_skrivs_som_inte_nadd(delen: Delprocess) -> None:
    assert forfall(ej_nadd_skrivs, arende(delen)) == []


def test_dagen_da_ingen_langre_vantas_flyttas_med_pausen() -> None:
    insatsen = delprocess("insats", "pagar", id_=1, varden={"pausdagar": 10})
    (ett,) = forfall(ej_nadd_skrivs, arende(insatsen, sokt("ej_svar", "2026-09-10", insats=1)))
    assert ett.dag == date(2026, 10, 19)


def test_en_egen_uppfoljning_utan_fonster_raknas_fran_dagen_eller_forsoket() -> None:
    for nar, dag in (("2026-09-02", "2026-09-11"), ("2026-09-20", "2026-09-21")):
        delen = sokt("ej_svar", nar, fonster_fran=None, fonster_till=None)
        assert forfall(ej_nadd_skrivs, arende(delen))[0].dag == date.fromisoformat(dag)


@pytest.mark.parametrize("tillstand", ["genomford", "avbojd", "ej_nadd", "olamplig"])
def test_en_avslutad_uppfoljning_bevakas_inte(tillstand: str) -> None:
    assert forfall(uppfoljning_ska_goras, arende(uppfoljning(tillstand))) == []


@pytest.mark.parametrize(
    ("svar", "dagar"),
    [
        ({"vald_sedan_dess": "ja", "vill_ha_kontakt": False}, [date(2026, 9, 11)]),
        ({"vald_sedan_dess": "nej", "vill_ha_kontakt": True}, [date(2026, 9, 11)]),
        ({"vald_sedan_dess": "nej", "vill_ha_kontakt": False}, []),
        ({"vald_sedan_dess": "vill_inte_svara", "vill_ha_kontakt": False}, []),
    ],
)
def test_det_som_kom_fram_tas_om_hand(svar: dict[str, Varde], dagar: list[date]) -> None:
    gjord = faktum("2026-09-10", seq=40, **svar)
    delen = uppfoljning("genomford", steg={"genomfor_uppfoljning": gjord})
    assert [f.dag for f in forfall(uppfoljning_visade_behov, arende(delen))] == dagar
    atertaget = replace(arende(delen), steg={"ateraktualisera": faktum("2026-09-11", seq=41)})
    registrerat = replace(arende(delen), fakta={"ny_handelse": faktum("2026-09-11", seq=41)})
    for akten in (atertaget, registrerat):
        assert forfall(uppfoljning_visade_behov, akten) == []
