"""The report of a unit's month: counts and no person. What could point at few is withheld before it comes here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from caseflow.documents.listram import Listmall, Listram
from caseflow.documents.skrivtext import MANADER

MALL = Listmall("manadsrapport", "Månadsrapport", "1")


@dataclass(frozen=True, slots=True)
class Rapportrad:
    """One count with its name; None is withheld."""

    etikett: str
    antal: int | None

    @property
    def text(self) -> str:
        """The count as it is read. A withheld one may be larger: it stands for another that is small."""
        return "visas inte" if self.antal is None else str(self.antal)


@dataclass(frozen=True, slots=True)
class Rapporttabell:
    """Counts that add up to `summa`. `not_` is said under the table."""

    kod: str
    rubrik: str
    fraga: str
    rader: tuple[Rapportrad, ...]
    summa: Rapportrad
    not_: str = ""

    def as_dict(self) -> dict[str, object]:
        """JSON-ready; a withheld count is null."""
        return {
            "kod": self.kod,
            "rubrik": self.rubrik,
            "rader": [{"etikett": r.etikett, "antal": r.antal} for r in self.rader],
            "summa": self.summa.antal,
            "not": self.not_ or None,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Manadsrapport(Listram):
    """The report of the month that begins `forsta`, as far as `till`."""

    forsta: date
    till: date
    tabeller: tuple[Rapporttabell, ...]

    @property
    def manaden(self) -> str:
        """«oktober 2026»."""
        return f"{MANADER[self.forsta.month - 1]} {self.forsta.year}"

    @property
    def hel(self) -> bool:
        """Whether the month is over."""
        return self.till.month != self.dag.month or self.till.year != self.dag.year

    @property
    def aktnummer(self) -> str:
        """What stands where a handling has its number: the month."""
        return self.manaden

    def as_dict(self) -> dict[str, object]:
        """JSON-ready, with stable keys."""
        return {
            "kommun": self.kommun,
            "enhet": self.enhet,
            "manad": self.forsta.strftime("%Y-%m"),
            "till": self.till.isoformat(),
            "tabeller": [t.as_dict() for t in self.tabeller],
        }


def render_manadsrapport(rapport: Manadsrapport) -> bytes:
    """The report as a PDF/UA-1 file."""
    return MALL.render(rapport)
