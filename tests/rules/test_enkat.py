from datetime import date

import pytest

from caseflow.engine.fakta import Delprocess, Fakta, Varde
from caseflow.rules.enkat import enkat_efter_samtalen, enkat_efter_uppfoljningen
from tests.faktabygge import Uppgift, delprocess, fakta, faktum, forfall


def del_med(process: str, tillstand: str, sedan: str, samtal: int, id_: int = 1) -> Delprocess:
    """En insats eller friyta med så många genomförda samtal."""
    antal = {"samtal:genomfort": samtal}
    return delprocess(process, tillstand, id_=id_, sedan=sedan, antal=antal)


def arende(*delar: Delprocess, tillstand: str = "verkstallighet", **uppgifter: Uppgift) -> Fakta:
    return fakta("utovare", tillstand, sedan="2026-03-01", delprocesser=delar, fakta_=uppgifter)


def uppfoljd(nar: str, *, manader: int = 6, fran: str = "avslut", enkat: str = "") -> Delprocess:
    svar: dict[str, Varde] = {"enkat": enkat} if enkat else {}
    return delprocess(
        "uppfoljning",
        "genomford",
        id_=8,
        steg={"genomfor_uppfoljning": faktum(nar, seq=40, **svar)},
        varden={"punkt": "p", "raknas_fran": fran, "manader": manader},
    )


def forst(akten: Fakta) -> list[str]:
    return [f.dag.isoformat() for f in forfall(enkat_efter_samtalen, akten)]


def sedan(akten: Fakta) -> list[str]:
    return [f.dag.isoformat() for f in forfall(enkat_efter_uppfoljningen, akten)]


SLUT = del_med("insats", "genomford", "2026-03-10", 5)


@pytest.mark.parametrize(
    ("slutade", "dag"),
    [
        ("2026-03-10", "2026-03-17"),
        ("2026-03-31", "2026-04-07"),
        ("2028-02-22", "2028-02-29"),
        ("2026-12-25", "2027-01-01"),
    ],
)
def test_enkaten_erbjuds_en_vecka_efter_att_samtalen_tog_slut(slutade: str, dag: str) -> None:
    assert forst(arende(del_med("insats", "genomford", slutade, 5))) == [dag]


@pytest.mark.parametrize(
    "delar",
    [
        pytest.param((del_med("insats", "genomford", "2026-03-10", 4),), id="för få samtal"),
        pytest.param((SLUT, del_med("insats", "pagar", "2026-02-01", 0, 2)), id="en insats pågår"),
        pytest.param(
            (SLUT, del_med("insats", "vantar", "2026-02-01", 0, 2)), id="en insats väntar"
        ),
        pytest.param((SLUT, del_med("friyta", "pagar", "2026-02-01", 1, 2)), id="friyta pågår"),
        pytest.param((), id="inga samtal"),
    ],
)
def test_annars_vantar_enkaten(delar: tuple[Delprocess, ...]) -> None:
    assert forst(arende(*delar)) == []


def test_samtalen_raknas_ihop_och_det_sista_slutet_galler() -> None:
    delar = (
        del_med("friyta", "avslutad", "2026-02-20", 3),
        del_med("insats", "avbruten", "2026-03-10", 2, 2),
    )
    assert forst(arende(*delar)) == ["2026-03-17"]


@pytest.mark.parametrize(
    ("tillstand", "dagar"),
    [
        ("utredning", []),
        ("beslut", []),
        ("samtalsfas", ["2026-03-17"]),
        ("avslutat", ["2026-03-17"]),
    ],
)
def test_medan_behovet_utreds_fortsatter_kontakten(tillstand: str, dagar: list[str]) -> None:
    assert forst(arende(SLUT, tillstand=tillstand)) == dagar


