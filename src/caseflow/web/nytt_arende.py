"""Register an ärende, a friytekontakt or a partnerkontakt: one form each, by role."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from caseflow.actions.registrera_arende import registrera_arende
from caseflow.actions.registrera_friyta import registrera_friyta
from caseflow.actions.registrera_partnerkontakt import registrera_partnerkontakt
from caseflow.engine.errors import BadInput, NotFound, Refused
from caseflow.engine.field import Field
from caseflow.processes.registrering import ARENDE, FRIYTA, PARTNERKONTAKT, PERSON
from caseflow.queries.friyta_val import documentation_of
from caseflow.rules.roller import Roll
from caseflow.store.atkomst import Aktor
from caseflow.store.session import Databas
from caseflow.web.fel import status_of
from caseflow.web.mallar import rendera
from caseflow.web.sakerhet import Form, LoggedIn
from caseflow.web.visit import Visit

router = APIRouter()
ADDRESS = "/arenden/ny"


@dataclass(frozen=True, slots=True)
class Formular:
    """One way to open an akt: who may, its parts in order, and the action."""

    kod: str
    namn: str
    ingress: str
    roller: tuple[Roll, ...]
    delar: tuple[tuple[str, str, tuple[Field, ...]], ...]
    register: Callable[..., str]

    @property
    def address(self) -> str:
        """Where the form stands."""
        return f"{ADDRESS}/{self.kod}"

    @property
    def fields(self) -> tuple[Field, ...]:
        """All fields in the order of the form."""
        return tuple(f for _, _, fields in self.delar for f in fields)


_WHO = (
    "Personen",
    (
        "Ange namn och personnummer, eller bara en kod om personen inte ska anges med namn."
        " Vet du inte än vem det är lämnar du allt tomt."
    ),
    PERSON,
)
FORMULAR = (
    Formular(
        "arende",
        "Nytt ärende",
        "För en person som är utsatt för våld, eller som utövar våld.",
        (Roll.HANDLAGGARE, Roll.SAMORDNARE, Roll.ENHETSCHEF),
        (("Uppgiften", "", ARENDE), _WHO),
        registrera_arende,
    ),
    Formular(
        "friyta",
        "Ny friytekontakt",
        "Samtal utan beslut. Personen är känd bara genom en kod.",
        (Roll.BEHANDLARE,),
        (("Kontakten", "", FRIYTA),),
        registrera_friyta,
    ),
    Formular(
        "partnerkontakt",
        "Ny partnerkontakt",
        "Den utsattas egen akt. Den syns aldrig i ärendet om den som går i behandling.",
        (Roll.PARTNERKONTAKT,),
        (("Säkerheten först", "", PARTNERKONTAKT), _WHO),
        registrera_partnerkontakt,
    ),
)


def _open_to(visit: Visit) -> list[Formular]:
    return [f for f in FORMULAR if visit.aktor.enheter(*f.roller)]


def registration_address(visit: Visit) -> str:
    """Where the person registers something new, or the empty string when no role lets them."""
    return next((f.address for f in _open_to(visit)), "")


def _formular(visit: Visit, kod: str) -> Formular:
    """The form, if the person may use it.

    Raises:
        NotFound: there is none such, or none for this person.
    """
    found = next((f for f in _open_to(visit) if f.kod == kod), None)
    if found is None:
        raise NotFound(vad="Formuläret finns inte.")
    return found


@router.get(ADDRESS)
def choose(visit: LoggedIn) -> Response:
    """The first form that the person may use."""
    first = registration_address(visit)
    if not first:
        raise NotFound(vad="Formuläret finns inte.")
    return RedirectResponse(first, HTTPStatus.SEE_OTHER)


@router.get(ADDRESS + "/{kod}")
def show_form(request: Request, visit: LoggedIn, kod: str) -> Response:
    """The empty form; the day is today's until somebody says otherwise."""
    formular = _formular(visit, kod)
    return _page(request, visit, formular, {"inkom": visit.dag.isoformat()})


@router.post(ADDRESS + "/{kod}")
def register(request: Request, visit: LoggedIn, kod: str, form: Form) -> Response:
    """A new akt, or the form again with what is wrong."""
    formular = _formular(visit, kod)
    units = _units(visit, formular)
    given = {**form, "enhet": units[0][0]} if len(units) == 1 else form
    action: Callable[[Databas, Aktor, Mapping[str, object]], str] = _at(formular, visit.now)
    try:
        nummer = action(visit.db, visit.aktor, given)
    except (BadInput, Refused) as fault:
        return _page(request, visit, formular, form, fault)
    return RedirectResponse(f"/arenden/{nummer}", HTTPStatus.SEE_OTHER)


def _at(formular: Formular, now: datetime) -> Callable[[Databas, Aktor, Mapping[str, object]], str]:
    def run(db: Databas, aktor: Aktor, given: Mapping[str, object]) -> str:
        return formular.register(db, aktor, given, now=now)

    return run


def _units(visit: Visit, formular: Formular) -> list[tuple[str, str]]:
    """The units where the person may use the form: (code, name)."""
    ids = visit.aktor.enheter(*formular.roller)
    return [(kod, namn) for id_, kod, namn in visit.enheter if id_ in ids]


def _val(
    visit: Visit, formular: Formular, enheter: list[tuple[str, str]]
) -> dict[str, tuple[tuple[str, str], ...]]:
    """The choices that differ between units, by field."""
    field = next((f for f in formular.fields if f.code == "dokumentation"), None)
    if field is None:
        return {}
    allowed = documentation_of(visit.db, [kod for kod, _ in enheter])
    return {field.code: tuple(c for c in field.choices if c[0] in allowed)}


def _page(
    request: Request,
    visit: Visit,
    formular: Formular,
    given: Mapping[str, object],
    fault: BadInput | Refused | None = None,
) -> Response:
    enheter = _units(visit, formular)
    return rendera(
        request,
        "webb/nytt_arende.html",
        visit,
        status=status_of(fault) if fault else HTTPStatus.OK,
        active="/mina-arenden",
        formular=formular,
        andra=_open_to(visit),
        enheter=enheter,
        val=_val(visit, formular, enheter),
        givet=given,
        fault=fault,
        fel=fault.falt if isinstance(fault, BadInput) else {},
    )
