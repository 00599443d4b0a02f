"""Protects small groups: which cells of a table are not shown.

A count of 1-4 is not shown (0 is: there is nobody to protect). Nor may it be worked out: from a
total minus the rest, in a row or a column, or from several of them together. So further cells are
withheld, the smallest first, until

- every line with a visible total withholds no cell, or at least two that together are 5 or more;
- no withheld cell is the only way between its row and its column (in the graph whose edges are the
  withheld cells, such a bridge is exactly what the totals determine).

A group of 1-4 is withheld whole, zeros too: they would say what everyone in it answered. The table
of one variable is protected first and the same way whatever it is divided by, so that two tables
of the same ärenden do not give each other away. What a series of questions with changing
conditions gives away is not seen here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

GRANS: Final = 5
"""The smallest number of ärenden that is shown."""

Cell = tuple[int, int]
Antal = Sequence[Sequence[int]]
"""Counts by row and column; the last row and the last column are totals."""


def for_liten(antal: int) -> bool:
    """Whether a count would point at few persons."""
    return 0 < antal < GRANS


def skydda(antal: Antal, *, rader_delar: bool, kolumner_delar: bool) -> set[Cell]:
    """The cells that must not be shown.

    The last row but one holds those who did not answer. `rader_delar` says that each ärende stands
    in exactly one row, so that rows add up to the total; `kolumner_delar` the same of columns.
    A table without division has its totals as the only column.
    """
    return _Skydd(antal, rader_delar=rader_delar, kolumner_delar=kolumner_delar).dolda()


class _Skydd:
    """The work of `skydda` on one table."""

    def __init__(self, antal: Antal, *, rader_delar: bool, kolumner_delar: bool) -> None:
        self.antal = antal
        self.sista_rad = len(antal) - 1
        self.sista_kolumn = len(antal[0]) - 1
        self.rader_delar = rader_delar
        self.kolumner_delar = kolumner_delar
        self.dolt: set[Cell] = set()

    def dolda(self) -> set[Cell]:
        rader, kolumner = range(self.sista_rad), range(self.sista_kolumn)
        inre = [(rad, kolumn) for rad in rader for kolumn in kolumner]
        radsummor = [(rad, self.sista_kolumn) for rad in rader]
        kolumnsummor = [(self.sista_rad, kolumn) for kolumn in kolumner]
        alltihop = (self.sista_rad, self.sista_kolumn)
        if for_liten(self._varde(alltihop)):
            return {*inre, *radsummor, *kolumnsummor, alltihop}
        # The totals first and alone: they are the tables of one variable each, which may be shown
        # elsewhere. What is shown there cannot be withheld here.
        self.dolt.update(cell for cell in radsummor + kolumnsummor + inre if self._ar_liten(cell))
        if self.rader_delar:
            self._fyll([*radsummor, alltihop])
        if self.kolumner_delar:
            self._fyll([*kolumnsummor, alltihop])
        linjer = []
        if self.rader_delar:
            linjer += [[(rad, k) for rad in range(self.sista_rad + 1)] for k in kolumner]
        if self.kolumner_delar:
            linjer += [[(r, kolumn) for kolumn in range(self.sista_kolumn + 1)] for r in rader]
        while any(self._fyll(linje) for linje in linjer) or self._bryt_en_bro():
            pass
        return self.dolt

    def _varde(self, cell: Cell) -> int:
        return self.antal[cell[0]][cell[1]]

    def _ar_liten(self, cell: Cell) -> bool:
        """Whether the cell, its group, or what remains of its group without it is too small."""
        rad, kolumn = cell
        varde = self._varde(cell)
        i_rad, i_kolumn = self.antal[rad][self.sista_kolumn], self.antal[self.sista_rad][kolumn]
        counts = [varde, i_rad, i_kolumn]
        if kolumn < self.sista_kolumn and not self.kolumner_delar:
            counts.append(i_rad - varde)
        if rad < self.sista_rad and not self.rader_delar:
            counts.append(i_kolumn - varde)
            if rad < self.sista_rad - 1:  # of those who answered, the others
                counts.append(i_kolumn - self.antal[self.sista_rad - 1][kolumn] - varde)
        return any(map(for_liten, counts))

    def _fyll(self, linje: list[Cell]) -> bool:
        """Withhold more of a line, whose last cell is its total, if it needs it."""
        *celler, summa = linje
        fyllt = False
        while True:
            dolda = [cell for cell in celler if cell in self.dolt]
            if summa in self.dolt:
                racker = bool(dolda)
            else:
                minst_tva = len(dolda) != 1
                racker = not dolda or (minst_tva and sum(map(self._varde, dolda)) >= GRANS)
            synliga = [cell for cell in celler if cell not in self.dolt]
            if racker or not synliga:
                return fyllt
            self.dolt.add(min(synliga, key=self._pris))
            fyllt = True

    def _pris(self, cell: Cell) -> tuple[bool, int, Cell]:
        """What it costs to withhold a cell: little if it is small; a zero protects badly."""
        return (not self._varde(cell), self._varde(cell), cell)

    def _bryt_en_bro(self) -> bool:
        """Give the first bridge another way round: the three cells that make a rectangle with it."""
        if not (self.rader_delar and self.kolumner_delar):
            return False
        for bro in sorted(_broar(self.dolt)):
            rektanglar = [extra for extra in self._rektanglar(bro) if extra]
            if rektanglar:
                self.dolt |= min(
                    rektanglar, key=lambda extra: sorted(map(self._pris, extra), reverse=True)
                )
                return True
        return False

    def _rektanglar(self, bro: Cell) -> Iterator[set[Cell]]:
        """For each rectangle, the cells that are still shown; totals stay shown if they are."""
        rad, kolumn = bro
        for r in range(self.sista_rad + 1):
            for k in range(self.sista_kolumn + 1):
                extra = {(r, kolumn), (rad, k), (r, k)} - self.dolt
                inre = all(x < self.sista_rad and y < self.sista_kolumn for x, y in extra)
                if r != rad and k != kolumn and inre:
                    yield extra


def _broar(kanter: set[Cell]) -> set[Cell]:
    """The edges whose removal parts their row from their column (Tarjan's lowlink)."""
    grannar: dict[tuple[str, int], list[tuple[str, int]]] = {}
    for rad, kolumn in kanter:
        grannar.setdefault(("rad", rad), []).append(("kolumn", kolumn))
        grannar.setdefault(("kolumn", kolumn), []).append(("rad", rad))
    nummer: dict[tuple[str, int], int] = {}
    lagsta: dict[tuple[str, int], int] = {}
    broar: set[Cell] = set()

    def besok(nod: tuple[str, int], fran: tuple[str, int] | None) -> None:
        nummer[nod] = lagsta[nod] = len(nummer)
        for granne in grannar[nod]:
            if granne == fran:
                continue
            if granne in nummer:
                lagsta[nod] = min(lagsta[nod], nummer[granne])
                continue
            besok(granne, nod)
            lagsta[nod] = min(lagsta[nod], lagsta[granne])
            if lagsta[granne] > nummer[nod]:
                rad, kolumn = sorted((nod, granne), reverse=True)  # "rad" comes after "kolumn"
                broar.add((rad[1], kolumn[1]))

    for nod in sorted(grannar):
        if nod not in nummer:
            besok(nod, None)
    return broar
