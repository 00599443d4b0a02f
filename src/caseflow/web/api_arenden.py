"""The API of akter: open one, see where it stands, take steps, register facts.

The same calls stand under three addresses, one for each sort of akt; under the wrong one an akt does not exist.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response

from caseflow.actions.koppla_friyta import koppla_friyta
from caseflow.actions.register_fact import register_fact
from caseflow.actions.registrera_arende import registrera_arende
from caseflow.actions.registrera_friyta import registrera_friyta
from caseflow.actions.registrera_partnerkontakt import registrera_partnerkontakt
from caseflow.actions.svara_en_gang import Svar
from caseflow.actions.take_step import take_step
from caseflow.engine.errors import BadInput
from caseflow.engine.fakta import JsonDict
from caseflow.processes.definitioner import Definitioner
from caseflow.queries.arende_lage import Lage, arende_lage
from caseflow.queries.prova_steg import prova_steg
from caseflow.queries.tidslinje import tidslinje
from caseflow.store.atkomst import finns_inte
from caseflow.web.api_anrop import (
    Caller,
    Payload,
    answer,
    day_of,
    done,
    expected_seq,
    fields_of,
    once,
)
from caseflow.web.inskickat import Nummer
from caseflow.web.lasvakt import logga, nekad_loggas
from caseflow.web.sakerhet import API
from caseflow.web.visit import Visit


@dataclass(frozen=True, slots=True)
class Sort:
    """One sort of akt in the API: its address, the kinds of akt there, and how one is opened."""

    namn: str
    slag: tuple[str, ...]
    register: Callable[..., str]


ARENDEN = Sort("arenden", ("utovare", "utsatt"), registrera_arende)
FRIYTEKONTAKTER = Sort("friytekontakter", ("friyta",), registrera_friyta)
PARTNERKONTAKTER = Sort("partnerkontakter", ("partnerkontakt",), registrera_partnerkontakt)


def opened(visit: Visit, sort: Sort, nummer: str, vad: str) -> Lage:
    """The akt, if it may be opened and is of this sort; the reading is logged.

    Raises:
        NotFound: missing, forbidden or of another sort: the answer is the same.
    """
    with nekad_loggas(visit, nummer, vad):
        lage = arende_lage(visit.db, visit.aktor, nummer, dag=visit.dag)
        if lage.slag not in sort.slag:
            raise finns_inte(nummer)
    logga(visit, lage.nummer, lage.roll, vad, ansvarig=lage.ar_ansvarig)
    return lage


def _flat(payload: Mapping[str, Any]) -> dict[str, object]:
    """The fields with those of the person beside them.

    Raises:
        BadInput: the person is neither an object nor null.
    """
    person = payload.get("person")
    if person is not None and not isinstance(person, dict):
        raise BadInput(
            vad="Uppgifterna kan inte sparas än.",
            falt={"person": "person: ange ett objekt, eller null."},
        )
    return {**fields_of(payload, utom=("person",)), **fields_of(person or {})}


def _opened_by(known: Definitioner, kod: str) -> str:
    """The delprocess that a step opens, or the empty string when it is no opening step there."""
    if known.huvud.transition(kod) is not None:
        return ""
    for process in known.delprocesser.values():
        step = process.transition(kod)
        if step is not None and not step.source:
            return process.code
    return ""


def _router(sort: Sort) -> APIRouter:
    """The calls of one sort of akt."""
    router = APIRouter(prefix=f"{API}/{sort.namn}", tags=[sort.namn])

    @router.post("", status_code=HTTPStatus.CREATED)
    def register(request: Request, visit: Caller, payload: Payload) -> Response:
        """Open an akt. `person` is an object with the person's fields, or null."""

        def run() -> Svar:
            given = _flat(payload)
            nummer = sort.register(visit.db, visit.aktor, given, now=visit.now)
            content: JsonDict = {"nummer": nummer, "plats": f"{API}/{sort.namn}/{nummer}"}
            return Svar(HTTPStatus.CREATED, content)

        return once(request, visit, payload, run)

    @router.get("/{nummer}")
    def show(visit: Caller, nummer: str) -> Response:
        """State of main process and delprocesser, owner and what is due next. Carries an ETag."""
        return answer(Svar(HTTPStatus.OK, opened(visit, sort, nummer, "arende").innehall))

    @router.get("/{nummer}/steg")
    def steps(visit: Caller, nummer: str) -> Response:
        """Every step from here: allowed, or refused with each rule, its source and the way out."""
        lage = opened(visit, sort, nummer, "steg")
        tried = prova_steg(visit.db, visit.aktor, lage.nummer, dag=visit.dag)
        return JSONResponse([p.as_dict() for p in tried])

    @router.get("/{nummer}/tidslinje")
    def timeline(visit: Caller, nummer: str) -> Response:
        """Every event in order of registration."""
        lage = opened(visit, sort, nummer, "tidslinje")
        return JSONResponse([r.as_dict() for r in tidslinje(visit.db, visit.aktor, lage.nummer)])

    @router.post("/{nummer}/steg/{kod}")
    def step(request: Request, visit: Caller, nummer: str, kod: str, payload: Payload) -> Response:
        """Take a step that happened on `datum`; the other keys are the step's fields."""
        return _step(request, visit, sort, nummer, kod, payload)

    @router.post("/{nummer}/delprocesser/{delprocess}/steg/{kod}")
    def part_step(
        request: Request, visit: Caller, nummer: str, delprocess: Nummer, kod: str, payload: Payload
    ) -> Response:
        """Take a step in a delprocess."""
        return _step(request, visit, sort, nummer, kod, payload, delprocess=delprocess)

    @router.post("/{nummer}/fakta/{slag}")
    def fact(request: Request, visit: Caller, nummer: str, slag: str, payload: Payload) -> Response:
        """Register a fact that happened on `datum`; `delprocess` says which one where several run."""
        return _fact(request, visit, sort, nummer, slag, payload)

    return router


