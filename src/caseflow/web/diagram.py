"""The geometry of the page's diagrams. Across it is per cent, so that text keeps its size; down it is pixels.

Only numbers and labels are computed here; the templates draw.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from caseflow.queries.riskutveckling import Riskhandelse, Riskpunkt
from caseflow.queries.spar import Spar
from caseflow.rules.kalender import plus_manader
from caseflow.web.datumtext import kort_dag, kort_manad

MEST_FRAMAT_DAGAR = 400
MEST_BAKAT_DAGAR = 3 * 365
_STEG_I_MANADER = (1, 2, 3, 6, 12, 24)
_HOGST_STRECK = 8
_MINSTA_BREDD = 0.8

NIVAER = ("mycket_hog", "hog", "medel", "lag")
FORMER = ("cirkel", "kvadrat", "romb", "ring")
_FORSTA, _IDAG = 22.0, 93.0
_ETIKETT_MELLANRUM = 14.0


@dataclass(frozen=True, slots=True)
class Streck:
    """A mark on the axis: per cent from the left, and its label."""

    x: str
    text: str


@dataclass(frozen=True, slots=True)
class Stapel:
    """A span: `sort` is klart (has been), pagar (is) or vantas (planned or allowed)."""

    x: str
    bredd: str
    sort: str


@dataclass(frozen=True, slots=True)
class Bana:
    """One track with its shapes."""

    spar: Spar
    staplar: tuple[Stapel, ...]
    punkter: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Spardiagram:
    """The tracks on a common axis; `idag` is where today's line stands."""

    streck: tuple[Streck, ...]
    idag: str
    banor: tuple[Bana, ...]


@dataclass(frozen=True, slots=True)
class _Skala:
    fran: date
    till: date

    def x(self, dag: date) -> float:
        inside = min(max(dag, self.fran), self.till)
        return 100.0 * (inside - self.fran).days / max(1, (self.till - self.fran).days)

    def stapel(self, fran: date, till: date, sort: str) -> Stapel:
        left = self.x(fran)
        bredd = max(self.x(till) - left, _MINSTA_BREDD)
        return Stapel(_procent(min(left, 100 - bredd)), _procent(bredd), sort)


