"""The table of one variable: how many gave each answer, and per cent of those who answered.

Divided by another variable if asked. Those who did not answer are counted apart. Where several
answers may be given, each ärende counts once for each, and the answers are counted as well.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from caseflow.engine.errors import BadInput
from caseflow.queries.statistik.avrundning import procent
from caseflow.queries.statistik.skydd import skydda
from caseflow.queries.statistik.storheter import Storhet, koder_i, storhet
from caseflow.queries.statistik.villkor import ALLA, Villkor

EJ_BESVARAD: Final = "-"
"""The code of the group that did not answer, as in a condition."""

_SUMMA: Final = ""
_INGA_SVAR: Final = frozenset({EJ_BESVARAD, _SUMMA})


@dataclass(frozen=True, slots=True)
class Svar:
    """One answer. `antal` and `procent` are None if they are withheld (`undertryckt`).

    `procent`, of those who answered, is None too where that number is withheld or nobody did.
    """

    kod: str
    etikett: str
    antal: int | None
    procent: int | None

    def as_dict(self) -> dict[str, object]:
        """The stable keys."""
        return {
            "kod": self.kod,
            "etikett": self.etikett,
            "antal": self.antal,
            "procent": self.procent,
            "undertryckt": self.antal is None,
        }


@dataclass(frozen=True, slots=True)
class Grupp:
    """The ärenden of one column, or all of them. `antal_svar` is the sum of all answers given."""

    kod: str
    etikett: str
    antal_arenden: int | None
    besvarade: int | None
    obesvarade: int | None
    antal_svar: int | None
    svar: tuple[Svar, ...]

    @property
    def undertryckt(self) -> bool:
        """Whether anything is withheld."""
        return None in {self.antal_arenden, self.obesvarade, *(s.antal for s in self.svar)}

    def as_dict(self) -> dict[str, object]:
        """The stable keys, without the group's own name."""
        return {
            "antal_arenden": self.antal_arenden,
            "besvarade": self.besvarade,
            "obesvarade": self.obesvarade,
            "antal_svar": self.antal_svar,
            "undertryckt": self.undertryckt,
            "svar": [svar.as_dict() for svar in self.svar],
        }


@dataclass(frozen=True, slots=True)
class Tabell:
    """A whole table: all ärenden, then one group for each answer to the variable it is divided by."""

    variabel: Storhet
    villkor: str
    alla: Grupp
    uppdelning: Storhet | None = None
    grupper: tuple[Grupp, ...] = ()

    @property
    def undertryckt(self) -> bool:
        """Whether anything is withheld."""
        return any(grupp.undertryckt for grupp in (self.alla, *self.grupper))

    def as_dict(self) -> dict[str, object]:
        """The stable keys of `stats --json`."""
        svar: dict[str, object] = {
            "variabel": self.variabel.kod,
            "etikett": self.variabel.etikett,
            "villkor": self.villkor,
            "flera_svar": self.variabel.slag == "flerval",
            **self.alla.as_dict(),
        }
        if self.uppdelning is not None:
            svar["uppdelning"] = {"kod": self.uppdelning.kod, "etikett": self.uppdelning.etikett}
            svar["grupper"] = [
                {"kod": grupp.kod, "etikett": grupp.etikett, **grupp.as_dict()}
                for grupp in self.grupper
            ]
        return svar


def tabell(
    rader: Iterable[Mapping[str, str]],
    variabel: str,
    *,
    uppdelning: str | None = None,
    villkor: Villkor = ALLA,
    full: bool = False,
) -> Tabell:
    """Count the rows (see `storheter.harled`) that meet the condition.

    Without `full`, small groups are withheld as `skydd` says. Raises `BadInput` for a variable that
    does not exist or cannot be counted by.
    """
    fraga = _raknebar(variabel)
    delning = _raknebar(uppdelning) if uppdelning is not None else None
    if delning is fraga:
        raise BadInput(
            vad="Tabellen kan inte delas upp.",
            varfor=f"{fraga.etikett} kan inte delas upp på sig själv.",
            gor_nu="Välj en annan variabel att dela upp på.",
        )
    rakning = _Rakning(fraga, delning)
    for rad in rader:
        if villkor(rad):
            rakning.lagg(rad)
    return rakning.tabell(villkor.text, full=full)


def _raknebar(kod: str) -> Storhet:
    fraga = storhet(kod)
    if fraga.slag == "text":
        raise BadInput(
            vad=f"{fraga.etikett} kan inte sammanställas.",
            varfor="Variabeln är fritext eller en enskild persons uppgift.",
            gor_nu=f"Räkna hur många som svarat i stället: --count {fraga.kod}=*.",
        )
    return fraga