def _step(
    request: Request,
    visit: Visit,
    sort: Sort,
    nummer: str,
    kod: str,
    payload: Mapping[str, Any],
    *,
    delprocess: int | None = None,
) -> Response:
    def run() -> Svar:
        lage = opened(visit, sort, nummer, "steg")
        utfort = take_step(
            visit.db,
            visit.aktor,
            lage.nummer,
            kod,
            fields_of(payload, utom=("datum",)),
            dag=day_of(payload),
            now=visit.now,
            process="" if delprocess is not None else _opened_by(lage.definitioner, kod),
            delprocess=delprocess,
            expected_seq=expected_seq(request),
        )
        return done(utfort)

    return once(request, visit, payload, run)


def _fact(
    request: Request,
    visit: Visit,
    sort: Sort,
    nummer: str,
    slag: str,
    payload: Mapping[str, Any],
) -> Response:
    def run() -> Svar:
        lage = opened(visit, sort, nummer, "fakta")
        part = payload.get("delprocess")
        if part is not None and (isinstance(part, bool) or not isinstance(part, int)):
            raise BadInput(
                vad="Uppgifterna kan inte sparas än.",
                falt={"delprocess": "delprocess: ange numret som ett heltal."},
            )
        utfort = register_fact(
            visit.db,
            visit.aktor,
            lage.nummer,
            slag,
            fields_of(payload, utom=("datum", "delprocess")),
            dag=day_of(payload),
            now=visit.now,
            delprocess=part,
            expected_seq=expected_seq(request),
        )
        return done(utfort)

    return once(request, visit, payload, run)


def _friyta_calls(router: APIRouter, sort: Sort) -> None:
    """What only a friytekontakt has."""

    @router.post("/{nummer}/samtal")
    def samtal(request: Request, visit: Caller, nummer: str, payload: Payload) -> Response:
        """Register a talk that happened on `datum`."""
        return _fact(request, visit, sort, nummer, "samtal", payload)

    @router.post("/{nummer}/koppla")
    def koppla(request: Request, visit: Caller, nummer: str, payload: Payload) -> Response:
        """Tie the contact to an ärende, with the person's consent and the summary they approved."""

        def run() -> Svar:
            lage = opened(visit, sort, nummer, "koppla")
            given = fields_of(payload, utom=("datum",))
            dag = day_of(payload)
            return done(
                koppla_friyta(visit.db, visit.aktor, lage.nummer, given, dag=dag, now=visit.now)
            )

        return once(request, visit, payload, run)


routers = tuple(_router(sort) for sort in (ARENDEN, FRIYTEKONTAKTER, PARTNERKONTAKTER))
_friyta_calls(routers[1], FRIYTEKONTAKTER)
