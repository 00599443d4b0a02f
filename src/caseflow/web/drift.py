"""Drift: how the system's own work goes, and another try of what has been given up."""

from __future__ import annotations

from http import HTTPStatus

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from caseflow.actions.forsok_igen import forsok_igen
from caseflow.actions.forsok_igen_epost import forsok_igen_epost
from caseflow.queries.drift import driftlage
from caseflow.web.inskickat import Nummer
from caseflow.web.mallar import rendera
from caseflow.web.sakerhet import LoggedIn

router = APIRouter()
ADDRESS = "/drift"


@router.get(ADDRESS)
def show_running(request: Request, visit: LoggedIn, klart: str = "") -> Response:
    """The heartbeat, the e-mails, and the work that failed."""
    return rendera(
        request,
        "webb/drift.html",
        visit,
        active=ADDRESS,
        lage=driftlage(visit.db, visit.aktor, now=visit.now),
        skickas=bool(visit.db.settings.smtp_url),
        klart=klart,
    )


@router.post(f"{ADDRESS}/epost/igen")
def mail_again(visit: LoggedIn) -> Response:
    """Every e-mail that was given up is tried at the next pass."""
    forsok_igen_epost(visit.db, visit.aktor, now=visit.now)
    return RedirectResponse(f"{ADDRESS}?klart=igen", HTTPStatus.SEE_OTHER)


@router.post(ADDRESS + "/arbete/{fel_id}/igen")
def work_again(visit: LoggedIn, fel_id: Nummer) -> Response:
    """One piece of work is tried at the next pass."""
    forsok_igen(visit.db, visit.aktor, fel_id, now=visit.now)
    return RedirectResponse(f"{ADDRESS}?klart=igen", HTTPStatus.SEE_OTHER)
