"""Every malformed file gets exactly the answer it should: all faults, with record and column."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from caseflow.actions.register.fel import FILTEXTER, POSTTEXTER, Importfel
from caseflow.actions.register.granskning import Granskning, granska
from caseflow.processes.variabler import REGISTERKOLUMNER, RISKKOLUMNER
from tests.registerfil import DATA, FELAKTIGA, GILTIG, IDAG, register_med, skriv_csv

VANTAT: list[dict[str, Any]] = tomllib.loads((FELAKTIGA / "vantat.toml").read_text("utf-8"))["fil"]
MADE_HERE = "17_falt_10_mb.csv"

# What stands in the klient column of the files, and the known test numbers among it.
KLIENTER = ("P-10000", "191212121212", "121212-1212", "701063-2391")


def answered(fel: list[Importfel]) -> list[tuple[int, str, str]]:
    return sorted((f.rad, f.kolumn, f.orsak) for f in fel)


def expected(fil: dict[str, Any]) -> list[tuple[int, str, str]]:
    return sorted((f["rad"], f["kolumn"], f["orsak"]) for f in fil["fel"])


def ten_megabytes(path: Path) -> Path:
    """The valid file, with a field of 10 MB in its second record."""
    giltig = (FELAKTIGA / "00_giltig.csv").read_text("utf-8").splitlines()
    giltig[2] = giltig[2].replace("Möte på vårdcentralen", "x" * 10_000_000)
    path.write_text("\n".join(giltig) + "\n", "utf-8")
    return path


def granska_fil(fil: dict[str, Any], tmp_path: Path) -> Granskning:
    path = FELAKTIGA / fil["fil"]
    if fil["fil"] == MADE_HERE:
        path = ten_megabytes(tmp_path / MADE_HERE)
    if fil["typ"] == "risk":
        return granska(FELAKTIGA / fil["mot"], path, idag=IDAG)
    return granska(path, idag=IDAG)


@pytest.mark.parametrize("fil", VANTAT, ids=lambda fil: fil["fil"].removesuffix(".csv"))
def test_malformed_file(fil: dict[str, Any], tmp_path: Path) -> None:
    granskning = granska_fil(fil, tmp_path)
    assert answered(granskning.fel) == expected(fil)
    assert granskning.godkand is not bool(fil["fel"])
    assert {f.fil for f in granskning.fel} <= {fil["typ"]}
    if granskning.godkand:
        assert granskning.antal_rader == fil["importeras"]
    for fel in granskning.fel:
        assert not [value for value in KLIENTER if value in fel.text]


def test_every_file_of_the_folder_is_in_the_table() -> None:
    listed = {fil["fil"] for fil in VANTAT}
    assert listed == {path.name for path in FELAKTIGA.glob("*.csv")} | {MADE_HERE}


def test_the_register_of_3070_has_no_fault() -> None:
    granskning = granska(
        DATA / "register_utsatta.csv", DATA / "register_utsatta_risk.csv", idag=IDAG
    )
    assert granskning.fel == []
    assert (granskning.antal_rader, granskning.antal_skattningar) == (3070, 2588)


def faults_of(tmp_path: Path, **celler: str) -> list[tuple[str, str]]:
    granskning = granska(register_med(tmp_path / "r.csv", **celler), idag=IDAG)
    return [(f.kolumn, f.orsak) for f in granskning.fel]


@pytest.mark.parametrize(
    ("kolumn", "cell", "orsak"),
    [
        ("klientforslag", "Ring 701063-2391 först", "personnummer"),
        ("samverkan_kommentar", "god man 19121212-1212", "personnummer"),
        ("handlaggare", "121212–1212", "personnummer"),
        ("arende_id", "191212121212", "personnummer"),
        ("kon", "191212121212", "personnummer"),
        ("klient", "991332-1234", None),
        ("klient", "991331-1234", "personnummer"),
        ("klientforslag", "Möte 2022-03-01 – 2022-04-01", None),
        ("klientforslag", "Möte 2022-03-01 1400", None),
        ("klientforslag", "Diarienummer 8701234567", None),
        ("klientforslag", "två\nrader\toch tabb 🙂👩‍👧", None),
        ("klientforslag", "x" * 10_000, None),
        ("klientforslag", "å" * 10_001, "falt_for_langt"),
        ("klientforslag", "dold \u202etext", "styrtecken"),
        ("klientforslag", "pip \x07", "styrtecken"),
        ("klientforslag", 'en "ensam" \r vagnretur', "styrtecken"),
        ("handlaggare", "två\nrader", "styrtecken"),
        ("kommun", "Upplands Väsby", None),
        ("kommun", "K01|K02", "flera_koder"),
        ("kommun", "=HYPERLINK()", "kod_okand"),
        ("arende_id", "a" * 41, "id_ogiltigt"),
        ("arende_id", "F 001", "id_ogiltigt"),
        ("kon", "01", "kod_okand"),
        ("kon", " 1", "kod_okand"),
        ("stod_och_insatser", "4|3", None),
        ("stod_och_insatser", "3||4", "kod_okand"),
        ("stod_och_insatser", "20", "kod_okand"),
        ("samverkan", "0", None),
        ("alder", "034", "tal_ogiltigt"),
        ("alder", "9" * 5000, "tal_utanfor"),
        ("alder", "120", None),
        ("datum_avslut", "2024-01-15", None),
        ("datum_avslut", "2024-01-16", "datum_i_framtiden"),
        ("datum_aktualisering", "0202-03-01", "datum_ogiltigt"),
        ("datum_aktualisering", "\u0662022-03-01", "datum_ogiltigt"),
    ],
)
def test_one_cell(tmp_path: Path, kolumn: str, cell: str, orsak: str | None) -> None:
    assert faults_of(tmp_path, **{kolumn: cell}) == ([(kolumn, orsak)] if orsak else [])


def test_every_kind_of_fault_in_one_cell_and_between_cells(tmp_path: Path) -> None:
    assert faults_of(
        tmp_path, samverkan="0|5|5|11", alder="17", datum_avslut="2022-01-01", stod_och_insatser=""
    ) == [
        ("alder", "alder_under_18"),
        ("samverkan", "kod_okand"),
        ("samverkan", "kod_dubblett"),
        ("samverkan", "kod_0_kombinerad"),
        ("datum_avslut", "datumordning"),
        ("datum_insats", "datumordning"),
        ("datum_insats", "insatsdatum_utan_insats"),
    ]


def test_unknown_dates_are_no_fault(tmp_path: Path) -> None:
    assert faults_of(tmp_path, datum_aktualisering="", datum_insats="", datum_avslut="") == []


def test_a_file_without_header_does_not_leak_its_first_record(tmp_path: Path) -> None:
    lines = (FELAKTIGA / "13_personnummer.csv").read_text("utf-8").splitlines()
    path = tmp_path / "r.csv"
    path.write_text("\n".join(lines[1:]), "utf-8")
    (fel,) = granska(path, idag=IDAG).fel
    assert (fel.rad, fel.kolumn, fel.orsak) == (1, "", "rubrik_saknas")
    assert "1212" not in fel.text


def test_an_unknown_column_that_may_be_a_value_is_told_by_its_place(tmp_path: Path) -> None:
    path = skriv_csv(tmp_path / "r.csv", [*REGISTERKOLUMNER, "191212121212"], [GILTIG])
    (fel,) = granska(path, idag=IDAG).fel
    assert (fel.kolumn, fel.orsak) == ("kolumn 44", "kolumn_okand")


def test_columns_may_stand_in_any_order(tmp_path: Path) -> None:
    path = skriv_csv(tmp_path / "r.csv", reversed(REGISTERKOLUMNER), [GILTIG])
    assert granska(path, idag=IDAG).fel == []


def test_a_displaced_record_is_still_known_to_its_ratings(tmp_path: Path) -> None:
    risk = skriv_csv(
        tmp_path / "risk.csv",
        RISKKOLUMNER,
        [{"arende_id": "F002", "datum": "2022-03-02", "fas": "fore", "instrument": "1"}],
    )
    granskning = granska(FELAKTIGA / "28_for_fa_falt.csv", risk, idag=IDAG)
    assert [(f.fil, f.rad, f.kolumn, f.orsak) for f in granskning.fel] == [
        ("register", 3, "", "for_fa_falt"),
        ("risk", 2, "niva", "varde_saknas"),
    ]


def test_ratings_are_not_held_against_a_register_that_cannot_be_read() -> None:
    granskning = granska(
        FELAKTIGA / "01_fel_skiljetecken.csv", FELAKTIGA / "24_risk_okant_arende.csv", idag=IDAG
    )
    assert [f.orsak for f in granskning.fel] == ["fel_skiljetecken"]


@pytest.mark.parametrize(
    ("content", "orsak"),
    [
        (b"PK\x03\x04rest of a workbook", "fel_filtyp"),
        (b"\xef\xbb\xbf", "tom_fil"),
        (b"\n\n\n", "tom_fil"),
        ("arende_id;kon\n".encode("utf-16-le"), "fel_kodning"),
        ("arende_id;kon\n".encode("utf-32"), "fel_kodning"),
    ],
)
def test_what_is_no_utf8_table(tmp_path: Path, content: bytes, orsak: str) -> None:
    path = tmp_path / "r.csv"
    path.write_bytes(content)
    (fel,) = granska(path, idag=IDAG).fel
    assert (fel.rad, fel.kolumn, fel.orsak) == (0, "", orsak)


def test_a_fault_of_the_whole_file_comes_first() -> None:
    """The mixed line ends are seen only in the last record, but nothing else may hide them."""
    path = FELAKTIGA / "20_blandade_radslut.csv"
    assert granska(path, idag=IDAG).fel[0].as_dict() == {
        "fil": "register",
        "rad": 0,
        "kolumn": "",
        "orsak": "blandade_radslut",
        "text": FILTEXTER["blandade_radslut"],
    }


def test_every_text_says_what_to_do() -> None:
    texts = [*FILTEXTER.values(), *POSTTEXTER.values()]
    assert [text for text in texts if text.count(".") < 2] == []


@pytest.mark.parametrize(
    ("header", "orsaker"),
    [
        pytest.param("hej", ["rubrik_saknas"], id="one word"),
        pytest.param('"arende_id;kon', ["citattecken_obalans"], id="an open quote"),
        pytest.param("arende_id\tkon\talder", ["fel_skiljetecken"], id="tabs"),
        pytest.param("arende_id;kon\0", ["nul_byte"], id="NUL"),
    ],
)
def test_a_header_that_cannot_be_used(tmp_path: Path, header: str, orsaker: list[str]) -> None:
    path = tmp_path / "r.csv"
    path.write_text(f"{header}\nF001;1\n", "utf-8")
    found = granska(path, idag=IDAG).fel
    assert [f.orsak for f in found if not f.orsak.startswith("kolumn_")] == orsaker
    assert {f.rad for f in found} == {1}


def test_a_long_field_in_an_unknown_column(tmp_path: Path) -> None:
    kolumner = ["telefon", *REGISTERKOLUMNER]
    path = skriv_csv(tmp_path / "r.csv", kolumner, [{**GILTIG, "telefon": "0" * 10_001}])
    assert answered(granska(path, idag=IDAG).fel) == [
        (1, "telefon", "kolumn_okand"),
        (2, "", "falt_for_langt"),
    ]


def test_a_displaced_record_says_no_more_than_that(tmp_path: Path) -> None:
    """Its cells may stand in the wrong columns: nothing in them is judged, not even the id."""
    path = skriv_csv(tmp_path / "r.csv", reversed(REGISTERKOLUMNER), [GILTIG])
    with path.open("a", encoding="utf-8") as fil:
        fil.write("F001;17\n")
    assert answered(granska(path, idag=IDAG).fel) == [(3, "", "for_fa_falt")]
