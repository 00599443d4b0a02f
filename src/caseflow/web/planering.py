"""The board: load by day and person, what is late, what nobody was chosen for, and how follow-ups are covered."""

from __future__ import annotations

from datetime import date, timedelta

from fastapi import APIRouter, Request
from fastapi.responses import Response

from caseflow.actions.logga_lasning import log_reading
from caseflow.engine.errors import NotFound
from caseflow.queries.forfallande import sagt
from caseflow.queries.listning import LEADERS
from caseflow.queries.planering import Personrad, planering
from caseflow.queries.uppfoljningstackning import uppfoljningstackning
from caseflow.web.belastning import Belastning
from caseflow.web.bevakningar import ADDRESS as LISTAN
from caseflow.web.filterval import address
from caseflow.web.mallar import rendera
from caseflow.web.meny import works_with_akter
from caseflow.web.sakerhet import LoggedIn

router = APIRouter()
ADDRESS = "/planering"
_YEAR = timedelta(days=365)
_WEEK = timedelta(days=7)
_FURTHEST = timedelta(days=400)


@router.get(ADDRESS)
def show_planering(request: Request, visit: LoggedIn) -> Response:
    """The board of a unit for those who lead it; for others their own row."""
    if not works_with_akter(visit):
        return rendera(request, "webb/inga_arenden.html", visit)
    query = request.query_params
    fran = _from(query.get("fran", ""), visit.dag)
    asked = query.get("enhet", "")
    led = visit.aktor.enheter(*LEADERS)
    board = planering(
        visit.db,
        visit.aktor,
        dag=visit.dag,
        fran=fran,
        enhet=next((i for i in led if str(i) == asked), None),
    )
    roll = next((r for _, r in visit.aktor.uppdrag), "")
    log_reading(visit.db, visit.aktor, roll, "", "planering", "arbetslista", now=visit.now)
    kept = {"enhet": str(board.enhet) if len(led) > 1 else ""}
    monday = fran - timedelta(days=fran.weekday())
    earlier = max(monday - _WEEK, visit.dag)

    def listan(rad: Personrad, **more: str) -> str:
        whose = "saknas" if rad.id is None else str(rad.id)
        return address(LISTAN, {**kept, "agare": whose, **more})

    return rendera(
        request,
        "webb/planering.html",
        visit,
        active=ADDRESS,
        tavla=board,
        enheter=[(i, namn) for i, _, namn in visit.enheter if i in led] if len(led) > 1 else [],
        tidigare=address(ADDRESS, {**kept, "fran": _said(earlier, visit.dag)})
        if fran > visit.dag
        else "",
        senare=address(ADDRESS, {**kept, "fran": (monday + _WEEK).isoformat()}),
        idag_adress=address(ADDRESS, kept),
        belastning=lambda antal: Belastning(antal, board.tak),
        listan=listan,
        alla=lambda **more: address(LISTAN, {**kept, **more}),
        sagt=sagt,
    )


@router.get(f"{ADDRESS}/uppfoljningar")
def show_coverage(request: Request, visit: LoggedIn) -> Response:
    """How the follow-ups of a year back and a year ahead are covered, for those who lead a unit.

    Raises:
        NotFound: the person leads none.
    """
    if not visit.aktor.enheter(*LEADERS):
        raise NotFound(vad="Sidan finns inte.")
    fran, till = visit.dag - _YEAR, visit.dag + _YEAR
    tackning = uppfoljningstackning(visit.db, visit.aktor, dag=visit.dag, fran=fran, till=till)
    roll = next((r for _, r in visit.aktor.uppdrag), "")
    log_reading(
        visit.db, visit.aktor, roll, "", "uppfoljningstackning", "arbetslista", now=visit.now
    )
    return rendera(
        request,
        "webb/uppfoljningstackning.html",
        visit,
        active=ADDRESS,
        tackning=tackning,
        fran=fran,
        till=till,
        flera=len({r.enhet for r in tackning.per_punkt}) > 1,
    )


def _from(text: str, dag: date) -> date:
    """The first day of the board: today unless the address says a later one."""
    try:
        asked = date.fromisoformat(text)
    except ValueError:
        return dag
    return min(max(asked, dag), dag + _FURTHEST)


def _said(fran: date, dag: date) -> str:
    return fran.isoformat() if fran > dag else ""
