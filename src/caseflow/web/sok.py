"""Search: by exact aktnummer, name, personnummer or beteckning.

By POST, so that neither name nor number lands in an address.
"""

from __future__ import annotations

from http import HTTPStatus

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from caseflow.actions.logga_lasning import log_reading
from caseflow.engine.aktnummer import normal_aktnummer
from caseflow.engine.field import SHORT_TEXT, text_fault
from caseflow.queries.sok_akt import sok_akt
from caseflow.web.mallar import rendera
from caseflow.web.meny import works_with_akter
from caseflow.web.sakerhet import Form, LoggedIn

router = APIRouter()


@router.get("/sok")
def show_search(request: Request, visit: LoggedIn) -> Response:
    """The form alone."""
    return rendera(request, "webb/sok.html", visit, text="", traffar=None, fel="")


@router.post("/sok")
def search(request: Request, visit: LoggedIn, form: Form) -> Response:
    """The akter that match and may be opened. A single aktnummer leads straight to the akt."""
    text = str(form.get("q", "")).strip()
    fault = text_fault(text, SHORT_TEXT)
    if not text or fault or not works_with_akter(visit):
        fault = (
            fault or "Skriv ett ärendenummer, ett helt namn, ett personnummer eller en beteckning."
        )
        return rendera(request, "webb/sok.html", visit, text="", traffar=None, fel=fault)
    found = sok_akt(visit.db, visit.aktor, text)
    if len(found) == 1 and normal_aktnummer(text) == found[0].nummer:
        return RedirectResponse(f"/arenden/{found[0].nummer}", HTTPStatus.SEE_OTHER)
    for hit in found:
        log_reading(
            visit.db, visit.aktor, hit.roll, hit.nummer, "soktraff", "sökning", now=visit.now
        )
    return rendera(request, "webb/sok.html", visit, text=text, traffar=found, fel="")
