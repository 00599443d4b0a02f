"""The API of bevakningar: what is due, tick off, hand over. An id is aktnummer and number: `VN-...:3`."""

from __future__ import annotations

from datetime import date
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import JSONResponse, Response

from caseflow.actions.logga_lasning import log_reading
from caseflow.actions.svara_en_gang import Svar
from caseflow.actions.tilldela_bevakning import tilldela_bevakning
from caseflow.actions.utfor_bevakning import utfor_bevakning
from caseflow.engine.errors import BadInput, NotFound
from caseflow.queries.forfallande import forfallande
from caseflow.web.api_anrop import Caller, Payload, day_of, done, once
from caseflow.web.heltal import heltal
from caseflow.web.lasvakt import nekad_loggas
from caseflow.web.sakerhet import API

router = APIRouter(prefix=f"{API}/bevakningar", tags=["bevakningar"])


@router.get("")
def due(
    visit: Caller,
    senast: Annotated[date | None, Query(description="Till och med den dagen.")] = None,
    enhet: Annotated[str, Query(max_length=40, description="Bara en enhet.")] = "",
    agare: Annotated[str, Query(max_length=200, description="Bara det en medarbetare äger.")] = "",
    *,
    sena: Annotated[bool, Query(description="Bara det som är försenat i dag.")] = False,
    utan_agare: Annotated[bool, Query(description="Bara det som ingen äger.")] = False,
) -> Response:
    """What is due or overdue on a day, by default today."""
    rows = forfallande(
        visit.db,
        visit.aktor,
        on=senast or visit.dag,
        enhet=enhet,
        today=visit.dag,
        sena=sena,
        utan_agare=utan_agare,
        agare=agare,
    )
    roll = next((r for _, r in visit.aktor.uppdrag), "")
    log_reading(visit.db, visit.aktor, roll, "", "bevakningar", "arbetslista", now=visit.now)
    return JSONResponse([r.as_dict() for r in rows])


@router.post("/{bevakning}/utford")
def tick_off(request: Request, visit: Caller, bevakning: str, payload: Payload) -> Response:
    """Done on `datum`, by default today; refused where a step or a fact is what does it."""
    nummer, nr = _parts(bevakning)

    def run() -> Svar:
        dag = day_of(payload, or_else=visit.dag)
        with nekad_loggas(visit, nummer, "bevakning"):
            return done(utfor_bevakning(visit.db, visit.aktor, nummer, nr, dag=dag, now=visit.now))

    return once(request, visit, payload, run)


@router.post("/{bevakning}/tilldela", status_code=HTTPStatus.OK)
def hand_over(request: Request, visit: Caller, bevakning: str, payload: Payload) -> Response:
    """Give it to the medarbetare with the address `epost`, a follow-up also on the day `dag`; or only the day."""
    nummer, nr = _parts(bevakning)
    epost = str(payload.get("epost", ""))

    def run() -> Svar:
        dag = _booked(payload)
        with nekad_loggas(visit, nummer, "bevakning"):
            return done(
                tilldela_bevakning(
                    visit.db, visit.aktor, nummer, nr, epost, now=visit.now, bokad_dag=dag
                )
            )

    return once(request, visit, payload, run)


def _booked(payload: Payload) -> date | None:
    """The day that a follow-up is booked on, None when none is given.

    Raises:
        BadInput: it is no day.
    """
    given = payload.get("dag")
    if given is None:
        return None
    try:
        return date.fromisoformat(str(given))
    except ValueError as fault:
        raise BadInput(
            vad="Uppgifterna kan inte sparas än.",
            falt={"dag": "Dag: skriv dagen som ÅÅÅÅ-MM-DD."},
        ) from fault


def _parts(bevakning: str) -> tuple[str, int]:
    """Aktnummer and number.

    Raises:
        NotFound: it is no id of a bevakning.
    """
    nummer, _, nr = bevakning.rpartition(":")
    number = heltal(nr)
    if not nummer or number is None:
        raise NotFound(vad="Bevakningen finns inte.", gor_nu="Hämta listan igen.")
    return nummer, number
