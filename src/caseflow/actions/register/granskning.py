"""Checks a register and its risk file whole, before anything is written.

All faults are found, not the first: of the file, the header, each cell, and between cells, records
and files. `las_poster` then gives the records to the action that writes, and only if these very
files were found faultless.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from hashlib import file_digest
from io import BufferedReader
from pathlib import Path
from typing import Final

from caseflow.actions.register.celler import normera
from caseflow.actions.register.fel import Felsamling, Fil, Importfel
from caseflow.actions.register.granskare import granska_register, granska_risk
from caseflow.actions.register.lasare import Lasare
from caseflow.engine.errors import BadInput
from caseflow.processes.variabler import NYCKEL, VARIABLER

_KOMMENTAR: Final = {v.kommentarskolumn: v.kod for v in VARIABLER if v.kommentar}


@dataclass(frozen=True, slots=True)
class Granskning:
    """What the check of a register found.

    `fel` holds the first `fel.MOST_FAULTS` faults in the order of the files, `antal_fel` counts
    all. `avtryck` is the SHA-256 of each file that was read: what was checked is what is imported.
    """

    antal_rader: int
    antal_skattningar: int
    fel: list[Importfel]
    antal_fel: int
    avtryck: Mapping[Fil, str] = field(default_factory=dict)

    @property
    def godkand(self) -> bool:
        """Whether the files may be imported."""
        return self.antal_fel == 0

    @property
    def antal_utelamnade(self) -> int:
        """How many faults there are beyond those listed."""
        return self.antal_fel - len(self.fel)


@dataclass(frozen=True, slots=True)
class Registerpost:
    """One ärende of the register: only what is filled in, codes as written, comments apart.

    `varden` and `kommentarer` are keyed by variable; `skattningar` have the risk file's columns
    except the id, in the order of the file.
    """

    rad: int
    arende_id: str
    varden: dict[str, str]
    kommentarer: dict[str, str]
    skattningar: list[dict[str, str]]


def granska(register: Path, risk: Path | None = None, *, idag: date) -> Granskning:
    """Every fault of the register and, if given, of its risk file; nothing is written anywhere.

    `idag` is the Swedish day of the import: later dates are refused. Memory is bounded by the
    number of ids, not by the size of the files. Raises `BadInput` if a file cannot be opened.
    """
    fel = Felsamling("register")
    avtryck: dict[Fil, str] = {}
    with _oppna(register) as fil:
        avtryck["register"] = _avtryck(fil)
        antal, arenden = granska_register(fil, fel, idag)
    if arenden is not None and antal == 0:
        fel.lagg_filfel("inga_rader")
    skattningar = 0
    if risk is not None:
        riskfel = Felsamling("risk")
        with _oppna(risk) as fil:
            avtryck["risk"] = _avtryck(fil)
            skattningar = granska_risk(fil, riskfel, idag, arenden)
        fel.fyll_pa(riskfel)
    return Granskning(antal, skattningar, fel.sparade, fel.antal, avtryck)


def las_poster(register: Path, risk: Path | None, granskning: Granskning) -> Iterator[Registerpost]:
    """The records of files that `granska` approved, one at a time, each with its ratings.

    The ratings are kept in memory meanwhile (about 500 bytes each). Raises `BadInput` before the
    first record if the check found faults, or if a file is not the one that was checked.
    """
    if not granskning.godkand:
        raise BadInput(
            vad="Registret läses inte in.",
            varfor=f"Granskningen hittade {granskning.antal_fel} fel.",
            gor_nu="Rätta felen i filen och läs in den igen.",
        )
    skattningar: dict[str, list[dict[str, str]]] = {}
    if risk is not None:
        for _, celler in _rader(risk, "risk", granskning):
            skattningar.setdefault(celler.pop(NYCKEL), []).append(celler)
    for rad, celler in _rader(register, "register", granskning):
        arende_id = celler.pop(NYCKEL)
        kommentarer = {v: celler.pop(k) for k, v in _KOMMENTAR.items() if k in celler}
        yield Registerpost(rad, arende_id, celler, kommentarer, skattningar.get(arende_id, []))


def _rader(path: Path, slag: Fil, granskning: Granskning) -> Iterator[tuple[int, dict[str, str]]]:
    """The filled cells of each record of a checked file, by column."""
    with _oppna(path) as fil:
        if _avtryck(fil) != granskning.avtryck.get(slag):
            raise BadInput(
                vad=f"Filen {path.name} läses inte in.",
                varfor="Den är inte den fil som granskades, eller har ändrats sedan dess.",
                gor_nu="Starta importen igen, så granskas filen på nytt.",
            )
        poster = Lasare(fil).poster()
        kolumner = [kolumn or "" for kolumn in next(poster).falt]
        for post in poster:
            celler = zip(kolumner, post.falt, strict=True)
            yield post.rad, {kolumn: normera(kolumn, v) for kolumn, v in celler if v}


def _avtryck(fil: BufferedReader) -> str:
    """The file's SHA-256; it stands at its beginning again afterwards."""
    digest = file_digest(fil, "sha256").hexdigest()
    fil.seek(0)
    return digest


@contextmanager
def _oppna(path: Path) -> Iterator[BufferedReader]:
    if not path.is_file():
        raise BadInput(
            vad=f"Filen {path} kan inte läsas.",
            varfor="Den finns inte, eller är ingen vanlig fil.",
            gor_nu="Kontrollera sökvägen.",
        )
    try:
        fil = path.open("rb")
    except OSError as fault:
        raise BadInput(
            vad=f"Filen {path} kan inte läsas.",
            varfor=f"Systemet svarade: {fault.strerror}.",
            gor_nu="Kontrollera att du har rätt att läsa den.",
        ) from fault
    with fil:
        yield fil
