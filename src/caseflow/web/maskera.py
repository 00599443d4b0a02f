"""A masked copy, in three pages without script: whom it is for, what to mask, and the copy with its disclosure."""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from http import HTTPStatus

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse
from starlette.responses import Response

from caseflow.actions.maskera_handling import DELVIS, HELT, BegardKopia, maskera_handling
from caseflow.engine.errors import BadInput, Busy, CaseflowError, Conflict, Hinder, Refused
from caseflow.processes.handlingar import ANDAMAL
from caseflow.queries.maskering import (
    Granskning,
    Maskerbar,
    granska_kopia,
    las_maskerbar,
    prova_maskeringar,
)
from caseflow.web.datumtext import kort_dag
from caseflow.web.inskickat import DATUM, Inskickat, Nummer
from caseflow.web.lasvakt import logga, nekad_loggas
from caseflow.web.mallar import rendera
from caseflow.web.maskeringsval import UTLAMNANDE, Val, forvalt, ur_formularet
from caseflow.web.sakerhet import Form, LoggedIn
from caseflow.web.visit import Visit

router = APIRouter()
_STATUS = {
    BadInput: HTTPStatus.UNPROCESSABLE_ENTITY,
    Refused: HTTPStatus.CONFLICT,
    Conflict: HTTPStatus.CONFLICT,
    Busy: HTTPStatus.SERVICE_UNAVAILABLE,
}
_UTFALL = "utfall"


@dataclass(frozen=True, slots=True)
class _Fel:
    """What was wrong: by field, or as rules that stand in the way."""

    rubrik: str = ""
    falt: Mapping[str, str] = field(default_factory=dict)
    hinder: Sequence[Hinder] = ()
    text: str = ""
    status: HTTPStatus = HTTPStatus.OK


def _fel(fault: CaseflowError) -> _Fel:
    falt = fault.falt if isinstance(fault, BadInput) else {}
    return _Fel(
        fault.vad,
        falt,
        fault.hinder if isinstance(fault, Refused) else (),
        "" if falt or isinstance(fault, Refused) else f"{fault.varfor} {fault.gor_nu}",
        _STATUS[type(fault)],
    )


@router.get("/arenden/{nummer}/handlingar/{seq}/maskera")
def valj(request: Request, visit: LoggedIn, nummer: str, seq: Nummer, till: str = "") -> Response:
    """Whom the copy is for, and then everything in the handling, with what is suggested ticked."""
    andamal = till if till in dict(ANDAMAL.choices) else ""
    akt = _maskerbar(visit, nummer, seq, andamal)
    return _visa_val(request, visit, akt, forvalt(akt, andamal), _Fel())


@router.post("/arenden/{nummer}/handlingar/{seq}/maskera")
def granska(request: Request, visit: LoggedIn, nummer: str, seq: Nummer, data: Form) -> Response:
    """Look at the copy, go back and change, or store it with its disclosure."""
    val = ur_formularet(data)
    akt = _maskerbar(visit, nummer, seq, val.andamal)
    if not val.andamal:
        wrong = _Fel(
            "Välj vem kopian är till.",
            {ANDAMAL.code: f"{ANDAMAL.label}: välj ett svar."},
            status=HTTPStatus.UNPROCESSABLE_ENTITY,
        )
        return _visa_val(request, visit, akt, val, wrong)
    if val.knapp == "andra":
        return _visa_val(request, visit, akt, val, _Fel())
    fel = _Fel()
    try:
        prova_maskeringar(akt, val.maskeringar, val.andamal, dag=visit.dag)
        if val.knapp == "spara":
            try:
                return _sparad(visit, akt, seq, val)
            except (BadInput, Refused, Conflict) as fault:
                fel = _fel(fault)
        shown = granska_kopia(akt, val.maskeringar, val.andamal, dag=visit.dag)
    except (BadInput, Busy) as fault:
        return _visa_val(request, visit, akt, val, _fel(fault))
    return _visa_kopian(request, visit, akt, val, shown, fel)


def _sparad(visit: Visit, akt: Maskerbar, seq: int, val: Val) -> Response:
    begard = BegardKopia(
        seq, val.andamal, val.maskeringar, val.utlamnande, _dag(visit, akt, val), val.granskad
    )
    stored = maskera_handling(visit.db, visit.aktor, akt.nummer, begard, now=visit.now)
    return RedirectResponse(f"/arenden/{akt.nummer}?klart={stored.seq}", HTTPStatus.SEE_OTHER)


def _dag(visit: Visit, akt: Maskerbar, val: Val) -> date:
    """The day of the disclosure, when all that is written of it can be read.

    Raises:
        BadInput: every fault at once.
    """
    fields = [f for f in akt.falt if f.code != _UTFALL]
    return Inskickat(val.utlamnande, val.datum, None, None).provat(fields, idag=visit.dag)


def _maskerbar(visit: Visit, nummer: str, seq: int, andamal: str) -> Maskerbar:
    vad = f"maskera:{seq}"
    with nekad_loggas(visit, nummer, vad):
        akt = las_maskerbar(visit.db, visit.aktor, nummer, seq, andamal, dag=visit.dag)
    logga(visit, akt.nummer, akt.roll, vad)
    return akt


def _visa_val(request: Request, visit: Visit, akt: Maskerbar, val: Val, fel: _Fel) -> Response:
    return rendera(
        request,
        "webb/maskera.html",
        visit,
        status=fel.status,
        active="/mina-arenden",
        akt=akt,
        val=val,
        fel=fel,
        andamalsfalt=ANDAMAL,
        forslag_pa=_by_place(akt),
    )


def _by_place(akt: Maskerbar) -> dict[str, list[object]]:
    found: dict[str, list[object]] = {}
    for f in akt.forslag:
        found.setdefault(f.plats, []).append(f)
    return found


def _visa_kopian(
    request: Request, visit: Visit, akt: Maskerbar, val: Val, shown: Granskning, fel: _Fel
) -> Response:
    outcome = DELVIS if val.maskeringar else HELT
    fields = [replace(f, code=f"{UTLAMNANDE}{f.code}") for f in akt.falt if f.code != _UTFALL]
    choices = dict(next(f for f in akt.falt if f.code == _UTFALL).choices)
    begaran = tuple(
        (nr, f"Begäran {kort_dag(f.dag, visit.dag)}")
        for nr, f in akt.fakta.alla("begaran_om_utlamnande").items()
    )
    return rendera(
        request,
        "webb/maskera_granska.html",
        visit,
        status=fel.status,
        active="/mina-arenden",
        akt=akt,
        val=val,
        fel=replace(fel, falt=_by_name(akt, fel.falt)),
        kopian=shown,
        bilder=[base64.b64encode(picture).decode() for picture in shown.bilder],
        falten=fields,
        utfall=choices[outcome],
        datumfalt=DATUM,
        datum=val.datum or visit.dag.isoformat(),
        begaran=begaran,
        andamal=dict(ANDAMAL.choices)[val.andamal],
    )


def _by_name(akt: Maskerbar, faults: Mapping[str, str]) -> dict[str, str]:
    """The faults by the names that the fields of the disclosure have on the page."""
    own = {f.code for f in akt.falt}
    return {f"{UTLAMNANDE}{kod}" if kod in own else kod: text for kod, text in faults.items()}
