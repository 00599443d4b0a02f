"""Register files for tests: the data folder, and files written cell by cell."""

import csv
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from caseflow.processes.variabler import REGISTERKOLUMNER

DATA = Path(__file__).parent / "data"
FELAKTIGA = DATA / "felaktiga"
IDAG = date(2024, 1, 15)

GILTIG = {
    "arende_id": "F001",
    "kommun": "K01",
    "klient": "P-100001",
    "datum_aktualisering": "2022-03-01",
    "kon": "1",
    "alder": "31",
    "datum_insats": "2022-03-10",
    "stod_och_insatser": "3|4",
    "datum_avslut": "2022-06-01",
}


def skriv_csv(
    path: Path, kolumner: Iterable[str], rader: Iterable[Mapping[str, str]], radslut: str = "\n"
) -> Path:
    """Written by the standard library, so that reading is held against another implementation."""
    with path.open("w", encoding="utf-8", newline="") as fil:
        skrivare = csv.DictWriter(
            fil, list(kolumner), restval="", delimiter=";", lineterminator=radslut
        )
        skrivare.writeheader()
        skrivare.writerows(rader)
    return path


def register_med(path: Path, **celler: str) -> Path:
    """A register of one valid record, with these cells changed."""
    return skriv_csv(path, REGISTERKOLUMNER, [{**GILTIG, **celler}])
