"""The report of a unit's month, as a PDF, for those who lead the unit or develop its work."""

from __future__ import annotations

from datetime import timedelta

from fastapi import APIRouter
from fastapi.responses import Response

from caseflow.actions.logga_lasning import log_reading
from caseflow.documents.manadsrapport import render_manadsrapport
from caseflow.engine.errors import NotFound
from caseflow.queries.manadsrapport import RAPPORTERAR, manadsrapport
from caseflow.web.sakerhet import LoggedIn
from caseflow.web.visit import Visit

router = APIRouter()
ADDRESS = "/manadsrapport.pdf"


def reports(visit: Visit) -> bool:
    """Whether the person makes such reports for any unit."""
    return bool(visit.aktor.enheter(*RAPPORTERAR))


@router.get(ADDRESS)
def monthly_report(visit: LoggedIn, manad: str = "", enhet: str = "") -> Response:
    """The counts of a month, ÅÅÅÅ-MM; without one the month before this.

    Raises:
        NotFound: the person makes no such reports.
    """
    if not reports(visit):
        raise NotFound(vad="Sidan finns inte.", gor_nu="Gå till startsidan.")
    last = visit.dag.replace(day=1) - timedelta(days=1)
    made = manadsrapport(
        visit.db,
        visit.aktor,
        manad=manad.strip() or last.strftime("%Y-%m"),
        enhet=enhet,
        now=visit.now,
    )
    roll = next((r for _, r in visit.aktor.uppdrag), "")
    log_reading(visit.db, visit.aktor, roll, "", "manadsrapport", "statistik", now=visit.now)
    name = f"manadsrapport_{made.forsta.strftime('%Y-%m')}.pdf"
    return Response(
        render_manadsrapport(made),
        media_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{name}"'},
    )
