"""Delegationsbeslut: the list that the enhetschef or the registrator puts before the nämnd."""

from __future__ import annotations

from datetime import date

from fastapi import APIRouter, Request
from fastapi.responses import Response

from caseflow.engine.errors import BadInput
from caseflow.queries.delegationsbeslut import delegationsbeslut
from caseflow.web.mallar import rendera
from caseflow.web.sakerhet import LoggedIn

router = APIRouter()
ADDRESS = "/delegationsbeslut"


@router.get(ADDRESS)
def show_decisions(request: Request, visit: LoggedIn, fran: str = "", till: str = "") -> Response:
    """The decisions of a period; without one, of the month so far."""
    first = _day(fran, "fran", or_else=visit.dag.replace(day=1))
    last = _day(till, "till", or_else=visit.dag)
    rows = delegationsbeslut(visit.db, visit.aktor, fran=first, till=last)
    return rendera(
        request,
        "webb/delegationsbeslut.html",
        visit,
        active=ADDRESS,
        rader=rows,
        fran=first,
        till=last,
    )


def _day(text: str, kod: str, *, or_else: date) -> date:
    """A day of the address.

    Raises:
        BadInput: it is no day.
    """
    if not text.strip():
        return or_else
    try:
        return date.fromisoformat(text.strip())
    except ValueError as fault:
        raise BadInput(
            vad="Listan kan inte visas.", falt={kod: "Skriv dagarna som ÅÅÅÅ-MM-DD."}
        ) from fault
