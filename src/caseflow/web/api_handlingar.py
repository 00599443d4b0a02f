"""The API of handlingar: list them, read what is stored of one, open its bytes, and finish a new one."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response

from caseflow.actions.fardigstall_handling import Begard, fardigstall_handling
from caseflow.actions.svara_en_gang import Svar
from caseflow.engine.errors import BadInput
from caseflow.engine.fakta import JsonDict
from caseflow.queries.fardig_handling import las_fardig_handling
from caseflow.queries.handlingarna import Fardig, handlingar_i_korthet
from caseflow.queries.handlingssida import las_handlingssida
from caseflow.web.api_anrop import Caller, Payload, fields_of, once
from caseflow.web.api_arenden import ARENDEN, FRIYTEKONTAKTER, PARTNERKONTAKTER, Sort, opened
from caseflow.web.inskickat import HOGSTA_NUMMER, Nummer
from caseflow.web.lasvakt import logga
from caseflow.web.sakerhet import API
from caseflow.web.utkastbilder import pdfsvar

_TEXTS = ("mall", "sprak", "skal")


def _router(sort: Sort) -> APIRouter:
    """The calls of one sort of akt."""
    router = APIRouter(prefix=f"{API}/{sort.namn}", tags=[sort.namn])

    @router.get("/{nummer}/handlingar")
    def every(visit: Caller, nummer: str) -> Response:
        """Every finished handling and masked copy, newest first. Drafts are for the pages."""
        lage = opened(visit, sort, nummer, "handlingar")
        found = handlingar_i_korthet(visit.db, visit.aktor, lage.nummer, hogst=HOGSTA_NUMMER)
        return JSONResponse([_content(lage.nummer, sort, h) for h in found.fardiga])

    @router.get("/{nummer}/handlingar/{seq}")
    def one(visit: Caller, nummer: str, seq: Nummer) -> Response:
        """What is stored of one: checksums, template, the events it rests on, what replaces what."""
        lage = opened(visit, sort, nummer, f"handling:{seq}")
        vy = las_handlingssida(visit.db, visit.aktor, lage.nummer, seq)
        return JSONResponse(
            {
                **_content(lage.nummer, sort, vy.handling),
                "till_seq": vy.till_seq,
                "uppgifter": [g.seq for g in vy.grunder],
                "ifyllt": dict(vy.givet),
                "skal": vy.skal,
            }
        )

    @router.get("/{nummer}/handlingar/{seq}/pdf")
    def pdf(visit: Caller, nummer: str, seq: Nummer) -> Response:
        """The stored bytes."""
        lage = opened(visit, sort, nummer, f"handling:{seq}:pdf")
        found = las_fardig_handling(visit.db, visit.aktor, lage.nummer, seq)
        return pdfsvar(found.pdf, found.filnamn)

    @router.post("/{nummer}/handlingar", status_code=HTTPStatus.CREATED)
    def finish(request: Request, visit: Caller, nummer: str, payload: Payload) -> Response:
        """Finish a handling of `mall`, with `sprak`, `falt`, and `ersatter` and `skal` for a correction.

        409 with every gap as `hinder` when something is missing.
        """

        def run() -> Svar:
            begard = _begard(payload)
            lage = opened(visit, sort, nummer, f"utkast:ny:{begard.mall}")
            done = fardigstall_handling(visit.db, visit.aktor, lage.nummer, begard, now=visit.now)
            logga(visit, lage.nummer, lage.roll, f"handling:{done.seq}")
            vy = las_handlingssida(visit.db, visit.aktor, lage.nummer, done.seq)
            return Svar(HTTPStatus.CREATED, _content(lage.nummer, sort, vy.handling))

        return once(request, visit, payload, run)

    return router


def _content(nummer: str, sort: Sort, h: Fardig) -> JsonDict:
    """The stable keys of a handling."""
    return {
        "nummer": nummer,
        "seq": h.seq,
        "plats": f"{API}/{sort.namn}/{nummer}/handlingar/{h.seq}",
        "mall": h.mall,
        "mallversion": h.version,
        "titel": h.titel,
        "sprak": h.sprak,
        "dag": h.dag.isoformat() if h.dag else None,
        "av": h.av,
        "sidor": h.sidor,
        "sha256": h.sha256,
        "ersatter": h.ersatter,
        "ersatt_av": h.ersatt_av,
        "kopia_av": h.kopia_av,
        "lamnad": h.lamnad.isoformat() if h.lamnad else None,
        "lamnad_satt": h.lamnad_satt,
    }


def _begard(payload: Mapping[str, Any]) -> Begard:
    """What is asked for.

    Raises:
        BadInput: a key is of another kind than it should be, or is not known.
    """
    falt, ersatter = payload.get("falt") or {}, payload.get("ersatter")
    faults = {
        kod: f"{kod}: ange text."
        for kod in _TEXTS
        if payload.get(kod) is not None and not isinstance(payload[kod], str)
    }
    if not payload.get("mall"):
        faults["mall"] = "mall: ange mallens kod."
    if not isinstance(falt, dict):
        faults["falt"] = "falt: ange ett objekt."
    if ersatter is not None and (isinstance(ersatter, bool) or not isinstance(ersatter, int)):
        faults["ersatter"] = "ersatter: ange numret som ett heltal."
    elif ersatter is not None and not 1 <= ersatter <= HOGSTA_NUMMER:
        faults["ersatter"] = "ersatter: ange numret på en handling i ärendet."
    unknown = set(payload) - {*_TEXTS, "falt", "ersatter"}
    faults |= {kod: f"Fältet «{kod[:40]}» finns inte här. Ta bort det." for kod in unknown}
    if faults:
        raise BadInput(vad="Handlingen kan inte färdigställas än.", falt=faults)
    return Begard(
        mall=payload["mall"],
        given=fields_of(falt),
        sprak=payload.get("sprak") or "sv",
        ersatter=ersatter,
        skal=payload.get("skal") or "",
    )


routers = tuple(_router(sort) for sort in (ARENDEN, FRIYTEKONTAKTER, PARTNERKONTAKTER))
