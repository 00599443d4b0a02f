"""The paper list for a day when the system is down, as a PDF."""

from __future__ import annotations

from datetime import date

from fastapi import APIRouter
from fastapi.responses import Response

from caseflow.actions.logga_lasning import log_list
from caseflow.documents.dagslista import render_dagslista
from caseflow.engine.errors import BadInput, NotFound
from caseflow.queries.dagslista import dagslista
from caseflow.web.heltal import heltal
from caseflow.web.meny import works_with_akter
from caseflow.web.sakerhet import LoggedIn

router = APIRouter()
ADDRESS = "/dagslista.pdf"


@router.get(ADDRESS)
def daylist(
    visit: LoggedIn, dag: str = "", dagar: str = "1", enhet: str = "", per: str = ""
) -> Response:
    """What is late and what falls due; without a day, today. `per=person` gives each owner a heading."""
    if not works_with_akter(visit):
        raise NotFound(vad="Sidan finns inte.", gor_nu="Gå till startsidan.")
    lista = dagslista(
        visit.db,
        visit.aktor,
        dag=_day(dag) if dag.strip() else visit.dag,
        dagar=heltal(dagar) or 0,
        enhet=enhet,
        per_person=per == "person",
        now=visit.now,
    )
    numbers = {rad.nummer for grupp in lista.grupper for rad in grupp.rader}
    log_list(visit.db, visit.aktor, numbers, "dagslista", "arbetslista", now=visit.now)
    name = f"dagslista_{lista.forsta.isoformat()}.pdf"
    return Response(
        render_dagslista(lista),
        media_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{name}"'},
    )


def _day(text: str) -> date:
    """A day of the address.

    Raises:
        BadInput: it is no day.
    """
    try:
        return date.fromisoformat(text.strip())
    except ValueError as fault:
        raise BadInput(
            vad="Dagslistan kan inte göras.",
            varfor="Dagen går inte att läsa.",
            gor_nu="Skriv dagen som ÅÅÅÅ-MM-DD.",
        ) from fault
