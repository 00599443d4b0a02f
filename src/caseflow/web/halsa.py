"""Is the process up, and can it work? No personal data, no log-in."""

from __future__ import annotations

from datetime import datetime, timedelta
from http import HTTPStatus
from typing import cast

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response

from caseflow.engine.errors import CaseflowError
from caseflow.queries.hjartslaget import hjartslaget, laget
from caseflow.web.sakerhet import databas, now_of

router = APIRouter()
_MISSED_PASSES = 5


@router.get("/healthz")
def alive() -> Response:
    """The process answers."""
    return JSONResponse({"status": "ok"})


@router.get("/readyz")
def ready(request: Request) -> Response:
    """The database answers and is migrated, and the bevakning loop is alive: the one here, else the workers'."""
    db = databas(request)
    checks = {"databas": "ok", "bevakningar": "okänt"}
    ok = False
    try:
        db.check_ready()
        checks["bevakningar"], ok = _loop(request)
    except CaseflowError as fault:
        checks["databas"] = fault.vad
    status = HTTPStatus.OK if ok else HTTPStatus.SERVICE_UNAVAILABLE
    return JSONResponse({"status": "ok" if ok else "inte redo", **checks}, status_code=status)


def _loop(request: Request) -> tuple[str, bool]:
    """`app.state.heartbeat` is set by the loop of `caseflow serve` at each pass; None without a loop here.

    Where the workers have it, the heartbeat that they leave in the database decides.
    """
    db, now = databas(request), now_of(request)
    last = cast("datetime | None", request.app.state.heartbeat)
    if last is None or db.settings.redis_url:
        return hjartslaget(db, now=now)
    return laget(last, timedelta(seconds=db.settings.loop_seconds * _MISSED_PASSES), now=now)
