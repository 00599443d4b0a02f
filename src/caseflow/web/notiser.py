"""Notiser: what has fallen due since last. Opening one leads to the akt and marks it as read."""

from __future__ import annotations

from http import HTTPStatus

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from caseflow.actions.las_notis import las_notis
from caseflow.queries.notiser import notisens_akt, notiser
from caseflow.web.inskickat import Nummer
from caseflow.web.mallar import rendera
from caseflow.web.meny import works_with_akter
from caseflow.web.sakerhet import LoggedIn

router = APIRouter()
ADDRESS = "/notiser"


@router.get(ADDRESS)
def show_notes(request: Request, visit: LoggedIn) -> Response:
    """The unread notes and the latest read ones."""
    if not works_with_akter(visit):
        return rendera(request, "webb/inga_arenden.html", visit)
    lista = notiser(visit.db, visit.aktor)
    return rendera(request, "webb/notiser.html", visit, active=ADDRESS, lista=lista)


@router.post(ADDRESS + "/{notis_id}/oppna")
def open_note(visit: LoggedIn, notis_id: Nummer) -> Response:
    """A note is read when what it points at is opened."""
    nummer = notisens_akt(visit.db, visit.aktor, notis_id)
    las_notis(visit.db, visit.aktor, notis_id, now=visit.now)
    return RedirectResponse(f"/arenden/{nummer}", HTTPStatus.SEE_OTHER)


@router.post(f"{ADDRESS}/alla-lasta")
def all_read(visit: LoggedIn) -> Response:
    """Mark every note as read. The bevakningar stay open."""
    las_notis(visit.db, visit.aktor, None, now=visit.now)
    return RedirectResponse(ADDRESS, HTTPStatus.SEE_OTHER)