def test_den_som_vill_ansoka_har_inte_slutat() -> None:
    friyta = delprocess(
        "friyta",
        "avslutad",
        sedan="2026-03-10",
        steg={"avsluta_friyta": ("2026-03-10", {"slut": "vill_ansoka"})},
        antal={"samtal:genomfort": 5},
    )
    assert forst(arende(friyta, tillstand="forhandsbedomning")) == []
    assert forst(arende(friyta, tillstand="avslutat")) == ["2026-03-17"]


@pytest.mark.parametrize("status", ["erbjuden", "besvarad", "avbojd", "olamplig"])
def test_en_registrerad_enkat_ar_klar(status: str) -> None:
    assert forst(arende(SLUT, enkat=("2026-03-05", {"status": status}))) == []


@pytest.mark.parametrize(
    ("nar", "svar", "klar"),
    [
        ("2026-03-12", "besvarad", True),
        ("2026-03-12", "avbojd", True),
        ("2026-03-12", "inte_erbjuden", False),
        ("2026-03-12", "", False),
        pytest.param("2026-03-09", "besvarad", False, id="innan samtalen var slut"),
    ],
)
def test_en_uppfoljning_som_tar_upp_enkaten_racker(nar: str, svar: str, *, klar: bool) -> None:
    delen = uppfoljd(nar, manader=0, enkat=svar)
    assert (forst(arende(SLUT, delen)) == []) is klar


@pytest.mark.parametrize(
    ("satt", "tillstand", "slut", "dagar"),
    [
        ("full", "avslutad", "nojd", ["2026-03-17"]),
        ("radgivning_14_4", "avslutad", "max_natt", ["2026-03-17"]),
        ("anonym_14_5", "avslutad", "nojd", []),
        ("full", "pagar", "", []),
        ("full", "avslutad", "vill_ansoka", []),
    ],
)
def test_i_en_friyteakt_fragas_den_som_inte_ar_anonym(
    satt: str, tillstand: str, slut: str, dagar: list[str]
) -> None:
    akten = fakta(
        "friyta",
        tillstand,
        sedan="2026-03-10",
        steg={
            "registrera_akt": ("2026-01-10", {"dokumentation": satt}),
            "avsluta_friyta": ("2026-03-10", {"slut": slut}),
        },
        antal={"samtal:genomfort": 5},
    )
    assert forst(akten) == dagar


@pytest.mark.parametrize(
    ("delen", "dagar"),
    [
        (uppfoljd("2026-09-10"), ["2026-09-17"]),
        (uppfoljd("2026-09-10", enkat="inte_erbjuden"), ["2026-09-17"]),
        (uppfoljd("2026-09-10", enkat="besvarad"), []),
        (uppfoljd("2026-09-10", enkat="avbojd"), []),
        pytest.param(uppfoljd("2026-03-12", manader=0), [], id="vid avslutet"),
        pytest.param(uppfoljd("2026-06-12", manader=3, fran="insats_start"), [], id="i insatsen"),
    ],
)
def test_enkaten_stalls_en_gang_till_efter_avslutet(delen: Delprocess, dagar: list[str]) -> None:
    forsta: Uppgift = ("2026-03-12", {"status": "besvarad"})
    akten = arende(SLUT, delen, tillstand="avslutat", enkat=forsta)
    assert sedan(akten) == dagar
    assert forst(akten) == []


def test_en_enkat_efter_uppfoljningen_ar_den_andra() -> None:
    senare = faktum("2026-09-12", seq=50, status="erbjuden")
    assert sedan(arende(SLUT, uppfoljd("2026-09-10"), tillstand="avslutat", enkat=senare)) == []


def test_den_som_har_haft_fa_samtal_fragas_inte_en_andra_gang() -> None:
    fa = del_med("insats", "genomford", "2026-03-10", 4)
    assert sedan(arende(fa, uppfoljd("2026-09-10"), tillstand="avslutat")) == []


def test_dagen_raknas_fran_samtalens_slut() -> None:
    (ett,) = forfall(enkat_efter_samtalen, arende(SLUT))
    assert ett.raknas_fran == date(2026, 3, 10)
    assert [t.text for t in ett.termer] == ["Samtalen tog slut", "+7 dagar"]
