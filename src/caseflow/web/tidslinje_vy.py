"""The history of an akt: its timeline, its journal, and one event opened in full."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from caseflow.queries.hela_tidslinjen import hela_tidslinjen
from caseflow.queries.journal import las_journal, oppna_handelse
from caseflow.web.inskickat import Nummer
from caseflow.web.lasvakt import logga, nekad_loggas
from caseflow.web.mallar import rendera
from caseflow.web.sakerhet import LoggedIn

router = APIRouter()
MENY = "/mina-arenden"


@router.get("/arenden/{nummer}/tidslinje")
def tidslinje(request: Request, visit: LoggedIn, nummer: str, sida: Nummer = 1) -> Response:
    """Every event, the latest first, a page at a time. What they say is opened one by one."""
    with nekad_loggas(visit, nummer, "tidslinje"):
        vy = hela_tidslinjen(visit.db, visit.aktor, nummer, sida=sida)
    logga(visit, vy.nummer, vy.roll, "tidslinje")
    return rendera(request, "webb/tidslinje.html", visit, active=MENY, vy=vy)


@router.get("/arenden/{nummer}/journal")
def journal(request: Request, visit: LoggedIn, nummer: str) -> Response:
    """Every note by its heading."""
    with nekad_loggas(visit, nummer, "journal"):
        vy = las_journal(visit.db, visit.aktor, nummer)
    logga(visit, vy.nummer, vy.roll, "journal")
    return rendera(request, "webb/journal.html", visit, active=MENY, vy=vy)


@router.get("/arenden/{nummer}/journal/{seq}")
def anteckning(request: Request, visit: LoggedIn, nummer: str, seq: Nummer) -> Response:
    """One note: a page, or only its text when the page of the akt fetches it."""
    with nekad_loggas(visit, nummer, f"journal:{seq}"):
        vy = oppna_handelse(visit.db, visit.aktor, nummer, seq, kod="journalanteckning")
    logga(visit, vy.nummer, vy.roll, f"journal:{seq}")
    fragment = request.headers.get("hx-request") == "true"
    mall = "webb/arende/innehall.html" if fragment else "webb/handelse.html"
    return rendera(request, mall, visit, active=MENY, vy=vy)


@router.get("/arenden/{nummer}/handelser/{seq}")
def handelse(request: Request, visit: LoggedIn, nummer: str, seq: Nummer) -> Response:
    """One event in full."""
    with nekad_loggas(visit, nummer, f"handelse:{seq}"):
        vy = oppna_handelse(visit.db, visit.aktor, nummer, seq)
    logga(visit, vy.nummer, vy.roll, f"handelse:{seq}")
    return rendera(request, "webb/handelse.html", visit, active=MENY, vy=vy)
