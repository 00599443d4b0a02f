"""Sealed relations: the säkerhetssamordnare ties two akter, or sees what one akt is tied to.

By POST, so that no number lands in an address. For everybody else the page does not exist.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus

from fastapi import APIRouter, Request
from fastapi.responses import Response

from caseflow.actions.forsegla_relation import forsegla_relation
from caseflow.actions.logga_relation import log_relation, relation_loggas
from caseflow.engine.aktnummer import normal_aktnummer
from caseflow.engine.errors import BadInput, CaseflowError, NotFound
from caseflow.engine.field import Field, Kind, check
from caseflow.queries.relationer import Relationer, relationer
from caseflow.rules.roller import Roll
from caseflow.web.fel import status_of
from caseflow.web.mallar import rendera
from caseflow.web.sakerhet import Form, LoggedIn
from caseflow.web.visit import Visit

router = APIRouter()
ADDRESS = "/relationer"
GRUND = "säkerhetssamordning"
_NUMRET = "Till exempel VN-7K3F-Q2MX-5."
PAR = (
    Field("nummer", "Den ena aktens nummer", Kind.RAD, help=_NUMRET),
    Field("annat", "Den andra aktens nummer", Kind.RAD, help=_NUMRET),
)
EN = (Field("nummer", "Aktens nummer", Kind.RAD, help=_NUMRET),)


@dataclass(frozen=True, slots=True)
class Formular:
    """One of the two forms as it came: what was typed, and what is wrong with it."""

    givet: Mapping[str, object] = field(default_factory=dict)
    fel: CaseflowError | None = None

    @property
    def falt(self) -> Mapping[str, str]:
        """The faults by field."""
        return self.fel.falt if isinstance(self.fel, BadInput) else {}


_TOMT = Formular()


@router.get(ADDRESS)
def show_forms(request: Request, visit: LoggedIn) -> Response:
    """The two forms."""
    _require_role(visit)
    return _page(request, visit)


@router.post(ADDRESS)
def seal(request: Request, visit: LoggedIn, form: Form) -> Response:
    """Seal, and say so without a word of who they are; or the form again with what stands in the way."""
    pair = (_nummer(form, "nummer"), _nummer(form, "annat"))
    _require_role(visit, *pair)
    try:
        check(PAR, form, today=visit.dag)
        with relation_loggas(visit.db, visit.aktor, pair, GRUND, now=visit.now):
            forsegla_relation(visit.db, visit.aktor, *pair, now=visit.now)
    except (BadInput, NotFound) as fault:
        return _page(request, visit, par=Formular(form, fault))
    return _page(request, visit, klart=True)


@router.post(f"{ADDRESS}/visa")
def show_relations(request: Request, visit: LoggedIn, form: Form) -> Response:
    """The relations of one akt. Those at the other ends are logged too: their numbers are shown."""
    nummer = _nummer(form, "nummer")
    _require_role(visit, nummer)
    try:
        check(EN, form, today=visit.dag)
        with relation_loggas(visit.db, visit.aktor, (nummer,), GRUND, now=visit.now):
            found = relationer(visit.db, visit.aktor, nummer)
    except (BadInput, NotFound) as fault:
        return _page(request, visit, en=Formular(form, fault))
    for other, _ in found.andra:
        log_relation(visit.db, visit.aktor, other, GRUND, now=visit.now)
    return _page(request, visit, en=Formular(form), visas=found)


def _nummer(form: Mapping[str, object], kod: str) -> str:
    """The number in its stored form where it is one, else as it was typed."""
    typed = str(form.get(kod, ""))
    return normal_aktnummer(typed) or typed


def _require_role(visit: Visit, *nummer: str) -> None:
    """Only the säkerhetssamordnare comes further; what somebody else asked for is logged as refused.

    Raises:
        NotFound: as for a page that is missing.
    """
    if visit.aktor.har(Roll.SAKERHETSSAMORDNARE):
        return
    with relation_loggas(visit.db, visit.aktor, nummer, GRUND, now=visit.now):
        raise NotFound(vad="Sidan finns inte.")


def _page(
    request: Request,
    visit: Visit,
    *,
    par: Formular = _TOMT,
    en: Formular = _TOMT,
    klart: bool = False,
    visas: Relationer | None = None,
) -> Response:
    fault = par.fel or en.fel
    return rendera(
        request,
        "webb/relationer.html",
        visit,
        status=status_of(fault) if fault else HTTPStatus.OK,
        active=ADDRESS,
        par_falt=PAR,
        en_falt=EN,
        par=par,
        en=en,
        klart=klart,
        visas=visas,
    )
