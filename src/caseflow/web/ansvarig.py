"""Give an akt to another medarbetare."""

from __future__ import annotations

from http import HTTPStatus

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from caseflow.actions.byt_ansvarig import byt_ansvarig
from caseflow.engine.errors import BadInput, CaseflowError, Refused
from caseflow.queries.overlamning import overlamning
from caseflow.web.fel import status_of
from caseflow.web.lasvakt import logga, nekad_loggas
from caseflow.web.mallar import rendera
from caseflow.web.sakerhet import Form, LoggedIn
from caseflow.web.visit import Visit

router = APIRouter()


@router.get("/arenden/{nummer}/ansvarig")
def show_form(request: Request, visit: LoggedIn, nummer: str) -> Response:
    """Who holds the akt, and who could."""
    return _page(request, visit, nummer)


@router.post("/arenden/{nummer}/ansvarig")
def give(request: Request, visit: LoggedIn, nummer: str, form: Form) -> Response:
    """The new owner, or the form again with what stands in the way."""
    try:
        with nekad_loggas(visit, nummer, "ansvarig"):
            byt_ansvarig(visit.db, visit.aktor, nummer, str(form.get("epost", "")), now=visit.now)
    except (BadInput, Refused) as fault:
        return _page(request, visit, nummer, fault=fault)
    return RedirectResponse(f"/arenden/{nummer}", HTTPStatus.SEE_OTHER)


def _page(
    request: Request, visit: Visit, nummer: str, *, fault: CaseflowError | None = None
) -> Response:
    with nekad_loggas(visit, nummer, "ansvarig"):
        vy = overlamning(visit.db, visit.aktor, nummer, dag=visit.dag)
    logga(visit, vy.akt.nummer, vy.akt.roll, "ansvarig", ansvarig=vy.akt.ar_ansvarig)
    return rendera(
        request,
        "webb/ansvarig.html",
        visit,
        status=status_of(fault) if fault else HTTPStatus.OK,
        active="/mina-arenden",
        vy=vy,
        fel=fault,
    )
