"""Errors as pages and as problem documents (RFC 9457). What is missing and what is forbidden look the same."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, RedirectResponse
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from caseflow.engine.errors import (
    BadInput,
    Busy,
    CaseflowError,
    Conflict,
    LoginFailed,
    NotFound,
    Refused,
)
from caseflow.engine.fakta import JsonDict
from caseflow.queries.regelkatalog import regelsida
from caseflow.web.mallar import rendera
from caseflow.web.sakerhet import (
    API,
    ForgedForm,
    LoggedOut,
    databas,
    login_address,
    set_headers,
    visit_or_none,
)

STATUS: tuple[tuple[type[CaseflowError], HTTPStatus], ...] = (
    (LoggedOut, HTTPStatus.UNAUTHORIZED),
    (LoginFailed, HTTPStatus.UNAUTHORIZED),
    (ForgedForm, HTTPStatus.FORBIDDEN),
    (NotFound, HTTPStatus.NOT_FOUND),
    (Refused, HTTPStatus.CONFLICT),
    (Conflict, HTTPStatus.CONFLICT),
    (BadInput, HTTPStatus.UNPROCESSABLE_ENTITY),
    (Busy, HTTPStatus.SERVICE_UNAVAILABLE),
)
_HEADERS = {
    HTTPStatus.UNAUTHORIZED: {"WWW-Authenticate": "Bearer"},
    HTTPStatus.SERVICE_UNAVAILABLE: {"Retry-After": "60"},  # seconds
}
NOT_HERE = NotFound(
    vad="Det finns inget här, eller så har du inte tillgång till det.",
    gor_nu="Kontrollera numret. Behöver du samråda om säkerhet, vänd dig till säkerhetssamordnaren.",
)
WRONG_METHOD = NotFound(
    vad="Den här adressen kan inte öppnas direkt.",
    gor_nu="Gå till sidan där formuläret finns och försök därifrån.",
)
TOO_LARGE = BadInput(
    vad="Det du skickade är för stort.",
    varfor="Ett formulär får vara högst 1 megabyte, och ett textfält rymmer högst 20 000 tecken.",
    gor_nu="Inget har sparats. Gå tillbaka, korta texten och försök igen, eller lägg den som en egen handling.",
)
UNREADABLE = BadInput(
    vad="Det du skickade går inte att läsa.",
    varfor="Formuläret eller anropet är trasigt eller avbrutet.",
    gor_nu="Inget har sparats. Ladda om sidan och försök igen.",
)
BROKEN = CaseflowError(
    vad="Något gick fel hos oss.",
    varfor="Felet är inte ditt, och inget halvt har sparats.",
    gor_nu="Gå tillbaka och försök igen. Kontakta den som ansvarar för driften om det händer på nytt.",
)


def status_of(fault: CaseflowError) -> HTTPStatus:
    """The HTTP status of a fault."""
    return next(
        (status for kind, status in STATUS if isinstance(fault, kind)),
        HTTPStatus.INTERNAL_SERVER_ERROR,
    )


def problem_content(fault: CaseflowError, status: HTTPStatus) -> JsonDict:
    """RFC 9457: type, title, status, detail, and `hinder` (or `falt`) where there are any."""
    content: JsonDict = {
        "type": f"urn:caseflow:{fault.code}",
        "title": fault.vad,
        "status": status.value,
        "detail": fault.message,
    }
    if isinstance(fault, Refused):
        content["hinder"] = [
            {**h.as_dict(), "lagrum": h.kalla, "lank": regelsida(h.regel)} for h in fault.hinder
        ]
    if isinstance(fault, BadInput):
        content["falt"] = fault.falt
    return content


def problem(fault: CaseflowError, status: HTTPStatus | None = None) -> JSONResponse:
    """The fault as a problem document."""
    code = status or status_of(fault)
    return JSONResponse(
        problem_content(fault, code),
        status_code=code,
        headers=_HEADERS.get(code),
        media_type="application/problem+json",
    )


def page(request: Request, fault: CaseflowError, status: HTTPStatus | None = None) -> Response:
    """The fault as a page with the frame of the others; as a problem document for the API."""
    code = status or status_of(fault)
    if request.url.path.startswith(f"{API}/"):
        return problem(fault, code)
    shown = NOT_HERE if code is HTTPStatus.NOT_FOUND else fault
    answer = rendera(
        request,
        "webb/fel.html",
        visit_or_none(request),
        status=code,
        fel=shown,
        hinder=getattr(fault, "hinder", ()),
    )
    if code is HTTPStatus.SERVICE_UNAVAILABLE:
        answer.headers.update(_HEADERS[code])
    return answer


async def _caseflow_fault(request: Request, fault: Exception) -> Response:
    assert isinstance(fault, CaseflowError)  # noqa: S101 - what it is registered for
    api = request.url.path.startswith(f"{API}/")
    if isinstance(fault, LoggedOut) and not api:
        address = login_address(request)
        if request.headers.get("hx-request"):
            return Response(status_code=HTTPStatus.OK, headers={"HX-Redirect": address})
        if request.method in {"GET", "HEAD"}:
            return RedirectResponse(address, HTTPStatus.SEE_OTHER)
    return await run_in_threadpool(page, request, fault)


async def _http_fault(request: Request, fault: Exception) -> Response:
    assert isinstance(fault, HTTPException)  # noqa: S101 - what it is registered for
    known = {
        HTTPStatus.BAD_REQUEST: UNREADABLE,
        HTTPStatus.NOT_FOUND: NOT_HERE,
        HTTPStatus.METHOD_NOT_ALLOWED: WRONG_METHOD,
    }
    status = HTTPStatus(fault.status_code)
    return await run_in_threadpool(page, request, known.get(status, BROKEN), status)


async def _unreadable(request: Request, fault: Exception) -> Response:
    """A path or a body that is not even of the right shape."""
    assert isinstance(fault, RequestValidationError)  # noqa: S101 - what it is registered for
    if not request.url.path.startswith(f"{API}/"):
        return await run_in_threadpool(page, request, NOT_HERE)
    places = [".".join(str(part) for part in e["loc"]) for e in fault.errors()]
    bad = BadInput(
        vad="Anropet kan inte läsas.",
        varfor=f"Fel i: {', '.join(places)}.",
        gor_nu="Jämför med beskrivningen i /api/v1/openapi.json.",
    )
    return problem(bad)


async def _broken(request: Request, fault: Exception) -> Response:
    """What nobody foresaw. The server logs it; the page says nothing of it."""
    del fault
    answer = page_without_visit(request, BROKEN, HTTPStatus.INTERNAL_SERVER_ERROR)
    # This answer is made outside of the middleware that writes the headers of all others.
    set_headers(answer.headers, request.url.path, tls=databas(request).settings.secure_cookies)
    return answer


def page_without_visit(request: Request, fault: CaseflowError, status: HTTPStatus) -> Response:
    """As `page`, without asking the database who is logged in."""
    if request.url.path.startswith(f"{API}/"):
        return problem(fault, status)
    return rendera(request, "webb/fel.html", None, status=status, fel=fault, hinder=())


async def too_large(scope: Scope, receive: Receive, send: Send) -> None:
    """The answer to a body that is too large."""
    request = Request(scope)
    answer = page_without_visit(request, TOO_LARGE, HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    await answer(scope, receive, send)


def add_handlers(app: FastAPI) -> None:
    """Register the answers to every kind of fault."""
    handlers: tuple[
        tuple[type[Exception], Callable[[Request, Exception], Awaitable[Response]]], ...
    ] = (
        (CaseflowError, _caseflow_fault),
        (HTTPException, _http_fault),
        (RequestValidationError, _unreadable),
        (Exception, _broken),
    )
    for kind, handler in handlers:
        app.add_exception_handler(kind, handler)
