from dataclasses import replace
from datetime import date

import pytest

from caseflow.engine.bevakning import expected
from caseflow.engine.fakta import Delprocess, Fakta
from caseflow.rules.friyta import (
    anonymitet_har_namndens_beslut,
    anvanda_samtal,
    ar_anonym,
    dokumentationssatt,
    dokumentationssattet_ar_valt,
    dokumentationssattet_star_fast,
    friyta_foljs,
    friyta_paborjas,
    friyta_samtalen_ar_anvanda,
    friyta_vill_ansoka,
    friytan_har_samtal_kvar,
    samtalet_halls_i_en_borjad_friyta,
    samtalet_ryms_i_friytan,
)
from tests.faktabygge import PROFIL, Uppgift, delprocess, fakta, faktum, forfall, haller, lage

ANONYM = replace(
    PROFIL,
    friyta_dokumentation=("full", "radgivning_14_4", "anonym_14_5"),
    anonym_beslut="SN 2025/12",
)


def samtalen(antal: int, *, id_: int = 1, tillstand: str = "pagar") -> Delprocess:
    return delprocess("friyta", tillstand, id_=id_, antal={"samtal": 9, "samtal:genomfort": antal})


def i_arendet(*delar: Delprocess, **uppgifter: Uppgift) -> Fakta:
    return fakta("utovare", "forhandsbedomning", delprocesser=delar, fakta_=uppgifter)


def friyteakt(tillstand: str = "pagar", antal: int = 0, satt: str = "full") -> Fakta:
    return fakta(
        "friyta",
        tillstand,
        steg={"registrera_akt": ("2026-03-01", {"dokumentation": satt})},
        antal={"samtal:genomfort": antal},
    )


@pytest.mark.parametrize(
    ("antal", "utfall", "ryms"),
    [
        (0, "genomfort", True),
        (4, "genomfort", True),
        (5, "genomfort", False),
        (6, "genomfort", False),
        pytest.param(5, "bokat", True, id="bara genomförda räknas"),
        pytest.param(5, "uteblivet", True, id="ett uteblivet kostar inget"),
    ],
)
def test_friytan_overskrider_aldrig_antalet(antal: int, utfall: str, *, ryms: bool) -> None:
    i_del = lage(i_arendet(samtalen(antal)), inom=samtalen(antal), falt={"utfall": utfall})
    i_akt = lage(friyteakt(antal=antal), falt={"utfall": utfall})
    assert haller(samtalet_ryms_i_friytan, i_del) is ryms
    assert haller(samtalet_ryms_i_friytan, i_akt) is ryms


@pytest.mark.parametrize(
    ("tillstand", "utfall", "gar"),
    [
        ("erbjuden", "genomfort", False),
        ("erbjuden", "bokat", True),
        ("erbjuden", "uteblivet", True),
        ("pagar", "genomfort", True),
    ],
)
def test_ett_samtal_genomfors_nar_friytan_har_borjat(
    tillstand: str, utfall: str, *, gar: bool
) -> None:
    delen = samtalen(0, tillstand=tillstand)
    i_del = lage(i_arendet(delen), inom=delen, falt={"utfall": utfall})
    i_akt = lage(friyteakt(tillstand), falt={"utfall": utfall})
    assert haller(samtalet_halls_i_en_borjad_friyta, i_del) is gar
    assert haller(samtalet_halls_i_en_borjad_friyta, i_akt) is gar


def test_ett_bedomningssamtal_halls_innan_insatsen_startar() -> None:
    insats = delprocess("insats", "vantar")
    provas = lage(i_arendet(insats), inom=insats, falt={"utfall": "genomfort"})
    assert haller(samtalet_halls_i_en_borjad_friyta, provas)


def test_profilen_bestammer_antalet() -> None:
    tolv = replace(PROFIL, friyta_max=12)
    provas = lage(friyteakt(antal=11), profil=tolv, falt={"utfall": "genomfort"})
    assert haller(samtalet_ryms_i_friytan, provas)
    assert not haller(samtalet_ryms_i_friytan, replace(provas, fakta=friyteakt(antal=12)))


def test_samtal_i_en_insats_har_inget_tak() -> None:
    insats = delprocess("insats", "pagar", antal={"samtal:genomfort": 40})
    provas = lage(i_arendet(insats), inom=insats, falt={"utfall": "genomfort"})
    assert haller(samtalet_ryms_i_friytan, provas)