def _procent(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0") + "%"


def spardiagram(sparen: Sequence[Spar], idag: date) -> Spardiagram | None:
    """The tracks drawn from the first of a month to the end of another; None when there is nothing to draw."""
    dated = [s for s in sparen if s.fran]
    if not dated:
        return None
    skala = _skala(dated, idag)
    return Spardiagram(
        streck=_streck(skala, idag),
        idag=_procent(skala.x(idag)),
        banor=tuple(
            Bana(s, _staplar(s, skala, idag), tuple(_procent(skala.x(p)) for p in s.punkter))
            for s in dated
        ),
    )


def _skala(sparen: Iterable[Spar], idag: date) -> _Skala:
    dagar = [idag]
    for s in sparen:
        dagar += [d for d in (s.fran, s.till, s.vantas_fran, s.vantas_till) if d]
    fran = max(min(dagar), idag - timedelta(days=MEST_BAKAT_DAGAR)).replace(day=1)
    till = min(max(*dagar, idag), idag + timedelta(days=MEST_FRAMAT_DAGAR))
    till = max(till, idag + timedelta(days=(idag - fran).days // 4))
    return _Skala(fran, plus_manader(till.replace(day=1), 1))


def _streck(skala: _Skala, idag: date) -> tuple[Streck, ...]:
    manader = (skala.till.year - skala.fran.year) * 12 + skala.till.month - skala.fran.month
    steg = next((s for s in _STEG_I_MANADER if manader / s <= _HOGST_STRECK), _STEG_I_MANADER[-1])
    found = []
    for i in range(0, manader, steg):
        dag = plus_manader(skala.fran, i)
        other_year = dag.year != idag.year and (dag.month <= steg or i == 0)
        text = str(dag.year) if other_year and i else kort_manad(dag)
        found.append(Streck(_procent(skala.x(dag)), text))
    return tuple(found)


def _staplar(s: Spar, skala: _Skala, idag: date) -> tuple[Stapel, ...]:
    found = []
    if s.vantas_till and s.pagar:
        begins = s.vantas_fran or (max(idag, s.fran) if s.fran else idag)
        if s.vantas_till > begins:
            found.append(skala.stapel(begins, s.vantas_till, "vantas"))
    if s.fran and s.startat:
        sort = "pagar" if s.pagar else "klart"
        found.append(skala.stapel(s.fran, s.till or max(idag, s.fran), sort))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Punkt:
    """One assessment in the curve. `etikett` is empty where it would collide with another."""

    x: str
    y: int
    form: str
    etikett: str


@dataclass(frozen=True, slots=True)
class Linje:
    """A piece of the curve; `streckad` where it only says what has held since."""

    x1: str
    x2: str
    y1: int
    y2: int
    streckad: bool = False


@dataclass(frozen=True, slots=True)
class Flagga:
    """An event that raised the risk, numbered from 1."""

    x: str
    nummer: int
    dag: date
    typ: str


@dataclass(frozen=True, slots=True)
class Riskdiagram:
    """The curve of a person's risk. `rader` are the bands (y, level), `former` instrument -> shape."""

    hojd: int
    topp: int
    band: int
    rader: tuple[tuple[int, str], ...]
    linjer: tuple[Linje, ...]
    punkter: tuple[Punkt, ...]
    flaggor: tuple[Flagga, ...]
    former: tuple[tuple[str, str], ...]
    idag: str

    @property
    def botten(self) -> int:
        """Where the lowest band ends."""
        return self.topp + len(NIVAER) * self.band


def riskdiagram(
    risk: Sequence[Riskpunkt],
    handelser: Sequence[Riskhandelse],
    idag: date,
    *,
    litet: bool = False,
) -> Riskdiagram | None:
    """The curve up to today; None when no assessment has a known day. `litet` is the one beside a form."""
    dated = [(p.dag, p) for p in risk if p.dag and p.niva in NIVAER]
    if not dated:
        return None
    topp, band = (4, 30) if litet else (24, 44)
    first = dated[0][0]

    def across(dag: date) -> float:
        inside = min(max(dag, first), idag)
        if inside == idag:
            return _IDAG
        return _FORSTA + (_IDAG - _FORSTA) * (inside - first).days / max(1, (idag - first).days)

    def down(niva: str) -> int:
        return topp + NIVAER.index(niva) * band + band // 2

    former = {p.instrument: "" for _, p in dated}
    for i, instrument in enumerate(former):
        former[instrument] = FORMER[min(i, len(FORMER) - 1)]
    places = [(across(dag), down(p.niva)) for dag, p in dated]
    etiketter = _etiketter(
        [(x, kort_dag(dag, idag)) for (x, _), (dag, _) in zip(places, dated, strict=True)]
    )
    return Riskdiagram(
        hojd=topp + len(NIVAER) * band + 26,
        topp=topp,
        band=band,
        rader=tuple((topp + i * band, niva) for i, niva in enumerate(NIVAER)),
        linjer=_linjer(places),
        punkter=tuple(
            Punkt(_procent(x), y, former[p.instrument], text)
            for (x, y), (_, p), text in zip(places, dated, etiketter, strict=True)
        ),
        flaggor=()
        if litet
        else tuple(
            Flagga(_procent(across(h.dag)), i, h.dag, h.typ)
            for i, h in enumerate((h for h in handelser if h.dag >= first), start=1)
        ),
        former=tuple(former.items()),
        idag=_procent(_IDAG),
    )


def _linjer(places: Sequence[tuple[float, int]]) -> tuple[Linje, ...]:
    """Steps: a level holds until the next assessment, the last one up to today."""
    found = []
    for (x1, y1), (x2, y2) in pairwise(places):
        found.append(Linje(_procent(x1), _procent(x2), y1, y1))
        if y1 != y2:
            found.append(Linje(_procent(x2), _procent(x2), y1, y2))
    x, y = places[-1]
    if x < _IDAG:
        found.append(Linje(_procent(x), _procent(_IDAG), y, y, streckad=True))
    return tuple(found)


def _etiketter(marks: Sequence[tuple[float, str]]) -> list[str]:
    """The day under each point, left out where it would run into the next one; the latest wins."""
    shown = [""] * len(marks)
    right = _IDAG
    for i in range(len(marks) - 1, -1, -1):
        x, text = marks[i]
        if right - x >= _ETIKETT_MELLANRUM:
            shown[i], right = text, x
    return shown
