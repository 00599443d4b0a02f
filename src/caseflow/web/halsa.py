"""Is the process up, and can it work? No personal data, no log-in."""

from __future__ import annotations

from datetime import datetime, timedelta
from http import HTTPStatus
from typing import cast

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response

from caseflow.engine.errors import CaseflowError
from caseflow.web.sakerhet import databas, now_of

router = APIRouter()
_MISSED_PASSES = 5


@router.get("/healthz")
def alive() -> Response:
    """The process answers."""
    return JSONResponse({"status": "ok"})


@router.get("/readyz")
def ready(request: Request) -> Response:
    """The database answers and is migrated, and the bevakning loop of this process (if any) is alive."""
    db = databas(request)
    checks = {"databas": "ok", "bevakningar": _loop(request)}
    try:
        db.check_ready()
    except CaseflowError as fault:
        checks["databas"] = fault.vad
    ok = checks["databas"] == "ok" and checks["bevakningar"] != "stilla"
    status = HTTPStatus.OK if ok else HTTPStatus.SERVICE_UNAVAILABLE
    return JSONResponse({"status": "ok" if ok else "inte redo", **checks}, status_code=status)


def _loop(request: Request) -> str:
    """`app.state.heartbeat` is set by the loop of `caseflow serve` at each pass; None without a loop here."""
    last = cast("datetime | None", request.app.state.heartbeat)
    if last is None:
        return "körs inte här"
    limit = timedelta(seconds=databas(request).settings.loop_seconds * _MISSED_PASSES)
    return "ok" if now_of(request) - last < limit else "stilla"