def _grupper_i(fraga: Storhet, cell: str) -> list[str]:
    """The answers a cell counts for, each once."""
    if not cell:
        return []
    match fraga.slag:
        case "flerval":
            return list(dict.fromkeys(cell.split("|")))
        case "heltal":
            varde = int(cell)
            return [klass for klass in fraga.klasser if _i_klass(varde, klass)]
        case "datum":
            return [f"{cell[:4]}-01-01..{cell[:4]}-12-31"]
        case "val" | "namn" | "text":
            return [cell]


def _i_klass(varde: int, klass: str) -> bool:
    lag, hog = klass.split("..")
    return int(lag) <= varde <= int(hog)


def _svarslista(fraga: Storhet, givna: Collection[str]) -> dict[str, str]:
    """Every answer there is, with its label; of names, years and classes those that were given.

    Classes nobody is in are shown between others, not at the ends.
    """
    match fraga.slag:
        case "val" | "flerval":
            return dict(fraga.koder)
        case "heltal":
            koder = list(fraga.klasser)
            platser = [plats for plats, kod in enumerate(koder) if kod in givna]
            visade = koder[min(platser, default=0) : max(platser, default=-1) + 1]
            return {kod: fraga.klasser[kod] for kod in visade}
        case "datum":
            return {kod: kod[:4] for kod in sorted(givna)}
        case "namn" | "text":
            return {kod: kod for kod in sorted(givna)}


class _Rakning:
    """Counts every pair of answer and group, with those who did not answer and with totals."""

    def __init__(self, fraga: Storhet, delning: Storhet | None) -> None:
        self.fraga = fraga
        self.delning = delning
        self.par: Counter[tuple[str, str]] = Counter()
        self.antal_svar: Counter[str] = Counter()

    def lagg(self, rad: Mapping[str, str]) -> None:
        """Count one ärende."""
        cell = rad.get(self.fraga.kod, "")
        svar = _grupper_i(self.fraga, cell) or [EJ_BESVARAD]
        kolumner = [_SUMMA]
        if self.delning is not None:
            i_grupp = _grupper_i(self.delning, rad.get(self.delning.kod, ""))
            kolumner += i_grupp or [EJ_BESVARAD]
        antal_svar = len(koder_i(cell)) if self.fraga.slag == "flerval" else int(bool(cell))
        for kolumn in kolumner:
            self.antal_svar[kolumn] += antal_svar
            self.par[_SUMMA, kolumn] += 1
            for ett_svar in svar:
                self.par[ett_svar, kolumn] += 1

    def tabell(self, villkor: str, *, full: bool) -> Tabell:
        """The finished table, with what must not be shown withheld."""
        svar = _svarslista(self.fraga, {s for s, _ in self.par} - _INGA_SVAR)
        rader = [*svar, EJ_BESVARAD, _SUMMA]
        kolumner = {_SUMMA: "Alla"}
        if self.delning is not None:
            givna = {k for _, k in self.par} - _INGA_SVAR
            grupper = _svarslista(self.delning, givna) | {EJ_BESVARAD: "Ej besvarad"}
            kolumner = {**grupper, **kolumner}
        antal = [[self.par[rad, kolumn] for kolumn in kolumner] for rad in rader]
        dolda: set[tuple[str, str]] = set()
        if not full:
            skyddade = skydda(
                antal,
                rader_delar=self.fraga.slag != "flerval",
                kolumner_delar=self.delning is not None and self.delning.slag != "flerval",
            )
            platser = list(kolumner)
            dolda = {(rader[r], platser[k]) for r, k in skyddade}
        *delar, alla = (self._grupp(kod, namn, svar, dolda) for kod, namn in kolumner.items())
        return Tabell(self.fraga, villkor, alla, self.delning, tuple(delar))

    def _grupp(
        self, kolumn: str, namn: str, svar: Mapping[str, str], dolda: set[tuple[str, str]]
    ) -> Grupp:
        def synlig(rad: str) -> int | None:
            return None if (rad, kolumn) in dolda else self.par[rad, kolumn]

        arenden, obesvarade = synlig(_SUMMA), synlig(EJ_BESVARAD)
        besvarade = None if arenden is None or obesvarade is None else arenden - obesvarade
        # A sum of answers gives away one that is withheld, in this group or in another.
        antal_svar = self.antal_svar[kolumn] if not dolda else None
        return Grupp(
            kod=kolumn,
            etikett=namn,
            antal_arenden=arenden,
            besvarade=besvarade,
            obesvarade=obesvarade,
            antal_svar=antal_svar if self.fraga.slag == "flerval" else besvarade,
            svar=tuple(
                Svar(kod, etikett, antal := synlig(kod), _procent(antal, besvarade))
                for kod, etikett in svar.items()
            ),
        )


def _procent(antal: int | None, besvarade: int | None) -> int | None:
    return None if antal is None or besvarade is None else procent(antal, besvarade)
