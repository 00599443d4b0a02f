"""«Om ingen gör något»: the forecast of an akt as a page."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from caseflow.queries.prognos import las_prognos
from caseflow.web.lasvakt import logga, nekad_loggas
from caseflow.web.mallar import rendera
from caseflow.web.sakerhet import LoggedIn

router = APIRouter()
MENY = "/mina-arenden"


@router.get("/arenden/{nummer}/prognos")
def prognos(request: Request, visit: LoggedIn, nummer: str) -> Response:
    """Day by day from today, until nothing more happens by itself."""
    with nekad_loggas(visit, nummer, "prognos"):
        vy = las_prognos(visit.db, visit.aktor, nummer, dag=visit.dag)
    logga(visit, vy.akt, vy.roll, "prognos")
    return rendera(request, "webb/prognos.html", visit, active=MENY, vy=vy)