def test_en_ny_friyta_i_samma_omgang_ger_inte_fem_samtal_till() -> None:
    forra = samtalen(5, tillstand="avslutad")
    ny = samtalen(0, id_=2)
    arendet = i_arendet(forra, ny)
    assert anvanda_samtal(arendet) == 5
    assert not haller(friytan_har_samtal_kvar, lage(arendet, inom=ny))
    provas = lage(arendet, inom=ny, falt={"utfall": "genomfort"})
    assert not haller(samtalet_ryms_i_friytan, provas)


def test_den_som_kommer_tillbaka_far_nya_samtal() -> None:
    forra = samtalen(5, tillstand="avslutad")
    ny = replace(samtalen(0, id_=2), seq=31)
    arendet = replace(i_arendet(forra, ny), steg={"ateraktualisera": faktum("2026-03-01", seq=30)})
    assert anvanda_samtal(arendet) == 0
    assert haller(friytan_har_samtal_kvar, lage(arendet, inom=ny))


def test_en_friyta_som_fortsatter_nar_arendet_tas_upp_igen_far_inga_nya_samtal() -> None:
    igen = {"ateraktualisera": faktum("2026-03-01", seq=30)}
    oppen = replace(i_arendet(samtalen(5)), steg=igen)
    assert anvanda_samtal(oppen) == 5
    provas = lage(oppen, inom=samtalen(5), falt={"utfall": "genomfort"})
    assert not haller(samtalet_ryms_i_friytan, provas)
    slut = {"avsluta_friyta": faktum("2026-03-02", seq=31)}
    avslutad_sedan = replace(samtalen(5, tillstand="avslutad"), steg=slut)
    assert anvanda_samtal(replace(i_arendet(avslutad_sedan), steg=igen)) == 5


def test_sattet_att_dokumentera_lases_dar_det_valdes() -> None:
    valt = delprocess("friyta", "pagar", varden={"dokumentation": "radgivning_14_4"})
    assert dokumentationssatt(i_arendet(valt), valt) == "radgivning_14_4"
    assert dokumentationssatt(i_arendet(), delprocess("friyta", "erbjuden")) == ""
    assert dokumentationssatt(friyteakt(satt="anonym_14_5")) == "anonym_14_5"
    vid_start = fakta(
        "friyta", "pagar", steg={"paborja_friyta": ("2026-03-01", {"dokumentation": "full"})}
    )
    assert dokumentationssatt(vid_start) == "full"
    assert ar_anonym(friyteakt(satt="anonym_14_5"))
    assert not ar_anonym(friyteakt())


@pytest.mark.parametrize(
    ("falt", "gar"),
    [("full", True), ("radgivning_14_4", True), ("anonym_14_5", False), (None, False)],
)
def test_sattet_ska_vara_valt_bland_enhetens(falt: str | None, *, gar: bool) -> None:
    erbjuden = delprocess("friyta", "erbjuden")
    provas = lage(
        i_arendet(erbjuden), inom=erbjuden, falt={"dokumentation": falt} if falt else None
    )
    assert haller(dokumentationssattet_ar_valt, provas) is gar


def test_sattet_som_valdes_nar_akten_oppnades_racker() -> None:
    assert haller(dokumentationssattet_ar_valt, lage(friyteakt("erbjuden")))


@pytest.mark.parametrize(
    ("tidigare", "nu", "gar"),
    [
        ("anonym_14_5", "anonym_14_5", True),
        ("anonym_14_5", None, True),
        ("anonym_14_5", "full", False),
        ("full", "anonym_14_5", False),
        ("full", "full", True),
    ],
)
def test_sattet_star_fast(tidigare: str, nu: str | None, *, gar: bool) -> None:
    akten = friyteakt("erbjuden", satt=tidigare)
    provas = lage(akten, falt={"dokumentation": nu} if nu else None)
    assert haller(dokumentationssattet_star_fast, provas) is gar


@pytest.mark.parametrize(
    ("dag", "beslut", "satt", "gar", "kalla"),
    [
        ("2025-07-01", "SN 2025/12", "anonym_14_5", True, "14 kap. 5 § SoL (2025:400)"),
        ("2025-07-01", "", "anonym_14_5", False, "14 kap. 5 § SoL (2025:400)"),
        ("2025-07-01", "", "full", True, "14 kap. 5 § SoL (2025:400)"),
        pytest.param(
            "2025-06-30",
            "SN 2025/12",
            "anonym_14_5",
            False,
            "Lokal rutin: anonyma samtal på friyta",
            id="dagen före nya lagen",
        ),
        (
            "2025-06-30",
            "",
            "radgivning_14_4",
            True,
            "Lokal rutin: anonyma samtal på friyta",
        ),
    ],
)
def test_anonymitet_kraver_namndens_beslut(
    dag: str, beslut: str, satt: str, *, gar: bool, kalla: str
) -> None:
    erbjuden = delprocess("friyta", "erbjuden", sedan=dag)
    provas = lage(
        i_arendet(erbjuden),
        profil=replace(ANONYM, anonym_beslut=beslut),
        nar=dag,
        inom=erbjuden,
        falt={"dokumentation": satt},
    )
    assert haller(anonymitet_har_namndens_beslut, provas) is gar
    assert str(anonymitet_har_namndens_beslut.on(provas.dag).kalla) == kalla


