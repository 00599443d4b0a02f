"""What a draft still lacks, each with the way there: the field beside it, or the form of the fact or step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from caseflow.documents.mallar.mall import IFYLLT, Brist, Mall
from caseflow.queries.arende_vy import Arendevy
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


def luckorna(
    brister: Sequence[Brist], mall: Mall, vy: Arendevy | None, idag: date
) -> tuple[Lucka, ...]:
    """The gaps of a draft, in its order. `vy` is the akt with what the person may do there."""
    return tuple(_lucka(b, mall, vy, idag) for b in brister)


def _lucka(b: Brist, mall: Mall, vy: Arendevy | None, idag: date) -> Lucka:
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
