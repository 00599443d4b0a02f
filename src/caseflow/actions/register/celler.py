"""What one cell may hold, column by column: codes, dates, ages and plain text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Final, NamedTuple

from caseflow.actions.register.personnummer import ser_ut_som_personnummer
from caseflow.processes.variabler import (
    HOGSTA_ALDER,
    LAGSTA_ALDER,
    NYCKEL,
    PER_KOD,
    RISKFASER,
    RISKNIVAER,
    RISKVARIABEL,
    VARIABLER,
    Variabel,
)


class Cellfel(NamedTuple):
    """A fault in one cell: machine code and Swedish text."""

    orsak: str
    text: str


Prov = Callable[[str, date], Iterator[Cellfel]]
"""A cell that is not empty, and today, to its faults."""

FORSTA_DAG: Final = date(1900, 1, 1)
"""Earlier dates are typing errors."""

_LONGEST_ID: Final = 40
_LONGEST_AGE: Final = 3

# Control characters but tab and line break, and the signs that turn the direction of text or hide:
# they make a text read differently from what it says. Joiners that emoji need are allowed.
_CONTROL: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\uffff]"
)
_ONE_LINE: Final = re.compile(r"[\t\n]")
_ID: Final = re.compile(rf"[\w./-]{{1,{_LONGEST_ID}}}")
_KOMMUN: Final = re.compile(r"[^\W_][\w .,'/()-]{0,59}")
_DATUM: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_HELTAL: Final = re.compile(r"-?(?:0|[1-9][0-9]*)")
_KOD: Final = re.compile(r"0|[1-9][0-9]{0,2}")


def cellfel(kolumn: str, cell: str, idag: date) -> Iterator[Cellfel]:
    """Every fault of one non-empty cell in a known column."""
    if ser_ut_som_personnummer(cell):
        yield Cellfel(
            "personnummer",
            "Här står något som ser ut som ett personnummer. Registret får bara innehålla "
            "pseudonymer. Ta bort numret eller byt det mot en pseudonym och läs in filen igen.",
        )
    elif _CONTROL.search(cell) or (kolumn in _ONE_LINE_COLUMNS and _ONE_LINE.search(cell)):
        yield Cellfel(
            "styrtecken",
            "Här står ett osynligt tecken (styrtecken eller tecken som vänder textens riktning). "
            "Bara vanlig text tas emot. Skriv om texten utan att klistra in den.",
        )
    elif (prov := _PROV.get(kolumn)) is not None:
        yield from prov(cell, idag)


def som_datum(cell: str | None) -> date | None:
    """The date of a cell written ÅÅÅÅ-MM-DD that exists in the calendar, else None."""
    if not cell or not _DATUM.fullmatch(cell):
        return None
    try:
        return date.fromisoformat(cell)
    except ValueError:
        return None


def _datum(cell: str, idag: date) -> Iterator[Cellfel]:
    day = som_datum(cell)
    if day is None or day < FORSTA_DAG:
        yield Cellfel(
            "datum_ogiltigt",
            "Detta är inget datum. Skriv ÅÅÅÅ-MM-DD, till exempel 2022-06-01, med en dag som finns "
            f"och tidigast år {FORSTA_DAG.year}. Lämna cellen tom om datumet är okänt.",
        )
    elif day > idag:
        yield Cellfel(
            "datum_i_framtiden",
            f"Datumet ligger efter importens dag, {idag}. Ett register beskriver det som har hänt. "
            "Rätta datumet eller lämna cellen tom.",
        )


def _alder(cell: str, _idag: date) -> Iterator[Cellfel]:
    allowed = f"Tillåtet är ett heltal, {LAGSTA_ALDER}–{HOGSTA_ALDER} år."
    if not _HELTAL.fullmatch(cell):
        yield Cellfel(
            "tal_ogiltigt", f"Åldern är inget heltal. {allowed} Rätta eller lämna cellen tom."
        )
    elif len(cell) > _LONGEST_AGE or not 0 <= int(cell) <= HOGSTA_ALDER:
        yield Cellfel("tal_utanfor", f"Åldern är orimlig. {allowed} Rätta eller lämna cellen tom.")
    elif int(cell) < LAGSTA_ALDER:
        yield Cellfel(
            "alder_under_18",
            f"Registret gäller vuxna. {allowed} Rätta åldern, eller ta bort posten om den gäller "
            "ett barn: barnet följs upp i ett eget ärende.",
        )


def _nyckel(cell: str, _idag: date) -> Iterator[Cellfel]:
    if not _ID.fullmatch(cell):
        yield Cellfel(
            "id_ogiltigt",
            "Ärendets id kan inte användas. Tillåtet är bokstäver, siffror, punkt, bindestreck, "
            f"snedstreck och understreck, högst {_LONGEST_ID} tecken.",
        )


def _kommun(cell: str, _idag: date) -> Iterator[Cellfel]:
    if "|" in cell:
        yield _flera_koder("Kommun/stadsdel")
    elif not _KOMMUN.fullmatch(cell):
        yield Cellfel(
            "kod_okand",
            "Detta är ingen kommun. Skriv kommunens eller stadsdelens pseudonym eller namn, "
            "högst 60 tecken.",
        )


def _flera_koder(etikett: str) -> Cellfel:
    return Cellfel(
        "flera_koder",
        f"{etikett} tar ett enda svar, men här står flera koder. Behåll den som gäller.",
    )


def _okand(etikett: str, tillatna: str, okanda: list[str], gor_nu: str) -> Cellfel:
    """What is not in the list of codes; only short codes are repeated, never other content."""
    shown = [kod for kod in okanda if _KOD.fullmatch(kod)]
    what = f"{', '.join(shown)} finns inte" if shown else "Det som står här finns inte"
    return Cellfel(
        "kod_okand", f"{what} bland svaren för {etikett}. Tillåtet: {tillatna}. {gor_nu}"
    )


def _rad_om_okand(variabel: Variabel, okanda: list[str]) -> str:
    """What to do about an unknown code of this variable."""
    if variabel.kommentar and str(variabel.kommentar_kod) in okanda:
        return (
            f"{variabel.kommentar_kod} är källans nummer för kommentar, inget svar: skriv "
            f"kommentaren i kolumnen {variabel.kommentarskolumn}."
        )
    several = ", flera åtskilda av |" if variabel.typ == "flerval" else ""
    return (
        f"Skriv koden utan mellanslag{several}, eller lämna cellen tom om frågan inte är besvarad."
    )


def _lista(koder: Mapping[int, str] | Mapping[str, str]) -> str:
    return ", ".join(f"{kod} ({etikett})" for kod, etikett in koder.items())


def _kodprov(variabel: Variabel) -> Prov:
    """The check of a variable with a list of codes; several are allowed if it is a flerval."""
    koder = {str(kod) for kod in variabel.alla_koder}
    tillatna = _lista(variabel.alla_koder)
    exklusiva = {str(kod) for kod in variabel.tillagg}

    def prov(cell: str, _idag: date) -> Iterator[Cellfel]:
        svar = cell.split("|")
        if len(svar) > 1 and variabel.typ != "flerval":
            yield _flera_koder(variabel.etikett)
            return
        okanda = [kod for kod in dict.fromkeys(svar) if kod not in koder]
        if okanda:
            gor_nu = _rad_om_okand(variabel, okanda)
            yield _okand(variabel.etikett, tillatna, okanda, gor_nu)
        if len(set(svar)) < len(svar):
            yield Cellfel(
                "kod_dubblett",
                f"Samma kod står två gånger för {variabel.etikett}. Skriv varje kod en gång, "
                "åtskilda av |.",
            )
        if len(set(svar)) > 1 and not exklusiva.isdisjoint(svar):
            yield Cellfel(
                "kod_0_kombinerad",
                f"Koden 0 ({variabel.tillagg.get(0, '')}) står tillsammans med andra koder för "
                f"{variabel.etikett}. Den kan bara stå ensam. Ta bort 0 eller de andra.",
            )

    return prov


def _ur_lista(etikett: str, koder: Mapping[int, str] | Mapping[str, str]) -> Prov:
    """The check of a risk column: exactly one of the values."""
    kanda = {str(kod) for kod in koder}
    tillatna = _lista(koder)

    def prov(cell: str, _idag: date) -> Iterator[Cellfel]:
        if cell not in kanda:
            yield _okand(etikett, tillatna, [cell], "Rätta cellen eller ta bort hela raden.")

    return prov


def _provningar() -> dict[str, Prov]:
    prov: dict[str, Prov] = {
        NYCKEL: _nyckel,
        "datum": _datum,
        "fas": _ur_lista("fas", RISKFASER),
        "instrument": _ur_lista("instrument", RISKVARIABEL.svarsalternativ),
        "niva": _ur_lista("nivå", RISKNIVAER),
    }
    for variabel in VARIABLER:
        if variabel.kod == "kommun":
            prov[variabel.kod] = _kommun
        elif variabel.typ in {"val", "flerval"}:
            prov[variabel.kod] = _kodprov(variabel)
        elif variabel.typ == "datum":
            prov[variabel.kod] = _datum
        elif variabel.typ == "heltal":
            prov[variabel.kod] = _alder
    return prov


_PROV: Final = _provningar()
_ONE_LINE_COLUMNS: Final = frozenset({NYCKEL, "klient", "handlaggare"})


def normera(kolumn: str, cell: str) -> str:
    """The cell as it is kept: several codes in rising order, everything else as written."""
    variabel = PER_KOD.get(kolumn)
    if variabel is None or variabel.typ != "flerval" or "|" not in cell:
        return cell
    return "|".join(sorted(cell.split("|"), key=int))
