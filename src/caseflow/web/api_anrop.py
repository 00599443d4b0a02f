"""What every call of the JSON API shares: the bearer token, the body, keys and preconditions."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date
from http import HTTPStatus
from typing import Annotated, Any

from fastapi import Body, Depends, Request
from fastapi.responses import JSONResponse

from caseflow.actions.akthandling import Utfort
from caseflow.actions.logga_in import token_hash
from caseflow.actions.svara_en_gang import Svar, svara_en_gang
from caseflow.engine.errors import BadInput, Busy, CaseflowError
from caseflow.queries.inloggad import current
from caseflow.rules.kalender import svensk_dag
from caseflow.web.fel import problem_content, status_of
from caseflow.web.heltal import heltal
from caseflow.web.sakerhet import LoggedOut, databas, now_of, visit_of
from caseflow.web.visit import Visit

_SCHEME = "bearer "


def bearer_token(request: Request) -> str:
    """The token of the Authorization header, or the empty string. Cookies do not count here."""
    header = request.headers.get("authorization", "")
    return header[len(_SCHEME) :].strip() if header.lower().startswith(_SCHEME) else ""


def caller(request: Request) -> Visit:
    """Who calls.

    Raises:
        LoggedOut: no token, or one that is unknown or over.
    """
    now = now_of(request)
    token = bearer_token(request)
    found = (
        current(databas(request), token_hash(token), now=now, dag=svensk_dag(now))
        if token
        else None
    )
    if found is None:
        raise LoggedOut
    return visit_of(request, found)


Caller = Annotated[Visit, Depends(caller)]


def body(payload: Annotated[dict[str, Any], Body()]) -> dict[str, Any]:
    """The body: an object whose text can be written down.

    Raises:
        BadInput: it holds half characters (lone surrogates), which nothing can store.
    """
    try:
        json.dumps(payload, ensure_ascii=False).encode()
    except UnicodeEncodeError as fault:
        raise BadInput(
            vad="Anropet kan inte läsas.",
            varfor="Texten innehåller halva tecken (ensamma surrogat).",
            gor_nu="Skicka texten som giltig Unicode.",
        ) from fault
    return payload


Payload = Annotated[dict[str, Any], Depends(body)]


def fields_of(payload: Mapping[str, Any], *, utom: tuple[str, ...] = ()) -> dict[str, object]:
    """The fields without those that say something else.

    Raises:
        BadInput: a value is no text, number, yes/no, list of texts or null.
    """
    faults = {
        kod: f"{kod}: ange text, heltal, true, false eller en lista av texter."
        for kod, value in payload.items()
        if kod not in utom and not _fits(value)
    }
    if faults:
        raise BadInput(vad="Uppgifterna kan inte sparas än.", falt=faults)
    return {kod: value for kod, value in payload.items() if kod not in utom}


def _fits(value: object) -> bool:
    if isinstance(value, list):
        return all(isinstance(part, str) for part in value)
    return value is None or isinstance(value, str | int | bool)


def day_of(payload: Mapping[str, Any], *, or_else: date | None = None) -> date:
    """The field `datum`.

    Raises:
        BadInput: it is missing or no ISO date.
    """
    raw = payload.get("datum")
    if raw is None and or_else is not None:
        return or_else
    try:
        return date.fromisoformat(raw if isinstance(raw, str) else "")
    except ValueError as fault:
        raise BadInput(
            vad="Uppgifterna kan inte sparas än.",
            falt={"datum": "Datum: ange dagen det hände som ÅÅÅÅ-MM-DD."},
        ) from fault


def expected_seq(request: Request) -> int | None:
    """The event number in If-Match, None without the header.

    Raises:
        BadInput: it is not an ETag that was given out here.
    """
    header = request.headers.get("if-match")
    if header is None:
        return None
    seq = heltal(header.strip().strip('"'))
    if seq is None:
        raise BadInput(vad="If-Match kan inte läsas.", gor_nu="Ange den ETag som ärendet hade.")
    return seq


def once(
    request: Request, visit: Visit, payload: Mapping[str, Any], run: Callable[[], Svar]
) -> JSONResponse:
    """The answer of `run`; with an Idempotency-Key the same answer to the same call, done once."""
    key = request.headers.get("idempotency-key", "")
    if not key:
        svar = run()
    else:
        asked = json.dumps([request.method, request.url.path, payload], sort_keys=True)
        svar = svara_en_gang(
            visit.db, visit.aktor, key, asked, lambda: _settled(run), now=visit.now
        )
    return answer(svar)


def _settled(run: Callable[[], Svar]) -> Svar:
    """A refusal is an answer too, and is kept; what nobody foresaw, or was only put off, is not."""
    try:
        return run()
    except Busy:
        raise
    except CaseflowError as fault:
        return Svar(status_of(fault).value, problem_content(fault, status_of(fault)))


def answer(svar: Svar) -> JSONResponse:
    """A stored or fresh answer as it goes out, with the ETag of the akt where it names an event."""
    refused = svar.status >= HTTPStatus.BAD_REQUEST
    headers = {}
    if not refused and "seq" in svar.innehall:
        headers["ETag"] = f'"{svar.innehall["seq"]}"'
    if svar.status == HTTPStatus.CREATED:
        headers["Location"] = str(svar.innehall["plats"])
    return JSONResponse(
        svar.innehall,
        status_code=svar.status,
        headers=headers,
        media_type="application/problem+json" if refused else "application/json",
    )


def done(utfort: Utfort) -> Svar:
    """The answer of an act in an akt."""
    return Svar(
        HTTPStatus.OK,
        {
            "nummer": utfort.nummer,
            "seq": utfort.seq,
            "kod": utfort.kod,
            "bevakningar": list(utfort.bevakningar),
            "varningar": [h.as_dict() for h in utfort.varningar],
        },
    )