@pytest.mark.parametrize(
    ("sedan", "dag"),
    [
        ("2026-03-10", "2026-03-13"),
        pytest.param("2026-01-30", "2026-02-02", id="över månadsskiftet"),
        pytest.param("2024-02-27", "2024-03-01", id="skottår"),
    ],
)
def test_forsta_samtalet_bevakas(sedan: str, dag: str) -> None:
    erbjuden = delprocess("friyta", "erbjuden", sedan=sedan)
    (i_del,) = forfall(friyta_paborjas, i_arendet(erbjuden))
    (i_akt,) = forfall(
        friyta_paborjas, replace(friyteakt("erbjuden"), sedan=date.fromisoformat(sedan))
    )
    assert i_del.dag == i_akt.dag == date.fromisoformat(dag)
    assert (i_del.nyckel, i_del.delprocess) == ("1", 1)
    assert (i_akt.nyckel, i_akt.delprocess) == ("", None)


def test_en_friyta_som_tystnat_marks() -> None:
    pagar = delprocess("friyta", "pagar", sedan="2026-03-01")
    (utan,) = forfall(friyta_foljs, i_arendet(pagar))
    assert utan.dag == date(2026, 3, 31)
    (med,) = forfall(friyta_foljs, i_arendet(pagar, samtal=("2026-03-20", {"utfall": "genomfort"})))
    assert med.dag == date(2026, 4, 19)
    (anteckning,) = forfall(friyta_foljs, i_arendet(pagar, journalanteckning="2026-04-02"))
    assert anteckning.dag == date(2026, 5, 2)


@pytest.mark.parametrize(("antal", "dagar"), [(4, []), (5, [date(2026, 3, 18)])])
def test_nar_samtalen_ar_anvanda_bestams_vad_som_kommer_sedan(
    antal: int, dagar: list[date]
) -> None:
    arendet = i_arendet(samtalen(antal), samtal=("2026-03-15", {"utfall": "genomfort"}))
    assert [f.dag for f in forfall(friyta_samtalen_ar_anvanda, arendet)] == dagar


def test_anvanda_samtal_utan_samtal_ger_inget() -> None:
    assert forfall(friyta_samtalen_ar_anvanda, i_arendet(samtalen(5))) == []


def slutet(slut: str) -> Delprocess:
    return delprocess(
        "friyta", "avslutad", steg={"avsluta_friyta": faktum("2026-03-10", seq=20, slut=slut)}
    )


@pytest.mark.parametrize(
    ("slut", "dagar"), [("vill_ansoka", [date(2026, 3, 13)]), ("nojd", []), ("uteblev", [])]
)
def test_en_onskan_om_att_ansoka_tas_vidare(slut: str, dagar: list[date]) -> None:
    assert [f.dag for f in forfall(friyta_vill_ansoka, i_arendet(slutet(slut)))] == dagar


def test_onskan_ar_tagen_vidare() -> None:
    vill = i_arendet(slutet("vill_ansoka"))
    utreds = replace(vill, steg={"inled_utredning": faktum("2026-03-12", seq=21)})
    ansokt = replace(vill, fakta={"ansokan:22": faktum("2026-03-12", seq=22)})
    provas = vill.with_delprocess(replace(delprocess("provning", "ansokt", id_=2), seq=23))
    assert [forfall(friyta_vill_ansoka, f) for f in (utreds, ansokt, provas)] == [[], [], []]


def test_en_tidigare_utredning_raknas_inte_som_vidare() -> None:
    forut = replace(
        i_arendet(slutet("vill_ansoka")), steg={"inled_utredning": faktum("2026-03-01", seq=5)}
    )
    assert len(forfall(friyta_vill_ansoka, forut)) == 1


def test_en_avslutad_friyta_bevakas_inte() -> None:
    plikter = (friyta_paborjas, friyta_foljs, friyta_samtalen_ar_anvanda, friyta_vill_ansoka)
    assert expected(plikter, friyteakt("avslutad", antal=5), PROFIL) == {}
