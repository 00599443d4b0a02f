"""Handlingar as PDF, made from what stands in the akt when they are opened."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import Response

from caseflow.engine.errors import BadInput, Refused
from caseflow.queries.handling import render_handling
from caseflow.queries.overlamning import oppnad
from caseflow.web.fel import status_of
from caseflow.web.lasvakt import logga, nekad_loggas
from caseflow.web.mallar import rendera
from caseflow.web.sakerhet import LoggedIn

router = APIRouter()


@router.get("/arenden/{nummer}/handlingar/{mall}.pdf")
def handling(
    request: Request, visit: LoggedIn, nummer: str, mall: str, *, slutlig: bool = False
) -> Response:
    """A draft, or with `slutlig` a finished handling, or else a page with every gap that is left."""
    vad = f"handling:{mall}"
    with nekad_loggas(visit, nummer, vad):
        akt = oppnad(visit.db, visit.aktor, nummer)
        logga(visit, akt.nummer, akt.roll, vad, ansvarig=akt.ar_ansvarig)
        try:
            pdf = render_handling(
                visit.db, visit.aktor, mall, akt.nummer, now=visit.now, slutlig=slutlig
            )
        except (Refused, BadInput) as fault:
            return rendera(
                request,
                "webb/handling_brister.html",
                visit,
                status=status_of(fault),
                active="/mina-arenden",
                akt=akt,
                kod=mall,
                fel=fault,
                brister=fault.hinder if isinstance(fault, Refused) else (),
            )
    name = f"{akt.nummer}_{mall}.pdf"
    return Response(
        pdf,
        media_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{name}"'},
    )
