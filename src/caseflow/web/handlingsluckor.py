"""What a draft still lacks, each with the way there: the field beside it, or the form of the fact or step."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from caseflow.documents.mallar.mall import IFYLLT, Brist, Mall
from caseflow.engine.field import Field, Kind
from caseflow.queries.arende_vy import Arendevy
from caseflow.queries.handlingsutkast import Utkastvy
from caseflow.queries.regelkatalog import regelsida
from caseflow.web.nasta_steg import vag_till
from caseflow.web.stegord import HJALPER

FALT = "#f-"
"""Where a field stands on its own page."""


@dataclass(frozen=True, slots=True)
class Lucka:
    """A gap. `href` leads to where it is filled, `text` says what is done there; both are empty where nobody can.

    `pa_sidan` when that is on the same page.
    """

    saknas: str
    gor_nu: str
    kalla: str
    regel: str
    href: str = ""
    text: str = ""
    pa_sidan: bool = False


def utan_val(falten: Iterable[Field]) -> frozenset[str]:
    """The choices that there is nothing to choose among for yet."""
    return frozenset(f.code for f in falten if f.kind is Kind.VAL and not f.choices)


def luckorna(utkast: Utkastvy, vy: Arendevy | None, idag: date) -> tuple[Lucka, ...]:
    """The gaps of a draft, in its order. `vy` is the akt with what the person may do there."""
    empty = utan_val(utkast.falten)
    return tuple(_lucka(b, utkast.mall, vy, idag, empty) for b in utkast.brister)


def _lucka(
    b: Brist, mall: Mall, vy: Arendevy | None, idag: date, utan_val: Collection[str]
) -> Lucka:
    if b.kod == IFYLLT and b.falt in utan_val:
        return Lucka(
            f"Det finns inget att välja på än: {b.text}.", "Registrera det i ärendet först.", "", ""
        )
    if b.kod == IFYLLT:
        where = f"{FALT}{b.falt}"
        return Lucka(b.saknas, b.gor_nu, "", "", where, f"Fyll i {b.text}", pa_sidan=True)
    regel = b.kod if regelsida(b.kod) else ""
    vag = vag_till(vy, idag, _koder(b, mall)) if vy is not None else None
    if vag is None:
        return Lucka(b.saknas, b.gor_nu, b.kalla, regel)
    return Lucka(b.saknas, b.gor_nu, b.kalla, regel, vag.href, vag.text)


def _koder(b: Brist, mall: Mall) -> tuple[str, ...]:
    """The events that would fill it: every one that its demand takes, and the fact that opens its rule."""
    if b.kod in HJALPER:
        return (HJALPER[b.kod],)
    demanded = (k.koder for k in mall.kraver if k.koder[0] == b.kod and k.text in b.saknas)
    return next(demanded, (b.kod,))
