"""Bearer tokens of the API: the same sessions as the pages', without cookies."""

from __future__ import annotations

from http import HTTPStatus

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response

from caseflow.actions.logga_in import logga_in, logga_ut
from caseflow.store.base import instant
from caseflow.web.api_anrop import Caller, Payload, bearer_token
from caseflow.web.sakerhet import API, databas, now_of

router = APIRouter(prefix=f"{API}/token", tags=["token"])


@router.post("")
def create_token(request: Request, payload: Payload) -> Response:
    """A token for `epost` and `losenord`. It ends as a session of the pages does."""
    epost, losenord = (str(payload.get(name, "")) for name in ("epost", "losenord"))
    given = logga_in(databas(request), epost, losenord, now=now_of(request))
    return JSONResponse(
        {"token": given.token, "typ": "Bearer", "giltig_till": instant(given.giltig_till)},
        status_code=HTTPStatus.CREATED,
    )


@router.delete("")
def delete_token(request: Request, visit: Caller) -> Response:
    """End the token that the call carries."""
    logga_ut(visit.db, bearer_token(request))
    return Response(status_code=HTTPStatus.NO_CONTENT)
